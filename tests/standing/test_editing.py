"""Admins write the standing texts: once for all pages, in both languages, never over each other."""

import asyncio

import pytest

import reading
from kaue.standing import actions, queries
from kaue.standing.actions import ChangedMeanwhile
from kaue.standing.texts import DETAILS
from kaue.tables import Language, StandingText

TEXTS = "/verwaltung/texte"
DETAILS_PAGE = f"{TEXTS}/angaben"
OWN = {"text": "## Unser Text\n\nMit **Nachdruck**.", "version": "", "sprache": "de"}
ADDRESS = "Kurt-Schumacher-Allee 1\n45657 Recklinghausen"


@pytest.fixture
async def admin(make):
    return await make.admin()


@pytest.fixture
async def browser(browser_for, admin):
    return await browser_for(admin)


async def fields(browser):
    """The details form as it is shown."""
    page = await browser.get(DETAILS_PAGE)
    names = [one.key for one in DETAILS] + [f"vorher-{one.key}" for one in DETAILS]
    return {name: reading.value(page, name) for name in names}


@pytest.mark.parametrize("page", ["impressum", "datenschutz", "nutzungsregeln", "barrierefreiheit"])
async def test_every_standing_page_is_there_in_both_languages(db, stranger, page):
    german, english = await stranger.get(f"/{page}"), await stranger.get(f"/en/{page}")

    for answer in (german, english):
        assert answer.status_code == 200
        assert answer.text.count("<h1") == 1
    assert german.text != english.text
    assert ("<mark>[[" in german.text) == ("<mark>[[" in english.text)


async def test_the_footer_leads_to_all_of_them_in_one_order(db, stranger):
    for path in ("/hilfe", "/anmelden", "/nix/da"):
        answer = (await stranger.get(path)).text
        foot = answer[answer.index("<footer") :]
        names = ["impressum", "datenschutz", "nutzungsregeln", "barrierefreiheit", "hilfe"]
        places = [foot.index(f'href="/{name}"') for name in [*names, "quellcode"]]
        assert places == sorted(places)


async def test_a_detail_is_typed_once_and_stands_on_every_page(browser, stranger):
    form = await fields(browser)
    answer = await browser.post(DETAILS_PAGE, data=form | {"anschrift": ADDRESS, "stelle": "Kreis"})

    assert answer.status_code == 303
    for page in ("/impressum", "/datenschutz", "/en/impressum", "/en/datenschutz"):
        text = (await stranger.get(page)).text
        assert "Kurt-Schumacher-Allee 1<br>" in text
        assert "[[Anschrift]]" not in text
        assert "[[Postal address]]" not in text
    assert (await fields(browser))["anschrift"] == ADDRESS


async def test_a_detail_can_be_emptied_again(browser):
    await browser.post(DETAILS_PAGE, data=await fields(browser) | {"telefon": "02361 0"})
    await browser.post(DETAILS_PAGE, data=await fields(browser) | {"telefon": ""})

    assert (await queries.details())["telefon"] == ""
    assert "[[Telefon]]" in (await browser.get("/impressum")).text


async def test_what_cannot_be_a_detail_is_refused_and_kept(browser):
    wrong = {"email": "keine Adresse", "anschrift": "x" * 401, "stelle": "Kreis"}
    answer = await browser.post(DETAILS_PAGE, data=await fields(browser) | wrong)

    assert answer.status_code == 422
    assert reading.problems(answer) == ["anschrift", "email"]
    assert reading.value(answer, "email") == "keine Adresse"
    assert await queries.details() == {}


async def test_two_who_fill_in_different_details_do_not_meet(make, browser, browser_for):
    other = await browser_for(await make.admin())
    mine, theirs = await fields(browser), await fields(other)

    await other.post(DETAILS_PAGE, data=theirs | {"telefon": "1"})
    answer = await browser.post(DETAILS_PAGE, data=mine | {"stelle": "Kreis"})

    assert answer.status_code == 303
    assert await queries.details() == {"telefon": "1", "stelle": "Kreis"}


