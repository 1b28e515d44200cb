"""Word of a new version: to hosts of what comes, moves or goes, and to who has a star on it."""

from collections.abc import Mapping, Sequence

from kaue import db
from kaue.events.queries import EventView
from kaue.mail import notices
from kaue.people.actor import HasId
from kaue.schedule.changes import Change
from kaue.schedule.plan_queries import is_public
from kaue.schedule.times import Clocks
from kaue.tables import Language

_CONCERNED = (
    "SELECT h.topic, h.person FROM host h JOIN topic t ON t.id = h.topic"
    " WHERE t.event = {} AND h.person IS NOT NULL"
    " UNION SELECT s.topic, s.person FROM star s JOIN topic t ON t.id = s.topic"
    " WHERE t.event = {} ORDER BY 2, 1"
)
_STATES = (
    "SELECT t.id, t.state, h.state AS home_state FROM topic t"
    " LEFT JOIN topic h ON h.id = t.merged_into WHERE t.event = {}"
)


async def tell(
    event: EventView, version: int, changed: Mapping[int, Sequence[Change]], *, but: HasId
) -> None:
    """One message for each person, however much concerns them; who publishes knows it already."""
    concerned: dict[int, list[Change]] = {}
    for row in await db.rows(_CONCERNED, event.id, event.id):
        if row["topic"] in changed and row["person"] != but.id:
            concerned.setdefault(row["person"], []).extend(changed[row["topic"]])
    # What was taken down may be so for its title.
    public = frozenset(
        row["id"]
        for row in await db.rows(_STATES, event.id)
        if is_public(row["state"], row["home_state"])
    )
    # 10:30 reads the same in every language.
    moments = [change.one.starts_at for found in changed.values() for change in found]
    clocks = Clocks(Language.GERMAN, event.zone).on_several(moments)
    for person, found in concerned.items():
        await notices.tell(
            person,
            event.id,
            "mail/planned.txt",
            path=f"/{event.slug}/zeitplan",
            about=f"plan-{event.id}-{version}",
            event=event,
            changes=sorted(found, key=lambda change: change.one.starts_at),
            public=public,
            clocks=clocks,
        )
