"""What operators write, and what readers report."""

from piccolo.columns import ForeignKey, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from kaue.tables.people import Person
from kaue.tables.states import Language


class StandingText(Table):
    """What the operator has written for a standing page, such as the Impressum."""

    id: Serial
    name = Varchar(length=30)
    language = Varchar(length=9, choices=Language)
    text = Text()
    changed_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    changed_at = Timestamptz()


class BarrierReport(Table):
    """Somebody could not use a page and says so. `contact` is empty if no answer is wanted."""

    id: Serial
    text = Text()
    page = Varchar(length=300)
    contact = Varchar(length=254)
    written_at = Timestamptz()
    closed_at = Timestamptz(null=True, default=None)
