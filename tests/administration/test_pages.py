"""Setting up barcamps in the browser: every form, what it refuses, and what visitors then see."""

import io
import re

import pytest
from PIL import Image

import reading
from factory import NOW
from kaue.administration.forms import LONGEST, MOMENTS
from kaue.events import logos, queries
from kaue.tables import Event, Theme
from kaue.web.dates import now

GOOD_TEXTS = {
    "titel": "Neues Camp",
    "motto": "Kommt alle",
    "motto_en": "Come all",
    "text": "## Was\r\n\r\nViel.",
    "text_en": "## What",
    "veranstalter": "Kreis",
    "ort": "Halle",
    "anschrift": "Weg 1",
    "bergbau": "1",
}
GOOD_DATES = {
    "zeitzone": "Europe/Berlin",
    "einreichen_von": "2027-09-01T00:00",
    "einreichen_bis": "2027-10-01T00:00",
    "abstimmen_von": "2027-09-15T00:00",
    "abstimmen_bis": "2027-11-13T10:00",
    "beginn": "2027-11-13T10:00",
    "pitch": "2027-11-13T10:30",
    "sessions": "2027-11-13T11:30",
    "ende": "2027-11-13T16:00",
    "anonymisieren": "",
}


@pytest.fixture
def base(event):
    return f"/verwaltung/barcamps/{event.slug}"


async def stamp(admin, path):
    return reading.value(await admin.get(path), "stand")


async def saved(admin, path, data):
    return await admin.post(path, data=data | {"stand": await stamp(admin, path)})


def a_picture(size=(200, 80)):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()


async def upload(admin, base, content, name="logo"):
    return await admin.post(f"{base}/logo", files={name: ("x.png", content, "image/png")})


# The list of all, and a new one


async def test_the_list_holds_all_by_state(make, admin):
    await make.event(title="Läuft")
    await make.event(title="Kommt", archived_at=now())
    await make.event(title="War", archived_at=now(), ends_at=NOW)

    text = (await admin.get("/verwaltung")).text.partition("<main")[2]

    places = [text.index(f">{title}</a>") for title in ("Läuft", "Kommt", "War")]
    heads = [text.index(f'id="{one}"') for one in ("aktuell", "vorbereitet", "archiv")]
    assert sorted(places + heads) == [x for pair in zip(heads, places, strict=True) for x in pair]


async def test_without_any_event_the_list_is_still_a_page(admin):
    assert (await admin.get("/verwaltung")).status_code == 200


async def test_a_new_event_is_set_up_in_preparation(admin, stranger):
    new = {"titel": "Camp Süd", "kuerzel": "", "tag": "2027-11-13", "vorlage": "neu"}

    answer = await admin.post("/verwaltung/neu", data=new)

    assert answer.headers["location"] == "/verwaltung/barcamps/camp-sued?hinweis=angelegt"
    event = await queries.by_slug("camp-sued")
    assert event.starts_at.astimezone(event.zone).strftime("%d.%m. %H:%M") == "13.11. 10:00"
    assert event.themes
    assert event.about_in("en") != event.about_in("de")
    assert not event.takes_topics(event.submit_from)
    assert "Camp Süd" not in (await stranger.get("/")).text
    for path in ("", "/termine", "/themenfelder", "/aussehen", "/rollen"):
        answer = await admin.get(f"/verwaltung/barcamps/camp-sued{path}")
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"titel": ""}, ["titel"]),
        ({"titel": "x" * 121}, ["titel"]),
        ({"titel": "日本", "kuerzel": ""}, ["kuerzel"]),
        ({"kuerzel": "Großes Camp"}, ["kuerzel"]),
        ({"kuerzel": "a" * 41}, ["kuerzel"]),
        ({"kuerzel": "verwaltung"}, ["kuerzel"]),
        ({"kuerzel": "schon-da"}, ["kuerzel"]),
        ({"tag": "bald"}, ["tag"]),
        ({"tag": "2027-02-30"}, ["tag"]),
        ({"tag": "0001-01-01"}, ["tag"]),
        ({"tag": "9999-12-31"}, ["tag"]),
        ({"vorlage": "gibt-es-nicht"}, ["vorlage"]),
        ({"titel": "", "tag": "", "vorlage": ""}, ["titel", "tag", "vorlage"]),
    ],
)
async def test_a_refused_new_event_keeps_what_was_typed(make, admin, changed, fields):
    await make.event(slug="schon-da")
    new = {"titel": "Camp", "kuerzel": "camp", "tag": "2027-11-13", "vorlage": "neu"} | changed

    answer = await admin.post("/verwaltung/neu", data=new)

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    assert reading.value(answer, "titel") == new["titel"]
    assert await Event.count() == 1


