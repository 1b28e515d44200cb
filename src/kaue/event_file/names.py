"""Whose names are in an event file: those that the public pages of the day show, by a number of
the file's own.
"""

import random
from collections.abc import Iterable, Mapping
from typing import Any

from piccolo.table import Table

from kaue.tables import Host, Person, Topic, TopicState

Rows = list[dict[str, Any]]


async def public_names(topics: list[int]) -> dict[int, str]:
    """Person → name, of those who proposed or would hold these topics, by name."""
    if not topics:
        return {}
    authors = await Topic.select(Topic.author).where(Topic.id.is_in(topics))
    hosts = await Host.select(Host.person).where(Host.topic.is_in(topics))
    people = {row["author"] for row in authors} | {row["person"] for row in hosts}
    named = await _names(people - {None})
    # Of two with the same name nothing tells who came first.
    random.SystemRandom().shuffle(named)
    return {row["id"]: row["name"] for row in sorted(named, key=lambda row: str(row["name"]))}


async def _names(people: Iterable[int]) -> Rows:
    numbers = [*people]
    if not numbers:
        return []
    return await Person.select(Person.id, Person.name).where(Person.id.is_in(numbers))


def number(rows: Mapping[type[Table], Rows], names: Iterable[int]) -> None:
    """Put numbers from 1 in place of people. Of what is not public only titles stay."""
    of = {person: place for place, person in enumerate(names, start=1)}
    there = {topic["id"] for topic in rows[Topic]}
    for topic in rows[Topic]:
        if topic["merged_into"] not in there:
            topic["merged_into"] = None
        if topic["state"] != TopicState.ACCEPTED:
            topic |= {"author": None, "text": "", "on_behalf_of": ""}
        topic["author"] = of.get(topic["author"])
    for host in rows[Host]:
        host["person"] = of.get(host["person"])
