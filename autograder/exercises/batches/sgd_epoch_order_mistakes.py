"""Known mistakes of `sgd_epoch`: how examples are drawn, and how they are cut into batches."""

import numpy as np

from autograder.exercises.batches.epochs import cut, drawn, train


def unshuffled(X, y, w, learning_rate, batch_size, rng):
    """The examples came in the order of the table; on sorted data the last ones would have the
    last word.
    """
    return train(X, y, w, cut(np.arange(len(y)), batch_size), learning_rate)


def seeded_inside(X, y, w, learning_rate, batch_size, rng):
    """A generator was made inside the function, with a seed of its own: every epoch gets the
    same order. Use the `rng` that is passed in.
    """
    return train(X, y, w, drawn(y, batch_size, np.random.default_rng(0)), learning_rate)


def another_source(X, y, w, learning_rate, batch_size, rng):
    """The chance came from somewhere else than `rng`: with a generator of the same seed the
    order is another one, and no run can be repeated.
    """
    return train(X, y, w, drawn(y, batch_size, np.random.default_rng()), learning_rate)


def with_replacement(X, y, w, learning_rate, batch_size, rng):
    """The examples were drawn with replacement: in this epoch some come twice, others never."""
    order = rng.integers(0, len(y), size=len(y))
    return train(X, y, w, cut(order, batch_size), learning_rate)


def each_batch_on_its_own(X, y, w, learning_rate, batch_size, rng):
    """Each batch was drawn anew from all examples: within an epoch some come twice, others
    never. Shuffle once, then cut.
    """
    sizes = [len(rows) for rows in cut(y, batch_size)]
    batches = [rng.choice(len(y), size=size, replace=False) for size in sizes]
    return train(X, y, w, batches, learning_rate)


def batches_shuffled(X, y, w, learning_rate, batch_size, rng):
    """Only the order of the batches is random: neighbours stay in one batch for ever. Shuffle
    the examples, then cut.
    """
    batches = cut(np.arange(len(y)), batch_size)
    return train(X, y, w, [batches[i] for i in rng.permutation(len(batches))], learning_rate)


def permuted_apart(X, y, w, learning_rate, batch_size, rng):
    """X and y were shuffled apart, each in an order of its own: nearly every label now belongs
    to another example.
    """
    X, y = X[rng.permutation(len(y))], y[rng.permutation(len(y))]
    return train(X, y, w, cut(np.arange(len(y)), batch_size), learning_rate)


def last_batch_dropped(X, y, w, learning_rate, batch_size, rng):
    """The batch that was not full is missing: its examples teach nothing in this epoch."""
    batches = cut(rng.permutation(len(y))[: len(y) // batch_size * batch_size], batch_size)
    return train(X, y, w, batches, learning_rate)


def cut_otherwise(X, y, w, learning_rate, batch_size, rng):
    """The batches have other sizes than asked for: each has batch_size examples, and only the
    last takes what is left.
    """
    parts = np.array_split(rng.permutation(len(y)), -(-len(y) // batch_size))
    return train(X, y, w, parts, learning_rate)


def only_one_step(X, y, w, learning_rate, batch_size, rng):
    """Only one batch was used; an epoch goes through all of them."""
    return train(X, y, w, drawn(y, batch_size, rng)[:1], learning_rate)


def one_by_one(X, y, w, learning_rate, batch_size, rng):
    """Every example made a step of its own; batch_size of them make one step together."""
    return train(X, y, w, drawn(y, 1, rng), learning_rate)
