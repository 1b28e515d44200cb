"""What is to be told to people."""

from piccolo.columns import ForeignKey, OnDelete, Serial, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table

from kaue.tables.events import Event
from kaue.tables.people import Person
from kaue.tables.states import Language


class Mail(Table):
    """A message waiting to be sent, or sent. `kind` is its template's name.

    A sender claims a row before it speaks to the mail server, and tries again at `next_try_at`
    when that fails; after the last try `failed_at` is set. `about` names what it tells of, so that
    it need not be sent when that is undone at once.
    """

    id: Serial
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    address = Varchar(length=254)
    kind = Varchar(length=30)
    language = Varchar(length=9, choices=Language, default=Language.GERMAN)
    subject = Varchar(length=200)
    text = Text()
    written_at = Timestamptz()
    sent_at = Timestamptz(null=True, default=None)
    attempts = SmallInt(default=0)
    next_try_at = Timestamptz(null=True, default=None)
    claimed_at = Timestamptz(null=True, default=None)
    failed_at = Timestamptz(null=True, default=None)
    about = Varchar(length=40)


class Notice(Table):
    """Something a person may want to hear of, kept for the daily digest until it is mailed."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    event = ForeignKey(Event, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    subject = Varchar(length=200)
    path = Varchar(length=300)
    created_at = Timestamptz()
    mailed_at = Timestamptz(null=True, default=None)
    about = Varchar(length=40)
