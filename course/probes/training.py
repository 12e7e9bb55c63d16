"""The probe for a whole training: what it came to, and which examples it asked for on the way."""

import copy

import numpy as np

from course.probes.orders import ENOUGH, facts_of_epochs, sizes_of_epochs
from course.probes.unfit import Unfit, kind_of


def training(function, *, loss_and_gradients, n, epochs, batch_size, rng, **others):
    """Return params and losses of a training, and the facts of its batches.

    The loss is asked for through a recorder, which tells the rows of each batch. Cases are made so
    that params and losses do not depend on the order of the examples.
    """
    settings = dict(n=n, epochs=epochs, batch_size=batch_size, **others)
    twin, (stranger,) = copy.deepcopy(rng), rng.spawn(1)
    (params, losses), batches = _run(function, loss_and_gradients, rng, settings)
    if epochs and not batches:
        raise Unfit("loss_and_gradients was never called; expected a call for every batch")
    _, again = _run(function, loss_and_gradients, twin, settings)
    facts = {"params": params, "losses": losses, "how many batches in all": len(batches)}
    walks = _cut(batches, epochs)
    if walks:
        facts |= sizes_of_epochs(walks)
        facts |= facts_of_epochs(walks, _cut(again, epochs)[0], n, batch_size)
    if walks and n >= ENOUGH > batch_size:
        _, others = _run(function, loss_and_gradients, stranger, settings)
        facts["the same orders from a generator with another seed"] = all(
            map(np.array_equal, batches, others)
        )
    return facts


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
