"""What is proposed, and what people say to it."""

from typing import Any

from piccolo.columns import (
    Boolean,
    ForeignKey,
    Integer,
    OnDelete,
    Serial,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from kaue.tables.events import Event, Theme
from kaue.tables.people import Person
from kaue.tables.states import Channel, CommentState, TopicFormat, TopicState, Verdict


class Topic(Table):
    """What somebody proposes. Never deleted on its own: withdrawing is a state.

    `waits_since`: when it was last handed to the editors. `unreviewed`: public before anybody has
    looked at it. `merged_into` is the topic it became a part of; `offers_to_host` is its author's
    word to hold that one, too. What staff entered for somebody has no author but
    `on_behalf_of`, `came_by` and `entered_by`. `corrected_at`: when staff mended its spelling.
    """

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
    waits_since = Timestamptz(null=True, default=None)
    unreviewed = Boolean(default=False)
    offers_to_host = Boolean(default=False)
    on_behalf_of = Varchar(length=80)
    came_by = Varchar(length=8, choices=Channel, default="")
    entered_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    corrected_at = Timestamptz(null=True, default=None)


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

    `person` is empty once nobody may know: the vote then only counts. `merged_from` is the topic
    it was cast for, if that was merged into this one.
    """

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    cast_at = Timestamptz()
    merged_from = ForeignKey(Topic, null=True, default=None, on_delete=OnDelete.cascade)


class Pass(Table):
    """One person has seen the topic and went on ("weiter"). Never beside a vote of theirs.

    `person` is as for votes.
    """

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    passed_at = Timestamptz()


class Tally(Table):
    """What was counted for one topic outside of kaue: votes on paper, and hands in the hall."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, unique=True)
    paper = Integer(default=0)
    hands = Integer(default=0)
    entered_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    entered_at = Timestamptz()


class Comment(Table):
    """A contribution under a topic; `parent` is the comment it answers (one level deep).

    `reason` and `note` say why it is hidden; `unreviewed` is as for topics.
    """

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
    state = Varchar(length=8, choices=CommentState, default=CommentState.SHOWN)
    unreviewed = Boolean(default=False)
    version = Integer(default=1)
    reason = Varchar(length=20)
    note = Text()


class Decision(Table):
    """What staff decided about a topic, when, and why. Rows are only ever added.

    `was` is the state before, `title` and `text` what the topic said at that moment, `version` the
    topic's after it, `other` the topic it was merged into. `reason` is a `Reason`, or one of the
    event's own (`own-12`).
    """

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    verdict = Varchar(length=12, choices=Verdict)
    reason = Varchar(length=20, null=True, default=None)
    note = Text()
    decided_at = Timestamptz()
    was = Varchar(length=12)
    version = Integer(default=0)
    title = Varchar(length=120)
    text = Text()
    other = ForeignKey(Topic, null=True, default=None, on_delete=OnDelete.set_null)
