"""The mail server of KAUE_SMTP_URL, and a connection to it."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from kaue import settings

if TYPE_CHECKING:
    from aiosmtplib import SMTP

CONNECT_WITHIN = 20.0
ANSWER_WITHIN = 30.0
QUIT_WITHIN = 2.0

_USUAL_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


@dataclass(frozen=True)
class Relay:
    """`tls` is `from the start`, `upgrade` or empty: in the clear, for a server on this machine."""

    host: str
    port: int
    tls: str
    user: str
    password: str


class Unreachable(Exception):
    """The server cannot be talked to at all; no mail is to blame. Its cause says why."""


def relay_of(url: str) -> Relay:
    """smtp://, smtps:// or smtp+starttls://user:password@host:port, with or without the user."""
    parts = urlsplit(url)
    return Relay(
        host=parts.hostname or "localhost",
        port=parts.port or _USUAL_PORTS[parts.scheme],
        tls={"smtps": "from the start", "smtp+starttls": "upgrade"}.get(parts.scheme, ""),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


@asynccontextmanager
async def connected(url: str) -> AsyncIterator["SMTP"]:
    """A connection, ready to take mails. Raises Unreachable; certificates are always checked."""
    # A network library of its own, which a process without mail need not carry.
    from aiosmtplib import SMTP, SMTPException  # noqa: PLC0415

    relay = relay_of(url)
    line = SMTP(
        hostname=relay.host,
        port=relay.port,
        username=relay.user or None,
        password=relay.password or None,
        use_tls=relay.tls == "from the start",
        start_tls=relay.tls == "upgrade",
        tls_context=ssl.create_default_context() if relay.tls else None,
        timeout=ANSWER_WITHIN,
        # Otherwise looked up on the network, and told to the server.
        local_hostname=settings.current().public_host or "localhost",
    )
    try:
        await line.connect(timeout=CONNECT_WITHIN)
    except (SMTPException, OSError, ValueError) as error:
        line.close()
        raise Unreachable from error
    try:
        yield line
        # Being polite is for lines that work.
        with suppress(SMTPException, OSError):
            await line.quit(timeout=QUIT_WITHIN)
    finally:
        line.close()


def refusal(error: Exception) -> tuple[int, bool]:
    """The number of the server's answer, 0 for none, and whether it means never to this address."""
    from aiosmtplib import (  # noqa: PLC0415
        SMTPDataError,
        SMTPRecipientsRefused,
        SMTPResponseException,
    )

    if isinstance(error, SMTPRecipientsRefused):
        code = max(one.code for one in error.recipients)
        return code, code >= 500
    if isinstance(error, SMTPResponseException):
        # What it says to our own address or greeting is the operator's to mend.
        return error.code, isinstance(error, SMTPDataError) and error.code >= 500
    return 0, False
