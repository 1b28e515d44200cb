"""Signing in by password, signing out, and the cookie that stands for it."""

import asyncio
from datetime import timedelta
from hashlib import sha256
from http.cookies import SimpleCookie

import argon2
import pytest

import reading
from kaue import db as kaue_db
from kaue import keyed
from kaue.people import actions as people
from kaue.people import passwords
from kaue.people.guards import cookie_name
from kaue.tables import Person, SignIn
from kaue.web.dates import now

PASSWORD = "eine lange Reihe"
GIVEN = {"email": "ada@example.org", "passwort": PASSWORD, "wie": "passwort"}
EARLIER = timedelta(minutes=1)


async def somebody(email, name="Ada"):
    hashed = await passwords.hash_password(PASSWORD)
    return await people.sign_up(email=email, name=name, password_hash=hashed)


@pytest.fixture
async def ada(db):
    return await somebody("ada@example.org")


def cookie_of(answer):
    return SimpleCookie(answer.headers["set-cookie"])[cookie_name()]


async def is_signed_in(browser, token):
    answer = await browser.get("/konto", headers={"cookie": f"{cookie_name()}={token}"})
    return answer.status_code == 200


async def test_the_right_password_opens_the_account(stranger, ada):
    answer = await stranger.post("/anmelden", data=GIVEN | {"email": "ADA@example.org"})

    assert answer.status_code == 303
    assert answer.headers["location"] == "/?hinweis=angemeldet"
    assert await is_signed_in(stranger, cookie_of(answer).value)


async def test_wrong_unknown_and_blocked_are_answered_alike(stranger, ada, make):
    blocked = await somebody("bob@example.org", name="Bob")
    await Person.update({Person.blocked_at: now()}).where(Person.id == blocked.id)

    answers = [
        await stranger.post("/anmelden", data=GIVEN | {"email": email, "passwort": password})
        for email, password in [
            ("ada@example.org", "eine andere Reihe"),
            ("eve@example.org", PASSWORD),
            ("bob@example.org", PASSWORD),
        ]
    ]

    assert {answer.status_code for answer in answers} == {422}
    assert {len(answer.content) for answer in answers} == {len(answers[0].content)}
    assert all(reading.problems(answer) == ["email"] for answer in answers)
    assert not any("set-cookie" in answer.headers for answer in answers)


async def test_bad_input_is_told_at_once_and_the_address_is_kept(stranger):
    answer = await stranger.post(
        "/anmelden", data=GIVEN | {"email": "", "passwort": "", "weiter": "/a"}
    )

    assert answer.status_code == 422
    assert reading.problems(answer) == ["email", "passwort"]
    assert reading.value(answer, "weiter") == "/a"


async def test_a_refused_sign_in_keeps_the_address_but_never_the_password(stranger):
    answer = await stranger.post("/anmelden", data=GIVEN)

    assert reading.value(answer, "email") == GIVEN["email"]
    assert PASSWORD not in answer.text


async def test_an_account_without_a_password_takes_none(stranger, make):
    await make.person(email="ada@example.org")

    answer = await stranger.post("/anmelden", data=GIVEN)

    assert answer.status_code == 422


async def test_somebody_blocked_is_out_at_once(browser_for, ada):
    browser = await browser_for(ada)
    await Person.update({Person.blocked_at: now()}).where(Person.id == ada.id)

    assert (await browser.get("/konto")).status_code == 303


async def test_passwords_are_stored_as_argon2id_with_nineteen_mebibytes(ada):
    assert ada.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in ada.password_hash


async def test_a_hash_with_other_parameters_is_made_anew_at_the_next_sign_in(stranger, ada):
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    await Person.update({Person.password_hash: weak}).where(Person.id == ada.id)

    answer = await stranger.post("/anmelden", data=GIVEN)

    assert answer.status_code == 303
    stored = (await Person.objects().get(Person.id == ada.id)).password_hash
    assert "m=19456,t=2,p=1" in stored
    assert await passwords.is_right(stored, PASSWORD)


