"""Before a room or a round goes: the page that names what loses its place. After it: the undo."""

from collections.abc import Sequence

from kaue.events.queries import EventView
from kaue.schedule import board_queries
from kaue.schedule.board_queries import Losing
from kaue.schedule.queries import RoomView, RoundView
from kaue.steps import queries as steps
from kaue.steps.queries import StepView
from kaue.tables import Scene
from kaue.web.page import Answer, AnyRequest, page


async def asking(
    request: AnyRequest,
    event: EventView,
    back: str,
    losing: Sequence[Losing],
    *,
    room: RoomView | None = None,
    round: RoundView | None = None,
) -> Answer:
    """The page for one of them. `back` is where all of its kind are listed."""
    gone = room or round
    assert gone is not None
    return page(
        request,
        "schedule/remove.html",
        event=event,
        room=room,
        round=round,
        back=back,
        here=f"{back}/{gone.id}/entfernen",
        losing=losing,
        named=board_queries.mark_of(losing),
        published=await board_queries.is_published(event.id),
    )


async def just_removed(event: EventView, act: str) -> StepView | None:
    """The step of that name, as long as it is what the board would undo next."""
    latest = (await steps.past(event.id, Scene.BOARD)).latest
    return latest if latest is not None and latest.act == act else None
