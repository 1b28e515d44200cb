"""Where and when sessions take place."""

from piccolo.columns import (
    Boolean,
    ForeignKey,
    Integer,
    OnDelete,
    Serial,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from kaue.tables.events import Event
from kaue.tables.people import Person
from kaue.tables.topics import Topic


class Room(Table):
    """`equipment` is what there is for everybody to use: words of Equipment, a space between."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    name = Varchar(length=60)
    seats = SmallInt()
    step_free = Boolean(default=False)
    equipment = Varchar(length=120)


class Round(Table):
    """A time in which sessions run side by side; with a `title` something for all of them, such as
    the opening or lunch.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    title = Varchar(length=80)
    starts_at = Timestamptz()
    ends_at = Timestamptz()


class ClosedCell(Table):
    """A room that cannot be had in one round. A unique index on both keeps it one row."""

    id: Serial
    room = ForeignKey(Room, null=False, on_delete=OnDelete.cascade)
    round = ForeignKey(Round, null=False, on_delete=OnDelete.cascade, index=True)


class Need(Table):
    """What a session asks of its room; `equipment` as of rooms."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, unique=True)
    equipment = Varchar(length=120)
    step_free = Boolean(default=False)


class Away(Table):
    """A round in which those who hold a topic are not there. Unique together."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade)
    round = ForeignKey(Round, null=False, on_delete=OnDelete.cascade, index=True)


class Board(Table):
    """The draft of an event's session grid: one row, from the first card that was placed.

    `version` grows with whatever anybody does at the board. No plan keeps more than `bound` wishes,
    which was proved for the day with the digest `bound_for`.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, unique=True)
    version = Integer(default=0)
    bound = Integer(null=True, default=None)
    bound_for = Varchar(length=64)


class Placement(Table):
    """A topic on the board. A cell holds one, and a topic has one place, besides those where it is
    held `again`. What is `pinned` no proposal moves.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade)
    round = ForeignKey(Round, null=False, on_delete=OnDelete.cascade)
    room = ForeignKey(Room, null=False, on_delete=OnDelete.cascade, index=True)
    pinned = Boolean(default=False)
    again = Boolean(default=False)


class Plan(Table):
    """A published session grid. A new one is a new row; no row ever changes.

    `note` says what is new in it. It keeps `kept` of `possible` wishes, as far as votes tell.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    version = Integer()
    note = Varchar(length=300)
    kept = Integer(null=True, default=None)
    possible = Integer(null=True, default=None)
    published_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    published_at = Timestamptz()


class Session(Table):
    """The 45 minutes, as published: what, when and where, with the names they had then.

    Without a topic it is something for everybody. Who holds it is asked of the topic.
    """

    id: Serial
    plan = ForeignKey(Plan, null=False, on_delete=OnDelete.cascade, index=True)
    topic = ForeignKey(Topic, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    room = ForeignKey(Room, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    title = Varchar(length=120)
    room_name = Varchar(length=60)
    starts_at = Timestamptz()
    ends_at = Timestamptz()


class Star(Table):
    """A person has marked a topic in the plan as one to go to. Unique together."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
