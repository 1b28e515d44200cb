"""Comments on the desk of the editors, and who reads which comment on the page of its topic."""

import re
from datetime import timedelta

import pytest

import reading
from kaue.comments import queries as comments
from kaue.review import comment_actions, comment_queries
from kaue.review.forms import RejectionForm
from kaue.tables import Comment, LogEntry, Mail
from kaue.web.dates import now

RULES = {"grund": "rules", "worte": "Bitte ohne Namen."}
ODD = ["Straße", "ЖИЗНЬ", "İstanbul", "𝔘nicode 🦊", "a%b_c\\d", "<b>&amp;", "ﬁnden", "한국어"]


@pytest.fixture
async def event(make):
    return await make.event(review_comments="before")


@pytest.fixture
async def topic(make, event):
    return await make.topic(event)


@pytest.fixture
async def waiting(make, topic):
    return await make.comment(topic, state="waiting", unreviewed=True, text="Was wartet")


def desk(topic, rest=""):
    return f"/redaktion/{topic.event_slug}/kommentare{rest}"


def listed(answer):
    """The numbers of the comments in the list of the desk."""
    return [int(number) for number in re.findall(r'/kommentare/(\d+)" data-keys-item', answer.text)]


async def standing(comment):
    return (await comments.find(comment.id)).standing


STATES = {
    "shown": {"state": "shown"},
    "unreviewed": {"state": "shown", "unreviewed": True},
    "waiting": {"state": "waiting", "unreviewed": True},
    "hidden": {"state": "hidden", "reason": "rules", "note": "Bitte ohne Namen."},
}
EVERYBODY = {"stranger", "citizen", "topic's author", "author", "staff", "moderator", "admin"}


@pytest.mark.parametrize("state", STATES)
async def test_who_reads_a_comment_on_the_page_of_its_topic(make, browser_for, event, state):
    people = {
        "stranger": None,
        "citizen": await make.person(),
        "topic's author": await make.person(),
        "author": await make.person(name="Eve Unverwechselbar"),
        "staff": await make.staff(event),
        "moderator": await make.moderator(event),
        "admin": await make.admin(),
    }
    topic = await make.topic(event, author=people["topic's author"])
    for answered in (False, True):
        comment = await make.comment(
            topic, author=people["author"], text="Genau dieses Wort", **STATES[state]
        )
        if answered:
            await make.comment(topic, parent=comment.id, text="Na so was")
        seen = {}
        for role, person in people.items():
            page = (await (await browser_for(person)).get(f"/en{topic.path}")).text
            article = page.partition(f'id="kommentar-{comment.id}"')[2].partition("</article>")[0]
            seen[role] = "Genau dieses Wort" in article
            assert ("Eve Unverwechselbar" in article) == seen[role]
            assert ("Bitte ohne Namen." in article) == (role == "author" and state == "hidden")
            assert ("It breaks the rules of use." in article) == (
                role == "author" and state == "hidden"
            )
            assert bool(article) == (seen[role] or answered)
            hidden = answered and state == "hidden" and role != "author"
            assert ("The editors have hidden this comment." in article) == hidden

        public = state in {"shown", "unreviewed"}
        assert {role for role, reads in seen.items() if reads} == (
            EVERYBODY if public else {"author"}
        )
        await Comment.update({Comment.state: "hidden"}).where(Comment.parent.is_null())


@pytest.mark.parametrize("state", STATES)
async def test_who_decides_about_it(make, browser_for, event, topic, state):
    ada = await make.person()
    comment = await make.comment(topic, author=ada, text="Genau dieses Wort", **STATES[state])
    other = await make.event()
    people = {
        "stranger": (None, 303),
        "author": (ada, 403),
        "moderator": (await make.moderator(event), 403),
        "staff elsewhere": (await make.staff(other), 403),
        "staff": (await make.staff(event), 200),
        "admin": (await make.admin(), 200),
    }
    for role, (person, status) in people.items():
        browser = await browser_for(person)
        for path in (f"/{comment.id}", "?stand=alle"):
            answer = await browser.get(desk(topic, path))
            assert (role, answer.status_code) == (role, status)
            assert ("Genau dieses Wort" in answer.text) == (status == 200)
        if status != 200:
            for act in ("freigeben", "ausblenden", "einblenden"):
                data = RULES | {"version": comment.version}
                answer = await browser.post(desk(topic, f"/{comment.id}/{act}"), data=data)
                assert answer.status_code == status
            for act in ("freigeben", "rueckgaengig"):
                data = {"kommentar": f"{comment.id}-1"}
                answer = await browser.post(desk(topic, f"/{act}"), data=data)
                assert answer.status_code == status
    assert (await comments.find(comment.id)).version == 1


