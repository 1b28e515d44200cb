"""Which order leads the pitches: laid down before voting ends, and another one for a reason."""

import re
from datetime import timedelta

import pytest

from kaue.events import queries as events
from kaue.people import actions as people
from kaue.pitch import actions, count_queries, queries
from kaue.stage import actions as stage
from kaue.stage import steps
from kaue.steps import queries as done
from kaue.tables import Counts, Event, OrderChoice, Pass, Ranking, RoleName, Scene, Showing
from kaue.web.dates import how_long, now, weekday_and_clock

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WHY = "Damit auch kleine Themen früh drankommen."


@pytest.fixture
async def event(make):
    """By votes ABC; of those who decided about it, everybody wants C, most want A: fair CAB."""
    event = await make.event(submit_until=now(), vote_until=now())
    for title, votes, passes in (("A", 4, 1), ("B", 3, 6), ("C", 2, 0)):
        topic = await make.topic(event, title=title, votes=votes)
        for _ in range(passes):
            person = (await make.person()).id
            await Pass(topic=topic.id, person=person, passed_at=now()).save()
    return event


@pytest.fixture
async def mo(make, event):
    return await make.moderator(event)


@pytest.fixture
async def counted(event, mo):
    await actions.freeze(event.id, event.slug, after_version=0, by=mo)
    return event


async def rule(event, method):
    await Event.update({Event.pitch_order: method}).where(Event.id == event.id)
    events.forget(event.slug)


async def order(event):
    return "".join(line.title for line in (await queries.line_up(event.id)).lines)


async def leading(event):
    frozen = await queries.frozen_list(event.id)
    return frozen.rule, frozen.method, frozen.chosen_because


async def choose(browser, event, nach, warum=""):
    path = f"/pult/{event.slug}/abstimmung/reihenfolge"
    return await browser.post(path, data={"nach": nach, "warum": warum})


# The count.


async def test_a_count_goes_by_the_rule_of_the_event(event, mo):
    await rule(event, "fair")

    await actions.freeze(event.id, event.slug, after_version=0, by=mo)

    assert await order(event) == "CAB"
    assert await leading(event) == ("fair", "fair", "")
    assert await OrderChoice.count() == 0


async def test_another_order_at_the_count_needs_a_reason(event, mo, browser_for, stranger):
    browser, path = await browser_for(mo), f"/pult/{event.slug}/rangliste/einfrieren"
    data = {"version": "0", "reihenfolge": "fair"}

    refused = await browser.post(path, data=data)
    assert refused.status_code == 422
    assert await Ranking.count() == 0
    assert (await browser.post(path, data=data | {"grund": WHY})).status_code == 303

    assert await order(event) == "CAB"
    assert await leading(event) == ("votes", "fair", WHY)
    # The record that anybody can work out tells of the rule; what was counted is the same.
    record = (await stranger.get(f"/{event.slug}/rangliste/zaehlung.json")).json()
    assert record["method"] == "votes"
    assert (await queries.frozen_list(event.id)).reason == "", "it was counted once only"


async def test_the_rules_own_order_at_the_count_needs_none(event, mo):
    await actions.freeze(event.id, event.slug, after_version=0, by=mo, method="votes")

    assert await leading(event) == ("votes", "votes", "")


async def test_a_new_count_goes_by_the_rule_again_and_the_old_choice_stays_on_record(
    counted, mo, stranger
):
    await stage.order_by(counted, "fair", by=mo, reason=WHY)

    await actions.freeze(counted.id, counted.slug, after_version=1, by=mo, reason="Papier")

    assert await order(counted) == "ABC"
    assert await leading(counted) == ("votes", "votes", "")
    new, old = await count_queries.versions(counted.id)
    assert new.choices == []
    assert [(one.method, one.reason) for one in old.choices] == [("fair", WHY)]
    assert WHY in (await stranger.get(f"/{counted.slug}/rangliste/entstehung")).text


# Choosing another one afterwards.


async def test_another_order_without_a_reason_is_refused_and_what_was_chosen_stays(
    counted, mo, browser_for
):
    browser = await browser_for(mo)

    for warum, field in (("", "warum"), (" ", "warum"), ("x" * 301, "warum")):
        answer = await choose(browser, counted, "fair", warum)
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text
        assert re.search(r'value="fair" checked', answer.text)
        assert re.search(r'<details[^>]* id="andere" open', answer.text)
    assert (await choose(browser, counted, "zufall", WHY)).status_code == 422
    with pytest.raises(actions.OrderUnexplained):
        await stage.order_by(counted, "fair", by=mo)

    assert await order(counted) == "ABC"
    assert await OrderChoice.count() == 0


