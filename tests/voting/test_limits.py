"""Who may vote, and how often: decided by the statement that stores the vote."""

import asyncio
from itertools import product

import pytest

from kaue.cards import actions as cards
from kaue.events.vote_rules import ways_of
from kaue.merging import actions as merging
from kaue.people import actions as people
from kaue.tables import Card, Event, OnSite, Topic, Vote
from kaue.topics import queries as topics
from kaue.voting import actions, queries
from kaue.voting.deck import decided_by
from kaue.web.dates import now

NOBODY = dict.fromkeys(("voters_mail", "voters_card", "voters_on_site", "voters_directory"), False)


async def _came(make, event, way):
    """Somebody who has nothing but that to show."""
    if way == "mail":
        return await make.person()
    person = await make.person(email=None)
    if way == "card":
        await Card(
            event=event.id, person=person.id, number=person.id, code_hash=way, issued_at=now()
        ).save()
    if way == "on_site":
        await OnSite(event=event.id, person=person.id, marked_at=now()).save()
    if way == "directory":
        person.email, person.directory_id = "amt@example.org", "issuer subject"
        await person.save()
    if way == "invented":
        person.email = "erfunden@example.org"
        await person.save()
    return person


WAYS = ["mail", "card", "on_site", "directory"]


@pytest.mark.parametrize("allowed", WAYS)
@pytest.mark.parametrize("came", [*WAYS, "invented", "nothing"])
async def test_each_way_lets_in_whoever_came_by_it(make, allowed, came):
    event = await make.event(**NOBODY | {f"voters_{allowed}": True})
    topic, person = await make.topic(event), await _came(make, event, came)

    assert await queries.may_vote(event, person) == (came == allowed)
    if came == allowed:
        await actions.cast(topic, by=person)
        await actions.withdraw(topic, by=person)
        await actions.pass_over(topic, by=person)
    else:
        for act in (actions.cast, actions.pass_over):
            with pytest.raises(actions.MayNotVote):
                await act(topic, by=person)


@pytest.mark.parametrize("came", [*WAYS, "invented", "nothing"])
async def test_where_every_way_will_do_everybody_may_vote(make, came):
    event = await make.event()
    topic, person = await make.topic(event), await _came(make, event, came)

    assert await queries.may_vote(event, person)
    await actions.cast(topic, by=person)


CHOICES = [chosen for chosen in product((False, True), repeat=len(NOBODY)) if any(chosen)]
"""Choosing none at all is refused."""


@pytest.mark.parametrize("chosen", CHOICES)
async def test_the_statement_and_the_page_agree_on_when_everybody_may_vote(make, db, chosen):
    event = await make.event(**dict(zip(NOBODY, chosen, strict=True)))
    nobody = await make.person(email=None)

    stores = bool(await db.rows(queries._MAY_VOTE, nobody.id, event.id))

    assert stores == (ways_of(event) == ())


async def test_whoever_came_by_the_directory_may_show_the_mailbox_as_well(make):
    event = await make.event(**NOBODY | {"voters_mail": True})
    person = await _came(make, event, "directory")
    assert not await queries.may_vote(event, person)

    person.proven_at = now()
    await person.save()

    assert await queries.may_vote(event, person)


@pytest.mark.parametrize("own_account", [False, True])
async def test_a_card_that_staff_have_revoked_lets_nobody_vote(make, own_account):
    """Also where its holder has an account by now, and stays signed in with that."""
    event = await make.event(**NOBODY | {"voters_card": True})
    person = await _came(make, event, "card")
    if own_account:
        person.email, person.proven_at = "ada@example.org", now()
        await person.save()
        await Card.update({Card.used_up_at: now()}).where(Card.person == person.id)
    assert await queries.may_vote(event, person)

    await cards.revoke(event, person.id, person.id)
    assert not await queries.may_vote(event, person)

    await cards.restore(event, person.id, person.id)
    assert await queries.may_vote(event, person)


