"""Why a session is where it is, in numbers of people; nothing is told of fewer than three.

In German: „18 Personen wollen beides – darum liegen die beiden nicht gleichzeitig.“
"""

from dataclasses import dataclass

from kaue.grid.arrangement import Arrangement
from kaue.grid.model import Plan
from kaue.grid.placing import prices
from kaue.grid.together import TOLD_FROM, both
from kaue.grid.wall import Wall
from kaue.grid.wishes import expected

MOST = 3
"""So many other sessions are named for each reason."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A code; the other topic or round it is about; how many people, where people are the reason.

    `pinned`: somebody settled it · `only_then`: in no other round can it be held ·
    `only_there`: no other room suits it · `kept_apart`: so many want both this and `other`, which
    is in another round · `at_once`: so many want both, and they are at the same time nevertheless ·
    `worse_then`: in the round `other` so many wishes fewer would be kept, whatever gave way ·
    `people`: so many are expected · `estimated`: votes are guessed from themes.
    """

    code: str
    other: int | None = None
    people: int | None = None


def reasons(wall: Wall, plan: Plan) -> dict[int, list[Reason]]:
    """For every topic of the plan."""
    arrangement = Arrangement(wall)
    people = expected(wall.day, plan)
    found = {}
    for topic in plan:
        number = wall.number[topic]
        found[topic] = [
            *_settled(wall, number),
            *_others(wall, plan, number),
            *_other_rounds(arrangement, plan, topic),
        ]
        if people[topic] >= TOLD_FROM:
            found[topic].append(Reason("people", None, people[topic]))
    return found


def _settled(wall: Wall, number: int) -> list[Reason]:
    codes = []
    if number in wall.pins:
        codes.append("pinned")
    elif wall.allowed[number].bit_count() == 1:
        codes.append("only_then")
    if wall.suits[number].bit_count() == 1 < len(wall.seats):
        codes.append("only_there")
    if wall.day.topics[number].estimated:
        codes.append("estimated")
    return [Reason(code) for code in codes]


def _others(wall: Wall, plan: Plan, number: int) -> list[Reason]:
    """The sessions that most of its people want besides, kept apart and not."""
    when = plan[wall.day.topics[number].id][0]
    apart: list[tuple[int, int]] = []
    at_once: list[tuple[int, int]] = []
    for topic, (then, _) in plan.items():
        people = both(wall, number, wall.number[topic])
        if wall.number[topic] != number and people >= TOLD_FROM:
            (at_once if then == when else apart).append((-people, topic))
    return [
        *(Reason("kept_apart", topic, -people) for people, topic in sorted(apart)[:MOST]),
        *(Reason("at_once", topic, -people) for people, topic in sorted(at_once)[:MOST]),
    ]


def _other_rounds(arrangement: Arrangement, plan: Plan, topic: int) -> list[Reason]:
    best: dict[int, int] = {}
    for price in prices(arrangement, plan, topic):
        when = price.cell[0]
        if price.allowed and when != plan[topic][0]:
            best[when] = max(price.gained, best.get(when, price.gained))
    return [
        Reason("worse_then", when, -gained) for when, gained in best.items() if -gained >= TOLD_FROM
    ]
