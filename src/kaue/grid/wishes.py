"""What a plan is worth: the wishes it keeps.

A person has a wish for every round in which something could be on for them: min(number of topics
they voted for, number of rounds). The sum over all people is what is *possible*.

A plan keeps a wish for every round in which a person finds at least one topic they voted for. Who
finds several in one round can attend only one; so of k they are expected at each with 1/k of a
person. Where more people are expected than there are seats (rounded up to whole people), each
missing seat takes one kept wish away again:

    kept = sum over rounds ( people who find something
                             - sum over sessions max(0, ceil(expected) - seats) )

Expected people are counted in whole parts, `PARTS` of which are one person, so that the numbers are
the same on every machine; only who finds more than sixteen at once is a crumb too many.

In German: „Ein Wunsch ist erfüllt, wenn jemand in einer Runde mindestens eine Session findet, für
die er oder sie gestimmt hat – und einen Platz.“
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from kaue.grid.model import Day, Plan

PARTS = 720_720
"""The smallest number that all of 1 to 16 divide."""


def possible(day: Day) -> int:
    """How many wishes there are. No plan can keep more."""
    return sum(min(len(ballot & day.topic.keys()), len(day.rounds)) for ballot in day.ballots)


def kept(day: Day, plan: Plan) -> int:
    """How many wishes a plan keeps, counted as defined, person by person."""
    found = sum(len(set(_rounds_of(ballot, plan))) for ballot in day.ballots)
    return found - sum(missing(day, plan).values())


def expected(day: Day, plan: Plan) -> dict[int, int]:
    """How many people each session can expect, rounded up."""
    parts = dict.fromkeys(plan, 0)
    for ballot in day.ballots:
        choices = Counter(_rounds_of(ballot, plan))
        for topic in ballot & plan.keys():
            parts[topic] += share(choices[plan[topic][0]])
    return {topic: whole(some) for topic, some in parts.items()}


def missing(day: Day, plan: Plan) -> dict[int, int]:
    """How many seats are missing, for each session for which some are."""
    short = {one: n - day.room[plan[one][1]].seats for one, n in expected(day, plan).items()}
    return {topic: seats for topic, seats in short.items() if seats > 0}


def share(choices: int) -> int:
    """Parts of somebody who finds so many topics at once, for each of them; rounded up."""
    return -(-PARTS // choices)


def whole(parts: int) -> int:
    """People, rounded up, from parts of people."""
    return -(-parts // PARTS)


def parts_expected(voters: Sequence[int]) -> list[int]:
    """Parts of people for each session of one round, from the bitset of each one's voters."""
    at_least = [0]
    for those in voters:
        if at_least[-1] & those:
            at_least.append(0)
        for k in range(len(at_least) - 1, 0, -1):
            at_least[k] |= at_least[k - 1] & those
        at_least[0] |= those
    # Who finds at least k gets from 1/(k-1) down to 1/k at the k-th step.
    steps = [(some, share(k) - share(k - 1) if k > 1 else PARTS)
             for k, some in enumerate(at_least, start=1) if some]  # fmt: skip
    return [sum([(those & some).bit_count() * step for some, step in steps]) for those in voters]


def _rounds_of(ballot: frozenset[int], plan: Plan) -> list[int]:
    return [plan[topic][0] for topic in ballot if topic in plan]


def by_round(plan: Plan) -> dict[int, list[int]]:
    """The topics of each round that has any."""
    rounds = defaultdict[int, list[int]](list)
    for topic, (when, _) in plan.items():
        rounds[when].append(topic)
    return dict(rounds)
