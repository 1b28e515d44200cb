"""What is begun in one browser and opened in another: looked at, done if wanted, never lost."""

import mailbox
from datetime import timedelta

import pytest

import reading
from begun import HERE, TOPIC, begun
from kaue import keyed
from kaue.signin import codes
from kaue.tables import Comment, MailedCode, Person, Topic, Vote
from kaue.web.dates import now

SECOND = timedelta(seconds=1)
SIGN_UP = {"name": "Ada", "email": "ada@example.org", "passwort": "eine lange Reihe"}


@pytest.fixture
async def here(browser_for):
    return await browser_for()


@pytest.fixture
async def there(browser_for):
    return await browser_for()


@pytest.fixture
async def asked(here, make, ask):
    """A typed topic waits for the mail."""
    path = f"/{(await make.event()).slug}/themen/neu"
    return await ask(here, **await begun(here, path, TOPIC, path))


async def sent_later(browser, page):
    """The answer to the laid-out form, sent as it is."""
    fields = {name: reading.value(page, name) for name in ("titel", "text")}
    chosen = {name: reading.chosen(page, name)[0] for name in ("format", "rolle")}
    path = f"/{page.text.partition('/themen/neu')[0].rpartition('/')[2]}/themen/neu"
    return await browser.post(path, data=fields | chosen | {"aktion": "einreichen"})


def buttons(page):
    """The look of each button by what it says to the server."""
    found = page.text.split("<button ")[1:]
    return {
        one.partition('value="')[2].partition('"')[0]: one.partition('class="')[2].partition('"')[0]
        for one in found
        if 'name="wie"' in one
    }


async def test_the_page_of_the_link_shows_what_was_begun_and_both_ways_alike(there, asked):
    page = await there.get(asked.link)

    assert TOPIC["titel"] in page.text
    assert "Zweite &amp; dritte = &lt;b&gt;Zeile&lt;/b&gt;" in page.text
    looks = buttons(page)
    assert list(looks) == ["ohne", "mit"]
    assert looks["ohne"] == looks["mit"]


async def test_what_a_stranger_typed_is_text_and_no_link(here, there, make, ask):
    topic = await make.topic()
    said = {"kommentar": "[Gewinn](https://evil.example) https://evil.example"}
    asked = await ask(here, **await begun(here, f"{topic.path}/kommentare", said))

    page = await there.get(asked.link)

    assert said["kommentar"] in page.text
    assert 'href="https://evil.example' not in page.text


@pytest.mark.parametrize("way", ["link", "code"])
async def test_whoever_only_signs_in_finds_the_form_filled_in_and_nothing_sent(
    there, asked, give, way
):
    if way == "link":
        answer = await there.post(asked.link, data={"wie": "ohne"})
    else:
        answer = await give(there, asked)
    page = await there.get(answer.headers["location"])

    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert 'id="notice"' in page.text
    assert reading.value(page, "titel") == TOPIC["titel"]
    assert reading.value(page, "text") == TOPIC["text"].replace("\r\n", "\n")
    assert reading.chosen(page, "format") == [TOPIC["format"]]
    assert await Topic.count() == 0

    answer = await sent_later(there, page)
    assert answer.headers["location"].endswith("?hinweis=eingereicht")
    assert (await Topic.objects().first()).title == TOPIC["titel"]


async def test_it_is_still_there_when_the_page_is_loaded_again_in_either_language(there, asked):
    await there.post(asked.link, data={"wie": "ohne"})

    for path in (asked.link, f"/en{asked.link}"):
        page = await there.get(path)
        assert reading.value(page, "titel") == TOPIC["titel"]
        assert f'href="{"" if path.startswith("/en") else "/en"}{asked.link}"' in page.text
    again = await there.post(asked.link, data={"wie": "ohne"})
    assert reading.value(again, "titel") == TOPIC["titel"]


async def test_a_comment_is_filled_in_too(here, there, make, ask):
    topic = await make.topic()
    said = {"kommentar": "Gern,\r\nnur <b>wann</b>?", "antwort": "7"}
    path = f"{topic.path}/kommentare"
    asked = await ask(here, **await begun(here, path, said))

    answer = await there.post(asked.link, data={"wie": "ohne"})
    page = await there.get(answer.headers["location"])

    assert page.status_code == 200
    assert await Comment.count() == 0
    assert f'action="{path}"' in page.text
    assert reading.value(page, "antwort") == "7"
    fields = {"kommentar": reading.value(page, "kommentar")}
    await there.post(path, data=fields, headers={"referer": HERE + asked.link})
    assert (await Comment.objects().first()).text == "Gern,\nnur <b>wann</b>?"


async def test_nobody_else_gets_to_see_it(there, asked, browser_for, make):
    await there.post(asked.link, data={"wie": "ohne"})
    bob = await browser_for(await make.person(name="Bob"))
    for browser in (bob, await browser_for()):
        for path in (asked.link, f"/anmelden/code?vorgang={asked.handle}"):
            page = await browser.get(path)
            assert page.status_code == 410
            assert TOPIC["titel"] not in page.text