async def test_staff_of_one_event_find_nothing_of_another(make, browser_for, topic, waiting):
    other = await make.event()
    browser = await browser_for(await make.staff(other))
    at = f"/redaktion/{other.slug}/kommentare"

    assert (await browser.get(f"{at}/{waiting.id}")).status_code == 404
    for act in ("freigeben", "ausblenden", "einblenden"):
        answer = await browser.post(f"{at}/{waiting.id}/{act}", data=RULES | {"version": 1})
        assert answer.status_code == 404
    await browser.post(f"{at}/freigeben", data={"kommentar": f"{waiting.id}-1"})
    assert listed(await browser.get(f"{at}?stand=alle")) == []
    assert await standing(waiting) == "waiting"


async def test_what_waits_comes_oldest_first_with_its_topic(make, topic, browser):
    at = now()
    late = await make.comment(topic, state="waiting", written_at=at - timedelta(days=9))
    edited = await make.comment(
        topic, state="waiting", written_at=at - timedelta(days=12), edited_at=at
    )
    fresh = await make.comment(topic, unreviewed=True, written_at=at - timedelta(minutes=5))
    await make.comment(topic)
    await make.comment(topic, state="hidden")
    await make.comment(topic, state="waiting", deleted_at=at)

    page = await browser.get("/en" + desk(topic))

    assert listed(page) == [late.id, fresh.id, edited.id]
    assert f'/{topic.event_slug}/themen/{topic.id}#kommentare"' in page.text
    assert page.text.count("overdue") == 1
    for tab in ("Waits (3)", "Hidden (1)", "All (5)", "Comments (3)"):
        assert tab in page.text


async def test_hidden_ones_and_all_come_newest_first(make, topic, browser):
    made = [
        await make.comment(topic, state=state, written_at=now() - timedelta(hours=n))
        for n, state in enumerate(["hidden", "shown", "hidden"])
    ]

    assert listed(await browser.get(desk(topic, "?stand=ausgeblendet"))) == [made[0].id, made[2].id]
    assert listed(await browser.get(desk(topic, "?stand=alle"))) == [one.id for one in made]
    assert listed(await browser.get(desk(topic, "?stand=gibtsnicht"))) == []


async def test_empty_lists_say_where_to_go(topic, browser):
    for tab, words in {
        "wartet": "No comment waits.",
        "ausgeblendet": "No comment is hidden.",
        "alle": "Nobody has commented yet.",
    }.items():
        page = await browser.get("/en" + desk(topic, f"?stand={tab}"))
        assert words in page.text
        assert 'type="checkbox"' not in page.text


async def test_fifty_to_a_page(make, topic, browser):
    made = [
        (await make.comment(topic, state="waiting", written_at=now() - timedelta(hours=200 - n))).id
        for n in range(53)
    ]

    first, second = [await browser.get(desk(topic, f"?ab={start}")) for start in ("", "50")]

    assert (listed(first), listed(second)) == (made[:50], made[50:])
    assert "ab=50" in first.text
    assert (await browser.get(desk(topic, "?ab=100"))).status_code == 404
    searched = await browser.get(desk(topic, "?q=gut&ab=50"))
    assert listed(searched) == made[50:]


