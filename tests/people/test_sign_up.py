"""Signing up: an account, a cookie, a mail; or the form again with everything that is wrong."""

import asyncio

import pytest

import reading
from kaue.people import actions as people
from kaue.tables import Mail, Person, SignIn

RIGHT = {"name": "Ada", "email": "ada@example.org", "passwort": "eine lange Reihe"}


async def test_a_new_person_is_signed_in_and_welcomed_by_mail(stranger):
    answer = await stranger.post("/registrieren", data=RIGHT)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/?hinweis=willkommen"
    assert (await stranger.get("/konto")).status_code == 200
    assert [mail.address for mail in await Mail.objects()] == ["ada@example.org"]


async def test_every_problem_is_told_at_once_and_the_input_is_kept(stranger):
    wrong = {"name": "", "email": "ada at example", "passwort": "zu kurz"}

    answer = await stranger.post("/registrieren", data=wrong | {"weiter": "/konto"})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["name", "email", "passwort"]
    assert reading.value(answer, "email") == "ada at example"
    assert reading.value(answer, "weiter") == "/konto"
    assert await Person.count() == 0


async def test_the_password_is_never_sent_back(stranger):
    answer = await stranger.post("/registrieren", data=RIGHT | {"name": ""})

    assert answer.status_code == 422
    assert RIGHT["passwort"] not in answer.text
    assert reading.value(answer, "passwort") == ""


@pytest.mark.parametrize("address", ["ada@example.org", "ADA@Example.ORG"])
async def test_a_taken_address_is_refused_whatever_its_case(stranger, make, address):
    await make.person(email="ada@example.org")

    answer = await stranger.post("/registrieren", data=RIGHT | {"email": address})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["email"]
    assert "set-cookie" not in answer.headers
    assert await Person.count() == 1
    assert await Mail.count() == 0


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Zoë 🦊 Łuczak", "Zoë 🦊 Łuczak"),
        ("O'Brien & <b>Söhne</b>", "O'Brien & <b>Söhne</b>"),
        ("عمر", "عمر"),
        ("Zoe\u0308", "Zoë"),
        ("  A\u202eda\x00\tB.\n", "Ada B."),
        ("%(name)s {} {{ 7*7 }}", "%(name)s {} {{ 7*7 }}"),
    ],
)
async def test_a_name_may_hold_any_writing_and_is_shown_as_text(stranger, typed, stored):
    answer = await stranger.post("/registrieren", data=RIGHT | {"name": typed})

    assert answer.status_code == 303
    assert [person.name for person in await Person.objects()] == [stored]
    account = await stranger.get("/konto")
    assert account.status_code == 200
    assert "<b>Söhne" not in account.text
    assert "49" not in account.text or "49" in stored


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 81),
        ("email", "a@" + "x" * 250 + ".de"),
        ("email", "a@" + "İ" * 240 + ".de"),
        ("passwort", "x" * 201),
        ("passwort", "x" * 9),
    ],
)
async def test_what_is_too_long_or_too_short_is_refused(stranger, field, value):
    answer = await stranger.post("/registrieren", data=RIGHT | {field: value})

    assert answer.status_code == 422
    assert reading.problems(answer) == [field]


async def test_the_longest_values_allowed_are_stored(stranger):
    longest = {"name": "ü" * 80, "email": "a@" + "x" * 249 + ".de", "passwort": "ß" * 200}

    answer = await stranger.post("/registrieren", data=longest)

    assert answer.status_code == 303
    assert await people.sign_in(email=longest["email"], password=longest["passwort"])


@pytest.mark.parametrize("password", ["ada@example.org", "ADA Lovelace"])
async def test_a_password_that_is_the_name_or_the_address_is_refused(stranger, password):
    data = RIGHT | {"name": "Ada Lovelace", "passwort": password}

    answer = await stranger.post("/registrieren", data=data)

    assert reading.problems(answer) == ["passwort"]


async def test_the_account_speaks_the_language_of_the_page_it_was_made_on(stranger):
    answer = await stranger.post("/en/registrieren", data=RIGHT)

    assert answer.headers["location"] == "/en/?hinweis=willkommen"
    assert [person.language for person in await Person.objects()] == ["en"]


async def test_two_at_once_with_one_address_make_one_account(browser_for):
    browsers = [await browser_for() for _ in range(4)]

    answers = await asyncio.gather(*(one.post("/registrieren", data=RIGHT) for one in browsers))

    assert sorted(answer.status_code for answer in answers) == [303, 422, 422, 422]
    assert await Person.count() == 1
    assert await SignIn.count() == 1
