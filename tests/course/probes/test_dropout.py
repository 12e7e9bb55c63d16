from math import prod

import numpy as np
import pytest

from course.probes.dropout import (
    RARE,
    asked_again,
    calls_for,
    dropped,
    is_even,
    near_share,
    shows_coins,
)
from course.probes.unfit import Unfit

X = np.arange(1.0, 121).reshape(12, 10)


def coins(x, keep, rng, training=True):
    if not training:
        return x, None
    mask = (rng.random(x.shape) < keep) / keep
    return x * mask, mask


def measured(function, x=X, keep=0.6, **more):
    return dropped(function, x=x, keep=keep, rng=np.random.default_rng(0), **more)


def with_mask(draw):
    """Dropout with the mask `draw(shape, rng)`."""

    def answer(x, keep, rng):
        mask = draw(x.shape, rng)
        return x * mask, mask

    return answer


def test_a_right_mask_has_two_values_and_no_fact_against_it():
    assert measured(coins) == {
        "the values in the mask": "0 and 1.6667",
        "out as a multiple of x times the mask": 1.0,
        "another mask from a generator with the same seed": False,
        "rows whose masks are always alike": False,
        "columns whose masks are always alike": False,
        "two rows or two columns that share a mask": False,
        "the share of entries that are kept": 0.6,
        "every generator gives the same mask": False,
        "all masks keep equally many entries": False,
        "an entry that is never dropped": False,
        "an entry that is always dropped": False,
    }


@pytest.mark.parametrize(
    ("fact", "draw"),
    [
        ("rows whose masks are always alike", lambda s, r: np.tile(r.random(s[1:]) < 0.6, (12, 1))),
        (
            "columns whose masks are always alike",
            lambda s, r: np.tile(r.random((12, 1)) < 0.6, (1, 10)),
        ),
        (
            "two rows or two columns that share a mask",
            lambda s, r: (r.random(s) < 0.6)[[*range(11), 4]],
        ),
        (
            "two rows or two columns that share a mask",
            lambda s, r: (r.random(s) < 0.6)[:, [8, *range(9)]],
        ),
        (
            "every generator gives the same mask",
            lambda s, r: np.random.default_rng(0).random(s) < 0.6,
        ),
        (
            "all masks keep equally many entries",
            lambda s, r: r.permutation(120).reshape(s) < 72,
        ),
        ("an entry that is never dropped", lambda s, r: (r.random(s) < 0.6) | (X == 1)),
        ("an entry that is always dropped", lambda s, r: (r.random(s) < 0.6) & (X > 1)),
        (
            "another mask from a generator with the same seed",
            lambda s, r: np.random.default_rng().random(s) < 0.6,
        ),
    ],
)
def test_a_mask_that_is_no_coin_for_each_entry_is_told(fact, draw):
    assert measured(with_mask(lambda s, r: draw(s, r) / 0.6))[fact] is True


@pytest.mark.parametrize(("kept", "told"), [(0.8, 0.8), (0.2, 0.2), (0.64, 0.64), (0.5, 0.5)])
def test_the_share_is_told_roughly(kept, told):
    facts = measured(with_mask(lambda s, r: (r.random(s) < kept) / 0.8), keep=0.8)
    assert facts["the share of entries that are kept"] == pytest.approx(told)


def test_a_share_that_is_a_little_off_is_told():
    facts = measured(with_mask(lambda s, r: (r.random(s) < 0.66) / 0.6))
    assert 0.64 <= facts["the share of entries that are kept"] <= 0.68


def test_where_few_calls_show_no_stuck_entry_none_is_told():
    facts = measured(with_mask(lambda s, r: ((r.random(s) < 0.8) | (X == 1)) / 0.8), keep=0.8)
    assert facts["the share of entries that are kept"] == 0.8
    assert "an entry that is never dropped" not in facts


@pytest.mark.parametrize("keep", [0.05, 0.3, 0.4, 0.5, 0.6, 0.9])
@pytest.mark.parametrize("shape", [(1,), (4, 6), (12, 10), (10, 2, 10)])
def test_so_many_calls_are_made_that_chance_is_silent(shape, keep):
    n, calls = prod(shape), calls_for(shape, keep)
    assert keep ** (calls * n) + (1 - keep) ** (calls * n) < 2 * RARE
    if shows_coins(shape, keep) and is_even(keep):
        assert n * (keep**calls + (1 - keep) ** calls) < 2 * RARE
    assert calls_for(shape, 1.0) == 1


def test_the_share_of_kept_entries_is_as_near_as_the_bound_says():
    """So rare a deviation is not seen; one that a hundredth of all draws exceeds is."""
    coins, draws = 400, 20_000
    off = abs(np.random.default_rng(0).binomial(coins, 0.5, size=draws) / coins - 0.5)
    assert off.max() < near_share(coins)
    within = np.sqrt(np.log(2 / 0.01) / (2 * coins))
    assert np.mean(off > within) < 0.01


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([0, 1.25, 1.25 + 1e-9, 1e-12], "0 and 1.25"),
        ([2.0, 2.0], "2"),
        ([-0.0, 0.0], "0"),
        ([0, 1, 2], "more than two"),
        ([0, np.nan], "more than two"),
    ],
)
def test_values_that_differ_by_rounding_are_one(values, told):
    x = np.ones(len(values))
    facts = measured(lambda x, keep, rng: (np.array(values), np.array(values)), x=x)
    assert facts["the values in the mask"] == told


def test_a_factor_beside_the_mask_is_told():
    facts = measured(lambda x, keep, rng: (3 * x, np.ones(x.shape)))
    assert facts["out as a multiple of x times the mask"] == 3
    other = measured(lambda x, keep, rng: (x + 1, np.ones(x.shape)))
    assert np.isnan(other["out as a multiple of x times the mask"])


def test_after_the_training_x_itself_and_no_mask_is_seen():
    after = measured(coins, training=False)
    assert after == {"out as a multiple of x": 1.0, "mask": "None"}
    assert "array" in measured(lambda x, keep, rng, training: (x, x), training=False)["mask"]


@pytest.mark.parametrize("value", [None, X, (X, None), (X[0], X), (X, X.astype(str))])
def test_what_is_no_pair_of_arrays_is_unfit(value):
    with pytest.raises(Unfit):
        measured(lambda x, keep, rng: value)


def test_an_answer_that_changes_is_counted_twice():
    assert asked_again(lambda a: a + 1, a=2) == {"answers to the same question": 1, "answer": 3}
    rng = np.random.default_rng(0)
    assert asked_again(lambda a: rng.random(), a=2)["answers to the same question"] == 2
