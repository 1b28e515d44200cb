"""Where and when sessions take place."""

from piccolo.columns import Boolean, ForeignKey, OnDelete, Serial, SmallInt, Timestamptz, Varchar
from piccolo.table import Table

from kaue.tables.events import Event


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