async def test_the_reason_is_published_with_the_version(counted, mo, browser_for, stranger):
    browser = await browser_for(mo)
    for path in ("rangliste", "rangliste/entstehung"):
        page = (await stranger.get(f"/{counted.slug}/{path}")).text
        assert "Reihenfolge „Nach Stimmen“. Das stand fest, bevor die Abstimmung endete." in page

    answer = await choose(browser, counted, "fair", WHY)

    here = f"/pult/{counted.slug}/abstimmung"
    assert answer.headers["location"] == f"{here}?hinweis=reihenfolge-gewaehlt"
    assert await order(counted) == "CAB"
    paths = (f"/{counted.slug}/rangliste", f"/{counted.slug}/rangliste/entstehung")
    for page in [*[(await stranger.get(path)).text for path in paths],
                 (await browser.get(here)).text]:  # fmt: skip
        assert "folgen die Pitches der Reihenfolge „Fair“." in page
        assert "Vorher festgelegt war „Nach Stimmen“." in page
        assert f"Begründung: <span>{WHY}</span>" in page
    # Whoever asks for nothing else sees the order that leads.
    assert 'aria-current="true">Fair' in (await stranger.get(f"/{counted.slug}/rangliste")).text


async def test_where_only_moderators_know_numbers_the_reason_is_public_all_the_same(
    make, browser_for, stranger
):
    event = await make.event(counts=Counts.MODERATORS, submit_until=now(), vote_until=now())
    await make.topic(event, votes=41)
    mo = await make.moderator(event)
    await actions.freeze(event.id, event.slug, after_version=0, by=mo)

    await choose(await browser_for(mo), event, "fair", WHY)

    page = (await stranger.get(f"/{event.slug}/rangliste")).text
    assert WHY in page
    assert not re.search(r"41 Stimmen|>41<", page)


async def test_choosing_counts_nothing_anew_and_leaves_what_is_through(counted, mo):
    first = (await queries.line_up(counted.id)).lines[0]
    await stage.mark(counted, first.pitch, "done", by=mo)
    before = await queries.frozen_list(counted.id)

    await stage.order_by(counted, "fair", by=mo, reason=WHY)

    after = await queries.frozen_list(counted.id)
    assert (after.version, after.digest) == (before.version, before.digest)
    assert await order(counted) == "ABC", "B stands on stage by now"
    assert (await queries.line_up(counted.id)).lines[0].state == "done"


async def test_who_stands_on_stage_stays_there(counted, mo):
    """Nobody does before the first clock is started, or the projector shows the first pitch."""
    await stage.show(counted, Showing.PITCH, by=mo)

    await stage.order_by(counted, "fair", by=mo, reason=WHY)

    assert await order(counted) == "ACB"


async def test_the_same_choice_twice_is_one(counted, mo, browser_for):
    browser = await browser_for(mo)

    for _ in range(2):
        assert (await choose(browser, counted, "fair", WHY)).status_code == 303

    assert await OrderChoice.count() == 1
    assert len((await done.past(counted.id, Scene.DESK)).steps) == 1


async def test_back_to_the_rule_needs_no_reason_and_is_told(counted, mo, browser_for, stranger):
    browser = await browser_for(mo)
    await choose(browser, counted, "fair", WHY)

    assert (await choose(browser, counted, "stimmen")).status_code == 303

    assert await order(counted) == "ABC"
    page = (await stranger.get(f"/{counted.slug}/rangliste")).text
    assert "folgen die Pitches wieder der Reihenfolge „Nach Stimmen“" in page
    assert WHY not in page
    assert WHY in (await stranger.get(f"/{counted.slug}/rangliste/entstehung")).text


async def test_by_hand_is_no_other_order_and_back_from_it_needs_no_reason(counted, mo):
    await stage.order_by(counted, "fair", by=mo, reason=WHY)

    await stage.order_by(counted, "hand", by=mo)
    assert await leading(counted) == ("votes", "fair", WHY)
    await stage.order_by(counted, "fair", by=mo)

    assert await OrderChoice.count() == 1
    assert (await queries.frozen_list(counted.id)).order == "fair"


async def test_undoing_it_at_the_desk_takes_the_choice_back(counted, mo, browser_for, stranger):
    await choose(await browser_for(mo), counted, "fair", WHY)
    await stage.order_by(counted, "balanced", by=mo, reason="Noch anders")

    for expected in (("votes", "fair", WHY), ("votes", "votes", "")):
        latest = (await done.past(counted.id, Scene.DESK)).latest
        await steps.undo(counted.id, number=latest.number, by=mo)
        assert await leading(counted) == expected

    assert await order(counted) == "ABC"
    assert WHY not in (await stranger.get(f"/{counted.slug}/rangliste/entstehung")).text


