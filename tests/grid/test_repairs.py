"""Few moves, prices of moves, what is wrong with a plan and what would help."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from days import FEW, day, days
from kaue.grid import wishes
from kaue.grid.arrangement import Arrangement
from kaue.grid.concerns import concerns
from kaue.grid.model import Room, Topic
from kaue.grid.placing import price_list
from kaue.grid.planning import propose
from kaue.grid.repairs import Move, repairs
from kaue.grid.rules import broken
from kaue.grid.wall import Wall

SEEDS = st.integers(0, 99)


@st.composite
def published(draw):
    """A day and a plan for it; the plan was made before something changed."""
    before = draw(days())
    plan = propose(before, seed=draw(SEEDS), runs=1, swaps=10).plan
    closed = draw(st.frozensets(st.sampled_from(before.cells or [(0, 0)]), max_size=2))
    pinned = {cell for _, cell in before.pins}
    return replace(before, closed=before.closed | closed - pinned), dict(plan)


@FEW
@given(published())
def test_a_plan_is_judged_as_the_rules_and_the_count_say(given):
    day, plan = given
    arrangement = Arrangement(Wall(day))
    score = arrangement.score(arrangement.held(plan))

    assert score == (-len(broken(day, plan)), len(plan), wishes.kept(day, plan))


@FEW
@given(published())
def test_repairs_are_never_worse_and_move_no_more_than_they_say(given):
    day, plan = given
    before = -len(broken(day, plan)), len(plan), wishes.kept(day, plan)
    moved = 0
    for one in repairs(Wall(day), plan, most=3):
        after = -len(broken(day, one.plan)), len(one.plan), wishes.kept(day, one.plan)
        assert after > before
        assert one.kept == after[2]
        assert moved < len(one.moves) <= 3
        changed = {topic: cell for topic, cell in one.plan.items() if plan.get(topic) != cell}
        assert changed == {move.topic: move.after for move in one.moves}
        assert one.gained == one.kept - wishes.kept(day, plan)
        assert one.mended == len(broken(day, plan)) + after[0]
        before, moved = after, len(one.moves)


@FEW
@given(published())
def test_of_all_single_moves_the_best_is_on_the_menu(given):
    day, plan = given
    free = [cell for cell in day.cells if cell not in plan.values()]
    plans = [{**plan, one.id: cell} for one in day.topics for cell in free]
    scores = [(-len(broken(day, one)), len(one), wishes.kept(day, one)) for one in [plan, *plans]]
    menu = repairs(Wall(day), plan, most=1)

    if menu:
        top = -len(broken(day, menu[0].plan)), len(menu[0].plan), menu[0].kept
        assert top == max(scores)
    else:
        assert max(scores) == scores[0]


def test_a_plan_that_follows_the_rules_stays_so():
    some = day("ab ab cd cd ac", rooms=2, rounds=3)
    plan = {1: (1, 1), 2: (1, 2), 3: (2, 1), 4: (2, 2)}

    one, two = repairs(Wall(some), plan)[:2]

    assert one.kept == wishes.kept(some, plan) + 2
    assert two.kept == wishes.possible(some)
    assert len(two.moves) == 2


def test_when_a_room_falls_away_its_session_moves_first():
    some = day("ab ac bc", rooms=2, rounds=2, closed={(1, 1)})

    menu = repairs(Wall(some), {1: (1, 1), 2: (2, 1), 3: (2, 2)})

    assert menu[0].moves == (Move(1, (1, 1), (1, 2)),)
    assert menu[0].mended == 1


def test_a_topic_comes_from_the_tray():
    some = day("ab c", rooms=2, rounds=2)

    (only,) = repairs(Wall(some), {1: (1, 1), 2: (2, 1)}, most=1)

    assert (only.moves, only.gained) == ((Move(3, None, (1, 2)),), 1)


@FEW
@given(published())
def test_a_price_is_what_a_recount_gives(given):
    day, plan = given
    kept, wrong = wishes.kept(day, plan), len(broken(day, plan))
    for topic, prices in price_list(Wall(day), plan).items():
        assert [one.cell for one in prices] == [n for n in day.cells if n != plan.get(topic)]
        for one in prices:
            after = {n: cell for n, cell in plan.items() if n not in (topic, one.gives_way)}
            after[topic] = one.cell
            assert plan.get(one.gives_way) == (one.cell if one.gives_way else None)
            if one.gives_way and topic in plan:
                after[one.gives_way] = plan[topic]
            assert wishes.kept(day, after) - kept == one.gained
            assert one.allowed == (len(broken(day, after)) <= wrong)


@FEW
@given(published())
def test_what_would_help_does(given):
    day, plan = given
    before = -len(broken(day, plan)), len(plan), wishes.kept(day, plan)
    for one in concerns(Wall(day), plan):
        if one.remedy:
            after = one.remedy.plan
            assert (-len(broken(day, after)), len(after), wishes.kept(day, after)) > before
            assert {move.topic for move in one.remedy.moves} & {*one.topics}


@FEW
@given(published())
def test_every_broken_rule_is_a_concern(given):
    day, plan = given
    codes = [problem.code for problem in broken(day, plan)]

    assert [one.code for one in concerns(Wall(day), plan)][: len(codes)] == codes


def test_a_host_cannot_be_in_two_rooms():
    host = frozenset({5})
    some = day("a b c", topics=(Topic(1, host), Topic(2, host), Topic(3)))

    (first, *_) = concerns(Wall(some), {1: (1, 1), 2: (1, 2), 3: (2, 1)})

    assert (first.code, first.topics) == ("host_twice", (1, 2))
    assert first.remedy
    assert broken(some, first.remedy.plan) == []


def test_a_room_can_be_too_small():
    rooms = (Room(1, 2), Room(2, 9))
    some = day("a a a a b", places=rooms)

    (only,) = concerns(Wall(some), {1: (1, 1), 2: (1, 2)})

    assert (only.code, only.topics, only.people) == ("room_too_small", (1,), 4)
    assert only.remedy
    assert only.remedy.gained == 2


def test_two_that_many_want_both_of_are_against_each_other():
    some = day("ab ab ab a b cd")
    plan = {1: (1, 1), 2: (1, 2), 3: (2, 1), 4: (2, 2)}

    (only,) = concerns(Wall(some), plan)

    assert (only.code, only.topics, only.people) == ("against_each_other", (1, 2), 3)
    assert only.remedy
    assert only.remedy.gained == 4


def test_of_fewer_than_three_no_number_is_told():
    some = day("a a", places=(Room(1, 1), Room(2, 1)))

    (only,) = concerns(Wall(some), {1: (1, 1)})

    assert (only.code, only.people) == ("room_too_small", None)


def test_fewer_than_three_are_nobody_elses_business():
    some = day("ab ab a b cd")

    assert concerns(Wall(some), {1: (1, 1), 2: (1, 2), 3: (2, 1), 4: (2, 2)}) == []


def test_every_rule_has_a_code():
    piano, host = frozenset({"piano"}), frozenset({5})
    topics = (
        Topic(1, host, rounds=frozenset({2})), Topic(2, host, piano), Topic(3), Topic(4),
        Topic(5), Topic(6, step_free=True),
    )  # fmt: skip
    some = day("a", topics=topics, closed={(2, 2)}, pins=((5, (2, 1)),))
    plan = {1: (1, 1), 2: (1, 1), 3: (2, 2), 4: (3, 1), 5: (1, 2), 6: (2, 1), 77: (1, 1)}

    assert {(one.code, one.about) for one in broken(some, plan)} == {
        ("unknown_topic", (77,)), ("host_away", (1, 1)), ("unfit_room", (2, 1)),
        ("closed_cell", (3, 2, 2)), ("unknown_cell", (4, 3, 1)), ("off_its_pin", (5, 2, 1)),
        ("unfit_room", (6, 1)), ("cell_taken", (1, 2, 1, 1)), ("host_twice", (1, 2, 1)),
    }  # fmt: skip
