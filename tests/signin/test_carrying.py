"""Whoever acts before signing in finds the act done afterwards, whichever way they came in."""

import mailbox
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reading
from begun import TOPIC, begun
from kaue.people import actions as people
from kaue.people import passwords
from kaue.signin.acts import Act, unpacked
from kaue.tables import Comment, Event, Mail, Topic, Vote
from kaue.web.dates import now


@pytest.fixture
async def topic(make):
    return await make.topic()


async def test_a_vote_counts_after_the_code(stranger, topic, ask, give):
    listed = f"/{topic.event_slug}/themen"
    kept = await begun(stranger, topic.vote_path, {"dafuer": "1"}, f"{listed}?s=neu")

    answer = await give(stranger, await ask(stranger, **kept))

    there = answer.headers["location"]
    # To the top, where the news stands: the topic itself may lie far below it.
    assert there == f"{listed}?s=neu&hinweis=handlung-getan"
    assert answer.headers["cache-control"] == "no-store"
    assert await Vote.count() == 1
    assert (await stranger.get(there)).status_code == 200


async def test_a_vote_counts_after_the_password(stranger, topic):
    hashed = await passwords.hash_password("eine lange Reihe")
    await people.sign_up(email="ada@example.org", name="Ada", password_hash=hashed)
    kept = await begun(stranger, topic.vote_path, {"dafuer": "1"})
    wrong = {"email": "ada@example.org", "passwort": "falsch", "wie": "passwort"}
    again = await stranger.post("/anmelden", data=kept | wrong)
    assert reading.value(again, "handlung") == kept["handlung"]

    await stranger.post("/anmelden", data=kept | wrong | {"passwort": "eine lange Reihe"})

    assert await Vote.count() == 1


async def test_a_vote_counts_after_signing_up(stranger, topic, give, ask):
    kept = await begun(stranger, topic.vote_path, {"dafuer": "1"})
    shown = await stranger.post("/registrieren", data=kept | {"wie": "zeigen"})
    assert reading.value(shown, "handlung") == kept["handlung"]
    wish = {"name": "Ada", "email": "ada@example.org", "passwort": "eine lange Reihe"}

    answer = await stranger.post("/registrieren", data=kept | wish)
    handle = answer.headers["location"].partition("vorgang=")[2]

    code = {"vorgang": handle, "code": await mailbox.newest_code()}
    await stranger.post("/anmelden/code", data=code)

    assert await Vote.count() == 1


async def test_a_vote_cast_before_is_not_taken_back_by_coming_in_again(
    stranger, topic, make, ask, give
):
    ada = await make.person()
    await make.vote(topic, ada)
    kept = await begun(stranger, topic.vote_path, {"dafuer": "1"})

    await give(stranger, await ask(stranger, ada.email, **kept))

    assert await Vote.count() == 1


async def test_a_typed_topic_is_never_lost(stranger, make, ask, give):
    event = await make.event()
    path = f"/{event.slug}/themen/neu"
    kept = await begun(stranger, path, TOPIC, path)

    answer = await give(stranger, await ask(stranger, **kept, name="Ada L."))

    assert answer.status_code == 303
    assert answer.headers["location"].endswith("?hinweis=eingereicht")
    stored = await Topic.objects(Topic.author).first()
    assert stored.title == TOPIC["titel"]
    assert stored.text == TOPIC["text"].replace("\r\n", "\n")
    assert stored.author.name == "Ada L."


async def test_a_topic_with_a_mistake_comes_back_to_be_mended(stranger, make, ask, give):
    event = await make.event()
    path = f"/{event.slug}/themen/neu"
    kept = await begun(stranger, path, TOPIC | {"titel": ""}, path)

    answer = await give(stranger, await ask(stranger, **kept))

    assert answer.status_code == 422
    assert answer.headers["cache-control"] == "no-store"
    assert reading.problems(answer) == ["titel"]
    assert reading.value(answer, "text") == TOPIC["text"].replace("\r\n", "\n")
    assert (await stranger.get("/konto")).status_code == 200


async def test_a_comment_goes_online_afterwards(stranger, topic, ask, give):
    kept = await begun(stranger, f"{topic.path}/kommentare", {"kommentar": "Gern, nur wann?"})

    answer = await give(stranger, await ask(stranger, **kept))

    comment = await Comment.objects().first()
    assert comment.text == "Gern, nur wann?"
    assert answer.headers["location"].endswith(f"#kommentar-{comment.id}")


async def test_a_vote_that_came_too_late_is_told_and_one_is_in_all_the_same(
    stranger, make, ask, give
):
    topic = await make.topic()
    kept = await begun(stranger, topic.vote_path, {"dafuer": "1"})
    asked = await ask(stranger, **kept)
    over = now() - timedelta(minutes=1)
    await Event.update({Event.vote_until: over}).where(Event.id == topic.event)

    answer = await give(stranger, asked)

    assert answer.status_code == 409
    assert await Vote.count() == 0
    assert (await stranger.get("/konto")).status_code == 200


async def test_the_longest_topic_in_the_widest_letters_fits(stranger, make, ask, give):
    event = await make.event()
    wide = {"titel": "🌳" * 120, "text": "🦊" * 4000}
    path = f"/{event.slug}/themen/neu"
    kept = await begun(stranger, path, TOPIC | wide, path)

    await give(stranger, await ask(stranger, **kept))

    stored = await Topic.objects().first()
    assert (stored.title, stored.text) == (wide["titel"], wide["text"])


async def test_the_code_mail_does_not_carry_what_a_stranger_typed(stranger, make, ask):
    """Else the form would send anybody's words to anybody."""
    event = await make.event()
    path = f"/{event.slug}/themen/neu"
    kept = await begun(stranger, path, TOPIC, path)

    await ask(stranger, "victim@example.org", **kept, name="Billige Uhren")

    mail = await Mail.objects().first()
    assert "Billige" not in mail.text + mail.subject
    assert TOPIC["titel"] not in mail.text + mail.subject


EVIL = [
    Act("/konto/loeschen", (), "/"),
    Act("/redaktion/camp/themen/1/freigeben", (), "/"),
    Act("/abmelden", (), "/"),
    Act("/verwaltung", (), "/"),
    Act("//evil.example/x/themen/neu", (), "/"),
    Act("/camp/themen/neu", (), "https://evil.example"),
]


@pytest.mark.parametrize("act", EVIL, ids=lambda act: act.path)
async def test_only_what_a_citizen_begins_is_carried(stranger, act, ask, give):
    answer = await give(stranger, await ask(stranger, handlung=act.packed()))

    assert answer.headers["location"] == "/?hinweis=willkommen"


@given(
    st.lists(st.tuples(st.text(max_size=20), st.text(max_size=200)), max_size=9),
    st.sampled_from(["/a/themen/neu", "/a/themen/7-x/stimme", "/ü/themen/1/kommentare"]),
)
def test_an_act_comes_out_as_it_went_in(fields, path):
    # Half a character cannot be sent by any browser.
    sent = tuple(
        (n.encode(errors="replace").decode(), v.encode(errors="replace").decode())
        for n, v in fields
    )
    act = Act(path, sent, "/a/themen?s=neu")

    assert unpacked(act.packed()) == act


@given(st.text(max_size=300))
def test_anything_else_is_no_act(text):
    assert unpacked(text) is None
