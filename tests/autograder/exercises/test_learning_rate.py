"""Lesson 2 against closed forms, trainings, and the numbers that its text quotes."""

import math

import numpy as np
import pytest

from autograder.exercises.learning_rate import (
    PlateauSchedule,
    best_learning_rate,
    convergence_rate,
    cosine_schedule,
    critical_learning_rate,
    exponential_decay,
    inverse_time_decay,
    learning_rate_range_test,
    quadratic_path,
    regime,
    repair_decay,
    run_until,
    standardize,
    step_decay,
    warmup_cosine,
)
from course import data
from course.landscapes import Quadratic

EPOCHS, RATE = 20, 0.02


@pytest.fixture(scope="module")
def patients():
    """The ten measurements, raw and standardised, and the standardised progression."""
    table = data.diabetes()
    Z, _ = standardize.standardize(table.X, table.X)
    return table.X, Z, (table.y - table.y.mean()) / table.y.std()


@pytest.fixture(scope="module")
def bowl(patients):
    """H and the best weights of the standardised patients."""
    _, Z, z = patients
    return Z.T @ Z / len(z), np.linalg.lstsq(Z, z)[0]


def excess(H, away):
    return 0.5 * np.sum(away * (away @ H), axis=-1)


def with_ones(X):
    return np.column_stack([np.ones(len(X)), X])


def test_standardising_takes_the_condition_from_52_million_to_470_and_the_limit_up(patients):
    raw, Z, _ = patients
    rough, fine = (with_ones(X).T @ with_ones(X) / len(X) for X in (raw, Z))
    assert np.linalg.cond(rough) == pytest.approx(5.2e7, rel=0.01)
    assert np.linalg.cond(fine) == pytest.approx(470, abs=0.5)
    limit = critical_learning_rate.critical_learning_rate
    assert limit(rough) == pytest.approx(2.7e-5, abs=5e-7)
    assert limit(fine) == pytest.approx(0.497, abs=5e-4)


@pytest.mark.parametrize(
    ("columns", "condition"), [("raw", 1500), ("centred", 90), ("standardised", 2.6)]
)
def test_bmi_and_s5_go_from_a_condition_of_1500_over_90_to_2_6(columns, condition):
    table = data.diabetes()
    X = np.column_stack([table.column("bmi"), table.column("s5")])
    X = {"raw": X, "centred": X - X.mean(axis=0), "standardised": standardize.standardize(X, X)[0]}[
        columns
    ]
    assert np.linalg.cond(X.T @ X) == pytest.approx(condition, rel=0.02)


@pytest.mark.parametrize(("multiple", "left"), [(1.9, 3.7e-4), (2.0, 0.15), (2.1, 5.6e15)])
def test_the_cliff_after_200_steps(bowl, multiple, left):
    H, best = bowl
    rate = multiple / 2 * critical_learning_rate.critical_learning_rate(H)
    path = quadratic_path.quadratic_path(H, -best, rate, 200)
    assert excess(H, path[-1]) == pytest.approx(left, rel=0.04)


