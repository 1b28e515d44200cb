"""What can be printed for the day, and what each sheet is for."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kaue.tables import RoleName
from kaue.web.language import N_


@dataclass(frozen=True, slots=True)
class Paper:
    """`needs` names what there must be before it can be printed."""

    label: str
    about: str
    path: str
    needs: str = ""
    whose: str = RoleName.MODERATOR


ROOMS, PLAN = "rooms", "plan"

PAPERS = (
    Paper(
        N_("Pitch list (PDF, A4)"),
        N_("Every pitch in its order, with a box to tick. Enough to go on if the power fails."),
        "/pult/{}/druck/pitchliste.pdf",
    ),
    Paper(
        N_("Moderation cards (PDF, A5)"),
        N_("One card to hold on stage for each pitch that is still to come."),
        "/pult/{}/druck/moderationskarten.pdf",
    ),
    Paper(
        N_("Door signs (PDF, A4)"),
        N_("What happens in which room and when, for the door of each."),
        "/pult/{}/druck/tuerschilder.pdf",
        ROOMS,
    ),
    Paper(
        N_("Session grid (PDF, A3)"),
        N_("All rooms and rounds on one sheet for the wall, as the board is now."),
        "/pult/{}/druck/zeitplan.pdf",
        ROOMS,
    ),
    Paper(
        N_("List to print (PDF, A4)"),
        N_("The published schedule, to lay out in the house."),
        "/{}/zeitplan-liste.pdf",
        PLAN,
    ),
    Paper(
        N_("Code of the day"),
        N_("The poster by which people say that they are on site. It changes every day."),
        "/pult/{}/vor-ort",
    ),
    Paper(
        N_("Code cards"),
        N_("For guests without e-mail: each card is a way in to this barcamp."),
        "/redaktion/{}/karten",
        whose=RoleName.STAFF,
    ),
)


def papers(roles: AbstractSet[str]) -> Iterator[Paper]:
    """Those that somebody with these roles may print."""
    return (paper for paper in PAPERS if paper.whose in roles)