@pytest.mark.parametrize("text", ODD)
async def test_the_search_finds_any_writing(make, topic, browser, text):
    author = await make.person(name=f"Frau {text}"[:80])
    written = await make.comment(topic, state="waiting", text=f"Anfang {text} Ende")
    named = await make.comment(topic, state="waiting", author=author, text="Sonst nichts")
    await make.comment(topic, state="waiting", text="Etwas anderes")
    for words in (text, text.upper(), f"  {text.lower()}\u202e "):
        answer = await browser.get(desk(topic), params={"q": words})

        assert answer.status_code == 200
        assert listed(answer) == [written.id, named.id]
        assert "<b>&amp;" not in answer.text.replace("<b>&amp;</b>", "")


async def test_a_search_that_finds_nothing_leads_back(topic, waiting, browser):
    page = await browser.get("/en" + desk(topic), params={"q": "xyzxyz \x00 " + "ü" * 500})

    assert "No comment fits your search." in page.text
    assert listed(page) == []


async def test_one_comment_stands_in_its_thread(make, topic, browser):
    first = await make.comment(topic, text="Womit es anfing")
    other = await make.comment(topic, parent=first.id, state="hidden", text="Dazwischen")
    comment = await make.comment(topic, parent=other.id, state="waiting", text="Darum geht es")
    await make.comment(topic, parent=first.id, text="Schon weg", deleted_at=now())
    await make.comment(topic, text="Ganz woanders")

    page = (await browser.get(desk(topic, f"/{comment.id}"))).text

    places = [page.index(words) for words in ("Womit es anfing", "Dazwischen", "Darum geht es")]
    assert places == sorted(places)
    assert "Schon weg" not in page
    assert "Ganz woanders" not in page


async def test_the_thread_holds_together_when_its_beginning_is_deleted(make, topic, browser):
    first = await make.comment(topic, text="Weg", deleted_at=now())
    other = await make.comment(topic, parent=first.id, text="Erste Antwort")
    comment = await make.comment(topic, parent=first.id, text="Zweite Antwort")

    page = (await browser.get(desk(topic, f"/{comment.id}"))).text

    assert other.text in page
    assert "Weg" not in page
    gone = await browser.get("/en" + desk(topic, f"/{first.id}"))
    assert "Its author has deleted it." in gone.text
    assert "Weg" not in gone.text
    assert "freigeben" not in gone.text


async def test_accepted_it_is_public_and_can_be_undone(topic, waiting, browser, stranger):
    page = await browser.get(desk(topic, f"/{waiting.id}"))
    assert reading.value(page, "version") == "1"

    answer = await browser.post(desk(topic, f"/{waiting.id}/freigeben"), data={"version": 1})

    there = answer.headers["location"]
    assert there == f"{desk(topic)}?akt={waiting.id}-2&hinweis=kommentar-freigegeben"
    assert waiting.text in (await stranger.get(topic.path)).text
    after = await browser.get(there)
    assert f'name="kommentar" value="{waiting.id}-2"' in after.text

    undone = await browser.post(desk(topic, "/rueckgaengig"), data={"kommentar": f"{waiting.id}-2"})

    assert undone.headers["location"] == (
        f"{desk(topic)}/{waiting.id}?hinweis=kommentar-rueckgaengig"
    )
    assert waiting.text not in (await stranger.get(topic.path)).text
    assert await Mail.count() == 0
    assert "/rueckgaengig" not in (await browser.get(there)).text
    history = (await browser.get("/en" + desk(topic, f"/{waiting.id}"))).text
    assert history.index("<b>Undone</b>") < history.index("<b>Accepted</b>")


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({}, ["grund"]),
        ({"grund": "gibt-es-nicht", "worte": "Nein."}, ["grund"]),
        ({"grund": "duplicate"}, ["grund"]),
        ({"grund": "other"}, ["worte"]),
        ({"grund": "rules", "worte": "x" * 1001}, ["worte"]),
    ],
)
async def test_without_a_reason_nothing_is_hidden(topic, waiting, browser, wrong, fields):
    answer = await browser.post(
        desk(topic, f"/{waiting.id}/ausblenden"), data={"version": 1} | wrong
    )

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    assert reading.value(answer, "worte") == wrong.get("worte", "")
    assert await standing(waiting) == "waiting"
    assert await LogEntry.count() == await Mail.count() == 0


