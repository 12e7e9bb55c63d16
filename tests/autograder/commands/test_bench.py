"""Whom the benchmark lets stock nbgrader grade: a sample that is like the class."""

import pytest

from autograder.commands.bench import _few, _warm


@pytest.mark.parametrize("number", [2, 3, 5, 10, 20, 34])
def test_stock_grades_all_kinds_of_answers_evenly_behind_one_that_is_not_counted(number):
    kinds = list(range(10))
    first, *sample = _few(kinds, number)
    assert first == 0 and len(sample) == number
    often = [sum(kind in part for kind in sample) for part in (kinds[:5], kinds[5:])]
    assert abs(often[0] - often[1]) <= 1


def test_a_rate_is_only_told_where_enough_were_graded_after_the_first_ones():
    moments = [*(0.0 for _ in range(8)), *(10 + number / 4 for number in range(9))]
    assert _warm(moments, 8) == 4.0
    assert _warm(moments[:16], 8) is None and _warm(moments[:3], 8) is None
