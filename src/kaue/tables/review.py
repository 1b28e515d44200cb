"""What staff need beside their decisions: reports, suggestions, trust, and the log of all acts."""

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

from kaue.tables.events import Event
from kaue.tables.people import Person
from kaue.tables.states import Ground, Language, ReportKind
from kaue.tables.topics import Comment, Topic


class LogEntry(Table):
    """One act of staff in the decision log, chained to the one before by its hash.

    The hash covers what happened to what, and who and in which words only as salted hashes: so
    these can be erased one day, and the chain still proves itself. `subject_number` is no
    reference: the log outlives what it is about.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade)
    number = Integer()
    acted_at = Timestamptz()
    act = Varchar(length=20)
    subject = Varchar(length=10)
    subject_number = Integer()
    reason = Varchar(length=20)
    acted_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    note = Text()
    salt = Varchar(length=32)
    who_hash = Varchar(length=64)
    said_hash = Varchar(length=64)
    hash_before = Varchar(length=64)
    hash = Varchar(length=64)


class OwnReason(Table):
    """A reason for rejections that an event has beside kaue's own."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    text = Varchar(length=200)
    text_en = Varchar(length=200)
    removed_at = Timestamptz(null=True, default=None)


class Report(Table):
    """Somebody says that a topic or a comment must not stay so, or appeals against a decision.

    `contact` is empty if no answer by mail is wanted; the link with the token shows it as well.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    topic = ForeignKey(Topic, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    comment = ForeignKey(Comment, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    kind = Varchar(length=8, choices=ReportKind, default=ReportKind.REPORT)
    ground = Varchar(length=20, choices=Ground, default=Ground.OTHER)
    text = Text()
    author = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    contact = Varchar(length=254)
    language = Varchar(length=9, choices=Language, default=Language.GERMAN)
    token_hash = Varchar(length=64, unique=True)
    written_at = Timestamptz()
    decided_at = Timestamptz(null=True, default=None)
    decided_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    upheld = Boolean(null=True, default=None)
    note = Text()


class Suggestion(Table):
    """Another wording that staff offer to a topic's author. `topic_version` is what they read."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    topic_version = Integer()
    title = Varchar(length=120)
    text = Text()
    note = Text()
    suggested_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    suggested_at = Timestamptz()
    answered_at = Timestamptz(null=True, default=None)
    taken = Boolean(null=True, default=None)


class Trust(Table):
    """What this person submits to the event is public at once."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    given_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    given_at = Timestamptz()


class Looking(Table):
    """Who of the staff has a topic open right now; old after two minutes."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    seen_at = Timestamptz()