async def test_a_copy_is_made_from_the_list(event, admin):
    shown = await admin.get(f"/verwaltung/neu?vorlage={event.slug}")
    new = {"titel": "Camp 2", "kuerzel": "camp-2", "tag": "13.11.2027", "vorlage": event.slug}

    answer = await admin.post("/verwaltung/neu", data=new)

    assert reading.chosen(shown, "vorlage") == [event.slug]
    assert answer.status_code == 303
    assert (await queries.by_slug("camp-2")).claim == event.claim


# Texts


async def test_texts_are_saved_and_shown(event, admin, base, stranger):
    answer = await saved(admin, base, GOOD_TEXTS)

    assert answer.headers["location"] == f"{base}?hinweis=gespeichert"
    text = (await stranger.get(f"/{event.slug}")).text
    for shown in ("Neues Camp", "Kommt alle", "<h2>Was</h2>", "Halle", "Weg 1"):
        assert shown in text
    assert "<h2>What</h2>" in (await stranger.get(f"/en/{event.slug}")).text
    form = await admin.get(base)
    assert reading.value(form, "text") == "## Was\n\nViel."
    assert reading.chosen(form, "bergbau") == ["1"]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"titel": " "}, ["titel"]),
        ({"ort": ""}, ["ort"]),
        *(({name: "x" * (LONGEST[name] + 1)}, [name]) for name in GOOD_TEXTS if name != "bergbau"),
    ],
)
async def test_refused_texts_keep_what_was_typed(event, admin, base, changed, fields):
    answer = await saved(admin, base, GOOD_TEXTS | changed)

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    assert reading.value(answer, "motto") == (GOOD_TEXTS | changed)["motto"]
    assert (await queries.by_slug(event.slug)).title == "Camp"


async def test_of_two_who_save_the_second_is_told_and_may_save_again(event, admin, base):
    seen = await stamp(admin, base)
    await admin.post(base, data=GOOD_TEXTS | {"titel": "Erster", "stand": seen})

    second = await admin.post(base, data=GOOD_TEXTS | {"titel": "Zweiter", "stand": seen})

    assert second.status_code == 409
    assert reading.value(second, "titel") == "Zweiter"
    assert (await queries.by_slug(event.slug)).title == "Erster"
    again = GOOD_TEXTS | {"titel": "Zweiter", "stand": reading.value(second, "stand")}
    assert (await admin.post(base, data=again)).status_code == 303
    assert (await queries.by_slug(event.slug)).title == "Zweiter"


async def test_other_changes_are_not_in_the_way(event, admin, base):
    seen = await stamp(admin, base)
    await admin.post(f"{base}/themenfelder", data={"thema": "Neues"})
    await upload(admin, base, a_picture())

    assert (await admin.post(base, data=GOOD_TEXTS | {"stand": seen})).status_code == 303


async def test_without_the_story_nothing_hangs_on_a_hook(event, make, admin, base, stranger):
    topic = await make.topic(event)
    pages_ = [f"/en/{event.slug}", f"/en/{event.slug}/themen", f"/en{topic.path}"]
    told = "".join([(await stranger.get(path)).text for path in pages_])
    await saved(admin, base, {k: v for k, v in GOOD_TEXTS.items() if k != "bergbau"})

    plain = "".join([(await stranger.get(path)).text for path in pages_])

    words = re.compile(r"hook|hoist|hang|kaue\)|class=\"baskets", re.IGNORECASE)
    assert words.search(told)
    assert not words.search(plain)


# Dates


