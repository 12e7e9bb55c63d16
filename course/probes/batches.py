"""Probes of lesson 3: an answer that draws at random is judged by facts that no draw changes.

Each probe calls the function several times, each time with a generator of its own, and returns
facts that are the same for every right answer, whatever use it makes of its generator. How often a
right answer fails by chance is computed in the home of each exercise.
"""

import copy

import numpy as np

from course.probes.calls import each_of
from course.probes.unfit import Unfit, kind_of

EPOCHS = 20  # as many calls, each with another generator
ENOUGH = 16  # with fewer examples, two orders drawn at random may well be the same
LATE = 0.5  # a correlation; orders drawn at random have one about 0
_NOBODY = "an example that does not exist"


def index_batches(function, *, n, batch_size, rng):
    """Measure the lists of index arrays that `function(n, batch_size, rng)` returns."""
    generators = rng.spawn(EPOCHS)
    twin = copy.deepcopy(generators[0])
    given = [dict(n=n, batch_size=batch_size, rng=one) for one in (*generators, twin)]
    *epochs, again = map(_indices, each_of(function, given))
    return sizes_of_epochs(epochs) | facts_of_epochs(epochs, again, n, batch_size)


def pair_batches(function, *, X, y, batch_size, rng):
    """Measure the pairs that `function(X, y, batch_size, rng)` yields; each label occurs once."""
    generators = rng.spawn(EPOCHS)
    twin = copy.deepcopy(generators[0])
    given = [dict(X=X, y=y, batch_size=batch_size, rng=one) for one in (*generators, twin)]
    *epochs, again = map(_pairs, each_of(function, given))
    row_of = {label: row for row, label in enumerate(y.tolist())}
    rows = [[_rows(labels, row_of) for _, labels in pairs] for pairs in epochs]
    facts = {
        "the shapes of one row of X and of one label": _shapes(epochs[0]),
        **sizes_of_epochs(rows),
        "every row of X stays with its label": all(
            _belong(features, X, batch)
            for pairs, batches in zip(epochs, rows, strict=True)
            for (features, _), batch in zip(pairs, batches, strict=True)
        ),
    }
    if ENOUGH <= len(y) > batch_size:
        facts["the rows of X in their old order"] = any(
            np.array_equal(np.concatenate([features for features, _ in pairs]), X)
            for pairs in epochs
            if pairs
        )
    again = [_rows(labels, row_of) for _, labels in again]
    return facts | facts_of_epochs(rows, again, len(y), batch_size)


def epoch_of_training(function, *, alone=None, after=None, **arguments):
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
    rng = arguments.pop("rng")
    w, losses = weights_and_losses(function(rng=rng, **arguments))
    if alone is None:
        return {"w": w, "losses": losses}
    generators, size = rng.spawn(EPOCHS), arguments["batch_size"]
    precision = _precision(arguments["y"])
    twin, at_rest = copy.deepcopy(generators[0]), {**arguments, "learning_rate": 0.0}
    walks = each_of(function, [{**at_rest, "rng": one} for one in (twin, *generators)])
    epochs = [_members(weights_and_losses(walk)[1], alone, size, precision) for walk in walks]
    facts = facts_of_epochs(epochs[1:], epochs[0], len(alone), size)
    stepped = {} if after is None else {"every weight has taken its step": _close(w, after)}
    return {
        "how many losses came back": len(epochs[0]),
        **stepped,
        "a loss that is not that of a batch": facts.pop(_NOBODY),
        **facts,
    }


def facts_of_epochs(epochs, again, n, batch_size):
    """What holds for every right answer: which indices come, and that their order is drawn."""
    orders = [_flat(epoch) for epoch in epochs]
    counts = [np.bincount(order[(order >= 0) & (order < n)], minlength=n) for order in orders]
    facts = {
        _NOBODY: any(np.any((o < 0) | (o >= n)) for o in orders),
        "an example that never comes": any(np.any(count == 0) for count in counts),
        "an example that comes twice": any(np.any(count > 1) for count in counts),
        "an example that comes twice in one batch": any(
            len(set(batch.tolist())) < len(batch) for epoch in epochs for batch in epoch
        ),
    }
    if n >= ENOUGH and batch_size < n:
        facts |= _facts_of_order(orders, _flat(again), n)
    if n >= ENOUGH and 1 < batch_size < n:
        facts |= _facts_of_company(epochs, n)
    return {name: bool(fact) for name, fact in facts.items()}


def sizes_of_epochs(epochs):
    """The sizes of the first epoch's batches, largest first, and whether small ones come last."""
    sizes = [[len(batch) for batch in epoch] for epoch in epochs]
    return {
        "the sizes of the batches": sorted(sizes[0], reverse=True),
        "a batch that is not full before the last one": any(
            size < max(epoch) for epoch in sizes for size in epoch[:-1]
        ),
    }


def _flat(epoch):
    return np.concatenate([*epoch, np.empty(0, int)])


def _facts_of_order(orders, again, n):
    first, *others = orders
    return {
        "the order 0, 1, 2, … in every epoch": all(np.array_equal(o, np.arange(n)) for o in orders),
        "the same order in every epoch": all(np.array_equal(first, o) for o in others),
        "an example that keeps its place": any(
            len(set(place)) == 1 for place in zip(*orders, strict=False)
        ),
        "another order from a generator with the same seed": not np.array_equal(first, again),
    }


def _facts_of_company(epochs, n):
    batches = [{frozenset(batch.tolist()) for batch in epoch} for epoch in epochs]
    return {
        "the same batches in every epoch": all(batches[0] == others for others in batches),
        "two examples that share a batch in every epoch": _always_together(epochs, n),
        "neighbours that stay neighbours": all(_neighbours(epoch) > n / 2 for epoch in epochs),
        "early examples that stay early": all(_lateness(epoch) > LATE for epoch in epochs),
    }


def _always_together(epochs, n):
    """Tell whether two different indices are in one batch in every epoch."""
    numbers = np.tile(-1 - np.arange(n), (len(epochs), 1))  # of each index's batch; as yet, alone
    for row, epoch in zip(numbers, epochs, strict=True):
        for number, batch in enumerate(epoch):
            row[batch[(batch >= 0) & (batch < n)]] = number
    return len({column.tobytes() for column in numbers.T}) < n


def _neighbours(epoch):
    """How often an index is followed by the next larger one in its batch."""
    return sum(int(np.sum(np.diff(batch) == 1)) for batch in epoch)


def _lateness(epoch):
    """The correlation of an index with the number of its batch."""
    numbers = np.repeat(np.arange(len(epoch)), [len(batch) for batch in epoch])
    indices = np.concatenate(epoch)
    if len(np.unique(numbers)) < 2 or len(np.unique(indices)) < 2:
        return 0.0
    return np.corrcoef(indices, numbers)[0, 1]


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


def _rows(labels, row_of):
    """The row that each label has; −1 for a label that is none."""
    return np.array([row_of.get(label, -1) for label in labels.ravel().tolist()], dtype=int)


def _belong(features, X, rows):
    return features.shape[:1] == rows.shape and np.array_equal(features, X[rows])


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
    batches = []
    for number, loss in enumerate(np.ravel(losses).tolist()):
        count = min(size, len(alone) - number * size)
        total = loss * count / alone[0]
        held = [i for i in range(len(alone)) if np.isfinite(total) and round(total) >> i & 1]
        if len(held) != count or abs(total - round(total)) >= precision * (100 + total):
            return [np.array([-1])] * np.size(losses)
        batches.append(np.array(held))
    return batches
