import math

import numpy as np
import pytest

from course.explorers.learning_rate.schedules import EPOCHS, RATES, SEEDS, SHAPES, STEPS, schedules
from course.explorers.learning_rate.ten_features import excess, stochastic_walks, ten_features

NAMES = list(SHAPES)
BY_HAND = {
    "constant": lambda t: 1.0,
    "constant, a tenth": lambda t: 0.1,
    "inverse time": lambda t: 1 / (1 + 19 * t / STEPS),
    "exponential": lambda t: math.exp(-math.log(100) * t / STEPS),
    "steps": lambda t: 0.3 ** (4 * t // STEPS),
    "cosine": lambda t: 0.5 * (1 + math.cos(math.pi * t / STEPS)),
    "warm-up, cosine": lambda t: (
        (t + 1) / 884 if t < 884 else 0.5 * (1 + math.cos(math.pi * (t - 884) / (STEPS - 884)))
    ),
    "straight line": lambda t: 1 - t / STEPS,
    "increasing": lambda t: (t + 1) / STEPS,
}


@pytest.fixture(scope="module")
def stage():
    return schedules.stage()


@pytest.mark.parametrize("name", NAMES)
def test_a_schedule_is_its_formula_at_every_step(name):
    right = [BY_HAND[name](t) for t in range(STEPS)]
    np.testing.assert_allclose(SHAPES[name], right, rtol=1e-9, atol=1e-12)


def test_a_stochastic_walk_takes_one_patient_a_step():
    loss, rate = ten_features(), 0.02
    w, rng = np.zeros(10), np.random.default_rng(5)
    for i in [*rng.permutation(442), *rng.permutation(442)]:
        w = w - rate * (loss.X[i] @ w - loss.y[i]) * loss.X[i]
    walked = stochastic_walks(np.full((1, 884), rate), [5], 2)
    assert walked[0, 0, -1] == pytest.approx(excess(w), rel=1e-9)
    assert walked[0, 0, 0] == pytest.approx(loss.value(np.zeros(10)) - loss.value(loss.minimum))


def test_the_curves_are_the_medians_of_the_walks(agrees, stage):
    k, r = NAMES.index("exponential"), RATES.index(0.01)
    rates = (0.01 * SHAPES["exponential"])[np.newaxis]
    right = np.median(stochastic_walks(rates, SEEDS, EPOCHS), axis=0)[0]
    agrees(stage, -1, list(enumerate(right)), rate=r, schedule=k)
    agrees(stage, 2 * k + 1, list(enumerate(right)), rate=r)


def test_the_words_say_place_and_winner(said, stage):
    told = said(stage, schedule=NAMES.index("increasing"))
    assert "Increasing, largest rate 0.02: 2.2e-02 above" in told
    assert "the best here is cosine with 4.1e-04" in told
    assert "place 1 of 9; none is better here" in said(stage, schedule=NAMES.index("cosine"))
