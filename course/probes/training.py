"""The probe for a whole training: what it came to, and which examples it asked for on the way."""

import copy

import numpy as np

from course.probes.orders import facts_of_epochs, joined, sizes_of_epochs, tells_its_order
from course.probes.unfit import Unfit, kind_of

SHORT = 2  # epochs that show what the generator decides; in a few answers the first does not


def training(function, *, loss_and_gradients, n, epochs, batch_size, rng, **others):
    """Return params and losses of a training, and the facts of its batches.

    The loss is asked for through a recorder, which tells the rows of each batch. Cases are made so
    that params and losses do not depend on the order of the examples.
    """
    settings = dict(n=n, epochs=epochs, batch_size=batch_size, **others)
    seeds = rng.spawn(2)
    (params, losses), batches = _run(function, loss_and_gradients, rng, settings)
    if epochs and not batches:
        raise Unfit("loss_and_gradients was never called; expected a call for every batch")
    facts = {"params": params, "losses": losses, "how many batches in all": len(batches)}
    walks = _cut(batches, epochs)
    if walks:
        facts |= sizes_of_epochs(walks)
        facts |= facts_of_epochs(walks, walks[0], n, batch_size)  # of seeds, the next lines tell
    if walks and tells_its_order(n, batch_size):
        first = joined(walks[0])
        facts["the order 0, 1, 2, … in the first epoch"] = np.array_equal(first, np.arange(n))
        facts |= _facts_of_seeds(function, loss_and_gradients, seeds, settings)
    return facts


def _facts_of_seeds(function, loss_and_gradients, seeds, settings):
    """What short trainings with three generators tell, of which the first two are equal."""
    one, stranger = seeds
    short, generators = settings | {"epochs": SHORT}, (copy.deepcopy(one), one, stranger)
    runs = [_run(function, loss_and_gradients, own, short) for own in generators]
    first, again, other = (joined(batches) for _, batches in runs)
    return {
        "another order from a generator with the same seed": not np.array_equal(first, again),
        "the same orders from a generator with another seed": np.array_equal(first, other),
    }


def _run(function, loss_and_gradients, rng, settings):
    """What came back, and the rows of each call of the loss."""
    batches = []

    def recorded(params, rows):
        batches.append(_indices(np.array(rows)))  # of a copy: an order may be shuffled in its place
        return loss_and_gradients(params, rows)

    start = copy.deepcopy(settings["params"])  # of its own for each run: some answers write into it
    value = function(loss_and_gradients=recorded, rng=rng, **settings | {"params": start})
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise Unfit(f"{kind_of(value)} came back; expected two things: params and losses")
    return value, batches


def _indices(rows):
    if rows.ndim != 1 or rows.dtype.kind not in "iub":
        raise Unfit(
            f"the loss was asked for the rows {kind_of(rows)} of {rows.dtype};"
            " expected the indices of a batch: whole numbers, one an example"
        )
    return np.flatnonzero(rows) if rows.dtype.kind == "b" else rows.astype(int)


def _cut(batches, epochs):
    """The batches of each epoch, as many in one as in the other but perhaps in the last."""
    count = -(-len(batches) // max(epochs, 1))
    return [batches[i : i + count] for i in range(0, len(batches), count)] if count else []
