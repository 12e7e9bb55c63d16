import numpy as np
import pytest

from course.probes.backpropagation import (
    away_from_kink,
    errors_of_arrays,
    initial_weights,
    wrong_arrays,
)
from course.probes.unfit import Unfit

SIZES, SPREAD = [200, 150], {"W1": 0.1}


def measured(draw):
    """What is measured of weights that `draw(rng)` makes, with biases of zero."""

    def answer(sizes, rng, kind):
        return {"W1": draw(rng), "b1": np.zeros(150)}  # whatever the sizes

    return initial_weights(
        answer, sizes=SIZES, rng=np.random.default_rng(1), kind="he", spread=SPREAD
    )


@pytest.mark.parametrize(
    ("scale", "told"), [(0.1, 1.0), (0.1 / np.sqrt(2), 0.71), (0.1 / np.sqrt(3), 0.59)]
)
def test_a_spread_is_told_so_roughly_that_chance_is_silent(scale, told):
    for seed in range(20):
        draw = np.random.default_rng(seed).normal(0, scale, size=(200, 150))
        found = measured(lambda rng, draw=draw: draw)
        assert found["the spread, in units of the right one"] == {"W1": told}


def test_equal_weights_have_no_spread_whatever_rounding_leaves():
    found = measured(lambda rng: np.full((200, 150), 0.1))
    assert found["the spread, in units of the right one"] == {"W1": 0.0}
    assert not found["the weights of an array differ"]


@pytest.mark.parametrize("tiled", [(200, 1), (1, 150)])
def test_rows_or_columns_that_repeat_one_another_are_found(tiled):
    shape = (200 // tiled[0], 150 // tiled[1])
    found = measured(lambda rng: np.tile(rng.normal(0, 0.1, size=shape), tiled))
    assert not found["the weights of an array differ"]
    assert measured(lambda rng: rng.normal(0, 0.1, size=SIZES))["the weights of an array differ"]


def test_the_sizes_of_the_case_are_asked_for_once_and_small_ones_three_times():
    asked = []

    def answer(sizes, rng, kind):
        asked.append(sizes)
        return {"W1": rng.normal(size=sizes[:2])}

    found = initial_weights(
        answer, sizes=SIZES, rng=np.random.default_rng(1), kind="he", spread=SPREAD
    )
    assert asked == [SIZES] + [[5, 4, 3]] * 3
    assert found["a generator with the same seed gives the same weights"]
    assert found["another generator gives other weights"]


def test_weights_from_another_source_than_rng_are_found():
    other = np.random.default_rng()
    found = measured(lambda rng: other.normal(0, 0.1, size=(200, 150)))
    assert not found["a generator with the same seed gives the same weights"]
    fixed = measured(lambda rng: np.random.default_rng(0).normal(0, 0.1, size=(200, 150)))
    assert not fixed["another generator gives other weights"]


@pytest.mark.parametrize("at_zero", [0.0, 0.5, 1.0])
def test_any_slope_in_the_kink_counts_and_no_other(at_zero):
    z = np.array([-1.0, 0.0, 2.0])
    assert away_from_kink(lambda z: np.array([0.0, at_zero, 1.0]), z=z).tolist() == [0, 0, 1]
    assert away_from_kink(lambda z: np.array([0.0, -1.0, 1.0]), z=z).tolist() == [0, -1, 1]


def test_errors_lose_what_rounding_leaves_and_verdicts_are_refused():
    found = errors_of_arrays(lambda **_: {"W": 3e-11, "b": 0.5}, loss=None, params={}, grads={})
    assert found == {"W": 0.0, "b": 0.5}
    with pytest.raises(Unfit, match="expected one number"):
        errors_of_arrays(lambda **_: {"W": True}, loss=None, params={}, grads={})


def test_names_of_wrong_arrays_may_come_in_any_order_and_collection():
    found = wrong_arrays(
        lambda **_: [["b1", "W1"], {"W2"}, ()], loss=None, candidates=[], params={}
    )
    assert found == {"candidate 0": "W1, b1", "candidate 1": "W2", "candidate 2": "nothing"}
    with pytest.raises(Unfit, match="expected a list of names"):
        wrong_arrays(lambda **_: ["W1"], loss=None, candidates=[], params={})
