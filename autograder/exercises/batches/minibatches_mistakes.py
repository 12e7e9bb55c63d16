"""Known mistakes of `minibatches`: what is shuffled, how it is cut, and what is handed out."""

import numpy as np


def _cut(X, y, order, batch_size):
    """The pairs of a given order."""
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def _right(X, y, batch_size, rng):
    return _cut(X, y, rng.permutation(len(y)), batch_size)


def permuted_apart(X, y, batch_size, rng):
    """X and y were shuffled apart, each in an order of its own: nearly every label now belongs to
    another example, and nothing can be learned from it.
    """
    mixed_X, mixed_y = X[rng.permutation(len(y))], y[rng.permutation(len(y))]
    yield from _cut(mixed_X, mixed_y, np.arange(len(y)), batch_size)


def only_features_shuffled(X, y, batch_size, rng):
    """X was shuffled and y stayed as it was: the labels come in the old order, and belong to other
    examples.
    """
    yield from _cut(X[rng.permutation(len(y))], y, np.arange(len(y)), batch_size)


def only_labels_shuffled(X, y, batch_size, rng):
    """The labels were picked in the new order, but the rows of X came as they stand: a label
    belongs to the row of its own index.
    """
    order = rng.permutation(len(y))
    for start in range(0, len(y), batch_size):
        yield X[start : start + batch_size], y[order[start : start + batch_size]]


def callers_arrays_shuffled(X, y, batch_size, rng):
    """The caller's own arrays were shuffled: after the epoch X and y are not what they were. Pick
    rows by index instead, which makes new arrays.
    """
    order = rng.permutation(len(y))
    X[:], y[:] = X[order], y[order]
    yield from _cut(X, y, np.arange(len(y)), batch_size)


def unshuffled(X, y, batch_size, rng):
    """The examples came in the order of the table; on sorted data each batch would pull to its own
    side.
    """
    yield from _cut(X, y, np.arange(len(y)), batch_size)


def with_replacement(X, y, batch_size, rng):
    """The examples were drawn with replacement: some come twice and others, about 37 % of them,
    never.
    """
    yield from _cut(X, y, rng.integers(0, len(y), size=len(y)), batch_size)


def each_batch_on_its_own(X, y, batch_size, rng):
    """Each batch was drawn anew from all examples: within an epoch some come twice, and others
    never.
    """
    for start in range(0, len(y), batch_size):
        rows = rng.choice(len(y), size=min(batch_size, len(y) - start), replace=False)
        yield X[rows], y[rows]


def last_batch_dropped(X, y, batch_size, rng):
    """What was left for the last batch is missing: those examples are not seen in this epoch."""
    order = rng.permutation(len(y))
    yield from _cut(X, y, order[: len(y) // batch_size * batch_size], batch_size)


def evened_out(X, y, batch_size, rng):
    """The batches were made about equally large; only the last may differ from batch_size."""
    for rows in np.array_split(rng.permutation(len(y)), -(-len(y) // batch_size)):
        yield X[rows], y[rows]


def empty_batch(X, y, batch_size, rng):
    """There is an empty batch at the end where the size divides N; the mean over no examples is
    nan.
    """
    order = rng.permutation(len(y))
    for i in range(len(y) // batch_size + 1):
        rows = order[i * batch_size : (i + 1) * batch_size]
        yield X[rows], y[rows]


def seeded_inside(X, y, batch_size, rng):
    """A generator was made inside the function, with a seed of its own: every epoch gets the same
    order. Use the `rng` that is passed in.
    """
    yield from _right(X, y, batch_size, np.random.default_rng(0))


def another_source(X, y, batch_size, rng):
    """The chance came from somewhere else than `rng`: with a generator of the same seed the order
    is another one, and no run can be repeated.
    """
    yield from _right(X, y, batch_size, np.random.default_rng())


def batches_shuffled(X, y, batch_size, rng):
    """Only the order of the batches is random: neighbours stay in one batch for ever. Shuffle the
    examples, then cut.
    """
    batches = list(_cut(X, y, np.arange(len(y)), batch_size))
    for i in rng.permutation(len(batches)):
        yield batches[i]


def shuffled_inside_batches(X, y, batch_size, rng):
    """Only the order within each batch is random: the same examples meet in every epoch. Shuffle
    all of them, then cut.
    """
    for features, labels in _cut(X, y, np.arange(len(y)), batch_size):
        order = rng.permutation(len(labels))
        yield features[order], labels[order]


def swapped(X, y, batch_size, rng):
    """The pair is the wrong way round: X of the batch comes first, y second."""
    for features, labels in _right(X, y, batch_size, rng):
        yield labels, features


def labels_as_a_column(X, y, batch_size, rng):
    """The labels of a batch came as a column of shape (B, 1); minus predictions of shape (B,) that
    makes a table.
    """
    for features, labels in _right(X, y, batch_size, rng):
        yield features, labels.reshape(-1, 1)


def only_the_first(X, y, batch_size, rng):
    """Only one batch came: a `return` ends the function, `yield` hands out a batch and goes on."""
    return [next(_right(X, y, batch_size, rng))]


def one_by_one(X, y, batch_size, rng):
    """The examples came one by one; a batch has batch_size of them."""
    yield from _right(X, y, 1, rng)
