"""O07: each mail is sent once, later if need be, and no request waits for it."""

import asyncio
import logging
import time
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest

from kaue import db as database
from kaue.mail import actions, outbox, sender
from kaue.mail.relay import Unreachable, relay_of
from kaue.review import deciding
from kaue.tables import Mail
from kaue.web.dates import now

MINUTE = timedelta(minutes=1)


async def queued(person, template="mail/accepted.txt", **context):
    await outbox.put(person, template, topic=Topic, **context)
    return await Mail.objects().order_by(Mail.id, ascending=False).first()


class Topic:
    title = "Radwege"
    path = "/camp/themen/1"


@asynccontextmanager
async def running():
    task = asyncio.create_task(sender.run())
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(claim, within=5.0):
    end = time.monotonic() + within
    while not await claim():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.02)


async def fresh(mail):
    return await Mail.objects().get(Mail.id == mail.id)


async def later(mail, by):
    """As if so much time had passed for this mail."""
    columns = ("written_at", "next_try_at", "claimed_at")
    row = await fresh(mail)
    for name in columns:
        if getattr(row, name):
            setattr(row, name, getattr(row, name) - by)
    await row.save()


async def test_a_waiting_mail_arrives_and_its_words_are_gone_from_the_database(make, office):
    ada = await make.person(name="Ada", email="ada@example.org")
    mail = await queued(ada)

    assert await sender.send_waiting() == 1

    (letter,) = office.letters
    assert letter.envelope == ("barcamp@example.org", ["ada@example.org"])
    assert letter["Subject"] == mail.subject
    sent = await fresh(mail)
    assert sent.sent_at is not None
    assert (sent.text, sent.claimed_at, sent.failed_at) == ("", None, None)


async def test_of_a_mail_with_a_code_not_even_the_subject_stays(make, office):
    ada = await make.person()
    await Mail(
        person=ada.id, address=ada.email, kind="code", subject="123456", text="x", written_at=now()
    ).save()

    await sender.send_waiting()

    (mail,) = await Mail.objects()
    assert (mail.subject, mail.text) == ("", "")


async def test_sent_is_sent(make, office):
    await queued(await make.person())

    await sender.send_waiting()

    assert await sender.send_waiting() == 0
    assert len(office.letters) == 1


async def test_the_running_sender_is_woken_by_a_new_mail(make, office):
    async with running():
        await asyncio.sleep(0.05)
        await queued(await make.person())

        await until(lambda: _arrived(office, 1))


async def test_many_senders_at_once_send_each_mail_once(make, office):
    for _ in range(45):
        await queued(await make.person())

    async def send_all():
        while await sender.send_waiting():
            pass

    await asyncio.gather(*(send_all() for _ in range(4)))

    ids = [letter["Message-ID"] for letter in office.letters]
    assert len(ids) == len(set(ids)) == 45
    assert await Mail.count().where(Mail.sent_at.is_null()) == 0
    assert await Mail.count().where(Mail.attempts != 1) == 0


async def test_a_server_that_is_down_slows_no_request_and_the_mail_goes_once_it_is_back(
    make, office, browser_for, monkeypatch
):
    monkeypatch.setattr(sender, "FIRST_PAUSE", 0.05)
    # For how long a decision can be undone unnoticed is looked at in tests/review.
    monkeypatch.setattr(deciding, "HOLD", timedelta())
    await office.close()
    event = await make.event()
    topic = await make.topic(event, state="submitted")
    browser = await browser_for(await make.staff(event))
    async with running():
        await asyncio.sleep(0.1)
        began = time.monotonic()
        answer = await browser.post(
            f"/redaktion/{event.slug}/themen/{topic.id}/freigeben", data={"version": topic.version}
        )
        assert answer.status_code == 303
        assert time.monotonic() - began < 0.5
        await asyncio.sleep(0.5)
        (mail,) = await Mail.objects()
        # Nobody can say what is wrong with it: it has not been tried.
        assert (mail.sent_at, mail.failed_at, mail.attempts) == (None, None, 0)

        await office.open()
        await until(lambda: _arrived(office, 1))
        await until(lambda: Mail.count().where(Mail.sent_at.is_not_null()))
        await asyncio.sleep(0.2)

    assert len(office.letters) == 1


async def _arrived(office, number):
    return len(office.letters) >= number


async def test_a_server_that_is_down_is_told_apart_from_a_bad_mail(make, office):
    await office.close()
    await queued(await make.person())

    with pytest.raises(Unreachable):
        await sender.send_waiting()


