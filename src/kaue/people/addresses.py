"""One spelling for every mail address. Pure."""

import re
import unicodedata

LONGEST = 254
"""The whole address. More stands in no SMTP envelope."""

_LOCAL = re.compile(r"(?=.{1,64}\Z)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?=[a-z0-9-]*[a-z]){_LABEL}")
_SHORTEST_TOP = 2


def folded(text: str) -> str:
    """The address as it is stored and compared, in ASCII; empty when it is none.

    Two spellings of one mailbox become the same, and what only looks like an address of somebody
    else does not: nothing is taken away from what was typed. Local parts beyond ASCII are refused,
    because hardly any server takes mail for them.
    """
    local, at, host = text.rpartition("@")
    if not at or not local.isascii() or _has_hidden(host):
        return ""
    local, host = local.lower(), _folded_host(host)
    if not _LOCAL.fullmatch(local) or not _HOST.fullmatch(host):
        return ""
    address = f"{local}@{host}"
    short_top = len(host.rpartition(".")[2]) < _SHORTEST_TOP
    return "" if short_top or len(address) > LONGEST else address


def _has_hidden(text: str) -> bool:
    """Zero width, soft hyphens, directions, variation selectors: the eye cannot see them.

    IDNA would leave them out without a word.
    """
    return any(
        unicodedata.category(character) in {"Cf", "Cc", "Cs", "Cn", "Co"}
        or 0xFE00 <= ord(character) <= 0xFE0F
        or ord(character) in {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}
        or 0x180B <= ord(character) <= 0x180F
        or 0xE0100 <= ord(character) <= 0xE01EF
        for character in text
    )


def _folded_host(host: str) -> str:
    """As it is called on the network: `MÜLLER.example` → `xn--mller-kva.example`."""
    host = unicodedata.normalize("NFKC", host).lower()
    if host.isascii() and "xn--" not in host:
        return host
    # Tables of some size, for few. Not Python's own codec: it would make `ss` of `ß`, which is
    # another host.
    import idna  # noqa: PLC0415

    try:
        return idna.encode(host, uts46=True, std3_rules=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""