async def test_the_first_browser_says_how_to_get_it_back_and_does(here, there, asked):
    await there.post(asked.link, data={"wie": "ohne"})
    await codes.forget_old()

    page = await here.post("/anmelden/code", data={"vorgang": asked.handle, "code": asked.code})
    assert page.status_code == 410
    assert TOPIC["titel"] in page.text
    assert 'action="/anmelden/code/neu"' in page.text

    fresh = await here.post("/anmelden/code/neu", data={"vorgang": asked.handle})
    handle = fresh.headers["location"].partition("vorgang=")[2].partition("&")[0]
    code = {"vorgang": handle, "code": await mailbox.newest_code()}
    await here.post("/anmelden/code", data=code)
    assert (await Topic.objects().first()).title == TOPIC["titel"]


async def test_what_was_finished_elsewhere_is_not_offered_once_more(here, there, asked):
    await there.post(asked.link, data={"wie": "mit"})
    assert await Topic.count() == 1

    page = await here.get(f"/anmelden/code?vorgang={asked.handle}")

    assert page.status_code == 410
    assert TOPIC["titel"] not in page.text
    await codes.forget_old()
    assert await MailedCode.count() == 0


async def test_what_could_not_be_finished_is_kept(here, there, make, ask):
    path = f"/{(await make.event()).slug}/themen/neu"
    asked = await ask(here, **await begun(here, path, TOPIC | {"titel": ""}, path))

    page = await there.post(asked.link, data={"wie": "mit"})
    assert page.status_code == 422

    again = await there.get(asked.link)
    assert reading.value(again, "text") == TOPIC["text"].replace("\r\n", "\n")


async def test_a_used_row_stays_for_half_an_hour_after_its_use_and_until_its_end(there, asked):
    await there.post(asked.link, data={"wie": "ohne"})
    row = MailedCode.handle_hash == keyed.token_hash(asked.handle)
    moments = [
        (codes.KEPT_FOR - 60 * SECOND, codes.GOOD_FOR + SECOND, 1),
        (codes.KEPT_FOR + SECOND, codes.GOOD_FOR - 60 * SECOND, 1),
        (codes.KEPT_FOR + SECOND, codes.GOOD_FOR + SECOND, 0),
    ]
    assert timedelta(minutes=30) <= codes.KEPT_FOR
    for used_ago, over_for, left in moments:
        ago = {MailedCode.used_at: now() - used_ago, MailedCode.expires_at: now() - over_for}
        await MailedCode.update(ago).where(row)
        await codes.forget_old()
        assert await MailedCode.count() == left


async def test_a_vote_is_left_to_be_pressed_once_more(here, there, make, ask):
    topic = await make.topic()
    listed = f"/{topic.event_slug}/themen"
    asked = await ask(here, **await begun(here, topic.vote_path, {"dafuer": "1"}, listed))

    answer = await there.post(asked.link, data={"wie": "ohne"})

    assert answer.headers["location"] == f"{listed}?hinweis=willkommen"
    assert await Vote.count() == 0


@pytest.mark.parametrize("way", ["link", "code"])
async def test_a_password_that_does_not_count_is_told(here, there, give, way):
    asked = await here.post("/registrieren", data=SIGN_UP | {"weiter": "/camp"})
    if way == "link":
        answer = await there.post(await mailbox.newest_link(), data={"passwort": ""})
    else:
        handle = asked.headers["location"].partition("vorgang=")[2]
        code = {"vorgang": handle, "code": await mailbox.newest_code()}
        answer = await there.post("/anmelden/code", data=code)

    assert (await Person.objects().first()).password_hash is None
    assert answer.headers["location"] == "/camp?hinweis=ohne-passwort"


async def test_whoever_wanted_to_go_nowhere_else_can_set_one_at_once(here, there):
    await here.post("/registrieren", data=SIGN_UP)

    answer = await there.post(await mailbox.newest_link(), data={"passwort": ""})
    assert answer.headers["location"] == "/konto/passwort?hinweis=ohne-passwort"

    new = {"aktuell": "", "passwort": "drei ruhige Wörter"}
    assert (await there.post("/konto/passwort", data=new)).status_code == 303
    assert (await Person.objects().first()).password_hash


async def test_it_is_told_beside_what_was_begun_too(here, there, make):
    topic = await make.topic()
    kept = await begun(here, f"{topic.path}/kommentare", {"kommentar": "Gern."})
    await here.post("/registrieren", data=SIGN_UP | kept)

    answer = await there.post(await mailbox.newest_link(), data={"passwort": "", "wie": "mit"})

    assert await Comment.count() == 1
    assert answer.headers["location"] == f"{topic.path}?hinweis=ohne-passwort"


@pytest.mark.parametrize("typed", [True, False])
async def test_where_the_password_counts_or_none_was_chosen_nothing_is_said(
    here, there, ask, typed
):
    if typed:
        await here.post("/registrieren", data=SIGN_UP)
    else:
        await ask(here)
    again = {"passwort": SIGN_UP["passwort"]} if typed else {}

    answer = await there.post(await mailbox.newest_link(), data=again)

    assert answer.headers["location"] == "/?hinweis=willkommen"
