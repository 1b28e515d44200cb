"""What the steps at the desk are called, in English, to be translated where they are shown."""

from kaue.pitch.actions import BY_HAND
from kaue.pitch.orders import ORDERS
from kaue.pitch.queries import FrozenList
from kaue.tables import PitchState, Showing
from kaue.web.language import N_

ACTS = {
    f"mark-{PitchState.DONE}": N_("Pitch held"),
    f"mark-{PitchState.SET_ASIDE}": N_("Set aside"),
    f"mark-{PitchState.WITHDRAWN}": N_("Drops out"),
    f"mark-{PitchState.WAITING}": N_("Back into the order"),
    "move": N_("Moved"),
    "miss": N_("Not here"),
    "find": N_("Here now"),
    "longer": N_("Takes longer"),
    "not-longer": N_("Does not take longer"),
    "hands": N_("Hands counted"),
    "order": N_("Another order"),
    "merge": N_("Merged"),
    "late": N_("Topic from the floor"),
    f"show-{Showing.WAITING}": N_("Projector shows the waiting screen"),
    f"show-{Showing.PITCH}": N_("Projector shows the pitch"),
    f"show-{Showing.RANKING}": N_("Projector shows the ranking"),
    f"show-{Showing.SCHEDULE}": N_("Projector shows the schedule"),
    f"show-{Showing.DRAFT}": N_("Projector shows the schedule in the making"),
    f"show-{Showing.NOTHING}": N_("Projector dark"),
    "hold": N_("Projector holds its picture"),
    "let-go": N_("Projector goes on"),
    "clock-start": N_("Clock started"),
    "clock-pause": N_("Clock paused"),
    "clock-more": N_("More time"),
    "auto-start": N_("Clock starts with the next pitch"),
    "no-auto-start": N_("Clock starts by hand"),
    "length": N_("Time for each pitch"),
    "pace": N_("Pace of the clock"),
}

PRESSES = {
    "stand=done": N_("Next pitch"),
    "stand=waiting": N_("Previous pitch"),
    "stand=withdrawn": N_("Drops out"),
    "stand=set_aside": N_("Set aside"),
    "da=0": N_("Not here"),
    "platz": N_("Comes later"),
    "uhr=start": N_("Start"),
    "uhr=pause": N_("Pause"),
    "uhr": N_("More time"),
}
"""What a form says that is refused when its pitch is on stage no more → its button."""

SHOWN = {
    Showing.WAITING: N_("Waiting screen"),
    Showing.PITCH: N_("Pitch"),
    Showing.RANKING: N_("Ranking"),
    Showing.SCHEDULE: N_("Schedule"),
    Showing.DRAFT: N_("Schedule in the making"),
    Showing.NOTHING: N_("Dark"),
}
"""What the projector can show, as the buttons say it."""

METHODS = {
    **{key: (method, label) for key, (method, label, _) in ORDERS.items()},
    "hand": (BY_HAND, N_("By hand")),
}
"""Name in forms → method and label."""


def offered(frozen: FrozenList | None) -> dict[str, tuple[str, str]]:
    """Those of METHODS that need no reason: what was laid down, what leads by now, and by hand."""
    known = {BY_HAND, frozen.rule, frozen.method} if frozen else {BY_HAND}
    return {name: one for name, one in METHODS.items() if one[0] in known}
