"""Topics that had no session come along to the next barcamp, where their authors agree."""

from datetime import date

import pytest

from kaue.administration import actions as administration
from kaue.events import queries as events
from kaue.results import next_year
from kaue.tables import Comment, Host, NextYear, Person, Topic, TopicState, TopicTheme, Vote
from kaue.topics import queries as topics
from kaue.web.dates import now


@pytest.fixture
async def author(make):
    return await make.person(name="Autorin")


@pytest.fixture
async def unheld(make, event, author):
    return await make.topic(
        event, title="Bänke", text="Sitzen.", author=author, votes=3, themes=("natur",)
    )


@pytest.fixture
async def authors(browser_for, author):
    return await browser_for(author)


async def test_an_author_agrees_and_takes_it_back(authors, stranger, unheld):
    button = "Nimm mein Thema ins nächste Jahr mit"
    assert button in (await authors.get(unheld.path)).text
    assert button not in (await stranger.get(unheld.path)).text
    assert "Ins nächste Jahr mitnehmen?" in (await authors.get("/konto")).text

    for _ in range(2):
        answer = await authors.post(f"{unheld.path}/naechstes-jahr", data={"mit": "1"})
        assert answer.status_code == 303
    assert await NextYear.count() == 1
    text = (await authors.get(unheld.path)).text
    assert button not in text
    assert "Doch hier lassen" in text
    assert "Kommt ins nächste Jahr mit" in (await authors.get("/konto")).text
    assert "Themen, die du zum nächsten Barcamp" in (await authors.get("/konto/daten")).text

    for _ in range(2):
        await authors.post(f"{unheld.path}/naechstes-jahr", data={"mit": "0"})
    assert await NextYear.count() == 0


async def test_what_was_held_is_not_asked_for(authors, planned, event, unheld):
    await planned(event, unheld)

    assert "nächste Jahr mit" not in (await authors.get(unheld.path)).text
    answer = await authors.post(f"{unheld.path}/naechstes-jahr", data={"mit": "1"})
    assert answer.status_code == 409
    assert await NextYear.count() == 0


async def test_only_its_author_is_asked_and_only_after_the_day(make, browser_for, unheld):
    other = await browser_for(await make.person())
    answer = await other.post(f"{unheld.path}/naechstes-jahr", data={"mit": "1"})
    assert answer.status_code == 404
    person = await make.person()
    early = await make.topic(await make.event(), author=person)
    answer = await (await browser_for(person)).post(
        f"{early.path}/naechstes-jahr", data={"mit": "1"}
    )
    assert answer.status_code == 409


async def test_a_copy_takes_along_who_agreed(make, browser_for, event, unheld, author):
    silent = await make.topic(event, title="Schweigt")
    co_host = await make.person()
    await Host(topic=unheld.id, person=co_host.id).save()
    await make.comment(unheld)
    await next_year.agree(unheld, by=author)
    admin = await browser_for(await make.admin())
    votes, comments = await Vote.count(), await Comment.count()

    form = (await admin.get(f"/verwaltung/neu?vorlage={event.slug}")).text
    assert "Camp: 1 Thema" in form
    typed = {"titel": "Camp 27", "kuerzel": "camp-27", "tag": "2027-11-13"}
    answer = await admin.post(
        "/verwaltung/neu", data=typed | {"vorlage": event.slug, "mitnehmen": "1"}
    )

    assert answer.status_code == 303
    made = await events.by_slug("camp-27")
    (topic,) = await Topic.objects().where(Topic.event == made.id)
    assert (topic.title, topic.text, topic.author) == ("Bänke", "Sitzen.", author.id)
    assert topic.state == TopicState.SUBMITTED
    assert topic.waits_since is not None
    assert [host.person for host in await Host.objects().where(Host.topic == topic.id)] == [
        author.id
    ]
    (tagged,) = await TopicTheme.objects().where(TopicTheme.topic == topic.id)
    assert tagged.theme in {theme.id for theme in made.themes if theme.slug == "natur"}
    assert (await Vote.count(), await Comment.count()) == (votes, comments)
    view = await topics.find(topic.id)
    assert "Bänke" in (await (await browser_for(author)).get(view.path)).text
    assert silent.title not in (await admin.get("/redaktion/camp-27")).text
    assert "Bänke" in (await admin.get("/redaktion/camp-27")).text


async def test_without_the_tick_nothing_comes_along(event, unheld, author):
    await next_year.agree(unheld, by=author)

    await administration.set_up(event, slug="camp-27", title="C", day=date(2027, 11, 13))

    made = await events.by_slug("camp-27")
    assert await Topic.count().where(Topic.event == made.id) == 0


async def test_who_agreed_has_agreed_for_one_barcamp(event, unheld, author):
    await next_year.agree(unheld, by=author)
    for slug in ("camp-27", "camp-28"):
        day = date(2027, 11, 13)
        await administration.set_up(event, slug=slug, title="C", day=day, along=True)

    assert await Topic.count() == 2
    assert await next_year.asked(author.id) == {unheld.id: False}


async def test_of_somebody_who_is_blocked_nothing_comes_along(event, unheld, author):
    await next_year.agree(unheld, by=author)
    await Person.update({Person.blocked_at: now()}).where(Person.id == author.id)

    assert await next_year.how_many() == {}
    day = date(2027, 11, 13)
    await administration.set_up(event, slug="camp-27", title="C", day=day, along=True)
    assert await Topic.count() == 1


async def test_who_agreed_and_was_held_after_all_stays(event, unheld, author, planned):
    await next_year.agree(unheld, by=author)
    assert await next_year.how_many() == {event.id: 1}
    await planned(event, unheld)

    assert await next_year.how_many() == {}
    await administration.set_up(
        event, slug="camp-27", title="C", day=date(2027, 11, 13), along=True
    )
    assert await Topic.count() == 1


async def test_a_form_that_is_refused_keeps_the_tick(make, browser_for, event, unheld, author):
    await next_year.agree(unheld, by=author)
    admin = await browser_for(await make.admin())

    answer = await admin.post("/verwaltung/neu", data={"titel": "", "mitnehmen": "1"})

    assert answer.status_code == 422
    assert 'id="mitnehmen-1" name="mitnehmen" value="1" checked' in answer.text


async def test_without_consents_the_form_asks_nothing(make, browser_for, event, unheld):
    admin = await browser_for(await make.admin())

    assert "mitnehmen" not in (await admin.get("/verwaltung/neu")).text
