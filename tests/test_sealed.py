"""S01: while votes are sealed, nothing that anybody is answered tells how they stand."""

import re
from datetime import timedelta
from itertools import repeat

import pytest

from kaue.merging import actions as merging
from kaue.pitch import actions as pitch
from kaue.pitch import vote_pages
from kaue.recent import forget_everything
from kaue.review import looking
from kaue.schedule import publishing
from kaue.schedule import sheets as schedule_sheets
from kaue.stage import sheets
from kaue.tables import Counts, Event, Placement, Room, Round, Tally
from kaue.topics import queries as topics
from kaue.voting import actions as voting
from kaue.web import dates, front
from kaue.web.dates import now
from routes import routes_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TOPICS = 12
VOTERS = 50


def told(answer):
    """All of an answer that could tell something: status, headers, and every byte."""
    content = re.sub(rb'"(made|seen)_at": "[^"]*"', b"", answer.content)
    return answer.status_code, dict(answer.headers), content


@pytest.fixture(autouse=True)
def _nothing_but_votes_happens(monkeypatch):
    """On a slow machine time passes as well, and pages say so."""
    # It counts all that is going on, and tells nothing of any topic.
    monkeypatch.setattr(front, "_NUMBERS", repeat(1))
    # What is printed has the moment on it, and so has one's own data about what one looked at; the
    # moderators' page says how long voting goes on.
    moment = now()
    for module in (sheets, schedule_sheets, looking, vote_pages, dates):
        monkeypatch.setattr(module, "now", lambda: moment)
    # Whoever has a topic open is shown for a while.
    monkeypatch.setattr(looking, "AWAY", DAY)


@pytest.fixture(params=[Counts.SEALED, Counts.OWN, Counts.MODERATORS])
async def camp(request, make):
    event = await make.event(counts=request.param)
    long_ago = now() - 3 * DAY  # said in days, which stay the same for a while
    made = [
        await make.topic(event, title=f"Thema {n}", submitted_at=long_ago) for n in range(TOPICS)
    ]
    await make.projector(event)
    await _publish(event, made, await make.person())
    return event, made


async def _publish(event, made, by):
    """All topics in the first room, one after the other."""
    room = await Room(event=event.id, name="Nord", seats=9).save()
    for n, topic in enumerate(made):
        span = {
            "starts_at": event.sessions_at + n * HOUR,
            "ends_at": event.sessions_at + (n + 1) * HOUR,
        }
        one = await Round(event=event.id, **span).save()
        where = {"round": one[0]["id"], "room": room[0]["id"]}
        await Placement(event=event.id, topic=topic.id, **where).save()
    await publishing.publish(event, note="", by=by, after_version=0)


@pytest.fixture
async def viewers(camp, make, browser_for):
    """Everybody who may not know. A moderator may, where the event leaves it to moderators."""
    event, _ = camp
    people = {
        "stranger": None,
        "citizen": await make.person(),
        "author": await make.person(name="Autorin"),
        "staff": await make.staff(event),
    }
    await make.topic(event, author=people["author"], title="Eigenes", submitted_at=now() - 3 * DAY)
    if event.counts != Counts.MODERATORS:
        people["moderator"] = await make.moderator(event)
        people["admin"] = await make.admin()
    return {role: await browser_for(person) for role, person in people.items()}


def addresses(site, event, topic):
    values = {"slug": event.slug, "topic": topic.number_and_slug, "comment": 1, "pitch": 1}
    values |= {"token": f"projektor-{event.slug}", "number": 99, "theme": 99}
    for route in routes_of(site):
        if route.method == "GET":
            yield route.filled(**values)
    more = ("?s=neu", "?s=diskutiert", "?s=stimmen", "?q=Thema", "?format=diskussion")
    yield from (f"/{event.slug}/themen{query}" for query in more)
    yield from (f"/{event.slug}/rangliste?nach={order}" for order in ("stimmen", "fair"))
    yield f"/redaktion/{event.slug}?stand=freigegeben"
    yield f"/redaktion/{event.slug}/themen/{topic.id}/zusammenlegen?q=Thema"
    yield f"/en/{event.slug}/themen"


async def everything(site, camp, viewers):
    event, (topic, other, *_) = camp
    forget_everything()
    # What is made once, like tokens of pages and cached frames, is made before.
    found = {}
    merging = f"/redaktion/{event.slug}/themen/{topic.id}/zusammenlegen?mit={other.id}"
    for role, browser in viewers.items():
        for address in (*addresses(site, event, topic), merging):
            if "/abmelden" not in address:
                found[role, address] = told(await browser.get(address))
                found[role, address, "htmx"] = told(
                    await browser.get(address, headers={"hx-request": "true"})
                )
    return found