async def test_hidden_with_a_reason_and_shown_again(topic, waiting, browser):
    data = RULES | {"version": 1}
    hidden = await browser.post(desk(topic, f"/{waiting.id}/ausblenden"), data=data)
    assert "hinweis=kommentar-ausgeblendet" in hidden.headers["location"]
    page = (await browser.get("/en" + desk(topic, f"/{waiting.id}"))).text
    assert "It breaks the rules of use." in page
    assert RULES["worte"] in page

    shown = await browser.post(desk(topic, f"/{waiting.id}/einblenden"), data={"version": 2})

    assert "hinweis=kommentar-eingeblendet" in shown.headers["location"]
    assert await standing(waiting) == "shown"


async def test_who_comes_second_sees_both(make, event, topic, waiting, browser, staff):
    other = await make.staff(event, name="Olga Zuerst")
    wanted = RejectionForm("advertising", "Das ist Werbung.")
    found = await comments.find(waiting.id)
    await comment_actions.hide(found, wanted, version=1, by=other)

    answer = await browser.post(
        "/en" + desk(topic, f"/{waiting.id}/ausblenden"),
        data=RULES | {"version": 1, "stand": "waiting"},
    )

    assert answer.status_code == 409
    both = answer.text.partition('class="versions"')[2]
    mine, _, theirs = both.partition("How it is now")
    assert "waits, not public yet" in mine
    assert "Wanted: Hide" in mine
    assert "It breaks the rules of use." in mine
    assert RULES["worte"] in mine
    assert "State: hidden" in theirs
    assert "Olga Zuerst" in theirs
    assert "Das ist Werbung." in theirs
    assert (await comments.find(waiting.id)).note == "Das ist Werbung."
    assert await LogEntry.count() == 1


async def test_what_was_typed_is_kept_when_it_was_changed_meanwhile(make, topic, browser):
    comment = await make.comment(topic, version=3)

    answer = await browser.post(
        desk(topic, f"/{comment.id}/ausblenden"), data=RULES | {"version": 2, "stand": "x<y"}
    )

    assert answer.status_code == 409
    assert reading.value(answer, "worte") == RULES["worte"]
    assert reading.chosen(answer, "grund") == ["rules"]
    assert reading.value(answer, "version") == "3"
    assert "x<y" not in answer.text


@pytest.mark.parametrize("version", ["", "0", "-1", "abc", "9" * 30])
@pytest.mark.parametrize("act", ["freigeben", "ausblenden", "einblenden"])
async def test_an_odd_version_decides_nothing(topic, waiting, browser, act, version):
    answer = await browser.post(
        desk(topic, f"/{waiting.id}/{act}"), data=RULES | {"version": version}
    )

    assert answer.status_code == 409
    assert await standing(waiting) == "waiting"


async def test_the_ticked_ones_are_accepted_and_undone_together(make, topic, browser):
    made = [await make.comment(topic, state="waiting", unreviewed=True) for _ in range(3)]
    page = await browser.get(desk(topic))
    marks = re.findall(r'type="checkbox"[^>]* value="([^"]+)"', page.text)
    assert marks == [f"{one.id}-1" for one in made]

    answer = await browser.post(desk(topic, "/freigeben"), data={"kommentar": marks[:2]})

    there = answer.headers["location"]
    assert "hinweis=kommentare-freigegeben" in there
    assert [await standing(one) for one in made] == ["shown", "shown", "waiting"]
    after = await browser.get(there)
    kept = re.findall(r'type="hidden" name="kommentar" value="([^"]+)"', after.text)
    assert kept == [f"{one.id}-2" for one in made[:2]]

    data = {"kommentar": [f"{one.id}-2" for one in made[:2]]}
    undone = await browser.post(desk(topic, "/rueckgaengig"), data=data)

    assert undone.headers["location"] == f"{desk(topic)}?hinweis=kommentar-rueckgaengig"
    assert {await standing(one) for one in made} == {"waiting"}
    assert await Mail.count() == 0


