"""The board: placing, moving, pinning, closing, proposing; with prices, undo and two people."""

import asyncio
import re

import pytest

from kaue.events import queries as events
from kaue.pitch import actions as pitch
from kaue.pitch import queries as line_ups
from kaue.schedule import (
    board,
    board_queries,
    board_steps,
    computing,
    drafts,
    insight,
    queries,
    rooms,
)
from kaue.schedule.board_queries import Wants
from kaue.schedule.forms import RoomForm
from kaue.steps import queries as done
from kaue.steps.actions import DoneMeanwhile, NothingToUndo
from kaue.tables import Counts, Equipment, Event, Placement, Scene, Step, Topic
from kaue.topics import queries as topics


@pytest.fixture
async def mo(make, event):
    return await make.moderator(event)


@pytest.fixture
async def camp(make, planned, mo):
    """Six topics, counted; those who want "A" want "B" as well."""
    people = [await make.person() for _ in range(9)]
    for n, title in enumerate("ABCDEF"):
        topic = await make.topic(planned, title=title)
        for person in people[: 6 if title in "AB" else 0] or people[6 - n % 3 :]:
            await make.vote(topic, person)
    await pitch.end_voting(planned.id, planned.slug)
    await pitch.freeze(planned.id, planned.slug, after_version=0, by=mo)
    return planned


@pytest.fixture
async def number(camp):
    """number("A") is the topic's."""
    by_title = {topic.title: topic.id for topic in await topics.listed(camp.id)}
    return by_title.__getitem__


@pytest.fixture
async def cells(camp):
    """Round by round, room by room; the first round's second one is closed."""
    rounds = [one for one in await queries.rounds(camp.id) if not one.is_for_all]
    return [[(one.id, room.id) for room in await queries.rooms(camp.id)] for one in rounds]


@pytest.fixture
def where(camp):
    """where() is title → cells in which it is."""

    async def read():
        found = {}
        for one in await board_queries.placed(camp.id):
            found.setdefault((await topics.find(one.topic)).title, []).append(one.cell)
        return found

    return read


async def test_a_topic_is_placed_moved_and_put_back(camp, mo, number, cells, where):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    assert await where() == {"A": [cells[0][0]]}

    await board.place(camp, number("A"), cells[1][1], instead_of=None, by=mo)
    assert await where() == {"A": [cells[1][1]]}

    await board.clear(camp, number("A"), cells[1][1], by=mo)
    assert await where() == {}
    acts = [step.act for step in (await done.past(camp.id, Scene.BOARD)).steps]
    assert acts == ["clear", "place", "place"]


async def test_two_topics_swap_and_one_from_the_tray_replaces(camp, mo, number, cells, where):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    await board.place(camp, number("B"), cells[1][0], instead_of=None, by=mo)

    await board.place(camp, number("A"), cells[1][0], instead_of=number("B"), by=mo)
    assert await where() == {"A": [cells[1][0]], "B": [cells[0][0]]}

    await board.place(camp, number("C"), cells[1][0], instead_of=number("A"), by=mo)
    assert await where() == {"B": [cells[0][0]], "C": [cells[1][0]]}


async def test_whoever_saw_something_else_there_is_told(camp, mo, number, cells, where):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)

    with pytest.raises(board.OtherThere):
        await board.place(camp, number("B"), cells[0][0], instead_of=None, by=mo)
    with pytest.raises(board.OtherThere):
        await board.place(camp, number("B"), cells[0][2], instead_of=number("A"), by=mo)
    assert await where() == {"A": [cells[0][0]]}


async def test_two_at_once_do_not_overwrite_each_other(make, camp, mo, number, cells, where):
    other = await make.moderator(camp)
    placing = [
        board.place(camp, number(title), cells[0][0], instead_of=None, by=by)
        for title, by in (("A", mo), ("B", other), ("C", mo))
    ]

    told = await asyncio.gather(*placing, return_exceptions=True)

    assert sorted(type(one).__name__ for one in told) == ["NoneType", "OtherThere", "OtherThere"]
    assert len(await where()) == 1