async def test_dates_are_local_times_in_the_zone(event, admin, base):
    typed = GOOD_DATES | {"zeitzone": "America/New_York", "anonymisieren": "2028-07-01T03:00"}

    answer = await saved(admin, f"{base}/termine", typed)

    stored = await queries.by_slug(event.slug)
    assert answer.status_code == 303
    assert stored.submit_from.isoformat()[:16] == "2027-09-01T04:00"  # summer, UTC-4
    assert stored.starts_at.isoformat()[:16] == "2027-11-13T15:00"  # winter, UTC-5
    form = await admin.get(f"{base}/termine")
    assert {name: reading.value(form, name) for name in typed} == typed


async def test_dates_may_be_typed_as_people_write_them(event, admin, base):
    typed = GOOD_DATES | {"beginn": "13.11.2027 09:00", "pitch": "2027-11-13 10:30"}

    assert (await saved(admin, f"{base}/termine", typed)).status_code == 303


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"zeitzone": "Herten"}, ["zeitzone"]),
        ({"zeitzone": "../etc/passwd"}, ["zeitzone"]),
        ({"beginn": ""}, ["beginn"]),
        ({"beginn": "morgen"}, ["beginn"]),
        ({"beginn": "0001-01-01T00:00"}, ["beginn"]),
        ({"ende": "9999-12-31T23:59"}, ["ende"]),
        ({"einreichen_bis": GOOD_DATES["einreichen_von"]}, ["einreichen_bis"]),
        ({"abstimmen_bis": GOOD_DATES["abstimmen_von"]}, ["abstimmen_bis"]),
        ({"abstimmen_von": "2027-08-01T00:00"}, ["abstimmen_von"]),
        ({"abstimmen_bis": "2027-09-20T00:00"}, ["abstimmen_bis"]),
        ({"abstimmen_bis": "2027-11-13T10:31"}, ["pitch"]),
        ({"beginn": "2027-11-13T10:31"}, ["pitch"]),
        ({"pitch": "2027-11-13T11:31"}, ["sessions"]),
        ({"ende": GOOD_DATES["sessions"]}, ["ende"]),
        ({"anonymisieren": "2027-11-13T15:59"}, ["anonymisieren"]),
        ({"einreichen_von": "2027-03-28T02:30"}, ["einreichen_von"]),  # clocks skip this
        (dict.fromkeys(MOMENTS, ""), [name for name in MOMENTS if name != "anonymisieren"]),
    ],
)
async def test_refused_dates_say_where_and_keep_what_was_typed(event, admin, base, changed, fields):
    typed = GOOD_DATES | changed

    answer = await saved(admin, f"{base}/termine", typed)

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    assert {name: reading.value(answer, name) for name in typed} == typed
    assert (await queries.by_slug(event.slug)).starts_at == event.starts_at


async def test_the_order_is_checked_by_moments_not_by_what_clocks_show(event, admin, base):
    """In the night in which an hour comes twice, 2:30 is always the first one."""
    autumn = {
        "einreichen_von": "2027-10-31T01:30",
        "einreichen_bis": "2027-10-31T02:30",
        "abstimmen_von": "2027-10-31T01:30",
        "abstimmen_bis": "2027-10-31T03:00",
    }

    answer = await saved(admin, f"{base}/termine", GOOD_DATES | autumn)

    stored = await queries.by_slug(event.slug)
    assert answer.status_code == 303
    assert (stored.submit_until - stored.submit_from).total_seconds() == 3600
    assert (stored.vote_until - stored.vote_from).total_seconds() == 2.5 * 3600


# Themes


async def test_themes_come_and_go_unless_a_topic_has_them(event, make, admin, base):
    await make.topic(event, themes=("open-data",))
    path = f"{base}/themenfelder"
    added = await admin.post(path, data={"thema": "Straßen & Wege"})
    themes = {theme.slug: theme for theme in (await queries.by_slug(event.slug)).themes}
    assert added.status_code == 303
    assert themes["strassen-und-wege"].name == "Straßen & Wege"

    gone = await admin.post(f"{path}/{themes['strassen-und-wege'].id}/entfernen")
    stays = await admin.post(f"{path}/{themes['open-data'].id}/entfernen")

    assert (gone.status_code, stays.status_code) == (303, 409)
    assert [theme.slug for theme in await Theme.objects()] == ["open-data"]


