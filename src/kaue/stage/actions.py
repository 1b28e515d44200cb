"""What a moderator does while pitches are held. Every act says what is wanted, so twice is once."""

from collections.abc import Callable

from kaue import db
from kaue.events.queries import EventView
from kaue.merging import actions as merging
from kaue.merging import hosting
from kaue.merging.actions import HomeNotPublic
from kaue.people.actor import HasId
from kaue.pitch import actions as pitches
from kaue.pitch import queries as line_ups
from kaue.pitch.actions import NoSuchPitch
from kaue.pitch.queries import Line, LineUp
from kaue.review.forms import OnBehalfForm
from kaue.review.on_behalf import enter
from kaue.stage.clock import Clock
from kaue.stage.queries import the_stage
from kaue.stage.steps import doing
from kaue.tables import Channel, PitchState, Showing, TopicFormat
from kaue.topics.queries import TopicView, list_changed
from kaue.web.dates import now

LATER = 3
"""Places by which a pitch moves back when it is to come later."""

MOST_HANDS = 9_999

_THE_END = 2**31
"""A place beyond the last one."""


async def mark(event: EventView, pitch: int, state: PitchState, *, by: HasId) -> None:
    """Done, set aside, withdrawn, or waiting again. Raises NoSuchPitch."""
    async with doing(event.id, f"mark-{state}", by=by, words=await _title(event, pitch)):
        goes_on = state == PitchState.DONE and await _starts_next(event, pitch)
        await pitches.mark(event.id, pitch, state)
        if goes_on and (current := (await line_ups.line_up(event.id)).current):
            await _start(event, current)


async def move(event: EventView, pitch: int, *, to: int, by: HasId) -> None:
    """To a place, from 1. What is on stage and comes later leaves it. Raises NoSuchPitch."""
    async with doing(event.id, "move", by=by, words=await _title(event, pitch)):
        current = (await line_ups.line_up(event.id)).current
        await pitches.move(event.id, pitch, to=to)
        if current is not None and current.pitch == pitch and to > current.position:
            await _leave_stage(event, pitch)


async def miss(event: EventView, pitch: int, *, by: HasId) -> None:
    """Nobody is there to hold it: to the end, with a mark. Raises NoSuchPitch."""
    async with doing(event.id, "miss", by=by, words=await _title(event, pitch)):
        if not _line(await line_ups.line_up(event.id), pitch).is_open:
            return
        await db.write("UPDATE pitch SET not_here = {} WHERE id = {}", True, pitch)
        await pitches.move(event.id, pitch, to=_THE_END)
        await _leave_stage(event, pitch)


async def find(event: EventView, pitch: int, *, by: HasId) -> None:
    """They are here by now: right behind whoever speaks. Raises NoSuchPitch."""
    async with doing(event.id, "find", by=by, words=await _title(event, pitch)):
        await db.write("UPDATE pitch SET not_here = {} WHERE id = {}", False, pitch)
        line_up = await line_ups.line_up(event.id)
        line, current = _line(line_up, pitch), line_up.current
        if current and line != current:
            behind = current.position + (line.position > current.position)
            await pitches.move(event.id, pitch, to=behind)


async def take_longer(event: EventView, pitch: int, wanted: bool, *, by: HasId) -> None:
    """Whether its session will need more than one round. Raises NoSuchPitch."""
    act = "longer" if wanted else "not-longer"
    async with doing(event.id, act, by=by, words=await _title(event, pitch)):
        await db.write("UPDATE pitch SET takes_longer = {} WHERE id = {}", wanted, pitch)


async def count_hands(event: EventView, pitch: int, hands: int, *, by: HasId) -> None:
    """How many went up. Raises NoSuchPitch."""
    hands = max(0, min(hands, MOST_HANDS))
    words = f"{await _title(event, pitch)}: {hands}"
    async with doing(event.id, "hands", by=by, words=words):
        await db.write("UPDATE pitch SET hands = {} WHERE id = {}", hands, pitch)


