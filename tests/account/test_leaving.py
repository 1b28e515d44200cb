"""D08, V05: a deleted account leaves no reference, and no page breaks."""

import asyncio

import pytest
from piccolo.columns import Text, Varchar
from piccolo.table import TABLE_REGISTRY

import reading
from factory import DAY, NOW
from kaue import db as kaue_db
from kaue.account import data, leaving
from kaue.account.forms import KEEP, REMOVE
from kaue.audit import queries as audit
from kaue.comments import actions as comments
from kaue.comments.forms import CommentForm
from kaue.invitations.actions import LastAdmin
from kaue.pitch import actions as pitch
from kaue.review import actions as review
from kaue.review.forms import RejectionForm
from kaue.tables import (
    BarrierReport,
    Card,
    Comment,
    Decision,
    Host,
    Invitation,
    Looking,
    Mail,
    MailedCode,
    Pass,
    Person,
    RankedTopic,
    Ranking,
    Report,
    Suggestion,
    Topic,
    Trust,
    Vote,
)
from kaue.topics import queries as topics
from kaue.voting import actions as voting
from kaue.voting.actions import VotingClosed

OVER = {"vote_until": NOW - DAY / 4, "ends_at": NOW - DAY / 8}


async def every_text():
    """Everything in any text column of any table."""
    found = []
    for table in TABLE_REGISTRY:
        if table.__module__.startswith("kaue.tables."):
            names = [
                column._meta.name
                for column in table._meta.columns
                if isinstance(column, Varchar | Text)
            ]
            for row in await table.select():
                found += [str(row[name]).casefold() for name in names if row[name]]
    return "\n".join(found)


async def references_to(person_id):
    """(table, column) of everything that still points to somebody."""
    return [
        (table._meta.tablename, column._meta.name)
        for table in data.tables_about_people()
        for column in data.references(table, Person)
        if await table.count().where(column == person_id)
    ]


@pytest.fixture
async def gone(make):
    """Ada has left traces everywhere: a past event with a frozen list, and one under way."""
    ada = await make.person(name="Ada Unverwechselbar", email="ada.weg@example.org")
    past, present = await make.event(), await make.event()
    moderator = await make.moderator(past)
    frozen = await make.topic(past, author=ada, title="Frozen one", votes=2)
    await make.topic(past, title="Somebody else's", votes=1)
    await make.vote(frozen, ada)
    await pitch.freeze(past.id, past.slug, after_version=0, by=ada)
    await kaue_db.write(
        "UPDATE event SET vote_until = {}, ends_at = {} WHERE id = {}",
        OVER["vote_until"],
        OVER["ends_at"],
        past.id,
    )
    fresh = await make.topic(present, author=ada, title="Fresh one", votes=3)
    draft = await make.topic(present, author=ada, title="Draft", state="draft")
    other = await make.topic(present, title="Another's", votes=1)
    await make.vote(other, ada)
    said = await make.comment(other, author=ada, text="What Ada said")
    await make.comment(other, text="Answer", parent=said.id)
    await make.comment(other, author=ada, text="Taken back", deleted_at=NOW)
    email = ada.email
    await Mail(address=email, kind="code", subject="x", text="x", written_at=NOW).save()
    hashes = {"handle_hash": "a", "token_hash": "b", "code_hash": "c"}
    await MailedCode(email=email, created_at=NOW, expires_at=NOW, **hashes).save()
    offer = {"role": "staff", "token_hash": "d", "created_at": NOW, "expires_at": NOW}
    await Invitation(email=email, invited_by=moderator.id, **offer).save()
    await Invitation(email="x@example.org", invited_by=ada.id, **offer | {"token_hash": "e"}).save()
    await BarrierReport(
        text="Zu klein", page="/", contact="Ada.Weg@example.org", written_at=NOW
    ).save()
    card = {"event": past.id, "number": 1, "code_hash": "f", "issued_at": NOW}
    await Card(person=ada.id, **card).save()
    return {
        "person": ada, "past": past, "present": present, "frozen": frozen, "fresh": fresh,
        "draft": draft, "other": other, "said": said, "moderator": moderator,
    }  # fmt: skip


@pytest.mark.parametrize("content", [KEEP, REMOVE])
async def test_no_reference_is_left_and_every_page_renders(gone, make, browser_for, content):
    ada = gone["person"]
    browser = await browser_for(ada)
    assert len(await references_to(ada.id)) == 8

    answer = await browser.post("/konto/loeschen", data={"inhalte": content, "sicher": "ja"})

    assert answer.headers["location"] == "/?hinweis=konto-geloescht"
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert await references_to(ada.id) == []
    assert not await Person.exists().where(Person.id == ada.id)
    text = await every_text()
    for trace in ("ada.weg", "unverwechselbar", "taken back"):
        assert trace not in text
    assert (await browser.get("/konto")).status_code == 303
    staff = await make.staff(gone["present"])
    for viewer in (None, staff, gone["moderator"], await make.admin()):
        watching = await browser_for(viewer)
        for path in await pages(gone):
            seen = await watching.get(path)
            assert seen.status_code in {200, 303, 307, 403, 404}, path
            assert "Unverwechselbar" not in seen.text


