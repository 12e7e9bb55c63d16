"""The probe for a whole training: what it came to, and which examples it asked for on the way."""

import copy

import numpy as np

from course.probes.copies import copied
from course.probes.orders import facts_of_epochs, joined, sizes_of_epochs, tells_its_order
from course.probes.probe import all_of, probe
from course.probes.unfit import Unfit, kind_of

SHORT = 2  # epochs that show what the generator decides; in a few answers the first does not


def _facts(record, *, n, epochs, batch_size, **_):
    runs = [_run(*one) for one in all_of(record, 1 + 3 * _tells(n, epochs, batch_size))]
    (params, losses), batches = runs[0]
    if epochs and not batches:
        raise Unfit("loss_and_gradients was never called; expected a call for every batch")
    facts = {"params": params, "losses": losses, "how many batches in all": len(batches)}
    walks = _cut(batches, epochs)
    if walks:
        facts |= sizes_of_epochs(walks)
        facts |= facts_of_epochs(walks, walks[0], n, batch_size)  # of seeds, the next lines tell
    if len(runs) > 1:
        facts["the order 0, 1, 2, … in the first epoch"] = np.array_equal(
            joined(walks[0]), np.arange(n)
        )
        facts |= _facts_of_seeds(*(joined(own) for _, own in runs[1:]))
    return facts


@probe(_facts)
def training(function, *, loss_and_gradients, n, epochs, batch_size, rng, **others):
    """Return params and losses of a training, and the facts of its batches.

    The loss is asked for through a recorder, which tells the rows of each batch. Cases are made so
    that params and losses do not depend on the order of the examples. Where the order is judged,
    short trainings with three generators follow, of which the first two are equal.
    """
    settings = dict(n=n, epochs=epochs, batch_size=batch_size, **others)
    one, other = rng.spawn(2)
    runs = [_recorded(function, loss_and_gradients, rng, settings)]
    if _tells(n, epochs, batch_size):
        short, generators = settings | {"epochs": SHORT}, (copy.deepcopy(one), one, other)
        runs += [_recorded(function, loss_and_gradients, own, short) for own in generators]
    return runs


def _tells(n, epochs, batch_size):
    return epochs > 0 and tells_its_order(n, batch_size)


def _recorded(function, loss_and_gradients, rng, settings):
    """What came back, and the rows of each call of the loss."""
    batches = []

    def recorded(params, rows):
        batches.append(_indices(np.array(rows)))  # of a copy: an order may be shuffled in its place
        return loss_and_gradients(params, rows)

    start = copied(settings["params"])  # of its own for each run: some answers write into it
    value = function(loss_and_gradients=recorded, rng=rng, **settings | {"params": start})
    return value, batches


def _run(value, batches):
    """What was recorded of one training, if it can be measured."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise Unfit(f"{kind_of(value)} came back; expected two things: params and losses")
    return value, list(map(_indices, batches))


def _facts_of_seeds(first, again, other):
    return {
        "another order from a generator with the same seed": not np.array_equal(first, again),
        "the same orders from a generator with another seed": np.array_equal(first, other),
    }


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
