"""Out of notices by one click, for people and for their mail programs, without signing in."""

import re

import pytest

from kaue.mail import unsubscribing
from kaue.tables import Person

FORGED = [
    {},
    {"sec-fetch-site": "cross-site"},
    {"origin": "https://mail.example"},
    {"origin": "null"},
]


async def chosen(person):
    return (await Person.objects().get(Person.id == person.id)).notify


def hidden(answer):
    return re.findall(r'name="hinweise" value="(\w+)"', answer.text)


@pytest.fixture
async def link(ada):
    return unsubscribing.path(ada.id)


async def test_looking_changes_nothing(ada, link, stranger):
    for method in ("GET", "HEAD"):
        answer = await stranger.request(method, link)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers

    assert await chosen(ada) == "matters"


@pytest.mark.parametrize("before", ["matters", "digest"])
async def test_a_person_stops_them_and_may_think_again(make, stranger, before):
    ada = await make.person(notify=before)
    link = unsubscribing.path(ada.id)
    page = await stranger.get(link)
    assert hidden(page) == ["none"]

    answer = await stranger.post(link, data={"hinweise": "none"})

    assert answer.status_code == 303
    assert await chosen(ada) == "none"
    page = await stranger.get(answer.headers["location"])
    assert hidden(page) == [before]
    answer = await stranger.post(link, data={"hinweise": before})
    assert answer.headers["location"] == link
    assert await chosen(ada) == before


async def test_stopping_twice_forgets_nothing(ada, link, stranger):
    for _ in range(2):
        answer = await stranger.post(link, data={"hinweise": "none"})

    assert await chosen(ada) == "none"
    assert hidden(await stranger.get(answer.headers["location"])) == ["matters"]


@pytest.mark.parametrize("headers", FORGED)
@pytest.mark.parametrize("prefix", ["", "/en"])
async def test_a_mail_provider_presses_the_button(ada, link, browser_for, headers, prefix):
    """RFC 8058: a POST from anywhere, without cookies, and without being sent elsewhere."""
    provider = await browser_for()
    del provider.headers["sec-fetch-site"]

    answer = await provider.post(
        prefix + link, data={"List-Unsubscribe": "One-Click"}, headers=headers
    )

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert await chosen(ada) == "none"


async def test_no_other_address_is_open_to_everybody(link, browser_for):
    provider = await browser_for()
    del provider.headers["sec-fetch-site"]

    for path in ("/abbestellen", "/abmelden", "/konto/abbestellen/x", "/abbestellenx/y"):
        assert (await provider.post(path)).status_code == 403, path
    assert (await provider.put(link)).status_code == 403


async def test_only_our_own_links_work(ada, make, link, stranger):
    bob = await make.person()
    wrong = [
        link[:-1] + ("0" if link[-1] != "0" else "1"),
        link.replace(f"/{ada.id}-", f"/{bob.id}-"),
        "/abbestellen/1",
        "/abbestellen/-",
        f"/abbestellen/{'9' * 30}-{'a' * 32}",
        f"/abbestellen/{ada.id}-{'ä' * 32}",
        unsubscribing.path(ada.id + 1000),
    ]
    for path in wrong:
        assert (await stranger.get(path)).status_code == 404, path
        assert (await stranger.post(path, data={"hinweise": "none"})).status_code == 404, path

    assert await chosen(ada) == await chosen(bob) == "matters"


async def test_nothing_else_can_be_chosen(ada, link, stranger):
    answer = await stranger.post(link, data={"hinweise": "admin"})

    assert answer.status_code == 404
    assert await chosen(ada) == "matters"


async def test_the_page_names_nobody(ada, link, stranger):
    page = await stranger.get(link)

    assert ada.email not in page.text
    assert ada.name not in page.text
