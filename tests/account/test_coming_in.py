"""Passwords and sign-ins of an account."""

from datetime import timedelta

import pytest

import reading
from kaue.account import actions, queries
from kaue.people import actions as people
from kaue.people import passwords
from kaue.people.actor import Actor
from kaue.tables import Mail, Person, SignIn, Way
from kaue.web.dates import now

OLD, NEW = "vier Wörter am Stück", "fünf andere Wörter dahinter"


@pytest.fixture
async def pat(make):
    hashed = await passwords.hash_password(OLD)
    return await make.person(name="Pat", password_hash=hashed)


async def has_password(person, password):
    stored = (await Person.objects().get(Person.id == person.id)).password_hash
    return await passwords.is_right(stored, password)


async def came_by(way, **changed):
    await SignIn.update({SignIn.way: way, **changed}, force=True)


async def test_a_first_password_needs_a_mailbox_shown_lately(ada, browser):
    """An open browser alone must not be enough to make its visitor at home for good."""
    answer = await browser.post("/konto/passwort", data={"passwort": NEW})
    assert answer.status_code == 422
    assert not await has_password(ada, NEW)

    await came_by(Way.MAIL)
    answer = await browser.post("/konto/passwort", data={"passwort": NEW})

    assert answer.headers["location"] == "/konto?hinweis=passwort-neu"
    assert await has_password(ada, NEW)


async def test_a_forgotten_password_gives_way_to_a_mailbox_shown_lately(pat, browser_for):
    browser = await browser_for(pat)
    await came_by(Way.MAIL, created_at=now() - timedelta(minutes=16))
    assert (await browser.post("/konto/passwort", data={"passwort": NEW})).status_code == 422

    await came_by(Way.MAIL, created_at=now() - timedelta(minutes=14))
    await browser.post("/konto/passwort", data={"passwort": NEW})

    assert await has_password(pat, NEW)


async def test_a_new_password_ends_all_other_sign_ins_and_is_told_by_mail(pat, browser_for):
    here, there = await browser_for(pat), await browser_for(pat)

    answer = await here.post("/konto/passwort", data={"aktuell": OLD, "passwort": NEW})

    assert answer.status_code == 303
    assert await has_password(pat, NEW)
    assert (await here.get("/konto")).status_code == 200
    assert (await there.get("/konto")).status_code == 303
    assert [mail.kind for mail in await Mail.objects()] == ["password_changed"]


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({"passwort": NEW}, ["aktuell"]),
        ({"aktuell": "etwas ganz anderes", "passwort": NEW}, ["aktuell"]),
        ({"aktuell": OLD, "passwort": "kurz"}, ["passwort"]),
        ({"aktuell": OLD, "passwort": "passwort12345"}, ["passwort"]),
        ({"aktuell": OLD, "passwort": "x" * 201}, ["passwort"]),
        ({}, ["aktuell", "passwort"]),
    ],
)
async def test_what_is_wrong_changes_nothing(pat, browser_for, typed, problems):
    browser = await browser_for(pat)

    answer = await browser.post("/konto/passwort", data=typed)

    assert answer.status_code == 422
    assert reading.problems(answer) == problems
    assert NEW not in answer.text
    assert OLD not in answer.text
    assert await has_password(pat, OLD)


async def test_guessing_the_current_password_is_limited(pat, browser_for):
    browser = await browser_for(pat)

    answers = [
        await browser.post("/konto/passwort", data={"aktuell": f"geraten {n}", "passwort": NEW})
        for n in range(12)
    ]

    assert answers[-1].status_code == 429
    last = await browser.post("/konto/passwort", data={"aktuell": OLD, "passwort": NEW})
    assert last.status_code == 429
    assert await has_password(pat, OLD)


async def test_a_password_can_be_removed_where_mail_works(pat, browser_for, setting):
    browser, other = await browser_for(pat), await browser_for(pat)
    wrong = await browser.post("/konto/passwort/entfernen", data={"bisher": "falsch geraten"})
    assert reading.problems(wrong) == ["bisher"]

    answer = await browser.post("/konto/passwort/entfernen", data={"bisher": OLD})

    assert answer.headers["location"] == "/konto?hinweis=passwort-weg"
    assert (await Person.objects().get(Person.id == pat.id)).password_hash is None
    assert (await other.get("/konto")).status_code == 303


