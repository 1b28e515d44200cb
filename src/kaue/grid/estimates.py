"""Votes for topics that nobody could vote for.

A topic that comes on the day is known by the hands raised for it, but hands do not say what else
these people want. So as many of those who voted are taken for them, the likelier the more topics of
the same themes they voted for; if there are more hands than people, the rest come for this topic
alone. That is a guess, and the topic is marked as estimated.

Who is taken is decided without chance: people stand in line, those who like its themes most in
front, each as wide as they are likely, and at equal distances somebody is taken (W. G. Madow,
"On the Theory of Systematic Sampling, II", Annals of Mathematical Statistics 20 (1949), 333-354).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from kaue.grid.model import Day, Topic

LIKING = 4
"""How much likelier each topic of the same themes makes somebody, beside being there at all."""

Ballots = Sequence[frozenset[int]]


def with_estimates(day: Day) -> Day:
    """The day with votes for all topics that have hands and no votes."""
    voted = frozenset[int]().union(*day.ballots)
    late = {one.id: one for one in day.topics if one.hands > 0 and one.id not in voted}
    if not late:
        return day
    # By content, so that it does not matter who voted first.
    line = sorted(day.ballots, key=sorted)
    ballots = list(line)
    for topic in late.values():
        for person in _taken(day, topic, line):
            ballots[person] |= {topic.id}
        ballots += [frozenset({topic.id})] * (topic.hands - len(line))
    topics = tuple(replace(one, estimated=one.estimated or one.id in late) for one in day.topics)
    return replace(day, topics=topics, ballots=tuple(ballots))


def _taken(day: Day, topic: Topic, line: Ballots) -> list[int]:
    """Which people of the line are taken for those who raised a hand."""
    alike = {one.id for one in day.topics if one.themes & topic.themes}
    likely = [1 + LIKING * len(ballot & alike) for ballot in line]
    people = sorted(range(len(line)), key=lambda n: -likely[n])
    if topic.hands >= len(people):
        return people
    ends = list(accumulate(likely[n] for n in people))
    taken: list[int] = []
    for hand in range(topic.hands):
        # The middle of each of so many equal parts of the line; if taken already, who is behind.
        place = bisect_right(ends, (2 * hand + 1) * ends[-1] // (2 * topic.hands))
        while people[place] in taken:
            place = (place + 1) % len(people)
        taken.append(people[place])
    return taken
