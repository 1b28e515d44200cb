"""Whether somebody has a second factor, and what is left of the recovery codes."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db


@dataclass(frozen=True, slots=True)
class FactorView:
    since: datetime
    recovery_codes_left: int


async def of_person(person_id: int) -> FactorView | None:
    """None when no factor is set up."""
    found = await db.rows(
        "SELECT confirmed_at AS since, (SELECT COUNT(*) FROM recovery_code c"
        " WHERE c.person = f.person AND c.used_at IS NULL) AS recovery_codes_left"
        " FROM second_factor f WHERE f.person = {} AND f.confirmed_at IS NOT NULL",
        person_id,
    )
    return FactorView(found[0]["since"], int(found[0]["recovery_codes_left"])) if found else None
