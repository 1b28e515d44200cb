"""What a form takes for a number."""

import pytest

from kaue.web.forms import filled


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("0", 0), ("", 0), ("  ", 0), ("-1", -1), ("viele", -1), ("1,5", -1)],
)
def test_where_nothing_was_typed_the_number_is_zero(typed, number):
    assert filled(je=typed).number_or_zero("je") == number
    assert filled().number_or_zero("je") == 0
