"""A public topic with a comment, editors, and what they need to decide about reports."""

import pytest

from kaue.reports import actions, queries
from kaue.reports.forms import ReportForm
from kaue.tables import Report


@pytest.fixture
async def event(make):
    return await make.event()


@pytest.fixture
async def author(make):
    return await make.person(name="Autorin", email="autorin@example.org")


@pytest.fixture
async def topic(make, event, author):
    return await make.topic(event, author=author, title="Radwege & <Rampen>", text="Worum es geht.")


@pytest.fixture
async def comment(make, topic, author):
    return await make.comment(topic, author=author, text="Ein Kommentar, der stört.")


@pytest.fixture
async def staff(make, event):
    return await make.staff(event)


@pytest.fixture
async def desk(browser_for, staff):
    return await browser_for(staff)


@pytest.fixture(params=["topic", "comment"])
async def thing(request, event, topic, comment):
    """Both in turn; to be looked up again after a change."""
    if request.param == "topic":
        return await queries.topic(event.id, topic.id)
    return await queries.comment(event.id, comment.id)


@pytest.fixture
def again():
    """again(thing): as it is now."""

    async def look(thing):
        if thing.comment:
            return await queries.comment(thing.event, thing.comment)
        return await queries.topic(thing.event, thing.topic)

    return look


@pytest.fixture
def reported():
    """reported(thing, …): the case of a report, and those about the same that wait with it."""

    async def report(thing, *, text="Das stört.", contact="", language="de", by=None):
        wanted = ReportForm("insult", text, contact)
        await actions.report(thing, wanted, language=language, by=by)
        newest = await Report.objects().order_by(Report.id, ascending=False).first()
        return await queries.case(thing.event, newest.id)

    return report