async def test_two_who_fill_in_the_same_detail_see_each_other(make, browser, browser_for):
    other = await browser_for(await make.admin())
    mine, theirs = await fields(browser), await fields(other)
    await other.post(DETAILS_PAGE, data=theirs | {"telefon": "1"})

    answer = await browser.post(DETAILS_PAGE, data=mine | {"telefon": "2", "stelle": "Kreis"})

    assert answer.status_code == 409
    assert (await queries.details()) == {"telefon": "1"}  # all or nothing
    assert reading.value(answer, "telefon") == "2"
    assert reading.value(answer, "vorher-telefon") == "1"

    again = mine | {"telefon": "2", "vorher-telefon": "1", "stelle": "Kreis"}
    assert (await browser.post(DETAILS_PAGE, data=again)).status_code == 303
    assert await queries.details() == {"telefon": "2", "stelle": "Kreis"}


async def test_the_form_begins_with_kaues_text_and_ends_with_the_operators(browser, stranger):
    form = await browser.get(f"{TEXTS}/impressum")
    assert "[[Anschrift]]" in reading.value(form, "text")
    assert reading.value(form, "version") == ""

    answer = await browser.post(f"{TEXTS}/impressum", data=OWN)

    assert answer.status_code == 303
    shown = (await stranger.get("/impressum")).text
    assert "<h2>Unser Text</h2>" in shown
    assert "<strong>Nachdruck</strong>" in shown
    assert "Unser Text" not in (await stranger.get("/en/impressum")).text
    assert "Unser Text" in reading.value(await browser.get(f"{TEXTS}/impressum"), "text")


async def test_each_language_has_its_own_text(browser, stranger):
    await browser.post(f"{TEXTS}/impressum", data=OWN | {"sprache": "en", "text": "Ours"})

    assert "Ours" in (await stranger.get("/en/impressum")).text
    assert "Ours" not in (await stranger.get("/impressum")).text
    form = await browser.get(f"{TEXTS}/impressum?sprache=en")
    assert reading.value(form, "text") == "Ours"


async def test_a_formal_installation_edits_formal_german(browser, stranger, setting):
    setting(KAUE_GERMAN="sie")
    await browser.post(f"{TEXTS}/impressum", data=OWN | {"sprache": "de-formal"})

    stored = await StandingText.objects().first()
    assert stored.language == Language.GERMAN_FORMAL
    assert "Unser Text" in (await stranger.get("/impressum")).text


async def test_what_operators_write_can_do_no_harm(browser, stranger):
    text = '<script>alert(1)</script>\n\n[x](javascript:alert(1)) [[<img src=x onerror="y">]]'
    await browser.post(f"{TEXTS}/datenschutz", data=OWN | {"text": text})

    shown = (await stranger.get("/datenschutz")).text
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert 'href="javascript' not in shown


async def test_a_preview_stores_nothing(browser):
    answer = await browser.post(f"{TEXTS}/impressum", data=OWN | {"aktion": "vorschau"})

    assert answer.status_code == 200
    assert "<h2>Unser Text</h2>" in answer.text
    assert reading.value(answer, "text") == OWN["text"]
    assert await StandingText.count() == 0


@pytest.mark.parametrize("text", ["", " \n ", "x" * 20_001])
async def test_a_text_that_cannot_be_shown_is_refused_and_kept(browser, text):
    answer = await browser.post(f"{TEXTS}/impressum", data=OWN | {"text": text})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["text"]
    assert reading.value(answer, "text") == text.strip()
    assert await StandingText.count() == 0


@pytest.mark.parametrize("first", ["", "Zuerst"])
async def test_the_second_of_two_sees_both_texts(make, browser, browser_for, first):
    """V08, for a text nobody has written yet and for one that is there."""
    other = await browser_for(await make.admin())
    if first:
        await browser.post(f"{TEXTS}/impressum", data=OWN | {"text": first})
    version = reading.value(await browser.get(f"{TEXTS}/impressum"), "version")
    assert bool(version) == bool(first)
    await other.post(f"{TEXTS}/impressum", data=OWN | {"text": "Ihrer", "version": version})

    answer = await browser.post(
        f"{TEXTS}/impressum", data=OWN | {"text": "Meiner", "version": version}
    )

    assert answer.status_code == 409
    assert "Ihrer" in answer.text
    assert reading.value(answer, "text") == "Meiner"
    assert (await queries.text("impressum", "de")).text == "Ihrer"

    new = reading.value(answer, "version")
    again = await browser.post(f"{TEXTS}/impressum", data=OWN | {"text": "Beides", "version": new})
    assert again.status_code == 303
    assert (await queries.text("impressum", "de")).text == "Beides"