async def test_what_is_pinned_stays_where_it_is(camp, mo, number, cells, where):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    await board.pin(camp, number("A"), cells[0][0], True, by=mo)

    with pytest.raises(board.PinnedThere):
        await board.place(camp, number("A"), cells[1][0], instead_of=None, by=mo)
    with pytest.raises(board.PinnedThere):
        await board.place(camp, number("B"), cells[0][0], instead_of=number("A"), by=mo)
    await board.clear_all(camp, by=mo)
    await board.arrange(
        camp, [(number("A"), cells[1][0]), (number("B"), cells[0][0])], "moves", by=mo
    )
    assert (await where())["A"] == [cells[0][0]]

    await board.pin(camp, number("A"), cells[0][0], False, by=mo)
    await board.place(camp, number("A"), cells[1][0], instead_of=None, by=mo)
    assert (await where())["A"] == [cells[1][0]]


async def test_a_closed_cell_takes_nothing_and_gives_back_what_it_had(
    camp, mo, number, cells, where
):
    with pytest.raises(board.CellGone):
        await board.place(camp, number("A"), cells[0][1], instead_of=None, by=mo)
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)

    await board.close(camp, cells[0][0], True, by=mo)
    assert await where() == {}
    await board.close(camp, cells[0][1], False, by=mo)
    await board.place(camp, number("A"), cells[0][1], instead_of=None, by=mo)

    for _ in range(3):
        step = (await done.past(camp.id, Scene.BOARD)).latest
        await board_steps.undo(camp.id, number=step.number, by=mo)
    assert await where() == {"A": [cells[0][0]]}
    for wrong in ((cells[0][0][0], 999), (999, cells[0][0][1])):
        with pytest.raises(board.CellGone):
            await board.close(camp, wrong, True, by=mo)


async def test_a_topic_is_held_again_in_a_free_cell(camp, mo, number, cells, where):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    await board.place(camp, number("B"), cells[1][0], instead_of=None, by=mo)
    for _ in range(2):
        await board.repeat(camp, number("A"), cells[2][0], by=mo)
    assert await where() == {"A": [cells[0][0], cells[2][0]], "B": [cells[1][0]]}
    with pytest.raises(board.OtherThere):
        await board.repeat(camp, number("A"), cells[1][0], by=mo)

    await board.clear(camp, number("A"), cells[0][0], by=mo)

    (left,) = [one for one in await board_queries.placed(camp.id) if one.topic == number("A")]
    assert (left.cell, left.again) == (cells[2][0], False)


async def test_everything_is_undone_back_to_the_beginning(camp, mo, number, cells):
    async def everything():
        wall = await Placement.select(
            Placement.topic, Placement.round, Placement.room, Placement.pinned, Placement.again
        ).order_by(Placement.round, Placement.room)
        return wall, [room.closed for room in await queries.rooms(camp.id)]

    stood = [await everything()]
    for act in (
        lambda: board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo),
        lambda: board.repeat(camp, number("A"), cells[1][0], by=mo),
        lambda: board.pin(camp, number("A"), cells[0][0], True, by=mo),
        lambda: board.place(camp, number("B"), cells[1][1], instead_of=None, by=mo),
        lambda: board.close(camp, cells[1][1], True, by=mo),
        lambda: board.arrange(camp, [(number("C"), cells[2][2])], "proposal", by=mo),
        lambda: board.clear_all(camp, by=mo),
    ):
        await act()
        assert await everything() != stood[-1]
        stood.append(await everything())

    first = (await done.past(camp.id, Scene.BOARD)).latest
    while stood[1:]:
        assert await everything() == stood.pop()
        step = (await done.past(camp.id, Scene.BOARD)).latest
        await board_steps.undo(camp.id, number=step.number, by=mo)
    assert await everything() == stood[0]
    with pytest.raises(NothingToUndo):
        await board_steps.undo(camp.id, number=first.number, by=mo)


async def test_desk_and_board_are_undone_apart(camp, mo, number, cells, desk):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    await desk.post(f"/pult/{camp.slug}/zeigen", data={"zeigen": "pitch"})

    step = (await done.past(camp.id, Scene.BOARD)).latest
    with pytest.raises(DoneMeanwhile):
        await board_steps.undo(camp.id, number=step.number + 1, by=mo)
    await board_steps.undo(camp.id, number=step.number, by=mo)

    assert await Step.count().where(Step.undone_at.is_null()) == 1


async def test_a_topic_that_is_gone_leaves_the_board(camp, mo, number, cells, where):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    await Topic.update({Topic.state: "withdrawn"}).where(Topic.id == number("A"))
    topics.list_changed(camp.id)

    assert await where() == {}
    with pytest.raises(board.TopicGone):
        await board.place(camp, number("A"), cells[1][0], instead_of=None, by=mo)


