import math

import numpy as np
import pytest

from course.explorers.backpropagation.gradient_check_v import (
    NUMBERS,
    SMALLEST,
    WIDTHS,
    gradient_check_v,
)


@pytest.fixture(scope="module")
def stage():
    return gradient_check_v.stage()


def error(one_sided, width, number):
    """The relative error of the slope of exp at 1, in numbers of one kind, from a loop."""
    h = number(width)
    left = number(1) if one_sided else number(1) - h
    slope = (np.exp(number(1) + h) - np.exp(left)) / (h if one_sided else 2 * h)
    return max(abs(float(slope) - math.e) / math.e, SMALLEST)


@pytest.mark.parametrize("form", range(len(NUMBERS)))
@pytest.mark.parametrize("layer", [0, 1])
def test_each_line_is_the_error_of_its_difference(shown, stage, layer, form):
    """The axes are logarithmic: a millionth of 13 decades is 3e-5 of a value."""
    number = list(NUMBERS.values())[form]
    expected = [(w, error(layer == 0, w, number)) for w in WIDTHS]
    got = shown(stage, layer, form=form).reshape(-1, 2)
    np.testing.assert_allclose(np.log10(got), np.log10(expected), atol=1e-5)


@pytest.mark.parametrize("layer", [2, 3])
def test_the_dots_lie_on_their_lines(shown, stage, layer):
    for width in (0, 20, len(WIDTHS) - 1):
        line = shown(stage, layer - 2, form=0).reshape(-1, 2)
        np.testing.assert_array_equal(shown(stage, layer, form=0, width=width), line[width])


def test_the_wide_flanks_bend_as_taylor_says():
    """exp(1): the error to one side is ε/2, to both sides ε²/6, while ε is small."""
    for width in (1e-3, 1e-2):
        assert error(True, width, np.float64) == pytest.approx(width / 2, rel=0.01)
        assert error(False, width, np.float64) == pytest.approx(width**2 / 6, rel=0.01)


def test_the_bottoms_lie_where_the_lesson_and_the_alternative_text_say(said, stage):
    best = {
        (one_sided, number): min((error(one_sided, w, number), w) for w in WIDTHS)
        for one_sided in (True, False)
        for number in NUMBERS.values()
    }
    assert best[True, np.float64][1] == pytest.approx(1e-8)
    assert best[False, np.float64][1] == pytest.approx(3.2e-6, rel=0.02)
    assert 1e-12 < best[False, np.float64][0] < 2e-11
    assert 2e-3 < best[False, np.float32][1] < 6e-3
    assert best[False, np.float32][0] / best[False, np.float64][0] > 1e5
    assert "With float64 the best widths are 1e-08 and 3e-06." in said(stage)
