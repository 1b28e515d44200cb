"""A role offered by mail: accepted once, in time, by whom it was meant for, or not at all."""

import asyncio
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaue import keyed
from kaue.invitations import actions, queries
from kaue.invitations.queries import ADMIN
from kaue.tables import Invitation, Mail, Person, Role, RoleName
from kaue.web.dates import now

ADDRESS = "neu@example.org"


async def invited(event=None, role=RoleName.STAFF, email=ADDRESS, **kwargs):
    return await actions.invite(email, role, event, language="de", **kwargs)


async def roles_of(person):
    held = {(row.event, row.name) for row in await Role.objects().where(Role.person == person.id)}
    again = await Person.objects().get(Person.id == person.id)
    return held | ({ADMIN} if again.is_admin else set())


async def expire():
    await Invitation.update({Invitation.expires_at: now()}, force=True)


async def test_accepting_gives_the_role_once(make):
    event, person = await make.event(), await make.person(email=ADDRESS)
    token = await invited(event)

    await actions.accept(token, by=person)
    with pytest.raises(actions.InvitationInvalid):
        await actions.accept(token, by=person)

    assert await roles_of(person) == {(event.id, "staff")}


async def test_an_admin_is_made_without_an_event(make):
    person = await make.person(email=ADDRESS)

    await actions.accept(await invited(None, ADMIN), by=person)

    assert await roles_of(person) == {ADMIN}


async def test_somebody_with_another_address_gets_nothing_and_uses_nothing_up(make):
    event, person = await make.event(), await make.person(email=ADDRESS)
    token = await invited(event)
    for other in (await make.person(), await make.person(email=None, only_event=event.id)):
        with pytest.raises(actions.InvitationInvalid):
            await actions.accept(token, by=other)
        assert await roles_of(other) == set()

    await actions.accept(token, by=person)

    assert await roles_of(person)


async def test_the_address_is_one_however_it_is_spelt(make):
    person = await make.person(email=ADDRESS)

    await actions.accept(await invited(None, ADMIN, email="NEU@Example.org"), by=person)

    assert await roles_of(person) == {ADMIN}


async def test_whoever_is_blocked_gets_nothing(make):
    person = await make.person(email=ADDRESS, blocked_at=now())
    token = await invited(None, ADMIN)

    with pytest.raises(actions.InvitationInvalid):
        await actions.accept(token, by=person)


@pytest.mark.parametrize("end", ["expired", "revoked", "replaced", "unknown"])
async def test_what_is_over_gives_nothing(make, end):
    event, person = await make.event(), await make.person(email=ADDRESS)
    token = await invited(event)
    if end == "expired":
        await expire()
    elif end == "revoked":
        (offer,) = await queries.waiting(event.id)
        await actions.revoke(offer.id, event.id)
    elif end == "replaced":
        await invited(event)
    else:
        token = keyed.new_token()

    with pytest.raises(actions.InvitationInvalid):
        await actions.accept(token, by=person)

    assert await roles_of(person) == set()


async def test_an_invitation_is_taken_back_only_from_its_own_event(make):
    event, other = await make.event(), await make.event()
    await invited(event)
    (offer,) = await queries.waiting(event.id)

    await actions.revoke(offer.id, other.id)
    await actions.revoke(offer.id, None)

    assert len(await queries.waiting(event.id)) == 1


async def test_of_many_who_accept_at_once_one_does(make):
    event, person = await make.event(), await make.person(email=ADDRESS)
    token = await invited(event)

    got = await asyncio.gather(
        *(actions.accept(token, by=person) for _ in range(10)), return_exceptions=True
    )

    assert sorted(type(one).__name__ for one in got) == ["InvitationInvalid"] * 9 + ["NoneType"]
    assert await roles_of(person) == {(event.id, "staff")}