async def test_what_is_held_again_becomes_the_first_when_that_is_replaced(
    camp, mo, number, cells, where
):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    await board.repeat(camp, number("A"), cells[2][0], by=mo)

    await board.place(camp, number("B"), cells[0][0], instead_of=number("A"), by=mo)

    assert await where() == {"A": [cells[2][0]], "B": [cells[0][0]]}
    (left,) = [one for one in await board_queries.placed(camp.id) if one.topic == number("A")]
    assert not left.again
    await board.arrange(camp, [(number("C"), cells[2][0])], "moves", by=mo)
    assert "A" not in await where()


async def test_moves_that_lead_nowhere_leave_the_card_where_it_is(camp, mo, number, cells, where):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    await board.place(camp, number("B"), cells[1][0], instead_of=None, by=mo)
    await board.pin(camp, number("B"), cells[1][0], True, by=mo)
    before = await where()

    for cell in (cells[1][0], cells[0][1], (999, 999)):
        await board.arrange(camp, [(number("A"), cell)], "moves", by=mo)

    assert await where() == before


async def test_a_round_that_becomes_for_everybody_gives_its_cards_back(
    camp, mo, number, cells, desk
):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    one = (await queries.rounds(camp.id))[0]

    await rooms.change_round(camp, one.id, (one.starts_at, one.ends_at), title="Kaffee")

    page = (await desk.get(f"/pult/{camp.slug}/zeitplan")).text
    assert f'<li><a id="karte-{number("A")}"' in page
    draft = await drafts.the_draft(camp.id)
    assert [session.title for session in draft.sessions if session.topic] == []


async def test_closing_a_cell_on_the_rooms_page_is_undone_at_the_board(
    camp, mo, number, cells, where, desk
):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    when, room = cells[0][0]
    data = {"name": "Nord", "plaetze": "40", "zu": [str(when)]}

    assert (await desk.post(f"/pult/{camp.slug}/raeume/{room}", data=data)).status_code == 303

    assert await where() == {}
    past = await done.past(camp.id, Scene.BOARD)
    assert (past.latest.act, past.latest.words) == ("room", "Nord")
    await rooms.add_room(camp, RoomForm("Neu", 9, True, (), frozenset({when})))
    await board_steps.undo(camp.id, number=past.latest.number, by=mo)
    assert await where() == {"A": [cells[0][0]]}
    found = {one.name: one.closed for one in await queries.rooms(camp.id)}
    assert (found["Nord"], found["Neu"]) == (set(), {when})


# The pages.


async def test_the_proposal_fills_the_grid_and_says_how_good_it_is(
    camp, desk, where, cells, number
):
    base = f"/pult/{camp.slug}/zeitplan"
    page = (await desk.get(base)).text
    assert "In der Ablage" in page
    assert "Dieser Plan erfüllt 0 " in page

    answer = await desk.post(f"{base}/vorschlag")

    assert answer.headers["location"] == f"{base}#brett"
    placed = await where()
    assert sorted(placed) == list("ABCDEF")
    # Everybody who wants "A" wants "B": never at once.
    assert placed["A"][0][0] != placed["B"][0][0]
    assert cells[0][1] not in [cell for one in placed.values() for cell in one]
    page = (await desk.get(base)).text
    possible, kept = map(
        int, re.search(r"Wünsche: (\d+)\. Dieser Plan erfüllt (\d+)", page).groups()
    )
    bound = int(re.search(r"Mehr als (\d+) schafft nachweislich kein Plan", page).group(1))
    assert 0 < kept <= bound <= possible
    assert "Zufall:" in page
    assert "Jedes Thema hat seine Zelle." in page


async def test_a_chosen_card_shows_what_each_cell_would_cost(camp, mo, desk, number, cells):
    base = f"/pult/{camp.slug}/zeitplan"
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)

    page = (await desk.get(f"{base}?karte={number('B')}")).text

    # Beside A it gains nothing for those who want both; in another round it does.
    price = re.findall(
        r'name="runde" value="(\d+)"><input type="hidden" name="raum" value="(\d+)">'
        r'<input type="hidden" name="statt" value="\d*">.*?<b class="price">([^<]*)</b>',
        page,
    )
    by_cell = {(int(when), int(room)): gain for when, room, gain in price}
    assert by_cell[cells[0][2]] == "±0"
    assert by_cell[cells[1][2]].startswith("+")
    assert cells[0][1] not in by_cell


