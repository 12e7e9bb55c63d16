"""Probes of lesson 3: an answer that draws at random is judged by facts that no draw changes.

Each probe calls the function several times, each time with a generator of its own, and returns
facts that are the same for every right answer, whatever use it makes of its generator. How often a
right answer fails by chance is computed in the home of each exercise.
"""

import copy
from itertools import chain

import numpy as np

from course.probes.orders import NOBODY, facts_of_epochs, joined, sizes_of_epochs, tells_its_order
from course.probes.probe import all_of, probe
from course.probes.unfit import Unfit, kind_of

EPOCHS = 14  # as many calls where the order is judged, each with another generator
ONE_BY_ONE = 8  # where nothing is asked of company, fewer already tell a drawn order
FEW = 6  # where no order is judged


def how_many_epochs(n, batch_size):
    """Return how many epochs are asked for: fewer where fewer facts could fail by chance."""
    if not tells_its_order(n, batch_size):
        return FEW
    return EPOCHS if batch_size > 1 else ONE_BY_ONE


def _facts_of_indices(record, *, n, batch_size, **_):
    epochs, again = _epochs(record, _indices, n, batch_size)
    return sizes_of_epochs(epochs) | facts_of_epochs(epochs, again, n, batch_size)


@probe(_facts_of_indices)
def index_batches(function, *, n, batch_size, rng):
    """Measure the lists of index arrays that `function(n, batch_size, rng)` returns."""
    return _play_epochs(function, n, rng, dict(n=n, batch_size=batch_size))


def _facts_of_pairs(record, *, X, y, batch_size, **_):
    epochs, again = _epochs(record, _pairs, len(y), batch_size)
    row_of = {label: row for row, label in enumerate(y.tolist())}
    rows = [_rows(pairs, row_of) for pairs in epochs]
    facts = {
        "the shapes of one row of X and of one label": _shapes(epochs[0]),
        **sizes_of_epochs(rows),
        "every row of X stays with its label": _belong(epochs, rows, X),
    }
    if tells_its_order(len(y), batch_size):
        facts["the rows of X in their old order"] = any(
            np.array_equal(np.concatenate([features for features, _ in pairs]), X)
            for pairs in epochs
            if pairs
        )
    return facts | facts_of_epochs(rows, _rows(again, row_of), len(y), batch_size)


@probe(_facts_of_pairs)
def pair_batches(function, *, X, y, batch_size, rng):
    """Measure the pairs that `function(X, y, batch_size, rng)` yields; each label occurs once."""
    return _play_epochs(function, len(y), rng, dict(X=X, y=y, batch_size=batch_size))


def _facts_of_an_epoch(record, *, alone=None, **arguments):
    if alone is not None:
        return _facts_of_its_order(record, alone, **arguments)
    w, losses = weights_and_losses(*all_of(record, 1))
    return {"w": w, "losses": losses}


def _facts_of_its_order(record, alone, *, y, batch_size, after=None, **_):
    precision = _precision(y)

    def members(value):
        return _members(weights_and_losses(value)[1], alone, batch_size, precision)

    w, _ = weights_and_losses(record[0])
    epochs, again = _epochs(record[1:], members, len(alone), batch_size)
    facts = facts_of_epochs(epochs, again, len(alone), batch_size)
    stepped = {} if after is None else {"every weight has taken its step": _close(w, after)}
    return {
        "how many losses came back": len(epochs[0]),
        **stepped,
        "a loss that is not that of a batch": facts.pop(NOBODY),
        **facts,
    }


@probe(_facts_of_an_epoch)
def epoch_of_training(function, *, rng, alone=None, after=None, **arguments):
    """Measure the weights and losses that one epoch of training returns.

    Parameters
    ----------
    function : callable
        `function(X=, y=, w=, learning_rate=, batch_size=, rng=)` returns weights and losses.
    alone : array, shape (N,), optional
        The loss of each example at the start: ½, 1, 2, 4, …, so that the loss of a batch tells
        which examples it held. Then the facts of their order are returned, which is seen with a
        rate of zero: no example changes what the next one finds. Without it the weights and the
        losses themselves are returned, which no order may change.
    after : array, shape (D,), optional
        The weights after such an epoch with the given rate, where no example disturbs another;
        not asked for where it is None.
    """
    first = function(rng=rng, **arguments)
    if alone is None:
        return [first]
    return [first, *_play_epochs(function, len(alone), rng, arguments | {"learning_rate": 0.0})]


