"""Anybody can say that something must not stay so, and learns what becomes of it."""

import logging

import pytest

import reading
from kaue import keyed
from kaue.limits.lookups import CHALLENGE, SOLUTION
from kaue.limits.proofs import PATIENCE
from kaue.limits.rules import HOUR, RULES, Bound, Purpose
from kaue.reports import actions, queries
from kaue.reports.forms import GROUNDS
from kaue.tables import Comment, CommentState, Ground, Mail, Report, Topic, TopicState
from kaue.topics.queries import list_changed
from kaue.web.dates import now

FILLED = {"art": "insult", "worte": "Das beleidigt meine Nachbarin.", "adresse": ""}


@pytest.fixture
def bound(monkeypatch):
    """bound(purpose, 1): more than so many times is too often."""
    return lambda purpose, most: monkeypatch.setitem(RULES, purpose, (Bound(most, HOUR),))


async def the_report():
    return await Report.objects().first()


async def test_a_stranger_reports_without_a_cookie_and_reads_what_becomes_of_it(thing, stranger):
    form = await stranger.get(thing.report_path)
    answer = await stranger.post(thing.report_path, data=FILLED)

    assert form.status_code == 200
    assert answer.status_code == 303
    where, _, notice = answer.headers["location"].partition("?")
    assert where.startswith(f"/{thing.event_slug}/meldung/")
    assert notice == "hinweis=gemeldet"
    told = await stranger.get(where)
    for seen in (form, answer, told):
        assert "set-cookie" not in seen.headers
    assert told.status_code == 200
    assert told.headers["cache-control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in told.text
    assert FILLED["worte"] in told.text
    assert 'data-state="submitted"' in told.text
    stored = await the_report()
    assert (stored.ground, stored.text, stored.contact) == ("insult", FILLED["worte"], "")
    assert (stored.topic, stored.comment) == (None if thing.comment else thing.topic, thing.comment)
    assert (stored.author, stored.decided_at, stored.language) == (None, None, "de")
    assert await Mail.count() == 0


async def test_the_form_quotes_what_it_is_about(thing, stranger):
    page = await stranger.get(thing.report_path)

    quoted = "Ein Kommentar, der stört." if thing.comment else "Worum es geht."
    assert quoted in page.text
    assert "Radwege &amp; &lt;Rampen&gt;" in page.text
    assert {ground for ground in Ground if f'id="art-{ground}"' in page.text} == set(Ground)
    assert set(GROUNDS) == set(Ground)


async def test_only_the_hash_of_the_token_is_stored(thing, stranger):
    answer = await stranger.post(thing.report_path, data=FILLED | {"adresse": "ada@example.org"})

    token = answer.headers["location"].partition("?")[0].rpartition("/")[2]
    (row,) = await Report.select()
    assert row["token_hash"] == keyed.token_hash(token)
    assert token not in str(row)


@pytest.mark.parametrize("wrong", ["x", "nobodys", "0" * 64])
async def test_nobody_guesses_somebodys_report(event, thing, stranger, reported, wrong):
    await reported(thing)

    assert (await stranger.get(f"/{event.slug}/meldung/{wrong}")).status_code == 404


async def test_a_token_opens_nothing_under_another_event(make, thing, stranger):
    other = await make.event()
    answer = await stranger.post(thing.report_path, data=FILLED)
    token = answer.headers["location"].partition("?")[0].rpartition("/")[2]

    assert (await stranger.get(f"/{other.slug}/meldung/{token}")).status_code == 404


async def test_a_hash_of_a_token_is_no_token(event, thing, stranger, reported):
    await reported(thing)
    stored = await the_report()

    answer = await stranger.get(f"/{event.slug}/meldung/{stored.token_hash}")

    assert answer.status_code == 404


async def test_whoever_is_signed_in_is_stored_and_uses_the_same_link(thing, ada, browser, stranger):
    answer = await browser.post(thing.report_path, data=FILLED)

    assert (await the_report()).author == ada.id
    for one in (browser, stranger):
        assert (await one.get(answer.headers["location"])).status_code == 200


async def test_with_an_address_the_link_comes_by_mail_without_a_word_of_theirs(thing, stranger):
    """Anybody can type anybody's address: kaue must not carry words to it."""
    answer = await stranger.post(thing.report_path, data=FILLED | {"adresse": " Ada@EXAMPLE.org "})

    (mail,) = await Mail.objects()
    where = answer.headers["location"].partition("?")[0]
    assert (mail.address, mail.kind, mail.person) == ("ada@example.org", "report_received", None)
    assert f"http://127.0.0.1:8000{where}\n" in mail.text
    assert FILLED["worte"] not in mail.text
    assert "Radwege" not in mail.text
    assert (await the_report()).contact == "ada@example.org"


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"art": ""}, ["art"]),
        ({"art": "appeal"}, ["art"]),
        ({"worte": ""}, ["worte"]),
        ({"worte": " \n\u200b "}, ["worte"]),
        ({"worte": "x" * 1001}, ["worte"]),
        ({"adresse": "niemand"}, ["adresse"]),
        ({"adresse": "ada@exa\u200bmple.org"}, ["adresse"]),
        ({"adresse": "a@example.org\nBcc: b@example.org"}, ["adresse"]),
        ({"art": "", "worte": "", "adresse": "x"}, ["art", "worte", "adresse"]),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(thing, stranger, wrong, fields):
    typed = FILLED | {"adresse": "ada@example.org"} | wrong

    answer = await stranger.post(thing.report_path, data=typed)

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    if "worte" not in fields or len(typed["worte"]) > 1000:
        assert reading.value(answer, "worte") == typed["worte"]
    assert reading.chosen(answer, "art") == [typed["art"]] * (typed["art"] in set(Ground))
    assert await Report.count() == 0


