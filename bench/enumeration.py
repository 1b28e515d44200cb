"""Known and unknown addresses at the door, by time (R16): `python -m bench.enumeration`."""

import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from bench.server import Server, served

TRIES = 40
WIDEST = 0.25
"""How far the medians may lie apart."""

DOORS = {
    "code": ("/anmelden", {}),
    "password": ("/anmelden", {"passwort": "eine andere Reihe", "wie": "passwort"}),
    "sign-up": ("/registrieren", {"name": "Ada", "passwort": "drei ruhige Wörter"}),
}
KNOWN = "buergerin@demo.example"


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kaue-bench-") as name:
        folder = Path(name)
        with served(folder, f"sqlite:///{folder / 'kaue.sqlite'}", mails=True) as server:
            print(f"median of {TRIES} tries each, one after the other, known and unknown in turn\n")
            apart = [compared(server, door) for door in DOORS]
    return 1 if max(apart) > WIDEST else 0


def compared(server: Server, door: str) -> float:
    """How far the medians for known and unknown addresses lie apart, as a share of the smaller."""
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(-3, TRIES):
        for kind, email in (("known", KNOWN), ("unknown", f"nobody{number}@demo.example")):
            seconds = timed(server, door, email)
            if number >= 0:
                took[kind].append(seconds)
    known, unknown = (statistics.median(took[kind]) * 1000 for kind in ("known", "unknown"))
    apart = abs(known - unknown) / min(known, unknown)
    verdict = "ok" if apart <= WIDEST else "TOO FAR"
    print(f"{door:10} known {known:6.2f} ms   unknown {unknown:6.2f} ms   {apart:6.1%}   {verdict}")
    return apart


def timed(server: Server, door: str, email: str) -> float:
    path, fields = DOORS[door]
    body = urllib.parse.urlencode({"email": email, **fields}).encode()
    headers = {"Sec-Fetch-Site": "same-origin"}
    asked = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", body, headers)
    began = time.perf_counter()
    try:
        urllib.request.build_opener(_Stay).open(asked, timeout=10).close()
    except urllib.error.HTTPError as refused:
        refused.close()
        if refused.code not in {303, 422}:
            raise
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
