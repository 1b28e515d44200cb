"""Anybody can type anybody's address. Who does so too often slows themselves down, nobody else."""

import mailbox
from datetime import UTC, datetime, timedelta

import pytest

import reading
from kaue.limits import actions as limits
from kaue.limits.rules import MINUTE, RULES, Purpose
from kaue.people import actions as people
from kaue.people import passwords
from kaue.signin import codes
from kaue.tables import Mail

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

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


@pytest.fixture
def clock(monkeypatch):
    """clock(moment) sets the time of the limiter."""
    state = {"now": NOON}
    monkeypatch.setattr(limits, "now", lambda: state["now"])
    return lambda moment: state.update(now=moment)


async def refused_for(email="ada@example.org"):
    """Ask for one more mail, with a proof. Returns the seconds until one can go; 0 if it did."""
    try:
        await codes.send(codes.Wish(email, "de"))
    except codes.MailedEnough as refusal:
        return refusal.seconds
    return 0


async def test_no_flood_keeps_the_owner_out_for_more_than_a_quarter_of_an_hour(db, clock):
    """However long it goes on; and the mails of an hour are bounded."""
    total = 0
    for minute in range(0, 120, 5):
        clock(NOON + minute * MINUTE)
        while not (seconds := await refused_for()):
            total += 1
        assert seconds <= 15 * 60
    assert total <= 2 * 40

    clock(NOON + 115 * MINUTE + timedelta(seconds=seconds))
    assert await refused_for() == 0


async def test_meanwhile_the_newest_of_the_mails_lets_the_owner_in(db, clock, browser_for):
    while not await refused_for():
        pass
    ada = await browser_for()

    refused = await ada.post("/anmelden", data={"email": "ada@example.org"})
    assert refused.status_code == 422
    assert reading.problems(refused) == ["email"]
    answer = await ada.post(await mailbox.newest_link())

    assert answer.headers["location"] == "/?hinweis=willkommen"
    # It works until the next mail can go.
    assert RULES[Purpose.CODE_FLOOD][0].span <= codes.GOOD_FOR


async def test_the_owner_who_is_signed_in_may_change_the_password(besieged, browser_for):
    ada = await browser_for(await people.queries.by_email("ada@example.org"))

    new = {"aktuell": PASSWORD, "passwort": "drei ruhige Wörter"}
    answer = await ada.post("/konto/passwort", data=new)

    assert answer.status_code == 303
