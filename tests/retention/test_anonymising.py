"""D06: no name is left in an anonymised event, every count stays, and twice is once."""

import re
from datetime import timedelta

import pytest

from factory import DAY, NOW
from kaue import chores
from kaue.account import data
from kaue.audit import actions as audit
from kaue.audit import queries as audit_queries
from kaue.audit.acts import Act, Subject
from kaue.events import queries as events
from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from kaue.retention import actions
from kaue.review import actions as review
from kaue.review import looking
from kaue.tables import (
    BarrierReport,
    Card,
    Comment,
    Decision,
    Event,
    Host,
    Invitation,
    Looking,
    Mail,
    MailedCode,
    Notice,
    OnSite,
    Pass,
    Person,
    Ranking,
    Report,
    Role,
    Suggestion,
    Tally,
    Topic,
    Trust,
    Vote,
)
from kaue.topics import queries as topics

OVER = dict.fromkeys(["submit_until", "vote_until", "pitch_at", "sessions_at", "ends_at"], NOW)


async def over(event):
    await Event.update(OVER).where(Event.id == event.id)
    events.forget(event.slug)


@pytest.fixture
async def camp(make):
    """A past event with everything people leave in one, and another one that goes on."""
    event, other = await make.event(slug="camp_1"), await make.event(slug="camp_1b")
    only_here = await make.person(name="Nur Hier", email="nur.hier@example.org")
    both = await make.person(name="Hier Und Dort")
    staff, moderator = await make.staff(event), await make.moderator(event)
    admin = await make.admin()
    topic = await make.topic(event, author=only_here, title="Wie es weitergeht", votes=3)
    waiting = await make.topic(event, author=both, state="submitted")
    await review.accept(waiting, version=waiting.version, by=staff)
    await make.topic(event, author=only_here, state="draft", title="Heimlicher Entwurf")
    elsewhere = await make.topic(other, author=both, title="Bleibt")
    for one, person in ((topic, only_here), (topic, both), (elsewhere, both), (topic, admin)):
        await make.vote(one, person)
    await make.comment(topic, author=only_here, text="Gesagt ist gesagt")
    await make.comment(elsewhere, author=both)
    await pitch.freeze(event.id, event.slug, after_version=0, by=moderator)
    guest = await make.person(name="Gast", email=None, only_event=event.id)
    card = {"number": 1, "issued_at": NOW}
    await Card(event=event.id, person=guest.id, code_hash="a", **card).save()
    await Card(event=event.id, **card | {"number": 2, "code_hash": "b"}).save()
    await OnSite(event=event.id, person=both.id, marked_at=NOW).save()
    await Notice(
        person=both.id, event=event.id, subject="Neu", path="/camp_1", created_at=NOW
    ).save()
    offer = {"role": "staff", "created_at": NOW, "expires_at": NOW + DAY}
    await Invitation(event=event.id, email="x@example.org", token_hash="a", **offer).save()
    await Invitation(event=other.id, email="y@example.org", token_hash="b", **offer).save()
    mail = {"kind": "accepted", "subject": "x", "written_at": NOW}
    for n, slug in enumerate(("camp_1", "camp_1b", "campX1")):
        text = f"Schau:\nhttp://x/{slug}/themen/{n}\n"
        await Mail(address="z@example.org", text=text, **mail).save()
    await Mail(address=only_here.email, text="Hallo", **mail).save()
    hashes = {"handle_hash": "a", "token_hash": "b", "code_hash": "c"}
    await MailedCode(email=only_here.email, created_at=NOW, expires_at=NOW, **hashes).save()
    await BarrierReport(text="x", page="/", contact=only_here.email, written_at=NOW).save()
    await over(event)
    return {
        "event": event, "other": other, "only_here": only_here, "both": both, "staff": staff,
        "moderator": moderator, "admin": admin, "guest": guest, "topic": topic,
        "elsewhere": elsewhere,
    }  # fmt: skip


async def test_of_a_pass_neither_who_nor_when_is_left(camp, make):
    """When it was would tell who, to whoever knows when somebody sat there."""
    passed = await make.topic(camp["event"])
    await Pass(topic=passed.id, person=camp["both"].id, passed_at=NOW - DAY).save()

    await actions.anonymise(camp["event"].id)

    (left,) = await Pass.objects()
    assert (left.topic, left.person, left.passed_at) == (passed.id, None, OVER["vote_until"])