async def test_a_theme_is_removed_only_from_its_own_event(event, make, admin, base):
    other = await make.event()

    await admin.post(f"{base}/themenfelder/{other.themes[0].id}/entfernen")

    assert await Theme.count() == 2


@pytest.mark.parametrize("name", ["", "  ", "日本", "x" * 61, "open data"])
async def test_a_refused_theme_keeps_what_was_typed(event, admin, base, name):
    answer = await admin.post(f"{base}/themenfelder", data={"thema": name})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["thema"]
    assert reading.value(answer, "thema") == name.strip()
    assert await Theme.count() == 1


# Look


async def test_a_colour_is_served_as_a_stylesheet_of_the_events_own(event, admin, base, stranger):
    assert "farben.css" not in (await stranger.get(f"/{event.slug}")).text
    assert (await stranger.get(f"/{event.slug}/farben.css")).status_code == 404

    assert (await saved(admin, f"{base}/aussehen", {"akzent": "0B5660"})).status_code == 303

    text = (await stranger.get(f"/{event.slug}")).text
    path = re.search(r'href="(/[^"]*farben\.css[^"]*)"', text)[1]
    css = await stranger.get(path)
    assert "--action: #0b5660" in css.text
    assert css.headers["content-type"].startswith("text/css")
    assert "immutable" in css.headers["cache-control"]
    older = await stranger.get(path.partition("?")[0] + "?v=older")
    assert older.headers["cache-control"] == "no-cache"
    assert "style=" not in text
    await saved(admin, f"{base}/aussehen", {"akzent": ""})
    assert "farben.css" not in (await stranger.get(f"/{event.slug}")).text


async def test_a_colour_that_is_too_light_is_refused_with_one_that_works(event, admin, base):
    answer = await saved(admin, f"{base}/aussehen", {"akzent": "#ffb72b"})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["akzent"]
    assert reading.value(answer, "akzent") == "#ffb72b"
    shade = re.search(r"(#[0-9a-f]{6})\.", answer.text)[1]
    assert (await saved(admin, f"{base}/aussehen", {"akzent": shade})).status_code == 303


@pytest.mark.parametrize("typed", ["petrol", "#12", "#0b566g", "url(x)", "#0b5660;}"])
async def test_what_is_no_colour_is_refused(event, admin, base, typed):
    answer = await saved(admin, f"{base}/aussehen", {"akzent": typed})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["akzent"]
    assert (await queries.by_slug(event.slug)).accent == ""


async def test_a_logo_is_shown_with_its_size_and_name_until_it_is_removed(
    event, admin, base, stranger
):
    assert (await upload(admin, base, a_picture())).status_code == 303

    text = (await stranger.get(f"/{event.slug}")).text
    tag = re.search(r'<img class="bar-logo"[^>]*>', text)[0]
    path = re.search(r'src="([^"]*)"', tag)[1]
    assert 'width="200" height="80"' in tag
    assert f'alt="{event.organiser}"' in tag
    served = await stranger.get(path)
    assert served.headers["content-type"] == "image/png"
    assert served.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in served.headers["cache-control"]
    assert logos.size_of(served.content) == (200, 80)

    await upload(admin, base, a_picture((100, 100)))
    assert 'width="100" height="100"' in (await stranger.get(f"/{event.slug}")).text
    await admin.post(f"{base}/logo/entfernen")
    assert "bar-logo" not in (await stranger.get(f"/{event.slug}")).text
    assert (await stranger.get(path)).status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + bytes(50),
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        a_picture()[:60],
        a_picture((10, 80)),
        a_picture() + bytes(logos.LARGEST_UPLOAD),
    ],
    ids=["nothing", "gif", "svg", "truncated", "too small", "too big"],
)
async def test_a_refused_logo_says_why(event, admin, base, content):
    answer = await upload(admin, base, content)

    assert answer.status_code == 422
    assert reading.problems(answer) == ["logo"]
    assert (await queries.by_slug(event.slug)).logo is None