async def pages(gone):
    past, present = gone["past"].slug, gone["present"].slug
    topics_ = [gone[name] for name in ("frozen", "fresh", "other")]
    return [
        f"/{past}", f"/{present}", f"/{past}/themen", f"/{present}/themen", f"/{past}/pitch",
        f"/pult/{past}/rangliste", f"/pult/{past}/rangliste.csv", f"/pult/{past}/rangliste.json",
        f"/redaktion/{past}?stand=zurueckgezogen", f"/redaktion/{present}",
        *[one.path for one in topics_],
        *[f"/redaktion/{one.event_slug}/themen/{one.id}" for one in topics_],
        f"{gone['other'].path}/kommentare?antwort={gone['said'].id}",
    ]  # fmt: skip


async def test_v05_open_votes_go_and_of_closed_ones_only_totals_remain(gone):
    frozen, other = gone["frozen"].id, gone["other"].id

    await leaving.leave(gone["person"].id, keeps_content=True)

    assert await Vote.count().where(Vote.topic == other) == 1
    assert await Vote.count().where(Vote.topic == frozen) == 3
    nobodys = await Vote.objects().where(Vote.person.is_null())
    assert [vote.cast_at for vote in nobodys] == [OVER["vote_until"]]
    assert (await topics.find(frozen)).votes == 3
    line = await RankedTopic.objects().get(RankedTopic.topic == frozen)
    assert line.votes == 3


async def test_passes_go_as_votes_do(gone, make):
    closed = await make.topic(gone["past"])
    open_ = await make.topic(gone["present"])
    for topic in (closed, open_):
        await Pass(topic=topic.id, person=gone["person"].id, passed_at=NOW - DAY).save()

    await leaving.leave(gone["person"].id, keeps_content=True)

    (left,) = await Pass.objects()
    assert (left.topic, left.person, left.passed_at) == (closed.id, None, OVER["vote_until"])


async def test_the_list_counts_it_at_once(gone, stranger):
    path = f"/{gone['present'].slug}/themen"
    before = (await stranger.get(path)).text

    await leaving.leave(gone["person"].id, keeps_content=False)

    after = (await stranger.get(path)).text
    assert "Fresh one" in before
    assert "Fresh one" not in after


async def test_kept_content_stays_without_a_name(gone, stranger):
    await leaving.leave(gone["person"].id, keeps_content=True)

    fresh = await topics.find(gone["fresh"].id)
    assert (fresh.title, fresh.author, fresh.text) == ("Fresh one", None, gone["fresh"].text)
    assert fresh.is_public
    # Nobody would hold it any more.
    assert fresh.is_wish
    assert not (await topics.find(gone["frozen"].id)).is_wish
    said = await Comment.objects().get(Comment.id == gone["said"].id)
    assert (said.text, said.author) == ("What Ada said", None)
    assert "What Ada said" in (await stranger.get(gone["other"].path)).text
    assert await topics.find(gone["draft"].id) is None


async def test_removed_content_goes_except_for_the_title_in_a_frozen_list(gone, stranger):
    await leaving.leave(gone["person"].id, keeps_content=False)

    assert await topics.find(gone["fresh"].id) is None
    assert await topics.find(gone["draft"].id) is None
    frozen = await Topic.objects().get(Topic.id == gone["frozen"].id)
    assert (frozen.state, frozen.text, frozen.title) == ("withdrawn", "", "Frozen one")
    said = await Comment.objects().get(Comment.id == gone["said"].id)
    assert (said.text, said.author) == ("", None)
    page = (await stranger.get(gone["other"].path)).text
    assert "What Ada said" not in page
    assert "Answer" in page
    ranking = await Ranking.objects().first()
    assert ranking.frozen_by is None
    assert await RankedTopic.count() == 2


async def test_the_card_opens_nothing_any_more(gone):
    await leaving.leave(gone["person"].id, keeps_content=True)

    card = await Card.objects().first()
    assert card.person is None
    assert card.revoked_at is not None


async def test_before_the_day_hosting_ends_after_it_only_the_name(gone):
    await leaving.leave(gone["person"].id, keeps_content=True)

    assert await Host.count().where(Host.topic == gone["fresh"].id) == 0
    assert await Host.count().where(Host.topic == gone["frozen"].id) == 1


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({}, ["inhalte", "sicher"]),
        ({"inhalte": KEEP}, ["sicher"]),
        ({"sicher": "ja", "inhalte": "alles"}, ["inhalte"]),
    ],
)
async def test_without_choice_and_certainty_nothing_happens(make, ada, browser, typed, problems):
    await make.comment(await make.topic(), author=ada)

    answer = await browser.post("/konto/loeschen", data=typed)

    assert answer.status_code == 422
    assert reading.problems(answer) == problems
    assert await Person.exists().where(Person.id == ada.id)


