"""A copy has exactly what a copy may have."""

from datetime import date

import pytest

from factory import NOW
from kaue.administration import actions
from kaue.events import actions as events
from kaue.events import queries
from kaue.review import reasons
from kaue.tables import Comment, Event, Logo, Role, Topic, Vote
from kaue.web.dates import now

ASKED = {"slug", "title"}
FOLLOWING = set(events.MOMENTS)
"""From the day that is asked for."""
ANEW = {"id", "archived_at", "anonymised_at", "voters_then", "counted_at", "rehearsal_of"}


def test_every_column_is_copied_asked_for_or_begun_anew():
    """A new column of Event fails here until somebody says what a copy does with it."""
    columns = {column._meta.name for column in Event._meta.columns}

    groups = [set(events.COPIED), ASKED, FOLLOWING, ANEW]
    assert set().union(*groups) == columns
    assert sum(map(len, groups)) == len(columns)


@pytest.fixture
async def source(make):
    event = await make.event(
        slug="camp-26",
        title="Camp 26",
        themes=("open-data", "natur"),
        organiser="Kreis",
        timezone="Europe/London",
        accent="#0b5660",
        mining_story=False,
        review_topics="after",
        review_comments="before",
        second_pair=True,
        answer_days=3,
        archived_at=NOW,
        anonymised_at=NOW,
        voters_then=7,
    )
    topic = await make.topic(event, votes=2, themes=("natur",))
    await make.comment(topic)
    await make.staff(event)
    await events.set_logo(event, b"\x89PNG\r\n\x1a\n" + bytes(20))
    await actions.add_reason(event, "Es geht um eine andere Stadt.", "It is about another town.")
    await actions.add_reason(event, "Weg damit.", "")
    await actions.remove_reason(event, (await reasons.own_reasons(event.id))[1].id)
    return await queries.by_slug("camp-26")


async def test_a_copy_takes_over_texts_themes_look_and_nothing_people_did(source):
    before = [await table.count() for table in (Topic, Vote, Comment, Role)]

    await actions.set_up(source, slug="camp-27", title="Camp 27", day=date(2027, 11, 13))

    copy = await Event.objects().get(Event.slug == "camp-27")
    original = await Event.objects().get(Event.slug == "camp-26")
    assert {name: getattr(copy, name) for name in events.COPIED} == {
        name: getattr(original, name) for name in events.COPIED
    }
    assert (copy.title, copy.anonymised_at, copy.voters_then) == ("Camp 27", None, None)
    assert copy.archived_at > NOW
    view = await queries.by_slug("camp-27")
    assert [theme.name for theme in view.themes] == [theme.name for theme in source.themes]
    assert not {theme.id for theme in view.themes} & {theme.id for theme in source.themes}
    assert (view.review_topics, view.second_pair, view.answer_days) == ("after", True, 3)
    (reason,) = await reasons.own_reasons(view.id)
    assert (reason.text, reason.text_en) == (
        "Es geht um eine andere Stadt.",
        "It is about another town.",
    )
    assert reason.id not in {one.id for one in await reasons.own_reasons(source.id)}
    assert view.logo == source.logo
    assert await Logo.count() == 2
    assert [await table.count() for table in (Topic, Vote, Comment, Role)] == before


async def test_a_copys_day_is_the_one_asked_for(source):
    await actions.set_up(source, slug="camp-27", title="Camp 27", day=date(2027, 11, 13))

    copy = await queries.by_slug("camp-27")
    assert copy.starts_at.astimezone(copy.zone).date() == date(2027, 11, 13)
    assert copy.starts_at < copy.ends_at
    assert source.anonymise_at is None
    assert copy.anonymise_at.astimezone(copy.zone).date() == date(2028, 5, 12)


@pytest.mark.parametrize("slug", ["camp-26", "verwaltung"])
async def test_a_copy_at_a_taken_address_leaves_nothing_behind(db, source, slug):
    with pytest.raises((db.Conflict, events.ReservedAddress)):
        await actions.set_up(source, slug=slug, title="Camp", day=now().date())

    assert await Event.count() == 1
    assert await Logo.count() == 1
