"""What the steps at the desk are called, in English, to be translated where they are shown."""

from kaue.pitch.actions import BY_HAND
from kaue.pitch.orders import ORDERS
from kaue.pitch.queries import FrozenList
from kaue.tables import PitchState, Showing
from kaue.web.language import N_

ACTS = {
    f"mark-{PitchState.DONE}": N_("Pitch held"),
    f"mark-{PitchState.SET_ASIDE}": N_("Set aside"),
    f"mark-{PitchState.WITHDRAWN}": N_("Withdrawn"),
    f"mark-{PitchState.WAITING}": N_("Back into the order"),
    "move": N_("Moved"),
    "miss": N_("Not here, to the end"),
    "find": N_("Here now"),
    "longer": N_("Takes longer"),
    "not-longer": N_("Does not take longer"),
    "hands": N_("Hands counted"),
    "order": N_("Another order"),
    "merge": N_("Merged"),
    "late": N_("Topic from the floor"),
    f"show-{Showing.WAITING}": N_("Projector: waiting"),
    f"show-{Showing.PITCH}": N_("Projector: pitch"),
    f"show-{Showing.RANKING}": N_("Projector: ranking"),
    f"show-{Showing.SCHEDULE}": N_("Projector: schedule"),
    f"show-{Showing.DRAFT}": N_("Projector: schedule in the making"),
    f"show-{Showing.NOTHING}": N_("Projector: dark"),
    "hold": N_("Projector: picture held"),
    "let-go": N_("Projector: going on"),
    "clock-start": N_("Clock started"),
    "clock-pause": N_("Clock paused"),
    "clock-more": N_("More time"),
    "length": N_("Time for each pitch"),
    "pace": N_("Pace of the clock"),
}

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
