"""On the laptop the day goes on exactly where it was on the server."""

from databases import at
from event_file.conftest import SLUG, build_before_the_count, desk
from factory import NOW
from kaue import cli
from kaue.events import queries as events
from kaue.pitch import actions as pitch
from kaue.pitch import count_queries
from kaue.pitch import queries as line_ups
from kaue.ranking.digest import digest
from kaue.stage import actions as stage
from kaue.stage import steps
from kaue.steps import queries as done
from kaue.tables import Person, PitchState, Scene, Theme, Topic


def both(way, work):
    """What `work` finds or does there, and what here."""
    found = []
    for where in (way.server, way.laptop):
        way.on(where)
        found.append(at(where, work))
    return found


async def somebody():
    person = Person(name="Mo", created_at=NOW)
    await person.save()
    return person


def test_the_desk_is_the_same(imported):
    there, here = both(imported, desk)

    assert here == there
    assert len(here["history"]) == 7
    assert here["lines"][0][9:] == (17, 1)
    assert [name for name, *_, closed in here["rooms"] if closed] == ["Hof"]


def test_what_was_done_is_undone_back_to_the_beginning(imported):
    async def undone():
        event, mo, stood = await events.load(SLUG), await somebody(), []
        while latest := steps.undoable(
            await done.past(event.id, Scene.DESK), await line_ups.line_up(event.id)
        ):
            await steps.undo(event.id, number=latest.number, by=mo)
            shown = await desk()
            stood.append((shown["lines"], shown["current"], shown["stage"][1:]))
        return stood

    there, here = both(imported, undone)

    assert here == there
    assert len(here) == 6


def test_balancing_anew_gives_the_same_order(imported):
    async def balanced():
        event, mo, orders = await events.load(SLUG), await somebody(), []

        async def order():
            orders.append([line.title for line in (await line_ups.line_up(event.id)).lines])

        async def pitch_at(place):
            return (await line_ups.line_up(event.id)).lines[place].pitch

        await stage.order_by(event, "balanced", by=mo)
        await order()
        await stage.move(event, await pitch_at(-2), to=2, by=mo)
        await order()
        await stage.mark(event, await pitch_at(4), PitchState.DONE, by=mo)
        await order()
        await stage.mark(event, await pitch_at(5), PitchState.SET_ASIDE, by=mo)
        await order()
        return orders

    there, here = both(imported, balanced)

    assert here == there
    assert here[0] != here[1]


def test_the_ranking_proves_itself_by_the_same_digest_and_receipts(imported):
    async def ranking():
        event = await events.load(SLUG)
        frozen = await line_ups.frozen_list(event.id)
        lines = await count_queries.lines(frozen.id)
        numbers = [
            (one.by_votes, one.topic, one.votes, one.passes, one.fair, one.balanced,
             one.paper, one.hands)
            for one in lines
        ]  # fmt: skip
        worked_out = digest(SLUG, frozen.version, frozen.rule, numbers, seed=frozen.seed)
        assert worked_out == frozen.digest
        return (
            frozen.digest,
            numbers,
            await count_queries.versions(event.id),
            await count_queries.commitments(frozen.id),
            await count_queries.turnout(frozen.id),
        )

    there, here = both(imported, ranking)

    assert here == there
    assert len(here[2]) == 2
    assert [choice.reason for choice in here[2][0].choices] == ["Neu"]
    assert len(here[3]) == 17


def test_topics_keep_their_numbers_and_new_ones_get_others(imported):
    async def topics():
        event = await events.load(SLUG)
        rows = await Topic.select().where(Topic.event == event.id).order_by(Topic.id)
        kept = [(row["id"], row["title"], row["text"], row["merged_into"]) for row in rows]
        await stage.add_late(event, "Noch eins", "", by=await somebody())
        themes = await Theme.select(Theme.slug).where(Theme.event == event.id)
        return kept, themes, await Topic.count()

    there, here = both(imported, topics)

    public = {
        row
        for row in there[0]
        if row[1] not in {"Teil", "Versehen"} and row[2] != "Verborgener Text"
    }
    assert public <= set(here[0])
    (part,) = set(here[0]) - public
    assert part[1:3] == ("Teil", "")
    assert (part[0], part[3]) in {(row[0], row[3]) for row in there[0]}
    assert here[1] == there[1]
    assert here[2] == len(here[0]) + 1


def test_votes_can_be_counted_on_the_laptop_with_the_same_result(way):
    at(way.server, build_before_the_count)
    way.on(way.server)
    assert cli.main(["event", "export", SLUG, str(way.file)]) == 0
    way.on(way.laptop)
    assert cli.main(["event", "import", str(way.file)]) == 0

    async def counted():
        event = await events.load(SLUG)
        await pitch.freeze(event.id, SLUG, after_version=0, by=await somebody(), method="fair",
                           reason="Damit auch Kleines drankommt")  # fmt: skip
        frozen = await line_ups.frozen_list(event.id)
        return frozen.digest, frozen.people, frozen.decisions, frozen.order

    there, here = both(way, counted)

    assert here == there
    assert here[1] == 19
