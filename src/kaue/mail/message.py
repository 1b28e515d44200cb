"""A queued mail as the message that goes out: headers, the text, and the same as HTML.

Every value that people chose passes clean_line or clean_text, and the email package refuses line
breaks in headers: nothing in a name or a title becomes a header of its own.
"""

from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import Any

from kaue import keyed, settings
from kaue.mail import layout, outbox, unsubscribing
from kaue.mail.queries import MailView
from kaue.web.language import html_language
from kaue.web.text import clean_line, clean_text


class Unwritable(Exception):
    """No message can be addressed to such an address, now or later."""


class _InOnePiece(UnstructuredHeader, BaseHeader):
    """Addresses of pages and messages: folded they would be encoded, and then nobody reads them."""

    max_count = 1

    def fold(self: Any, *, policy: Any) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
for _name in ("list-unsubscribe", "message-id"):
    _HEADERS.map_to_type(_name, _InOnePiece)
_POLICY = SMTP.clone(header_factory=_HEADERS)


def build(mail: MailView) -> EmailMessage:
    """Raises Unwritable. The same row makes the same message each time."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = sender()
    message["To"] = recipient(mail)
    message["Subject"] = clean_line(mail.subject)
    message["Date"] = mail.written_at
    message["Message-ID"] = _message_id(mail)
    message["Auto-Submitted"] = "auto-generated"
    if mail.is_notice and mail.person is not None:
        link = outbox.absolute(mail.language, unsubscribing.path(mail.person))
        message["List-Unsubscribe"] = f"<{link}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # Quoted-printable: seven bits on every way, and no line too long.
    text = clean_text(mail.text) + "\n"
    message.set_content(text, cte="quoted-printable")
    html = layout.html(mail.language, clean_line(mail.subject), text)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = html_language(mail.language)
    return message


def whole(mail: MailView) -> bytes:
    """The message as it goes over the line, in ASCII. Raises Unwritable."""
    return build(mail).as_bytes()


def sender() -> Address:
    """KAUE_MAIL_FROM, else kaue at the host of the public address."""
    name, address = parseaddr(settings.current().mail_from)
    return Address(clean_line(name) or "kaue", addr_spec=_in_ascii(address or f"kaue@{_host()}"))


def recipient(mail: MailView) -> Address:
    try:
        return Address(addr_spec=_in_ascii(mail.address))
    except Exception as error:  # the email package raises a dozen kinds
        raise Unwritable from error


def _in_ascii(address: str) -> str:
    """With the host as it is called on the network: müller.example → xn--mller-kva.example."""
    local, _, host = address.rpartition("@")
    return f"{local}@{host.encode('idna').decode('ascii')}"


def _message_id(mail: MailView) -> str:
    """The same at every attempt, so that a mail that comes twice can be told to be one.

    Numbers may be used again once a row is deleted; the moment may not.
    """
    proof = keyed.keyed_hash("message-id", str(mail.id), mail.written_at.isoformat())
    return f"<{mail.id}.{proof[:24]}@{_host()}>"


def _host() -> str:
    """The public host. A number cannot stand in an address without brackets."""
    chosen = settings.current()
    return "localhost" if chosen.local else chosen.public_host
