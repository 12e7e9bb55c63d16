import numpy as np
import pytest

from course.data import diabetes
from course.explorers.weight_updates.walk import RATES, STEPS, walk


@pytest.fixture(scope="module")
def stage():
    return walk.stage()


@pytest.fixture(scope="module")
def patients():
    table = diabetes()
    x, y = table.column("bmi"), table.y
    return (x - x.mean()) / x.std(), (y - y.mean()) / y.std()


def by_hand(patients, rate, steps):
    """Gradient descent with one example at a time, in plain Python."""
    x, y = (values.tolist() for values in patients)
    b, w = 0.5, -1.0
    path = [(b, w)]
    for _ in range(steps):
        errors = [b + w * one - label for one, label in zip(x, y, strict=True)]
        slope_w = sum(e * one for e, one in zip(errors, x, strict=True)) / len(x)
        b, w = b - rate * sum(errors) / len(x), w - rate * slope_w
        path.append((b, w))
    return path


def loss(patients, b, w):
    x, y = patients
    return np.mean((b + w * x - y) ** 2) / 2


@pytest.mark.parametrize("rate", [0, 1, 19, len(RATES) - 1])
def test_the_walk_on_the_map_is_gradient_descent(agrees, stage, patients, rate):
    path = by_hand(patients, RATES[rate], STEPS)
    for step in (0, 1, 7, STEPS):
        agrees(stage, 1, path[: step + 1], rate=rate, step=step)


def test_the_line_through_the_patients_is_the_one_of_the_dot(agrees, stage, patients):
    b, w = by_hand(patients, RATES[1], 9)[-1]
    agrees(stage, 0, [(-2.4, b - 2.4 * w), (4.2, b + 4.2 * w)], rate=1, step=9)


def test_the_loss_curve_and_the_promised_piece(agrees, stage, patients):
    path = by_hand(patients, RATES[1], 6)
    J = [loss(patients, *p) for p in path]
    agrees(stage, 3, list(enumerate(J[:6])), rate=1, step=5)
    (b0, w0), (b1, w1) = path[5:7]  # the step is -rate times the gradient
    promised = ((b1 - b0) ** 2 + (w1 - w0) ** 2) / RATES[1]
    agrees(stage, 4, [(5, J[5]), (6, J[5] - promised)], rate=1, step=5)


def test_the_arrow_points_against_the_gradient(agrees, stage, patients):
    (b0, w0), (b1, w1) = by_hand(patients, RATES[1], 1)
    half = 0.5 / RATES[1]
    head = (b0 + half * (b1 - b0), w0 + half * (w1 - w0))
    agrees(stage, 2, [(b0, w0), head], rate=1, step=0)


def test_the_words_say_the_numbers_of_the_lesson(said, stage):
    first = said(stage, step=0)
    assert "b = 0.500, w = -1.000, J = 1.711" in first
    assert "promises a drop of 0.277; real: 0.263" in first
    assert first.endswith("within 1 % of the smallest loss after 29 steps.")
    assert "J = 1.449" in said(stage, step=1)


def test_a_rate_above_two_diverges_on_this_round_bowl(said, stage):
    assert "diverges" in said(stage, rate=int(np.argmax(RATES > 2)))
    assert "diverges" not in said(stage, rate=int(np.argmax(RATES >= 1.9)))
