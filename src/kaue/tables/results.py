"""What remains of a topic after the day, and what becomes of it."""

from piccolo.columns import ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from kaue.tables.people import Person
from kaue.tables.states import Progress
from kaue.tables.topics import Topic


class Note(Table):
    """What a session came to, in the words of those who held it, and a link to more.

    `removed_at`: they have taken it away, for good once a while has passed. `hidden_because` are
    the words with which staff have hidden it; empty while it is public.
    """

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, unique=True)
    text = Text()
    link = Varchar(length=500)
    version = Integer(default=1)
    written_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    written_at = Timestamptz()
    removed_at = Timestamptz(null=True, default=None)
    hidden_because = Varchar(length=500)


class NextStep(Table):
    """What is done about a topic next: by which office, and until which `day` (2027-03-31, or
    empty). `reason` says why it is not pursued. Whoever follows the topic was told of what stood
    here at `told_at`.
    """

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, unique=True)
    step = Varchar(length=300)
    office = Varchar(length=120)
    day = Varchar(length=10)
    state = Varchar(length=12, choices=Progress, default=Progress.PLANNED)
    reason = Varchar(length=300)
    version = Integer(default=1)
    entered_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    entered_at = Timestamptz()
    told_at = Timestamptz(null=True, default=None)


class NextYear(Table):
    """An author agrees that a topic which was not held is proposed again at the next barcamp."""

    id: Serial
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, unique=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    agreed_at = Timestamptz()
