"""What the moderator's buttons send."""

from kaue.tables import PitchState
from kaue.web.forms import Form

LONGEST_REASON = 300
"""Of why it is counted again."""


def wanted_state(form: Form) -> PitchState | None:
    """From `stand=done|set_aside|waiting`; None for anything else."""
    value = form.value("stand")
    return PitchState(value) if value in set(PitchState) else None