async def test_whoever_wrote_nothing_has_nothing_to_choose(ada, browser):
    form = await browser.get("/konto/loeschen")
    assert reading.value(form, "inhalte") == KEEP

    answer = await browser.post("/konto/loeschen", data={"inhalte": KEEP, "sicher": "ja"})

    assert answer.status_code == 303
    assert not await Person.exists().where(Person.id == ada.id)


async def test_looking_at_the_page_deletes_nothing(gone, browser_for):
    browser = await browser_for(gone["person"])

    for method in ("GET", "HEAD"):
        assert (await browser.request(method, "/konto/loeschen")).status_code == 200
    assert await Person.exists().where(Person.id == gone["person"].id)


async def test_the_last_admin_cannot_leave(make, browser_for):
    first = await make.admin()
    await make.admin(blocked_at=NOW)
    browser = await browser_for(first)

    answer = await browser.post("/konto/loeschen", data={"inhalte": KEEP, "sicher": "ja"})

    assert answer.status_code == 409
    assert await Person.exists().where(Person.id == first.id)
    second = await make.admin()
    await leaving.leave(first.id, keeps_content=True)
    with pytest.raises(LastAdmin):
        await leaving.leave(second.id, keeps_content=True)


async def test_of_two_admins_who_leave_at_once_one_stays(make):
    for _ in range(6):
        await Person.delete(force=True)
        admins = [await make.admin(), await make.admin()]

        done = await asyncio.gather(
            *(leaving.leave(one.id, keeps_content=True) for one in admins), return_exceptions=True
        )

        assert [type(one) for one in done].count(LastAdmin) == 1
        assert await Person.count() == 1


async def test_twice_at_once_is_once(make):
    ada = await make.person()
    await asyncio.gather(*(leaving.leave(ada.id, keeps_content=True) for _ in range(4)))

    assert await Person.count() == 0


async def test_what_another_tab_does_meanwhile_leaves_nothing(make):
    """V05 under fire: votes and comments of somebody who is leaving this very moment."""
    event = await make.event()
    wanted = [await make.topic(event, hosted=False) for _ in range(6)]
    for turn in range(15):
        ada = await make.person()
        acts = [voting.cast(topic, by=ada) for topic in wanted]
        acts.append(comments.write(wanted[0], CommentForm(f"{turn}", None), by=ada))
        acts.insert(turn % 7, leaving.leave(ada.id, keeps_content=False))

        done = await asyncio.gather(*acts, return_exceptions=True)

        assert all(isinstance(one, int | None | kaue_db.Conflict | VotingClosed) for one in done)
        assert await Vote.count() == 0
        assert await references_to(ada.id) == []


async def test_whoever_acts_in_another_tab_is_asked_to_look_again(make, ada, browser, monkeypatch):
    """The guard saw the person a moment before it went."""
    topic = await make.topic()
    spent = comments.write

    async def late(*values, **named):
        await leaving.leave(ada.id, keeps_content=True)
        return await spent(*values, **named)

    monkeypatch.setattr(comments, "write", late)

    answer = await browser.post(f"{topic.path}/kommentare", data={"kommentar": "Zu spät"})

    assert answer.status_code == 409
    assert await Comment.count() == 0


# What reviewing leaves


async def test_the_decision_log_holds_without_the_editor(gone, make):
    event = gone["present"]
    staff = await make.staff(event)
    topic = await make.topic(event, state="submitted")
    await review.accept(topic, version=topic.version, by=staff)
    await Trust(event=event.id, person=staff.id, given_by=staff.id, given_at=NOW).save()
    await Trust(event=event.id, person=gone["person"].id, given_by=staff.id, given_at=NOW).save()
    await Looking(topic=topic.id, person=staff.id, seen_at=NOW).save()
    before = await audit.verify(event.id)

    await leaving.leave(staff.id, keeps_content=True)

    assert before.entries == 1
    assert await audit.verify(event.id) == before
    assert await references_to(staff.id) == []
    (left,) = await Trust.objects()
    assert (left.person, left.given_by) == (gone["person"].id, None)
    assert await Looking.count() == 0


async def test_removed_content_goes_from_decisions_and_suggestions_too(gone):
    frozen, by = gone["frozen"], gone["moderator"]
    await Topic.update({Topic.text: "Unverwechselbar gesagt"}).where(Topic.id == frozen.id)
    seen = await topics.find(frozen.id)
    await review.hide(seen, RejectionForm("rules", ""), version=seen.version, by=by)
    await Suggestion(
        topic=frozen.id, topic_version=1, text="Unverwechselbar", suggested_by=by.id,
        suggested_at=NOW,
    ).save()  # fmt: skip

    await leaving.leave(gone["person"].id, keeps_content=False)

    assert "unverwechselbar" not in await every_text()
    assert await Decision.count() == 1
    assert (await audit.verify(gone["past"].id)).broken is None


async def test_a_report_loses_its_contact(gone):
    await Report(
        event=gone["past"].id, topic=gone["other"].id, contact="Ada.Weg@example.org",
        token_hash="a", written_at=NOW,
    ).save()  # fmt: skip

    await leaving.leave(gone["person"].id, keeps_content=True)

    assert (await Report.objects().first()).contact == ""
