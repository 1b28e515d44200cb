"""How an event is reviewed: what admins choose, and the reasons they add, remove and put back."""

import asyncio
import re

import pytest

import reading
from kaue.administration import actions
from kaue.administration.review_forms import LONGEST_REASON, MOST_DAYS
from kaue.events import queries
from kaue.review import reasons
from kaue.tables import Event, OwnReason

CHOSEN = {"themen": "after", "kommentare": "before", "zweite": "1", "tage": "3"}


@pytest.fixture
def path(event):
    return f"/verwaltung/barcamps/{event.slug}/pruefung"


async def saved(admin, path, data):
    stamp = reading.value(await admin.get(path), "stand")
    return await admin.post(path, data=data | {"stand": stamp})


async def stored(event):
    return await Event.objects().get(Event.id == event.id)


# What is chosen


async def test_an_event_begins_with_topics_before_comments_once_reported(admin, path):
    form = await admin.get(path)

    assert reading.chosen(form, "themen") == ["before"]
    assert reading.chosen(form, "kommentare") == ["reported"]
    assert reading.chosen(form, "zweite") == []
    assert reading.value(form, "tage") == "1"


async def test_what_is_chosen_is_saved_and_shown(event, admin, path):
    answer = await saved(admin, path, CHOSEN)

    assert answer.headers["location"] == f"{path}?hinweis=gespeichert"
    one = await stored(event)
    assert (one.review_topics, one.review_comments) == ("after", "before")
    assert (one.second_pair, one.answer_days) == (True, 3)
    form = await admin.get(path)
    assert reading.chosen(form, "themen") == ["after"]
    assert reading.chosen(form, "zweite") == ["1"]
    assert (await queries.by_slug(event.slug)).second_pair
    await saved(admin, path, {name: value for name, value in CHOSEN.items() if name != "zweite"})
    assert not (await stored(event)).second_pair


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"themen": ""}, ["themen"]),
        ({"themen": "reported"}, ["themen"]),
        ({"kommentare": "never"}, ["kommentare"]),
        ({"tage": "0"}, ["tage"]),
        ({"tage": str(MOST_DAYS + 1)}, ["tage"]),
        ({"tage": "bald"}, ["tage"]),
        ({"tage": "-1"}, ["tage"]),
        ({"themen": "", "kommentare": "", "tage": ""}, ["themen", "kommentare", "tage"]),
    ],
)
async def test_a_refused_choice_changes_nothing_and_keeps_the_rest(
    event, admin, path, changed, fields
):
    answer = await saved(admin, path, CHOSEN | changed)

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    assert reading.chosen(answer, "zweite") == ["1"]
    assert reading.value(answer, "tage") == (CHOSEN | changed)["tage"]
    assert (await stored(event)).answer_days == 1


async def test_whoever_saves_second_is_told(event, admin, path):
    stamp = reading.value(await admin.get(path), "stand")
    await saved(admin, path, CHOSEN | {"tage": "9"})

    answer = await admin.post(path, data=CHOSEN | {"stand": stamp})

    assert answer.status_code == 409
    assert reading.value(answer, "tage") == "3"
    assert (await stored(event)).answer_days == 9
    assert (
        await admin.post(path, data=CHOSEN | {"stand": reading.value(answer, "stand")})
    ).status_code == 303


@pytest.mark.parametrize(
    ("days", "says"), [(1, "within 1 working day."), (4, "within 4 working days.")]
)
async def test_authors_read_what_is_promised(make, browser_for, days, says):
    event = await make.event(answer_days=days)
    author = await make.person()
    topic = await make.topic(event, author=author, state="submitted")
    browser = await browser_for(author)

    assert says in (await browser.get(f"/en{topic.path}")).text


# Reasons


async def add(admin, path, text, text_en=""):
    return await admin.post(f"{path}/gruende", data={"grund": text, "grund_en": text_en})


