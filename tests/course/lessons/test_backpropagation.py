"""What lesson 4's text and predictions say in words is what its cells compute."""

import itertools

import numpy as np
import pytest

from autograder import catalog
from course import data, landscapes

DIGITS = data.digits()
X, Y = DIGITS.X / 16, DIGITS.y


def reference(name):
    return catalog.find(name).reference


@pytest.fixture(scope="module")
def start():
    return reference("initialize")([64, 32, 10], np.random.default_rng(0), "he")


def loss(params, X, y):
    return reference("cross_entropy")(reference("mlp_forward")(X, params)[0], y)[0]


def trained(params, X, y, rate, steps):
    """The loss before each step, and the parameters after the last."""
    losses = []
    for _ in range(steps):
        params, before = reference("train_step")(X, y, params, rate)
        losses.append(before)
    return params, losses


def on_the_way(params, rate):
    """Claim 12's step, by the known mistake of `train_step`."""
    wrong = {one.__name__: one for one in catalog.find("train_step").misconceptions}
    return wrong["updated_on_the_way"](X, Y, params, rate)


def test_twenty_digits_are_learned_by_heart_in_146_steps(start):
    learned, losses = reference("overfit_tiny")(X[:20], Y[:20], start, 0.5, 0.01, 2000)
    assert len(losses) - 1 == 146 and losses[0] == pytest.approx(2.28, abs=5e-3)
    scores, _ = reference("mlp_forward")(X[:20], learned)
    assert np.array_equal(scores.argmax(axis=1), Y[:20])


def test_who_updates_on_the_way_is_off_but_at_rate_a_half_nobody_sees_it(start):
    for rate, off in ((0.1, 0.014), (0.5, 0.068), (1.0, 0.136)):
        right, _ = reference("train_step")(X, Y, start, rate)
        wrong, _ = on_the_way(start, rate)
        apart = np.linalg.norm(wrong["W1"] - right["W1"])
        assert apart / np.linalg.norm(right["W1"] - start["W1"]) == pytest.approx(off, abs=6e-4)


@pytest.mark.parametrize(("rate", "blows_up"), [(0.1, False), (0.5, False), (1.0, True)])
def test_after_thirty_steps_only_the_largest_rate_shows_the_mistake(start, rate, blows_up):
    wrong, before = start, 0.0
    with np.errstate(all="ignore"):
        for _ in range(30):
            wrong, before = on_the_way(wrong, rate)
    _, losses = trained(start, X, Y, rate, 30)
    assert losses[-1] < losses[0]
    if blows_up:
        assert not before < 100
    else:
        assert before == pytest.approx(losses[-1], rel=0.02)


def test_the_loss_of_unseen_digits_turns_after_about_a_hundred_steps(start):
    seen, unseen, params = {}, {}, start
    for step, until in itertools.pairwise((0, 20, 100, 300, 1000)):
        seen[step], unseen[step] = loss(params, X[:60], Y[:60]), loss(params, X[-500:], Y[-500:])
        params, _ = trained(params, X[:60], Y[:60], 0.5, until - step)
    seen[1000], unseen[1000] = loss(params, X[:60], Y[:60]), loss(params, X[-500:], Y[-500:])
    assert list(seen.values()) == sorted(seen.values(), reverse=True)
    assert unseen[0] > unseen[20] > unseen[100] < unseen[300] < unseen[1000]
    assert seen[1000] < 0.002 and unseen[100] == pytest.approx(0.784, abs=6e-4)


@pytest.mark.parametrize(("beside", "steps"), [(1e-2, 55), (1e-6, 152), (1e-12, 297)])
def test_the_closer_to_the_ridge_the_later_but_not_much_later(beside, steps):
    w, count, ground = np.array([1.0, beside]), 0, landscapes.Saddle()
    while abs(w[1]) < 0.9:
        w, count = w - 0.1 * ground.gradient(w), count + 1
    assert count == steps


def test_fifteen_nodes_have_32768_paths_and_thirty_slopes():
    graph = {f"n{k + 1}": ("add", f"n{k}", f"n{k}") for k in range(15)}
    values = {f"n{k}": 2.0**k for k in range(16)}
    slopes = reference("scalar_graph_backward")(graph, values)
    assert slopes["n0"] == 32768 and sum(len(parts) - 1 for parts in graph.values()) == 30


class Counting(np.ndarray):
    """An array that counts the multiplications of its matrix products."""

    done = 0

    def __array_ufunc__(self, ufunc, method, *inputs, **named):
        plain = [np.asarray(one) for one in inputs]
        if ufunc is np.matmul:
            Counting.done += plain[0].size * plain[1].shape[1]
        named |= {"out": tuple(map(np.asarray, named["out"]))} if named.get("out") else {}
        made = getattr(ufunc, method)(*plain, **named)
        return made.view(Counting) if isinstance(made, np.ndarray) else made


def test_the_sweep_costs_three_looks_and_differences_1607_times_the_sweep(start):
    counted = {name: p.view(Counting) for name, p in start.items()}
    Counting.done = 0
    loss(counted, X, Y)
    look, Counting.done = Counting.done, 0
    reference("train_step")(X, Y, counted, 0.5)
    assert (look, Counting.done) == (1797 * (64 * 32 + 32 * 10), 3 * look)
    weights = sum(p.size for p in start.values())
    assert weights == 2410 and round(2 * weights * look / Counting.done) == 1607


def test_a_slope_through_five_sigmoids_is_below_a_thousandth():
    largest = reference("sigmoid_gradient")(np.array([0.0]))[0]
    assert largest == 0.25 and largest**5 < 1e-3


def test_a_check_of_a_loss_with_dice_accuses_an_innocent_gradient():
    rng = np.random.default_rng(0)
    params, dice = {"w": rng.normal(size=4)}, np.random.default_rng(1)

    def rolled(p):
        return float(np.sum((dice.random(4) < 0.8) * p["w"] ** 2))

    honest = reference("gradient_check")(
        lambda p: float(np.sum(p["w"] ** 2)), params, {"w": 2 * params["w"]}
    )
    accused = reference("gradient_check")(rolled, params, {"w": 1.6 * params["w"]})
    assert honest["w"] < 1e-7 and accused["w"] > 0.9