async def test_of_a_tally_only_the_numbers_are_left(camp):
    tally = Tally(topic=camp["topic"].id, paper=3, hands=4, entered_at=NOW)
    tally.entered_by = camp["staff"].id
    await tally.save()

    await actions.anonymise(camp["event"].id)

    (left,) = await Tally.objects()
    assert (left.paper, left.hands, left.entered_by) == (3, 4, None)


async def test_whoever_passed_elsewhere_took_part_there(camp):
    await Pass(topic=camp["elsewhere"].id, person=camp["only_here"].id, passed_at=NOW).save()

    await actions.anonymise(camp["event"].id)

    left = await Person.objects().get(Person.id == camp["only_here"].id)
    assert left is not None
    assert left.only_event is None


async def counts(event):
    """What anybody can count in an event."""
    listed = await topics.in_state(event.id, "accepted")
    line_up = await pitches.line_up(event.id)
    return (
        [(one.id, one.title, one.text, one.votes, one.comments, one.is_wish) for one in listed],
        [(line.position, line.title, line.votes, line.rank) for line in line_up.lines],
        line_up.frozen.digest,
    )


async def everything():
    """Every row of every table about people, and of events."""
    return [
        row
        for table in (Event, Topic, *data.tables_about_people())
        for row in await table.select().order_by(table._meta.primary_key)
    ]


OF_THE_EVENT = {
    "card.person", "comment.author", "decision.decided_by", "host.person", "invitation.invited_by",
    "log_entry.acted_by", "looking.person", "notice.person", "on_site.person", "ranking.frozen_by",
    "report.author", "report.decided_by", "role.person", "suggestion.suggested_by",
    "tally.entered_by", "step.acted_by", "coming.person", "projector_link.made_by",
    "topic.author", "topic.entered_by", "trust.given_by", "trust.person", "vote.person",
    "pass.person", "plan.published_by", "star.person",
    "note.written_by", "next_step.entered_by", "next_year.person",
}  # fmt: skip
OF_THE_ACCOUNT = {
    "address_change.person", "mail.person", "recovery_code.person", "second_factor.person",
    "sign_in.person", "standing_text.changed_by",
}  # fmt: skip


def test_every_reference_to_people_is_thought_of():
    """A new one belongs to an event, then anonymising has to know it, or goes with the account."""
    found = {
        f"{table._meta.tablename}.{column._meta.name}"
        for table in data.tables_about_people()
        for column in data.references(table, Person)
    }

    assert found == OF_THE_EVENT | OF_THE_ACCOUNT
    for reference in OF_THE_EVENT:
        table, _, column = reference.partition(".")
        assert any(
            re.search(rf"UPDATE {table} SET (?:\w+ = \S+, )*{column} = NULL", sql)
            or f"DELETE FROM {table} " in sql
            for sql in actions._UNLINK
        ), reference


async def people_in(event):
    """Everybody who can still be found in an event."""
    ids = [topic.id for topic in await Topic.objects().where(Topic.event == event.id)]
    found = []
    for table, column in (
        (Vote, Vote.person), (Host, Host.person), (Comment, Comment.author),
        (Decision, Decision.decided_by),
    ):  # fmt: skip
        rows = await table.select(column).where(table.topic.is_in(ids), column.is_not_null())
        found += rows
    for table, column in (
        (Topic, Topic.author), (Ranking, Ranking.frozen_by), (Role, Role.person),
        (Card, Card.person), (OnSite, OnSite.person), (Notice, Notice.person),
    ):  # fmt: skip
        found += await table.select(column).where(table.event == event.id, column.is_not_null())
    return found


async def test_d06_nobody_is_left_and_every_count_stays(camp):
    event = camp["event"]
    before = await counts(event)
    assert len(await people_in(event)) > 10

    await actions.anonymise(event.id)

    assert await people_in(event) == []
    assert await counts(event) == before
    assert {vote.cast_at for vote in await Vote.objects().where(Vote.person.is_null())} == {NOW}
    stored = await Event.objects().get(Event.id == event.id)
    assert stored.voters_then == 6
    assert stored.anonymised_at is not None
    assert stored.archived_at is not None
    assert await Invitation.count().where(Invitation.event == event.id) == 0
    assert await topics.find(camp["topic"].id) is not None


async def test_d06_a_second_run_changes_nothing(camp):
    event = camp["event"]
    first = await actions.anonymise(event.id)
    before = await everything()

    second = await actions.anonymise(event.id)

    assert await everything() == before
    assert first.people > 0
    assert second == actions.Report(0, 0, 0, 0, 0, 0)