async def test_an_address_counts_once_a_code_was_typed_that_was_mailed_there(make):
    event = await make.event(**NOBODY | {"voters_mail": True})
    person = await people.sign_up(email="cleo@example.org", name="Cleo")
    assert not await queries.may_vote(event, person)

    same, is_new = await people.find_or_make(email=person.email, name="C", language="de")

    assert (same.id, is_new) == (person.id, False)
    assert await queries.may_vote(event, person)


async def test_a_card_or_a_mark_counts_in_its_own_event_only(make):
    other = await make.event()
    event = await make.event(**NOBODY | {"voters_card": True, "voters_on_site": True})
    for way in ("card", "on_site"):
        assert not await queries.may_vote(event, await _came(make, other, way))


async def test_a_vote_given_before_the_rule_stays_and_can_be_taken_back(make):
    event = await make.event()
    topic, person = await make.topic(event), await make.person()
    await actions.cast(topic, by=person)
    await Event.update(NOBODY | {"voters_on_site": True}).where(Event.id == event.id)

    await actions.cast(topic, by=person)
    assert await topics.votes_of(topic.id) == 1
    await actions.withdraw(topic, by=person)

    assert await topics.votes_of(topic.id) == 0
    with pytest.raises(actions.MayNotVote):
        await actions.cast(topic, by=person)


async def test_nobody_gives_more_votes_than_there_are(make):
    event = await make.event(votes_each=2)
    first, second, third = [await make.topic(event) for _ in range(3)]
    person = await make.person()
    await actions.cast(first, by=person)
    await actions.cast(second, by=person)

    with pytest.raises(actions.NoVotesLeft):
        await actions.cast(third, by=person)
    for _ in range(2):
        await actions.cast(second, by=person)
    await actions.pass_over(third, by=person)
    await actions.withdraw(first, by=person)
    await actions.cast(third, by=person)

    assert await topics.voted_by(person.id, event.id) == {second.id, third.id}
    decided = await decided_by(person.id)
    assert (decided.voted, decided.passed) == ({second.id, third.id}, set())


async def test_whoever_has_none_left_keeps_what_was_passed_over(make):
    event = await make.event(votes_each=1)
    first, second = await make.topic(event), await make.topic(event)
    person = await make.person()
    await actions.cast(first, by=person)
    await actions.pass_over(second, by=person)

    with pytest.raises(actions.NoVotesLeft):
        await actions.cast(second, by=person)

    decided = await decided_by(person.id)
    assert (decided.voted, decided.passed) == ({first.id}, {second.id})


async def test_votes_in_other_barcamps_are_not_counted(make):
    event, other = await make.event(votes_each=1), await make.event(votes_each=1)
    person = await make.person()
    await actions.cast(await make.topic(other), by=person)

    await actions.cast(await make.topic(event), by=person)


async def test_a_merged_vote_counts_once(make):
    """It stays where it was given, and stands at the home as well, where nobody gave it.

    What counts is what somebody gave by hand, and not, as before, what stands at homes: a split
    gave the home's vote back without taking it from the number that was left.
    """
    event = await make.event(votes_each=2)
    home, person = await make.topic(event), await make.person()
    part = await make.topic(event, state="merged", merged_into=home.id)
    await make.vote(part, person)
    await Vote(topic=home.id, person=person.id, cast_at=now(), merged_from=part.id).save()

    await actions.cast(await make.topic(event), by=person)

    with pytest.raises(actions.NoVotesLeft):
        await actions.cast(await make.topic(event), by=person)


async def test_merging_and_splitting_makes_no_votes(make):
    event = await make.event(votes_each=2)
    home, part, third = [await make.topic(event) for _ in range(3)]
    staff, person = await make.staff(event), await make.person()
    for topic in (home, part):
        await actions.cast(topic, by=person)
    await merging.merge(part, home, version=part.version, home_version=home.version, by=staff)

    with pytest.raises(actions.NoVotesLeft):
        await actions.cast(third, by=person)
    await actions.cast(home, by=person)
    assert await queries.given(event, person) == 2

    merged = await topics.find(part.id)
    await merging.split(merged, version=merged.version, by=staff)
    assert await topics.voted_by(person.id, event.id) == {home.id, part.id}
    assert await queries.given(event, person) == 2