@pytest.mark.parametrize(
    "words",
    [
        "👩‍👩‍👧‍👦 Größe ℌ𝔢𝔩𝔩𝔬 العربية 中文",
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
        "<script>alert(1)</script> & \"'",
        "\u202etxet sdrawkcab",
        "%s {} %(num)s {{ 7*7 }}",
    ],
)
async def test_r11_odd_words_are_kept_and_harmless(thing, stranger, desk, words):
    answer = await stranger.post(thing.report_path, data=FILLED | {"worte": words})

    stored = (await the_report()).text
    assert stored == words.replace("\u202e", "")
    at = f"/redaktion/{thing.event_slug}/meldungen"
    for page in (
        await stranger.get(answer.headers["location"]),
        await desk.get(at),
        await desk.get(f"{at}/{(await the_report()).id}"),
    ):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert ("{{ 7*7 }}" in page.text) == ("{{" in words)


NOT_PUBLIC = [state for state in TopicState if state != TopicState.ACCEPTED]


@pytest.mark.parametrize("state", NOT_PUBLIC)
async def test_a_topic_that_is_not_public_cannot_be_reported(
    make, event, author, browser_for, desk, stranger, state
):
    topic = await make.topic(event, author=author, state=state)
    under = await make.comment(topic)
    for browser in (stranger, desk, await browser_for(author)):
        for path in (f"thema/{topic.id}", f"kommentar/{under.id}"):
            for method in ("GET", "POST"):
                answer = await browser.request(
                    method, f"/{event.slug}/melden/{path}", data=FILLED if method == "POST" else {}
                )
                assert answer.status_code == 404, (method, path)
    assert await Report.count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"state": CommentState.WAITING},
        {"state": CommentState.HIDDEN},
        {"deleted_at": now()},
    ],
)
async def test_a_comment_that_is_not_public_cannot_be_reported(make, topic, stranger, values):
    comment = await make.comment(topic, **values)
    path = f"/{topic.event_slug}/melden/kommentar/{comment.id}"

    assert (await stranger.get(path)).status_code == 404
    assert (await stranger.post(path, data=FILLED)).status_code == 404


@pytest.mark.parametrize("path", ["thema/99999", "thema/x", "kommentar/99999", "person/1", "thema"])
async def test_what_is_not_there_cannot_be_reported(event, stranger, path):
    assert (await stranger.get(f"/{event.slug}/melden/{path}")).status_code == 404


async def test_nothing_is_found_under_another_event(make, topic, comment, stranger):
    other = await make.event()
    for path in (f"thema/{topic.id}", f"kommentar/{comment.id}"):
        assert (await stranger.get(f"/{other.slug}/melden/{path}")).status_code == 404


async def test_each_public_topic_and_comment_leads_there_and_says_what_is_reported(
    topic, comment, stranger
):
    page = (await stranger.get(topic.path)).text

    for path in (f"thema/{topic.id}", f"kommentar/{comment.id}"):
        link = page.partition(f'href="/{topic.event_slug}/melden/{path}"')[2].partition("</a>")[0]
        about = "Radwege" if "thema" in path else "Ein Kommentar"
        assert f'<span class="kern-sr-only">: {about}' in link


async def test_a_topic_that_is_not_public_has_no_such_link(make, event, author, browser_for):
    topic = await make.topic(event, author=author, state="submitted")

    page = await (await browser_for(author)).get(topic.path)

    assert "/melden/" not in page.text


async def test_beyond_the_bound_a_proof_is_asked_for_and_nobody_is_locked_out(
    thing, stranger, bound, monkeypatch
):
    bound(Purpose.REPORT, 1)
    assert (await stranger.post(thing.report_path, data=FILLED)).status_code == 303

    asked = await stranger.post(thing.report_path, data=FILLED | {"worte": "Noch eine."})

    assert asked.status_code == 429
    assert reading.value(asked, "worte") == "Noch eine."
    assert await Report.count() == 1
    proof = {name: reading.value(asked, name) for name in (CHALLENGE, SOLUTION)}
    later = now() + PATIENCE
    monkeypatch.setattr("kaue.limits.proofs.now", lambda: later)
    answer = await stranger.post(thing.report_path, data=FILLED | proof)
    assert answer.status_code == 303
    assert await Report.count() == 2


async def test_the_bound_is_of_each_thing(make, topic, comment, stranger, bound):
    bound(Purpose.REPORT, 1)
    for path in (f"thema/{topic.id}", f"kommentar/{comment.id}"):
        answer = await stranger.post(f"/{topic.event_slug}/melden/{path}", data=FILLED)
        assert answer.status_code == 303


