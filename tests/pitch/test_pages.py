"""The moderator's desk, its files, and the projector."""

import csv
import io
import re

import pytest

from kaue.pitch import actions, queries
from kaue.tables import Person, Pitch, Ranking
from kaue.topics import actions as topics


@pytest.fixture
async def event(make):
    """Five topics with 5, 4, 3, 2 and 1 votes."""
    event = await make.event()
    for votes in (5, 4, 3, 2, 1):
        host = await make.person(name=f"Host {6 - votes}", email=f"host{votes}@example.org")
        await make.topic(event, votes=votes, title=f"Platz {6 - votes}", author=host)
    return event


@pytest.fixture
async def frozen(event, make):
    await actions.freeze(event.id, event.slug, after_version=0, by=await make.person())
    return event


@pytest.fixture
async def browser(event, make, browser_for):
    return await browser_for(await make.moderator(event))


async def lines(event):
    return (await queries.line_up(event.id)).lines


def shown(answer):
    """The places of the list on the desk, by title."""
    board = answer.text.partition('class="line-up"')[2].partition("</ol>")[0]
    return "".join(re.findall(r"<span>Platz (\d)</span>", board))


async def test_the_desk_leads_to_the_list(event, browser):
    answer = await browser.get(f"/pult/{event.slug}")

    assert f'href="/pult/{event.slug}/rangliste"' in answer.text


async def test_the_live_list_leads_to_the_count_and_offers_nothing_else(event, browser):
    answer = await browser.get(f"/pult/{event.slug}/rangliste")

    assert shown(answer) == "12345"
    assert f'href="/pult/{event.slug}/abstimmung"' in answer.text
    assert "/pitches/" not in answer.text
    assert "<form" not in answer.text.partition('id="tafel"')[2].partition("</main>")[0]


async def test_next_pitch_can_be_pressed_at_the_desk_only(frozen, browser):
    listed = (await browser.get(f"/pult/{frozen.slug}/rangliste")).text
    vote = (await browser.get(f"/pult/{frozen.slug}/abstimmung")).text
    desk = (await browser.get(f"/pult/{frozen.slug}")).text

    for page in (listed, vote):
        assert 'value="done"' not in page
        assert "Nächster Pitch" not in page
        assert f'href="/pult/{frozen.slug}"' in page
    assert "Nächster Pitch" in desk


async def test_what_can_be_done_with_a_line_is_said_in_words(frozen, browser):
    page = (await browser.get(f"/pult/{frozen.slug}/rangliste")).text

    for label in ("Nach oben", "Nach unten", "Zurückstellen"):
        words = f'<span aria-hidden="true">{label}</span><span class="kern-sr-only">{label}: Platz '
        assert page.count(words) == 5


async def test_freezing_by_a_click_and_by_a_double_click(event, browser):
    path = f"/pult/{event.slug}/rangliste"
    first = await browser.post(f"{path}/einfrieren", data={"version": "0"})
    second = await browser.post(f"{path}/einfrieren", data={"version": "0"})
    without = await browser.post(f"{path}/einfrieren")

    assert first.headers["location"] == f"/pult/{event.slug}/abstimmung?hinweis=eingefroren"
    assert second.status_code == without.status_code == 409
    assert await Ranking.count() == 1
    digest = (await queries.frozen_list(event.id)).digest
    assert digest in (await browser.get(f"/pult/{event.slug}/abstimmung")).text
    assert shown(await browser.get(path)) == "12345"


async def test_an_event_without_topics_has_nothing_to_freeze(make, browser_for):
    event = await make.event()
    browser = await browser_for(await make.moderator(event))

    answer = await browser.post(f"/pult/{event.slug}/rangliste/einfrieren", data={"version": "0"})

    assert answer.status_code == 409
    assert (await browser.get(f"/pult/{event.slug}/rangliste")).status_code == 200


async def test_what_is_done_from_the_list_is_answered_by_the_list(frozen, browser):
    first, second = (await lines(frozen))[:2]

    answer = await browser.post(
        f"/pult/{frozen.slug}/pitches/{first.pitch}/stand",
        data={"stand": "done", "von": "liste"},
        headers={"hx-request": "true"},
    )

    assert answer.status_code == 200
    assert 'id="tafel"' in answer.text
    assert 'id="status"' in answer.text
    assert re.search(rf'id="pitch-{second.pitch}" data-state="current"', answer.text)
    assert re.search(rf'id="pitch-{first.pitch}" data-state="done"', answer.text)
    assert "<html" not in answer.text


