"""D11: the mailed link works in any browser, once, and never by being opened."""

import asyncio
import mailbox

import reading
from kaue.people import passwords
from kaue.tables import Person, SignIn, Vote

SIGN_UP = {"name": "Ada", "email": "ada@example.org", "passwort": "eine lange Reihe"}


async def test_opening_a_link_does_nothing_however_often(stranger, ask):
    asked = await ask(stranger)

    for method in ("HEAD", "GET", "GET"):
        answer = await stranger.request(method, asked.link)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert answer.headers["referrer-policy"] in {"no-referrer", "same-origin"}
    assert await SignIn.count() == await Person.count() == 0

    assert (await stranger.post(asked.link)).headers["location"] == "/?hinweis=willkommen"


async def test_it_works_in_another_browser(browser_for, ask):
    here, there = await browser_for(), await browser_for()
    asked = await ask(here, weiter="/camp")

    answer = await there.post(asked.link)

    assert answer.headers["location"] == "/camp?hinweis=willkommen"
    assert (await there.get("/konto")).status_code == 200
    assert (await here.get("/konto")).status_code == 303


async def test_link_and_code_are_good_once_together(browser_for, ask, give):
    browsers = [await browser_for() for _ in range(10)]
    asked = await ask(browsers[0])

    answers = await asyncio.gather(
        *(browser.post(asked.link) for browser in browsers[:5]),
        *(give(browser, asked) for browser in browsers[5:]),
    )

    assert sorted(answer.status_code for answer in answers) == [303] + [410] * 9
    assert await SignIn.count() == 1
    assert (await browsers[0].get(asked.link)).status_code == 410


async def test_an_unknown_link_says_what_to_do(stranger):
    for method in ("GET", "POST"):
        answer = await stranger.request(method, "/anmelden/link/gibtesnicht")
        assert answer.status_code == 410
        assert 'href="/anmelden"' in answer.text


async def test_what_was_begun_is_done_only_if_its_owner_says_so(make, browser_for, ask):
    topic = await make.topic()
    here, there = await browser_for(), await browser_for()
    for way, votes in [("ohne", 0), ("", 0), ("mit", 1)]:
        page = await here.post(topic.vote_path, data={"dafuer": "1"})
        asked = await ask(here, handlung=reading.value(page, "handlung"))
        shown = await there.get(asked.link)
        assert 'value="ohne"' in shown.text

        answer = await there.post(asked.link, data={"wie": way})

        assert answer.status_code == 303
        assert await Vote.count() == votes


async def test_nobody_chooses_a_password_for_somebody_else(browser_for):
    """Somebody signs up with ada's address; ada opens the link without knowing that password."""
    eve, ada = await browser_for(), await browser_for()
    await eve.post("/registrieren", data=SIGN_UP)

    await ada.post(await mailbox.newest_link())

    assert (await Person.objects().first()).password_hash is None
    answer = await eve.post("/anmelden", data=SIGN_UP | {"wie": "passwort"})
    assert answer.status_code == 422


async def test_the_chosen_password_counts_when_it_is_typed_once_more(browser_for):

    here, there = await browser_for(), await browser_for()
    await here.post("/registrieren", data=SIGN_UP)
    link = await mailbox.newest_link()

    wrong = await there.post(link, data={"passwort": "eine andere Reihe"})
    assert reading.problems(wrong) == ["passwort"]
    right = await there.post(link, data={"passwort": SIGN_UP["passwort"]})

    assert right.status_code == 303
    stored = (await Person.objects().first()).password_hash
    assert await passwords.is_right(stored, SIGN_UP["passwort"])
