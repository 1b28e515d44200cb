"""Who reported what is kept no longer than it is needed."""

from datetime import timedelta

import pytest

from factory import NOW
from kaue import chores
from kaue.account import data, leaving
from kaue.reports import actions, queries
from kaue.reports.forms import ReportForm
from kaue.retention import actions as retention
from kaue.tables import Event, Mail, Report
from kaue.web.dates import now

DAY = timedelta(days=1)


@pytest.fixture
async def thing(event, topic):
    return await queries.topic(event.id, topic.id)


async def stored(thing, **values):
    case = {"event": thing.event, "topic": thing.topic, "text": "x", "contact": "ada@example.org"}
    report = Report(
        **{"token_hash": str(await Report.count()), "written_at": now()} | case | values
    )
    await report.save()
    return report


async def over(event):
    past = dict.fromkeys(["submit_until", "vote_until", "pitch_at", "sessions_at", "ends_at"], NOW)
    await Event.update(past).where(Event.id == event.id)


async def test_addresses_go_a_month_after_the_decision_and_reports_after_a_year(thing):
    kept = [
        await stored(thing),
        await stored(thing, written_at=now() - 800 * DAY),
        await stored(thing, decided_at=now() - 29 * DAY),
        await stored(thing, decided_at=now() - 31 * DAY),
        await stored(thing, decided_at=now() - 364 * DAY),
    ]
    await stored(thing, decided_at=now() - 366 * DAY)
    await stored(thing, written_at=now() - 3 * 366 * DAY)

    for _ in range(2):
        await actions.forget_old_reports()

    left = await Report.objects().order_by(Report.id)
    assert [one.id for one in left] == [one.id for one in kept]
    assert [bool(one.contact) for one in left] == [True, True, True, False, False]
    assert {one.text for one in left} == {"x"}


def test_it_happens_by_itself():
    assert actions.forget_old_reports in dict(chores.TIDYING).values()


@pytest.mark.parametrize("keeps", [True, False])
async def test_whoever_leaves_takes_name_and_address_along(make, thing, ada, keeps):
    by_account = await stored(thing, author=ada.id, contact="", text="Von Ada")
    by_address = await stored(thing, contact=ada.email, text="Von jemand")
    others = await stored(thing, contact="eve@example.org", text="Von Eve")

    await leaving.leave(ada.id, keeps_content=keeps)

    rows = {one.id: one for one in await Report.objects()}
    assert rows[by_account.id].author is None
    assert rows[by_account.id].text == ("Von Ada" if keeps else "")
    assert (rows[by_address.id].contact, rows[by_address.id].text) == ("", "Von jemand")
    assert rows[others.id].contact == "eve@example.org"


async def test_words_that_were_taken_back_leave_a_report_that_can_be_decided(thing, ada, desk):
    report = await stored(thing, author=ada.id, contact="")
    await leaving.leave(ada.id, keeps_content=False)
    at = f"/redaktion/{thing.event_slug}/meldungen"

    assert f'id="meldung-{report.id}"' in (await desk.get(at)).text
    answer = await desk.post(f"{at}/{report.id}/abweisen", data={"antwort": "Nein."})
    assert answer.status_code == 303


async def test_the_decider_leaves_and_the_decision_stays(thing, reported, staff):
    case = await reported(thing)
    await actions.dismiss(case, "Nein.", by=staff)

    await leaving.leave(staff.id, keeps_content=True)

    (again,) = await queries.decided_cases(thing.event)
    assert (again.reports[0].note, again.reports[0].decided_by_name) == ("Nein.", "")


async def test_after_the_event_nobody_is_left_in_it(event, thing, reported, staff, ada):
    decided = await reported(thing, text="Über Eve", contact="eve@example.org", by=ada)
    await actions.dismiss(decided, "Nein.", by=staff)
    await reported(thing, text="Noch offen", contact=ada.email, by=ada)
    await over(event)

    for _ in range(2):
        await retention.anonymise(event.id)

    (left,) = await Report.objects()
    assert (left.id, left.author, left.decided_by) == (decided.number, None, None)
    assert (left.contact, left.text) == ("", "")


async def test_ones_own_reports_are_among_ones_data_and_those_of_others_are_not(
    thing, reported, staff, ada
):
    case = await reported(thing, text="Adas Worte", contact="wo.anders@example.org", by=ada)
    await actions.dismiss(case, "Nein.", by=staff)

    own = data.as_json(await data.about(ada.id))
    of_decider = data.as_json(await data.about(staff.id))

    assert "Adas Worte" in own
    for text in (own, of_decider):
        assert '"report"' in text
    for theirs in ("Adas Worte", "wo.anders"):
        assert theirs not in of_decider


async def test_what_one_reported_by_address_alone_is_among_ones_data(thing, ada, make):
    await stored(thing, contact=ada.email, text="Meins")
    await stored(thing, contact="", text="Niemandes")
    guest = await make.person(email=None)

    assert "Meins" in data.as_json(await data.about(ada.id))
    assert "Niemandes" not in data.as_json(await data.about(ada.id))
    assert "Niemandes" not in data.as_json(await data.about(guest.id))


async def test_an_address_that_is_gone_is_answered_nothing(thing, reported, staff, ada):
    case = await reported(thing, contact=ada.email)
    await Mail.delete(force=True)
    await leaving.leave(ada.id, keeps_content=True)

    await actions.dismiss(case, "Nein.", by=staff)

    assert await Mail.count() == 0


async def test_words_that_name_an_account_stay_unknown_to_the_public(thing, stranger, ada):
    """Who reported it is told to nobody, on no page."""
    wanted = ReportForm("other", "x", ada.email)
    token = await actions.report(thing, wanted, language="de", by=ada)

    page = await stranger.get(actions.path_of(thing.event_slug, token))

    assert ada.email not in page.text
    assert ada.name not in page.text.replace("data-", "")
