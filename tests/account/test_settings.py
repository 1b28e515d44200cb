"""Name, language and notices; the overview; what card holders see of it."""

import pytest

import reading
from factory import DAY, NOW
from kaue.people.names import is_reserved
from kaue.tables import Person

SETTINGS = {"name": "Ada L.", "sprache": "en", "hinweise": "digest"}


async def stored(person):
    return await Person.objects().get(Person.id == person.id)


async def test_the_overview_lists_own_topics_and_votes(make, ada, browser):
    mine = await make.topic(author=ada, title="Mein Thema")
    hidden = await make.topic(title="Noch geheim", state="submitted")
    liked = await make.topic(title="Gute Idee")
    for topic in (liked, hidden):
        await make.vote(topic, ada)

    text = (await browser.get("/konto")).text

    assert "Mein Thema" in text
    assert mine.path in text
    assert "Gute Idee" in text
    assert "Noch geheim" not in text


async def test_the_overview_leads_to_ones_work(make, browser_for):
    camp, other = await make.event(title="Camp & Co"), await make.event(title="Anderes")
    moderator = await make.moderator(camp)
    await make.staff(other)

    text = (await (await browser_for(moderator)).get("/konto")).text
    of_admin = (await (await browser_for(await make.admin())).get("/konto")).text

    assert f'<a href="/pult/{camp.slug}">Moderation: Camp &amp; Co' in text
    assert "Anderes" not in text
    assert '<a href="/verwaltung">Verwaltung: alle Barcamps hier</a>' in of_admin


async def test_whoever_has_no_role_reads_of_none(browser):
    assert "Meine Aufgaben" not in (await browser.get("/konto")).text


async def test_the_overview_says_when_names_go(make, ada, browser):
    event = await make.event(title="Camp mit Frist", anonymise_at=NOW + 100 * DAY)
    other = await make.event(title="Anderes Camp", anonymise_at=NOW + 100 * DAY)
    await make.vote(await make.topic(event), ada)
    await make.topic(other)

    text = (await browser.get("/konto")).text

    assert "Camp mit Frist" in text
    assert "Anderes Camp" not in text


async def test_name_language_and_notices_are_stored(ada, browser):
    answer = await browser.post("/konto/einstellungen", data=SETTINGS)

    assert answer.headers["location"] == "/konto?hinweis=geaendert"
    person = await stored(ada)
    assert (person.name, person.language, person.notify) == ("Ada L.", "en", "digest")
    form = await browser.get("/konto/einstellungen")
    assert reading.value(form, "name") == "Ada L."
    assert reading.chosen(form, "sprache") == ["en"]
    assert reading.chosen(form, "hinweise") == ["digest"]


async def test_german_is_the_german_of_the_installation(ada, browser, setting):
    setting(KAUE_GERMAN="sie")

    await browser.post("/konto/einstellungen", data=SETTINGS | {"sprache": "de"})

    assert (await stored(ada)).language == "de-formal"


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({"name": " "}, ["name"]),
        ({"name": "x" * 81}, ["name"]),
        ({"name": "Redakt1on"}, ["name"]),
        ({"sprache": "fr"}, ["sprache"]),
        ({"hinweise": "all"}, ["hinweise"]),
        ({"name": "", "sprache": "", "hinweise": ""}, ["name", "sprache", "hinweise"]),
    ],
)
async def test_what_is_wrong_is_refused_and_kept(ada, browser, typed, problems):
    answer = await browser.post("/konto/einstellungen", data=SETTINGS | typed)

    assert answer.status_code == 422
    assert reading.problems(answer) == problems
    assert (await stored(ada)).name == "Ada"


async def test_whoever_holds_a_role_may_be_called_by_it(make, browser_for):
    staff = await make.staff(await make.event())
    browser = await browser_for(staff)

    answer = await browser.post("/konto/einstellungen", data=SETTINGS | {"name": "Redaktion"})

    assert answer.status_code == 303


async def test_a_name_one_has_may_stay(make, browser_for):
    person = await make.person(name="Moderation")
    browser = await browser_for(person)

    answer = await browser.post("/konto/einstellungen", data=SETTINGS | {"name": "Moderation"})

    assert answer.status_code == 303


@pytest.mark.parametrize(
    "name",
    [
        "Redaktion",
        "REDAKTION",
        "R e d a k t i o n",
        "Rеdаktiоn",
        "Redaktíon",
        "Redakt1on",
        "@dmin",
        "Adrnin",
        "Team Redaktion Herten",
        "Kaue",
        "k-a-u-e",
        "Verwa1tung",
        "Modеration.",
    ],
)
def test_names_that_pass_for_the_team_are_noticed(name):
    assert is_reserved(name)


@pytest.mark.parametrize(
    "name", ["Ada", "Karl Admiral", "Paula Verwalter", "Kauer", "Staffan", "林", "🦊", "Oleg Б."]
)
def test_ordinary_names_are_not(name):
    assert not is_reserved(name)


async def test_a_card_holder_sees_only_what_applies(make, browser_for, setting):
    event = await make.event()
    guest = await make.person(name="Gast", email=None, only_event=event.id)
    browser = await browser_for(guest)

    shown = (await browser.get("/konto")).text
    settings = await browser.get("/konto/einstellungen")
    setting(KAUE_SMTP_URL="")
    without_mail = (await browser.get("/konto")).text

    assert "/konto/passwort" not in shown
    assert "/konto/adresse" in shown
    assert "/konto/adresse" not in without_mail
    assert 'name="hinweise"' not in settings.text
    assert (await browser.get("/konto/passwort")).status_code == 404
    data = {"name": "Neuer Gast", "sprache": "de"}
    assert (await browser.post("/konto/einstellungen", data=data)).status_code == 303
    assert (await stored(guest)).name == "Neuer Gast"
