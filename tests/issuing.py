"""A directory on this machine: an OpenID Connect issuer with keys of its own, and a few quirks."""

import hmac
import html
import json
import re
import threading
from base64 import b64decode, urlsafe_b64encode
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from time import time
from urllib.parse import parse_qs, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

DOOR = "/anmelden/verzeichnis"
BACK = f"{DOOR}/zurueck"

CLIENT, SECRET = "kaue", "shared with the issuer & kaue"


@cache
def key(name):
    """Making one takes a while; every test uses the same ones."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


class Issuer:
    """`claims` goes into every token. `change(claims)` may spoil them, `sign` the signature."""

    def __init__(self, url):
        self.url = url
        self.claims = {"sub": "4711", "name": "Erika Muster"}
        self.published = [key("one")]
        self.signing = key("one")
        self.alg = "RS256"
        self.change = lambda claims: claims
        self.discovery = {}
        self.asked = []
        self._codes = {}
        self._numbers = count()

    def visited(self, address):
        """Somebody signs in at the address kaue led to. Returns the query of the way back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.url}/authorize?")
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = f"code-{next(self._numbers)}"
        self._codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def get(self, path):
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                **self.discovery,
            }
        if path == "/keys":
            return 200, {"keys": [one.as_dict(private=False) for one in self.published]}
        return 404, {}

    def token(self, form, authorization):
        self.asked.append("/token")
        asked = self._codes.pop(form.get("code"), None)
        challenge = sha256(form.get("code_verifier", "").encode()).digest()
        good = (
            asked is not None
            and self._knows_client(form, authorization)
            and form.get("grant_type") == "authorization_code"
            and form.get("redirect_uri") == asked["redirect_uri"]
            and _base64(challenge) == asked["code_challenge"]
        )
        if not good:
            return 400, {"error": "invalid_grant"}
        now = int(time())
        claims = self.change(
            {
                "iss": self.url,
                "aud": CLIENT,
                "iat": now,
                "exp": now + 300,
                "nonce": asked["nonce"],
                **self.claims,
            }
        )
        return 200, {
            "access_token": "opaque",
            "token_type": "Bearer",
            "id_token": self._signed(claims),
        }

    def _knows_client(self, form, authorization):
        if authorization:
            given = b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
            return (unquote(given[0]), unquote(given[2])) == (CLIENT, SECRET)
        return (form.get("client_id"), form.get("client_secret", "")) in {
            (CLIENT, SECRET),
            (CLIENT, ""),
        }

    def _signed(self, claims):
        if self.alg == "none":
            return f"{_part({'alg': 'none'})}.{_part(claims)}."
        if self.alg == "HS256":
            # The oldest trick: the public key, used as if it were a shared secret.
            text = f"{_part({'alg': 'HS256', 'kid': 'one'})}.{_part(claims)}"
            public = key("one").as_pem(private=False)
            return f"{text}.{_base64(hmac.digest(public, text.encode(), 'sha256'))}"
        header = {"alg": self.alg, "kid": self.signing.kid}
        return jwt.encode(header, claims, self.signing, algorithms=[self.alg])


def _part(value):
    return _base64(json.dumps(value).encode())


def _base64(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def issuing():
    """Serve one on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._answer(*issuer.get(urlsplit(self.path).path))

        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(*issuer.token(form, self.headers.get("authorization")))

        def _answer(self, status, content):
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Travel:
    """The way to the directory and back, as a browser goes it."""

    def __init__(self, issuer):
        self.issuer = issuer

    async def depart(self, browser, onward="/", prefix=""):
        """Returns the address at the directory that kaue leads to."""
        answer = await browser.post(prefix + DOOR, data={"weiter": onward})
        assert answer.status_code == 200
        return html.unescape(re.search(r'content="0; url=([^"]+)"', answer.text)[1])

    async def arrive(self, browser, query):
        """From the page that the directory sends back to, on by its button."""
        page = await browser.get(BACK, params=query, follow_redirects=True)
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
        form = dict(re.findall(r'name="(code|state)" value="([^"]*)"', page.text))
        action = re.search(r'class="onward" method="post" action="([^"]+)"', page.text)[1]
        return await browser.post(action, data=form)

    async def __call__(self, browser, onward="/", prefix=""):
        address = await self.depart(browser, onward, prefix)
        return await self.arrive(browser, self.issuer.visited(address))
