"""The fair order: which share of those who decided about a topic want it.

Raw votes reward what many people happened to see. Votes per decision do not, but of three people
all three may like something by chance. So each topic starts with some imagined decisions that went
as decisions go on average (shrinkage, empirical Bayes):

    score = (votes + weight * mean) / (decisions + weight)

`mean` is the share of votes among all decisions. How many are imagined, `weight`, follows from how
much topics differ beyond chance, by the method of moments for the beta-binomial distribution. With
n decisions and x votes of each of k topics, N and X the sums, p = X / N:

    S      = sum of n * (x / n - p)²
    rho    = (S / (p * (1 - p)) - (k - 1)) / (N - sum of n² / N - (k - 1))
    weight = 1 / rho - 1, rounded, at least 1 and at most 100

rho is the correlation of two decisions about the same topic; the beta distribution behind it has
alpha + beta = weight. Where topics hardly differ, many decisions are needed to tell them apart.
The bounds: one imagined decision remains, so that nothing wins by a single click, and no more than
a hundred, so that a topic that all have decided about is judged by them.

Source: J. C. Kleinman, "Proportions with Extraneous Variance: Single and Independent Samples",
Journal of the American Statistical Association 68 (1973), 46-54, with each topic weighted by n.

Votes counted on paper or by hands (`Candidate.added`) stay out of it: nobody can tell who of those
who saw a topic there did not want it.

In German: „Vorn steht, was von denen, die darüber entschieden haben, der größte Anteil will; haben
erst wenige entschieden, zählt auch der Durchschnitt aller Themen mit.“
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import fsum
from typing import TypeVar

from kaue.ranking.candidates import Candidate, among_equals

METHOD = "fair"
LIGHTEST, HEAVIEST = 1, 100

Number = TypeVar("Number", float, Fraction)


def fair(candidates: Iterable[Candidate], seed: str = "") -> list[Candidate]:
    """Highest score first; among equals as in the plain order."""
    found = list(candidates)
    mean, weight = mean_and_weight(found)
    equals = among_equals(seed)

    def key(one: Candidate) -> tuple[Fraction, object]:
        return -score(one.votes, one.decisions, mean=mean, weight=weight), equals(one)

    return sorted(found, key=key)


def score(votes: int, decisions: int, *, mean: Number, weight: int) -> Number:
    """The share of votes, drawn towards the mean; see above.

    Of floats that ought to be equal one may be larger; fractions are exact.
    """
    return (votes + weight * mean) / (decisions + weight)


def mean_and_weight(candidates: Iterable[Candidate]) -> tuple[Fraction, int]:
    """What the scores of these topics are made with, so that it can be published."""
    decided = [(one.votes, one.decisions) for one in candidates if one.decisions]
    votes, decisions = sum(x for x, _ in decided), sum(n for _, n in decided)
    if not votes or votes == decisions:
        return Fraction(bool(votes)), LIGHTEST
    return Fraction(votes, decisions), _weight(decided, votes / decisions)


def _weight(decided: Sequence[tuple[int, int]], mean: float) -> int:
    # fsum does not care in which order it reads.
    total = sum(n for _, n in decided)
    chance = len(decided) - 1
    spread = fsum(n * (x / n - mean) ** 2 for x, n in decided) / (mean * (1 - mean))
    at_most = total - fsum(n * n for _, n in decided) / total - chance
    if at_most <= 0 or spread <= chance:
        return HEAVIEST
    return min(HEAVIEST, max(LIGHTEST, round(at_most / (spread - chance) - 1)))