async def test_a_reason_can_be_added_chosen_removed_and_put_back(make, browser_for, admin, path):
    event = await queries.by_slug(path.split("/")[3])
    staff = await browser_for(await make.staff(event))
    topic = await make.topic(event, state="submitted")
    desk = f"/redaktion/{event.slug}/themen/{topic.id}"
    answer = await add(admin, path, " Andere Stadt. ", "Another town.")

    assert answer.headers["location"] == f"{path}?hinweis=gespeichert#gruende"
    (own,) = await reasons.own_reasons(event.id)
    assert (own.text, own.text_en) == ("Andere Stadt.", "Another town.")
    assert "Andere Stadt." in (await staff.get(desk)).text
    assert "Another town." in (await staff.get(f"/en{desk}")).text

    for _ in range(2):
        await admin.post(f"{path}/gruende/{own.id}/entfernen")
    assert await reasons.own_reasons(event.id) == []
    assert "Andere Stadt." not in (await staff.get(desk)).text
    assert f"gruende/{own.id}/zurueckholen" in (await admin.get(path)).text
    assert await reasons.said_of(own.code, "de") == "Andere Stadt."

    for _ in range(2):
        await admin.post(f"{path}/gruende/{own.id}/zurueckholen")
    assert await reasons.own_reasons(event.id) == [own]


@pytest.mark.parametrize(
    ("text", "text_en", "fields"),
    [
        ("", "", ["grund"]),
        ("  ", "English", ["grund"]),
        ("x" * (LONGEST_REASON + 1), "", ["grund"]),
        ("Gut.", "x" * (LONGEST_REASON + 1), ["grund_en"]),
    ],
)
async def test_a_refused_reason_keeps_what_was_typed(admin, path, text, text_en, fields):
    answer = await add(admin, path, text, text_en)

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    assert reading.value(answer, "grund_en") == text_en
    # The other form on the page shows what is stored.
    assert reading.chosen(answer, "themen") == ["before"]
    assert reading.value(answer, "stand")
    assert await OwnReason.count() == 0


async def test_the_same_reason_twice_is_refused(admin, path):
    await add(admin, path, "Andere Stadt.")

    answer = await add(admin, path, "andere stadt.")

    assert (answer.status_code, reading.problems(answer)) == (422, ["grund"])
    assert await OwnReason.count() == 1


async def test_there_can_be_twenty(event, admin, path):
    for number in range(actions.MOST_REASONS):
        await actions.add_reason(event, f"Grund {number}.", "")
    first = (await reasons.own_reasons(event.id))[0]

    assert (await add(admin, path, "Noch einer.")).status_code == 422
    assert 'name="grund"' not in (await admin.get(path)).text
    await actions.remove_reason(event, first.id)
    assert (await add(admin, path, "Noch einer.")).status_code == 303
    back = await admin.post(f"{path}/gruende/{first.id}/zurueckholen")
    assert back.status_code == 409
    assert len(await reasons.own_reasons(event.id)) == actions.MOST_REASONS


async def test_there_are_not_more_than_twenty_whoever_adds_at_once(event):
    for number in range(actions.MOST_REASONS - 1):
        await actions.add_reason(event, f"Grund {number}.", "")

    done = await asyncio.gather(
        *(actions.add_reason(event, f"Neu {number}.", "") for number in range(4)),
        return_exceptions=True,
    )

    assert [type(one) for one in done].count(actions.TooManyReasons) == 3
    assert len(await reasons.own_reasons(event.id)) == actions.MOST_REASONS


async def test_reasons_of_another_event_stay_out_of_reach(make, admin, path):
    other = await make.event()
    await actions.add_reason(other, "Fremd.", "")
    (own,) = await reasons.own_reasons(other.id)

    await admin.post(f"{path}/gruende/{own.id}/entfernen")

    assert await reasons.own_reasons(other.id) == [own]
    assert "Fremd." not in (await admin.get(path)).text


async def test_the_tab_is_there(admin, path):
    text = (await admin.get(path.removesuffix("/pruefung"))).text

    assert re.search(rf'href="{path}"', text)
