"""Who is in the house says so by the code of the day, on the days of the event."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reading
from factory import DAY, NOW
from kaue import keyed
from kaue.cards import on_site, queries
from kaue.cards.forms import in_groups
from kaue.people.demo_people import ADDRESSES
from kaue.tables import OnSite
from kaue.web.dates import BERLIN, now


@pytest.fixture
async def event(make):
    """It is on."""
    return await make.event(starts_at=NOW - DAY / 24, ends_at=NOW + DAY / 24)


@pytest.fixture
async def over(make):
    return await make.event(starts_at=NOW - 9 * DAY, ends_at=NOW - 8 * DAY)


def code_now(event):
    return on_site.code_of(event, now().astimezone(event.zone).date())


class Numbered:
    id = 7


@given(st.dates())
def test_every_day_has_its_code(day):
    code = on_site.code_of(Numbered, day)

    assert len(code) == 6
    assert set(code) <= set(keyed.LETTERS)
    assert code == on_site.code_of(Numbered, day)
    if day < date.max:
        assert code != on_site.code_of(Numbered, day + timedelta(days=1))


def test_the_code_cannot_be_worked_out_without_the_secret(setting):
    code = on_site.code_of(Numbered, date(2026, 11, 14))

    setting(KAUE_SECRET="another secret of thirty-two characters")

    assert on_site.code_of(Numbered, date(2026, 11, 14)) != code


async def test_every_event_has_its_own(event, over):
    assert code_now(event) != code_now(over)


@pytest.mark.parametrize(
    ("at", "open_days"),
    [
        (datetime(2026, 11, 13, 23, 59, tzinfo=BERLIN), []),
        (datetime(2026, 11, 14, 0, 0, tzinfo=BERLIN), [14]),
        (datetime(2026, 11, 14, 23, 59, tzinfo=BERLIN), [14]),
        (datetime(2026, 11, 15, 0, 59, tzinfo=BERLIN), [14, 15]),
        (datetime(2026, 11, 15, 1, 1, tzinfo=BERLIN), [15]),
        (datetime(2026, 11, 16, 0, 59, tzinfo=BERLIN), [15]),
        (datetime(2026, 11, 16, 1, 1, tzinfo=BERLIN), []),
    ],
)
async def test_the_days_are_those_of_the_place_with_an_hour_of_grace(make, at, open_days):
    begins = datetime(2026, 11, 14, 10, tzinfo=BERLIN)
    event = await make.event(starts_at=begins, ends_at=begins + timedelta(hours=30))

    assert [day.day for day in on_site.open_days(event, at.astimezone(UTC))] == open_days


async def test_the_day_is_the_one_where_the_event_is(make):
    begins = datetime(2026, 11, 14, 10, tzinfo=ZoneInfo("Pacific/Auckland"))
    event = await make.event(timezone="Pacific/Auckland", starts_at=begins, ends_at=begins)

    # It is still the 13th in Berlin.
    at = datetime(2026, 11, 13, 22, tzinfo=BERLIN)
    assert on_site.open_days(event, at) == [date(2026, 11, 14)]


async def test_nobody_is_on_site_in_the_archive(make):
    event = await make.event(starts_at=NOW, ends_at=NOW, archived_at=NOW)

    assert on_site.open_days(event, NOW) == []


async def test_the_code_marks_once_however_often(event, browser, ada):
    there = f"/{event.slug}/vor-ort"
    for _ in range(2):
        answer = await browser.post(there, data={"da": "1", "code": in_groups(code_now(event))})
        assert answer.headers["location"] == f"/{event.slug}?hinweis=vor-ort"

    assert await OnSite.count() == 1
    assert await queries.is_on_site(ada, event)
    assert await queries.how_many_on_site(event.id) == 1


async def test_it_can_be_taken_back(event, browser, ada):
    there = f"/{event.slug}/vor-ort"
    await browser.post(there, data={"da": "1", "code": code_now(event).lower()})
    for _ in range(2):
        answer = await browser.post(there, data={"da": "0"})
        assert answer.status_code == 303

    assert not await queries.is_on_site(ada, event)


async def test_the_wrong_code_marks_nobody_and_is_kept_in_the_field(event, browser):
    wrong = "AAAAAA" if code_now(event) != "AAAAAA" else "BBBBBB"

    answer = await browser.post(f"/{event.slug}/vor-ort", data={"da": "1", "code": wrong})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["code"]
    assert reading.value(answer, "code") == wrong
    assert await OnSite.count() == 0


async def test_what_is_no_code_is_not_counted_as_a_try(event, browser):
    for _ in range(25):
        answer = await browser.post(f"/{event.slug}/vor-ort", data={"da": "1", "code": "ABC"})
        assert answer.status_code == 422


async def test_tries_are_limited_per_person(event, browser, browser_for, make):
    wrong = {"da": "1", "code": "AAAAAA" if code_now(event) != "AAAAAA" else "BBBBBB"}
    for _ in range(20):
        assert (await browser.post(f"/{event.slug}/vor-ort", data=wrong)).status_code == 422

    refused = await browser.post(f"/{event.slug}/vor-ort", data=wrong | {"code": code_now(event)})
    other = await browser_for(await make.person())
    passed = await other.post(f"/{event.slug}/vor-ort", data=wrong | {"code": code_now(event)})

    assert refused.status_code == 429
    assert passed.status_code == 303
    assert await OnSite.count() == 1


async def test_yesterday_s_code_no_longer_counts(make, browser):
    event = await make.event(starts_at=NOW - 3 * DAY, ends_at=NOW + DAY)
    old = on_site.code_of(event, (now() - 2 * DAY).astimezone(event.zone).date())

    answer = await browser.post(f"/{event.slug}/vor-ort", data={"da": "1", "code": old})

    assert answer.status_code == 422


async def test_outside_of_its_days_the_right_code_marks_nobody(over, browser):
    page = await browser.get(f"/{over.slug}/vor-ort")
    answer = await browser.post(f"/{over.slug}/vor-ort", data={"da": "1", "code": code_now(over)})

    assert 'name="code"' not in page.text
    assert answer.status_code == 409
    assert 'name="code"' not in answer.text
    assert await OnSite.count() == 0


async def test_neither_here_nor_gone_is_not_understood(event, browser):
    assert (await browser.post(f"/{event.slug}/vor-ort")).status_code == 400


async def test_the_start_page_tells_only_the_person(event, over, browser, stranger):
    await browser.post(f"/{event.slug}/vor-ort", data={"da": "1", "code": code_now(event)})

    mine, theirs = [await one.get(f"/{event.slug}") for one in (browser, stranger)]

    assert "Du bist vor Ort" in mine.text
    assert "Bist du vor Ort?" in theirs.text
    assert "/vor-ort" not in (await browser.get(f"/{over.slug}")).text


async def test_the_poster_shows_the_code_of_the_day_to_moderators(event, make, browser_for):
    browser = await browser_for(await make.moderator(event))

    for path in ("vor-ort", "vor-ort/beamer"):
        page = await browser.get(f"/pult/{event.slug}/{path}")
        assert in_groups(code_now(event)) in page.text
        assert page.headers["cache-control"] == "no-store"


async def test_posters_can_be_printed_ahead(make, browser_for):
    begins = datetime(2031, 5, 9, 10, tzinfo=BERLIN)
    event = await make.event(starts_at=begins, ends_at=begins + DAY)
    browser = await browser_for(await make.moderator(event))
    codes = [in_groups(on_site.code_of(event, date(2031, 5, day))) for day in (9, 10)]

    for query, code in {"": 0, "?tag=2031-05-10": 1, "?tag=2031-05-11": 0, "?tag=x": 0}.items():
        page = await browser.get(f"/pult/{event.slug}/vor-ort{query}")
        assert codes[code] in page.text
        assert codes[1 - code] not in page.text


async def test_whoever_has_to_sign_in_first_is_marked_afterwards(event, stranger, setting, make):
    setting(KAUE_DEMO="1")
    kim = await make.person(email=ADDRESSES["citizen"])
    asked = await stranger.post(f"/{event.slug}/vor-ort", data={"da": "1", "code": code_now(event)})
    assert asked.status_code == 401
    kept = {name: reading.value(asked, name) for name in ("handlung", "weiter")}

    answer = await stranger.post("/anmelden/demo", data=kept | {"rolle": "citizen"})

    assert answer.headers["location"] == f"/{event.slug}?hinweis=vor-ort"
    assert await queries.is_on_site(kim, event)
