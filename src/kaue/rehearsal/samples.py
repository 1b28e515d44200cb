"""Invented topics to practise with: those of the demonstration, with votes that are nobody's."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from kaue.tables import TopicState

_PEOPLE = 60
"""So many would have voted."""


@dataclass(frozen=True, slots=True)
class Sample:
    title: str
    text: str
    format: str
    host: str
    """Empty for a wish."""
    votes: int
    passes: int


def samples() -> list[Sample]:
    """The same ones each time, in no particular order."""
    content = tomllib.loads(_CONTENT.read_text("utf-8"))
    names = {one["key"]: one["name"] for one in content["people"]}
    return list(_samples(content["topics"], names))


_CONTENT = resources.files("kaue").joinpath("demo_content.toml")


def _samples(topics: list[dict[str, Any]], names: dict[str, str]) -> Iterator[Sample]:
    chance = random.Random(1)  # noqa: S311 - invented numbers, no secret
    for topic in topics:
        if topic["state"] == TopicState.ACCEPTED:
            seen = chance.randint(_PEOPLE // 2, _PEOPLE)
            votes = round(seen * topic["appeal"] / 110)
            yield Sample(
                topic["title"],
                topic["text"].strip(),
                topic["format"],
                names[topic["author"]] if topic["hosted"] else "",
                votes,
                seen - votes,
            )
