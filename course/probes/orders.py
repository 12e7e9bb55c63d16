"""What holds of the batches of every right epoch, whatever was drawn.

An epoch is a list of arrays: the indices of each batch, in the order in which the batches come. How
often a right answer fails one of these facts by chance is computed in the home of each exercise.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

ENOUGH = 16  # with fewer examples, two orders drawn at random may well be the same
LATE = 0.5  # a correlation; orders drawn at random have one about 0
NOBODY = "an example that does not exist"


def tells_its_order(n, batch_size):
    """Tell whether the order is judged too: not that of a few examples, nor within one batch."""
    return n >= ENOUGH and batch_size < n


def facts_of_epochs(epochs, again, n, batch_size):
    """What holds for every right answer: which indices come, and that their order is drawn.

    `again` is the first epoch once more, with a generator of the same seed; it is only looked at
    where `tells_its_order(n, batch_size)`.
    """
    walk = _walk(epochs)
    facts = _facts_of_examples(walk, len(epochs), n)
    if tells_its_order(n, batch_size):
        facts |= _facts_of_order([joined(epoch) for epoch in epochs], joined(again), n)
    if tells_its_order(n, batch_size) and batch_size > 1:
        facts |= _facts_of_company(epochs, walk, n)
    return {name: bool(fact) for name, fact in facts.items()}


def sizes_of_epochs(epochs):
    """The sizes of the first epoch's batches, largest first, and whether small ones come last."""
    sizes = [[len(batch) for batch in epoch] for epoch in epochs]
    return {
        "the sizes of the batches": sorted(sizes[0], reverse=True),
        "a batch that is not full before the last one": any(
            min(epoch[:-1]) < max(epoch) for epoch in sizes if len(epoch) > 1
        ),
    }


class _Walk(NamedTuple):
    """All that came, one after the other: its index, the numbers of its batch and its epoch."""

    index: np.ndarray
    batch: np.ndarray
    epoch: np.ndarray


def _walk(epochs):
    batches = [batch for epoch in epochs for batch in epoch]
    number = _numbers(batches)
    return _Walk(joined(batches), number, _numbers(epochs)[number])


def joined(batches):
    """Return the indices of all batches in one array, which may be empty."""
    return np.concatenate([*batches, np.empty(0, int)])


def _numbers(parts):
    """0 for each item of the first part, 1 for each of the second, …"""
    return np.repeat(np.arange(len(parts)), np.array([len(part) for part in parts], dtype=int))


def _facts_of_examples(walk, epochs, n):
    real = _real(walk, n)
    often = np.bincount((walk.epoch * n + walk.index)[real], minlength=epochs * n)
    once = np.all(real) and np.all(often <= 1)
    return {
        NOBODY: not np.all(real),
        "an example that never comes": np.any(often == 0),
        "an example that comes twice": np.any(often > 1),
        "an example that comes twice in one batch": not once and _twice_in_a_batch(walk),
    }


def _real(walk, n):
    return (walk.index >= 0) & (walk.index < n)


def _twice_in_a_batch(walk):
    sort = np.lexsort((walk.index, walk.batch))
    return np.any((np.diff(walk.index[sort]) == 0) & (np.diff(walk.batch[sort]) == 0))


def _facts_of_order(orders, again, n):
    shortest = min(map(len, orders))
    places = np.array([order[:shortest] for order in orders])
    keys = [order.tobytes() for order in orders]
    return {
        "the order 0, 1, 2, … in every epoch": set(keys) == {np.arange(n).tobytes()},
        "the same order in every epoch": len(set(keys)) == 1,
        "an order that stays for two epochs": _stays(orders, keys, n),
        "an example that keeps its place": np.any(np.all(places == places[0], axis=0)),
        "another order from a generator with the same seed": keys[0] != again.tobytes(),
    }


def _stays(orders, keys, n):
    """Tell whether half of all epochs have the order of the one before, or more."""
    again = [one == other for one, other in pairwise(keys)]
    if not any(again) or 2 * sum(again) < len(again):
        return False  # and an epoch with other examples is told elsewhere
    return all(np.array_equal(np.sort(order), np.arange(n)) for order in orders)


def _facts_of_company(epochs, walk, n):
    sets = ({frozenset(batch.tolist()) for batch in epoch} for epoch in epochs)
    first = next(sets)
    return {
        "the same batches in every epoch": all(first == others for others in sets),
        "two examples that share a batch in every epoch": _always_together(walk, len(epochs), n),
        "neighbours that stay neighbours": np.all(_neighbours(walk, len(epochs)) > n / 2),
        "early examples that stay early": all(_lateness(epoch) > LATE for epoch in epochs),
    }


def _always_together(walk, epochs, n):
    """Tell whether two different indices are in one batch in every epoch."""
    real, alone = _real(walk, n), -1 - np.arange(n)
    numbers = np.repeat(alone[:, np.newaxis], epochs, axis=1)  # of each index's batch in each epoch
    numbers[walk.index[real], walk.epoch[real]] = walk.batch[real]
    return len({row.tobytes() for row in numbers}) < n


def _neighbours(walk, epochs):
    """How often an index is followed by the next larger one in its batch, in each epoch."""
    follows = (np.diff(walk.index) == 1) & (np.diff(walk.batch) == 0)
    return np.bincount(walk.epoch[1:][follows], minlength=epochs)


def _lateness(epoch):
    """The correlation of an index with the number of its batch."""
    numbers, indices = _numbers(epoch), joined(epoch)
    if not (np.any(np.diff(numbers)) and np.any(np.diff(indices))):
        return 0.0  # all the same: no correlation is defined
    return np.corrcoef(indices, numbers)[0, 1]
