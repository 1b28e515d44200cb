"""A moderator's sign-in does not end between the first pitch and the last session."""

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest

from kaue import keyed
from kaue.people import actions as people
from kaue.people import duty, passwords
from kaue.people.guards import cookie_name
from kaue.tables import Event, Role, RoleName, RoleSource, Round, SignIn, Way
from kaue.web.dates import now

HOUR = timedelta(hours=1)
PASSWORD = "eine lange Reihe"


@pytest.fixture
async def event(make):
    """The first pitch was two hours ago; the last session ends in four."""
    return await make.event(
        starts_at=now() - 3 * HOUR,
        pitch_at=now() - 2 * HOUR,
        sessions_at=now() - HOUR,
        ends_at=now() + 4 * HOUR,
    )


@pytest.fixture
async def mo(make, event):
    return await make.moderator(event)


async def ended(person, *, hours_ago=1.0, by="seen_at", way=Way.PASSWORD):
    """The token of a sign-in that ended so long ago, for idleness or because its time was up."""
    token = await people.start_sign_in(person, strong=True, way=way)
    at = now() - hours_ago * HOUR
    if by == "seen_at":
        at -= people.IDLE
    await SignIn.update({by: at}).where(SignIn.token_hash == keyed.token_hash(token))
    return token


async def is_in(browser, token, path="/konto"):
    answer = await browser.get(path, headers={"cookie": f"{cookie_name()}={token}"})
    return answer.status_code == 200


async def row_of(token):
    return await SignIn.objects().get(SignIn.token_hash == keyed.token_hash(token))


@pytest.mark.parametrize("by", ["seen_at", "expires_at"])
async def test_it_lasts_until_the_last_session_is_over(stranger, event, mo, by):
    token = await ended(mo, by=by)

    assert await is_in(stranger, token, f"/pult/{event.slug}")

    row = await row_of(token)
    assert row.expires_at >= now() + 4 * HOUR - timedelta(minutes=1)
    assert row.seen_at > now() - timedelta(minutes=1)


async def test_it_ends_with_the_last_session(stranger, event, mo):
    token = await ended(mo, by="expires_at")
    assert await is_in(stranger, token)

    await Event.update({Event.ends_at: now() - HOUR / 60}).where(Event.id == event.id)
    await SignIn.update({SignIn.expires_at: now() - HOUR / 60}).where(SignIn.person == mo.id)

    assert not await is_in(stranger, token)


async def test_a_round_after_the_end_of_the_event_counts(stranger, event, mo):
    await Event.update({Event.ends_at: now() - HOUR}).where(Event.id == event.id)
    token = await ended(mo)
    assert not await is_in(stranger, token)

    for ends_at in (now() + 2 * HOUR, now() + HOUR):
        await Round(event=event.id, title="", starts_at=now(), ends_at=ends_at).save()

    assert await is_in(stranger, token)
    assert (await row_of(token)).expires_at > now() + HOUR


@pytest.mark.parametrize("by", ["seen_at", "expires_at"])
async def test_what_had_ended_before_the_first_pitch_stays_ended(stranger, mo, by):
    assert not await is_in(stranger, await ended(mo, hours_ago=2.1, by=by))


async def test_before_the_first_pitch_it_ends_as_ever(stranger, event, mo):
    await Event.update({Event.pitch_at: now() + HOUR}).where(Event.id == event.id)

    assert not await is_in(stranger, await ended(mo))


async def test_it_is_only_for_those_who_moderate_this_event(stranger, make, event):
    over = await make.event(pitch_at=now() - 5 * HOUR, ends_at=now() - HOUR)
    others = [
        await make.person(),
        await make.staff(event),
        await make.moderator(over),
        await make.moderator(await make.event()),
    ]
    for person in others:
        for by in ("seen_at", "expires_at"):
            assert not await is_in(stranger, await ended(person, by=by))


async def test_an_admin_moderates_everything_but_a_rehearsal_is_nobodys_day(stranger, make, event):
    admin = await make.admin()
    assert await is_in(stranger, await ended(admin))

    other = await make.event()
    await Event.update({Event.rehearsal_of: other.id}).where(Event.id == event.id)

    assert not await is_in(stranger, await ended(admin))


async def test_a_role_of_the_directory_counts_for_sign_ins_by_the_directory(stranger, make, event):
    person = await make.person()
    await Role(
        person=person.id, event=event.id, name=RoleName.MODERATOR, source=RoleSource.DIRECTORY
    ).save()

    assert await is_in(stranger, await ended(person, by="expires_at", way=Way.DIRECTORY))
    assert not await is_in(stranger, await ended(person, by="expires_at"))


async def test_nobody_stays_for_longer_than_the_longest_day(stranger, event, mo):
    await Event.update({Event.ends_at: now() + timedelta(days=900)}).where(Event.id == event.id)
    token = await ended(mo, by="expires_at")

    assert await is_in(stranger, token)

    assert (await row_of(token)).expires_at < now() + duty.LONGEST_DAY
    await Event.update({Event.pitch_at: now() - duty.LONGEST_DAY - HOUR}).where(
        Event.id == event.id
    )
    assert not await is_in(stranger, await ended(mo))


async def test_who_was_blocked_or_has_signed_out_stays_out(stranger, mo):
    gone, blocked = await ended(mo), await ended(mo)
    await people.sign_out(gone)
    assert not await is_in(stranger, gone)

    mo.blocked_at = now()
    await mo.save()
    assert not await is_in(stranger, blocked)


async def test_one_that_lasts_longer_than_the_day_is_not_cut_short(stranger, mo):
    token = await ended(mo)
    before = (await row_of(token)).expires_at

    assert await is_in(stranger, token)

    assert (await row_of(token)).expires_at == before


async def test_tidying_up_waits_for_the_end_of_the_day(make, event, mo):
    for person in (mo, await make.person()):
        await ended(person)

    await people.forget_old_sign_ins()
    assert [row.person for row in await SignIn.objects()] == [mo.id]

    await Event.update({Event.pitch_at: now() - duty.LONGEST_DAY - HOUR}).where(
        Event.id == event.id
    )
    await people.forget_old_sign_ins()
    assert await SignIn.count() == 0


@pytest.mark.parametrize("moderates", [True, False])
async def test_the_browser_of_a_moderator_keeps_the_cookie_for_as_long(
    stranger, make, event, moderates
):
    hashed = await passwords.hash_password(PASSWORD)
    person = await people.sign_up(email="mo@example.org", name="Mo", password_hash=hashed)
    if moderates:
        await people.give_role(person, RoleName.MODERATOR, event)

    answer = await stranger.post(
        "/anmelden", data={"email": person.email, "passwort": PASSWORD, "wie": "passwort"}
    )

    lasting = SimpleCookie(answer.headers["set-cookie"])[cookie_name()]["max-age"]
    extra = duty.LONGEST_DAY if moderates else timedelta(0)
    assert int(lasting) == (people.LONGEST + extra).total_seconds()
