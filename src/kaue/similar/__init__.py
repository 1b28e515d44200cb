"""Which topics are alike. Pure: no database, no clock, nothing of kaue.

A title becomes a handful of notions (`words.py`), each of which weighs the more the rarer it is.
Two titles are as alike as these point the same way (their cosine); notions that are near to one
another or look like typing errors count in part (`spelling.py`). Texts that are alike add to
that, other texts take nothing away. What kaue knows of words stands in `german.py`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, log, sqrt

from kaue.similar.spelling import Spellings
from kaue.similar.words import Notions, commonness

THRESHOLD = 0.5
"""From here on people are told; `python -m bench.similar` shows what other values would do."""

LONGEST_TITLE = 200
LONGEST_TEXT = 4000
_BACKGROUND = 200
"""As many imagined titles stand beside those of the event, so that few topics suffice."""
_LENGTH = 0.5
"""How much the length of a long title counts: 0 not at all, 1 in full."""
_TEXT = 0.7
"""How much of what a title lacks a text can make up for."""
_CHANCE = 0.2
"""So alike are texts about anything."""

Vector = list[tuple[str, float]]
Lists = dict[str, list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A topic that is alike, and how much: 0..1."""

    key: int
    score: float


class Index:
    """The topics of one event. Made once, asked often; it never changes."""

    def __init__(self, texts: Mapping[int, tuple[str, str]]) -> None:
        notions = Notions()
        titles = {key: notions.of(title[:LONGEST_TITLE]) for key, (title, _) in texts.items()}
        bodies = {key: notions.of(text[:LONGEST_TEXT]) for key, (_, text) in texts.items()}
        self._count = len(texts)
        self._topics_with = Counter(
            notion for key in titles for notion in {*titles[key], *bodies[key]}
        )
        self._titles = _lists({key: self._title(said) for key, said in titles.items()})
        self._texts = _lists({key: self._text(said) for key, said in bodies.items()})
        self._spellings = Spellings(self._titles)

    def like(
        self,
        title: str,
        text: str = "",
        *,
        leave_out: int | None = None,
        at_least: float = THRESHOLD,
        most: int = 3,
    ) -> list[Likeness]:
        """The topics that are most alike, best first, among equals the lower number."""
        notions = Notions()
        scores = self._by_title(notions.of(title[:LONGEST_TITLE]))
        for key, alike in self._by_text(notions.of(text[:LONGEST_TEXT])).items():
            score = scores.get(key, 0.0)
            scores[key] = score + (1 - score) * _TEXT * alike
        # Rounded, so that neither order nor threshold hang on how a sum was added up.
        found = [Likeness(key, round(score, 4)) for key, score in scores.items()]
        found = [one for one in found if one.score >= at_least and one.key != leave_out]
        return sorted(found, key=lambda one: (-one.score, one.key))[:most]

    def _by_title(self, said: list[str]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for notion, weight in self._title(said):
            for other, alike in self._spellings.around(notion):
                for key, theirs in self._titles[other]:
                    scores[key] = scores.get(key, 0.0) + weight * alike * theirs
        return {key: min(1.0, score) for key, score in scores.items()}

    def _by_text(self, said: list[str]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for notion, weight in self._text(said):
            for key, theirs in self._texts.get(notion, ()):
                scores[key] = scores.get(key, 0.0) + weight * theirs
        return {
            key: min(1.0, (score - _CHANCE) / (1 - _CHANCE))
            for key, score in scores.items()
            if score > _CHANCE
        }

    def _title(self, said: list[str]) -> Vector:
        """Whoever says more may say more of something else: length counts only in part."""
        weights, length = self._weights(said)
        length = min(length, length**_LENGTH)
        return [(notion, weight / length) for notion, weight in weights]

    def _text(self, said: list[str]) -> Vector:
        weights, length = self._weights(said)
        return [(notion, weight / length) for notion, weight in weights]

    def _weights(self, said: list[str]) -> tuple[Vector, float]:
        """In order, so that sums come out the same every time; and how long the vector is."""
        counts = sorted(Counter(said).items())
        weights = [(notion, sqrt(count) * self._rarity(notion)) for notion, count in counts]
        # What sum() makes of floats depends on the version of Python.
        return weights, sqrt(fsum(weight * weight for _, weight in weights))

    def _rarity(self, notion: str) -> float:
        """0..1: from what every topic says to what none would be expected to say."""
        titles = self._count + _BACKGROUND
        expected = self._topics_with[notion] + _BACKGROUND * commonness(notion)
        return log(titles / expected) / log(titles)


def _lists(vectors: Mapping[int, Vector]) -> Lists:
    lists: Lists = {}
    for key in sorted(vectors):
        for notion, weight in vectors[key]:
            lists.setdefault(notion, []).append((key, weight))
    return lists