async def test_fifty_hidden_votes_change_no_byte_of_any_answer(site, camp, viewers, make):
    event, made = camp
    topic = made[0]
    voters = [await make.person() for _ in range(VOTERS)]
    await everything(site, camp, viewers)
    before = await everything(site, camp, viewers)

    for n, voter in enumerate(voters):
        await voting.cast(made[n * n % TOPICS], by=voter)
    after = await everything(site, camp, viewers)

    assert sum(status == 200 for status, _, _ in before.values()) > 50
    assert [key for key in before if before[key] != after[key]] == []
    if event.counts == Counts.MODERATORS:
        return
    # And the test can fail: unsealed, many pages say it.
    await Event.update({Event.counts: Counts.OPEN}).where(Event.id == event.id)
    unsealed = await everything(site, camp, viewers)
    changed = {
        address for role, address, *_ in before if unsealed[role, address] != before[role, address]
    }
    assert {f"/{event.slug}/themen", topic.path} <= changed


async def test_the_answer_to_a_vote_is_the_same_for_the_first_and_the_fiftieth(
    camp, make, browser_for
):
    event, (topic, *_) = camp
    if event.counts == Counts.OWN:
        return
    answers = []
    for _ in range(3):
        voter = await browser_for(await make.person())
        answers.append(
            told(
                await voter.post(
                    topic.vote_path, data={"dafuer": "1"}, headers={"hx-request": "true"}
                )
            )
        )

    assert answers[0][0] == 200
    assert answers == answers[:1] * 3


async def test_ones_own_rows_have_no_numbers_that_tell_what_a_merge_copied(make, browser_for):
    """Between two votes of one person stand all that a merge carried to the home."""
    event = await make.event(counts=Counts.SEALED)
    own, home = await make.topic(event), await make.topic(event)
    source = await make.topic(event, votes=9)
    staff, voter = await make.staff(event), await make.person()
    browser = await browser_for(voter)

    async def seen_after_a_vote():
        await voting.withdraw(own, by=voter)
        await voting.cast(own, by=voter)
        given = (await browser.get("/konto/daten.json")).json()
        given["vote"][0].pop("cast_at")
        page = (await browser.get("/konto/daten")).text
        own_votes = page[page.index("<summary>Deine Stimmen") :]
        return given["vote"], re.sub(r"<dd[^>]*>[^<]*Uhr", "", own_votes)

    before = await seen_after_a_vote()
    await merging.merge(source, home, version=source.version, home_version=home.version, by=staff)

    assert await topics.votes_of(home.id) == 9
    assert await seen_after_a_vote() == before


async def test_a_sealed_vote_leaves_the_list_in_memory_alone(make):
    """How long an answer takes tells nothing either: nothing is read anew because of a vote."""
    event = await make.event(counts=Counts.SEALED)
    topic = await make.topic(event)
    (before,) = await topics.listed(event.id)

    assert await topics.recounted(topic) is topic

    assert (await topics.listed(event.id))[0] is before


async def test_after_ones_own_vote_one_sees_the_number_and_nobody_else_does(make, browser_for):
    event = await make.event(counts=Counts.OWN)
    topic = await make.topic(event, votes=6)
    voter, other = await browser_for(await make.person()), await browser_for(await make.person())

    await voter.post(topic.vote_path, data={"dafuer": "1"})

    for path in (topic.path, f"/{event.slug}/themen"):
        assert "<b>7</b>" in (await voter.get(path)).text
        assert "<b>7</b>" not in (await other.get(path)).text
    await voter.post(topic.vote_path, data={"dafuer": "0"})
    assert not re.search(r"<b>[67]</b>", (await voter.get(topic.path)).text)


@pytest.mark.parametrize(("early", "seen"), [(False, False), (True, True)])
async def test_staff_see_sealed_numbers_only_where_the_event_says_so(
    make, browser_for, early, seen
):
    event = await make.event(counts=Counts.SEALED, staff_see_counts=early)
    topic = await make.topic(event, title="Radwege", votes=7)
    other = await make.topic(event, title="Radwege im Kreis", votes=2)
    staff = await browser_for(await make.staff(event))
    desk = f"/redaktion/{event.slug}"

    pages = [
        (f"{desk}/themen/{topic.id}", "Es hat 7 Stimmen."),
        (f"{desk}/themen/{other.id}", "7 Stimmen"),
        (f"{desk}?stand=freigegeben", ">7</td>"),
        (f"{desk}/themen/{other.id}/zusammenlegen?q=Radwege", "7 Stimmen"),
        (f"{desk}/themen/{other.id}/zusammenlegen?mit={topic.id}", "7 Personen sind dafür"),
    ]
    for path, words in pages:
        answer = await staff.get(path)
        assert answer.status_code == 200
        assert (words in answer.text) == seen, path


