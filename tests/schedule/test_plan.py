"""The published plan on phones: now and next, own stars, clashes, and the pages for the doors."""

import re
from datetime import timedelta

import pytest

from kaue.rehearsal import actions as rehearsal
from kaue.schedule import board_queries, plan_pages, plan_queries, queries, rooms, stars
from kaue.tables import Star
from kaue.web.dates import days_until, long_day

HTMX = {"hx-request": "true"}


@pytest.fixture
def at(published, monkeypatch):
    """at(50) is so many minutes after the first round has begun."""

    def set_clock(minutes):
        moment = published.sessions_at + timedelta(minutes=minutes)
        monkeypatch.setattr(plan_pages, "now", lambda: moment)

    return set_clock


def plan_of(event):
    return f"/{event.slug}/zeitplan"


def star(event, topic):
    return f"{plan_of(event)}/{topic.id}/merken"


def sections(page):
    """Begin of each → what stands in it, as text."""
    found = re.findall(r'<tr class="plan-row"(.*?)</tr>', page, re.S)
    return [re.sub(r"<[^>]+>|\s+", " ", one.partition(">")[2]) for one in found]


async def test_before_publishing_it_says_when_and_leads_on(planned, stranger):
    page = (await stranger.get(plan_of(planned))).text

    assert "Der Zeitplan entsteht am Tag selbst" in page
    assert f'href="/{planned.slug}/themen"><span class="kern-label">Themen lesen' in page
    assert f"/{planned.slug}/zeitplan" not in (await stranger.get(f"/{planned.slug}")).text


async def test_sessions_stand_under_their_times_with_hosts_rooms_and_topics(
    published, topics, stranger
):
    page = (await stranger.get(plan_of(published))).text

    first, second, lunch = sections(page)
    assert "Radwege Nord Radwege-Host" in re.sub(r"\s+", " ", first)
    assert "Bänke Foyer Bänke-Host" in re.sub(r"\s+", " ", first)
    assert "Licht" in second
    assert "Mittagessen für alle" in re.sub(r"\s+", " ", lunch)
    assert f'href="{topics["Radwege"].path}"' in page
    assert "Fassung 1, Stand" in page
    assert "Der Plan steht." in page


@pytest.mark.parametrize(
    ("minutes", "now", "coming"),
    [(-5, None, 0), (10, 0, 1), (50, None, 1), (61, 1, 2), (400, None, None)],
)
async def test_now_and_next_are_marked(published, at, stranger, minutes, now, coming):
    at(minutes)

    found = sections((await stranger.get(plan_of(published))).text)

    assert [n for n, one in enumerate(found) if " Jetzt " in one] == [now] * (now is not None)
    marked = [n for n, one in enumerate(found) if "Als Nächstes" in one]
    assert marked == [coming] * (coming is not None)


@pytest.mark.parametrize(
    ("minutes", "over", "coming"), [(10, 0, 3), (45, 1, 2), (106, 2, 1), (400, 0, 3)]
)
async def test_what_is_over_is_folded_as_long_as_something_is_to_come(
    published, at, stranger, minutes, over, coming
):
    at(minutes)

    page = (await stranger.get(plan_of(published))).text

    folded, _, rest = page.partition('id="jetzt"')
    assert len(sections(folded)) == over
    assert len(sections(rest)) == coming
    assert ('<details class="more plan-over" id="vorbei">' in folded) is bool(over)
    said = {1: "Schon vorbei (1 Runde)", 2: "Schon vorbei (2 Runden)"}.get(over, "")
    assert said in page


