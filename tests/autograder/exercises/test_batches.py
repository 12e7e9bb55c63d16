"""Lesson 3 against closed forms, enumeration, chance, and the numbers that its text quotes."""

import itertools
import sys

import numpy as np
import pytest

from autograder import catalog, grading
from autograder.build.sheets import sheet_data
from autograder.exercises.batches import (
    chance,
    combine_batch_gradients,
    epochs,
    gradient_noise,
    minibatch_indices,
    per_example_gradients,
    repair_batches,
    sgd_epoch,
    tail_average,
)
from course import data
from course.checks.diagnosis import diagnose
from course.checks.judged import Judged
from course.checks.sheet import parse
from course.probes import Rng
from course.probes.orders import ENOUGH

DRAWN = ("minibatch_indices", "minibatches", "sgd_epoch", "repair_batches")
OTHER_DRAWS = 60  # generators that the cases do not have
START = np.array([0.5, -1.0])


def standardised(values):
    return (values - values.mean()) / values.std()


@pytest.fixture(scope="module")
def bmi():
    """A column of ones and the bmi; progression: both standardised."""
    table = data.diabetes()
    x = standardised(table.column("bmi"))
    return np.column_stack([np.ones(len(x)), x]), standardised(table.y)


def loss(X, y, w):
    return np.mean((X @ w - y) ** 2) / 2


def with_another_draw(cases, seed):
    return {
        name: {**arguments, "rng": Rng(10_000 + 97 * seed + i)}
        for i, (name, arguments) in enumerate(cases.items())
    }


@pytest.mark.parametrize("name", DRAWN)
def test_a_right_answer_fails_by_chance_less_than_once_in_a_million_runs(name):
    home = sys.modules[catalog.find(name).reference.__module__]
    assert 0 < home.chance_of_failure() < chance.ALLOWED


@pytest.mark.parametrize("name", DRAWN)
def test_a_right_answer_passes_whatever_is_drawn(name):
    exercise = catalog.find(name)
    cases = {**exercise.shown, **exercise.hidden}
    expected = {case: grading.expected(exercise, arguments) for case, arguments in cases.items()}
    for seed in range(OTHER_DRAWS):
        answer = [exercise.reference, *exercise.variants][seed % (1 + len(exercise.variants))]
        for case, arguments in with_another_draw(cases, seed).items():
            outcome = grading.run(exercise, answer, arguments)
            found = Judged(grading.Case(case, arguments, expected[case]), outcome, exercise)
            assert found.right, (answer.__name__, str(found))


@pytest.mark.parametrize("name", DRAWN)
def test_a_known_mistake_is_named_whatever_it_draws(name):
    exercise = catalog.find(name)
    sheet = parse(sheet_data(exercise))
    # their random weights are recognised: everybody has the given code
    by_value = {"as_given", "only_features_shuffled"}
    for wrong in exercise.misconceptions:
        if wrong.__name__ in by_value:
            continue
        for seed in range(5):

            def answer(*arguments, wrong=wrong, seed=seed):
                *others, rng = arguments
                return wrong(*others, np.random.default_rng([seed, int(rng.integers(2**31))]))

            verdict = diagnose(answer, sheet)
            assert verdict.mistake == wrong.__name__, (wrong.__name__, seed, verdict)


