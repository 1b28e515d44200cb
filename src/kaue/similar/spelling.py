"""Words that are probably the same, typed differently."""

from collections import Counter
from collections.abc import Iterable

from kaue.similar.words import is_known, near

ALIKE = 0.6
"""Share of letter pairs from which on two spellings may be one word."""
NEAR = 0.6
"""How much of a notion is in another that it is near to."""


def grams(word: str) -> frozenset[str]:
    """Pairs of neighbouring letters; first and last letter count as pairs, too."""
    padded = f" {word} "
    return frozenset(padded[at : at + 2] for at in range(len(padded) - 1))


class Spellings:
    """The words of some texts, to be found by words that look like them."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._grams = {word: grams(word) for word in vocabulary}
        self._with: dict[str, list[str]] = {}
        for word, found in self._grams.items():
            for gram in found:
                self._with.setdefault(gram, []).append(word)

    def around(self, word: str) -> list[tuple[str, float]]:
        """Word and likeness (0..1) of all that may mean the same, itself included."""
        found = {other: NEAR for other in near().get(word, ()) if other in self._grams}
        mine = grams(word)
        shared = Counter(other for gram in mine for other in self._with.get(gram, ()))
        for other, count in shared.items():
            share = 2 * count / (len(mine) + len(self._grams[other]))
            if other == word or (share >= ALIKE and not (is_known(word) and is_known(other))):
                found[other] = max(share, found.get(other, 0))
        return sorted(found.items())
