"""Publishing the draft: a new version for everybody, and word to those whom it concerns."""

from collections.abc import Sequence

from kaue import db
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.pitch import live
from kaue.schedule import plan_queries
from kaue.schedule.changes import Change, Drafted
from kaue.schedule.drafts import the_draft
from kaue.schedule.telling import tell
from kaue.web.dates import now

LONGEST_NOTE = 300

_LOCK = "SELECT e.id FROM event e WHERE e.id = {}"


class PublishedMeanwhile(Exception):
    """Somebody else published a version after the one that was seen."""


class DraftChanged(Exception):
    """Somebody moved something on the board after this was shown."""


class NothingToPublish(Exception):
    """The draft is what is published already, or there is none."""


async def publish(
    event: EventView,
    *,
    note: str,
    by: HasId,
    kept: int | None = None,
    possible: int | None = None,
    after_version: int,
    seen: str | None = None,
) -> int:
    """Make the draft the next version and return its number.

    `kept` of `possible` wishes are those of the draft. `after_version` is the one that was
    published when it was looked at, and `seen` the draft's digest then. Raises PublishedMeanwhile,
    DraftChanged, NothingToPublish.
    """
    async with db.unit_of_work():
        await db.rows(_LOCK + db.for_update("e"), event.id)
        draft = await the_draft(event.id)
        if draft.version != after_version:
            raise PublishedMeanwhile
        if not draft.changes:
            raise NothingToPublish
        if seen is not None and draft.digest != seen:
            raise DraftChanged
        version = draft.version + 1
        plan = await _store(event.id, version, note[:LONGEST_NOTE], kept, possible, by)
        await _store_sessions(plan, draft.sessions)
        await tell(event, version, _concerning(draft.changes), but=by)
        await live.begin_stage(event.id)
        await db.write("UPDATE stage SET version = version + 1 WHERE event = {}", event.id)
    plan_queries.plan_changed(event.id)
    await live.announce("stage", event.id)
    await live.announce("plan", event.id)
    return version


async def _store(
    event_id: int, version: int, note: str, kept: int | None, possible: int | None, by: HasId
) -> int:
    found = await db.write(
        "INSERT INTO plan (event, version, note, kept, possible, published_by, published_at)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}) RETURNING id",
        event_id,
        version,
        note,
        kept,
        possible,
        by.id,
        now(),
    )
    return int(found[0]["id"])


async def _store_sessions(plan: int, sessions: Sequence[Drafted]) -> None:
    for one in sessions:
        await db.write(
            "INSERT INTO session (plan, topic, room, title, room_name, starts_at, ends_at)"
            " VALUES ({}, {}, {}, {}, {}, {}, {})",
            plan,
            one.topic,
            one.room,
            one.title,
            one.room_name,
            one.starts_at,
            one.ends_at,
        )


def _concerning(changes: Sequence[Change]) -> dict[int, list[Change]]:
    """Topic → what happens to its sessions."""
    found: dict[int, list[Change]] = {}
    for change in changes:
        if change.concerns is not None:
            found.setdefault(change.concerns, []).append(change)
    return found