async def add_hands(event: EventView, pitch: int, more: int, *, by: HasId) -> None:
    """So many beside those that others counted: one more of each of two is two. Raises NoSuchPitch.

    Pressed twice it counts twice: only its Press tells a press that was sent again.
    """
    words = f"{await _title(event, pitch)}: {more:+d}".replace("-", "−")
    async with doing(event.id, "hands", by=by, words=words):
        hands = _line(await line_ups.line_up(event.id), pitch).hands + more
        hands = max(0, min(hands, MOST_HANDS))
        await db.write("UPDATE pitch SET hands = {} WHERE id = {}", hands, pitch)


async def order_by(event: EventView, method: str, *, by: HasId, reason: str = "") -> None:
    """Raises NoSuchPitch, OrderUnexplained."""
    async with doing(event.id, "order", by=by, words=reason):
        await pitches.order_by(event.id, method, reason=reason)


async def add_late(event: EventView, title: str, name: str, *, by: HasId) -> None:
    """A topic from the floor joins the end. Of the same title there is one. Raises NoSuchPitch."""
    async with doing(event.id, "late", by=by, words=title):
        line_up = await line_ups.line_up(event.id)
        if line_up.frozen is None:
            raise NoSuchPitch
        if any(_is_same(line, title, name) for line in line_up.lines):
            return
        topic = await enter(event, _from_the_floor(title, name), by=by)
        await db.write(
            "INSERT INTO pitch (ranking, topic, position, state, by_hand, not_here, takes_longer,"
            " hands, changed_at) VALUES ({}, {}, {}, {}, {}, {}, {}, 0, {})",
            line_up.frozen.id,
            topic,
            len(line_up.lines) + 1,
            str(PitchState.WAITING),
            True,
            False,
            False,
            now(),
        )
    list_changed(event.id)


async def merge(event: EventView, pitch: int, other: int, *, by: HasId) -> None:
    """Make one session of the current pitch and another one, whose hosts hold it together.

    What is pitched first stays and takes the other in; its votes come along, once per person.
    Once they are one, this changes nothing. Raises NoSuchPitch, HomeNotPublic, HomeOfOthers.
    """
    line_up = await line_ups.line_up(event.id)
    this, that = _line(line_up, pitch), _line(line_up, other)
    # What others were merged into already goes on taking in.
    that_stays = that.state == PitchState.DONE or (
        line_up.parts_of(that) and not line_up.parts_of(this)
    )
    home, part = (that.topic, this.topic) if that_stays else (this.topic, that.topic)
    if part.merged_into == home.id:
        return
    if not part.is_public:
        raise HomeNotPublic
    words = f"{home.title} + {part.title}"
    async with doing(event.id, "merge", by=by, words=words, merges=part.id):
        await _merge(part, home, by)


async def _merge(part: TopicView, home: TopicView, by: HasId) -> None:
    await merging.merge(part, home, version=part.version, home_version=home.version, by=by)
    await hosting.agreed_on_stage(part, home)


def _is_same(line: Line, title: str, name: str) -> bool:
    """A second tap on the same button, not a second topic."""
    said = (line.title, line.topic.host_names)
    return line.topic.came_by == Channel.FLOOR and line.is_open and said == (title, name)


def _from_the_floor(title: str, name: str) -> OnBehalfForm:
    return OnBehalfForm(
        title=title,
        text="",
        name=name,
        channel=Channel.FLOOR,
        format=TopicFormat.OTHER,
        themes=(),
        hosted=bool(name),
        waits=False,
    )


_SHOW = "UPDATE stage SET showing = {} WHERE event = {}"


async def show(event: EventView, showing: Showing, *, by: HasId) -> None:
    async with doing(event.id, f"show-{showing}", by=by):
        await db.write(_SHOW, str(showing), event.id)


async def hold(event: EventView, wanted: bool, *, by: HasId) -> None:
    """The projector keeps the picture it has, whatever is done at the desk."""
    async with doing(event.id, "hold" if wanted else "let-go", by=by):
        await db.write("UPDATE stage SET held = {} WHERE event = {}", wanted, event.id)