async def test_who_has_none_left_keeps_what_a_merge_brought(make):
    event = await make.event(votes_each=1)
    home, part = await make.topic(event), await make.topic(event)
    staff, person = await make.staff(event), await make.person()
    await actions.cast(part, by=person)
    await merging.merge(part, home, version=part.version, home_version=home.version, by=staff)

    await actions.cast(home, by=person)

    assert await topics.voted_by(person.id, event.id) == {home.id}
    assert await queries.given(event, person) == 1
    await actions.withdraw(home, by=person)
    assert await queries.given(event, person) == 0


@pytest.mark.parametrize("turn", range(5))
async def test_of_many_votes_at_once_no_more_are_stored(make, turn):
    event = await make.event(votes_each=3)
    wanted = [await make.topic(event) for _ in range(12)]
    person = await make.person()

    answers = await asyncio.gather(
        *(actions.cast(topic, by=person) for topic in wanted), return_exceptions=True
    )

    assert len(await topics.voted_by(person.id, event.id)) == 3
    assert answers.count(None) == 3
    assert all(one is None or isinstance(one, actions.NoVotesLeft) for one in answers)


async def test_the_pages_say_why_and_what_to_do(make, browser_for):
    event = await make.event(**NOBODY | {"voters_on_site": True}, votes_each=2)
    topic = await make.topic(event)
    person = await make.person()
    browser = await browser_for(person)

    for path in (topic.path, f"/{event.slug}/themen", f"/{event.slug}/entdecken"):
        text = (await browser.get(path)).text
        assert "Mit diesem Konto kannst du hier nicht abstimmen." in text, path
        assert f'href="/{event.slug}/vor-ort"' in text
    answer = await browser.post(topic.vote_path, data={"dafuer": "1"})
    assert answer.status_code == 409
    assert "dieses Konto erfüllt das noch nicht" in answer.text

    await OnSite(event=event.id, person=person.id, marked_at=now()).save()
    assert "nicht abstimmen" not in (await browser.get(topic.path)).text
    for one in (topic, await make.topic(event)):
        assert (await browser.post(one.vote_path, data={"dafuer": "1"})).status_code == 303
    assert '<b id="meine-stimmen">2</b> von 2' in (await browser.get(f"/{event.slug}/themen")).text
    answer = await browser.post((await make.topic(event)).vote_path, data={"dafuer": "1"})
    assert answer.status_code == 409
    assert "Du hast alle deine Stimmen vergeben." in answer.text


async def test_a_vote_that_is_seen_nowhere_else_can_be_taken_back_among_ones_own(make, browser_for):
    event = await make.event(votes_each=2)
    person = await make.person()
    hidden, own = await make.topic(event, title="Geheim"), await make.topic(event, author=person)
    third = await make.topic(event)
    for topic in (hidden, own):
        await actions.cast(topic, by=person)
    await Topic.update({Topic.state: "withdrawn"}).where(Topic.id == hidden.id)
    topics.list_changed(event.id)
    browser, mine = await browser_for(person), f"/{event.slug}/stimmen"

    page = (await browser.get(mine)).text

    assert "Geheim" not in page
    assert "Ein Thema, das gerade nicht öffentlich ist" in page
    for topic in (hidden, own):
        assert page.count(f'action="/{event.slug}/themen/{topic.id}/entscheidung"') == 1
    for path in (mine, f"/{event.slug}/entdecken", third.path):
        assert (
            '<b id="meine-stimmen">2</b> von 2 Stimmen vergeben' in (await browser.get(path)).text
        ), path
    decision = {"entscheidung": "offen", "zurueck": "stimmen"}
    answer = await browser.post(f"/{event.slug}/themen/{hidden.id}/entscheidung", data=decision)
    assert answer.headers["location"].startswith(f"{mine}?")
    page = (await browser.get(mine)).text
    assert "nicht öffentlich" not in page
    assert '<b id="meine-stimmen">1</b> von 2 Stimmen vergeben' in page
    await actions.cast(third, by=person)


