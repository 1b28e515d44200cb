"""Reading all of an event that goes into its file."""

from typing import Any

from piccolo.table import Table

from kaue import db
from kaue.event_file import ballots
from kaue.event_file.contents import ROWS, Kept
from kaue.event_file.names import number, public_names
from kaue.event_file.values import written
from kaue.pitch.draws import seed_of
from kaue.tables import Scene, Step, TopicState

Content = dict[str, Any]

_LOCK = "SELECT e.id FROM event e WHERE e.id = {}"

_TOPICS = (
    "SELECT t.id, t.state FROM topic t WHERE t.event = {} AND (t.state = {}"
    " OR t.merged_into IN (SELECT h.id FROM topic h WHERE h.state = {})"
    " OR t.id IN (SELECT k.topic FROM ranked_topic k JOIN ranking r ON r.id = k.ranking"
    " WHERE r.event = {})"
    " OR t.id IN (SELECT p.topic FROM pitch p JOIN ranking r ON r.id = p.ranking"
    " WHERE r.event = {})) ORDER BY t.id"
)


async def content(event_id: int) -> Content:
    """All at one moment: nobody votes or acts at the desk meanwhile.

    Public topics are whole. Of what was merged into them, or has a place in a count and is public
    no more, only the title is needed.
    """
    async with db.unit_of_work():
        await db.rows(_LOCK + db.for_update("e"), event_id)
        # Both sides draw ties by the same one, also if nobody has needed it yet.
        await seed_of(event_id)
        among = await _belonging(event_id)
        rows = {table: await _rows(table, kept, among[kept.among]) for table, kept in ROWS.items()}
        counts = await ballots.counted(event_id)
        names = await public_names(among["public"])
    number(rows, names)
    return {
        **{_name(table): _plain(rows[table]) for table in ROWS},
        **counts,
        "people": [*names.values()],
    }


def _name(table: type[Table]) -> str:
    return str(table._meta.tablename)


async def _belonging(event_id: int) -> dict[str, list[int]]:
    """Numbers of what belongs to the event, as `among` names them."""
    accepted = str(TopicState.ACCEPTED)
    topics = await db.rows(_TOPICS, event_id, accepted, accepted, event_id, event_id)
    rankings = await db.rows("SELECT id FROM ranking WHERE event = {}", event_id)
    rooms = await db.rows("SELECT id FROM room WHERE event = {}", event_id)
    plans = await db.rows("SELECT id FROM plan WHERE event = {}", event_id)
    return {
        "event": [event_id],
        "ranking": [row["id"] for row in rankings],
        "room": [row["id"] for row in rooms],
        "plan": [row["id"] for row in plans],
        "topic": [row["id"] for row in topics],
        # Who would have held what is public no more is nobody's business on the day.
        "public": [row["id"] for row in topics if row["state"] == accepted],
    }


async def _rows(table: type[Table], kept: Kept, numbers: list[int]) -> list[dict[str, Any]]:
    if not numbers:
        return []
    columns = [table._meta.get_column_by_name(name) for name in kept.columns]
    belongs = table._meta.get_column_by_name(kept.of).is_in(numbers)
    rows = table.select(*columns).where(belongs).order_by(table._meta.primary_key)
    return await (rows.where(Step.scene == Scene.DESK) if table is Step else rows)


def _plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: written(value) for name, value in row.items()} for row in rows]
