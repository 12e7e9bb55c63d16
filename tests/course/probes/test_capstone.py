import numpy as np
import pytest

from course.digits_task import BudgetSpent
from course.probes.capstone import digits_training


def measured(function, **settings):
    return digits_training(function, seed=3, rng=np.random.default_rng(0), **settings)


def one_epoch(params, loss_and_gradients, n, rng):
    for rows in np.split(rng.permutation(n), range(32, n, 32)):
        _, gradients = loss_and_gradients(params, rows)
        params = {name: p - 0.5 * gradients[name] for name, p in params.items()}
    return params


def test_the_accuracy_is_that_on_all_digits_that_were_held_out():
    facts = measured(one_epoch, folds=2)
    assert facts["what came back"] == "a trained network"
    assert 0.6 < facts["accuracy"] < 0.95 and facts["epochs used"] == 1


def test_a_quick_look_measures_no_accuracy_but_asks_whether_the_run_can_be_repeated():
    facts = measured(one_epoch, digits=60)
    assert "accuracy" not in facts
    repeated = "the same network from a generator with the same seed"
    assert facts[repeated] is True

    def another_source(params, loss_and_gradients, n, rng):
        return one_epoch(params, loss_and_gradients, n, np.random.default_rng())

    assert measured(another_source, digits=60)[repeated] is False


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda p: None, "None: is a `return` missing?"),
        (lambda p: (p, []), "tuple, not a dict"),
        (lambda p: p, "the network as it was given"),
        (lambda p: p | {"W1": p["W1"].T}, r"W1 of shape (32, 64), not (64, 32)"),
        (lambda p: p | {"b2": np.full(10, np.nan)}, "nan or inf in the network"),
        (lambda p: p | {"b2": [0.0] * 10}, "no array of numbers as b2"),
        (lambda p: {"W1": p["W1"]}, "a dict with the keys W1"),
    ],
)
def test_what_is_no_trained_network_is_told_and_reaches_nothing(change, told):
    facts = measured(lambda params, loss_and_gradients, n, rng: change(params), folds=1)
    assert facts["what came back"] == told and facts["accuracy"] == 0
    assert facts["examples that were used"] == "fewer than half"


def test_the_budget_ends_a_training_whatever_it_does_with_its_arguments():
    def greedy(params, loss_and_gradients, n, rng):
        loss_and_gradients.rows_used = -(10**9)
        while True:
            loss_and_gradients(params, np.arange(n))

    with pytest.raises((BudgetSpent, AttributeError)):
        measured(greedy, folds=1)


def test_a_network_that_guesses_is_told():
    def constant(params, loss_and_gradients, n, rng):
        return {name: 0 * p for name, p in params.items()}

    assert measured(constant, folds=1)["more than a guess"] is False