async def test_without_mail_the_password_stays(pat, browser_for, setting):
    setting(KAUE_SMTP_URL="")
    browser = await browser_for(pat)

    page = await browser.get("/konto/passwort")
    answer = await browser.post("/konto/passwort/entfernen", data={"bisher": OLD})

    assert "entfernen" not in page.text
    assert answer.status_code == 404
    assert await has_password(pat, OLD)


async def test_of_two_changes_of_one_password_at_once_one_wins(pat, browser_for):
    """Each was checked against the password that both knew."""
    before = await queries.account(pat.id)
    actor = people_actor(pat)

    await actions.set_password(before, NEW, current=OLD, by=actor)

    with pytest.raises(actions.WrongPassword):
        await actions.set_password(before, NEW + "!", current=OLD, by=actor)
    assert await has_password(pat, NEW)


def people_actor(person):
    return Actor(id=person.id, name=person.name, language="de")


async def test_sign_ins_are_listed_with_their_browser_and_this_one_is_marked(ada, browser):
    await people.start_sign_in(ada, browser="Firefox, Android")

    page = await browser.get("/konto/anmeldungen")

    rows = await SignIn.objects().order_by(SignIn.id)
    assert [f'id="anmeldung-{row.id}"' in page.text for row in rows] == [True, True]
    assert "Firefox, Android" in page.text
    mine = page.text.index(f'id="anmeldung-{rows[0].id}"')
    other = page.text.index(f'id="anmeldung-{rows[1].id}"')
    marked = page.text.index('data-state="accepted"')
    assert mine < marked < other or other < mine < marked


async def test_one_sign_in_can_be_ended(ada, browser, browser_for):
    other = await browser_for(ada)
    number = (await SignIn.objects().order_by(SignIn.id, ascending=False).first()).id

    answer = await browser.post(f"/konto/anmeldungen/{number}/beenden")

    assert answer.headers["location"] == "/konto/anmeldungen?hinweis=anmeldung-beendet"
    assert (await other.get("/konto")).status_code == 303
    assert (await browser.get("/konto")).status_code == 200
    again = await browser.post(f"/konto/anmeldungen/{number}/beenden")
    assert again.status_code == 404


async def test_ending_ones_own_signs_out(ada, browser):
    number = (await SignIn.objects().first()).id

    answer = await browser.post(f"/konto/anmeldungen/{number}/beenden")

    assert answer.headers["location"] == "/anmelden?hinweis=abgemeldet"
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert await SignIn.count() == 0


@pytest.mark.parametrize("number", ["0", "99", "9" * 12, "9" * 40])
async def test_somebody_elses_sign_in_cannot_be_ended(make, browser_for, browser, number):
    eve = await browser_for(await make.person())
    eves = (await SignIn.objects().order_by(SignIn.id, ascending=False).first()).id

    for wanted in (eves, number):
        answer = await browser.post(f"/konto/anmeldungen/{wanted}/beenden")
        assert answer.status_code == 404
    assert (await eve.get("/konto")).status_code == 200


async def test_sign_out_everywhere_else(make, ada, browser, browser_for):
    others = [await browser_for(ada) for _ in range(3)]
    eve = await browser_for(await make.person())

    await browser.post("/konto/anmeldungen/beenden", data={"welche": "andere"})

    assert (await browser.get("/konto")).status_code == 200
    assert (await eve.get("/konto")).status_code == 200
    assert [(await one.get("/konto")).status_code for one in others] == [303] * 3


async def test_sign_out_everywhere(ada, browser, browser_for):
    other = await browser_for(ada)

    answer = await browser.post("/konto/anmeldungen/beenden", data={"welche": "alle"})

    assert answer.headers["location"] == "/anmelden?hinweis=ueberall-abgemeldet"
    assert await SignIn.count() == 0
    assert (await other.get("/konto")).status_code == 303


async def test_without_a_word_nobody_is_signed_out(browser):
    assert (await browser.post("/konto/anmeldungen/beenden")).status_code == 400
    assert (await browser.get("/konto")).status_code == 200