async def test_the_desk_offers_only_what_needs_no_reason(counted, mo, browser_for):
    browser = await browser_for(mo)

    async def offered():
        page = (await browser.get(f"/pult/{counted.slug}")).text
        return re.findall(r'name="nach" value="(\w+)"', page)

    assert await offered() == ["stimmen", "hand"]
    await choose(browser, counted, "fair", WHY)
    assert await offered() == ["stimmen", "fair", "hand"]
    refused = await browser.post(f"/pult/{counted.slug}/reihenfolge", data={"nach": "ausgewogen"})
    assert refused.status_code == 422
    assert "Abstimmung" in refused.text


async def test_before_a_count_there_is_nothing_to_choose(event, mo, browser_for):
    browser = await browser_for(mo)

    assert (await choose(browser, event, "fair", WHY)).status_code == 409
    assert 'id="andere"' not in (await browser.get(f"/pult/{event.slug}/abstimmung")).text


# The page.


async def test_the_three_orders_stand_beside_each_other(counted, mo, browser_for):
    page = (await (await browser_for(mo)).get(f"/pult/{counted.slug}/abstimmung")).text

    row = re.search(r'scope="row"[^>]*>1</th>(.*?)</tr>', page)[1]
    first = re.findall(r'data-label="(.*?)">(.*?)</td>', row)
    assert first[:2] == [("Nach Stimmen", "A"), ("Fair", "C")]
    assert first[2][0] == "Ausgewogen"
    assert "Nach Stimmen <small>gilt für die Pitches</small>" in page


async def test_of_many_topics_the_first_ten_are_shown_and_the_others_folded(make, browser_for):
    event = await make.event(submit_until=now(), vote_until=now())
    for n in range(12):
        await make.topic(event, title=f"Thema {n}", votes=12 - n)
    mo = await make.moderator(event)
    await actions.freeze(event.id, event.slug, after_version=0, by=mo)

    page = (await (await browser_for(mo)).get(f"/pult/{event.slug}/abstimmung")).text

    shown, _, folded = page.partition('<details class="more" id="alle-plaetze">')
    assert shown.count('scope="row"') == 10
    assert folded.partition("</details>")[0].count('scope="row"') == 2
    assert "Platz 11 bis 12" in folded


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (12 * DAY + HOUR, "12 Tage"),
        (2 * DAY + HOUR, "2 Tage"),
        (1 * DAY + HOUR / 2, "24 Stunden"),
        (2 * HOUR + HOUR / 2, "2 Stunden"),
        (HOUR / 2 + timedelta(seconds=30), "30 Minuten"),
        (timedelta(seconds=20), "1 Minute"),
    ],
)
def test_how_long_something_goes_on_is_said_in_whole_units(left, said):
    assert how_long(left, "de") == said


async def test_ending_the_vote_says_how_early_and_who_can_open_it_again(make, browser_for):
    event = await make.event(vote_until=now() + 12 * DAY + HOUR, counts=Counts.SEALED)
    await make.topic(event, votes=1)
    path = f"/pult/{event.slug}/abstimmung"
    moderator = await browser_for(await make.moderator(event))

    page = (await moderator.get(path)).text

    form = page.partition('id="beenden"')[2].partition("</details>")[0]
    until = weekday_and_clock(event.vote_until, "de")
    assert f"Die Abstimmung läuft noch 12 Tage, bis {until}. Trotzdem jetzt beenden?" in form
    assert "Ja, 12 Tage früher beenden" in form
    assert "Wieder öffnen kann sie nur die Verwaltung, unter „Termine“." in form
    assert "kern-btn--danger" in form
    admin = (await (await browser_for(await make.admin())).get(path)).text
    assert f'href="/verwaltung/barcamps/{event.slug}/termine"' in admin


async def test_what_has_not_begun_or_is_over_cannot_be_ended(make, event, mo, browser_for):
    coming = await make.event(vote_from=now() + DAY, vote_until=now() + 2 * DAY)
    before = await browser_for(await make.moderator(coming))

    for browser, one in ((before, coming), (await browser_for(mo), event)):
        assert 'id="beenden"' not in (await browser.get(f"/pult/{one.slug}/abstimmung")).text


async def test_paper_and_rules_are_linked_for_those_who_may(make, counted, browser_for):
    both = await make.moderator(counted)
    path = f"/pult/{counted.slug}/abstimmung"
    paper = f'href="/redaktion/{counted.slug}/auszaehlung"'

    assert paper not in (await (await browser_for(both)).get(path)).text
    await people.give_role(both, RoleName.STAFF, counted)
    assert paper in (await (await browser_for(both)).get(path)).text
