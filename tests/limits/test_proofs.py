"""A calculation or a wait lets a form pass, once each."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue.limits import proofs

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(monkeypatch):
    """clock(moment) sets the time of the proofs."""
    state = {"now": NOON}
    monkeypatch.setattr(proofs, "now", lambda: state["now"])
    return lambda moment: state.update(now=moment)


@pytest.fixture(autouse=True)
def _little_work(monkeypatch):
    monkeypatch.setattr(proofs, "MOST_WORK", 200)


async def test_work_passes_at_once_and_only_once(db, clock, solution):
    challenge = proofs.new_challenge("register")
    found = solution(challenge)

    assert await proofs.judge(challenge, found, "register") is None

    again = await proofs.judge(challenge, found, "register")
    assert again.asked
    assert again.challenge != challenge


async def test_waiting_passes_and_only_once(db, clock):
    challenge = proofs.new_challenge("register")

    clock(NOON + 15 * SECOND)
    early = await proofs.judge(challenge, "", "register")
    assert (early.challenge, early.seconds) == (challenge, 6)

    clock(NOON + 20 * SECOND)
    assert await proofs.judge(challenge, "", "register") is None
    assert await proofs.judge(challenge, "", "register") is not None


async def test_of_many_who_use_one_proof_at_once_one_passes(db, clock, solution):
    challenge = proofs.new_challenge("register")
    found = solution(challenge)

    judged = await asyncio.gather(*(proofs.judge(challenge, found, "register") for _ in range(20)))

    assert judged.count(None) == 1


@pytest.mark.parametrize("later", [0 * SECOND, 30 * SECOND])
@pytest.mark.parametrize(
    "forge",
    [
        lambda challenge: "",
        lambda challenge: "....",
        lambda challenge: challenge[:-1] + ("0" if challenge[-1] != "0" else "1"),
        lambda challenge: challenge.replace("register", "sign_in"),
        lambda challenge: challenge.replace("register.1", "register.0"),
        lambda challenge: challenge + "\u00e4",
    ],
)
async def test_what_is_not_signed_by_us_proves_nothing(db, clock, solution, forge, later):
    challenge = proofs.new_challenge("register")
    clock(NOON + later)

    judged = await proofs.judge(forge(challenge), solution(challenge), "register")

    assert judged.asked
    assert judged.challenge != challenge


async def test_a_proof_is_for_one_kind_of_form_and_for_two_hours(db, clock, solution):
    challenge = proofs.new_challenge("register")
    found = solution(challenge)

    assert await proofs.judge(challenge, found, "sign_in") is not None
    clock(NOON + proofs.VALID + SECOND)
    assert await proofs.judge(challenge, found, "register") is not None


async def test_a_wrong_number_keeps_the_challenge_but_not_its_promise(db, clock):
    challenge = proofs.new_challenge("register")

    judged = await proofs.judge(challenge, "-1", "register")

    assert judged.challenge == challenge
    assert judged.solved_wrongly


async def test_used_proofs_are_forgotten_when_they_are_too_old_to_be_used(db, clock, solution):
    challenge = proofs.new_challenge("register")
    await proofs.judge(challenge, solution(challenge), "register")

    await proofs.forget_spent_proofs()
    assert len(await db.rows("SELECT * FROM spent_proof")) == 1

    clock(NOON + proofs.VALID + SECOND)
    await proofs.forget_spent_proofs()
    assert await db.rows("SELECT * FROM spent_proof") == []


@given(st.text(max_size=300), st.text(max_size=20))
def test_nothing_that_anybody_types_is_a_proof(challenge, typed):
    """No database is open: what is not signed is refused before one is asked."""
    judged = asyncio.run(proofs.judge(challenge, typed, "register"))

    assert judged.asked
