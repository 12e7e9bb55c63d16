"""The facts of epochs, taken from flat arrays, are those that plain loops find."""

from itertools import combinations

import numpy as np
import pytest

from course.probes.orders import ENOUGH, facts_of_epochs, sizes_of_epochs, tells_its_order

N, SIZE, EPOCHS = 18, 4, 3


def shuffled(rng):
    return rng.permutation(N)


def drawn_with_replacement(rng):
    return rng.integers(0, N, size=N)


def from_one_to_n(rng):
    return 1 + rng.permutation(N)


def rotated(rng):
    return np.roll(np.arange(N), rng.integers(N))


def nearly_sorted(rng):
    return np.argsort(np.arange(N) + 4 * rng.random(N))


def one_dropped(rng):
    return rng.permutation(N)[1:]


def in_loops(epochs):
    """The facts of which indices come, and in whose company, as one would say them."""
    batches = [batch.tolist() for epoch in epochs for batch in epoch]
    orders = [[i for batch in epoch for i in batch.tolist()] for epoch in epochs]

    def together(one, other, epoch):
        return any({one, other} <= set(batch.tolist()) for batch in epoch)

    def neighbours(epoch):
        return sum(b - a == 1 for batch in epoch for a, b in zip(batch, batch[1:], strict=False))

    return {
        "an example that does not exist": any(not 0 <= i < N for o in orders for i in o),
        "an example that never comes": any(set(range(N)) - set(order) for order in orders),
        "an example that comes twice": any(o.count(i) > 1 for o in orders for i in range(N)),
        "an example that comes twice in one batch": any(len(set(b)) < len(b) for b in batches),
        "an example that keeps its place": any(len(set(p)) == 1 for p in zip(*orders, strict=True)),
        "two examples that share a batch in every epoch": any(
            all(together(*pair, epoch) for epoch in epochs) for pair in combinations(range(N), 2)
        ),
        "neighbours that stay neighbours": all(neighbours(epoch) > N / 2 for epoch in epochs),
    }


@pytest.mark.parametrize(
    "order",
    [shuffled, drawn_with_replacement, from_one_to_n, rotated, nearly_sorted, one_dropped],
)
def test_the_facts_are_those_of_plain_loops(order):
    rng = np.random.default_rng(0)
    for _ in range(40):
        places = range(SIZE, N, SIZE)
        epochs = [np.split(order(rng), places) for _ in range(EPOCHS)]
        facts, plain = facts_of_epochs(epochs, epochs[0], N, SIZE), in_loops(epochs)
        if order is drawn_with_replacement:  # who comes twice has the company of its last batch
            del plain["two examples that share a batch in every epoch"]
        assert {name: facts[name] for name in plain} == plain


@pytest.mark.parametrize("last", [6, 5])
def test_an_order_that_is_dealt_anew_in_every_second_epoch_is_told(last):
    rng = np.random.default_rng(0)
    orders = np.repeat([rng.permutation(N) for _ in range(3)], 2, axis=0)[:last]
    epochs = [np.split(order, range(SIZE, N, SIZE)) for order in orders]
    facts = facts_of_epochs(epochs, epochs[0], N, SIZE)
    assert (
        facts["an order that stays for two epochs"] and not facts["the same order in every epoch"]
    )


def test_epochs_without_a_batch_have_facts_too():
    facts = facts_of_epochs([[], []], [], ENOUGH, 4)
    assert facts["an example that never comes"] and facts["the same order in every epoch"]
    assert not facts["early examples that stay early"]
    assert sizes_of_epochs([[], []])["the sizes of the batches"] == []


def test_the_order_of_a_few_or_of_one_batch_is_not_judged():
    assert tells_its_order(ENOUGH, ENOUGH - 1)
    assert not tells_its_order(ENOUGH - 1, 2) and not tells_its_order(ENOUGH, ENOUGH)
    assert len(facts_of_epochs([[np.arange(3)]], [], 3, 3)) == 4
