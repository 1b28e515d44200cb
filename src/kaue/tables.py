"""Every table and state kaue stores, on one page. Read this first.

What may still come is additive: a pass ("weiter") beside the vote, an event's own reasons,
rooms and rounds. Nothing stores a count: counts are counted (see docs/decisions.md).
"""

from enum import StrEnum
from typing import Any

from piccolo.columns import (
    Boolean,
    ForeignKey,
    Integer,
    OnDelete,
    Serial,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class Language(StrEnum):
    GERMAN = "de"
    GERMAN_FORMAL = "de-formal"
    ENGLISH = "en"


class RoleName(StrEnum):
    """What a person may do in one event, beyond taking part."""

    STAFF = "staff"
    MODERATOR = "moderator"


class TopicState(StrEnum):
    """Where a topic stands. Only ACCEPTED ones are public and take votes."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ASKED_BACK = "asked_back"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    HIDDEN = "hidden"


class TopicFormat(StrEnum):
    """The values stand in addresses (`?format=vortrag`), hence German."""

    TALK = "vortrag"
    WORKSHOP = "workshop"
    DISCUSSION = "diskussion"
    QUESTION = "frage"
    OTHER = "sonstiges"


class Verdict(StrEnum):
    """What a decision did to a topic. REOPENED puts it back into the queue."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REOPENED = "reopened"


class Reason(StrEnum):
    """Why a topic was rejected. Its wording in each language is in `review/reasons.py`."""

    OFF_TOPIC = "off_topic"
    ADVERTISING = "advertising"
    DUPLICATE = "duplicate"
    UNCLEAR = "unclear"
    RULES = "rules"
    OTHER = "other"


class PitchState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    SET_ASIDE = "set_aside"


class Person(Table):
    """Somebody with an account. Without e-mail and name once anonymised."""

    id: Serial
    email = Varchar(length=254, null=True, default=None, unique=True)
    name = Varchar(length=80)
    password_hash = Varchar(length=200, null=True, default=None)
    language = Varchar(length=9, choices=Language, default=Language.GERMAN)
    is_admin = Boolean(default=False)
    created_at = Timestamptz()
    blocked_at = Timestamptz(null=True, default=None)


class SignIn(Table):
    """One browser that is signed in. The cookie holds the token, this row only its SHA-256."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    token_hash = Varchar(length=64, unique=True)
    created_at = Timestamptz()
    seen_at = Timestamptz()
    expires_at = Timestamptz()


class Event(Table):
    """A barcamp: its texts, its place, and the moments at which its phases begin and end.

    Without an English text the German one is shown.
    """

    id: Serial
    slug = Varchar(length=40, unique=True)
    title = Varchar(length=120)
    claim = Varchar(length=200)
    claim_en = Varchar(length=200)
    about = Text()
    about_en = Text()
    organiser = Varchar(length=120)
    place = Varchar(length=120)
    address = Varchar(length=200)
    timezone = Varchar(length=40, default="Europe/Berlin")
    submit_from = Timestamptz()
    submit_until = Timestamptz()
    vote_from = Timestamptz()
    vote_until = Timestamptz()
    starts_at = Timestamptz()
    pitch_at = Timestamptz()
    sessions_at = Timestamptz()
    ends_at = Timestamptz()
    archived_at = Timestamptz(null=True, default=None)


class Role(Table):
    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    name = Varchar(length=12, choices=RoleName)


class Theme(Table):
    """A heading under which an event gathers topics, such as Open Data."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    slug = Varchar(length=40)
    name = Varchar(length=60)


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
    """A person who would hold the session; several may. Without any it is a Themenwunsch."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)


class TopicTheme(Table):
    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    theme = ForeignKey(Theme, null=False, on_delete=OnDelete.cascade, index=True)


class Vote(Table):
    """One person is for one topic. A unique index on both keeps it one."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
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


class Mail(Table):
    """A message waiting to be sent, or sent."""

    id: Serial
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    address = Varchar(length=254)
    subject = Varchar(length=200)
    text = Text()
    written_at = Timestamptz()
    sent_at = Timestamptz(null=True, default=None)
