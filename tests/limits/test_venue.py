"""A hall full of people shares one address; none of them is ever locked out."""

import mailbox
import re
from datetime import timedelta

import pytest

import reading
from kaue.limits import proofs
from kaue.limits.rules import MINUTE, RULES, Bound, Purpose
from kaue.tables import MailedCode, Person
from kaue.web.dates import now

VENUE = "192.0.2.7"

FORMS = {
    "/anmelden": {"email": "ada@example.org"},
    "/registrieren": {
        "email": "ada@example.org",
        "name": "Ada",
        "passwort": "eine Grubenlampe im Schacht",
    },
    "/barriere-melden": {"was": "Der Knopf ist zu klein."},
}


@pytest.fixture
def crowded(monkeypatch):
    """The next form from any network is one too many to be let through without a proof."""
    monkeypatch.setitem(RULES, Purpose.NETWORK, (Bound(0, 10 * MINUTE),))
    monkeypatch.setattr(proofs, "MOST_WORK", 500)


@pytest.fixture
def later(monkeypatch):
    """later(seconds) moves the clock of the proofs."""
    real = proofs.now

    def move(seconds):
        monkeypatch.setattr(proofs, "now", lambda: real() + timedelta(seconds=seconds))

    return move


async def test_200_people_behind_one_address_register_within_ten_minutes(behind, db):
    began = now()
    for n in range(200):
        browser, email = behind(VENUE), f"p{n}@example.org"
        asked = await browser.post("/anmelden", data={"email": email})
        assert asked.status_code == 303
        handle = asked.headers["location"].partition("vorgang=")[2]
        typed = {"vorgang": handle, "code": await mailbox.newest_code(email)}
        welcome = await browser.post("/anmelden/code", data=typed)
        assert welcome.status_code == 303
        assert (await browser.get("/konto")).status_code == 200
    assert now() - began < timedelta(minutes=10)

    assert await Person.count() == 200
    stored = await everything(db)
    assert VENUE not in stored
    # As a number of its own: 200 random hashes have these five digits in them now and then.
    assert not re.search(r"(?<![0-9a-f])40000(?![0-9a-f])", stored)


@pytest.mark.parametrize("path", FORMS)
async def test_after_the_threshold_a_calculation_passes(crowded, behind, solution, path):
    browser = behind(VENUE)
    asked = await browser.post(path, data=FORMS[path])
    assert_asks(asked, FORMS[path])

    challenge = reading.value(asked, "nachweis")
    proven = FORMS[path] | {"nachweis": challenge, "loesung": solution(challenge)}

    assert (await browser.post(path, data=proven)).status_code == 303
    # Once.
    assert_asks(await browser.post(path, data=proven), FORMS[path])


@pytest.mark.parametrize("path", FORMS)
async def test_without_javascript_waiting_passes_and_not_before(crowded, behind, later, path):
    browser = behind(VENUE)
    asked = await browser.post(path, data=FORMS[path])
    challenge = reading.value(asked, "nachweis")
    again = FORMS[path] | {"nachweis": challenge, "loesung": ""}

    early = await browser.post(path, data=again)
    assert_asks(early, FORMS[path])
    assert reading.value(early, "nachweis") == challenge

    later(21)
    assert (await browser.post(path, data=again)).status_code == 303
    assert_asks(await browser.post(path, data=again), FORMS[path])


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_that_is_opened_in_the_crowd_brings_its_proof_along(
    crowded, behind, solution, path
):
    """Nobody notices: the device calculates while the form is filled in."""
    browser = behind(VENUE)
    opened = await browser.get(path)
    assert opened.status_code == 200
    assert "set-cookie" not in opened.headers

    challenge = reading.value(opened, "nachweis")
    proven = FORMS[path] | {"nachweis": challenge, "loesung": solution(challenge)}

    assert (await browser.post(path, data=proven)).status_code == 303


@pytest.mark.parametrize("path", FORMS)
async def test_below_the_threshold_no_form_speaks_of_proofs(behind, db, path):
    assert "nachweis" not in (await behind(VENUE).get(path)).text


async def test_each_network_and_each_form_is_counted_by_itself(behind, monkeypatch):
    monkeypatch.setitem(RULES, Purpose.NETWORK, (Bound(1, 10 * MINUTE),))
    statuses = [
        (await behind(address).post(path, data=FORMS[path])).status_code
        for address, path in [
            (VENUE, "/anmelden"),
            (VENUE, "/anmelden"),
            ("192.0.2.8", "/anmelden"),
            (VENUE, "/barriere-melden"),
        ]
    ]

    assert statuses == [303, 429, 303, 303]


async def test_whoever_votes_first_in_the_crowd_gets_the_proof_with_the_door(
    crowded, behind, make, solution
):
    topic = await make.topic()
    browser = behind(VENUE)

    door = await browser.post(topic.vote_path, data={"dafuer": "1"})
    assert door.status_code == 401
    challenge = reading.value(door, "nachweis")

    kept = {name: reading.value(door, name) for name in ("handlung", "weiter")}
    proof = {"nachweis": challenge, "loesung": solution(challenge)}
    answer = await browser.post("/anmelden", data=FORMS["/anmelden"] | kept | proof)
    assert answer.status_code == 303


async def test_below_the_threshold_the_door_after_a_vote_speaks_of_no_proof(behind, make):
    topic = await make.topic()

    door = await behind(VENUE).post(topic.vote_path, data={"dafuer": "1"})

    assert door.status_code == 401
    assert "nachweis" not in door.text


async def test_a_form_with_a_mistake_is_not_counted(crowded, behind):
    answer = await behind(VENUE).post("/anmelden", data={"email": "ada at example"})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["email"]


async def test_asking_for_a_proof_mails_nothing(crowded, behind):
    await behind(VENUE).post("/anmelden", data=FORMS["/anmelden"])

    assert await MailedCode.count() == 0


def assert_asks(answer, typed):
    """The same form again, with everything typed except for a password."""
    assert answer.status_code == 429
    assert answer.headers["cache-control"] == "no-store"
    assert reading.value(answer, "nachweis")
    for name, value in typed.items():
        assert reading.value(answer, name) == ("" if name == "passwort" else value)
    assert FORMS["/registrieren"]["passwort"] not in answer.text


async def everything(db):
    """All that is stored, as text."""
    if db.is_sqlite():
        names = await db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    else:
        names = await db.rows("SELECT relname AS name FROM pg_stat_user_tables")
    return "".join([str(await db.rows(f'SELECT * FROM "{row["name"]}"')) for row in names])
