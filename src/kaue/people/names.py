"""Names that would pass for the people who run a barcamp, however they are spelled."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")

_LOOK_ALIKES = str.maketrans(
    {
        # Cyrillic and Greek letters that look like ours.
        **dict(zip("авсеһіјкмнопԛрѕтухуԝ", "abcehijkmhonqpstyxyw", strict=True)),
        **dict(zip("αβγεικνορτυχωη", "abyeiknoptuxwn", strict=True)),
        # Digits, signs, and letters with a stroke.
        **dict(zip("013457@$|!łøđæ", "oieastasiilodä", strict=True)),
        "l": "i",
        "ß": "ss",
    }
)


def _shape(word: str) -> str:
    """What a word looks like at a glance: `Rédakti0n` and `REDAKTION` alike."""
    folded = unicodedata.normalize("NFKD", word.casefold().translate(_LOOK_ALIKES))
    letters = "".join(one for one in folded if one.isalpha()).translate(_LOOK_ALIKES)
    return re.sub(r"(.)\1+", r"\1", letters.replace("rn", "m").replace("vv", "w"))


RESERVED = frozenset(
    map(
        _shape,
        [
            "redaktion",
            "redaktionsteam",
            "redakteur",
            "redakteurin",
            "editor",
            "editors",
            "moderation",
            "moderator",
            "moderatorin",
            "verwaltung",
            "kreisverwaltung",
            "stadtverwaltung",
            "admin",
            "admins",
            "administrator",
            "administration",
            "systemadmin",
            "kaue",
            "kaueteam",
            "orgateam",
            "organisation",
            "support",
            "staff",
            "datenschutz",
            "datenschutzbeauftragter",
            "datenschutzbeauftragte",
        ],
    )
)


def is_reserved(name: str) -> bool:
    """Whether the name, or a word in it, reads like that of somebody who runs the barcamp."""
    words = _WORD.findall(name.translate(str.maketrans("@$|!", "asii")))
    return any(_shape(one) in RESERVED for one in [*words, name])
