"""A file is stored wholly or not at all, and what is wrong with it is said in one sentence."""

import copy
import json

import pytest

from databases import at
from event_file.conftest import SLUG, build, desk
from factory import Make
from kaue import cli
from kaue.event_file import document, queries
from kaue.event_file.checking import checked
from kaue.event_file.values import Wrong
from kaue.events import queries as events
from kaue.invitations import actions as invitations
from kaue.people import actions as people
from kaue.stage import links
from kaue.tables import Event, Invitation, Person, Role, RoleName, Topic, Vote


async def how_much():
    return [await table.count() for table in (Event, Person, Topic, Vote)]


def refused(way, capsys, *arguments):
    """What is said, after it was made sure that nothing was stored."""
    before = at(way.laptop, how_much)
    way.on(way.laptop)
    capsys.readouterr()
    assert cli.main(["event", "import", str(way.file), *arguments]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert at(way.laptop, how_much) == before
    return said.err.strip()


def damaged(text):
    found = json.loads(text)
    yield "a part of it", text[: len(text) // 2], "only a part"
    yield "nothing", "", "no event file"
    yield "no text", "\ud800", "no event file"
    yield "a list", "[]", "no event file"
    yield "deep", "[" * 100_000, "no event file"
    yield "another kind", json.dumps({"kind": "plan"}), "no event file"
    yield "a changed one", text.replace('"title": "A"', '"title": "Z"'), "changed or damaged"
    yield "no content", json.dumps({**found, "content": []}), "changed or damaged"
    yield "a newer one", json.dumps({**found, "format": 99, "kaue": "9.0"}), "kaue 9.0, newer or"
    yield "of other tables", json.dumps({**found, "shape": "x"}), "same version on both"


def test_what_is_no_whole_event_file_is_refused_with_a_reason(exported, capsys):
    for name, text, why in damaged(exported.file.read_text(encoding="utf-8")):
        exported.file.write_bytes(text.encode(errors="surrogatepass"))
        assert why in refused(exported, capsys), name


def test_a_file_that_is_not_there_is_refused(way, capsys):
    assert "No such file" in refused(way, capsys)


def test_what_fits_together_but_cannot_be_stored_leaves_nothing(exported, capsys):
    content = document.load(exported.file)
    content["host"].append(content["host"][0])
    document.save(content, exported.file)

    assert "contradicts itself" in refused(exported, capsys)


def test_a_second_time_needs_to_be_asked_for_and_lets_people_go_on_working(imported, capsys):
    assert "here already" in refused(imported, capsys)

    async def moderated():
        mo = await Make().person(name="Laptop", email="laptop@example.org")
        event = await events.load(SLUG)
        await people.give_role(mo, RoleName.MODERATOR, event)
        await invitations.invite("eva@example.org", "staff", event, language="de")
        return await desk(), await how_much(), await links.make(event.id, by=mo)

    *before, token = at(imported.laptop, moderated)
    assert cli.main(["event", "import", str(imported.file), "--replace"]) == 0

    async def now_there():
        event = await events.load(SLUG)
        assert await links.find(event.id, token) is not None
        (role,) = await Role.select(Role.person.name, Role.event, Role.name)
        (offer,) = await Invitation.select(Invitation.event)
        assert {*role.values()} == {"Laptop", event.id, "moderator"}
        assert offer["event"] == event.id
        return [await desk(), await how_much()]

    assert at(imported.laptop, now_there) == before


def test_an_event_in_which_people_took_part_is_never_replaced(exported, capsys):
    exported.laptop = exported.server

    assert "no copy" in refused(exported, capsys, "--replace")


def test_topics_whose_numbers_are_taken_are_refused(exported, capsys):
    async def topics():
        make = Make()
        for _ in range(4):
            await make.topic()

    at(exported.laptop, topics)

    assert "database of its own" in refused(exported, capsys)


@pytest.fixture(scope="module")
def content(migrated_file, tmp_path_factory):
    """Of the event that all of these tests are about."""
    file = tmp_path_factory.mktemp("content") / "server.sqlite"
    file.write_bytes(migrated_file.read_bytes())

    async def written():
        await build()
        return await queries.content((await events.load(SLUG)).id)

    return at(f"sqlite:///{file}", written)


ODD = (None, True, -1, 2**40, 1.5, float("nan"), "", "x\0", "\ud800", "x" * 5000, [], {}, [[]])


def places(content):
    """Each value of the first row of each table, as (its container, its key)."""
    for name, rows in content.items():
        yield content, name
        if isinstance(rows, list) and rows:
            yield rows, 0
            if isinstance(rows[0], dict):
                yield from ((rows[0], key) for key in rows[0])


def complaint(content):
    try:
        checked(content)
    except Wrong as wrong:
        return str(wrong)
    return ""


def test_whatever_stands_at_whatever_place_is_taken_or_refused(content):
    assert complaint(content) == ""
    tried = refusals = 0
    for number in range(len([*places(content)])):
        for odd in ODD:
            changed = copy.deepcopy(content)
            holder, key = [*places(changed)][number]
            holder[key] = odd
            tried += 1
            refusals += bool(complaint(changed))

    assert tried > refusals > 0.8 * tried


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("event", "slug", "verwaltung"),
        ("event", "slug", "../x"),
        ("event", "accent", "red;}"),
        ("event", "timezone", "Mars/Olympus"),
        ("event", "timezone", "../../etc/passwd"),
        ("event", "counts", "told"),
        ("event", "pitch_order", "dice"),
        ("order_choice", "method", "hand"),
        ("topic", "state", "loved"),
        ("topic", "id", 0),
        ("topic", "author", 99),
        ("topic", "merged_into", 9_999),
        ("pitch", "ranking", 9_999),
        ("stage", "method", "dice"),
        ("stage", "pitch", 9_999),
        ("step", "act", "dance"),
        ("step", "before", "{}"),
        ("step", "before", '{"ranking": 1, "stage": {}, "pitches": []}'),
        ("step", "before", '{"ranking": 1, "stage": 7, "pitches": 7}'),
        ("ballots", "topics", [9_999]),
        ("passes", "passes", -1),
        ("ballots", "people", 2**30),
    ],
)
def test_what_a_page_would_stumble_over_is_refused(content, table, column, value):
    changed = copy.deepcopy(content)
    changed[table][0][column] = value

    with pytest.raises(Wrong):
        checked(changed)


@pytest.mark.parametrize("choices", [-1, "2", None, 2**40])
def test_a_step_keeps_how_many_choices_of_an_order_there_were(content, choices):
    changed = copy.deepcopy(content)
    step = changed["step"][0]
    step["before"] = json.dumps(json.loads(step["before"]) | {"choices": choices})

    with pytest.raises(Wrong):
        checked(changed)


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml"])
def test_a_logo_is_nothing_but_the_picture_it_says(content, media_type):
    logo = {"media_type": media_type, "content": "", "digest": "x"}

    with pytest.raises(Wrong):
        checked(content | {"logo": [logo]})


def test_an_unknown_event_is_not_exported(database, capsys, tmp_path):
    assert cli.main(["event", "export", "kamp", str(tmp_path / "x")]) == 1

    assert "no such event" in capsys.readouterr().err
    assert [*tmp_path.glob("x*")] == []


def test_a_file_that_cannot_be_written_leaves_nothing_behind(database, capsys, tmp_path):
    at(database, lambda: Make().event(slug=SLUG))
    (tmp_path / "folder").mkdir()

    assert cli.main(["event", "export", SLUG, str(tmp_path / "no" / "where")]) == 1
    assert cli.main(["event", "export", SLUG, str(tmp_path / "folder")]) == 1

    assert capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
