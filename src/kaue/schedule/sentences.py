"""What the arithmetic says in codes, as English sentences to be translated where shown."""

from kaue.web.language import N_

ACTS = {
    "place": N_("Placed"),
    "repeat": N_("Held again"),
    "clear": N_("Back into the tray"),
    "pin": N_("Pinned"),
    "unpin": N_("No longer pinned"),
    "close": N_("Cell closed"),
    "open": N_("Cell opened"),
    "room": N_("Room changed"),
    "room-gone": N_("Room removed"),
    "round-gone": N_("Round removed"),
    "proposal": N_("Proposal taken over"),
    "moves": N_("Moves taken over"),
    "clear-all": N_("All back into the tray"),
}

CONCERNS = {
    "host_twice": N_("“%(one)s” and “%(other)s” are at the same time, and somebody holds both."),
    "host_twice_named": N_("%(names)s holds both: “%(one)s” and “%(other)s” are at the same time."),
    "host_twice_several": N_(
        "%(names)s hold both: “%(one)s” and “%(other)s” are at the same time."
    ),
    "host_away_named": N_("“%(one)s”: whoever holds it is not there in this round: %(names)s."),
    "host_away": N_("“%(one)s”: whoever holds it is not there in this round."),
    "unfit_room": N_("“%(one)s” needs something that the room does not have."),
    "closed_cell": N_("“%(one)s” is in a cell that cannot be had."),
    "cell_taken": N_("“%(one)s” and “%(other)s” are in the same cell."),
    "room_too_small": N_(
        "“%(one)s”: some %(people)s people are expected, more than there are seats."
    ),
    "against_each_other": N_(
        "“%(one)s” and “%(other)s” are at the same time, and %(people)s people want both."
    ),
}
"""concerns.Concern.says → with the titles `one` and `other`, `names` of hosts, and how many
people.
"""

REASONS = {
    "pinned": N_("It is pinned here."),
    "only_then": N_("In no other round can it be held."),
    "only_there": N_("No other room has what it needs."),
    "kept_apart": N_("%(people)s people want this and “%(other)s”, so the two are not at once."),
    "at_once": N_("%(people)s people want this and “%(other)s”, which is at the same time."),
    "worse_then": N_("At %(time)s %(people)s wishes fewer would be kept."),
    "people": N_("Some %(people)s people are expected."),
    "estimated": N_("Nobody could vote for it: how many come is guessed from its themes."),
}
"""Code → with the title `other`, or the `time` of a round, and how many people."""