async def test_the_whole_board_works_by_plain_forms_and_by_htmx(camp, desk, number, cells, where):
    base = f"/pult/{camp.slug}/zeitplan"
    cell = {"runde": cells[0][0][0], "raum": cells[0][0][1]}
    free = {"runde": cells[1][0][0], "raum": cells[1][0][1]}
    topic = {"karte": number("A")}
    move = f"{number('B')}-{cells[2][0][0]}-{cells[2][0][1]}"
    for path, data in [
        ("/setzen", topic | cell | {"statt": ""}),
        ("/anheften", topic | cell | {"angeheftet": "1"}),
        ("/anheften", topic | cell | {"angeheftet": "0"}),
        ("/wiederholen", topic | free),
        ("/zuege", {"zug": move, "stand": "4"}),
        ("/ablage", topic | free),
        ("/schliessen", free | {"karte": "0", "zu": "1"}),
        ("/leeren", {}),
    ]:
        answer = await desk.post(base + path, data=data)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith(base)
    step = (await done.past(camp.id, Scene.BOARD)).latest
    answer = await desk.post(
        f"{base}/rueckgaengig", data={"schritt": step.number}, headers={"hx-request": "true"}
    )
    assert answer.text.lstrip().startswith('<div class="brett"')
    assert sorted(await where()) == ["A", "B"]
    chosen = (await desk.get(f"{base}?zelle={cells[1][0][0]}-{cells[1][0][1]}")).text
    assert "Zelle öffnen" in chosen


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/zuege", {}), ("/zuege", {"zug": "1-2"}), ("/zuege", {"zug": "a-b-c"}),
        ("/anheften", {"karte": "A", "angeheftet": "vielleicht"}),
        ("/schliessen", {"runde": "1", "raum": "1", "zu": ""}),
    ],
)  # fmt: skip
async def test_what_makes_no_sense_changes_nothing(camp, desk, path, data):
    answer = await desk.post(f"/pult/{camp.slug}/zeitplan{path}", data=data)

    assert answer.status_code in {400, 404, 409}
    assert await Step.count().where(Step.scene == Scene.BOARD) == 0


async def test_what_a_session_needs_is_kept_and_heeded(camp, mo, desk, number, cells, where):
    path = f"/pult/{camp.slug}/zeitplan/themen/{number('A')}"
    first = cells[0][0][0]
    data = {"ausstattung": ["projector"], "stufenfrei": "1", "weg": [str(first), "x"]}

    answer = await desk.post(path, data=data)

    assert answer.headers["location"].startswith(f"/pult/{camp.slug}/zeitplan?karte={number('A')}")
    wants = await board_queries.wants_of(camp.id, number("A"))
    assert wants == Wants((Equipment.PROJECTOR,), True, frozenset({first}))
    assert 'value="projector" checked' in (await desk.get(path)).text
    await desk.post(f"/pult/{camp.slug}/zeitplan/vorschlag")
    ((when, room),) = (await where())["A"]
    # Only Nord is step-free and has a projector.
    assert room == cells[0][0][1]
    assert when != first
    await board.arrange(camp, [(number("A"), cells[0][2])], "moves", by=mo)
    page = (await desk.get(f"/pult/{camp.slug}/zeitplan")).text
    assert "braucht etwas, das der Raum nicht hat" in page
    assert "Wer es hält, ist in dieser Runde nicht da" in page
    assert (await desk.get(f"/pult/{camp.slug}/zeitplan/themen/99999")).status_code == 404


async def test_a_remedy_is_taken_over_by_one_press(camp, mo, desk, number, cells, where):
    for title, cell in (("A", cells[0][0]), ("B", cells[0][2])):
        await board.place(camp, number(title), cell, instead_of=None, by=mo)
    page = (await desk.get(f"/pult/{camp.slug}/zeitplan")).text
    assert "liegen gleichzeitig, und 6 Personen wollen beides" in page

    moves = re.findall(r'name="zug" value="([\d-]+)"', page)
    stand = re.search(r'name="stand" value="(\d+)"', page).group(1)
    path = f"/pult/{camp.slug}/zeitplan/zuege"
    await desk.post(path, data={"zug": moves[:1], "stand": stand})
    # Somebody whose page is older is told, and nothing of it is done.
    assert (await desk.post(path, data={"zug": moves[:1], "stand": stand})).status_code == 409

    placed = await where()
    assert placed["A"][0][0] != placed["B"][0][0]


