"""What goes over the line: headers that nobody can add to, the text, and the same as HTML."""

import email
import re
from email import policy
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from kaue.mail import layout, message, outbox, sender
from kaue.mail.kinds import BUNDLED, NOTICES, SHORT_LIVED
from kaue.mail.queries import MailView
from kaue.places import TEMPLATES
from kaue.tables import Mail
from kaue.web.dates import now
from kaue.web.text import clean_line, clean_text

HEADERS = {
    "from", "to", "subject", "date", "message-id", "auto-submitted", "content-language",
    "mime-version", "content-type",
}  # fmt: skip
UNSUBSCRIBE = {"list-unsubscribe", "list-unsubscribe-post"}


class Topic:
    title = "Radwege für alle"
    path = "/camp/themen/1"


def a_mail(**values):
    plain = {
        "id": 7, "person": 3, "address": "ada@example.org", "kind": "code", "language": "de",
        "subject": "Hallo", "text": "Hallo\n", "written_at": now(), "attempts": 1,
        "sent_at": None, "failed_at": None,
    }  # fmt: skip
    return MailView(**plain | values)


def read(mail):
    return email.message_from_bytes(message.whole(mail), policy=policy.default)


def names(letter):
    return {name.lower() for name in letter.keys()}  # noqa: SIM118


def part(letter, kind):
    return letter.get_body((kind,)).get_content()


