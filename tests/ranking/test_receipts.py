"""A receipt proves that one's own votes were counted, and tells nobody else what they were."""

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kaue.ranking.receipts import holds, receipt

SALT, COUNT = "5f0c", "camp;1"
TOPICS = st.frozensets(st.integers(1, 40))


def test_it_is_the_sha256_of_a_text_that_anybody_can_write():
    assert receipt(SALT, COUNT, [12, 7, 9]) == sha256(b"5f0c;camp;1;7,9,12").hexdigest()
    assert receipt(SALT, COUNT, []) == sha256(b"5f0c;camp;1;").hexdigest()


@given(TOPICS, TOPICS)
def test_a_true_one_holds_and_a_forged_one_does_not(mine, others):
    published = {receipt(SALT, COUNT, mine), receipt("another", COUNT, others)}

    assert holds(published, SALT, COUNT, mine)
    assert holds(published, SALT, COUNT, mine ^ others) == (not others)


@given(TOPICS, st.integers(1, 40))
def test_one_vote_more_or_less_is_found(mine, topic):
    assert not holds({receipt(SALT, COUNT, mine)}, SALT, COUNT, mine ^ {topic})


@given(TOPICS, st.text(max_size=8), st.text(max_size=8))
def test_it_holds_for_one_salt_and_one_count_only(mine, salt, count):
    assume((salt, count) != (SALT, COUNT) and f"{salt};{count}" != f"{SALT};{COUNT}")

    assert not holds({receipt(SALT, COUNT, mine)}, salt, count, mine)


@given(st.lists(st.integers(1, 40), unique=True), st.randoms(use_true_random=False))
def test_the_order_of_voting_does_not_matter(mine, chance):
    expected = receipt(SALT, COUNT, mine)
    chance.shuffle(mine)

    assert receipt(SALT, COUNT, mine + mine) == expected


@pytest.mark.parametrize("topics", [[1, 12], [11, 2], [112], [1, 1, 2]])
def test_numbers_do_not_run_into_one_another(topics):
    others = [[1, 12], [11, 2], [112], [1, 2]]
    published = {receipt(SALT, COUNT, one) for one in others if set(one) != set(topics)}

    assert not holds(published, SALT, COUNT, topics)


def test_two_people_with_the_same_votes_cannot_be_told_from_others():
    assert receipt("one", COUNT, [1]) != receipt("two", COUNT, [1])


def test_nothing_published_nothing_holds():
    assert not holds([], SALT, COUNT, [1])