@pytest.mark.parametrize(("counts", "told"), [(Counts.OPEN, True), (Counts.SEALED, False)])
async def test_before_the_count_sealed_votes_tell_nothing(make, planned, browser_for, counts, told):
    await Event.update({Event.counts: counts}).where(Event.id == planned.id)
    events.forget(planned.slug)
    people = [await make.person() for _ in range(5)]
    for title in "AB":
        topic = await make.topic(planned, title=title)
        for person in people:
            await make.vote(topic, person)
    browser = await browser_for(await make.moderator(planned))

    page = (await browser.get(f"/pult/{planned.slug}/zeitplan")).text

    assert ("Erfüllbare Wünsche: 10" in page) == told
    assert ("noch nicht ausgezählt" in page) != told


async def test_without_rooms_the_board_says_what_comes_first(event, desk):
    page = (await desk.get(f"/pult/{event.slug}/zeitplan")).text

    assert "Ein Zeitplan braucht zuerst Räume und Runden." in page
    assert f'href="/pult/{event.slug}/raeume"' in page


async def test_when_no_answer_comes_in_time_nothing_changes(camp, desk, where, monkeypatch):
    async def late(*_, **__):
        raise computing.NoAnswer

    monkeypatch.setattr(computing, "asked", late)
    base = f"/pult/{camp.slug}/zeitplan"

    answer = await desk.post(f"{base}/vorschlag")
    assert "dauert gerade zu lange" in (await desk.get(answer.headers["location"])).text
    answer = await desk.post(f"{base}/vorschlag", headers={"hx-request": "true"})

    assert "dauert gerade zu lange" in answer.text
    assert await where() == {}


async def test_while_a_proposal_is_awaited_the_page_asks_how_good_the_best_one_is(
    camp, desk, where, monkeypatch
):
    base = f"/pult/{camp.slug}/zeitplan"
    fragment = {"hx-request": "true"}
    begun, go_on, real = asyncio.Event(), asyncio.Event(), computing.asked

    async def slow(job, **how):
        if "told" in how:
            how["told"]({"kept": 1234})
            begun.set()
            await go_on.wait()
        return await real(job, **how)

    monkeypatch.setattr(computing, "asked", slow)
    waiting = asyncio.create_task(desk.post(f"{base}/vorschlag", headers=fragment))
    await begun.wait()
    said = (await desk.get(f"{base}/vorschlag", headers=fragment)).text
    assert said.strip() == "Der bisher beste Plan erfüllt 1.234 Wünsche."
    go_on.set()
    await waiting

    assert len(await where()) == 6
    said = (await desk.get(f"{base}/vorschlag", headers=fragment)).text
    assert said.strip() == "Ein guter Plan wird gesucht …"
    # Without a script there is nothing to ask for.
    assert (await desk.get(f"{base}/vorschlag")).headers["location"] == base


async def test_a_board_does_not_wait_for_somebody_elses_proposal(camp, desk, monkeypatch):
    base = f"/pult/{camp.slug}/zeitplan"
    looks, proposals = asyncio.Semaphore(1), asyncio.Semaphore(1)
    monkeypatch.setattr(computing, "PROPOSALS", proposals)
    usual = computing.asked.__kwdefaults__ | {"turns": looks}
    monkeypatch.setattr(computing.asked, "__kwdefaults__", usual)
    async with proposals:
        assert "Erfüllbare Wünsche" in (await desk.get(base)).text

    insight._known.clear()
    monkeypatch.setattr(computing.asked, "__kwdefaults__", usual | {"patience": 0.1})
    async with looks, proposals:
        page = (await desk.get(base)).text
        assert "darum fehlen die Zahlen gerade" in page
        assert "Erfüllbare Wünsche" not in page
        answer = await desk.post(f"{base}/vorschlag", headers={"hx-request": "true"})
        assert "dauert gerade zu lange" in answer.text


async def test_the_arithmetic_is_done_in_a_process_of_its_own_and_stopped_in_time():
    job = {"topics": [{"id": 1}, {"id": 2}], "rooms": [{"id": 1, "seats": 9}], "rounds": [1, 2],
           "ballots": [[1, 2]], "swaps": 10_000_000, "runs": 100}  # fmt: skip

    best = await computing.asked(job, patience=1.5)

    assert sorted(topic for topic, *_ in best["plan"]) == [1, 2]
    with pytest.raises(computing.NoAnswer):
        await computing.asked(job, patience=0)
    assert (await computing.asked({"topics": 7}))["problems"]