class _Outline(HTMLParser):
    """Tags, attributes and text of a document."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.words = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data):
        self.words.append(data)


async def arrived(office, person, template="mail/accepted.txt", **context):
    await outbox.put(person, template, topic=Topic, **context)
    await sender.send_waiting()
    return office.letters[-1]


async def test_a_letter_has_what_a_letter_needs(make, office):
    letter = await arrived(office, await make.person(email="ada@example.org"))

    assert letter["From"] == "Barcamp <barcamp@example.org>"
    assert letter["To"] == "ada@example.org"
    assert "Radwege für alle" in letter["Subject"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime is not None
    assert re.fullmatch(r"<\d+\.[0-9a-f]{24}@localhost>", letter["Message-ID"])
    assert letter.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in letter.iter_parts()] == ["text/plain", "text/html"]
    assert letter.raw.isascii()
    assert max(len(line) for line in letter.raw.splitlines()) <= 998


LANGUAGES = [("de", "du", "de"), ("de", "sie", "de"), ("en", "du", "en")]


async def test_three_languages_each_say_it_in_their_own_words(make, office, setting):
    texts = set()
    for language, german, html_language in LANGUAGES:
        setting(KAUE_GERMAN=german, KAUE_SMTP_URL=office.url)
        letter = await arrived(office, await make.person(language=language))
        html = part(letter, "html")
        assert f'<html lang="{html_language}">' in html
        assert letter["Content-Language"] == html_language
        texts.add(part(letter, "plain"))
        assert ("/en/" in part(letter, "plain")) == (language == "en")

    assert len(texts) == 3


async def test_both_versions_say_the_same(make, office):
    letter = await arrived(office, await make.person(name="Ada & <Co>"))

    text, html = part(letter, "plain"), part(letter, "html")
    words = " ".join(" ".join(_Outline(html).words).split())
    for line in text.split("\n"):
        if line.strip() not in {"", "--"}:
            assert " ".join(line.split()) in words, line


async def test_notices_can_be_stopped_by_one_click(make, office):
    ada = await make.person()
    letter = await arrived(office, ada)

    link = letter["List-Unsubscribe"].strip("<>")
    assert link.startswith(f"http://127.0.0.1:8000/abbestellen/{ada.id}-")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # In one piece and in the clear: mail programs look for it there.
    assert f"List-Unsubscribe: <{link}>\r\n".encode() in letter.raw
    assert link in part(letter, "plain")
    assert link in _Outline(part(letter, "html")).links


def test_what_is_needed_cannot_be_stopped():
    for kind in ("code", "invitation", "address"):
        assert names(read(a_mail(kind=kind))) == HEADERS
    assert names(read(a_mail(kind="accepted", person=None))) == HEADERS
    assert names(read(a_mail(kind="accepted"))) == HEADERS | UNSUBSCRIBE


def test_a_link_of_any_length_stays_in_one_piece(setting):
    setting(KAUE_PUBLIC_URL="https://" + "lang." * 30 + "example.org", KAUE_ROOT_PATH="/x" * 30)

    raw = message.whole(a_mail(kind="accepted"))

    assert b"List-Unsubscribe: <https://" in raw
    assert b"\r\nMessage-ID: <7." in raw


@pytest.mark.parametrize(
    ("chosen", "name", "address"),
    [
        ("", "kaue", "kaue@barcamp.example.org"),
        ("post@example.org", "kaue", "post@example.org"),
        ("Barcamp Münster <post@example.org>", "Barcamp Münster", "post@example.org"),
        ('"Kreis, Barcamp" <post@müller.example>', "Kreis, Barcamp", "post@xn--mller-kva.example"),
    ],
)
def test_who_it_is_from(setting, chosen, name, address):
    setting(KAUE_PUBLIC_URL="https://barcamp.example.org", KAUE_MAIL_FROM=chosen)

    (sent_by,) = read(a_mail())["From"].addresses
    assert (sent_by.display_name, sent_by.addr_spec) == (name, address)


def test_every_kind_has_its_template():
    kinds = {file.stem for file in (TEMPLATES / "mail").glob("[a-z]*.txt")}

    assert kinds >= NOTICES | SHORT_LIVED
    assert not NOTICES & SHORT_LIVED
    assert BUNDLED <= NOTICES


def test_a_code_stands_out():
    html = layout.html("de", "Code", "Dein Code:\n\n123456\n\nOder:\nhttp://127.0.0.1:8000/x\n")

    (code,) = re.findall(r"<p[^>]*font-size:2[^>]*>(.*?)</p>", html)
    assert code == "123456"
    assert _Outline(html).links.count("http://127.0.0.1:8000/x") == 2


def test_lines_become_what_they_are():
    text = (
        "Hallo,\n\nhier:\nhttp://127.0.0.1:8000/a\n\n- eins\n- zwei\n\n"
        "Neues\nhttp://127.0.0.1:8000/b\n\nhttps://elsewhere.example/c\n"
    )

    found = [(one.kind, one.lines, one.href) for one in layout.blocks(text)]

    assert found == [
        ("text", ["Hallo,"], ""),
        ("text", ["hier:"], ""),
        ("button", ["http://127.0.0.1:8000/a"], "http://127.0.0.1:8000/a"),
        ("list", ["eins", "zwei"], ""),
        ("link", ["Neues"], "http://127.0.0.1:8000/b"),
        ("address", ["https://elsewhere.example/c"], "https://elsewhere.example/c"),
    ]


ODD = st.text(
    st.characters() | st.sampled_from('\r\n\x00\x0b\x0c\x1c\x85\u2028\u2029\u202e=?<>"&,:;@'),
    max_size=200,
)
MANY = examples(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@MANY
@given(subject=ODD, text=ODD, kind=st.sampled_from(["accepted", "code"]))
def test_no_subject_and_no_text_adds_a_header_or_a_part(subject, text, kind):
    letter = read(a_mail(subject=subject, text=text, kind=kind))

    assert names(letter) == HEADERS | (UNSUBSCRIBE if kind == "accepted" else set())
    assert len(letter.keys()) == len(names(letter))
    assert [one.get_content_type() for one in letter.iter_parts()] == ["text/plain", "text/html"]
    assert letter["To"] == "ada@example.org"
    assert " ".join(letter["Subject"].split()) == " ".join(clean_line(subject).split())
    assert part(letter, "plain").replace("\r\n", "\n") == clean_text(text) + "\n"
    assert not letter.defects


@MANY
@given(subject=ODD, text=ODD)
def test_no_subject_and_no_text_adds_a_tag(subject, text):
    plain = {tag for tag, _ in _Outline(layout.html("de", "x", "x")).tags}
    kinds = plain | {"a", "br", "ul", "li", "div"}
    outline = _Outline(layout.html("de", clean_line(subject), clean_text(text)))

    assert {tag for tag, _ in outline.tags} <= kinds
    for _, attributes in outline.tags:
        assert set(attributes) <= {"style", "href", "lang", "charset", "name", "content"}
    for link in outline.links:
        assert link.startswith(("http://", "https://"))


@MANY
@given(address=ODD)
def test_an_address_is_one_address_or_none(address):
    try:
        letter = read(a_mail(address=address))
    except message.Unwritable:
        return
    assert names(letter) == HEADERS
    assert len(letter["To"].addresses) == 1


@pytest.mark.parametrize("name", ["Ada\nBcc: x@example.org", "Ada\r\n\r\nText", "Ä" * 80])
async def test_no_name_becomes_a_header(make, office, name):
    letter = await arrived(office, await make.person(name=name))

    assert names(letter) - {"x-peer", "x-mailfrom", "x-rcptto"} == HEADERS | UNSUBSCRIBE
    assert letter.envelope[1] == [(await Mail.objects().first()).address]


async def test_the_message_is_kept_for_a_mail_program_in_a_demo_only(make, setting, browser_for):
    await outbox.put(await make.person(), "mail/accepted.txt", topic=Topic)
    (mail,) = await Mail.objects()
    browser = await browser_for()
    assert (await browser.get(f"/postfach/{mail.id}")).status_code == 404

    setting(KAUE_DEMO="1")
    answer = await browser.get(f"/postfach/{mail.id}")

    assert answer.headers["content-disposition"] == f'attachment; filename="kaue-{mail.id}.eml"'
    assert answer.headers["content-type"].startswith("message/rfc822")
    letter = email.message_from_bytes(answer.content, policy=policy.default)
    assert letter["Subject"] == mail.subject
    assert (await browser.get(f"/postfach/{mail.id + 1}")).status_code == 404
    assert (await browser.get("/postfach/99999999999999999999")).status_code == 404
