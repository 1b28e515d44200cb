"""What may be said about how many people stand behind two topics."""

from hypothesis import given
from hypothesis.strategies import frozensets, integers

from kaue.merging.people import FEW, People

VOTERS = frozensets(integers(0, 12))


@given(VOTERS, VOTERS)
def test_what_is_said_is_true_and_tells_no_small_number(source, home):
    people = People(len(source), len(home), len(source & home))
    together = len(source | home)

    assert people.together_at_least <= together <= people.together_at_most
    if len(source & home) >= FEW:
        assert people.together_at_least == people.together_at_most == together
    else:
        # Whatever number below FEW it is that both have in common, the page looks the same.
        others = [People(people.source, people.home, n) for n in range(FEW)]
        possible = [one for one in others if one.common <= min(people.source, people.home)]
        said = {(one.are_few, one.together_at_least, one.together_at_most) for one in possible}
        assert said == {(True, people.together_at_least, people.together_at_most)}
