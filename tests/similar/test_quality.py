"""What is labelled alike is found. `python -m bench.similar` prints the whole picture."""

import pytest

from kaue.similar import Index
from labelled import HALVES, pairs, quality, scores, scores_alone

# Precision and recall of today, less a pair or two. Whoever tunes does not look at "report".
FLOORS = {"tune": (0.87, 0.84), "report": (0.79, 0.60)}
ALONE = {"tune": (0.85, 0.88), "report": (0.70, 0.64)}


@pytest.mark.parametrize("half", HALVES)
def test_precision_and_recall_among_many_topics(half):
    found = quality(pairs(half), scores(pairs(half)))

    assert found.precision >= FLOORS[half][0]
    assert found.recall >= FLOORS[half][1]


@pytest.mark.parametrize("half", HALVES)
def test_precision_and_recall_with_a_single_topic(half):
    found = quality(pairs(half), scores_alone(pairs(half)))

    assert found.precision >= ALONE[half][0]
    assert found.recall >= ALONE[half][1]


@pytest.mark.parametrize("half", HALVES)
def test_there_are_enough_pairs_to_say_so(half):
    labels = [one.alike for one in pairs(half)]

    assert labels.count(True) >= 35
    assert labels.count(False) >= 45


def test_no_pair_is_in_both_halves():
    tune, report = ({frozenset(one.titles) for one in pairs(half)} for half in HALVES)

    assert not tune & report


def test_among_hundreds_the_twin_comes_first():
    every = [title for half in HALVES for one in pairs(half) for title in one.titles]
    index = Index({number: (title, "") for number, title in enumerate(every)})

    found = index.like("Kuenstliche Inteligenz in der Stadtverwaltung")

    assert every[found[0].key] in {"KI in der Verwaltung", "Künstliche Intelligenz im Rathaus"}
