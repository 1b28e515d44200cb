"""Frozen ranked lists, and the pitch order drawn from them."""

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

from kaue.tables.events import Event
from kaue.tables.people import Person
from kaue.tables.states import PitchState, Scene, Showing
from kaue.tables.topics import Topic


class Ranking(Table):
    """A count: a frozen ranked list. A new one is a new row, with its reason; no row ever changes.

    `method` is the order that was the event's rule then, `seed` drew the ties, `people` took
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


class OrderChoice(Table):
    """After this count another order than before was chosen to lead the pitches; the latest holds.

    Everybody reads the `reason`, which may be missing where the rule leads again.
    """

    id: Serial
    ranking = ForeignKey(Ranking, null=False, on_delete=OnDelete.cascade, index=True)
    method = Varchar(length=12)
    reason = Varchar(length=300)
    chosen_at = Timestamptz()


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

    `by_hand`: a moderator put it there, so re-balancing leaves it. `not_here`: whoever holds it was
    missing when its turn came; `takes_longer`: it will need more than one round. `hands` went up
    for it in the hall.
    """

    id: Serial
    ranking = ForeignKey(Ranking, null=False, on_delete=OnDelete.cascade)
    topic = ForeignKey(Topic, null=False, on_delete=OnDelete.cascade, index=True)
    position = SmallInt()
    state = Varchar(length=12, choices=PitchState, default=PitchState.WAITING)
    by_hand = Boolean(default=False)
    not_here = Boolean(default=False)
    takes_longer = Boolean(default=False)
    hands = Integer(default=0)
    changed_at = Timestamptz()


class Stage(Table):
    """How the pitches of an event are being held: one row, from when somebody first opens the desk.

    `version` grows with whatever anybody does at the desk. `method` is the order in which what
    waits is drawn, which moderators may change. The clock belongs to `pitch`: it had `seconds_left`
    when it was started, or has them while it stands. `seconds` is what a pitch gets. In a rehearsal
    the clock may run at a `pace`: so many of its seconds in each true one. While it is `held`, the
    projector keeps the picture it has. `auto_start`: the next pitch starts its clock by itself.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, unique=True)
    version = Integer(default=0)
    showing = Varchar(length=12, choices=Showing, default=Showing.WAITING)
    method = Varchar(length=12)
    seconds = SmallInt(default=60)
    pitch = ForeignKey(Pitch, null=True, default=None, on_delete=OnDelete.set_null)
    started_at = Timestamptz(null=True, default=None)
    seconds_left = SmallInt(default=60)
    pace = SmallInt(default=1)
    held = Boolean(default=False)
    auto_start = Boolean(default=False)


class Press(Table):
    """A press at the desk that was answered: sent again, it is known by its `key` and does nothing.

    Forgotten after a day; no browser keeps one for that long.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade)
    key = Varchar(length=40)
    pressed_at = Timestamptz(index=True)


class Step(Table):
    """What a moderator did at the desk or the board (`scene`), with all that it may have changed,
    as JSON before it.

    So the latest one that stands can be undone, and the one before it, back to the beginning.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    number = Integer()
    scene = Varchar(length=8, choices=Scene, default=Scene.DESK)
    act = Varchar(length=20)
    words = Varchar(length=200)
    before = Text()
    acted_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    acted_at = Timestamptz()
    undone_at = Timestamptz(null=True, default=None)


class Coming(Table):
    """A person means to come to a session: shown as a number, beside the hands.

    `person` is empty once nobody may know.
    """

    id: Serial
    pitch = ForeignKey(Pitch, null=False, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    said_at = Timestamptz()


class ProjectorLink(Table):
    """Lets a browser show the projector's pages without signing in. Only its hash is kept.

    `name` says which projector it is. It shows what the desk chooses, or always `showing`.
    `seen_at`: when a projector last asked for its picture, give or take some seconds.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    token_hash = Varchar(length=64, unique=True)
    name = Varchar(length=40)
    showing = Varchar(length=12)
    made_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    made_at = Timestamptz()
    revoked_at = Timestamptz(null=True, default=None)
    seen_at = Timestamptz(null=True, default=None)
