"""Merging a topic into another one, and splitting the two again. Neither loses anything.

A merged topic points to its home. Its votes stay where they are, and the home gets one for each
person who had none there yet; these name the topic they came from, so that a split knows them.
"""

from dataclasses import dataclass
from typing import Any

from kaue import db
from kaue.mail import outbox
from kaue.merging import queries, votes
from kaue.people.actor import HasId
from kaue.review import queries as decisions
from kaue.review.deciding import (
    UNREVIEWED,
    AlreadyDecided,
    Change,
    about,
    keep,
    log,
    plain,
    tell,
    untell,
)
from kaue.review.queries import DecisionView
from kaue.tables import Decision, TopicState, Verdict
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView, list_changed
from kaue.web.dates import now

MERGEABLE = {TopicState.SUBMITTED, TopicState.ACCEPTED}

# Freezing, casting and taking back lock the event first, too; who leaves locks the own account
# before the own topics.
_EVENT = "SELECT e.id FROM event e WHERE e.id = {}"
_AUTHORS = (
    "SELECT p.id FROM person p"
    " WHERE p.id IN (SELECT t.author FROM topic t WHERE t.id IN ({}, {})) ORDER BY p.id"
)
_PAIR = "SELECT t.id, t.state, t.version FROM topic t WHERE t.id IN ({}, {}) ORDER BY t.id"
_MERGE = (
    "UPDATE topic SET state = {}, unreviewed = {}, merged_into = {}, version = version + 1"
    " WHERE id = {}"
)
_SPLIT = (
    "UPDATE topic SET state = {}, unreviewed = {}, merged_into = NULL, offers_to_host = {},"
    " version = version + 1 WHERE id = {}"
)
_NO_LONGER_HOSTS = (
    "DELETE FROM host WHERE topic = {} AND person ="
    " (SELECT s.author FROM topic s WHERE s.id = {} AND s.offers_to_host = {})"
)
_PAIRS_OF = (
    "SELECT s.id, s.merged_into FROM topic s JOIN topic h ON h.id = s.merged_into"
    " WHERE s.author = {} OR h.author = {} ORDER BY s.id"
)
_THEIR_ROWS = (
    "SELECT t.id FROM topic t WHERE t.author = {}"
    " OR t.id IN (SELECT s.merged_into FROM topic s WHERE s.author = {})"
    " OR t.merged_into IN (SELECT h.id FROM topic h WHERE h.author = {}) ORDER BY t.id"
)


class HomeNotPublic(Exception):
    """Only what is in the public list, and in the same event, can take other topics in."""


class HomeOfOthers(Exception):
    """The topic is itself what others were merged into: these have to be split from it first."""


async def merge(
    source: TopicView, home: TopicView, *, version: int, home_version: int, by: HasId
) -> int:
    """Make `source` a part of `home`. Returns the decision's number.

    Raises AlreadyDecided, HomeNotPublic, HomeOfOthers.
    """
    if source.state not in MERGEABLE:
        raise AlreadyDecided
    change = Change(Verdict.MERGED, TopicState.MERGED, other=home.id)
    async with db.unit_of_work():
        seen = {source.id: version, home.id: home_version}
        await _lock_if_still(seen, source, home)
        await db.write(_MERGE, str(TopicState.MERGED), False, home.id, source.id)
        before = await decisions.latest_decision(source.id)
        decision = await keep(source, change, by=by)
        await votes.carry(source.id, home.id)
        if not await _undoes_a_split(before, home):
            await tell(source, decision, "mail/merged.txt", home=home)
        await votes.tell_voters(source, home, about=_about_votes(decision))
        await log(source, change, by=by)
    list_changed(source.event)
    return decision


async def _undoes_a_split(before: DecisionView | None, home: TopicView) -> bool:
    """Whether this undoes a split of the two of which the author has not been told yet."""
    if before is None or before.verdict != Verdict.SPLIT or before.other != home.id:
        return False
    await outbox.take_back(_about_votes(before.id))
    return await untell(before.id)