async def test_two_hosts_of_one_name_without_accounts_are_one(camp):
    assert insight.host_number(None, "Rosa") == insight.host_number(None, "Rosa") < 0
    assert insight.host_number(7, "Rosa") == 7


async def test_a_topic_that_became_public_after_the_count_waits_in_the_tray(
    make, camp, mo, desk, cells, where
):
    late = await make.topic(camp, title="Nachzügler")
    base = f"/pult/{camp.slug}/zeitplan"
    assert f'<li><a id="karte-{late.id}"' in (await desk.get(base)).text

    cell = {"runde": cells[0][0][0], "raum": cells[0][0][1]}
    await desk.post(f"{base}/setzen", data={"karte": late.id, "statt": ""} | cell)

    assert await where() == {"Nachzügler": [cells[0][0]]}
    assert re.search(rf'<td[^>]*>\s*<a id="karte-{late.id}"', (await desk.get(base)).text)
    await desk.post(f"{base}/vorschlag")
    assert sorted(await where()) == [*"ABCDEF", "Nachzügler"]


async def test_what_was_withdrawn_on_stage_is_neither_placed_nor_published(
    camp, mo, number, cells, where
):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)
    pitched = (await line_ups.line_up(camp.id)).lines
    (line,) = [one for one in pitched if one.topic.id == number("A")]
    await pitch.mark(camp.id, line.pitch, "withdrawn")

    assert [one.title for one in (await drafts.the_draft(camp.id)).sessions if one.topic] == []
    with pytest.raises(board.TopicGone):
        await board.place(camp, number("A"), cells[1][0], instead_of=None, by=mo)
    # Its cell is free, as the board shows it.
    await board.place(camp, number("B"), cells[0][0], instead_of=None, by=mo)
    assert await where() == {"B": [cells[0][0]]}


@pytest.fixture
async def rosas(make, planned):
    """Two topics of Rosa, and one of somebody who is called so as well."""
    rosa = await make.person(name="Rosa")
    made = [await make.topic(planned, title=title, author=rosa) for title in ("Hof", "Garten")]
    return [*made, await make.topic(planned, title="Wald", author=await make.person(name="Rosa"))]


async def test_who_would_be_in_two_rooms_at_once_is_named_and_both_cards_are_marked(
    planned, rosas, place, desk
):
    hof, garten, wald = rosas
    await place(hof, 0, "Nord")
    await place(garten, 0, "Foyer")
    await place(wald, 1, "Nord")

    page = (await desk.get(f"/pult/{planned.slug}/zeitplan")).text

    told = "Rosa hält beide: „Hof“ und „Garten“ liegen gleichzeitig."
    cells = re.findall(r"<td data-room.*?</td>", page, re.S)
    marked = [one for one in cells if f'>Konflikt<span class="kern-sr-only">: {told}' in one]
    assert [re.search("Hof|Garten|Wald", one)[0] for one in marked] == ["Hof", "Garten"]
    assert page.index(">1 Konflikt</a>") < page.index('<table class="brett-tafel"')
    anchor = re.search(r'class="brett-marke"[^>]*href="#(hinweis-[^"]+)"', page)[1]
    assert told in page[page.index(f'id="{anchor}"') :]
    assert all('<small class="brett-wer"><span>Rosa</span></small>' in one for one in marked)


async def test_somebody_in_two_rooms_is_found_without_the_arithmetic_and_when_held_again(
    planned, rosas, place, desk, monkeypatch
):
    hof, garten, _ = rosas
    await place(hof, 1, "Nord")
    await place(hof, 0, "Nord", again=True)
    await place(garten, 0, "Foyer")

    page = (await desk.get(f"/pult/{planned.slug}/zeitplan")).text
    assert "Rosa hält beide" in page

    async def late(*_, **__):
        raise computing.NoAnswer

    monkeypatch.setattr(computing, "asked", late)
    insight._known.clear()
    page = (await desk.get(f"/pult/{planned.slug}/zeitplan")).text
    assert "darum fehlen die Zahlen gerade" in page
    assert "Rosa hält beide" in page


async def test_how_good_the_plan_is_comes_with_how_many_have_no_place(
    camp, mo, desk, number, cells
):
    await board.place(camp, number("A"), cells[0][0], instead_of=None, by=mo)

    page = (await desk.get(f"/pult/{camp.slug}/zeitplan")).text

    assert page.index("5 Themen haben noch keinen Platz.") < page.index("Dieser Plan erfüllt")
    assert re.search(r'<small class="brett-wer">.*etwa 6 Personen</small>', page)