async def test_the_report_says_beforehand_what_happens(camp):
    before = await everything()

    expected = await actions.anonymise(camp["event"].id, dry_run=True)

    assert await everything() == before
    # One of these and the admin take part elsewhere or stay anyway.
    assert expected == actions.Report(people=9, accounts=7, topics=2, comments=1, votes=6, drafts=1)
    people = await Person.count()
    assert await actions.anonymise(camp["event"].id) == expected
    assert await Person.count() == people - expected.accounts


async def test_whoever_took_part_elsewhere_or_is_admin_keeps_the_account(camp):
    await actions.anonymise(camp["event"].id)

    left = {person.id for person in await Person.objects()}
    assert {camp["both"].id, camp["admin"].id} <= left
    assert not {camp[name].id for name in ("only_here", "staff", "moderator", "guest")} & left
    elsewhere = await topics.find(camp["elsewhere"].id)
    assert (elsewhere.author, elsewhere.votes) == (camp["both"].id, 1)
    both = await Person.objects().get(Person.id == camp["both"].id)
    assert both.only_event is None


async def test_after_the_last_event_the_account_goes_as_well(camp):
    await actions.anonymise(camp["event"].id)
    await over(camp["other"])

    await actions.anonymise(camp["other"].id)

    assert [person.id for person in await Person.objects()] == [camp["admin"].id]
    assert (await topics.find(camp["elsewhere"].id)).votes == 1


async def test_addresses_and_mails_of_the_event_go(camp):
    await actions.anonymise(camp["event"].id)

    texts = [mail.text for mail in await Mail.objects().order_by(Mail.id)]
    assert [text.split("/")[3] for text in texts] == ["camp_1b", "campX1"]
    assert await MailedCode.count() == 0
    assert (await BarrierReport.objects().first()).contact == ""
    assert [one.revoked_at is not None for one in await Card.objects()] == [True, True]


async def test_its_pages_still_render(camp, make, browser_for, stranger):
    event, topic = camp["event"], camp["topic"]
    await stranger.get(f"/{event.slug}/themen")
    await actions.anonymise(event.id)
    viewers = [stranger, await browser_for(camp["admin"])]
    paths = [
        f"/{event.slug}", f"/{event.slug}/themen", topic.path, f"/{event.slug}/pitch",
    ]  # fmt: skip
    team = [
        f"/pult/{event.slug}/rangliste", f"/pult/{event.slug}/rangliste.csv",
        f"/pult/{event.slug}/rangliste.json", f"/redaktion/{event.slug}?stand=freigegeben",
        f"/redaktion/{event.slug}/themen/{topic.id}",
    ]  # fmt: skip

    for viewer, seen in ((viewers[0], paths), (viewers[1], paths + team)):
        for path in seen:
            page = await viewer.get(path)
            assert page.status_code == 200, path
            for name in ("Nur Hier", "Stefanie", "Hier Und Dort"):
                assert name not in page.text, path
    text = (await stranger.get(topic.path)).text
    assert "Gesagt ist gesagt" in text
    assert "Wie es weitergeht" in text


async def test_nothing_is_written_under_old_topics_any_more(camp, browser_for):
    await actions.anonymise(camp["event"].id)
    browser = await browser_for(camp["both"])

    said = await browser.post(f"{camp['topic'].path}/kommentare", data={"kommentar": "Noch da?"})
    voted = await browser.post(camp["topic"].vote_path, data={"dafuer": "1"})

    assert (said.status_code, voted.status_code) == (409, 409)
    assert await people_in(camp["event"]) == []


@pytest.mark.parametrize("moment", ["ends_at", "vote_until"])
async def test_an_event_that_goes_on_keeps_its_names(make, moment):
    event = await make.event()
    await make.topic(event, votes=2)
    await Event.update(OVER | {moment: NOW + DAY}).where(Event.id == event.id)

    with pytest.raises(actions.NotOver):
        await actions.anonymise(event.id)

    assert len(await people_in(event)) == 4


async def test_it_happens_by_itself_once_its_day_has_come(make):
    due, later, never = [await make.event() for _ in range(3)]
    for event, day in ((due, NOW - DAY), (later, NOW + DAY), (never, None)):
        await make.topic(event)
        await Event.update(OVER | {"anonymise_at": day}).where(Event.id == event.id)

    await actions.anonymise_due()

    done = {one.id for one in await Event.objects() if one.anonymised_at}
    assert done == {due.id}
    assert actions.anonymise_due in dict(chores.TIDYING).values()


