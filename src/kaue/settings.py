"""The environment, read once into one frozen object. kaue refuses to start when it is unsafe."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

SHORTEST_SECRET = 32


class Unsafe(Exception):
    """A setting that must not be served with. The message says what to change."""


@dataclass(frozen=True)
class Settings:
    """What an operator can choose. docs/operating.md explains each."""

    database_url: str
    public_url: str
    secret: str
    smtp_url: str
    root_path: str
    trusted_proxies: tuple[str, ...]
    demo: bool
    german: str

    @property
    def secure(self) -> bool:
        """Whether visitors come by https, so that cookies may insist on it."""
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        try:
            return urlsplit(self.public_url).hostname or ""
        except ValueError:
            return ""

    @property
    def local(self) -> bool:
        """Whether the public address is this very machine, as in a demo or under test."""
        return self.public_host in {"localhost", "127.0.0.1", "::1"}


@cache
def current() -> Settings:
    """The settings of this process. `current.cache_clear()` reads the environment anew."""
    return read(os.environ)


def read(environment: Mapping[str, str]) -> Settings:
    """Read `KAUE_…`, each also as `KAUE_…_FILE`. Raises Unsafe with a plain sentence."""

    def value(name: str, default: str = "") -> str:
        file = environment.get(f"KAUE_{name}_FILE")
        if file:
            try:
                return Path(file).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise Unsafe(f"KAUE_{name}_FILE names a file that cannot be read.") from error
        return environment.get(f"KAUE_{name}", default).strip()

    demo = value("DEMO").lower() in {"1", "true", "yes", "on"}
    settings = Settings(
        database_url=value("DATABASE_URL", "sqlite:///var/kaue.sqlite"),
        public_url=value("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        secret=value("SECRET") or (secrets.token_hex(32) if demo else ""),
        smtp_url=value("SMTP_URL"),
        root_path=value("ROOT_PATH").rstrip("/"),
        trusted_proxies=tuple(value("TRUSTED_PROXIES").replace(",", " ").split()),
        demo=demo,
        german=value("GERMAN", "du"),
    )
    _refuse_unsafe(settings)
    return settings


def _refuse_unsafe(settings: Settings) -> None:
    if not settings.public_url.startswith(("http://", "https://")) or not settings.public_host:
        raise Unsafe("KAUE_PUBLIC_URL must be an address such as https://barcamp.example.org.")
    if not settings.database_url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise Unsafe("KAUE_DATABASE_URL begins with sqlite:/// or postgresql://")
    if settings.demo and settings.secure and not settings.local:
        raise Unsafe("KAUE_DEMO lets anybody sign in; it cannot run at a public https address.")
    if not settings.demo and len(settings.secret) < SHORTEST_SECRET:
        raise Unsafe(f"KAUE_SECRET needs at least {SHORTEST_SECRET} characters.")
    if not settings.demo and not settings.secure and not settings.local:
        raise Unsafe("KAUE_PUBLIC_URL must begin with https:// (or be a local address).")
    if settings.root_path and not settings.root_path.startswith("/"):
        raise Unsafe("KAUE_ROOT_PATH must begin with a slash.")
    if settings.german not in {"du", "sie"}:
        raise Unsafe("KAUE_GERMAN is either du or sie.")
