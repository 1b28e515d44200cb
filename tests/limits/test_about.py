"""Anybody can type anybody's address. Who does so too often slows themselves down, nobody else."""

import pytest

import reading
from kaue.people import actions as people
from kaue.people import passwords
from kaue.tables import Mail

PASSWORD = "eine lange Reihe"
WRONG = {"email": "ada@example.org", "passwort": "eine andere", "wie": "passwort"}


@pytest.fixture
async def besieged(db, stranger):
    """Somebody has guessed ada's password and asked for codes until nothing went any more."""
    hashed = await passwords.hash_password(PASSWORD)
    await people.sign_up(email="ada@example.org", name="Ada", password_hash=hashed)
    for _ in range(25):
        await stranger.post("/anmelden", data=WRONG)
        await stranger.post("/anmelden", data={"email": "ada@example.org"})
    assert (await stranger.post("/anmelden", data=WRONG)).status_code == 429


async def test_the_owner_gets_in_by_password_after_a_short_calculation(
    besieged, browser_for, solution
):
    ada = await browser_for()
    right = WRONG | {"passwort": PASSWORD}
    page = await ada.post("/anmelden", data=right)
    challenge = reading.value(page, "nachweis")

    proof = {"nachweis": challenge, "loesung": solution(challenge)}
    answer = await ada.post("/anmelden", data=right | proof)

    assert answer.headers["location"] == "/?hinweis=angemeldet"


async def test_the_owner_gets_a_code_after_a_short_calculation(besieged, browser_for, solution):
    ada, before = await browser_for(), await Mail.count()
    page = await ada.post("/anmelden", data={"email": "ada@example.org"})
    challenge = reading.value(page, "nachweis")

    proof = {"nachweis": challenge, "loesung": solution(challenge)}
    answer = await ada.post("/anmelden", data={"email": "ada@example.org"} | proof)

    assert answer.status_code == 303
    assert await Mail.count() == before + 1


async def test_the_owner_who_is_signed_in_may_change_the_password(besieged, browser_for):
    ada = await browser_for(await people.queries.by_email("ada@example.org"))

    new = {"aktuell": PASSWORD, "passwort": "drei ruhige Wörter"}
    answer = await ada.post("/konto/passwort", data=new)

    assert answer.status_code == 303
