"""The bars of those who work on a barcamp: who sees what, where one is, and what is next."""

import re
from datetime import timedelta

import pytest

from factory import DAY, NOW
from kaue.events import queries
from kaue.events.workspace import Progress, standing
from kaue.pitch import actions as pitch
from kaue.rehearsal import actions as rehearsal
from kaue.tables import Event
from kaue.web.dates import now
from kaue.web.workspace import PARTS
from routes import routes_of

ALL = ["Prüfung", "Menschen", "Abstimmung", "Pult", "Zeitplan", "Ergebnisse", "Einstellungen"]
BAR = re.compile(r'<nav class="work( beside)?" aria-label="([^"]+)">(.*?)</nav>', re.DOTALL)
TAB = re.compile(r'<li><a href="([^"]+)"( aria-current="(\w+)")?>(.*?)</a></li>', re.DOTALL)


def tabs(html, *, beside=False):
    """Label → (address, aria-current) of one of the two bars; the text as it is read aloud."""
    bars = [body for is_beside, _, body in BAR.findall(html) if bool(is_beside) == beside]
    found = TAB.findall("".join(bars))
    return {re.sub("<.*?>", "", label).strip(): (href, now) for href, _, now, label in found}


@pytest.fixture
async def event(make):
    return await make.event(title="Camp & Co")


@pytest.fixture
async def moderator(make, event, browser_for):
    return await browser_for(await make.moderator(event))


@pytest.fixture
async def staff(make, event, browser_for):
    return await browser_for(await make.staff(event))


@pytest.fixture
async def admin(make, browser_for):
    return await browser_for(await make.admin())


async def test_every_page_of_the_workspace_names_its_barcamp(event, admin):
    for path in (f"/redaktion/{event.slug}", f"/pult/{event.slug}", f"/pult/{event.slug}/beamer"):
        page = (await admin.get(path)).text
        assert (
            '<p class="work-name"><b>Camp &amp; Co</b> <span>Themen und Stimmen</span></p>' in page
        )
        assert re.search("<title>[^<]*Camp &amp; Co</title>", page)
    settings = (await admin.get(f"/verwaltung/barcamps/{event.slug}/termine")).text
    assert "<b>Camp &amp; Co</b>" in settings


async def test_nobody_sees_a_bar_on_pages_for_everybody(event, admin, stranger):
    for browser in (admin, stranger):
        for path in (f"/{event.slug}", f"/{event.slug}/themen", "/hilfe", "/verwaltung"):
            assert 'class="work"' not in (await browser.get(path)).text


async def test_who_may_not_does_not_see(event, moderator, staff, admin):
    of_moderator = tabs((await moderator.get(f"/pult/{event.slug}")).text)
    of_staff = tabs((await staff.get(f"/redaktion/{event.slug}")).text)
    of_admin = tabs((await admin.get(f"/redaktion/{event.slug}")).text)

    assert list(of_moderator) == ["Menschen", "Abstimmung", "Pult", "Zeitplan"]
    assert list(of_staff) == ["Prüfung", "Menschen", "Abstimmung", "Ergebnisse"]
    assert list(of_admin) == ALL


async def test_a_tab_leads_to_the_first_page_one_may_see(event, moderator, staff):
    slug = event.slug
    of_moderator = tabs((await moderator.get(f"/pult/{slug}")).text)
    of_staff = tabs((await staff.get(f"/redaktion/{slug}")).text)

    assert of_moderator["Menschen"] == (f"/pult/{slug}/vor-ort", "")
    assert of_staff["Menschen"] == (f"/redaktion/{slug}/karten", "")
    assert of_staff["Abstimmung"] == (f"/redaktion/{slug}/auszaehlung", "")


async def test_the_bars_say_where_one_is(make, event, admin):
    slug = event.slug
    topic = await make.topic(event)
    room = (await admin.post(f"/pult/{slug}/raeume", data={"name": "Aula", "plaetze": "20"})).text

    desk = (await admin.get(f"/pult/{slug}")).text
    order = (await admin.get(f"/pult/{slug}/rangliste")).text
    review = (await admin.get(f"/redaktion/{slug}/themen/{topic.id}")).text
    publishing = (await admin.get(f"/pult/{slug}/zeitplan/veroeffentlichen")).text

    assert tabs(desk)["Pult"][1] == tabs(desk, beside=True)["Pult"][1] == "page"
    assert tabs(order)["Pult"][1] == "true"
    assert tabs(order, beside=True)["Reihenfolge"][1] == "page"
    assert tabs(order, beside=True)["Pult"][1] == ""
    assert tabs(review, beside=True)["Themen (0)"][1] == "true"
    assert tabs(publishing, beside=True)["Veröffentlichen"][1] == "page"
    assert tabs(publishing, beside=True)["Plan bauen"][1] == ""
    assert "Aula" not in room  # told by the page it leads to
    for page in (desk, order, review, publishing):
        assert len([one for one in tabs(page).values() if one[1]]) == 1
        assert len([one for one in tabs(page, beside=True).values() if one[1]]) == 1


async def test_a_part_with_one_page_has_no_bar_of_its_own(event, staff):
    page = (await staff.get(f"/redaktion/{event.slug}/ergebnisse")).text

    assert tabs(page)["Ergebnisse"][1] == "page"
    assert tabs(page, beside=True) == {}