async def test_a_hash_with_todays_parameters_stays(stranger, ada):
    await stranger.post("/anmelden", data=GIVEN)

    assert (await Person.objects().get(Person.id == ada.id)).password_hash == ada.password_hash


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(stranger, ada):
    cookie = cookie_of(await stranger.post("/anmelden", data=GIVEN))

    assert cookie.key == "kaue"
    assert cookie["httponly"]
    assert cookie["samesite"].lower() == "lax"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert int(cookie["max-age"]) == people.LONGEST.total_seconds()


@pytest.mark.parametrize("leaving", [False, True])
async def test_by_https_the_cookie_belongs_to_this_very_host(setting, browser_for, ada, leaving):
    setting(KAUE_PUBLIC_URL="https://kaue.example.org")
    browser = await browser_for()
    answer = await browser.post("https://kaue.example.org/anmelden", data=GIVEN)
    if leaving:
        # Browsers ignore a __Host- cookie without Secure, also when it would delete one.
        answer = await browser.post("https://kaue.example.org/abmelden")

    cookie = cookie_of(answer)

    assert cookie.key == "__Host-kaue"
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert (cookie["max-age"] == "0") == leaving


async def test_every_sign_in_has_a_new_token(stranger, ada):
    tokens = {cookie_of(await stranger.post("/anmelden", data=GIVEN)).value for _ in range(3)}

    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens)


async def test_a_planted_cookie_is_not_adopted(stranger, ada):
    planted = {"cookie": f"{cookie_name()}=planted-by-somebody-else"}

    answer = await stranger.post("/anmelden", data=GIVEN, headers=planted)

    assert cookie_of(answer).value != "planted-by-somebody-else"
    assert not await is_signed_in(stranger, "planted-by-somebody-else")


async def test_only_the_hash_of_a_token_is_stored(ada):
    token = await people.start_sign_in(ada)

    stored = await kaue_db.rows("SELECT * FROM sign_in")

    assert [row["token_hash"] for row in stored] == [sha256(token.encode()).hexdigest()]
    assert token not in str(stored)


async def test_signing_out_ends_the_sign_in_and_not_only_the_cookie(stranger, ada):
    token = cookie_of(await stranger.post("/anmelden", data=GIVEN)).value
    other = await people.start_sign_in(ada)

    answer = await stranger.post("/abmelden", headers={"cookie": f"{cookie_name()}={token}"})

    assert answer.headers["location"] == "/anmelden?hinweis=abgemeldet"
    assert cookie_of(answer).value in {"", "null"}
    assert cookie_of(answer)["max-age"] == "0"
    assert not await is_signed_in(stranger, token)
    assert await is_signed_in(stranger, other)
    assert await SignIn.count() == 1


async def test_signing_out_without_being_in_is_no_trouble(stranger):
    assert (await stranger.post("/abmelden")).status_code == 303


@pytest.mark.parametrize(
    ("column", "at"),
    [
        (SignIn.expires_at, lambda: now() - EARLIER),
        (SignIn.seen_at, lambda: now() - people.IDLE - EARLIER),
    ],
)
async def test_an_expired_or_idle_sign_in_opens_nothing_and_is_forgotten(stranger, ada, column, at):
    old, fresh = await people.start_sign_in(ada), await people.start_sign_in(ada)
    await SignIn.update({column: at()}).where(SignIn.token_hash == keyed.token_hash(old))

    assert not await is_signed_in(stranger, old)
    await people.forget_old_sign_ins()

    assert [row.token_hash for row in await SignIn.objects()] == [keyed.token_hash(fresh)]
    assert await is_signed_in(stranger, fresh)


async def test_being_seen_is_noted_at_most_hourly(stranger, ada):
    token = await people.start_sign_in(ada)
    for age, is_noted in [(timedelta(minutes=50), False), (timedelta(minutes=70), True)]:
        before = now() - age
        await SignIn.update({SignIn.seen_at: before}).where(SignIn.person == ada.id)

        assert await is_signed_in(stranger, token)

        seen = (await SignIn.objects().first()).seen_at
        assert (seen > before) == is_noted


