"""In which parts the results are told. Pure."""

from kaue.results.queries import Life
from kaue.web.language import N_

HELD, NOT_HELD, ALL = N_("Held"), N_("Not held"), N_("All topics")


def sections_of(lives: list[Life]) -> list[tuple[str, str, list[Life]]]:
    """(id, heading, topics): held, then not; where no plan was published nobody knows which."""
    if any(life.held is None for life in lives):
        return [("themen", ALL, lives)]
    held = [life for life in lives if life.held]
    return [
        ("gehalten", HELD, held),
        ("nicht-gehalten", NOT_HELD, [life for life in lives if not life.held]),
    ]