async def _lock_if_still(seen: dict[int, int], source: TopicView, home: TopicView) -> None:
    """Both as they were seen, and so that neither chain nor cycle comes about."""
    if source.id == home.id or source.event != home.event:
        raise HomeNotPublic
    pair = await _lock(source.event, source.id, home.id)
    if {number: row["version"] for number, row in pair.items()} != seen:
        raise AlreadyDecided
    if pair[source.id]["state"] != source.state:
        raise AlreadyDecided
    if pair[home.id]["state"] != TopicState.ACCEPTED:
        raise HomeNotPublic
    if await db.rows("SELECT id FROM topic WHERE merged_into = {} LIMIT 1", source.id):
        raise HomeOfOthers


async def _lock(event_id: int, *pair: int) -> dict[int, dict[str, Any]]:
    """Nobody else votes, freezes or decides about the two until this unit of work ends."""
    await db.rows(_EVENT + db.for_share("e"), event_id)
    await db.rows(_AUTHORS + db.for_share("p"), *pair)
    rows = await db.rows(_PAIR + db.for_update("t"), *pair)
    return {row["id"]: row for row in rows}


async def split(source: TopicView, *, version: int, by: HasId) -> int:
    """Let a merged topic stand on its own again, as it was. Returns the decision's number.

    As long as nobody has been told of the merge, nobody is told of this. Raises AlreadyDecided.
    """
    if source.merged_into is None:
        raise AlreadyDecided
    async with db.unit_of_work():
        pair = await _lock(source.event, source.id, source.merged_into)
        found = pair.get(source.id)
        if found is None or (found["state"], found["version"]) != (TopicState.MERGED, version):
            raise AlreadyDecided
        apart = await _take_apart(source.id, source.merged_into)
        change = Change(Verdict.SPLIT, apart.to, other=source.merged_into)
        decision = await keep(source, change, by=by)
        await _tell(source, decision, apart)
        await log(source, change, by=by)
    list_changed(source.event)
    return decision


async def split_all_of(person_id: int) -> None:
    """In the unit of work in which somebody's topics go: what was merged into them stays on its
    own, and what of theirs was merged takes along nobody's vote for anything else.
    """
    await db.rows(_THEIR_ROWS + db.for_update("t"), person_id, person_id, person_id)
    for row in await db.rows(_PAIRS_OF, person_id, person_id):
        source = await topics.find(row["id"])
        if source is not None:
            await _split_by_itself(source, row["merged_into"])


async def _split_by_itself(source: TopicView, home_id: int) -> None:
    """Kept like every decision, but nobody's: no act of staff, so nothing for the log."""
    apart = await _take_apart(source.id, home_id)
    decision = Decision(
        topic=source.id,
        verdict=Verdict.SPLIT,
        decided_at=now(),
        was=source.state,
        title=source.title,
        text=source.text,
        other=home_id,
    )
    await decision.save()
    await _tell(source, decision.id, apart)


@dataclass(frozen=True, slots=True)
class _Apart:
    """Where the topic stands now; whether its author had not been told of the merge yet."""

    to: TopicState
    unread: bool
    merge: int | None


async def _tell(source: TopicView, decision: int, apart: _Apart) -> None:
    """Those who know of the merge."""
    if not apart.unread:
        await tell(source, decision, "mail/split.txt")
    if apart.merge:
        told = _about_votes(apart.merge)
        await votes.tell_voters_back(source, told=told, about=_about_votes(decision))


async def _take_apart(source_id: int, home_id: int) -> _Apart:
    merge = await queries.merge_of(source_id)
    was = merge.was if merge else TopicState.SUBMITTED
    to = plain(was)
    await db.write(_NO_LONGER_HOSTS, home_id, source_id, True)
    await db.write(_SPLIT, str(to), was == UNREVIEWED, False, source_id)
    await votes.bring_back(source_id, home_id)
    if merge is None:
        return _Apart(to, False, None)
    await outbox.take_back(_about_votes(merge.id))
    return _Apart(to, await untell(merge.id), merge.id)


def _about_votes(decision: int) -> str:
    """How the voters' notices name it: whether they are read tells nothing about the author."""
    return about(decision) + "-votes"