async def test_a_passing_refusal_is_tried_again_ever_more_rarely(make, office):
    ada = await make.person(email="ada@example.org")
    mail = await queued(ada)
    office.refuse["ada@example.org"] = "450 4.2.1 try later"
    waits = []
    for attempt in range(1, 8):
        assert await sender.send_waiting() == 1
        row = await fresh(mail)
        assert row.attempts == attempt
        waits.append(row.next_try_at - now())
        assert await sender.send_waiting() == 0
        row.next_try_at = now()
        await row.save()

    assert [round(wait / MINUTE) for wait in waits] == [1, 5, 15, 60, 360, 720, 720]
    office.refuse.clear()
    await sender.send_waiting()
    assert len(office.letters) == 1
    assert (await fresh(mail)).sent_at


async def test_after_two_days_it_is_given_up(make, office):
    ada = await make.person(email="ada@example.org")
    mail = await queued(ada)
    office.refuse["ada@example.org"] = "450 4.2.1 try later"
    await sender.send_waiting()

    await later(mail, timedelta(days=2))
    assert await sender.send_waiting() == 0

    given_up = await fresh(mail)
    assert given_up.failed_at is not None
    assert given_up.text == ""
    assert office.letters == []


async def test_an_address_that_does_not_exist_fails_at_once_and_stops_nobody_else(make, office):
    first = await queued(await make.person(email="weg@example.org"))
    second = await queued(await make.person())
    office.refuse["weg@example.org"] = "550 5.1.1 no such mailbox weg@example.org"

    assert await sender.send_waiting() == 2

    assert (await fresh(first)).failed_at is not None
    assert (await fresh(second)).sent_at is not None


async def test_an_address_that_cannot_be_written_fails_at_once(make, office):
    mail = await queued(await make.person(email="häßlich@example.org"))

    await sender.send_waiting()

    assert (await fresh(mail)).failed_at is not None


async def test_a_host_with_an_umlaut_is_written_as_the_network_knows_it(make, office):
    await queued(await make.person(email="ada@müller.example"))

    await sender.send_waiting()

    assert office.letters[0].envelope[1] == ["ada@xn--mller-kva.example"]


async def test_a_code_that_is_too_old_is_not_sent(make, office):
    ada = await make.person()
    for minutes in (16, 14):
        await Mail(
            address=ada.email,
            kind="code",
            subject=f"{minutes}",
            text="x",
            written_at=now() - minutes * MINUTE,
        ).save()

    await sender.send_waiting()

    assert [letter["Subject"] for letter in office.letters] == ["14"]
    dropped = await Mail.objects().get(Mail.failed_at.is_not_null())
    assert (dropped.text, dropped.sent_at) == ("", None)


async def test_codes_go_first(make, office):
    ada = await make.person()
    for _ in range(sender.ROUND):
        await queued(ada)
    await Mail(address=ada.email, kind="code", subject="Code", text="x", written_at=now()).save()

    await sender.send_waiting()

    assert office.letters[0]["Subject"] == "Code"
    assert len(office.letters) == sender.ROUND


async def test_what_a_dead_process_had_claimed_is_sent_a_while_later_under_the_same_id(
    make, office
):
    mail = await queued(await make.person())
    # As one does that dies right after the server has taken the mail.
    assert await sender._claimed(mail.id)
    assert await sender.send_waiting() == 0

    await later(mail, sender.STALE - MINUTE)
    assert await sender.send_waiting() == 0
    await later(mail, 2 * MINUTE)
    assert await sender.send_waiting() == 1

    row = await fresh(mail)
    assert (row.attempts, row.sent_at is not None) == (2, True)
    assert len(office.letters) == 1


async def test_the_message_id_of_a_mail_is_the_same_at_every_attempt(make, office):
    mail = await queued(await make.person())
    first = await sender.queries.find(mail.id)
    await later(mail, timedelta(0))
    second = await sender.queries.find(mail.id)

    ids = [sender.message.build(one)["Message-ID"] for one in (first, second)]
    other = await sender.queries.find((await queued(await make.person())).id)
    assert ids[0] == ids[1] != sender.message.build(other)["Message-ID"]


async def test_stopping_finishes_what_is_being_said(make, office):
    office.slow = 0.3
    mail = await queued(await make.person())
    async with running():
        await until(lambda: _claimed(mail))
        await asyncio.sleep(0.1)

    assert len(office.letters) == 1
    assert (await fresh(mail)).sent_at is not None


async def _claimed(mail):
    return (await fresh(mail)).claimed_at is not None


async def test_stopping_waits_for_no_server_that_hangs(make, office, monkeypatch):
    monkeypatch.setattr(sender, "STOP_WITHIN", 0.2)
    office.slow = 5
    mail = await queued(await make.person())
    began = time.monotonic()
    async with running():
        await until(lambda: _claimed(mail))

    assert time.monotonic() - began < 2
    assert (await fresh(mail)).sent_at is None


