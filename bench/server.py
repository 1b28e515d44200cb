"""A real `kaue serve`, not in demo mode, on a free port, with the demo barcamp as its data."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
EVENT = "/smartvest"
KAUE = [sys.executable, "-m", "bench.unlimited"]
TOPICS, PEOPLE, COMMENTS = 106, 150, 300
"""106 because six of the written topics are not accepted."""


class Server:
    """One worker. `log` holds all it said."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.port = _free_port()
        self.log = folder / "server.log"
        self.environment = os.environ | {
            "KAUE_DEMO": "1",
            "KAUE_DATABASE_URL": database_url,
            "KAUE_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
        }
        self.people: list[str] = []
        self.roles: dict[str, str] = {}
        self.seconds_to_ready = 0.0
        self._process: Any = None

    def fill(self, topics: int) -> None:
        size = ["--topics", topics, "--people", PEOPLE, "--comments", COMMENTS]
        command = [*KAUE, "demo", *map(str, size), "--json"]
        with self.log.open("ab") as log:
            done = subprocess.run(
                command,
                cwd=REPOSITORY,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                check=True,
            )
        everybody = [json.loads(line) for line in done.stdout.splitlines()]
        self.roles = {one["role"]: one["cookie"] for one in everybody}
        self.people = [one["cookie"] for one in everybody if one["role"] == "citizen"]

    def start(self) -> None:
        began = time.perf_counter()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*KAUE, "serve", "--port", str(self.port)],
                cwd=REPOSITORY,
                env=self.environment | {"KAUE_DEMO": "", "KAUE_SECRET": secrets.token_hex(32)},
                stdout=log,
                stderr=log,
            )
        while not self._is_ready():
            if self._process.poll() is not None or time.perf_counter() - began > 30:
                raise SystemExit(self.log.read_text())
            time.sleep(0.01)
        self.seconds_to_ready = time.perf_counter() - began

    def _is_ready(self) -> bool:
        with suppress(urllib.error.URLError, ConnectionError):
            return self.get("/healthz")[0] == 200
        return False

    def get(self, path: str, **headers: str) -> tuple[int, Any, str]:
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode()

    def pin(self, core: int) -> None:
        """All of its threads, the ones to come included."""
        for thread in Path(f"/proc/{self._process.pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {core})

    def cpu_seconds(self) -> float:
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def mebibytes(self) -> float:
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()


@contextmanager
def served(
    folder: Path,
    database_url: str,
    prepare: Callable[[], None] | None = None,
    *,
    mails: bool = False,
    topics: int = TOPICS,
) -> Iterator[Server]:
    """`prepare` is called between filling the database and starting the server.

    With `mails` codes are queued, for a mail server that is down.
    """
    server = Server(folder, database_url)
    if mails:
        server.environment["KAUE_SMTP_URL"] = "smtp://127.0.0.1:9"
    try:
        server.fill(topics)
        if prepare:
            prepare()
        server.start()
        yield server
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
