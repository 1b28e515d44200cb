"""What is proposed, and what people say to it."""

from typing import Any

from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from kaue.tables.events import Event, Theme
from kaue.tables.people import Person
from kaue.tables.states import Reason, TopicFormat, TopicState, Verdict


class Topic(Table):
    """What somebody proposes. Never deleted on its own: withdrawing is a state."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    author = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    title = Varchar(length=120)
    text = Text()
    format = Varchar(length=12, choices=TopicFormat, default=TopicFormat.DISCUSSION)
    state = Varchar(length=12, choices=TopicState, default=TopicState.DRAFT, index=True)
    merged_into: ForeignKey[Any] = ForeignKey(
        "self", null=True, default=None, on_delete=OnDelete.set_null
    )
    version = Integer(default=1)
    created_at = Timestamptz()
    changed_at = Timestamptz()
    submitted_at = Timestamptz(null=True, default=None)


class Host(Table):
    """A person who would hold the session; several may. Without any it is a Themenwunsch.

    In an anonymised event `person` is empty.
    """

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)


class TopicTheme(Table):
    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    theme = ForeignKey(Theme, null=False, on_delete=OnDelete.cascade, index=True)


class Vote(Table):
    """One person is for one topic. A unique index on both keeps it one.

    `person` is empty once nobody may know: the vote then only counts.
    """

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    cast_at = Timestamptz()


class Comment(Table):
    """A contribution under a topic; `parent` is the comment it answers (one level deep)."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    author = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    parent: ForeignKey[Any] = ForeignKey(
        "self", null=True, default=None, on_delete=OnDelete.set_null
    )
    text = Text()
    written_at = Timestamptz()
    edited_at = Timestamptz(null=True, default=None)
    deleted_at = Timestamptz(null=True, default=None)


class Decision(Table):
    """What staff decided about a topic, when, and why. Rows are only ever added."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    verdict = Varchar(length=12, choices=Verdict)
    reason = Varchar(length=20, choices=Reason, null=True, default=None)
    note = Text()
    decided_at = Timestamptz()