def _play_epochs(function, n, rng, arguments):
    """What calls with as many generators return, and one with the first one's seed again.

    Nobody asks for that where no order is judged.
    """
    generators = rng.spawn(how_many_epochs(n, arguments["batch_size"]))
    if tells_its_order(n, arguments["batch_size"]):
        generators.append(copy.deepcopy(generators[0]))
    return [function(**arguments, rng=one) for one in generators]


def _epochs(record, read, n, batch_size):
    """The epochs that `read` makes of what was played, and the first one again, or nothing."""
    judged = tells_its_order(n, batch_size)
    epochs = list(map(read, all_of(record, how_many_epochs(n, batch_size) + judged)))
    return epochs, epochs.pop() if judged else []


def _indices(value):
    if not isinstance(value, list | tuple | np.ndarray):
        raise Unfit(f"{kind_of(value)} came back; expected a list with one array a batch")
    batches = [np.asarray(batch) for batch in value]
    for batch in batches:
        if batch.ndim == 0 and batch.dtype.kind in "iu":
            raise Unfit(
                f"single numbers came back, such as {batch};"
                " expected an array of indices for each batch: cut the order into pieces"
            )
        if batch.ndim != 1 or (batch.size and batch.dtype.kind not in "iu"):
            raise Unfit(
                f"a batch is {kind_of(batch)} of {batch.dtype};"
                " expected an array of indices: whole numbers, one an example"
            )
    return [batch.astype(int) for batch in batches]


def _pairs(value):
    if not isinstance(value, list | tuple):
        raise Unfit(f"{kind_of(value)} came back; expected pairs: use `yield`")
    for pair in value:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise Unfit(f"{kind_of(pair)} was yielded; expected a pair: X of a batch, y of a batch")
        if not all(isinstance(part, np.ndarray) for part in pair):
            kinds = " and ".join(map(kind_of, pair))
            raise Unfit(f"a pair of {kinds} was yielded; expected two arrays")
    return value


def _shapes(pairs):
    return [part.shape[1:] for part in pairs[0]] if pairs else []


def _rows(pairs, row_of):
    """The row that each label has, batch for batch; −1 for a label that is none."""
    batches = [labels.ravel().tolist() for _, labels in pairs]
    return [np.array([row_of.get(label, -1) for label in batch], dtype=int) for batch in batches]


def _belong(epochs, rows, X):
    """Tell whether each batch holds the rows of X that its labels have."""
    features = [features for features, _ in chain(*epochs)]
    rows = list(chain(*rows))
    fit = all(
        held.shape == (len(own), *X.shape[1:]) for held, own in zip(features, rows, strict=True)
    )
    return fit and np.array_equal(np.concatenate([X[:0], *features]), X[joined(rows)])


def weights_and_losses(value):
    """Return the w and the losses, as an array, that a training returned."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise Unfit(f"{kind_of(value)} came back; expected two things: w and losses")
    w, losses = value
    if not isinstance(losses, list | tuple | np.ndarray):
        raise Unfit(f"losses is {kind_of(losses)}; expected a list of numbers")
    if isinstance(losses, list | tuple):
        losses = np.array([np.asarray(loss, dtype=float) for loss in losses])
    return w, losses


def _close(w, after):
    return np.shape(w) == after.shape and np.allclose(w, after, rtol=1e-4)


def _precision(labels):
    """How nearly a loss is known: labels may have passed through single precision."""
    return 1e-6 if np.array_equal(labels, labels.astype(np.float32)) else 1e-9


def _members(losses, alone, size, precision):
    """Which examples each loss is the mean of, by the binary digits of their sum.

    All batches have `size` examples, the last one what is left. Where one loss is that of no batch,
    the others are so by chance: all are −1.
    """
    losses = np.array(np.ravel(losses).tolist(), dtype=float)
    counts = np.minimum(size, len(alone) - size * np.arange(len(losses)))
    totals = losses * counts / alone[0]
    sums = np.rint(totals)
    if np.all(np.isfinite(sums)) and np.all(np.abs(totals - sums) < precision * (100 + totals)):
        digits = np.mod(sums, 2.0 ** len(alone)).astype(int)
        held = digits[:, np.newaxis] >> np.arange(len(alone)) & 1
        if np.array_equal(held.sum(axis=1), counts):
            return [np.flatnonzero(one) for one in held]
    return [np.array([-1])] * len(losses)
