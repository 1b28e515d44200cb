"""A text → the notions it is about, whatever case, ending, spelling or compound they come in."""

import re
import unicodedata
from functools import cache
from unicodedata import combining

from kaue.similar.german import EVERYWHERE, OFTEN, PARTS, STOP
from kaue.similar.synonyms import NEAR, PHRASES, SAME

_WORD = re.compile(r"[^\W_]+")
_SPELLED_OUT = re.compile(r"ae|oe|(?<![aeq])ue")
_ENDINGS = ("innen", "ern", "end", "ung", "ing", "em", "en", "er", "es", "e", "n")
_LINKS = ("s", "n", "en", "es", "er", "e")
_LONGEST = 40
_LONG = 8
"""From so many letters on, a word that differs in one of them is taken for a typing error."""
_CLEAR = 5
"""A known word of so many letters is seen in a compound even if the rest of it is unknown."""


def words(text: str) -> list[str]:
    """All words of a text, folded: `Größe`, `GROESSE` and `Grosse` are one."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not combining(one))
    return _WORD.findall(_SPELLED_OUT.sub(lambda found: found[0][0], plain.casefold()))


def stem(word: str) -> str:
    """A word without its endings, roughly, and never shorter than three letters."""
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word.removesuffix(ending)
                break
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] not in "aeius" else word


class Notions:
    """Reads texts; remembers the words it has taken apart for as long as it lives itself."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, ...]] = {}
        self._stems: dict[str, str] = {}

    def of(self, text: str) -> list[str]:
        """In the order of the text, compounds taken apart. Stop words count if nothing else is."""
        said = words(text)
        telling = [word for word in said if word not in _stop_words()] or said
        return [notion for word in self._joined(telling) for notion in self._notions(word)]

    def _joined(self, said: list[str]) -> list[str]:
        """`offene Daten` → opendata."""
        phrases, stems = _phrases(), [self._stem(word) for word in said]
        joined: list[str] = []
        at = 0
        while at < len(said):
            phrase = phrases.get((stems[at], *stems[at + 1 : at + 2]))
            joined.append(phrase or said[at])
            at += 2 if phrase else 1
        return joined

    def _stem(self, word: str) -> str:
        found = self._stems.get(word)
        if found is None:
            found = self._stems[word] = stem(word)
        return found

    def _notions(self, word: str) -> tuple[str, ...]:
        found = self._seen.get(word)
        if found is None:
            short = word[:_LONGEST]
            found = _taken_apart(short) or _half_known(short) or (_meant(short),)
            self._seen[word] = found
        return found


def _taken_apart(word: str) -> tuple[str, ...]:
    """`radwegenetz` → rad, weg, netz; nothing unless all of it is known."""
    whole = _notion(word)
    if whole:
        return (whole,)
    heads = _heads()
    for end in range(len(word) - 3, 2, -1):
        head = heads.get(word[:end])
        rest = _taken_apart(word[end:]) if head else ()
        if head and rest:
            return (head, *rest)
    return ()


def _half_known(word: str) -> tuple[str, ...]:
    """`grubenwasser` → grub, wasser."""
    for start in range(3, len(word) - _CLEAR + 1):
        tail = _notion(word[start:])
        if tail:
            return (_meant(word[:start]), tail)
    for end in range(len(word) - 3, _CLEAR - 1, -1):
        head = _heads().get(word[:end])
        if head:
            return (head, _meant(word[end:]))
    return ()


def _meant(word: str) -> str:
    """A long word that one letter keeps from being known; else what remains is its stem."""
    if len(word) >= _LONG:
        for written in (word, *_one_less(word)):
            if written in _misspelled():
                return _misspelled()[written]
    return stem(word)


def _one_less(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _notion(word: str) -> str | None:
    known = _known()
    return known.get(word) or known.get(stem(word))


def is_known(notion: str) -> bool:
    """Whether it is spelled as kaue knows it: what differs from it is something else then."""
    return notion in _spellings()


def commonness(notion: str) -> float:
    """In which share of all titles a notion is to be expected."""
    return _commonness().get(notion) or (1 / 80 if is_known(notion) else 1 / 100)


@cache
def near() -> dict[str, frozenset[str]]:
    """Notion → others that it is near to."""
    found: dict[str, set[str]] = {}
    for group in NEAR.split(","):
        notions = {_notion(word) or word for word in words(group)}
        for one in notions:
            found.setdefault(one, set()).update(notions - {one})
    return {one: frozenset(others) for one, others in found.items()}


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(words(STOP))


@cache
def _known() -> dict[str, str]:
    """Word or stem → notion."""
    groups = [words(group) for group in SAME.split(",")]
    same = {word: group[0] for group in groups for word in group}
    plain = {
        word: same.get(word) or same.get(stem(word)) or stem(word)
        for word in words(" ".join((EVERYWHERE, OFTEN, PARTS, *_phrases().values())))
    }
    found = same | plain
    # Whole words go before stems: `Zeit` is no `Zeitung`, and `Bau` is no `Bauer`.
    for word, notion in (plain | same).items():
        found.setdefault(stem(word), notion)
    return found


@cache
def _spellings() -> frozenset[str]:
    return frozenset(_known().values())


@cache
def _misspelled() -> dict[str, str]:
    """Long words without one of their letters: what a word and its misspelling share."""
    long = {word: notion for word, notion in _known().items() if len(word) >= _LONG}
    return {less: notion for word, notion in long.items() for less in _one_less(word)} | long


@cache
def _heads() -> dict[str, str]:
    """What a compound may begin with → notion: known words, with the letters that link."""
    known = _known()
    return {word + link: notion for word, notion in known.items() for link in _LINKS} | known


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    pairs = [line.split(" > ") for line in PHRASES.splitlines() if line]
    return {tuple(map(stem, words(said))): words(meant)[0] for said, meant in pairs}


@cache
def _commonness() -> dict[str, float]:
    found = {_known()[word]: 1 / 25 for word in words(OFTEN)}
    return found | {_known()[word]: 1 / 8 for word in words(EVERYWHERE)}