async def test_accounts_that_nobody_uses_go_after_two_years(make, browser_for):
    long_ago = NOW - actions.UNUSED - timedelta(days=1)
    nobody = await make.person(created_at=long_ago)
    fresh = await make.person()
    signed_in = await make.person(created_at=long_ago)
    await browser_for(signed_in)
    voter = await make.person(created_at=long_ago)
    await make.vote(await make.topic(), voter)
    admin = await make.admin(created_at=long_ago)
    blocked = await make.person(created_at=long_ago, blocked_at=long_ago)

    await actions.forget_unused()

    left = {person.id for person in await Person.objects()}
    assert nobody.id not in left
    assert {fresh.id, signed_in.id, voter.id, admin.id, blocked.id} <= left


# What the editors left


@pytest.fixture
async def reviewed(camp):
    """In the past event, everything that a review leaves of people and their words."""
    event, staff, both = camp["event"], camp["staff"], camp["both"]
    topic = camp["topic"]
    await Topic(
        event=event.id, title="Von Papier", state="accepted", on_behalf_of="Frau Papierfrau",
        came_by="paper", entered_by=staff.id, created_at=NOW, changed_at=NOW, submitted_at=NOW,
    ).save()  # fmt: skip
    said = {"text": "Gemeldete Papierfrau", "note": "Papierfrau hat recht", "written_at": NOW}
    await Report(
        event=event.id, topic=topic.id, author=both.id, decided_by=staff.id, decided_at=NOW,
        upheld=True, contact="papierfrau@example.org", token_hash="a", **said,
    ).save()  # fmt: skip
    await Suggestion(
        topic=topic.id, topic_version=1, title="Besser", text="Papierfrau", suggested_by=staff.id,
        suggested_at=NOW,
    ).save()  # fmt: skip
    await Trust(event=event.id, person=both.id, given_by=staff.id, given_at=NOW).save()
    await Looking(topic=topic.id, person=staff.id, seen_at=NOW).save()
    await audit.note(
        event.id, Act.BLOCKED, Subject.PERSON, both.id, by=staff, note="Papierfrau beleidigt"
    )
    return camp


async def test_d06_nothing_that_a_review_leaves_names_anybody(reviewed):
    event = reviewed["event"]
    before = await audit_queries.verify(event.id)

    await actions.anonymise(event.id)

    assert "Papierfrau" not in str(await everything())
    assert "papierfrau" not in str(await everything())
    report = await Report.objects().first()
    assert (report.author, report.decided_by, report.upheld) == (None, None, True)
    entered = await Topic.objects().get(Topic.title == "Von Papier")
    assert (entered.on_behalf_of, entered.entered_by, entered.came_by) == ("", None, "paper")
    assert [await table.count() for table in (Suggestion, Trust, Looking)] == [0, 0, 0]
    after = await audit_queries.verify(event.id)
    assert after.broken is None
    assert after.erased == after.entries == before.entries == 2
    assert after.head == before.head
    first = await everything()
    await actions.anonymise(event.id)
    assert await everything() == first


async def test_whoever_only_reviewed_took_part(make):
    """Each of these is somebody's one trace in the event, and goes with it, account and all."""
    event = await make.event(**OVER)
    topic = await make.topic(event, author=await make.admin(), hosted=False)
    people = [await make.person() for _ in range(7)]
    acted, author, decided, suggested, entered, trusted, gave = (one.id for one in people)
    await audit.note(event.id, Act.TRUSTED, Subject.PERSON, 1, by=people[0])
    await Report(
        event=event.id, topic=topic.id, author=author, decided_by=decided, written_at=NOW,
        token_hash="a",
    ).save()  # fmt: skip
    await Suggestion(
        topic=topic.id, topic_version=1, suggested_by=suggested, suggested_at=NOW
    ).save()
    await Topic.update({"entered_by": entered}).where(Topic.id == topic.id)
    await Trust(event=event.id, person=trusted, given_by=gave, given_at=NOW).save()

    report = await actions.anonymise(event.id)

    assert report.people == 1 + len(people)
    assert report.accounts == len(people)
    assert acted not in {one.id for one in await Person.objects()}


async def test_who_had_what_open_is_forgotten_after_a_day(make):
    event = await make.event()
    staff, topics_ = await make.staff(event), [await make.topic(event) for _ in range(2)]
    for topic, seen in zip(topics_, (NOW, NOW - looking.KEPT - timedelta(hours=1)), strict=True):
        await Looking(topic=topic.id, person=staff.id, seen_at=seen).save()

    await looking.forget_old()

    assert [one.topic for one in await Looking.objects()] == [topics_[0].id]
    assert looking.forget_old in dict(chores.TIDYING).values()