async def test_the_desk_shows_the_order_of_submission_until_the_votes_are_counted(
    make, browser_for
):
    event = await make.event(counts=Counts.SEALED)
    for n in range(3):
        await make.topic(event, title=f"Thema {n}", votes=n, submitted_at=now() - (3 - n) * DAY)
    moderator = await browser_for(await make.moderator(event))
    desk = f"/pult/{event.slug}/rangliste"

    page = (await moderator.get(desk)).text
    vote = (await moderator.get(f"/pult/{event.slug}/abstimmung")).text
    rows = (await moderator.get(f"{desk}.json")).json()

    assert "verdeckt" in page
    assert "verdeckt" in vote
    assert "Stimmen auszählen" not in page + vote
    assert [(row["title"], row["votes"], row["place_by_votes"]) for row in rows] == [
        (f"Thema {n}", None, None) for n in range(3)
    ]


async def test_what_is_sealed_cannot_be_counted_while_votes_come_in(make, browser_for):
    event = await make.event(counts=Counts.SEALED)
    topic = await make.topic(event, votes=4)
    mo = await make.moderator(event)
    moderator, stranger = await browser_for(mo), await browser_for()

    with pytest.raises(pitch.VotingStillOpen):
        await pitch.freeze(event.id, event.slug, after_version=0, by=mo)
    answer = await moderator.post(f"/pult/{event.slug}/rangliste/einfrieren", data={"version": "0"})
    assert answer.status_code == 409
    assert "verdeckt" in answer.text

    await moderator.post(f"/pult/{event.slug}/abstimmung-beenden")
    await moderator.post(f"/pult/{event.slug}/rangliste/einfrieren", data={"version": "0"})

    assert "<b>4</b>" in (await stranger.get(topic.path)).text
    assert "<b>4</b>" in (await stranger.get(f"/{event.slug}/themen")).text
    assert "4 Stimmen" in (await stranger.get(await make.projector(event))).text


async def test_where_only_moderators_know_the_count_tells_the_order_alone(make, browser_for):
    past = {"submit_until": now(), "vote_until": now()}
    event = await make.event(counts=Counts.MODERATORS, **past)
    topic = await make.topic(event, title="Erstes", votes=41)
    await make.topic(event, title="Zweites", votes=17)
    await Tally(topic=topic.id, paper=777, entered_at=now()).save()
    mo = await make.moderator(event)
    moderator, stranger = await browser_for(mo), await browser_for()
    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)

    for path in ("themen", "rangliste", "rangliste?nach=fair", "rangliste/entstehung"):
        text = (await stranger.get(f"/{event.slug}/{path}")).text
        assert not re.search(r"\b(41|17) Stimme|>(41|17)<|\b777\b", text), path
    projected = (await stranger.get(await make.projector(event))).text
    assert "Erstes" in projected
    assert not re.search(r"\b(41|17)\b Stimmen|>(41|17)<", projected)
    assert (await stranger.get(f"/{event.slug}/rangliste/zaehlung.json")).status_code == 404
    ranked = (await stranger.get(f"/{event.slug}/rangliste")).text
    assert ranked.index("Erstes") < ranked.index("Zweites")
    assert "41 Stimmen" in (await moderator.get(f"/pult/{event.slug}/rangliste")).text


STAFF_SEE = {
    Counts.SEALED: "nur Redaktion und Moderation, wie viele Stimmen ein Thema hat",
    Counts.OWN: "und auch Redaktion und Moderation",
    Counts.MODERATORS: "Nur Redaktion und Moderation sehen",
    Counts.OPEN: "jederzeit",
}


@pytest.mark.parametrize(("counts", "said"), STAFF_SEE.items())
async def test_the_rules_do_not_say_nobody_where_staff_see_numbers(make, stranger, counts, said):
    event = await make.event(counts=counts, staff_see_counts=True)
    await make.topic(event)

    rules = (await stranger.get(f"/{event.slug}/rangliste/entstehung")).text
    listed = (await stranger.get(f"/{event.slug}/themen")).text

    assert said in rules
    for text in (rules, listed):
        assert "sieht niemand" not in text
        assert "erfährt vor der Auszählung niemand" not in text


async def test_where_only_moderators_know_nobody_is_promised_numbers(make, browser_for, stranger):
    event = await make.event(counts=Counts.MODERATORS, vote_until=now())
    topic = await make.topic(event, votes=2)
    mo, staff = await make.moderator(event), await browser_for(await make.staff(event))
    how = (await stranger.get(f"/{event.slug}/rangliste/entstehung")).text
    assert "alle Zahlen" not in how
    assert "Mit der Auszählung kommen die Reihenfolge," in how

    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)

    shown = (await staff.get(f"/redaktion/{event.slug}/themen/{topic.id}")).text
    assert "noch verdeckt" not in shown
    assert "Nur die Moderation sieht, wie viele Stimmen es hat." in shown


async def test_once_voting_is_opened_again_the_numbers_are_sealed_again(make, stranger):
    event = await make.event(counts=Counts.SEALED, vote_until=now(), counted_at=now())
    topic = await make.topic(event, votes=5)
    assert (await topics.find(topic.id)).votes == 5

    await Event.update({Event.counted_at: None}).where(Event.id == event.id)

    assert (await topics.find(topic.id)).votes is None