async def test_rooms_are_columns_and_rounds_are_rows(published, topics, place, publish, stranger):
    await place(topics["Licht"], 1, "Süd")
    await publish()

    page = (await stranger.get(plan_of(published))).text

    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', page)
    assert heads == ["Zeit", "Nord", "Süd", "Foyer"]
    rows = re.findall(r'<tr class="plan-row".*?</tr>', page, re.S)
    cells = [re.findall(r"<td(.*?)</td>", row, re.S) for row in rows]
    titles = [
        [re.findall("Radwege<|Bänke<|Licht<|Mittagessen<", one) for one in row] for row in cells
    ]
    assert titles == [
        [["Radwege<"], [], ["Bänke<"]], [[], ["Licht<"], []], [["Mittagessen<"]],
    ]  # fmt: skip
    assert page.count("<h1") == 1
    assert len(re.findall(r'\bid="([^"]+)"', page)) == len(set(re.findall(r'\bid="([^"]+)"', page)))


async def test_a_room_that_was_removed_keeps_its_column(published, stranger, mo):
    (nord,) = [one for one in await queries.rooms(published.id) if one.name == "Nord"]
    losing = board_queries.mark_of(await board_queries.held_in(published.id, room=nord.id))
    await rooms.remove_room(published, nord.id, seen=losing, by=mo)
    plan_queries.plan_changed(published.id)

    page = (await stranger.get(plan_of(published))).text

    assert re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', page) == ["Zeit", "Foyer", "Nord"]
    assert len(sections(page)) == 3


async def test_strangers_get_no_cookie_and_the_same_page_twice(published, stranger):
    first = await stranger.get(plan_of(published))
    assert "set-cookie" not in first.headers

    again = await stranger.get(plan_of(published), headers={"if-none-match": first.headers["etag"]})

    assert again.status_code == 304


async def test_a_star_is_set_and_taken_without_javascript_too(published, topics, browser, ada):
    radwege = topics["Radwege"]
    for wanted in ("1", "1", "0", "0", "1"):
        answer = await browser.post(star(published, radwege), data={"merken": wanted})
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{plan_of(published)}#thema-{radwege.id}"
        mine = await stars.starred(published.id, ada.id)
        assert mine == ({radwege.id} if wanted == "1" else set())

    page = await browser.get(plan_of(published))
    assert page.text.count('aria-pressed="true"') == 1
    assert page.headers["cache-control"] == "no-store"
    assert (await browser.post(star(published, radwege), data={"merken": "2"})).status_code == 400


async def test_only_the_person_itself_sees_a_star(published, topics, browser, browser_for, make):
    await browser.post(star(published, topics["Licht"]), data={"merken": "1"})

    for other in (await browser_for(), await browser_for(await make.admin())):
        assert 'aria-pressed="true"' not in (await other.get(plan_of(published))).text


async def test_what_is_not_in_the_plan_gets_no_star(published, make, browser):
    elsewhere, unplaced = await make.topic(), await make.topic(published)

    for topic in (elsewhere, unplaced):
        answer = await browser.post(star(published, topic), data={"merken": "1"})
        assert answer.status_code == 404
    assert await Star.count() == 0


async def test_who_is_not_signed_in_marks_after_signing_in(published, topics, stranger):
    answer = await stranger.post(star(published, topics["Licht"]), data={"merken": "1"})

    assert answer.status_code == 401
    assert "Danach ist die Session für dich gemerkt." in answer.text


async def test_only_mine_and_what_is_for_everybody(published, topics, browser, stranger):
    await browser.post(star(published, topics["Licht"]), data={"merken": "1"})
    mine = f"{plan_of(published)}?nur=meine"

    page = (await browser.get(mine)).text
    assert ("Licht" in page, "Radwege" in page, "Mittagessen" in page) == (True, False, True)
    answer = await browser.post(
        star(published, topics["Licht"]), data={"merken": "0", "nur": "meine"}, headers=HTMX
    )
    # It stays under the finger until the page is asked for again.
    assert "Licht" in answer.text
    assert "Nicht mehr gemerkt." in answer.text
    page = (await browser.get(mine)).text
    assert "Licht" not in page
    assert "Du hast noch nichts gemerkt." in page
    assert "Dafür melde dich an." in (await stranger.get(mine)).text


