"""Messages wait in the outbox, in the language of whoever gets them."""

import pytest

from kaue.mail import outbox, unsubscribing
from kaue.tables import Mail


class Oops(Exception):
    pass


class Topic:
    title = "Radwege"
    path = "/"


async def accepted(person, topic=Topic):
    await outbox.put(person, "mail/accepted.txt", topic=topic)


async def test_a_mail_is_for_one_address_and_has_a_subject_and_a_text(make):
    ada = await make.person(name="Ada", email="ada@example.org")

    await accepted(ada)

    (mail,) = await Mail.objects()
    assert (mail.person, mail.address, mail.sent_at) == (ada.id, "ada@example.org", None)
    assert mail.subject
    assert mail.text.endswith("\n")
    assert "Ada" in mail.text
    assert mail.subject not in mail.text


async def test_each_language_has_its_own_words_and_links(make):
    for language in ("de", "en"):
        await accepted(await make.person(language=language))

    german, english = await Mail.objects().order_by(Mail.id)
    assert german.subject != english.subject
    assert "http://127.0.0.1:8000/\n" in german.text
    assert "http://127.0.0.1:8000/en/\n" in english.text


async def test_under_a_sub_path_links_lead_there(make, setting):
    setting(KAUE_PUBLIC_URL="http://127.0.0.1:9000", KAUE_ROOT_PATH="/kaue")

    await accepted(await make.person(language="en"))

    assert "http://127.0.0.1:9000/kaue/en/\n" in (await Mail.objects().first()).text


@pytest.mark.parametrize(
    "title",
    [
        "Harmlos\nBcc: everybody@example.org",
        "Harmlos\r\nBcc: everybody@example.org\r\n\r\nText",
        "Harmlos\u2028Bcc: everybody@example.org",
        "Harmlos\x0b\x0cBcc: everybody@example.org",
        "Harmlos\x85Bcc: everybody@example.org",
    ],
)
async def test_a_subject_is_one_line_whatever_the_title_holds(make, title):
    ada = await make.person()
    # Past the forms, which fold white space themselves.
    topic = await make.topic(title=title)

    await accepted(ada, topic)

    (mail,) = await Mail.objects()
    assert len(mail.subject.splitlines()) == 1
    assert not any(ord(character) < 32 for character in mail.subject)


async def test_a_subject_fits_its_column(make):
    topic = await make.topic(title="🦊" * 120)

    await accepted(await make.person(), topic)

    assert len((await Mail.objects().first()).subject) <= 200


async def test_mails_are_plain_text(make):
    ada = await make.person(name="O'Ada & <Co>")
    topic = await make.topic(title='"A" & <b>')

    await accepted(ada, topic)

    (mail,) = await Mail.objects()
    assert '"A" & <b>' in mail.subject
    assert "O'Ada & <Co>" in mail.text
    assert "&amp;" not in mail.subject + mail.text


async def test_whoever_has_no_address_gets_none(make):
    await accepted(await make.person(email=None))
    await accepted(await make.person(email=""))

    assert await Mail.count() == 0


async def test_a_mail_shares_the_fate_of_what_it_tells_of(make, db):
    ada = await make.person()

    async def interrupted():
        async with db.unit_of_work():
            await accepted(ada)
            raise Oops

    with pytest.raises(Oops):
        await interrupted()

    assert await Mail.count() == 0


async def test_the_newest_come_first(make):
    for name in ("ada", "bob"):
        await accepted(await make.person(email=f"{name}@example.org"))

    mails = await outbox.newest()

    assert [mail["address"] for mail in mails] == ["bob@example.org", "ada@example.org"]


async def test_notices_say_how_to_get_no_more_of_them(make):
    ada = await make.person()

    await accepted(ada)
    await outbox.put_to("new@example.org", "de", "mail/accepted.txt", topic=Topic)

    notice, needed = await Mail.objects().order_by(Mail.id)
    assert f"http://127.0.0.1:8000{unsubscribing.path(ada.id)}\n" in notice.text
    assert "\n-- \n" in notice.text
    assert "abbestellen" not in needed.text
