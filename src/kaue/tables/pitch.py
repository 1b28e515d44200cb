"""Frozen ranked lists, and the pitch order drawn from them."""

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
from kaue.tables.states import PitchState
from kaue.tables.topics import Topic


class Ranking(Table):
    """A count: a frozen ranked list. A new one is a new row, with its reason; no row ever changes.

    `method` is the order from which the pitches are drawn, `seed` drew the ties, `people` took
    `decisions`, that is votes and passes. `added` names what counted beside the votes: "paper",
    "hands", or both. `nonce` is part of a digest whose numbers are not published, so that nobody
    can find them by trying; else empty.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    version = Integer()
    method = Varchar(length=12)
    digest = Varchar(length=64)
    frozen_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    frozen_at = Timestamptz()
    seed = Varchar(length=64)
    reason = Varchar(length=300)
    people = Integer(default=0)
    decisions = Integer(default=0)
    added = Varchar(length=12)
    nonce = Varchar(length=32)


class Receipt(Table):
    """Stands for one person's votes in a count, without telling whose or which they are."""

    id: Serial
    ranking = ForeignKey(Ranking, null=False, on_delete=OnDelete.cascade, index=True)
    commitment = Varchar(length=64)


class Turnout(Table):
    """How many decisions were taken on one day, as counted."""

    id: Serial
    ranking = ForeignKey(Ranking, null=False, on_delete=OnDelete.cascade, index=True)
    day = Varchar(length=10)
    votes = Integer()
    passes = Integer()


class RankedTopic(Table):
    """One line of a frozen list, with the title as it was: the topic itself may change.

    `rank` is its place by votes; beside it the places in the other orders. `votes` were given in
    kaue; `paper` and `hands` counted with them where the ranking says `added`.
    """

    id: Serial
    ranking = ForeignKey(Ranking, null=False, on_delete=OnDelete.cascade)
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    rank = SmallInt()
    votes = Integer()
    title = Varchar(length=120)
    passes = Integer(default=0)
    rank_fair = SmallInt(default=0)
    rank_balanced = SmallInt(default=0)
    paper = Integer(default=0)
    hands = Integer(default=0)


class Pitch(Table):
    """A topic's place in the pitch order of a frozen list. This moves, the list does not.

    `by_hand`: a moderator put it there, so re-balancing leaves it.
    """

    id: Serial
    ranking = ForeignKey(Ranking, null=False, on_delete=OnDelete.cascade)
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    position = SmallInt()
    state = Varchar(length=12, choices=PitchState, default=PitchState.WAITING)
    by_hand = Boolean(default=False)
    changed_at = Timestamptz()
