"""Whose account it is that the directory opens, and which roles come with it."""

import asyncio

import pytest

from kaue.people import actions as people
from kaue.tables import Person, Role, RoleName
from kaue.web.dates import now
from second_factor_steps import is_strong

MAIL = {"email": "Erika@example.org", "email_verified": True}


async def roles():
    return {(row.event, row.name, row.source) for row in await Role.objects()}


async def is_admin():
    return [person.is_admin for person in await Person.objects().order_by(Person.id)]


async def test_a_verified_address_opens_the_account_that_has_it(stranger, travel, make):
    erika = await make.person(email="erika@example.org", name="E.")
    travel.issuer.claims |= MAIL

    assert (await travel(stranger)).status_code == 303

    person = await Person.objects().get(Person.id == erika.id)
    assert (person.name, person.directory_id) == ("E.", f"{travel.issuer.url} 4711")
    assert await Person.count() == 1


async def test_once_tied_the_address_does_not_matter_any_more(browser_for, travel, make):
    await make.person(email="erika@example.org")
    travel.issuer.claims |= MAIL
    await travel(await browser_for())
    travel.issuer.claims["email"] = "erika.neu@example.org"

    await travel(await browser_for())

    assert [person.email for person in await Person.objects()] == ["erika@example.org"]


@pytest.mark.parametrize("verified", [False, None, "true", 1])
async def test_an_unverified_address_opens_and_occupies_nothing(stranger, travel, make, verified):
    erika = await make.person(email="erika@example.org")
    travel.issuer.claims |= {"email": "erika@example.org", "email_verified": verified}

    assert (await travel(stranger)).status_code == 303

    people_ = await Person.objects().order_by(Person.id)
    assert [(one.email, bool(one.directory_id)) for one in people_] == [
        (erika.email, False),
        (None, True),
    ]


async def test_the_operator_may_vouch_for_all_addresses(stranger, travel, make, setting):
    """ADFS says nothing about them."""
    setting(KAUE_OIDC_TRUSTED_MAIL="1")
    erika = await make.person(email="erika@example.org")
    travel.issuer.claims |= {"email": "erika@example.org"}

    await travel(stranger)

    assert (await Person.objects().get(Person.id == erika.id)).directory_id


async def test_an_address_that_was_given_to_somebody_else_there(browser_for, travel, make):
    travel.issuer.claims |= MAIL
    await travel(await browser_for())
    travel.issuer.claims["sub"] = "4712"

    answer = await travel(await browser_for())

    assert answer.status_code == 422
    assert await Person.count() == 1


async def test_an_administrators_own_account_is_out_of_reach(stranger, travel, make):
    """The way in when the directory is down, or not to be trusted any more."""
    await make.admin(email="erika@example.org")
    travel.issuer.claims |= MAIL

    answer = await travel(stranger)

    assert answer.status_code == 422
    assert (await Person.objects().first()).directory_id is None


async def test_a_blocked_account_stays_closed(stranger, travel, make):
    await make.person(email="erika@example.org", blocked_at=now())
    travel.issuer.claims |= MAIL

    assert (await travel(stranger)).status_code == 403


async def test_the_first_time_twice_at_once_makes_one_account(browser_for, travel):
    travel.issuer.claims |= MAIL
    browsers = [await browser_for() for _ in range(4)]

    answers = await asyncio.gather(*(travel(browser) for browser in browsers))

    assert {answer.status_code for answer in answers} == {303}
    assert await Person.count() == 1


async def test_roles_come_and_go_with_the_directory(browser_for, travel, make):
    camp, other = await make.event(slug="camp"), await make.event(slug="other")
    travel.issuer.claims["roles"] = ["kaue:staff:camp", "kaue:moderator:other", "kaue:staff:gone"]
    await travel(await browser_for())
    assert await roles() == {
        (camp.id, "staff", "directory"),
        (other.id, "moderator", "directory"),
    }

    travel.issuer.claims["roles"] = ["kaue:moderator:other"]
    await travel(await browser_for())
    assert await roles() == {(other.id, "moderator", "directory")}

    del travel.issuer.claims["roles"]
    await travel(await browser_for())
    assert await roles() == set()


async def test_a_role_by_invitation_stays(browser_for, travel, make):
    event = await make.event(slug="camp")
    erika = await make.person(email="erika@example.org")
    await people.give_role(erika, RoleName.STAFF, event)
    travel.issuer.claims |= MAIL
    for given in (["kaue:staff:camp"], []):
        travel.issuer.claims["roles"] = given

        await travel(await browser_for())

        assert await roles() == {(event.id, "staff", "invited")}


async def test_a_role_that_is_gone_there_closes_other_browsers_too(browser_for, travel, make):
    await make.event(slug="camp")
    travel.issuer.claims |= {"roles": ["kaue:staff:camp"], "amr": ["mfa"]}
    first = await browser_for()
    await travel(first)
    assert (await first.get("/redaktion/camp")).status_code == 200

    travel.issuer.claims["roles"] = []
    await travel(await browser_for())

    assert (await first.get("/redaktion/camp")).status_code == 403


async def test_without_the_operators_word_the_directory_makes_no_admins(browser_for, travel, make):
    travel.issuer.claims["roles"] = ["kaue:admin"]
    await travel(await browser_for())
    assert await is_admin() == [False]

    # And takes the flag from nobody to whom it was given here.
    await people.make_admin(await Person.objects().first())
    travel.issuer.claims["roles"] = []
    await travel(await browser_for())
    assert await is_admin() == [True]


async def test_with_it_the_directory_decides_who_of_its_people_is_admin(
    browser_for, travel, make, setting
):
    setting(KAUE_OIDC_ADMINS="1")
    await make.admin()
    for given, expected in ((["kaue:admin"], True), ([], False)):
        travel.issuer.claims["roles"] = given

        await travel(await browser_for())

        assert await is_admin() == [True, expected]


@pytest.mark.parametrize(
    ("claims", "settings", "strong"),
    [
        ({}, {}, False),
        ({"amr": ["pwd"]}, {}, False),
        ({"amr": ["pwd", "otp"]}, {}, True),
        ({"amr": ["mfa"]}, {}, True),
        ({"acr": "2"}, {}, False),
        ({"acr": "2"}, {"KAUE_OIDC_STRONG_ACR": "2"}, True),
        ({"acr": "1"}, {"KAUE_OIDC_STRONG_ACR": "2"}, False),
        ({}, {"KAUE_OIDC_TRUSTED_FACTOR": "1"}, True),
    ],
)
async def test_the_directorys_second_factor_counts_when_it_says_so(
    stranger, travel, make, setting, claims, settings, strong
):
    setting(**settings)
    await make.event(slug="camp")
    travel.issuer.claims |= claims | {"roles": ["kaue:staff:camp"]}
    await travel(stranger)

    assert await is_strong(await Person.objects().first()) == strong
    answer = await stranger.get("/redaktion/camp")
    assert answer.status_code == (200 if strong else 303)
    if not strong:
        assert answer.headers["location"].startswith("/anmelden/zweiter-faktor?weiter=")


async def test_keycloaks_roles_lie_deeper(stranger, travel, make, setting):
    setting(KAUE_OIDC_ROLES_CLAIM="realm_access.roles")
    event = await make.event(slug="camp")
    travel.issuer.claims["realm_access"] = {"roles": ["offline_access", "kaue:staff:camp"]}

    await travel(stranger)

    assert await roles() == {(event.id, "staff", "directory")}
