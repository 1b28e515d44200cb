"""The HTML of a mail, made from its very text: one frame, and a few things seen in the lines."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from kaue import settings
from kaue.web.templates import render

FAREWELL = "-- "
"""The line that mail programs know as the beginning of what is not the message itself."""

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_CODE = re.compile(r"[0-9]{3} ?[0-9]{3}")


@dataclass
class Block:
    """A piece of the text: `text` (paragraph), `button`, `link`, `address`, `list` or `code`."""

    kind: str
    lines: list[str] = field(default_factory=list)
    href: str = ""


def html(language: str, subject: str, text: str) -> str:
    """A whole document. Nothing in it comes from elsewhere."""
    message, _, farewell = text.partition(f"\n{FAREWELL}\n")
    return render(
        language,
        "mail/frame.html",
        subject=subject,
        blocks=blocks(message),
        farewell=blocks(farewell),
        home=settings.current().public_url + settings.current().root_path + "/",
    )


def blocks(text: str) -> list[Block]:
    """What stands in the text, line by line, in the order of the text."""
    found: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        lines = [line.rstrip() for line in paragraph.split("\n") if line.strip()]
        _read(lines, found)
    return found


def _read(lines: list[str], found: list[Block]) -> None:
    block = Block("text")
    for line, following in pairwise([*lines, ""]):
        kind = _kind(line)
        if kind == "button" and found and found[-1].kind == "link" and not found[-1].href:
            found[-1].href = line
            continue
        if kind == "text" and _kind(following) == "button" and not line.endswith(":"):
            kind = "link"
        if kind != block.kind or kind in {"button", "link", "address", "code"}:
            block = Block(kind)
        if not block.lines:
            found.append(block)
        block.lines.append(line.removeprefix("- ") if kind == "list" else line)
        if kind in {"button", "address"}:
            block.href = line


def _kind(line: str) -> str:
    if _ADDRESS.fullmatch(line):
        # A page of ours is offered for pressing; somebody else's is shown as what it is.
        ours = line.startswith(settings.current().public_url + "/")
        return "button" if ours else "address"
    if _CODE.fullmatch(line):
        return "code"
    return "list" if line.startswith("- ") else "text"