def test_orders_that_the_bound_speaks_of_are_as_rare_as_it_says():
    """In 20 000 random orders of 16: neighbours, company and lateness stay within their bounds."""
    rng, n, size = np.random.default_rng(0), 16, 4
    orders = np.argsort(rng.random((20_000, n)), axis=1)
    batch = np.argsort(orders, axis=1) // size  # the batch of each example
    assert np.mean(batch[:, 0] == batch[:, 1]) == pytest.approx((size - 1) / (n - 1), abs=0.01)
    lateness = [np.corrcoef(np.arange(n), one)[0, 1] for one in batch[:4000]]
    assert np.var(lateness) == pytest.approx(1 / (n - 1), rel=0.1)
    follows = np.diff(orders.reshape(-1, n // size, size), axis=2) == 1
    assert follows.sum(axis=(1, 2)).mean() <= size - 1
    assert chance.of_case(ENOUGH - 1, 4) == chance.of_case(40, 40) == 0


@pytest.mark.parametrize("replace", [True, False])
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_the_noise_is_the_mean_over_all_batches_there_are(replace, size):
    G = np.random.default_rng(4).normal(1, 2, size=(4, 3))
    draws = itertools.product(range(4), repeat=size)
    batches = list(draws if replace else itertools.combinations(range(4), size))
    away = [np.sum((G[list(batch)].mean(axis=0) - G.mean(axis=0)) ** 2) for batch in batches]
    noise = gradient_noise.gradient_noise(G, size, replace)
    assert noise == pytest.approx(np.mean(away), abs=1e-12)


def test_the_gradients_of_the_examples_are_those_of_differences(bmi):
    X, y = bmi
    G = per_example_gradients.per_example_gradients(X, y, START)
    for i, j in itertools.product((0, 17, 441), (0, 1)):
        step = 1e-5 * np.eye(2)[j]
        one = X[i : i + 1], y[i : i + 1]
        slope = (loss(*one, START + step) - loss(*one, START - step)) / 2e-5
        assert G[i, j] == pytest.approx(slope, rel=1e-7)


def test_batches_combine_to_the_gradient_of_all_however_they_are_cut(bmi):
    G = per_example_gradients.per_example_gradients(*bmi, START)
    for size in (1, 32, 100, 441, 442):
        rows = minibatch_indices.minibatch_indices(442, size, np.random.default_rng(size))
        parts = [G[batch].mean(axis=0) for batch in rows]
        combined = combine_batch_gradients.combine_batch_gradients(parts, list(map(len, rows)))
        np.testing.assert_allclose(combined, G.mean(axis=0), rtol=1e-12)


def test_an_epoch_of_one_batch_is_a_step_of_gradient_descent(bmi):
    X, y = bmi
    w, losses = sgd_epoch.sgd_epoch(X, y, START, 0.1, 442, np.random.default_rng(0))
    np.testing.assert_allclose(w, START - 0.1 * X.T @ (X @ START - y) / 442, rtol=1e-12)
    assert losses == [pytest.approx(1.711, abs=5e-4)]
    assert loss(X, y, w) == pytest.approx(1.449, abs=5e-4)


def test_an_epoch_of_equal_examples_follows_the_closed_form():
    x, label, w = np.array([1.0, 2.0]), 3.0, np.array([0.5, -1.0])
    X, y = np.tile(x, (7, 1)), np.full(7, label)
    end, losses = sgd_epoch.sgd_epoch(X, y, w, 0.1, 3, np.random.default_rng(0))
    errors = (x @ w - label) * (1 - 0.1 * x @ x) ** np.arange(4)
    np.testing.assert_allclose(losses, errors[:3] ** 2 / 2, rtol=1e-12)
    np.testing.assert_allclose(end - w, x * (errors[3] - errors[0]) / (x @ x), rtol=1e-12)


def test_an_epoch_is_pytorchs_sgd_over_the_same_batches(bmi):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: closed forms were used")
    X, y = bmi
    w, losses = sgd_epoch.sgd_epoch(X, y, START, 0.1, 32, np.random.default_rng(3))
    leaf = torch.tensor(START, requires_grad=True)
    optimizer = torch.optim.SGD([leaf], lr=0.1)
    order = np.random.default_rng(3).permutation(442)
    for k, rows in enumerate(np.split(order, range(32, 442, 32))):
        optimizer.zero_grad()
        A, b = torch.tensor(X[rows]), torch.tensor(y[rows])
        one = torch.nn.functional.mse_loss(A @ leaf, b) / 2
        one.backward()
        optimizer.step()
        assert losses[k] == pytest.approx(one.item(), rel=1e-9)
    np.testing.assert_allclose(w, leaf.detach().numpy(), rtol=1e-9)


def test_sorted_data_leave_the_loss_at_1_607_and_shuffled_at_0_330(bmi):
    X, y = bmi
    rank, rng = np.argsort(y), np.random.default_rng(0)
    tidy, mixed = START, START
    for _ in range(20):
        tidy, _ = epochs.train(X, y, tidy, rank[:, np.newaxis], 0.05)
    for _ in range(20):
        mixed, _ = sgd_epoch.sgd_epoch(X, y, mixed, 0.05, 1, rng)
    assert loss(X, y, tidy) == pytest.approx(1.607, abs=5e-4)
    assert loss(X, y, mixed) == pytest.approx(0.330, abs=5e-4)


def test_with_replacement_37_percent_are_not_seen():
    rng = np.random.default_rng(0)
    never = []
    for _ in range(300):
        batches = minibatch_indices.with_replacement(442, 32, rng)
        never.append(1 - len(np.unique(np.concatenate(batches))) / 442)
    assert np.mean(never) == pytest.approx((1 - 1 / 442) ** 442, abs=0.005)
    assert f"{(1 - 1 / 442) ** 442:.0%}" == "37%"


def test_the_plain_mean_of_batches_of_441_and_1_is_132_percent_off(bmi):
    G = per_example_gradients.per_example_gradients(*bmi, START)
    parts = [G[:441].mean(axis=0), G[441:].mean(axis=0)]
    exact = combine_batch_gradients.combine_batch_gradients(parts, [441, 1])
    plain = combine_batch_gradients.plain_mean(parts, [441, 1])
    np.testing.assert_allclose(exact, G.mean(axis=0), rtol=1e-12)
    error = np.linalg.norm(plain - exact) / np.linalg.norm(exact)
    assert error == pytest.approx(1.32, abs=5e-3)


def test_features_and_labels_shuffled_apart_give_a_slope_of_0_039_for_0_586(bmi):
    X, y = bmi
    settings = dict(w=np.zeros(1), learning_rate=0.1, batch_size=32, epochs=10)
    broken, _ = repair_batches.as_given(X[:, 1:], y, rng=np.random.default_rng(1), **settings)
    assert broken[0] == pytest.approx(0.039, abs=5e-4)
    mended, losses = repair_batches.repair_batches(
        X[:, 1:], y, rng=np.random.default_rng(1), **settings
    )
    assert mended[0] == pytest.approx(0.586, abs=0.03)
    assert losses[-1] == pytest.approx(0.328, abs=5e-4)


def test_the_noise_floor_is_about_proportional_to_the_rate_and_averaging_goes_below_it(bmi):
    X, y = bmi
    best = np.linalg.lstsq(X, y)[0]
    rows = np.random.default_rng(1).integers(442, size=20_000)
    floors = {0.2: 0.088, 0.1: 0.035, 0.05: 0.016, 0.025: 0.0076}
    for rate, floor in floors.items():
        w, path = START, np.empty((20_000, 2))
        for t, i in enumerate(rows):
            w = w - rate * (X[i] @ w - y[i]) * X[i]
            path[t] = w
        above = np.mean(np.sum((path[4000:] - best) ** 2, axis=1)) / 2  # XᵀX/N is the identity
        assert float(f"{above:.2g}") == floor
        averaged = tail_average.tail_average(path, 4000)
        assert np.sum((averaged - best) ** 2) / 2 < above / 100
