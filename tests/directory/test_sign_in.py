"""O06: signing in by the operator's directory, against an issuer on this machine."""

import asyncio
import logging
import socket
from datetime import timedelta
from http.cookies import SimpleCookie
from time import time
from urllib.parse import parse_qs, urlsplit

import pytest

from issuing import BACK, DOOR, key
from kaue import db as kaue_db
from kaue import keyed
from kaue.directory import actions as directory
from kaue.people.guards import cookie_name
from kaue.tables import DirectoryVisit, Person, SignIn
from kaue.web.dates import now

MINUTE = timedelta(minutes=1)


def signed_in(answer):
    return answer.status_code == 303 and "hinweis=angemeldet" in answer.headers["location"]


async def test_one_comes_back_signed_in_where_one_wanted_to_go(stranger, travel):
    answer = await travel(stranger, "/camp/themen?s=neu")

    assert answer.headers["location"] == "/camp/themen?s=neu&hinweis=angemeldet"
    assert (await stranger.get("/konto")).status_code == 200
    person = await Person.objects().first()
    assert (person.name, person.email) == ("Erika Muster", None)
    assert person.directory_id == f"{travel.issuer.url} 4711"


async def test_the_second_time_it_is_the_same_account(browser_for, travel):
    for _ in range(2):
        assert signed_in(await travel(await browser_for()))

    assert await Person.count() == 1
    assert await SignIn.count() == 2


async def test_the_button_is_there_only_with_a_directory(stranger, issuer, setting):
    assert f'action="{DOOR}"' in (await stranger.get("/anmelden")).text

    setting(KAUE_OIDC_ISSUER="")

    assert f'action="{DOOR}"' not in (await stranger.get("/anmelden")).text
    for method, path in (("POST", DOOR), ("GET", BACK), ("POST", BACK)):
        assert (await stranger.request(method, path)).status_code == 404


async def test_in_english_one_comes_back_to_english(stranger, travel):
    answer = await travel(stranger, "/camp", prefix="/en")

    assert answer.headers["location"] == "/en/camp?hinweis=angemeldet"
    assert (await Person.objects().first()).language == "en"


async def test_no_get_sets_a_cookie_and_the_visit_is_bound_by_a_short_one(stranger, travel):
    answer = await stranger.post(DOOR)

    cookie = SimpleCookie(answer.headers["set-cookie"])["kaue-directory"]
    assert cookie["httponly"]
    assert cookie["samesite"].lower() == "lax"
    assert int(cookie["max-age"]) == 600
    page = await stranger.get(BACK, params={"code": "a", "state": "b"})
    assert "set-cookie" not in page.headers
    assert page.headers["cache-control"] == "no-store"
    assert "etag" not in page.headers


async def test_nothing_of_a_visit_can_be_read_in_the_database(stranger, travel):
    address = await travel.depart(stranger)

    stored = str(await kaue_db.rows("SELECT * FROM directory_visit"))
    state = parse_qs(urlsplit(address).query)["state"][0]
    assert state not in stored
    assert stranger.cookies["kaue-directory"] not in stored


async def test_the_sign_in_before_ends(travel, browser_for, make):
    browser = await browser_for(await make.person())
    before = browser.cookies.get(cookie_name())

    assert signed_in(await travel(browser))

    assert keyed.token_hash(before) not in [row.token_hash for row in await SignIn.objects()]


async def test_it_lasts_a_working_day(stranger, travel):
    await travel(stranger)

    assert (await SignIn.objects().first()).expires_at < now() + timedelta(hours=12)


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "", "/" + "x" * 600])
async def test_one_is_never_led_to_another_site(stranger, travel, wanted):
    answer = await travel(stranger, wanted)

    assert answer.headers["location"] == "/?hinweis=angemeldet"


async def test_getting_the_page_redeems_nothing(stranger, travel):
    query = travel.issuer.visited(await travel.depart(stranger))
    for _ in range(3):
        await stranger.get(BACK, params=query)
        await stranger.head(BACK, params=query)

    assert "/token" not in travel.issuer.asked
    assert signed_in(await travel.arrive(stranger, query))


async def test_a_state_is_good_once(stranger, travel):
    query = travel.issuer.visited(await travel.depart(stranger))
    await travel.arrive(stranger, query)

    answer = await travel.arrive(stranger, query)

    assert answer.status_code == 422
    assert await SignIn.count() == 1


