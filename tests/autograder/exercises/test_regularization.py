"""Lesson 5's penalties, dropout, loop and capstone against differences, PyTorch and chance."""

import importlib
from math import comb

import numpy as np
import pytest

from autograder import grading
from autograder.build.sheets import sheet_data
from autograder.exercises.backpropagation.networks import parameters
from autograder.exercises.optimizers import (
    dropout_backward,
    dropout_forward,
    l1_subgradient,
    l2_penalty,
    proximal_step,
    recognise_digits,
    soft_threshold,
    train,
)
from course import check, data
from course.checks.diagnosis import diagnose
from course.checks.judged import Judged
from course.checks.sheet import parse
from course.digits_task import DigitsTask
from course.probes import Rng
from course.training import LinearDecay

DRAWN = ("dropout_forward", "train")
OTHER_DRAWS = 40  # generators that the cases do not have


def exercise_of(name):
    return importlib.import_module(f"autograder.exercises.optimizers.{name}").exercise


def test_the_gradients_of_the_l2_penalty_are_those_of_differences():
    params = parameters((3, 4, 2), 7)
    _, gradients = l2_penalty.l2_penalty(params, 0.7)
    for name, p in params.items():
        for index in np.ndindex(p.shape):
            nudge = np.zeros(p.shape)
            nudge[index] = 1e-5
            up, down = (
                l2_penalty.l2_penalty(params | {name: p + sign * nudge}, 0.7)[0] for sign in (1, -1)
            )
            assert gradients[name][index] == pytest.approx((up - down) / 2e-5, abs=1e-8)


@pytest.mark.parametrize("w", [-3.0, -0.7, -0.1, 0.0, 0.2, 0.7, 5.0])
def test_the_soft_threshold_minimises_half_a_square_and_an_absolute_value(w):
    """S(w) is where ½ (x − w)² + k |x| is smallest: tried on a fine grid."""
    k, x = 0.7, np.linspace(-6, 6, 12_001)
    lowest = x[np.argmin((x - w) ** 2 / 2 + k * np.abs(x))]
    assert soft_threshold.soft_threshold(np.array([w]), k)[0] == pytest.approx(lowest, abs=1e-3)


def test_only_the_proximal_step_makes_weights_exactly_zero():
    """Least squares on the ten features of diabetes with λ = 0.15: some weights against none."""
    table = data.diabetes()
    X, y = ((part - part.mean(axis=0)) / part.std(axis=0) for part in (table.X, table.y))
    near, slope = np.full(10, 0.01), np.full(10, 0.01)
    for _ in range(2000):
        near = proximal_step.proximal_step(near, X.T @ (X @ near - y) / len(y), 0.1, 0.15)
        gradient = X.T @ (X @ slope - y) / len(y) + l1_subgradient.l1_subgradient(slope, 0.15)
        slope = slope - 0.1 * gradient
    assert np.sum(near == 0) >= 5 and np.sum(slope == 0) == 0
    optimum = X.T @ (X @ near - y) / len(y)  # no slope is steeper than λ where a weight is zero
    assert np.all(np.abs(optimum[near == 0]) <= 0.15)
    np.testing.assert_allclose(optimum[near != 0], -0.15 * np.sign(near[near != 0]), atol=1e-9)


@pytest.mark.parametrize("name", [*DRAWN, "recognise_digits"])
def test_a_right_answer_fails_by_chance_less_than_once_in_a_million_runs(name):
    home = importlib.import_module(f"autograder.exercises.optimizers.{name}")
    assert 0 < home.chance_of_failure() < 1e-6


@pytest.mark.parametrize("name", DRAWN)
def test_a_right_answer_passes_whatever_is_drawn(name):
    exercise = exercise_of(name)
    cases = {**exercise.shown, **exercise.hidden}
    expected = {case: grading.expected(exercise, arguments) for case, arguments in cases.items()}
    answers = [exercise.reference, *exercise.variants]
    for seed in range(OTHER_DRAWS):
        answer = answers[seed % len(answers)]
        for i, (case, arguments) in enumerate(cases.items()):
            given = {**arguments, "rng": Rng(10_000 + 97 * seed + i)}
            outcome = grading.run(exercise, answer, given)
            found = Judged(grading.Case(case, given, expected[case]), outcome, exercise)
            assert found.right, (answer.__name__, str(found))


@pytest.mark.parametrize("name", DRAWN)
def test_a_known_mistake_is_named_whatever_it_draws(name):
    exercise = exercise_of(name)
    sheet = parse(sheet_data(exercise))
    place = exercise.positional.index("rng")
    for wrong in exercise.misconceptions:
        for seed in range(4):

            def answer(*arguments, wrong=wrong, seed=seed):
                own = np.random.default_rng([seed, int(arguments[place].integers(2**31))])
                return wrong(*arguments[:place], own, *arguments[place + 1 :])

            verdict = diagnose(answer, sheet)
            assert verdict.mistake == wrong.__name__, (wrong.__name__, seed, verdict)