async def test_taking_back_and_accepting_at_once_never_does_both(make):
    event = await make.event()
    for n in range(10):
        person = await make.person(email=f"neu{n}@example.org")
        token = await invited(event, email=person.email)
        (offer,) = await queries.waiting(event.id)

        await asyncio.gather(
            actions.accept(token, by=person),
            actions.revoke(offer.id, event.id),
            return_exceptions=True,
        )

        row = await Invitation.objects().get(Invitation.id == offer.id)
        assert (row.accepted_at is None) != (row.revoked_at is None)
        assert bool(await roles_of(person)) == (row.accepted_at is not None)


ACTS = st.lists(
    st.sampled_from(["invite", "revoke", "expire", "accept old", "accept new", "accept as other"]),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_whatever_the_order_no_role_without_a_valid_invitation(database_url, acts):
    """A model of two lines beside the real thing: which token is valid just now."""
    from factory import Make
    from kaue import db

    async def run():
        engine = db.connect(database_url)
        await engine.open()
        try:
            await story(Make())
        finally:
            await engine.close()

    async def story(make):
        number = await Person.count()
        event = await make.event(slug=f"camp{number}-{await Invitation.count()}")
        person = await make.person(email=f"p{number}@example.org")
        other = await make.person(email=f"o{number}@example.org")
        tokens, valid, allowed = ["no such token"], None, False
        for act in acts:
            if act == "invite":
                tokens.append(await invited(event, email=person.email))
                valid = tokens[-1]
            elif act == "revoke":
                for offer in await queries.waiting(event.id):
                    await actions.revoke(offer.id, event.id)
                valid = None
            elif act == "expire":
                await Invitation.update(
                    {Invitation.expires_at: now() - timedelta(seconds=1)}, force=True
                )
                valid = None
            else:
                token = tokens[0] if act == "accept old" else tokens[-1]
                who = other if act == "accept as other" else person
                fits = who is person and token == valid
                try:
                    await actions.accept(token, by=who)
                    assert fits
                    allowed, valid = True, None
                except actions.InvitationInvalid:
                    assert not fits
            assert await roles_of(person) == ({(event.id, "staff")} if allowed else set())
            assert await roles_of(other) == set()

    asyncio.run(run())


async def test_the_mail_has_the_link_and_nothing_else_has(make):
    person = await make.person(email=ADDRESS, name="Neda", language="en")
    token = await invited(await make.event(title="Camp & Co"))

    (mail,) = await Mail.objects()
    assert (mail.address, mail.person, mail.language) == (ADDRESS, person.id, "en")
    assert f"/en/einladung/{token}" in mail.text
    assert "Camp & Co" in mail.subject
    assert "Neda" in mail.text
    (row,) = await Invitation.objects()
    assert token not in repr(row.to_dict())


async def test_a_mail_to_somebody_unknown_greets_nobody(make):
    await invited(await make.event(), RoleName.MODERATOR)
    await invited(None, ADMIN)

    mails = await Mail.objects()
    assert {mail.person for mail in mails} == {None}
    assert not any(re.search(r" ,|  ", mail.text) for mail in mails)


async def test_old_invitations_are_forgotten(make):
    await invited(await make.event())
    await invited(None, ADMIN)
    long_ago = now() - actions.KEPT_FOR - timedelta(minutes=1)
    await Invitation.update({Invitation.created_at: long_ago}).where(Invitation.role == ADMIN)

    await actions.forget_old_invitations()

    assert [row.role for row in await Invitation.objects()] == ["staff"]


async def test_the_last_admin_stays(make):
    one, other = await make.admin(), await make.admin()

    got = await asyncio.gather(
        actions.remove_admin(one.id), actions.remove_admin(other.id), return_exceptions=True
    )

    assert sorted(type(result).__name__ for result in got) == ["LastAdmin", "NoneType"]
    assert len(await queries.holders(None)) == 1


async def test_a_role_is_taken_away_whatever_gave_it(make):
    event = await make.event()
    person = await make.staff(event)
    await Role.update({Role.source: "directory"}, force=True)
    assert [one.by_directory for one in await queries.holders(event.id)] == [True]

    await actions.remove(person.id, "staff", event.id)

    assert await queries.holders(event.id) == []