async def test_a_crowded_network_brings_a_proof(thing, stranger, bound):
    bound(Purpose.NETWORK, 0)

    form = await stranger.get(thing.report_path)
    answer = await stranger.post(thing.report_path, data=FILLED)

    assert reading.value(form, CHALLENGE)
    assert answer.status_code == 429


async def test_no_mailbox_is_flooded_and_the_reports_are_kept(thing, stranger, bound):
    """Somebody types somebody else's address over and over."""
    bound(Purpose.REPORT_MAIL, 2)
    for _ in range(4):
        typed = FILLED | {"adresse": "opfer@example.org"}
        answer = await stranger.post(thing.report_path, data=typed)
        assert answer.status_code == 303

    assert await Mail.count() == 2
    contacts = [row.contact for row in await Report.objects().order_by(Report.id)]
    assert contacts == ["opfer@example.org"] * 2 + [""] * 2


async def test_reporting_is_there_in_english_and_answers_in_it(thing, stranger):
    form = await stranger.get(f"/en{thing.report_path}")
    typed = FILLED | {"adresse": "ada@example.org"}
    answer = await stranger.post(f"/en{thing.report_path}", data=typed)

    assert '<html lang="en">' in form.text
    assert "What is wrong?" in form.text
    assert answer.headers["location"].startswith(f"/en/{thing.event_slug}/meldung/")
    assert "Being looked at" in (await stranger.get(answer.headers["location"])).text
    assert (await the_report()).language == "en"
    assert "/en/" in (await Mail.objects().first()).text


async def test_what_is_hidden_meanwhile_is_not_shown_by_the_link(thing, stranger):
    answer = await stranger.post(thing.report_path, data=FILLED)
    hidden = {Topic.state: TopicState.HIDDEN}
    await Topic.update(hidden).where(Topic.id == thing.topic)
    list_changed(thing.event)

    told = await stranger.get(answer.headers["location"])

    assert told.status_code == 200
    for word in ("Radwege", "Worum es geht", "der stört"):
        assert word not in told.text


async def test_without_a_mail_server_no_address_is_asked_for(thing, stranger, setting):
    setting(KAUE_SMTP_URL="", KAUE_PUBLIC_URL="http://127.0.0.1:8000")

    assert 'name="adresse"' not in (await stranger.get(thing.report_path)).text


async def test_the_log_holds_neither_address_nor_token_nor_words(thing, stranger, caplog):
    caplog.set_level(logging.DEBUG, "kaue")
    typed = FILLED | {"adresse": "geheim@example.org"}
    answer = await stranger.post(thing.report_path, data=typed)
    await stranger.get(answer.headers["location"])
    await stranger.post(thing.report_path, data=typed | {"art": ""})

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("kaue")]
    assert len(lines) >= 3
    token = answer.headers["location"].partition("?")[0].rpartition("/")[2]
    for secret in ("geheim", token, "Nachbarin"):
        assert not any(secret in line for line in lines)


async def test_one_that_is_gone_meanwhile_takes_its_reports_along(thing, reported):
    await reported(thing)

    await Comment.delete(force=True)
    await Topic.delete(force=True)

    assert await Report.count() == 0
    assert await queries.open_cases(thing.event) == []


def test_no_report_is_promised_for_ever():
    assert actions.CONTACT_KEPT < actions.DECIDED_KEPT < actions.REPORTS_KEPT


async def test_what_became_part_of_another_topic_is_reported_where_it_is_read(
    make, event, author, stranger, browser_for
):
    home = await make.topic(event)
    part = await make.topic(event, author=author, state="merged", merged_into=home.id)
    said = await make.comment(part, author=author, text="Aus dem anderen Thema.")
    path = f"/{event.slug}/melden/kommentar/{said.id}"

    for browser in (stranger, await browser_for(author)):
        assert f'href="{path}"' in (await browser.get(home.path)).text
    assert (await stranger.post(path, data=FILLED)).status_code == 303
    # The topic itself is a part of its home by now, and hidden with it.
    assert (await stranger.get(f"/{event.slug}/melden/thema/{part.id}")).status_code == 404

    await Topic.update({Topic.state: TopicState.HIDDEN}).where(Topic.id == home.id)
    list_changed(event.id)
    assert (await stranger.get(path)).status_code == 404


async def test_a_hidden_comment_of_a_merged_topic_leads_to_the_appeal(
    make, event, author, browser_for
):
    home = await make.topic(event)
    part = await make.topic(event, state="merged", merged_into=home.id)
    said = await make.comment(part, author=author, state=CommentState.HIDDEN, reason="rules")
    browser = await browser_for(author)
    link = f"{part.path}/kommentare/{said.id}/widerspruch"
    assert f'href="{link}"' in (await browser.get(home.path)).text

    answer = await browser.post(link, data={"worte": "Doch."})

    assert answer.status_code == 303
    page = (await browser.get(home.path)).text
    assert f'href="{link}"' not in page
    assert 'id="widerspruch-' in page
