"""Barcamps, and what people are in them."""

from typing import Any

from piccolo.columns import (
    Boolean,
    Bytea,
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

from kaue.tables.people import Person
from kaue.tables.states import Counts, ReviewMode, RoleName, RoleSource


class Event(Table):
    """A barcamp: its texts, its place, and the moments at which its phases begin and end.

    Without an English text the German one is shown. `accent` is a colour such as #0b5660, empty
    for kaue's own. After `anonymise_at` nobody's name is left in it, and `voters_then` keeps how
    many people had voted. `review_…` say when staff look at what people write, within
    `answer_days` working days; with `second_pair` a rejection takes two of them.

    After `counted_at` no vote is taken any more. `counts` says whom numbers are told; staff and
    moderators know them early where `staff_see_counts`. Somebody may vote who came by one of the
    ways that `voters_…` allow, for at most `votes_each` topics (0: as many as they like).
    `add_paper` and `add_hands`: whether these count beside the votes given here; `pitch_order` is
    the order that leads the pitches. What is a `rehearsal_of` another event has invented topics,
    and is there for the other's moderators only.
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
    accent = Varchar(length=7)
    mining_story = Boolean(default=True)
    anonymise_at = Timestamptz(null=True, default=None)
    anonymised_at = Timestamptz(null=True, default=None)
    voters_then = Integer(null=True, default=None)
    review_topics = Varchar(length=8, choices=ReviewMode, default=ReviewMode.BEFORE)
    review_comments = Varchar(length=8, choices=ReviewMode, default=ReviewMode.REPORTED)
    second_pair = Boolean(default=False)
    answer_days = SmallInt(default=1)
    counted_at = Timestamptz(null=True, default=None)
    counts = Varchar(length=12, choices=Counts, default=Counts.SEALED)
    staff_see_counts = Boolean(default=False)
    votes_each = SmallInt(default=0)
    voters_mail = Boolean(default=True)
    voters_card = Boolean(default=True)
    voters_on_site = Boolean(default=True)
    voters_directory = Boolean(default=True)
    add_paper = Boolean(default=False)
    add_hands = Boolean(default=False)
    pitch_order = Varchar(length=12, default="votes")
    rehearsal_of: ForeignKey[Any] = ForeignKey(
        "self", null=True, default=None, on_delete=OnDelete.cascade
    )


class Logo(Table):
    """An event's picture in the bar, small enough to stay in the database."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, unique=True)
    media_type = Varchar(length=20)
    content = Bytea()
    digest = Varchar(length=64)


class Draw(Table):
    """The seed by which ties are drawn. Its hash is public from the beginning, it once counted."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, unique=True)
    seed = Varchar(length=64)
    committed_at = Timestamptz()


class Theme(Table):
    """A heading under which an event gathers topics, such as Open Data."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    slug = Varchar(length=40)
    name = Varchar(length=60)


class Role(Table):
    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    name = Varchar(length=12, choices=RoleName)
    source = Varchar(length=10, choices=RoleSource, default=RoleSource.INVITED)


class Invitation(Table):
    """A role offered by mail. Without `event` it makes an admin of the installation."""

    id: Serial
    event = ForeignKey(Event, null=True, default=None, on_delete=OnDelete.cascade, index=True)
    role = Varchar(length=12)
    email = Varchar(length=254)
    token_hash = Varchar(length=64, unique=True)
    invited_by = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null)
    created_at = Timestamptz()
    expires_at = Timestamptz()
    accepted_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class Card(Table):
    """A printed code for a guest without e-mail. Its first use makes the person it then enters.

    Staff have `revoked_at` it, or its holder has used it up by getting an account of their own:
    then it enters nobody either, and they came by it all the same.
    """

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade, index=True)
    number = Integer()
    code_hash = Varchar(length=64, unique=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.set_null, index=True)
    issued_at = Timestamptz()
    revoked_at = Timestamptz(null=True, default=None)
    used_up_at = Timestamptz(null=True, default=None)


class OnSite(Table):
    """A person has shown to be in the house, by the code of the day."""

    id: Serial
    event = ForeignKey(Event, null=False, on_delete=OnDelete.cascade)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    marked_at = Timestamptz()