async def test_two_marked_at_the_same_time_are_told(published, topics, place, publish, browser):
    for title in ("Radwege", "Bänke"):
        data = {"merken": "1"}
        answer = await browser.post(star(published, topics[title]), data=data, headers=HTMX)
    assert answer.text.count("Gleichzeitig hast du gemerkt:") == 2
    assert "2 gemerkte Sessions laufen gleichzeitig mit anderen." in answer.text

    # Held again later, it can be seen then.
    await place(topics["Bänke"], 2, "Foyer", again=True)
    await publish()

    assert "Gleichzeitig" not in (await browser.get(plan_of(published))).text


async def test_older_versions_keep_their_notes(published, topics, place, publish, stranger):
    assert "Bisherige Fassungen" not in (await stranger.get(plan_of(published))).text
    await place(topics["Licht"], 2, "Süd")
    await publish("Licht ist später.")

    page = (await stranger.get(plan_of(published))).text
    assert "Fassung 2, Stand" in page
    assert page.index("Licht ist später.") < page.index("Der Plan steht.")


async def test_a_door_tells_what_is_behind_it_now_and_next(published, at, stranger):
    nord, sued, _ = await queries.rooms(published.id)
    door = f"{plan_of(published)}/raum/{nord.id}"
    at(10)
    page = (await stranger.get(door)).text
    now, following = page.index(">Jetzt"), page.index(">Als Nächstes")
    assert now < page.index("Radwege</p>") < following < page.index("Licht</p>")
    assert "Bänke" not in page
    assert 'http-equiv="refresh"' in page

    at(50)
    piece = (await stranger.get(door, headers=HTMX)).text
    assert "<html" not in piece
    assert "Nichts" in piece
    at(110)
    assert "Mittagessen" in (await stranger.get(door)).text
    # Nothing takes place there.
    assert (await stranger.get(f"{plan_of(published)}/raum/{sued.id}")).status_code == 404
    assert (await stranger.get(f"{plan_of(published)}/raum/999999")).status_code == 404


async def test_start_and_topic_lead_to_the_plan(published, topics, stranger):
    assert f'href="{plan_of(published)}"' in (await stranger.get(f"/{published.slug}")).text

    page = (await stranger.get(topics["Radwege"].path)).text
    assert re.search(r"\d\d:\d\d in Nord", page)
    assert f'href="{plan_of(published)}#thema-{topics["Radwege"].id}"' in page


async def test_a_rehearsal_has_a_plan_that_nobody_else_finds(published, desk, stranger):
    made = await rehearsal.begin(published)
    slug = await _slug(made.id)
    assert (await stranger.get(f"/{slug}/zeitplan")).status_code == 404
    assert (await desk.get(f"/{slug}/zeitplan")).status_code == 200


async def _slug(event):
    from kaue.events import queries as events

    return await events.slug_of(event)


async def test_a_plan_of_two_days_says_which_day(published, topics, place, publish, stranger):
    begins = published.sessions_at + timedelta(days=1)
    await rooms.add_rounds(published, [(begins, begins + timedelta(minutes=45))])
    await place(topics["Licht"], 3, "Nord")
    await publish()

    page = (await stranger.get(plan_of(published))).text
    assert page.count('class="plan-day"') == 2
    found = await plan_queries.latest(published.id)
    assert len({one.anchor for one in found.times}) == len(found.times)


async def test_the_page_says_on_which_day_and_calls_nothing_next_before_it(
    make, published, stranger
):
    """Weeks before, "next" would be untrue."""
    plan = await plan_queries.latest(published.id)
    day = long_day(plan.sessions[0].starts_at, "de")

    text = (await stranger.get(plan_of(published))).text

    assert f">{day}</time>" in text
    assert ("Als Nächstes" in text) == (days_until(plan.sessions[0].starts_at) == 0)
