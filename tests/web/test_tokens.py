"""R17: an address that opens something is stored nowhere and told to nobody."""

import pytest

from factory import DAY, NOW
from kaue import keyed
from kaue.invitations import actions as invitations
from kaue.mail import unsubscribing
from kaue.reports import actions as reporting
from kaue.reports import queries as reports
from kaue.reports.forms import ReportForm
from kaue.stage import links
from kaue.tables import AddressChange, MailedCode
from routes import routes_of


async def _mailed_code(make):
    token = keyed.new_token()
    await MailedCode(
        email="ada@example.org",
        handle_hash=keyed.token_hash(token[::-1]),
        token_hash=keyed.token_hash(token),
        created_at=NOW,
        expires_at=NOW + DAY,
    ).save()
    return token


async def _address_change(make):
    person, token = await make.person(), keyed.new_token()
    await AddressChange(
        person=person.id,
        email="neu@example.org",
        old_token_hash=keyed.token_hash(token),
        new_token_hash=keyed.token_hash(keyed.new_token()),
        created_at=NOW,
        expires_at=NOW + DAY,
    ).save()
    return token


async def _invitation(make):
    return await invitations.invite("ada@example.org", "admin", None, language="de")


async def _unsubscribing(make):
    return unsubscribing.path((await make.person()).id).rpartition("/")[2]


async def _projector(make):
    event = await make.event(slug="camp")
    return await links.make(event.id, by=await make.moderator(event))


async def _rehearsal(make):
    real = await make.event()
    event = await make.event(slug="camp", rehearsal_of=real.id)
    return await links.make(event.id, by=await make.moderator(real))


async def _report(make):
    topic = await make.topic(await make.event(slug="camp"))
    thing = await reports.topic(topic.event, topic.id)
    return await reporting.report(thing, ReportForm("other", "x", ""), language="de", by=None)


GOOD = {
    "/beamer/{slug:str}/{token:str}": _projector,
    "/beamer/{slug:str}/{token:str}/handy": _rehearsal,
    "/abbestellen/{token:str}": _unsubscribing,
    "/anmelden/link/{token:str}": _mailed_code,
    "/einladung/{token:str}": _invitation,
    "/konto/adresse/{token:str}": _address_change,
    "/{slug:str}/meldung/{token:str}": _report,
}


def _filled(path, token):
    return path.replace("{token:str}", token).replace("{slug:str}", "camp")


def test_every_address_with_a_token_is_looked_at(site):
    assert {route.path for route in routes_of(site) if "{token" in route.path} == {*GOOD}


@pytest.mark.parametrize("path", GOOD)
async def test_a_good_token_is_stored_nowhere_and_leaves_the_site_with_no_link(
    make, stranger, path
):
    token = await GOOD[path](make)

    answer = await stranger.get(_filled(path, token))

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    # "no-referrer" would also blank the Origin of our own forms, which older browsers need.
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", GOOD)
async def test_so_is_a_bad_one(make, stranger, path):
    answer = await stranger.get(_filled(path, "nobodys"))

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"


async def test_a_page_that_waits_for_a_code_is_stored_nowhere_either(make, stranger):
    handle = (await _mailed_code(make))[::-1]

    answer = await stranger.get(f"/anmelden/code?vorgang={handle}")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