async def test_an_upload_without_end_is_cut_off(event, admin, base):
    answer = await upload(admin, base, bytes(5 * logos.LARGEST_UPLOAD))

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\n", "multipart/form-data"),
        (b"logo=1", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (
            b'--x\r\nContent-Disposition: form-data; name="logo"\r\n'
            b"Content-Type: text/plain; charset=nonsense\r\n\r\na\r\n--x--\r\n",
            "multipart/form-data; boundary=x",
        ),
        (b"{}", "application/json"),
    ],
)
async def test_what_is_no_upload_is_refused_and_breaks_nothing(
    event, admin, base, body, content_type
):
    answer = await admin.post(f"{base}/logo", content=body, headers={"content-type": content_type})

    assert answer.status_code in {400, 422}


# Archive


async def test_an_archived_event_is_read_only_and_among_the_past_ones(
    event, make, admin, base, stranger, browser
):
    topic = await make.topic(event, votes=1)
    await Event.update({Event.ends_at: now()}, force=True)

    await admin.post(f"{base}/archiv", data={"archiv": "1"})

    assert event.slug in (await stranger.get("/archiv")).text
    assert event.slug in (await stranger.get("/")).text
    assert (await stranger.get(topic.path)).status_code == 200
    vote = await browser.post(topic.vote_path, data={"dafuer": "1"})
    comment = await browser.post(f"{topic.path}/kommentare", data={"kommentar": "Spät."})
    new = {"titel": "T", "text": "x", "format": "vortrag", "rolle": "halte", "aktion": "einreichen"}
    proposed = await browser.post(f"/{event.slug}/themen/neu", data=new)
    assert vote.status_code == comment.status_code == 409
    assert proposed.status_code in {409, 422}

    await admin.post(f"{base}/archiv", data={"archiv": "0"})
    assert (await browser.post(topic.vote_path, data={"dafuer": "1"})).status_code == 303


async def test_what_is_only_prepared_stands_nowhere(event, admin, base, stranger):
    await admin.post(f"{base}/archiv", data={"archiv": "1"})

    for path in ("/", "/archiv"):
        assert event.slug not in (await stranger.get(path)).text.partition("<main")[2]


async def test_the_start_page_leads_to_earlier_ones(event, make, admin, stranger):
    assert "/archiv" not in (await stranger.get(f"/{event.slug}")).text

    over = await make.event(ends_at=NOW)
    await admin.post(f"/verwaltung/barcamps/{over.slug}/archiv", data={"archiv": "1"})

    assert "/archiv" in (await stranger.get(f"/{event.slug}")).text


async def test_admins_find_the_way_and_nobody_else(event, make, admin, browser, browser_for):
    for path in ("/hilfe", f"/{event.slug}", f"/{event.slug}/themen"):
        assert 'href="/verwaltung"' in (await admin.get(path)).text
        for other in (browser, await browser_for(), await browser_for(await make.staff(event))):
            assert "/verwaltung" not in (await other.get(path)).text


async def test_without_names_it_never_opens_again(make, admin, event, base):
    """Nobody could tell any more who has voted."""
    await Event.update({"anonymised_at": now(), "archived_at": now()}).where(Event.id == event.id)
    queries.forget(event.slug)

    seen = await stamp(admin, base)
    announced = await admin.post(f"{base}/archiv", data={"archiv": "0"})
    moved = await admin.post(f"{base}/termine", data=GOOD_DATES | {"stand": seen})

    for answer in (announced, moved):
        assert answer.status_code == 409
        assert "Namen entfernt" in answer.text
    after = await queries.load(event.slug)
    assert after.archived_at is not None
    assert after.vote_until == event.vote_until
    dates, texts = await admin.get(f"{base}/termine"), await admin.get(base)
    for answer in (dates, texts):
        assert "Namen entfernt" in answer.text
    assert 'name="stand"' not in dates.text
    assert 'name="archiv"' not in texts.text


async def test_without_names_its_texts_can_still_be_mended(admin, event, base):
    await Event.update({"anonymised_at": now(), "archived_at": now()}).where(Event.id == event.id)
    queries.forget(event.slug)

    answer = await admin.post(base, data=GOOD_TEXTS | {"stand": await stamp(admin, base)})

    assert answer.status_code == 303