async def test_what_changed_meanwhile_stays_and_is_told(make, topic, browser):
    fine = await make.comment(topic, state="waiting")
    changed = await make.comment(topic, state="waiting", version=2)
    data = {"kommentar": [f"{fine.id}-1", f"{changed.id}-1", "7", "x-y", "1-1; DROP"]}

    partly = await browser.post(desk(topic, "/freigeben"), data=data)
    nothing = await browser.post(desk(topic, "/freigeben"), data=data)

    assert "hinweis=kommentare-teils-freigegeben" in partly.headers["location"]
    assert "hinweis=kommentare-schon-entschieden" in nothing.headers["location"]
    assert [await standing(one) for one in (fine, changed)] == ["shown", "waiting"]
    late = {"kommentar": f"{fine.id}-1"}
    undone = await browser.post(desk(topic, "/rueckgaengig"), data=late)
    assert "hinweis=kommentare-schon-entschieden" in undone.headers["location"]
    assert await standing(fine) == "shown"


async def test_nothing_ticked_is_told(topic, waiting, browser):
    answer = await browser.post("/en" + desk(topic, "/freigeben"), data={})

    assert answer.status_code == 422
    assert "Tick at least one comment." in answer.text
    assert listed(answer) == [waiting.id]


@pytest.mark.parametrize("act", ["", "1-2", "1-2.1-2", "x", "9" * 30 + "-1", ".", "1-2" * 60])
async def test_odd_acts_in_the_address_offer_nothing_to_undo(topic, waiting, browser, act):
    page = await browser.get(desk(topic), params={"akt": act})

    assert page.status_code == 200
    assert "/rueckgaengig" not in page.text
    answer = await browser.post(desk(topic, "/rueckgaengig"), data={"kommentar": act})
    assert answer.status_code == 303


async def test_who_was_told_hears_of_the_undo(topic, waiting, browser):
    await browser.post(desk(topic, f"/{waiting.id}/ausblenden"), data=RULES | {"version": 1})
    await Mail.update({Mail.sent_at: now()}, force=True)

    undone = await browser.post(desk(topic, "/rueckgaengig"), data={"kommentar": f"{waiting.id}-2"})

    assert "hinweis=rueckgaengig-mit-mail" in undone.headers["location"]


async def test_the_desk_leads_to_comments_and_back(topic, waiting, browser):
    queue = await browser.get("/en/redaktion/" + topic.event_slug)
    page = await browser.get("/en" + desk(topic))

    assert f'href="/en{desk(topic)}"' in queue.text
    assert f'href="/en/redaktion/{topic.event_slug}"' in page.text
    assert 'aria-current="page">Comments (1)' in page.text


async def test_it_speaks_both_languages(topic, waiting, browser):
    german = await browser.get(desk(topic, f"/{waiting.id}"))
    english = await browser.get("/en" + desk(topic, f"/{waiting.id}"))

    assert "wartet, noch nicht öffentlich" in german.text
    assert "waits, not public yet" in english.text
    assert "Everybody can read it at once." in english.text
    assert "Everybody can read it at once." not in german.text


async def test_what_people_wrote_is_text_here_as_well(make, topic, browser):
    odd = "<script>alert(1)</script> [x](javascript:alert(1)) {{ 7*7 }}"
    comment = await make.comment(topic, state="hidden", reason="rules", text=odd, note=odd)

    for path in (f"/{comment.id}", "?stand=alle"):
        text = (await browser.get(desk(topic, path))).text
        assert "<script>alert" not in text
        assert 'href="javascript' not in text


async def test_a_page_of_waiting_ones_asks_a_few_questions_only(make, topic, browser, monkeypatch):
    for _ in range(30):
        await make.comment(topic, state="waiting")
    asked = []
    rows = comment_queries.db.rows

    async def count(sql, *args):
        asked.append(sql)
        return await rows(sql, *args)

    monkeypatch.setattr(comment_queries.db, "rows", count)
    await browser.get(desk(topic))

    assert len(asked) < 15
