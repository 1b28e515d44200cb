"""The environment, read once into one frozen object. kaue refuses to start when it is unsafe."""

import os
import secrets
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

SHORTEST_SECRET = 32
FEWEST_CHARACTERS = 8
"""Different ones in a secret. Fewer were typed by somebody in a hurry."""

YES = {"1", "true", "yes", "on"}
LOCAL = {"localhost", "127.0.0.1", "::1"}
DEBUG_SWITCHES = ("LITESTAR_DEBUG", "KAUE_DEBUG")


class Unsafe(Exception):
    """A setting that must not be served with. The message says what to change."""


@dataclass(frozen=True)
class Directory:
    """The operator's own directory (OpenID Connect), in which staff have their accounts."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    roles_claim: str
    admins: bool
    strong_acr: str
    trusted_factor: bool
    trusted_mail: bool


MAIL_SCHEMES = {"smtp", "smtps", "smtp+starttls"}


@dataclass(frozen=True)
class Settings:
    """What an operator can choose. docs/operating.md explains each."""

    database_url: str
    public_url: str
    secret: str
    smtp_url: str
    mail_from: str
    root_path: str
    trusted_proxies: tuple[str, ...]
    demo: bool
    german: str
    directory: Directory | None = None

    @property
    def secure(self) -> bool:
        """Whether visitors come by https, so that cookies may insist on it."""
        return self.public_url.startswith("https://")

    @property
    def mails(self) -> bool:
        """Whether mail can be expected to arrive; in a demo everybody reads it at /postfach."""
        return bool(self.smtp_url) or self.demo

    @property
    def public_host(self) -> str:
        return host_of(self.public_url)

    @property
    def local(self) -> bool:
        """Whether the public address is this very machine, as in a demo or under test."""
        return self.public_host in LOCAL

    @property
    def is_number(self) -> bool:
        """Whether the public address is a bare IP number, as in a network at home."""
        try:
            return bool(ip_address(self.public_host))
        except ValueError:
            return False

    @property
    def production(self) -> bool:
        """Whether strangers come here: neither a demo nor this very machine."""
        return not (self.demo or self.local)


def host_of(address: str) -> str:
    """Empty for what is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


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

    demo = value("DEMO").lower() in YES
    settings = Settings(
        database_url=value("DATABASE_URL", "sqlite:///var/kaue.sqlite"),
        public_url=value("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        secret=value("SECRET") or (secrets.token_hex(32) if demo else ""),
        smtp_url=value("SMTP_URL"),
        mail_from=value("MAIL_FROM"),
        root_path=value("ROOT_PATH").rstrip("/"),
        trusted_proxies=tuple(value("TRUSTED_PROXIES").replace(",", " ").split()),
        demo=demo,
        german=value("GERMAN", "du"),
        directory=_directory(value),
    )
    _refuse_unsafe(settings, http_allowed=value("ALLOW_HTTP").lower() in YES)
    if not demo:
        _refuse_debugging(environment)
        _refuse_weak_secret(settings.secret)
        _refuse_open_files(settings.database_url)
    return settings


def _directory(value: Callable[..., str]) -> Directory | None:
    """`KAUE_OIDC_…`. None without an issuer."""
    issuer = value("OIDC_ISSUER")
    if not issuer:
        return None
    host = host_of(issuer)
    if not issuer.startswith("https://") and host not in LOCAL:
        raise Unsafe("KAUE_OIDC_ISSUER must begin with https:// (or be a local address).")
    if not value("OIDC_CLIENT_ID"):
        raise Unsafe("KAUE_OIDC_CLIENT_ID is missing: the name by which the issuer knows kaue.")
    return Directory(
        issuer=issuer,
        client_id=value("OIDC_CLIENT_ID"),
        client_secret=value("OIDC_CLIENT_SECRET"),
        name=value("OIDC_NAME") or host,
        roles_claim=value("OIDC_ROLES_CLAIM", "roles"),
        admins=value("OIDC_ADMINS").lower() in YES,
        strong_acr=value("OIDC_STRONG_ACR"),
        trusted_factor=value("OIDC_TRUSTED_FACTOR").lower() in YES,
        trusted_mail=value("OIDC_TRUSTED_MAIL").lower() in YES,
    )


def _refuse_unsafe(settings: Settings, *, http_allowed: bool) -> None:
    if not settings.public_url.startswith(("http://", "https://")) or not settings.public_host:
        raise Unsafe("KAUE_PUBLIC_URL must be an address such as https://barcamp.example.org.")
    if not settings.database_url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise Unsafe("KAUE_DATABASE_URL begins with sqlite:/// or postgresql://")
    if settings.demo and not settings.local and (settings.secure or not settings.is_number):
        raise Unsafe(
            "KAUE_DEMO lets anybody sign in, as administrator, too: it runs at localhost or, over"
            " http, at a bare IP number only."
        )
    if not (settings.demo or settings.secure or settings.local or http_allowed):
        raise Unsafe(
            "KAUE_PUBLIC_URL must begin with https:// (or be a local address)."
            " For a test behind a VPN, or a network of its own, KAUE_ALLOW_HTTP=1 lifts this."
        )
    if settings.root_path and not settings.root_path.startswith("/"):
        raise Unsafe("KAUE_ROOT_PATH must begin with a slash.")
    if settings.german not in {"du", "sie"}:
        raise Unsafe("KAUE_GERMAN is either du or sie.")
    if settings.smtp_url:
        _refuse_unsafe_mail(settings.smtp_url)
    if settings.mail_from and not is_sender(settings.mail_from):
        raise Unsafe("KAUE_MAIL_FROM is an address such as Barcamp <barcamp@example.org>.")


def _refuse_unsafe_mail(url: str) -> None:
    scheme, host = url.partition("://")[0], host_of(url)
    try:
        urlsplit(url).port  # noqa: B018 - read to see whether it is one
    except ValueError:
        host = ""
    if scheme not in MAIL_SCHEMES or not host:
        raise Unsafe(
            "KAUE_SMTP_URL is an address such as smtp+starttls://user:password@mail.example.org"
            " (or smtps://…, or smtp://localhost)."
        )
    if scheme == "smtp" and urlsplit(url).password and host not in LOCAL:
        raise Unsafe("KAUE_SMTP_URL would send a password in the clear: use smtp+starttls://")


def is_sender(text: str) -> bool:
    """Whether mail can come from there: an address, with or without a name before it."""
    local, at, host = parseaddr(text)[1].rpartition("@")
    return bool(local and at and host) and text.isprintable()


def _refuse_debugging(environment: Mapping[str, str]) -> None:
    """Debugging shows visitors what is inside."""
    for name in DEBUG_SWITCHES:
        if environment.get(name, "").strip().lower() in YES:
            raise Unsafe(f"{name} must be off; debugging is for a demo on this machine.")


def _refuse_weak_secret(secret: str) -> None:
    if len(secret) < SHORTEST_SECRET:
        raise Unsafe(f"KAUE_SECRET needs at least {SHORTEST_SECRET} characters.")
    repeats_itself = secret in (secret + secret)[1:-1]
    if repeats_itself or len(set(secret)) < FEWEST_CHARACTERS:
        raise Unsafe("KAUE_SECRET is easy to guess. Make one with: openssl rand -hex 32")


def _refuse_open_files(database_url: str) -> None:
    """Whoever may read the SQLite file has every address in it, and may copy it unseen."""
    kind, _, path = database_url.partition(":///")
    if kind != "sqlite":
        return
    file = Path(path)
    for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        if _mode(each) & (stat.S_IROTH | stat.S_IWOTH):
            raise Unsafe(f"Everybody on this machine may read the database: chmod 600 {each}")
    if _mode(file.parent) & stat.S_IWOTH:
        raise Unsafe(
            f"Everybody on this machine may write beside the database: chmod o-w {file.parent}"
            " (or put it into a directory of its own; see KAUE_DATABASE_URL)"
        )


def _mode(path: Path) -> int:
    """0 for what is not there yet; kaue makes it readable by its owner only."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0
