"""Invented pairs of topics with labels (similar/pairs.toml), and how well kaue tells them apart."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kaue.similar import THRESHOLD, Index

HALVES = ("tune", "report")
PAIRS = Path(__file__).with_name("similar") / "pairs.toml"


@dataclass(frozen=True)
class Pair:
    half: str
    alike: bool
    titles: tuple[str, str]
    texts: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Quality:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairs(half: str) -> list[Pair]:
    read = tomllib.loads(PAIRS.read_text(encoding="utf-8"))["pairs"]
    every = [Pair(**{name: _frozen(value) for name, value in one.items()}) for one in read]
    return [one for one in every if one.half == half]


def topics(some: list[Pair]) -> dict[int, tuple[str, str]]:
    """Both topics of every pair, as if they were proposed for one barcamp: 2n and 2n+1."""
    each = [topic for one in some for topic in zip(one.titles, one.texts, strict=True)]
    return dict(enumerate(each))


def scores(some: list[Pair]) -> list[float]:
    """How alike the two of each pair are, among all the others."""
    proposed = topics(some)
    index = Index(proposed)
    return [_score(index, proposed[2 * n], 2 * n + 1) for n in range(len(some))]


def scores_alone(some: list[Pair]) -> list[float]:
    """The same, where the first of a pair is the only topic there is."""
    return [
        _score(Index({1: (one.titles[0], one.texts[0])}), (one.titles[1], one.texts[1]), 1)
        for one in some
    ]


def quality(some: list[Pair], found: list[float], threshold: float = THRESHOLD) -> Quality:
    told = [one.alike for one, score in zip(some, found, strict=True) if score >= threshold]
    right = sum(told)
    return Quality(right / len(told) if told else 1.0, right / sum(one.alike for one in some))


def _score(index: Index, topic: tuple[str, str], other: int) -> float:
    found = index.like(*topic, at_least=0, most=10_000)
    return next((one.score for one in found if one.key == other), 0.0)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
