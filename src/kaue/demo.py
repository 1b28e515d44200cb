"""A believable barcamp, built through the same actions people use; dates are relative to today."""

import json
import random
import tomllib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from itertools import count
from typing import Any

from kaue import db
from kaue.comments import actions as comments
from kaue.comments.forms import CommentForm
from kaue.demo_day import at, move_to, rooms_of_the_demo
from kaue.events import actions as events
from kaue.events import queries as event_queries
from kaue.events.queries import EventView
from kaue.people import actions as people
from kaue.people import queries as people_queries
from kaue.people.demo_people import ADDRESSES, SLUG
from kaue.people.guards import cookie_name
from kaue.review import actions as review
from kaue.review.forms import RejectionForm
from kaue.tables import Person, RoleName, TopicState, Way
from kaue.topics import actions as topics
from kaue.topics import queries as topic_queries
from kaue.topics.forms import TopicForm
from kaue.topics.queries import TopicView
from kaue.voting import actions as voting
from kaue.web.dates import now

DAYS_AHEAD = 12
VOTERS = 60
PASSED = 40
"""So many topics have passes: a demo for load tests would take long to build with all."""
NAMES = {"citizen": "Kim", "staff": "Redaktion", "moderator": "Moderation", "admin": "Verwaltung"}


class HalfBuilt(Exception):
    """An earlier build was interrupted."""


@dataclass(frozen=True)
class Size:
    """How much to build. None means: what the written content has."""

    topics: int | None = None
    people: int | None = None
    comments: int | None = None
    seed: int = 1


async def build(size: Size) -> bool:
    """Fill an empty database. If the demo is there already, only its dates move: False."""
    if await event_queries.by_slug(SLUG):
        if await db.rows("SELECT id FROM event WHERE voters_then IS NOT NULL AND slug = {}", SLUG):
            raise HalfBuilt
        await move_to(_dates())
        return False
    content = _content()
    chance = random.Random(size.seed)  # noqa: S311 - reproducible demo data, no secret
    event = await _event(content)
    roles = {role: await _person(NAMES[role], ADDRESSES[role]) for role in ADDRESSES}
    await _give_roles(roles, event)
    await rooms_of_the_demo(content, event)
    authors = {one["key"]: await _author(one) for one in content["people"]}
    voters = [await _person(f"Gast {n}", f"gast{n}@demo.example") for n in range(1, _voters(size))]
    await _people_came_one_by_one()
    written = list(_topics(content, size))
    for topic in written:
        await _topic(topic, event, authors, roles["staff"])
    everybody = [*authors.values(), *voters, roles["citizen"]]
    await _votes(written, event, everybody, chance)
    await _comments(written, authors, everybody, size, chance)
    await db.write("UPDATE event SET voters_then = NULL WHERE slug = {}", SLUG)
    return True


async def sign_everybody_in() -> AsyncIterator[str]:
    """One JSON line per person with a ready cookie, for load tests."""
    roles = {address: role for role, address in ADDRESSES.items()}
    for row in await db.rows("SELECT id, email FROM person WHERE email IS NOT NULL ORDER BY id"):
        person = await people_queries.by_email(row["email"])
        if person is not None:
            token = await people.start_sign_in(person, way=Way.DEMO, strong=True)
            role = roles.get(row["email"], "citizen")
            cookie = f"{cookie_name()}={token}"
            yield json.dumps({"email": row["email"], "role": role, "cookie": cookie})


def _content() -> dict[str, Any]:
    return tomllib.loads(resources.files("kaue").joinpath("demo_content.toml").read_text("utf-8"))


def _voters(size: Size) -> int:
    return 1 + (VOTERS if size.people is None else size.people)


def _dates() -> dict[Any, datetime]:
    """Proposing and voting are open, and the day is near: the demo is alive whenever it is run."""
    today = now()
    day = today + timedelta(days=DAYS_AHEAD)
    return {
        "submit_from": at(today - timedelta(days=21), 0),
        "submit_until": at(day - timedelta(days=1), 23),
        "vote_from": at(today - timedelta(days=14), 0),
        "vote_until": at(day, 10, 15),
        "starts_at": at(day, 10),
        "pitch_at": at(day, 10, 30),
        "sessions_at": at(day, 11, 30),
        "ends_at": at(day, 16),
        "anonymise_at": at(day + timedelta(days=180), 3),
    }


async def _event(content: dict[str, Any]) -> EventView:
    themes = {theme["slug"]: theme["name"] for theme in content["themes"]}
    # Marked until it is complete, so that an interrupted build is not taken for a whole one.
    marked = {**_dates(), "voters_then": 0}
    await events.create(slug=SLUG, themes=themes, **marked, **content["event"])
    event_queries.forget(SLUG)
    event = await event_queries.by_slug(SLUG)
    assert event is not None
    return event


async def _person(name: str, email: str, language: str = "de") -> Person:
    return await people.sign_up(email=email, name=name, language=language)


async def _author(one: dict[str, Any]) -> Person:
    return await _person(one["name"], f"{one['key']}@demo.example", one["language"])


async def _give_roles(roles: dict[str, Person], event: EventView) -> None:
    await people.give_role(roles["staff"], RoleName.STAFF, event)
    await people.give_role(roles["moderator"], RoleName.MODERATOR, event)
    await people.make_admin(roles["admin"])