def test_a_path_follows_the_closed_form_along_the_eigenvectors():
    H, w0 = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([2.0, -5.0])
    curvatures, axes = np.linalg.eigh(H)
    for t, w in enumerate(quadratic_path.quadratic_path(H, w0, 0.31, 30)):
        closed = axes @ ((1 - 0.31 * curvatures) ** t * (axes.T @ w0))
        np.testing.assert_allclose(w, closed, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("share", [0.3, 0.999, 1.001, 1.5])
def test_a_walk_leaves_the_bowl_only_above_the_limit(bowl, share):
    H, best = bowl
    rate = share * critical_learning_rate.critical_learning_rate(H)
    left = convergence_rate.convergence_rate(H, rate)
    with np.errstate(over="ignore", invalid="ignore"):
        end = quadratic_path.quadratic_path(H, -best, rate, 8000)[-1]
        assert (np.linalg.norm(end) < np.linalg.norm(best)) == (share < 1) == (left < 1)


def test_no_rate_converges_faster_than_the_best(bowl):
    H, _ = bowl
    best = best_learning_rate.best_learning_rate(H)
    rates = np.linspace(0.5, 1.5, 2001) * best
    shares = [convergence_rate.convergence_rate(H, rate) for rate in rates]
    assert rates[np.argmin(shares)] == pytest.approx(best, rel=1e-3)
    assert convergence_rate.convergence_rate(H, best) == pytest.approx(469 / 471, abs=1e-5)


@pytest.mark.parametrize(
    ("product", "word"),
    [(0, "stuck"), (0.5, "monotone"), (1, "monotone"), (1.5, "oscillating"), (2, "cycling")],
)
def test_the_word_for_a_regime_is_what_a_walk_does(product, word):
    assert regime.regime(product, 1.0) == word
    w = quadratic_path.quadratic_path(np.eye(1), np.ones(1), product, 40).ravel()
    observed = {
        "stuck": np.all(w == 1),
        "monotone": np.all(w >= 0) and w[-1] < 1e-6,
        "oscillating": np.any(w < 0) and abs(w[-1]) < 1e-6,
        "cycling": np.all(np.abs(w) == 1) and np.any(w < 0),
    }
    assert [name for name, is_so in observed.items() if is_so] == [word]


def test_a_tiny_rate_stalls_though_its_loss_hardly_changes(bowl):
    H, best = bowl
    gradient = Quadratic(H).gradient
    w, steps, status = run_until.run_until(gradient, -best, 1e-6, 1e-4, 5000, 1e6)
    assert (steps, status) == (5000, "stalled")
    changed = excess(H, -best) - excess(H, -best - 1e-6 * gradient(-best))
    assert 0 < changed < 1e-5 and np.linalg.norm(gradient(w)) > 1


def trained(patients, rates, seeds=range(8)):
    """The excess loss after one patient a step, one walk a row of rates; median of the seeds."""
    _, Z, z = patients
    H, best = Z.T @ Z / len(z), np.linalg.lstsq(Z, z)[0]
    ends = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        order = np.concatenate([rng.permutation(len(z)) for _ in range(EPOCHS)])
        w = np.zeros((len(rates), Z.shape[1]))
        for t, i in enumerate(order):
            w = w - (rates[:, t] * (w @ Z[i] - z[i]))[:, None] * Z[i]
        ends.append(excess(H, w - best))
    return np.median(ends, axis=0)


def test_the_table_of_schedules(patients):
    steps = EPOCHS * 442
    rows = {
        "constant": [RATE] * steps,
        "inverse": [
            inverse_time_decay.inverse_time_decay(t, RATE, 19 / steps) for t in range(steps)
        ],
        "exponential": [
            exponential_decay.exponential_decay(t, RATE, math.log(100) / steps)
            for t in range(steps)
        ],
        "stairs": [step_decay.step_decay(t, RATE, 0.3, steps // 4) for t in range(steps)],
        "cosine": [cosine_schedule.cosine_schedule(t, RATE, steps, 0.0) for t in range(steps)],
        "warm-up": [
            warmup_cosine.warmup_cosine(t, RATE, steps // 10, steps, 0.0) for t in range(steps)
        ],
        "increasing": [RATE * (t + 1) / steps for t in range(steps)],
    }
    ends = dict(zip(rows, trained(patients, np.array(list(rows.values()))), strict=True))
    quoted = {
        "constant": 2.2e-2,
        "inverse": 1.2e-3,
        "exponential": 9.5e-4,
        "stairs": 6.4e-4,
        "cosine": 4.1e-4,
        "warm-up": 4.2e-4,
        "increasing": 2.2e-2,
    }
    assert ends == pytest.approx(quoted, rel=0.02)
    assert ends["increasing"] / ends["cosine"] == pytest.approx(53, abs=1)


def test_a_schedule_of_the_plateau_cuts_where_its_losses_stand_still():
    schedule = PlateauSchedule.PlateauSchedule(0.1, 0.5, 3)
    assert [schedule.step(1.0) for _ in range(7)] == [0.1] * 3 + [0.05] * 3 + [0.025]


def test_the_range_test_suggests_a_rate_below_the_limit_of_the_bowl(bowl):
    H, best = bowl
    loss = Quadratic(H)
    rates, _, suggestion = learning_rate_range_test.learning_rate_range_test(
        loss.value, loss.gradient, -best, 1e-4, 1e2, 61
    )
    limit = critical_learning_rate.critical_learning_rate(H)
    assert suggestion == pytest.approx(0.2, rel=0.01) and suggestion < limit < rates[-1]


def test_the_given_training_stops_where_the_ground_is_not_flat(patients):
    _, Z, z = patients
    w, losses = repair_decay.as_given(Z, z, 0.4, 0.05, 1000)
    slope = np.linalg.norm(Z.T @ (Z @ w - z) / len(z))
    assert losses[-1] == pytest.approx(losses[50], abs=1e-9) and slope > 0.03
    mended, repaired = repair_decay.repair_decay(Z, z, 0.4, 0.05, 1000)
    assert np.linalg.norm(Z.T @ (Z @ mended - z) / len(z)) < slope / 5
    assert repaired[-1] < losses[-1] - 1e-3