async def start_clock(event: EventView, pitch: int, *, by: HasId) -> None:
    """For the pitch that is current; a late tap for another one changes nothing.

    If the projector shows the waiting screen still, it shows the pitch from now on.
    Raises NoSuchPitch.
    """
    async with doing(event.id, "clock-start", by=by, words=await _title(event, pitch)):
        current = (await line_ups.line_up(event.id)).current
        if current is not None and current.pitch == pitch:
            await _start(event, current)


async def let_start(event: EventView, wanted: bool, *, by: HasId) -> None:
    """Whether the next pitch starts its clock, so that a pitch takes one press."""
    async with doing(event.id, "auto-start" if wanted else "no-auto-start", by=by):
        await db.write("UPDATE stage SET auto_start = {} WHERE event = {}", wanted, event.id)


async def pause_clock(event: EventView, pitch: int, *, by: HasId) -> None:
    """Raises NoSuchPitch."""
    async with doing(event.id, "clock-pause", by=by, words=await _title(event, pitch)):
        await _wind(event, pitch, lambda clock: clock.paused(now()) if clock.runs else clock)


async def give_time(event: EventView, pitch: int, seconds: int, *, by: HasId) -> None:
    """So many seconds as if from the beginning: two taps on the same button add once.

    Raises NoSuchPitch.
    """
    async with doing(event.id, "clock-more", by=by, words=await _title(event, pitch)):
        await _wind(event, pitch, lambda clock: clock.given(seconds))


async def set_length(event: EventView, seconds: int, *, by: HasId) -> None:
    """What every pitch gets from now on."""
    async with doing(event.id, "length", by=by, words=str(seconds)):
        await db.write("UPDATE stage SET seconds = {} WHERE event = {}", seconds, event.id)


async def set_pace(event: EventView, pace: int, *, by: HasId) -> None:
    """How fast the clock of a rehearsal runs."""
    async with doing(event.id, "pace", by=by, words=f"{pace}×"):
        stage = await the_stage(event.id)
        current = (await line_ups.line_up(event.id)).current
        if stage.pace != pace:
            clock = stage.clock(current).paced(pace, now())
            await db.write("UPDATE stage SET pace = {} WHERE event = {}", pace, event.id)
            await _set(event, stage.pitch, clock)


async def _starts_next(event: EventView, pitch: int) -> bool:
    """Whether this is the current pitch, and the one after it is to start its clock."""
    if not (await the_stage(event.id)).auto_start:
        return False
    current = (await line_ups.line_up(event.id)).current
    return current is not None and current.pitch == pitch


async def _start(event: EventView, current: Line) -> None:
    """Its clock, and with it the show: the hall reads no more when the pitches will begin."""
    stage = await the_stage(event.id)
    await _set(event, current.pitch, stage.clock(current).started(now()))
    if stage.showing == Showing.WAITING:
        await db.write(_SHOW, str(Showing.PITCH), event.id)


async def _wind(event: EventView, pitch: int, turn: Callable[[Clock], Clock]) -> None:
    stage = await the_stage(event.id)
    current = (await line_ups.line_up(event.id)).current
    if current is None or current.pitch != pitch:
        return
    await _set(event, pitch, turn(stage.clock(current)))


async def _leave_stage(event: EventView, pitch: int) -> None:
    """Else it would be held for ever, since its clock was started last."""
    await db.write("UPDATE stage SET pitch = NULL WHERE event = {} AND pitch = {}", event.id, pitch)


async def _set(event: EventView, pitch: int | None, clock: Clock) -> None:
    await db.write(
        "UPDATE stage SET pitch = {}, started_at = {}, seconds_left = {} WHERE event = {}",
        pitch,
        clock.started_at,
        clock.seconds_left,
        event.id,
    )


async def _title(event: EventView, pitch: int) -> str:
    title = await line_ups.title_of(event.id, pitch)
    if title is None:
        raise NoSuchPitch
    return title


def _line(line_up: LineUp, pitch: int) -> Line:
    for line in line_up.lines:
        if line.pitch == pitch:
            return line
    raise NoSuchPitch
