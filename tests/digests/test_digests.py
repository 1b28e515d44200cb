"""The mails of the morning: to whom, when, what stands in them, and each once."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kaue import db as database
from kaue.audit import actions as audit
from kaue.audit import queries as audit_queries
from kaue.audit.acts import Act, Subject
from kaue.digests import actions, once
from kaue.limits.actions import forget_attempts
from kaue.mail import sender
from kaue.recent import forget_everything
from kaue.tables import Mail, Notice, Pass, Report
from kaue.web.dates import now
from post_office import PostOffice

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def berlin(day, hour, minute=0):
    return datetime(2027, 3, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


TODAY = {
    "starts_at": berlin(6, 10),
    "pitch_at": berlin(6, 10, 30),
    "sessions_at": berlin(6, 11, 30),
    "ends_at": berlin(6, 16),
    "submit_until": berlin(5, 10),
    "vote_until": berlin(6, 10, 15),
}


async def told(kind):
    """The persons who got such a mail, once for each."""
    mails = await Mail.objects().where(Mail.kind == kind).order_by(Mail.id)
    return sorted(mail.person for mail in mails)


async def note(person, event=None, *, at, subject="Neues", path="/x"):
    await Notice(
        person=person.id, event=event and event.id, subject=subject, path=path, created_at=at
    ).save()


# What is new


async def test_news_of_a_day_come_in_one_mail_the_next_morning(make):
    ada, bob = await make.person(notify="digest"), await make.person(notify="digest")
    event = await make.event()
    await note(ada, event, at=berlin(5, 9), subject="Erstes", path="/camp/themen/1")
    await note(ada, event, at=berlin(5, 23), subject="Zweites", path="/camp/themen/2")
    await note(bob, event, at=berlin(6, 6, 59))

    await actions.send_due(berlin(6, 6, 59))
    assert await told("daily") == []
    await actions.send_due(berlin(6, 7))
    assert await told("daily") == [ada.id, bob.id]
    await actions.send_due(berlin(6, 7, 10))
    await actions.send_due(berlin(7, 9))

    assert await told("daily") == [ada.id, bob.id]
    mail = await Mail.objects().get(Mail.person == ada.id)
    lines = mail.text.split("\n")
    assert lines[lines.index("Erstes") + 1] == "http://127.0.0.1:8000/camp/themen/1"
    assert lines[lines.index("Zweites") + 1] == "http://127.0.0.1:8000/camp/themen/2"


async def test_what_comes_after_seven_waits_for_the_next_morning(make):
    ada = await make.person(notify="digest")
    await note(ada, at=berlin(6, 7, 1))

    await actions.send_due(berlin(6, 12))
    assert await told("daily") == []
    # The server was off in the morning.
    await actions.send_due(berlin(7, 15))

    assert await told("daily") == [ada.id]


async def test_the_same_again_and_again_is_one_line(make):
    ada = await make.person(notify="digest")
    for number in range(3):
        await note(ada, at=berlin(5, 9), subject="Ein Kommentar", path=f"/x#kommentar-{number}")

    await actions.send_due(berlin(6, 8))

    (mail,) = await Mail.objects()
    assert "Ein Kommentar (3×)\nhttp://127.0.0.1:8000/x#kommentar-0\n" in mail.text
    assert "kommentar-1" not in mail.text


async def test_whoever_wants_no_mail_any_more_and_whatever_is_archived_is_left_out(make):
    quiet = await make.person(notify="none")
    blocked = await make.person(notify="digest", blocked_at=now())
    nowhere = await make.person(notify="digest", email=None)
    ada = await make.person(notify="digest")
    over = await make.event(archived_at=now())
    for person in (quiet, blocked, nowhere):
        await note(person, at=berlin(5, 9))
    await note(ada, over, at=berlin(5, 9))

    await actions.send_due(berlin(6, 8))

    assert await Mail.count() == 0
    assert await Notice.count().where(Notice.mailed_at.is_null()) == 0


# What waits for the editors


@pytest.fixture
async def queue(make):
    event = await make.event(ends_at=berlin(20, 16))
    for days in (3, 1):
        await make.topic(event, state="submitted", submitted_at=now() - days * DAY)
    await make.topic(event, state="draft")
    return event


async def test_staff_hear_once_a_day_what_waits(make, queue):
    staff = [await make.staff(queue), await make.staff(queue, notify="digest")]
    await make.staff(queue, notify="none")
    await make.staff(queue, email=None)
    await make.moderator(queue)
    await make.staff(await make.event())

    for hour in (6, 7, 8, 20):
        await actions.send_due(berlin(6, hour))

    assert await told("queue") == [person.id for person in staff]
    mail = await Mail.objects().first()
    assert mail.subject.startswith("2 ")
    assert queue.title in mail.subject
    assert f"http://127.0.0.1:8000/redaktion/{queue.slug}\n" in mail.text
    assert "3 T" in mail.text

    await actions.send_due(berlin(7, 7))
    assert await told("queue") == [person.id for person in staff for _ in range(2)]


async def test_comments_reports_and_what_is_public_unseen_wait_as_well(make, queue):
    staff = await make.staff(queue)
    topic = await make.topic(queue, unreviewed=True, waits_since=now() - 9 * DAY)
    await make.comment(topic, state="waiting")
    await make.comment(topic, unreviewed=True)
    await make.comment(topic, state="hidden")
    await make.comment(topic)
    report = {"event": queue.id, "topic": topic.id, "written_at": now()}
    await Report(token_hash="a", **report).save()
    await Report(token_hash="b", decided_at=now(), **report).save()

    await actions.send_due(berlin(6, 7))

    assert await told("queue") == [staff.id]
    mail = await Mail.objects().first()
    assert mail.subject.startswith("6 ")
    lines = [line for line in mail.text.split("\n") if line.startswith("- ")]
    assert [line[2] for line in lines] == ["3", "2", "1"]
    assert "1 Woche" in mail.text


@pytest.mark.parametrize("what", ["comment", "report"])
async def test_each_of_these_alone_is_enough(make, what):
    event = await make.event(ends_at=berlin(20, 16))
    staff, topic = await make.staff(event), await make.topic(event)
    if what == "comment":
        await make.comment(topic, state="waiting")
    else:
        await Report(event=event.id, topic=topic.id, written_at=now(), token_hash="a").save()

    await actions.send_due(berlin(6, 7))

    assert await told("queue") == [staff.id]
    (mail,) = await Mail.objects()
    assert mail.text.count("\n- ") == 1


async def test_every_mailbox_is_a_witness_of_the_log(make, queue):
    staff = await make.staff(queue)
    await audit.note(queue.id, Act.TRUSTED, Subject.PERSON, 1, by=staff)
    head = await audit_queries.head(queue.id)

    await actions.send_due(berlin(6, 7))

    (mail,) = await Mail.objects()
    (line,) = [one for one in mail.text.split("\n") if head.hash in one]
    assert "1," in line


async def test_before_the_first_entry_nothing_is_quoted(make, queue):
    await make.staff(queue)

    await actions.send_due(berlin(6, 7))

    assert "0" * 64 not in (await Mail.objects().first()).text


async def test_nothing_waits_nothing_comes_until_tomorrow(make):
    event = await make.event(ends_at=berlin(20, 16))
    staff = await make.staff(event)
    await actions.send_due(berlin(6, 7))

    await make.topic(event, state="submitted")
    await actions.send_due(berlin(6, 9))
    assert await told("queue") == []

    await actions.send_due(berlin(7, 9))
    assert await told("queue") == [staff.id]


@pytest.mark.parametrize("values", [{"archived_at": now()}, {"ends_at": berlin(5, 16)}])
async def test_what_is_over_makes_nobody_work(make, values):
    event = await make.event(**{"ends_at": berlin(20, 16)} | values)
    await make.staff(event)
    await make.topic(event, state="submitted")

    await actions.send_due(berlin(6, 9))

    assert await Mail.count() == 0


async def test_the_morning_is_that_of_the_event(make):
    event = await make.event(ends_at=berlin(20, 16), timezone="America/New_York")
    staff = await make.staff(event)
    await make.topic(event, state="submitted")

    await actions.send_due(berlin(6, 12, 59))
    assert await told("queue") == []
    await actions.send_due(berlin(6, 13))

    assert await told("queue") == [staff.id]


# The programme of the day


async def test_on_the_morning_everybody_who_takes_part_gets_the_times(make):
    event = await make.event(**TODAY, place="Schwarzkaue", address="Glückaufstraße 1, Herten")
    author, host, voter, talker, passer = [await make.person(name=f"P{n}") for n in range(5)]
    topic = await make.topic(event, author=author, hosted=False)
    hosted = await make.topic(event, author=host)
    await database.write("UPDATE topic SET author = NULL WHERE id = {}", hosted.id)
    await make.vote(topic, voter)
    await make.vote(topic, author)
    await make.comment(topic, author=talker)
    await Pass(topic=topic.id, person=passer.id, passed_at=now()).save()
    # They do not take part, or do not want to hear of it.
    await make.person()
    await make.vote(topic, await make.person(notify="none"))
    await make.vote(topic, await make.person(email=None, only_event=event.id))
    await make.vote(topic, await make.person(blocked_at=now()))
    await make.topic(event, author=await make.person(), state="draft")
    await make.comment(topic, author=await make.person(), deleted_at=now())
    await make.vote(await make.topic(await make.event()), await make.person())

    for at in (berlin(5, 12), berlin(6, 6, 59), berlin(6, 7), berlin(6, 7, 5), berlin(6, 9)):
        await actions.send_due(at)

    assert await told("programme") == [author.id, host.id, voter.id, talker.id, passer.id]
    mail = await Mail.objects().where(Mail.kind == "programme").first()
    for piece in ("10:00", "10:30", "11:30", "16:00", "Schwarzkaue", "Glückaufstraße 1, Herten"):
        assert piece in mail.text
    assert f"http://127.0.0.1:8000/{event.slug}\n" in mail.text


@pytest.mark.parametrize(
    ("values", "at"),
    [({}, berlin(6, 16)), ({}, berlin(7, 8)), ({"archived_at": now()}, berlin(6, 8))],
)
async def test_it_comes_on_the_day_or_not_at_all(make, values, at):
    event = await make.event(**TODAY | values)
    await make.topic(event)

    await actions.send_due(at)

    assert await told("programme") == []


async def test_each_barcamp_of_the_day_has_its_own(make):
    ada = await make.person()
    for _ in range(2):
        await make.topic(await make.event(**TODAY), author=ada)

    await actions.send_due(berlin(6, 8))

    assert await told("programme") == [ada.id, ada.id]


# Once


async def test_many_processes_at_once_tell_everybody_once(make):
    event = await make.event(**TODAY)
    people = [await make.person(notify="digest") for _ in range(12)]
    staff = await make.staff(event)
    for person in people:
        await make.topic(event, author=person, state="submitted")
        await note(person, event, at=berlin(5, 9))

    await asyncio.gather(*(actions.send_due(berlin(6, 7)) for _ in range(5)))

    everybody = [person.id for person in people]
    assert await told("daily") == everybody
    assert await told("programme") == everybody
    assert await told("queue") == [staff.id]


async def test_a_process_that_dies_halfway_leaves_the_rest_to_the_next(make, monkeypatch):
    event = await make.event(**TODAY)
    people = [await make.person() for _ in range(4)]
    for person in people:
        await make.topic(event, author=person)
    real, calls = actions._put, []

    async def dies_at_the_third(person_id, *rest, **context):
        calls.append(person_id)
        if len(calls) == 3:
            raise RuntimeError
        await real(person_id, *rest, **context)

    monkeypatch.setattr(actions, "_put", dies_at_the_third)
    with pytest.raises(RuntimeError):
        await actions.send_due(berlin(6, 7))
    assert await told("programme") == [person.id for person in people[:2]]
    monkeypatch.undo()
    forget_everything()
    await actions.send_due(berlin(6, 7, 10))

    assert await told("programme") == [person.id for person in people]


async def test_marks_outlive_the_clearing_of_attempts(db):
    today = now().date()
    assert await once.is_first("programme", 1, day=today)

    await forget_attempts()

    assert await once.was_done("programme", 1, day=today)
    assert not await once.is_first("programme", 1, day=today)
    assert await once.is_first("programme", 2, day=today)
    assert await once.is_first("queue", 1, day=today)
    assert await once.is_first("programme", 1, day=today + DAY)


async def test_without_a_way_to_send_nothing_is_written(make, setting):
    setting(KAUE_SMTP_URL="")
    await make.topic(await make.event(**TODAY))

    await actions.send_due(berlin(6, 8))

    assert await Mail.count() == 0


@pytest.mark.parametrize(("language", "german"), [("de", "du"), ("de", "sie"), ("en", "du")])
async def test_every_digest_arrives_in_every_language(make, setting, language, german):
    office = PostOffice()
    await office.open()
    setting(KAUE_SMTP_URL=office.url, KAUE_GERMAN=german)
    event = await make.event(**TODAY)
    ada = await make.staff(event, language=language)
    await make.topic(event, author=ada, state="submitted")
    await note(ada, event, at=berlin(5, 9))

    await actions.send_due(berlin(6, 8))
    await sender.send_waiting()
    await office.close()

    assert len(office.letters) == 3
    for letter in office.letters:
        assert "List-Unsubscribe" in letter
        assert letter["Content-Language"] == language
        html = letter.get_body(("html",)).get_content()
        assert f'<html lang="{language}">' in html
