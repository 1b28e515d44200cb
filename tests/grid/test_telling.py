"""What is told about a plan, topics held twice, and votes that are guessed."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from days import FEW, day, days
from kaue.grid import wishes
from kaue.grid.estimates import with_estimates
from kaue.grid.model import Day, Room, Topic
from kaue.grid.planning import propose
from kaue.grid.reasons import Reason, reasons
from kaue.grid.repeats import Repeat, repeats
from kaue.grid.together import TOLD_FROM, told
from kaue.grid.wall import Wall

SEEDS = st.integers(0, 99)


@FEW
@given(days(), SEEDS)
def test_nothing_is_told_of_fewer_than_three(day, seed):
    plan = propose(day, seed=seed, runs=1, swaps=20).plan
    for topic, some in reasons(Wall(day), plan).items():
        for one in some:
            assert one.people is None or one.people >= TOLD_FROM
            if one.code in ("kept_apart", "at_once"):
                wanted = sum({topic, one.other} <= ballot for ballot in day.ballots)
                assert one.people == wanted
                assert (plan[topic][0] == plan[one.other][0]) == (one.code == "at_once")
    for one in repeats(Wall(day), plan):
        assert one.people >= TOLD_FROM


def test_why_a_session_is_where_it_is():
    host = frozenset({5})
    topics = (Topic(1, host), Topic(2, rounds=frozenset({2})), Topic(3), Topic(4, estimated=True))
    some = day("ab ab ab ac ac ac ac cd", topics=topics, pins=((1, (1, 1)),))
    plan = {1: (1, 1), 2: (2, 1), 3: (2, 2), 4: (1, 2)}

    why = reasons(Wall(some), plan)

    assert why[1] == [
        Reason("pinned"), Reason("kept_apart", 3, 4), Reason("kept_apart", 2, 3),
        Reason("people", None, 7),
    ]  # fmt: skip
    assert why[2][:2] == [Reason("only_then"), Reason("kept_apart", 1, 3)]
    assert Reason("worse_then", 1, 4) in why[3]
    assert why[4] == [Reason("estimated"), Reason("worse_then", 2, 4)]


def test_how_few_are_not_told():
    assert [told(people) for people in (0, 2, 3, 18)] == [None, None, 3, 18]


# Held a second time


def both_kept(day: Day, plan, again) -> int:
    """With as many seats as anybody wants: each person's rounds, matched to topics of theirs."""
    held = Counter()
    kept = 0
    for ballot in day.ballots:
        held = {}
        for topic, (when, _) in [*plan.items(), *((one.topic, one.cell) for one in again)]:
            if topic in ballot:
                held.setdefault(when, set()).add(topic)
        kept += matched(held)
    return kept


def matched(held: dict[int, set[int]]) -> int:
    """In how many rounds somebody can attend topics that are all different."""
    if not held:
        return 0
    (_, topics), *rest = held.items()
    without = matched(dict(rest))
    ways = (
        1 + matched({n: some - {topic} for n, some in rest if some - {topic}}) for topic in topics
    )
    return max([without, *ways])


@FEW
@given(days(ample=True), SEEDS)
def test_the_first_repeat_is_for_as_many_as_it_says(day, seed):
    plan = propose(day, seed=seed, runs=1, swaps=20).plan
    kept = wishes.kept(day, plan)

    for one in repeats(Wall(day), plan, most=1):
        assert both_kept(day, plan, [one]) == kept + one.people
        assert one.cell not in plan.values()
        assert day.may_be_at(day.topic[one.topic], one.cell)


def test_who_can_have_both_when_one_is_held_again():
    some = day("ab ab ab ab", rooms=2, rounds=2)

    assert repeats(Wall(some), {1: (1, 1), 2: (1, 2)}) == [Repeat(1, (2, 1), 4)]


def test_who_found_no_seat_comes_the_second_time():
    rooms = (Room(1, 4), Room(2, 9))
    some = day("a a a a a a a", places=rooms)

    assert repeats(Wall(some), {1: (1, 1)}) == [Repeat(1, (2, 1), 3)]


def test_a_host_holds_nothing_twice_at_once():
    host = frozenset({5})
    some = day("ab ab ab ac ac ac", topics=(Topic(1, host), Topic(2), Topic(3, host)))

    found = repeats(Wall(some), {1: (1, 1), 2: (1, 2), 3: (2, 1)})

    assert found == [Repeat(2, (2, 2), 3)]


# Votes that are guessed


def themed(*themes, hands=0):
    topics = [Topic(n, themes=frozenset({theme})) for n, theme in enumerate(themes, start=1)]
    return (*topics, Topic(9, themes=frozenset({"a"}), hands=hands))


@FEW
@given(days(plain=True), st.integers(0, 15), st.sampled_from(["", "a", "b"]))
def test_as_many_are_taken_as_raised_a_hand(day, hands, theme):
    topics = (*day.topics, Topic(9, themes=frozenset({theme}), hands=hands))
    guessed = with_estimates(replace(day, topics=topics))

    assert sum(9 in ballot for ballot in guessed.ballots) == hands
    assert Counter(b - {9} for b in guessed.ballots if b - {9}) == Counter(
        filter(None, day.ballots)
    )
    assert [one.id for one in guessed.topics if one.estimated] == ([9] if hands else [])
    assert with_estimates(guessed) == guessed


def test_those_who_like_its_themes_are_likelier():
    some = day("a " * 20 + "b " * 20, topics=themed("a", "b", hands=20))

    both = Counter(ballot - {9} for ballot in with_estimates(some).ballots if 9 in ballot)

    assert both[frozenset({1})] > 3 * both[frozenset({2})]


def test_what_was_voted_for_is_not_guessed():
    some = day("a ai", topics=themed("a", hands=5))

    assert with_estimates(some) == some


@FEW
@given(st.randoms(use_true_random=False))
def test_who_voted_first_does_not_matter_to_guesses(chance):
    some = day("a ab b bc c abc a b", topics=themed("a", "b", "a", hands=4))
    ballots = list(some.ballots)
    chance.shuffle(ballots)

    assert with_estimates(replace(some, ballots=tuple(ballots))) == with_estimates(some)