async def test_the_main_bar_has_one_door_to_the_workspace(event, moderator, staff, admin):
    def doors(html):
        bar = html.partition('class="bar-nav"')[2].partition("</nav>")[0]
        return re.findall(r'href="((?:/redaktion|/pult|/verwaltung)[^"]*)"', bar)

    start = f"/{event.slug}"
    assert doors((await moderator.get(start)).text) == [f"/pult/{event.slug}"]
    assert doors((await staff.get(start)).text) == [f"/redaktion/{event.slug}"]
    assert doors((await admin.get(f"/pult/{event.slug}")).text) == [f"/redaktion/{event.slug}"]


async def test_what_waits_is_told_at_the_review(make, event, staff):
    await make.topic(event, state="submitted")

    page = (await staff.get(f"/redaktion/{event.slug}")).text

    assert "Prüfung 1 warten" in tabs(page)
    assert "Themen (1)" in tabs(page, beside=True)


async def test_an_error_within_the_workspace_keeps_the_bars(event, moderator):
    answer = await moderator.post(f"/pult/{event.slug}/rueckgaengig", data={"schritt": "7"})

    assert answer.status_code == 409
    assert tabs(answer.text)["Pult"][1] == "true"


async def test_a_rehearsal_has_bars_of_its_own(make, event, browser_for):
    person = await make.admin()
    made = await rehearsal.begin(await queries.by_slug(event.slug))
    browser = await browser_for(person)

    page = (await browser.get(f"/pult/{made.slug}")).text

    assert "<b>Probe: Camp &amp; Co</b>" in page
    assert list(tabs(page)) == ["Prüfung", "Menschen", "Abstimmung, als Nächstes dran", *ALL[3:6]]
    assert all(f"/{made.slug}" in href for href, _ in tabs(page).values())
    begun_anew = (await browser.get(f"/pult/{made.slug}/probe")).text
    assert tabs(begun_anew, beside=True)["Probe"] == (f"/pult/{made.slug}/probe", "page")


async def test_the_dot_goes_on_from_the_vote_to_the_plan(make, event, moderator):
    topics = [await make.topic(event, title=title) for title in "AB"]
    over = {"vote_until": NOW, "submit_until": NOW}
    await Event.update(over).where(Event.id == event.id)
    queries.forget(event.slug)

    assert await next_of(moderator, event) == ["Abstimmung"]

    await pitch.freeze(event.id, event.slug, after_version=0, by=await make.admin())
    assert await next_of(moderator, event) == ["Pult"]

    for line in (await moderator.get(f"/pult/{event.slug}/rangliste.json")).json():
        assert line["topic"] in {topic.id for topic in topics}
        desk = await moderator.get(f"/pult/{event.slug}")
        (number,) = re.findall(r"/pitches/(\d+)/stand", desk.text)[:1]
        await moderator.post(f"/pult/{event.slug}/pitches/{number}/stand", data={"stand": "done"})
    assert await next_of(moderator, event) == ["Zeitplan"]


async def next_of(browser, event):
    html = (await browser.get(f"/pult/{event.slug}/beamer")).text
    return [label.partition(",")[0] for label in tabs(html) if "als Nächstes dran" in label]


@pytest.mark.parametrize(
    ("moments", "progress", "told"),
    [
        ({}, Progress(), ("Topics and votes", "")),
        ({"submit_until": NOW}, Progress(), ("Voting", "")),
        ({"vote_from": NOW + DAY / 2}, Progress(), ("Proposing", "")),
        (
            {"submit_from": NOW + DAY / 2, "vote_from": NOW + DAY / 2},
            Progress(),
            ("Not open yet", ""),
        ),
        (
            {"submit_until": NOW, "vote_from": NOW + DAY / 2},
            Progress(),
            ("Break between the phases", ""),
        ),
        ({"submit_until": NOW, "vote_until": NOW}, Progress(), ("Voting is over", "voting")),
        ({"vote_until": NOW}, Progress(counted=True, pitching=True), ("Votes are counted", "desk")),
        (
            {"vote_until": NOW, "pitch_at": NOW},
            Progress(counted=True, pitching=True),
            ("Pitches", "desk"),
        ),
        ({"vote_until": NOW}, Progress(counted=True), ("Pitches are through", "schedule")),
        (
            {"vote_until": NOW, "sessions_at": NOW},
            Progress(counted=True, published=True),
            ("Sessions", ""),
        ),
        ({"ends_at": NOW}, Progress(counted=True, published=True), ("The day is over", "results")),
        ({"archived_at": NOW}, Progress(), ("In preparation", "settings")),
        ({"archived_at": NOW, "ends_at": NOW}, Progress(), ("In the archive", "")),
    ],
)
async def test_every_phase_has_its_words_and_what_is_next(make, moments, progress, told):
    event = await make.event(**moments)

    assert standing(event, now() + timedelta(seconds=1), progress) == told


def test_every_tab_leads_to_a_page(site):
    """But for the count, whose page is made elsewhere."""
    pages = {route.path for route in routes_of(site) if route.method == "GET"}
    led_to = {page.path.format("{slug:str}") for part in PARTS for page in part.pages}

    assert led_to - pages <= {"/pult/{slug:str}/abstimmung"}