async def test_a_plain_form_moves_and_comes_back_to_the_place(frozen, browser):
    last = (await lines(frozen))[4]

    answer = await browser.post(
        f"/pult/{frozen.slug}/pitches/{last.pitch}/platz", data={"platz": "1", "von": "liste"}
    )

    assert answer.headers["location"] == f"/pult/{frozen.slug}/rangliste#pitch-{last.pitch}"
    assert shown(await browser.get(f"/pult/{frozen.slug}/rangliste")) == "51234"


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("platz", {}),
        ("platz", {"platz": "-1"}),
        ("platz", {"platz": "eins"}),
        ("platz", {"platz": "9" * 30}),
        ("stand", {}),
        ("stand", {"stand": "gone"}),
    ],
)
async def test_what_makes_no_sense_changes_nothing(frozen, browser, act, data):
    pitch = (await lines(frozen))[1].pitch

    answer = await browser.post(f"/pult/{frozen.slug}/pitches/{pitch}/{act}", data=data)

    assert answer.status_code == 400
    assert shown(await browser.get(f"/pult/{frozen.slug}/rangliste")) == "12345"


@pytest.mark.parametrize(
    ("number", "status"),
    [("2147483647", 409), ("0", 404), ("2147483648", 404), ("9" * 20, 404)],
)
async def test_an_unknown_pitch_is_refused(frozen, browser, number, status):
    """A pitch that is gone is a conflict; one that can never have been is not there."""
    path = f"/pult/{frozen.slug}/pitches/{number}"

    assert (await browser.post(f"{path}/stand", data={"stand": "done"})).status_code == status
    assert (await browser.post(f"{path}/platz", data={"platz": "1"})).status_code == status


async def test_the_desk_is_for_the_moderators_of_this_event(make, frozen, browser_for):
    elsewhere = await make.event()
    pitch = (await lines(frozen))[4].pitch
    desk = f"/pult/{frozen.slug}"
    for person, status in [
        (await make.moderator(frozen), 200),
        (await make.admin(), 200),
        (await make.moderator(elsewhere), 403),
        (await make.staff(frozen), 403),
        (await make.person(), 403),
        (None, 303),
    ]:
        browser = await browser_for(person)
        for path in ("abstimmung", "rangliste", "rangliste.json", "rangliste.csv"):
            assert (await browser.get(f"{desk}/{path}")).status_code == status
        if status == 200:
            continue
        acts = [
            (f"pitches/{pitch}/platz", {"platz": "1"}),
            (f"pitches/{pitch}/stand", {"stand": "done"}),
            ("rangliste/einfrieren", {"version": "1"}),
            ("abstimmung/reihenfolge", {"nach": "fair", "warum": "Darum"}),
        ]
        for path, data in acts:
            assert (await browser.post(f"{desk}/{path}", data=data)).status_code == status
    assert await Ranking.count() == 1
    assert {row.state for row in await Pitch.objects()} == {"waiting"}
    assert (await lines(frozen))[4].pitch == pitch


# Exports.

KEYS = [
    "rank", "topic", "title", "votes", "hosts", "format", "place_by_votes", "state", "paper",
    "hands", "frozen_at", "version", "method", "digest",
]  # fmt: skip


HEADINGS = [
    "rank", "topic", "title", "hosts", "format", "votes", "place_by_votes", "state", "paper",
    "hands",
]  # fmt: skip


def read_csv(answer):
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


async def test_both_files_say_the_same_in_pitch_order(frozen, browser):
    last = (await lines(frozen))[4]
    await actions.move(frozen.id, last.pitch, to=1)
    await actions.mark(frozen.id, last.pitch, "done")

    as_json = (await browser.get(f"/pult/{frozen.slug}/rangliste.json")).json()
    as_csv = read_csv(await browser.get(f"/pult/{frozen.slug}/rangliste.csv"))

    assert [list(record) for record in as_json] == [KEYS] * 5
    assert [record["title"] for record in as_json] == [f"Platz {n}" for n in (5, 1, 2, 3, 4)]
    assert [record["rank"] for record in as_json] == [1, 2, 3, 4, 5]
    assert [record["place_by_votes"] for record in as_json] == [5, 1, 2, 3, 4]
    assert [record["votes"] for record in as_json] == [1, 5, 4, 3, 2]
    assert [record["state"] for record in as_json] == ["done"] + ["waiting"] * 4
    assert {record["digest"] for record in as_json} == {
        (await queries.frozen_list(frozen.id)).digest
    }
    assert list(as_csv[0]) == HEADINGS
    for row, record in zip(as_csv, as_json, strict=True):
        assert row == {key: str(record[key]) for key in row}


async def test_before_the_freeze_the_files_hold_the_live_list(event, browser):
    as_json = (await browser.get(f"/pult/{event.slug}/rangliste.json")).json()

    assert [record["rank"] for record in as_json] == [1, 2, 3, 4, 5]
    assert {(record["frozen_at"], record["digest"]) for record in as_json} == {(None, None)}