async def test_of_many_who_save_at_once_one_wins(admin):
    async def save(text):
        await actions.save_text("impressum", "de", text, version="", by=admin)
        return text

    results = await asyncio.gather(*(save(f"Text {n}") for n in range(8)), return_exceptions=True)

    won = [one for one in results if isinstance(one, str)]
    assert len(won) == 1
    assert all(isinstance(one, ChangedMeanwhile) for one in results if one not in won)
    assert (await queries.text("impressum", "de")).text == won[0]


@pytest.mark.parametrize("version", ["x", "2026-11-24", "2026-11-24T10:00:00", "9" * 99])
async def test_a_version_nobody_was_given_saves_nothing(browser, version):
    answer = await browser.post(f"{TEXTS}/impressum", data=OWN | {"version": version})

    assert answer.status_code == 409
    assert await StandingText.count() == 0


async def test_going_back_to_kaues_text_asks_first(browser, stranger):
    await browser.post(f"{TEXTS}/impressum", data=OWN)

    page = await browser.get(f"{TEXTS}/impressum/zuruecksetzen?sprache=de")
    assert "Unser Text" in page.text
    assert "[[Anschrift]]" in page.text
    assert "Unser Text" in (await stranger.get("/impressum")).text

    form = {"sprache": "de", "version": reading.value(page, "version")}
    answer = await browser.post(f"{TEXTS}/impressum/zuruecksetzen", data=form)
    assert answer.status_code == 303
    assert "Unser Text" not in (await stranger.get("/impressum")).text

    # Kaue's own text cannot be deleted, and what was saved meanwhile is not.
    assert (await browser.post(f"{TEXTS}/impressum/zuruecksetzen", data=form)).status_code == 409


async def test_a_text_that_changed_meanwhile_is_not_reset(browser):
    await browser.post(f"{TEXTS}/impressum", data=OWN)
    old = reading.value(await browser.get(f"{TEXTS}/impressum"), "version")
    await browser.post(f"{TEXTS}/impressum", data=OWN | {"text": "Neuer", "version": old})

    form = {"sprache": "de", "version": old}
    answer = await browser.post(f"{TEXTS}/impressum/zuruecksetzen", data=form)

    assert answer.status_code == 409
    assert (await queries.text("impressum", "de")).text == "Neuer"


async def test_there_are_no_other_texts(browser):
    for path in ("impressum2", "hilfe", "angabe-email"):
        assert (await browser.get(f"{TEXTS}/{path}")).status_code == 404
        assert (await browser.post(f"{TEXTS}/{path}", data=OWN)).status_code == 404


async def test_the_overview_names_what_is_missing_and_who_changed_what(browser, admin):
    before = await browser.get(TEXTS)
    assert "Anschrift" in before.text

    complete = {one.key: f"Angabe {one.key}" for one in DETAILS} | {"email": "kaue@example.org"}
    await actions.save_details(complete, before={}, by=admin)
    await browser.post(f"{TEXTS}/impressum", data=OWN)
    after = await browser.get(TEXTS)

    assert "Anschrift" not in after.text
    assert admin.name in after.text


async def test_a_text_outlives_whoever_wrote_it(make, browser_for, stranger):
    leaving = await make.admin(name="Lea Leaving")
    await (await browser_for(leaving)).post(f"{TEXTS}/impressum", data=OWN)

    await leaving.remove()

    assert "Unser Text" in (await stranger.get("/impressum")).text
    overview = await (await browser_for(await make.admin())).get(TEXTS)
    assert overview.status_code == 200
    assert "Lea Leaving" not in overview.text