def _topics(content: dict[str, Any], size: Size) -> Iterator[dict[str, Any]]:
    """The written topics; beyond them, the same again with a running number."""
    written = content["topics"]
    wanted = len(written) if size.topics is None else size.topics
    for n in range(wanted):
        topic = dict(written[n % len(written)])
        if n >= len(written):
            topic |= {"title": f"{topic['title'][:100]} ({n + 1})", "state": "accepted"}
        yield topic


async def _topic(
    topic: dict[str, Any], event: EventView, authors: dict[str, Person], staff: Person
) -> None:
    author = authors[topic["author"]]
    wanted = TopicForm(
        title=topic["title"],
        text=topic["text"].strip(),
        format=topic["format"],
        themes=tuple(topic["themes"]),
        hosted=topic["hosted"],
    )
    if topic["state"] == TopicState.DRAFT:
        topic["id"] = await topics.save_draft(event, wanted, by=author)
        return
    topic["id"] = await topics.propose(event, wanted, by=author)
    await _date_back(topic)
    view = await topic_queries.find(topic["id"])
    assert view is not None
    if topic["state"] == TopicState.ACCEPTED:
        await review.accept(view, version=view.version, by=staff)
    elif topic["state"] == TopicState.REJECTED:
        words = RejectionForm(topic["reason"], topic["note"])
        await review.reject(view, words, version=view.version, by=staff)
    await _date_decision_back(view)


async def _people_came_one_by_one() -> None:
    """Over three weeks, and not in a crowd, which the editors would be told of."""
    for row in await db.rows("SELECT id FROM person ORDER BY id"):
        at = now() - timedelta(hours=504 - row["id"] * 53 % 480, minutes=row["id"] * 17 % 60)
        await db.write(
            "UPDATE person SET created_at = {}, proven_at = {} WHERE id = {}", at, at, row["id"]
        )


async def _date_back(topic: dict[str, Any]) -> None:
    """Actions happen now; a demo has a past."""
    at = now() - timedelta(days=topic["days_ago"], minutes=topic["id"] * 7 % 600)
    await db.write(
        "UPDATE topic SET created_at = {}, changed_at = {}, submitted_at = {}, waits_since = {}"
        " WHERE id = {}",
        at,
        at,
        at,
        at,
        topic["id"],
    )


async def _date_decision_back(topic: TopicView) -> None:
    """The editors of the demo answer within some hours. Their log keeps the time of the build."""
    assert topic.submitted_at is not None
    at = min(now(), topic.submitted_at + timedelta(hours=1 + topic.id * 5 % 26))
    await db.write("UPDATE decision SET decided_at = {} WHERE topic = {}", at, topic.id)


async def _votes(
    written: list[dict[str, Any]], event: EventView, everybody: list[Person], chance: random.Random
) -> None:
    listed = {topic.id: topic for topic in await topic_queries.listed(event.id)}
    passing = random.Random(1)  # noqa: S311 - as above; drawn apart, so that votes stay the same
    for n, topic in enumerate(written):
        if view := listed.get(topic["id"]):
            for person in everybody:
                if person.id == view.author:
                    continue
                if chance.random() < topic["appeal"] / 110:
                    await voting.cast(view, by=person)
                elif n < PASSED and passing.random() < 1 / 3:
                    await voting.pass_over(view, by=person)
    topic_queries.list_changed(event.id)


async def _comments(
    written: list[dict[str, Any]],
    authors: dict[str, Person],
    everybody: list[Person],
    size: Size,
    chance: random.Random,
) -> None:
    left = count() if size.comments is None else iter(range(size.comments))
    accepted = [topic for topic in written if topic["state"] == TopicState.ACCEPTED]
    for topic in accepted:
        moments = _moments(topic, chance)
        for one in topic.get("comments", []):
            if next(left, None) is None:
                return
            thread = await _comment(topic, one, authors, next(moments), None)
            for reply in one.get("answers", []):
                if next(left, None) is None:
                    return
                await _comment(topic, reply, authors, next(moments), thread)
    if size.comments is not None and accepted:
        for n in left:
            topic, person = accepted[n % len(accepted)], everybody[n % len(everybody)]
            view = await topic_queries.find(topic["id"])
            assert view is not None
            await comments.write(view, CommentForm(f"Beitrag {n + 1}", None), by=person)


def _moments(topic: dict[str, Any], chance: random.Random) -> Iterator[datetime]:
    """One after the other, from the topic's submission until a while ago."""
    at = now() - timedelta(days=topic["days_ago"])
    while True:
        at += (now() - at) * chance.uniform(0.05, 0.35)
        yield at


async def _comment(
    topic: dict[str, Any],
    one: dict[str, Any],
    authors: dict[str, Person],
    at: datetime,
    answer_to: int | None,
) -> int:
    view = await topic_queries.find(topic["id"])
    assert view is not None
    words = CommentForm(one["text"].strip(), answer_to)
    comment_id = await comments.write(view, words, by=authors[one["author"]])
    await db.write("UPDATE comment SET written_at = {} WHERE id = {}", at, comment_id)
    return comment_id