async def test_a_server_that_answers_too_slowly_is_left(make, office, monkeypatch):
    monkeypatch.setattr(sender, "SEND_WITHIN", 0.2)
    office.slow = 5
    first, second = await queued(await make.person()), await queued(await make.person())

    assert await sender.send_waiting() == 1

    assert (await fresh(first)).next_try_at is not None
    assert (await fresh(second)).attempts == 0


async def test_a_database_that_is_away_for_a_moment_makes_no_second_mail(make, office, monkeypatch):
    mail = await queued(await make.person())
    real, calls = actions.note_sent, []

    async def at_the_second_time(mail):
        calls.append(mail)
        if len(calls) == 1:
            raise database.Unavailable("away")
        await real(mail)

    monkeypatch.setattr(actions, "note_sent", at_the_second_time)
    await sender.send_waiting()

    assert (await fresh(mail)).sent_at is not None
    assert len(office.letters) == 1


async def test_nothing_leaves_a_demo_nor_an_installation_without_a_server(make, office, setting):
    for environment in ({"KAUE_DEMO": "1"}, {"KAUE_DEMO": "", "KAUE_SMTP_URL": ""}):
        setting(**environment)
        await queued(await make.person())
        async with running() as task:
            await asyncio.sleep(0.05)
            assert task.done()

    assert office.letters == []


async def test_the_log_holds_no_address_and_no_word_of_a_mail(make, office, caplog):
    """D05."""
    caplog.set_level(logging.DEBUG)
    topic = type("T", (), {"title": "Vertraulich", "path": "/x"})
    for number, answer in enumerate(("550 5.1.1 geheim0@example.org", "450 geheim1@x", None, "")):
        person = await make.person(name="Geheimer Name", email=f"geheim{number}@example.org")
        await outbox.put(person, "mail/accepted.txt", topic=topic)
        if answer:
            office.refuse[person.email] = answer
    await make.person()
    await sender.send_waiting()
    await office.close()
    await outbox.put(person, "mail/accepted.txt", topic=topic)
    async with running():
        await asyncio.sleep(0.5)

    # The server of the tests writes a log, too; ours is whatever is not its.
    lines = [one.getMessage() for one in caplog.records if not one.name.startswith("mail.")]
    assert sum("mail" in line for line in lines) >= 5
    for secret in ("geheim", "Geheim", "Vertraulich", "example.org"):
        assert not any(secret in line for line in lines), secret


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "user", "password"),
    [
        ("smtp://localhost", "localhost", 25, "", "", ""),
        ("smtps://a:b@mx.example.org", "mx.example.org", 465, "from the start", "a", "b"),
        ("smtp+starttls://mx.example.org", "mx.example.org", 587, "upgrade", "", ""),
        (
            "smtp+starttls://kaue%40example.org:p%3A%2Fw@mx.example.org:2525",
            "mx.example.org",
            2525,
            "upgrade",
            "kaue@example.org",
            "p:/w",
        ),
        ("smtp://[::1]:1025", "::1", 1025, "", "", ""),
    ],
)
def test_the_address_of_the_server(url, host, port, tls, user, password):
    relay = relay_of(url)

    assert (relay.host, relay.port, relay.tls) == (host, port, tls)
    assert (relay.user, relay.password) == (user, password)


async def test_old_mail_is_forgotten(make, db):
    ada = await make.person()
    at = now()
    day = timedelta(days=1)

    async def one(subject, **moments):
        plain = {"written_at": at}
        await Mail(
            person=ada.id, address=ada.email, kind="accepted", subject=subject, text="Geheim",
            **plain | moments,
        ).save()  # fmt: skip

    await one("sent", sent_at=at - 6 * day, written_at=at - 6 * day)
    await one("sent long ago", sent_at=at - 8 * day, written_at=at - 8 * day)
    await one("failed", failed_at=at - 20 * day, written_at=at - 20 * day)
    await one("failed long ago", failed_at=at - 31 * day, written_at=at - 31 * day)
    await one("waits")
    await one("has waited long", written_at=at - 3 * day)

    await actions.forget_old()

    left = {mail.subject: mail for mail in await Mail.objects()}
    assert set(left) == {"sent", "failed", "waits", "has waited long"}
    assert left["waits"].failed_at is None
    assert left["has waited long"].failed_at is not None
    assert left["has waited long"].text == ""


async def test_a_mail_that_is_held_waits_and_can_be_taken_back_until_it_is_sent(make, office):
    ada = await make.person()
    hold = {"about": "decision-7", "hold": 2 * MINUTE}
    mail = await queued(ada, **hold)
    other = await queued(ada, about="decision-8", hold=2 * MINUTE)

    assert await sender.send_waiting() == 0
    assert await outbox.take_back("decision-8")
    assert await fresh(other) is None
    await later(mail, 2 * MINUTE)
    assert await sender.send_waiting() == 1

    assert len(office.letters) == 1
    assert not await outbox.take_back("decision-7")
    assert (await fresh(mail)).sent_at is not None