async def test_an_empty_list_is_an_empty_file(make, browser_for):
    event = await make.event()
    browser = await browser_for(await make.moderator(event))

    assert (await browser.get(f"/pult/{event.slug}/rangliste.json")).json() == []
    assert read_csv(await browser.get(f"/pult/{event.slug}/rangliste.csv")) == []


@pytest.mark.parametrize("ending", ["json", "csv"])
async def test_a_file_is_to_keep_and_is_stored_nowhere_on_the_way(frozen, browser, ending):
    answer = await browser.get(f"/pult/{frozen.slug}/rangliste.{ending}")

    assert answer.headers["content-disposition"] == (
        f'attachment; filename="{frozen.slug}-rangliste.{ending}"'
    )
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].startswith(("application/json", "text/csv"))


@pytest.mark.parametrize("ending", ["json", "csv"])
async def test_no_file_holds_an_address_or_a_voter(frozen, browser, make, ending):
    topic = (await lines(frozen))[0].topic
    await make.vote(topic, await make.person(name="Eve Unverwechselbar"))

    text = (await browser.get(f"/pult/{frozen.slug}/rangliste.{ending}")).text

    assert "@" not in text
    assert "Eve Unverwechselbar" not in text
    assert "Host 1" in text


@pytest.mark.parametrize("first", ["=", "+", "-", "@"])
async def test_no_cell_is_a_formula(make, browser_for, first):
    event = await make.event()
    mallory = await make.person(name=f"{first}cmd|' /C calc'!A0")
    title = f'{first}HYPERLINK("https://evil.example";"x")'
    await make.topic(event, title=title, author=mallory)
    browser = await browser_for(await make.moderator(event))

    (row,) = read_csv(await browser.get(f"/pult/{event.slug}/rangliste.csv"))
    (record,) = (await browser.get(f"/pult/{event.slug}/rangliste.json")).json()

    assert row["title"] == "'" + title
    assert row["hosts"] == "'" + mallory.name
    assert record["title"] == title


async def test_separators_and_quotes_stay_in_their_cell(make, browser_for):
    event = await make.event()
    await make.topic(event, title='a;b "c"\', d', hosted=False)
    browser = await browser_for(await make.moderator(event))

    (row,) = read_csv(await browser.get(f"/pult/{event.slug}/rangliste.csv"))

    assert row["title"] == 'a;b "c"\', d'
    assert row["hosts"] == ""


# The projector.


def on_stage(answer):
    """The current title and those below it, with their places."""
    current = re.findall(r'<h1 id="jetzt"[^>]*>([^<]*)</h1>', answer.text)
    below = answer.text.partition('class="stage-next"')[2].partition("</section>")[0]
    return current, re.findall(r"<li><span>(\d+)</span><span[^>]*><span>([^<]*)</span>", below)


async def test_before_the_freeze_the_projector_tells_nothing_of_the_order(make, event, stranger):
    answer = await stranger.get(await make.projector(event))

    assert answer.status_code == 200
    assert on_stage(answer) == ([], [])
    assert "Platz" not in answer.text


async def test_the_projector_shows_the_current_pitch_and_the_next_three(make, frozen, stranger):
    path = await make.projector(frozen)
    assert on_stage(await stranger.get(path)) == (
        ["Platz 1"],
        [("2", "Platz 2"), ("3", "Platz 3"), ("4", "Platz 4")],
    )

    await actions.mark(frozen.id, (await lines(frozen))[0].pitch, "done")

    assert on_stage(await stranger.get(path)) == (
        ["Platz 2"],
        [("3", "Platz 3"), ("4", "Platz 4"), ("5", "Platz 5")],
    )


async def test_a_topic_taken_back_is_not_shown(make, frozen, stranger):
    first = (await lines(frozen))[0]
    await topics.withdraw(
        first.topic, by=await Person.objects().get(Person.id == first.topic.author)
    )

    answer = await stranger.get(await make.projector(frozen))

    assert on_stage(answer)[0] == ["Platz 2"]
    assert "Platz 1" not in answer.text


async def test_when_all_are_through_the_stage_says_so(make, frozen, stranger):
    for line in await lines(frozen):
        await actions.mark(frozen.id, line.pitch, "done")

    answer = await stranger.get(await make.projector(frozen))

    assert answer.status_code == 200
    assert on_stage(answer) == ([], [])


async def test_htmx_gets_the_stage_alone(make, frozen, stranger):
    path = await make.projector(frozen)
    whole = await stranger.get(path)
    piece = await stranger.get(path, headers={"hx-request": "true"})

    assert "<html" in whole.text
    assert "<html" not in piece.text
    assert on_stage(piece) == on_stage(whole)
    assert f'hx-get="{path}"' in piece.text
    assert 'data-again="15"' in piece.text
