"""Frozen ranked lists, and the pitch order drawn from them."""

from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, SmallInt, Timestamptz, Varchar
from piccolo.table import Table

from kaue.tables.events import Event
from kaue.tables.people import Person
from kaue.tables.states import PitchState
from kaue.tables.topics import Topic


class Ranking(Table):
    """A frozen ranked list. A new freeze is a new row; no row is ever changed."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    version = Integer()
    method = Varchar(length=12)
    digest = Varchar(length=64)
    frozen_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    frozen_at = Timestamptz()


class RankedTopic(Table):
    """One line of a frozen list, with the title as it was: the topic itself may change."""

    id: Serial
    ranking = ForeignKey(Ranking, null=False, on_delete=OnDelete.cascade)
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    rank = SmallInt()
    votes = Integer()
    title = Varchar(length=120)


class Pitch(Table):
    """A topic's place in the pitch order of a frozen list. This moves, the list does not."""

    id: Serial
    ranking = ForeignKey(Ranking, null=False, on_delete=OnDelete.cascade)
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    position = SmallInt()
    state = Varchar(length=12, choices=PitchState, default=PitchState.WAITING)
    changed_at = Timestamptz()
