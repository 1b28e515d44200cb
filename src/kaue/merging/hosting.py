"""Two authors of merged topics become hosts of what their topics are now, if both want to."""

from kaue import db
from kaue.mail import notices
from kaue.merging.queries import Part
from kaue.people.actor import HasId
from kaue.tables import TopicState
from kaue.topics.actions import NotPossibleNow, tell_author
from kaue.topics.queries import TopicView, list_changed

_OFFER = (
    "UPDATE topic SET offers_to_host = {} WHERE id = {} AND author = {} AND state = {}"
    " AND merged_into = {} AND offers_to_host = {} RETURNING id"
)
_AGREE = (
    "INSERT INTO host (topic, person)"
    " SELECT t.merged_into, t.author FROM topic t WHERE t.id = {} AND t.merged_into = {}"
    " AND t.offers_to_host = {} AND t.author IS NOT NULL"
)
_ONCE = " ON CONFLICT (topic, person) DO NOTHING RETURNING id"


async def offer(part: Part, *, by: HasId) -> None:
    """Say that one would host the home, too. Its author is asked; without one, that is enough.

    Doing so twice changes nothing. Raises NotPossibleNow.
    """
    if not part.may_offer(by.id):
        raise NotPossibleNow
    async with db.unit_of_work():
        if await _set_offer(part, True, by.id) and part.home.author is not None:
            await tell_author(part.home, "mail/host_offer.txt", other=part.topic)
        if part.home.author is None:
            await _add_host(part)
    list_changed(part.home.event)


async def agreed_on_stage(topic: TopicView, home: TopicView) -> None:
    """Both stood there and said that they hold it together: nobody has to be asked any more."""
    part = Part(topic, home, offers=False, thread=[])
    if topic.author is not None and part.may_offer(topic.author):
        async with db.unit_of_work():
            await _set_offer(part, True, topic.author)
            await _add_host(part)


async def take_back(part: Part, *, by: HasId) -> None:
    """Not to host it after all, agreed or not."""
    if not part.may_offer(by.id):
        raise NotPossibleNow
    async with db.unit_of_work():
        if await _set_offer(part, False, by.id):
            await db.write("DELETE FROM host WHERE topic = {} AND person = {}", part.home.id, by.id)
    list_changed(part.home.event)


async def agree(part: Part, *, by: HasId) -> None:
    """The home's author takes the offer. Raises NotPossibleNow."""
    if by.id != part.home.author:
        raise NotPossibleNow
    async with db.unit_of_work():
        if await _add_host(part):
            await notices.tell(
                part.topic.author,
                part.home.event,
                "mail/host_agreed.txt",
                path=part.home.path,
                topic=part.home,
            )
    list_changed(part.home.event)


async def decline(part: Part, *, by: HasId) -> None:
    """The home's author would rather not. Raises NotPossibleNow."""
    if by.id != part.home.author:
        raise NotPossibleNow
    if not part.co_hosts:
        await _set_offer(part, False, part.topic.author or 0)


async def _set_offer(part: Part, offers: bool, author: int) -> bool:
    return bool(
        await db.write(
            _OFFER,
            offers,
            part.topic.id,
            author,
            str(TopicState.MERGED),
            part.home.id,
            not offers,
        )
    )


async def _add_host(part: Part) -> bool:
    """Only as long as the offer stands: a split waits for this, or has taken it away."""
    statement = _AGREE + db.for_share("t") + _ONCE
    return bool(await db.write(statement, part.topic.id, part.home.id, True))