GOOD = [
    ("/camp/themen", "/camp/themen?hinweis=angemeldet"),
    ("/camp/themen?s=neu&q=a%20b", "/camp/themen?s=neu&q=a%20b&hinweis=angemeldet"),
    ("/camp/themen/1-a#kommentare", "/camp/themen/1-a?hinweis=angemeldet#kommentare"),
    ("/camp/themen?q=Straße €", "/camp/themen?q=Stra%C3%9Fe%20%E2%82%AC&hinweis=angemeldet"),
]
EVIL = [
    "",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "/\u2028/evil.example",
    "https://evil.example/",
    "HTTPS:evil.example",
    "javascript:alert(1)",
    "evil.example",
    "\\\\evil.example",
    "/a\r\nset-cookie: kaue=planted",
]


@pytest.mark.parametrize(("wanted", "location"), GOOD)
async def test_one_goes_on_where_one_wanted_to(stranger, ada, wanted, location):
    answer = await stranger.post("/anmelden", data=GIVEN | {"weiter": wanted})

    assert answer.headers["location"] == location


@pytest.mark.parametrize("wanted", EVIL)
async def test_one_is_never_led_to_another_site(stranger, ada, wanted):
    answer = await stranger.post("/anmelden", data=GIVEN | {"weiter": wanted})

    assert answer.status_code == 303
    location = answer.headers["location"]
    # As browsers read it: without white space, and with every backslash a slash.
    seen = "".join(location.split()).replace("\\", "/")
    assert seen.startswith("/")
    assert not seen.startswith("//")
    assert len(answer.headers.get_list("set-cookie")) == 1


async def test_whoever_has_to_sign_in_comes_back_with_the_whole_address(stranger, make):
    topic = await make.topic()

    answer = await stranger.get(f"{topic.path}/bearbeiten?x=7")

    assert answer.status_code == 303
    there = answer.headers["location"]
    form = await stranger.get(there)
    assert reading.value(form, "weiter") == f"{topic.path}/bearbeiten?x=7"


async def test_too_many_at_once_are_asked_to_come_back(stranger, ada, monkeypatch):
    monkeypatch.setattr(passwords, "LONGEST_QUEUE", 0)

    for path in ("/anmelden", "/registrieren"):
        answer = await stranger.post(path, data=GIVEN | {"name": "Eve"})

        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0


async def test_the_queue_of_passwords_is_as_long_as_it_says(monkeypatch):
    monkeypatch.setattr(passwords, "LONGEST_QUEUE", 3)

    found = await asyncio.gather(
        *(passwords.hash_password("x") for _ in range(5)), return_exceptions=True
    )

    assert sum(isinstance(one, passwords.TooBusy) for one in found) == 2
    assert await passwords.hash_password("x")


async def test_signing_in_anew_ends_the_sign_in_before(make, browser_for):
    ada = await make.person(password_hash=await passwords.hash_password(PASSWORD))
    browser = await browser_for(ada)
    before = browser.cookies.get(cookie_name())

    await browser.post("/anmelden", data=GIVEN | {"email": ada.email})

    hashes = [row.token_hash for row in await SignIn.objects()]
    assert len(hashes) == 1
    assert keyed.token_hash(before) not in hashes


async def test_signing_out_while_pages_are_on_their_way_ends_it_all_the_same(browser_for, ada):
    browser = await browser_for(ada)
    token = browser.cookies.get(cookie_name())
    await SignIn.update({SignIn.seen_at: now() - timedelta(hours=2)}, force=True)

    await asyncio.gather(
        *(browser.get("/konto") for _ in range(10)),
        browser.post("/abmelden"),
        *(browser.get("/konto") for _ in range(10)),
    )

    assert not await is_signed_in(browser, token)
    assert await SignIn.count() == 0