def test_the_likeliest_count_of_kept_entries_is_as_rare_as_the_bound_says():
    masks = np.random.default_rng(0).random((20_000, 120)) < 0.25
    counts = np.bincount(masks.sum(axis=1)) / len(masks)
    likeliest = max(comb(120, k) * 0.25**k * 0.75 ** (120 - k) for k in range(121))
    assert counts.max() == pytest.approx(likeliest, rel=0.1)


def test_dropout_keeps_the_mean_and_multiplies_the_mean_square_by_one_over_keep():
    x, rng = np.random.default_rng(1).normal(size=500), np.random.default_rng(2)
    outs = np.array([dropout_forward.dropout_forward(x, 0.6, rng)[0] for _ in range(4000)])
    np.testing.assert_allclose(outs.mean(axis=0), x, atol=6 * np.abs(x).max() / np.sqrt(4000))
    assert np.mean(outs**2) / np.mean(x**2) == pytest.approx(1 / 0.6, rel=0.01)


def test_dropout_backward_is_the_slope_of_dropout_forward_with_its_mask():
    rng = np.random.default_rng(3)
    x, dout = rng.normal(size=(2, 4, 5))
    _, mask = dropout_forward.dropout_forward(x, 0.7, rng)
    slope = dropout_backward.dropout_backward(dout, mask)
    for index in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[index] = 1e-6
        change = np.sum(dout * ((x + nudge) * mask - (x - nudge) * mask)) / 2e-6
        assert slope[index] == pytest.approx(change, abs=1e-8)


def test_a_training_is_pytorchs_over_the_same_batches():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    task, rates = DigitsTask(seed=8, digits=200), LinearDecay(0.2, 40)

    def step(w, gradient, state, *, learning_rate):
        velocity = gradient + (0 if state is None else 0.8 * state)
        return w - learning_rate * velocity, velocity

    settings = dict(step=step, schedule=rates.rate, epochs=4, batch_size=24)
    params, losses = train.train(
        task.params, task.loss_and_gradients, task.n, rng=np.random.default_rng(5), **settings
    )
    leaves = {k: torch.tensor(p, requires_grad=True) for k, p in task.params.items()}
    optimizer = torch.optim.SGD(leaves.values(), lr=0.2, momentum=0.8)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: max(0, 1 - t / 40))
    X, y = torch.tensor(task._X), torch.tensor(task._y, dtype=torch.long)
    rng = np.random.default_rng(5)
    for epoch in range(4):
        order, total = rng.permutation(task.n), 0.0
        for rows in np.split(order, range(24, task.n, 24)):
            optimizer.zero_grad()
            hidden = torch.relu(X[rows] @ leaves["W1"] + leaves["b1"])
            scores = hidden @ leaves["W2"] + leaves["b2"]
            loss = torch.nn.functional.cross_entropy(scores, y[rows])
            loss.backward()
            optimizer.step()
            scheduler.step()
            total += loss.item() * len(rows)
        assert losses[epoch] == pytest.approx(total / task.n, rel=1e-9)
    for name, leaf in leaves.items():
        np.testing.assert_allclose(params[name], leaf.detach().numpy(), rtol=1e-8, atol=1e-12)


def test_one_epoch_of_plain_sgd_reaches_what_earns_nothing_and_momentum_the_bar():
    """The bars of the capstone, measured again on the five trainings of one seed."""
    tasks = [[DigitsTask(seed=21, fold=fold) for fold in range(5)] for _ in range(2)]
    plain, tuned = (
        np.mean([task.accuracy(_trained(answer, task)) for task in row])
        for answer, row in zip((_one_epoch, recognise_digits.recognise_digits), tasks, strict=True)
    )
    assert abs(plain - recognise_digits.ONE_EPOCH) < 0.07
    assert tuned > recognise_digits.BAR + 0.01


def _trained(answer, task):
    return answer(task.params, task.loss_and_gradients, task.n, np.random.default_rng(task.fold))


def _one_epoch(params, loss_and_gradients, n, rng):
    for rows in np.split(rng.permutation(n), range(32, n, 32)):
        _, gradients = loss_and_gradients(params, rows)
        params = {name: p - 0.5 * gradients[name] for name, p in params.items()}
    return params


@pytest.mark.parametrize(("graded", "cases"), [(True, 2), (False, 3)])
def test_a_check_in_a_graded_notebook_leaves_the_measuring_to_the_grade(
    monkeypatch, tmp_path, graded, cases
):
    monkeypatch.setenv("DESCENT_WORK", str(tmp_path))  # where a check keeps progress
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    if graded:
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    check(recognise_digits.recognise_digits)
    (bundle,) = shown
    assert f"all {cases} cases are right" in bundle["text/plain"]
    assert ("Measured: accuracy 0.9" in bundle["text/plain"]) == (not graded)
