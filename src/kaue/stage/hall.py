"""What the hall reads on its phones: the same piece for everybody, with gaps for what is one's own.

The piece is rendered once per event, version and language, however many phones ask for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kaue.events import queries as events
from kaue.events.queries import EventView
from kaue.pitch import live
from kaue.pitch import queries as line_ups
from kaue.pitch.queries import CHANGING, LineUp
from kaue.recent import Recent
from kaue.stage import queries
from kaue.stage.clock import Clock
from kaue.web.dates import now
from kaue.web.frames import cut, fill, gap
from kaue.web.templates import environment
from kaue.web.tickets import Key

NEXT = 5
"""Pitches that are named below the current one."""

GAPS = ("turns", "come")


@dataclass(frozen=True, slots=True)
class Turn:
    """Of a topic that somebody holds: its place, how many come before it, in about so many minutes.

    `is_now`: it is on stage.
    """

    title: str
    place: int
    before: int
    minutes: int
    is_now: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """One that is still to be pitched, or is being."""

    title: str
    place: int
    hosts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Hall:
    """The piece without what is one person's, and what that follows from.

    `come`: the control of "I will come", by whether it is pressed; empty while nobody is on stage.
    """

    frame: list[bytes]
    current: int | None
    on_stage: Coming | None
    waiting: tuple[Coming, ...]
    clock: Clock
    seconds: int
    come: Mapping[bool, bytes]

    def turns_of(self, person: int) -> list[Turn]:
        """The soonest first."""
        left = max(self.clock.left(now()), 0)
        on_stage = [self.on_stage] if self.on_stage else []
        return [
            Turn(one.title, one.place, before, self._minutes(before, left), one in on_stage)
            for before, one in enumerate([*on_stage, *self.waiting], start=1 - len(on_stage))
            if person in one.hosts
        ]

    def _minutes(self, before: int, left: int) -> int:
        others = max(before - 1, 0)
        return max(1, round((left + CHANGING + others * (self.seconds + CHANGING)) / 60))

    def filled(self, *, turns: bytes = b"", comes: bool = False) -> bytes:
        """The whole piece, for somebody with these turns (as HTML), who comes or does not."""
        return fill(self.frame, {"turns": turns, "come": self.come[comes]})


class _Seen(NamedTuple):
    """`version` only names it: with the next one it is another."""

    slug: str
    version: int
    language: str


async def _render(seen: _Seen) -> Hall:
    event = await events.by_slug(seen.slug)
    if event is None:
        raise LookupError(seen.slug)
    # Its version first: what is read after it may only be newer, so nothing is missed.
    stage, line_up = await queries.the_stage(event.id), await line_ups.line_up(event.id)
    at = now()
    shown = {
        "event": event,
        "stage": stage,
        "line_up": line_up,
        "coming": line_up.waiting[:NEXT],
        "sessions_run": event.sessions_at <= at < event.ends_at,
        "is_over": event.ends_at <= at,
    }
    speaking = environment(seen.language)
    frame = speaking.get_template("stage/_phone.html").render(
        shown | {name: gap(name) for name in GAPS}
    )
    come = speaking.get_template("stage/_come.html")
    return Hall(
        frame=cut(frame),
        current=line_up.current.pitch if line_up.current else None,
        on_stage=_coming(line_up)[0] if line_up.current else None,
        waiting=tuple(_coming(line_up)[1 if line_up.current else 0 :]),
        clock=stage.clock(line_up.current),
        seconds=stage.seconds,
        come={
            comes: come.render(event=event, current=line_up.current, comes=comes).encode()
            if line_up.current
            else b""
            for comes in (False, True)
        },
    )


def _coming(line_up: LineUp) -> list[Coming]:
    """The current one first."""
    lines = [line_up.current, *line_up.waiting] if line_up.current else []
    return [
        Coming(line.title, line.position, _numbers(host for host, _ in line.topic.hosts))
        for line in lines
        if line is not None
    ]


def _numbers(hosts: Iterable[int | None]) -> frozenset[int]:
    return frozenset(host for host in hosts if host is not None)


_recent = Recent(_render, seconds=1.0)
"""At most as old as anything else on the page may be: who means to come is no new version."""


async def shown(event: EventView, language: str) -> Hall:
    version = await live.version(Key("stage", event.id))
    return await _recent.get(_Seen(event.slug, version, language))
