"""What may deserve a second look in a text. Hints for people, never a verdict. Pure."""

import re

from kaue.web.language import N_

LINKS = N_("has links")
SHOUTS = N_("is written in capitals")
CROWD = N_("its author signed up in a crowd")

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_ENOUGH_TO_JUDGE = 20
"""Letters. Below that, abbreviations are capitals enough."""


def flags(title: str, text: str) -> list[str]:
    """Sentences in English, to be translated where they are shown."""
    found = []
    if _LINK.search(f"{title} {text}"):
        found.append(LINKS)
    if _shouts(title) or _shouts(text) or "!!!" in f"{title} {text}":
        found.append(SHOUTS)
    return found


def _shouts(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters >= _ENOUGH_TO_JUDGE and sum(map(str.isupper, text)) * 10 > letters * 6