async def test_who_sees_fewer_topics_than_votes_is_told_why(make, browser_for):
    event = await make.event(votes_each=3)
    home, part = await make.topic(event), await make.topic(event)
    staff, person = await make.staff(event), await make.person()
    for topic in (home, part):
        await actions.cast(topic, by=person)
    browser = await browser_for(person)
    told = "hat zwei Stimmen vergeben"
    assert told not in (await browser.get(f"/{event.slug}/stimmen")).text

    await merging.merge(part, home, version=part.version, home_version=home.version, by=staff)

    page = (await browser.get(f"/{event.slug}/stimmen")).text
    assert told in page
    assert '<b id="meine-stimmen">2</b> von 3' in page
    assert '<b id="meine-stimmen">2</b> von 3' in (await browser.get(f"/{event.slug}/themen")).text


async def test_without_a_limit_nothing_is_counted_down(make, browser):
    event = await make.event()
    topic = await make.topic(event)

    for path in (f"/{event.slug}/stimmen", f"/{event.slug}/entdecken", topic.path):
        assert "vergeben" not in (await browser.get(path)).text, path


async def test_strangers_are_not_told_that_they_may_not(make, stranger):
    event = await make.event(**NOBODY | {"voters_on_site": True})
    topic = await make.topic(event)

    for path in (topic.path, f"/{event.slug}/themen"):
        assert "nicht abstimmen" not in (await stranger.get(path)).text
    rules = (await stranger.get(f"/{event.slug}/rangliste/entstehung")).text
    assert "Zum Abstimmen braucht es den Tagescode von vor Ort." in rules


STEPS = {
    "mail": ("eine bestätigte E-Mail-Adresse", "/anmelden?weiter="),
    "card": ("eine Codekarte", "/karte?weiter="),
    "on_site": ("den Tagescode von vor Ort", "/vor-ort"),
    "directory": ("ein Konto im Verzeichnis der Verwaltung", "/anmelden?weiter="),
}


@pytest.mark.parametrize("way", WAYS)
async def test_everybody_reads_what_it_takes_and_where_that_is(make, browser_for, stranger, way):
    event = await make.event(**NOBODY | {f"voters_{way}": True})
    topic = await make.topic(event)
    nobody = await browser_for(await make.person(email=None))
    needed, there = STEPS[way]

    for browser, path in (
        (stranger, f"/{event.slug}/themen"),
        (nobody, f"/{event.slug}/themen"),
        (nobody, f"/{event.slug}/entdecken"),
        (nobody, topic.path),
    ):
        text = (await browser.get(path)).text
        assert f"Zum Abstimmen braucht es {needed}." in text, path
        assert there in text, path
        assert "meldest du dich mit einem Code per Mail an" not in text, path
    listed = (await stranger.get(f"/{event.slug}/themen")).text
    assert "nicht abstimmen" not in listed


async def test_several_ways_are_one_sentence(make, stranger):
    event = await make.event(voters_on_site=False)

    rules = (await stranger.get(f"/{event.slug}/rangliste/entstehung")).text

    said = (
        "Zum Abstimmen braucht es eine bestätigte E-Mail-Adresse, eine Codekarte oder ein Konto im"
        " Verzeichnis der Verwaltung."
    )
    assert said in rules


async def test_whoever_may_not_vote_any_more_keeps_the_vote_when_going_on(make):
    event = await make.event()
    topic, person = await make.topic(event), await make.person()
    await actions.cast(topic, by=person)
    await Event.update(NOBODY | {"voters_card": True}).where(Event.id == event.id)

    with pytest.raises(actions.MayNotVote):
        await actions.pass_over(topic, by=person)

    decided = await decided_by(person.id)
    assert (decided.voted, decided.passed) == ({topic.id}, set())
