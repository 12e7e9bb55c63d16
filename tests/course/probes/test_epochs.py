"""A training of several epochs is judged by facts that no draw changes."""

import numpy as np
import pytest

from course.checks.compare import difference
from course.probes.epochs import epochs_of_training

CASE = dict(X=np.eye(2), y=np.ones(2), w=np.ones(2), learning_rate=0.1, batch_size=1, epochs=2)


def measured(function, seed=0):
    return epochs_of_training(function, **CASE, rng=np.random.default_rng(seed), watched=True)


def test_a_walk_that_is_not_watched_is_made_once():
    calls = []

    def train(X, y, w, learning_rate, batch_size, epochs, rng):
        calls.append(rng)
        return w, np.zeros(epochs)

    facts = epochs_of_training(train, **CASE, rng=np.random.default_rng(0))
    assert list(facts) == ["w", "losses"] and len(calls) == 1


def test_a_hundred_thousand_orders_of_a_watched_walk_end_at_as_many_places():
    asked = []

    def still(X, y, w, learning_rate, batch_size, epochs, rng):
        asked.append((y, learning_rate))
        return w, np.zeros(epochs)

    measured(still)
    labels, rate = asked[1]
    orders, w = np.random.default_rng(0).permuted(np.tile(labels, (100_000, 1)), axis=1), 0.0
    for label in orders.T:
        w = w + rate * (label - w)
    assert len(np.unique(w)) == 100_000


def test_a_walk_that_the_generator_does_not_decide_is_seen():
    def still(X, y, w, learning_rate, batch_size, epochs, rng):
        return w, np.zeros(epochs)

    facts = measured(still)
    assert not facts["another generator gives another walk"]
    assert facts["a generator with the same seed gives the same walk"]
    assert difference(facts["losses"], np.zeros(2)) is None


@pytest.mark.parametrize("kept", ["order", "batches", "nothing"])
def test_epochs_that_keep_their_batches_are_seen(kept):
    def train(X, y, w, learning_rate, batch_size, epochs, rng):
        order, losses = rng.permutation(len(y)), []
        for _ in range(epochs):
            if kept == "nothing":
                order = rng.permutation(len(y))
            if kept == "batches":
                order = rng.permutation(order.reshape(-1, batch_size)).ravel()
            for rows in order.reshape(-1, batch_size):
                w = w - learning_rate * X[rows].T @ (X[rows] @ w - y[rows]) / batch_size
            losses.append(np.mean((X @ w - y) ** 2) / 2)
        return w, np.array(losses)

    facts = measured(train)
    assert facts["the same batches in every epoch"] == (kept != "nothing")


@pytest.mark.parametrize("anew", [True, False])
def test_an_order_that_is_applied_to_its_own_result_is_seen(anew):
    def train(X, y, w, learning_rate, batch_size, epochs, rng):
        order, losses = rng.permutation(len(y)), []
        for _ in range(epochs):
            order = rng.permutation(len(y)) if anew else order
            X, y = X[order], y[order]
            for i in range(0, len(y), batch_size):
                error = X[i : i + batch_size] @ w - y[i : i + batch_size]
                w = w - learning_rate * error @ X[i : i + batch_size] / len(error)
            losses.append(np.mean((X @ w - y) ** 2) / 2)
        return w, np.array(losses)

    for seed in range(9):
        facts = measured(train, seed)
        again = ("the same batches in every epoch", "the same orders again and again")
        assert any(facts[fact] for fact in again) == (not anew)


def test_a_training_that_returns_too_few_losses_is_not_said_to_repeat_itself():
    def last_loss(X, y, w, learning_rate, batch_size, epochs, rng):
        return w + rng.random(), np.zeros(1)

    facts = measured(last_loss)
    assert not facts["the same batches in every epoch"]
    assert not facts["the same orders again and again"]
