import numpy as np
import pytest

from course.digits_task import FOLDS, BudgetSpent, DigitsTask
from course.probes.capstone import digits_training


def measured(function, **settings):
    return digits_training(function, seed=3, rng=np.random.default_rng(0), **settings)


def one_epoch(params, loss_and_gradients, n, rng, rate=0.5):
    for rows in np.split(rng.permutation(n), range(32, n, 32)):
        _, gradients = loss_and_gradients(params, rows)
        params = {name: p - rate * gradients[name] for name, p in params.items()}
    return params


def test_below_the_bar_the_accuracy_is_that_on_all_digits():
    right = []

    def answer(params, loss_and_gradients, n, rng):
        network = one_epoch(params, loss_and_gradients, n, rng)
        task = DigitsTask(seed=3, fold=len(right))
        right.append(task.accuracy(network) * task.held_out)
        return network

    facts = measured(answer, enough=0.95)
    assert facts["what came back"] == "a trained network"
    assert len(right) == FOLDS and facts["accuracy"] == round(sum(right) / 1797, 4) < 0.95
    assert facts["epochs used"] == 1


def test_the_training_that_lifts_the_accuracy_to_the_bar_is_the_last():
    trainings = []

    def answer(params, loss_and_gradients, n, rng):
        trainings.append(n)
        rate = 0.05 if len(trainings) == 1 else 0.5
        return one_epoch(params, loss_and_gradients, n, rng, rate)

    facts = measured(answer, enough=0.6)
    assert len(trainings) == 3 and 0.6 <= facts["accuracy"] < 0.7
    trainings.clear()
    assert measured(answer, enough=0)["accuracy"] < 0.4 and len(trainings) == 1


def uphill(params, loss_and_gradients, n, rng):
    return one_epoch(params, loss_and_gradients, n, rng, rate=-0.5)


def a_few_rows(params, loss_and_gradients, n, rng):
    return one_epoch(params, loss_and_gradients, n // 3, rng)


@pytest.mark.parametrize("answer", [uphill, a_few_rows])
def test_who_guesses_or_saw_too_little_is_not_asked_again(answer):
    trainings = []

    def counted(params, loss_and_gradients, n, rng):
        trainings.append(n)
        return answer(params, loss_and_gradients, n, rng)

    facts = measured(counted, enough=0.95)
    assert len(trainings) == 1 and facts["accuracy"] < 0.95
    assert not facts["more than a guess"] or facts["examples that were used"] == "fewer than half"


def test_what_is_no_trained_network_is_the_last_training_and_reaches_nothing():
    trainings = []

    def answer(params, loss_and_gradients, n, rng):
        trainings.append(n)
        return one_epoch(params, loss_and_gradients, n, rng) if len(trainings) == 1 else None

    facts = measured(answer, enough=0.95)
    assert facts["what came back"] == "None: is a `return` missing?"
    assert facts["accuracy"] == 0 and len(trainings) == 2


def test_a_quick_look_measures_no_accuracy():
    assert set(measured(one_epoch, digits=60)) == {"what came back", "examples that were used"}


def test_a_quick_look_taken_twice_asks_whether_the_run_can_be_repeated():
    facts = measured(one_epoch, digits=60, twice=True)
    repeated = "the same network from a generator with the same seed"
    assert facts[repeated] is True

    def another_source(params, loss_and_gradients, n, rng):
        return one_epoch(params, loss_and_gradients, n, np.random.default_rng())

    assert measured(another_source, digits=60, twice=True)[repeated] is False


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
    facts = measured(lambda params, loss_and_gradients, n, rng: change(params))
    assert facts["what came back"] == told and facts["accuracy"] == 0
    assert facts["examples that were used"] == "fewer than half"


def test_the_budget_ends_a_training_whatever_it_does_with_its_arguments():
    def greedy(params, loss_and_gradients, n, rng):
        loss_and_gradients.rows_used = -(10**9)
        while True:
            loss_and_gradients(params, np.arange(n))

    with pytest.raises((BudgetSpent, AttributeError)):
        measured(greedy)


def test_a_network_that_guesses_is_told():
    def constant(params, loss_and_gradients, n, rng):
        return {name: 0 * p for name, p in params.items()}

    assert measured(constant)["more than a guess"] is False