async def test_of_many_at_once_one_arrives(stranger, travel):
    query = travel.issuer.visited(await travel.depart(stranger))

    answers = await asyncio.gather(*(stranger.post(BACK, data=query) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [303, 422, 422, 422, 422]
    assert await SignIn.count() == 1


async def test_another_browser_gets_nothing_and_spoils_nothing(stranger, browser_for, travel):
    query = travel.issuer.visited(await travel.depart(stranger))
    thief = await browser_for()
    await travel.depart(thief)

    assert (await travel.arrive(thief, query)).status_code == 422
    assert (await travel.arrive(await browser_for(), query)).status_code == 422
    assert signed_in(await travel.arrive(stranger, query))


async def test_a_visit_expires_and_is_forgotten(stranger, travel):
    query = travel.issuer.visited(await travel.depart(stranger))
    await DirectoryVisit.update({DirectoryVisit.expires_at: now() - MINUTE}, force=True)

    assert (await travel.arrive(stranger, query)).status_code == 422
    await directory.forget_old_visits()
    assert await DirectoryVisit.count() == 0


@pytest.mark.parametrize("query", [{}, {"error": "access_denied", "state": "x"}, {"code": "x"}])
async def test_who_is_not_let_in_there_is_told_so_here(stranger, issuer, query):
    answer = await stranger.get(BACK, params=query)

    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert f'action="{DOOR}"' in answer.text


def _other(**changes):
    return lambda claims: {**claims, **changes}


def _in(seconds, *names):
    return lambda claims: {**claims, **dict.fromkeys(names, int(time()) + seconds)}


def _without(name):
    return lambda claims: {k: v for k, v in claims.items() if k != name}


SPOILED = {
    "wrong nonce": _other(nonce="another"),
    "no nonce": _without("nonce"),
    "other issuer": _other(iss="https://evil.example"),
    "other audience": _other(aud="another client"),
    "several audiences, no party": _other(aud=["kaue", "another"]),
    "other party": _other(aud=["kaue", "another"], azp="another"),
    "expired": _in(-120, "exp"),
    "no expiry": _without("exp"),
    "not yet": _in(600, "nbf"),
    "from the future": _in(600, "iat"),
    "no subject": _without("sub"),
    "empty subject": _other(sub=""),
    "subject is a number": _other(sub=4711),
    "endless subject": _other(sub="x" * 500),
    "wrong hash of the access token": _other(at_hash="abc"),
}


@pytest.mark.parametrize("what", SPOILED)
async def test_a_token_that_is_not_for_this_very_visit_opens_nothing(stranger, travel, what):
    travel.issuer.change = SPOILED[what]

    answer = await travel(stranger)

    assert answer.status_code == 422
    assert await Person.count() == 0
    assert await SignIn.count() == 0


async def test_clocks_may_differ_a_little_and_several_audiences_are_fine(stranger, travel):
    travel.issuer.claims |= {"aud": ["kaue", "another"], "azp": "kaue"}
    travel.issuer.change = _in(30, "iat", "nbf")

    assert signed_in(await travel(stranger))


@pytest.mark.parametrize("alg", ["none", "HS256"])
async def test_only_signatures_with_a_private_key_count(stranger, travel, alg):
    travel.issuer.alg = alg

    assert (await travel(stranger)).status_code == 422
    assert await Person.count() == 0


@pytest.mark.parametrize("alg", ["RS256", "RS512", "PS256"])
async def test_the_usual_signatures_count(stranger, travel, alg):
    travel.issuer.alg = alg

    assert signed_in(await travel(stranger))


class _Published:
    def __init__(self, values):
        self.values = values

    def as_dict(self, private):
        return self.values


async def test_a_signature_of_somebody_elses_key_does_not_count(stranger, travel):
    travel.issuer.signing = key("two")

    assert (await travel(stranger)).status_code == 422


async def test_new_keys_are_fetched_when_they_are_needed(browser_for, travel):
    assert signed_in(await travel(await browser_for()))
    assert signed_in(await travel(await browser_for()))
    assert travel.issuer.asked.count("/keys") == 1

    travel.issuer.signing, travel.issuer.published = key("two"), [key("one"), key("two")]

    assert signed_in(await travel(await browser_for()))
    assert travel.issuer.asked.count("/keys") == 2
    assert travel.issuer.asked.count("/.well-known/openid-configuration") == 1


async def test_keys_for_other_uses_and_of_unknown_kinds_are_passed_over(stranger, travel):
    strange = [{"kty": "XYZ", "kid": "x"}, {**key("two").as_dict(private=False), "use": "enc"}]
    travel.issuer.published = [*map(_Published, strange), key("one")]

    assert signed_in(await travel(stranger))


async def test_without_a_secret_and_with_one_in_the_form(browser_for, travel, setting):
    travel.issuer.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert signed_in(await travel(await browser_for()))

    setting(KAUE_OIDC_CLIENT_SECRET="")
    assert signed_in(await travel(await browser_for()))


async def test_a_wrong_secret_opens_nothing(stranger, travel, setting):
    setting(KAUE_OIDC_CLIENT_SECRET="wrong")

    assert (await travel(stranger)).status_code == 422


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"token_endpoint": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
async def test_a_directory_that_points_elsewhere_is_not_followed(stranger, issuer, discovery):
    issuer.discovery = discovery

    answer = await stranger.post(DOOR, data={"weiter": "/camp"})

    assert answer.status_code == 503
    assert "set-cookie" not in answer.headers
    assert await DirectoryVisit.count() == 0


async def test_when_nobody_answers_one_is_told_and_may_try_again(stranger, issuer, setting, caplog):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        setting(KAUE_OIDC_ISSUER=f"http://127.0.0.1:{nobody.getsockname()[1]}")
        caplog.set_level(logging.DEBUG)

        answer = await stranger.post(DOOR, data={"weiter": "/camp"})

    assert answer.status_code == 503
    assert 'name="weiter" value="/camp"' in answer.text
    assert 'href="/anmelden?weiter=/camp"' in answer.text
    assert any("Unreachable" in record.getMessage() for record in caplog.records)


async def test_a_directory_that_goes_away_meanwhile(stranger, travel):
    query = travel.issuer.visited(await travel.depart(stranger))
    travel.issuer.get = lambda _: (500, {})

    assert (await travel.arrive(stranger, query)).status_code == 503


async def test_the_log_tells_neither_person_nor_token(stranger, travel, caplog):
    caplog.set_level(logging.DEBUG)
    travel.issuer.claims |= {"email": "erika@example.org", "email_verified": True}
    address = await travel.depart(stranger)
    query = travel.issuer.visited(address)
    await travel.arrive(stranger, query)
    travel.issuer.change = _other(nonce="another")
    await travel(stranger)

    told = "\n".join(record.getMessage() for record in caplog.records)
    secrets = [*query.values(), "4711", "Erika", "erika@", "127.0.0.1", "shared with"]
    assert not [secret for secret in secrets if secret in told]
    assert "TokenRefused" in told
