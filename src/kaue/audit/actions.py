"""Writing the decision log. Nothing in kaue changes or deletes an entry."""

import secrets

from kaue import db
from kaue.audit import chain, queries
from kaue.audit.acts import Act, Subject
from kaue.people.actor import HasId
from kaue.tables import LogEntry, Verdict
from kaue.web.dates import now


async def note(
    event_id: int,
    act: Verdict | Act,
    subject: Subject,
    number: int,
    *,
    by: HasId,
    reason: str = "",
    note: str = "",
) -> None:
    """Add an act to the event's log, within the unit of work of the act itself.

    Call it last: from here to the end of the unit, nobody else can add one.
    """
    await db.take_turns("log", event_id)
    head = await queries.head(event_id)
    salt = secrets.token_hex(16)
    link = chain.Link(
        event=event_id,
        number=head.number + 1,
        acted_at=now(),
        act=str(act),
        subject=str(subject),
        subject_number=number,
        reason=reason,
        who_hash=chain.who_hash(salt, by.id),
        said_hash=chain.said_hash(salt, note),
    )
    await LogEntry(
        event=event_id,
        number=link.number,
        acted_at=link.acted_at,
        act=link.act,
        subject=link.subject,
        subject_number=number,
        reason=reason,
        acted_by=by.id,
        note=note,
        salt=salt,
        who_hash=link.who_hash,
        said_hash=link.said_hash,
        hash_before=head.hash,
        hash=link.hash(head.hash),
    ).save()
