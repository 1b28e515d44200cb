"""JSON in, JSON lines out; and whatever is wrong, no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kaue
from days import FEW, day, days
from kaue.grid.__main__ import lines
from kaue.grid.digest import digest, written
from kaue.grid.model import Topic
from kaue.grid.problems import Problem, problems
from kaue.grid.reading import EXTRAS, read
from kaue.grid.wishes import kept

SOME = day("ab ac bcd ab cd abd", rooms=2, rounds=2)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda some: (
        st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=3), some, max_size=3)
    ),
    max_leaves=6,
)


def said(job, **more):
    return list(lines(json.dumps({**written(job), **more}).encode()))


def run(given):
    """As kaue runs it."""
    return subprocess.run(
        [sys.executable, "-m", "kaue.grid"],
        input=given, capture_output=True, timeout=20, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(kaue.__file__).parents[1])},
    )  # fmt: skip


def test_a_job_is_answered_line_by_line():
    done = run(
        json.dumps({**written(SOME), "seed": 5, "swaps": 500, "also": sorted(EXTRAS)}).encode()
    )

    *better, last = map(json.loads, done.stdout.splitlines())
    result = last["result"]
    plan = {topic: (when, room) for topic, when, room in result["plan"]}
    assert (done.returncode, done.stderr) == (0, b"")
    assert better
    assert all(line.keys() == {"best"} for line in better)
    assert result["kept"] == better[-1]["best"]["kept"] == kept(SOME, plan) <= result["bound"]
    assert result.keys() >= {"possible", "digest", "search", "tray", "problems", *EXTRAS}
    assert max(result["baselines"].values()) <= result["kept"]


@pytest.mark.parametrize("given", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_no_job_is_one_line_and_status_2(given):
    done = run(given)

    (line,) = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (2, b"")
    assert json.loads(line)["problems"]


@pytest.mark.parametrize(
    ("field", "value", "where"),
    [
        ("topics", None, "topics"),
        ("topics", [{"id": "a"}], "topics[0].id"),
        ("topics", [{"id": True}], "topics[0].id"),
        ("topics", [{"id": 10**10}], "topics[0].id"),
        ("topics", [{"id": 1}, {}], "topics[1].id"),
        ("topics", [{"id": 1, "needs": [1]}], "topics[0].needs[0]"),
        ("topics", [{"id": 1, "step_free": 0}], "topics[0].step_free"),
        ("rooms", [{"id": 1}], "rooms[0].seats"),
        ("ballots", [[1], 2], "ballots[1]"),
        ("closed", [[1]], "closed[0]"),
        ("pins", [[1, 2]], "pins[0]"),
        ("runs", -1, "runs"),
        ("swaps", 10**9, "swaps"),
        ("also", ["everything"], "also[0]"),
    ],
)
def test_where_something_is_wrong_is_said(field, value, where):
    ((line),) = said(SOME, **{field: value})

    assert line == {"problems": [{"code": "wrong_shape", "about": (), "where": where}]}


@FEW
@given(st.sampled_from([*written(SOME), "seed", "runs", "swaps", "also", "published"]), JSON)
def test_whatever_a_field_holds_is_answered(field, value):
    *_, last = said(SOME, **{"runs": 1, "swaps": 5, field: value})

    assert last.keys() in ({"result"}, {"problems"})


@FEW
@given(days(), st.lists(st.tuples(*[st.integers(0, 4)] * 3), max_size=4))
def test_whatever_is_published_is_judged(day, published):
    (line,) = said(day, runs=0, published=published, also=sorted(EXTRAS))

    assert line["result"].keys() >= EXTRAS
    assert "plan" not in line["result"]


def test_what_is_written_is_read_again():
    topics = (Topic(1, frozenset({4}), frozenset({"piano"}), True, frozenset({2})), Topic(2))
    some = day("ab", topics=topics, closed=frozenset({(1, 1)}), pins=((2, (1, 2)),))
    job, (nowhere,) = read(json.dumps(written(some)))

    assert job
    assert job.day == some
    assert nowhere.code == "no_cell"


def test_who_voted_first_leaves_no_trace():
    assert digest(day("ab b")) == digest(day("b ba"))
    assert digest(day("ab b")) != digest(day("ab a"))


def test_the_digest_of_a_day_never_changes():
    told = "3e0a1214b119b32ae81fbc22235220a2f7a8cbe2ccdec408aec1b99403bd6ff3"

    assert digest(day("ab b")) == told


def test_everything_wrong_with_a_day_is_told():
    host = frozenset({5})
    topics = (Topic(1, host), Topic(2, host), Topic(3, rounds=frozenset({2})), Topic(4), Topic(5))
    pins = (
        (1, (1, 1)), (2, (1, 2)), (3, (1, 1)), (4, (2, 2)), (5, (2, 1)),
    )  # fmt: skip
    some = day("a", topics=topics, pins=pins, closed=frozenset({(2, 2)}))

    assert set(problems(some)) == {
        Problem("host_pinned_twice", (1, 2, 1)), Problem("pins_clash", (1, 3, 1, 1)),
        Problem("pin_without_host", (3, 1)), Problem("pin_on_closed", (4, 2, 2)),
    }  # fmt: skip


def test_basics_are_told_first():
    topics = (Topic(1, rounds=frozenset({7})), Topic(1, hands=-1))
    pins = ((1, (1, 1)), (1, (2, 1)), (8, (1, 9)))
    some = day("a", topics=topics, rooms=2, seats=-1, pins=pins, closed=frozenset({(6, 1)}))

    assert set(problems(some)) == {
        Problem("topic_twice", (1,)), Problem("pinned_twice", (1,)),
        Problem("seats_below_zero", (1,)), Problem("seats_below_zero", (2,)),
        Problem("hands_below_zero", (1,)), Problem("unknown_topic", (8,)),
        Problem("unknown_room", (9,)), Problem("unknown_round", (6,)),
        Problem("unknown_round", (7, 1)),
    }  # fmt: skip


def test_a_topic_without_any_cell_waits_in_the_tray():
    some = day("ab", topics=(Topic(1), Topic(2, needs=frozenset({"piano"}))))

    assert problems(some) == [Problem("no_cell", (2,))]
    result = said(some, swaps=10)[-1]["result"]
    assert result["tray"] == [2]
    assert [one["code"] for one in result["problems"]] == ["no_cell"]
    assert said(some, pins=[[2, 1, 1]])[-1]["problems"][0]["code"] == "pin_in_unfit_room"
