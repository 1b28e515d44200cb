"""The mails about reports and appeals, as text and as HTML, in all three languages."""

import pytest

from kaue.mail import layout
from kaue.mail.kinds import NOTICES
from kaue.reports import actions, appeals, queries
from kaue.reports.forms import ReportForm
from kaue.review import actions as review
from kaue.review.forms import RejectionForm
from kaue.tables import Mail

SPOKEN = [("du", "de"), ("sie", "de"), ("du", "en")]
WORDS = "Bitte **sachlich** bleiben & „höflich“.\nhttps://evil.example/"


def pressed(mail):
    html = layout.html(mail.language, mail.subject, mail.text)
    assert mail.subject.split(":")[0] in html
    assert "{" not in mail.subject + mail.text
    assert "%(" not in mail.subject + mail.text
    found = layout.blocks(mail.text)
    # Words of the editors may hold addresses; these look like what they are.
    assert {block.kind for block in found if "evil" in block.href} <= {"address"}
    return [block.href for block in found if block.kind in {"button", "link"}]


async def of_kind(kind):
    (mail,) = await Mail.objects().where(Mail.kind == kind)
    return mail


@pytest.fixture(params=SPOKEN, ids=["de", "de-formal", "en"])
def spoken(request, setting):
    """(what is stored as the language, what it is spoken in)."""
    german, language = request.param
    setting(KAUE_GERMAN=german)
    return language, "de-formal" if german == "sie" else language


def prefixed(language, path):
    return "http://127.0.0.1:8000" + ("/en" if language == "en" else "") + path


async def test_that_a_report_arrived(spoken, thing):
    wanted = ReportForm("insult", WORDS, "ada@example.org")
    token = await actions.report(thing, wanted, language=spoken[0], by=None)

    mail = await of_kind("report_received")

    assert mail.language == spoken[1]
    assert thing.event_title in mail.text
    assert pressed(mail) == [prefixed(spoken[0], actions.path_of(thing.event_slug, token))]


@pytest.mark.parametrize("upheld", [True, False])
async def test_what_became_of_it(spoken, thing, reported, staff, upheld):
    case = await reported(thing, contact="ada@example.org", language=spoken[0])
    if upheld:
        reason = RejectionForm("rules", WORDS)
        await actions.uphold(case, reason, version=thing.version, by=staff)
    else:
        await actions.dismiss(case, WORDS, by=staff)

    mail = await of_kind("report_decided")

    assert mail.language == spoken[1]
    assert WORDS in mail.text
    assert pressed(mail) == ([] if upheld else [prefixed(spoken[0], thing.path)])


@pytest.mark.parametrize("granted", [True, False])
async def test_what_became_of_an_appeal(make, event, spoken, staff, granted):
    author = await make.person(name="Ada", language=spoken[0])
    topic = await make.topic(event, author=author, title="Räder & <Wege>")
    await review.hide(topic, RejectionForm("rules", ""), version=topic.version, by=staff)
    thing = await queries.topic(event.id, topic.id)
    await appeals.appeal(thing, "Doch.", language=spoken[0], by=author)
    (case,) = await queries.open_cases(event.id)
    if granted:
        await appeals.grant(case, WORDS, version=thing.version, by=staff)
    else:
        await appeals.refuse(case, WORDS, by=staff)

    mail = await of_kind("appeal_decided")

    assert mail.language == spoken[1]
    assert "Räder & <Wege>" in mail.subject
    assert WORDS in mail.text
    assert "Ada" in mail.text
    assert pressed(mail) == [prefixed(spoken[0], thing.path)]


def test_they_are_needed():
    assert {"report_received", "report_decided", "appeal_decided"} & NOTICES == set()
