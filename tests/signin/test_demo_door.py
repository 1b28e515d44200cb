"""In a demo one click lets anybody in; anywhere else there is no such door."""

import pytest

from kaue.people import actions as people
from kaue.people.demo_people import ADDRESSES, FIRST_PAGES
from kaue.tables import SignIn


@pytest.fixture
async def everybody(db):
    for role, address in ADDRESSES.items():
        await people.sign_up(email=address, name=role)


@pytest.mark.parametrize("role", list(ADDRESSES))
async def test_each_role_begins_at_its_own_page(everybody, setting, browser_for, role):
    setting(KAUE_DEMO="1")
    browser = await browser_for()

    answer = await browser.post("/anmelden/demo", data={"rolle": role})

    assert answer.status_code == 303
    assert answer.headers["location"] == f"{FIRST_PAGES[role]}?hinweis=angemeldet"
    assert (await browser.get("/konto")).status_code == 200


async def test_an_unknown_role_is_not_there(everybody, setting, browser_for):
    setting(KAUE_DEMO="1")

    answer = await (await browser_for()).post("/anmelden/demo", data={"rolle": "koenigin"})

    assert answer.status_code == 404


async def test_outside_of_a_demo_nobody_enters_by_a_click(everybody, stranger):
    answer = await stranger.post("/anmelden/demo", data={"rolle": "admin"})

    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert await SignIn.count() == 0
    assert "/anmelden/demo" not in (await stranger.get("/anmelden")).text
