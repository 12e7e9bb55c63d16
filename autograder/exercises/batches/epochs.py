"""Epochs of training that go wrong: in what they multiply, in their order, in what they report."""

import numpy as np

from autograder.exercise import Exercise


def train(X, y, w, batches, learning_rate, *, loss=None, gradient=None):
    """Right steps over given batches; a mistake spoils one thing."""
    losses, w = [], np.array(w, dtype=float)
    for rows in batches:
        error = X[rows] @ w - y[rows]
        losses.append(np.mean(error**2) / 2 if loss is None else loss(rows, w))
        g = X[rows].T @ error / len(rows) if gradient is None else gradient(rows, w)
        w = w - learning_rate * g
    return w, losses


def cut(order, batch_size):
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def drawn(y, batch_size, rng):
    return cut(rng.permutation(len(y)), batch_size)


def register_mixtures(exercise: Exercise):
    """Add the gradients in which an error meets the features of another example."""

    @exercise.misconception
    def errors_with_other_rows(X, y, w, learning_rate, batch_size, rng):
        """The errors are those of the shuffled batch, but the gradient multiplies them with rows of
        X in the table's order: an error belongs to the features of its own example.
        """
        places, losses, w = cut(np.arange(len(y)), batch_size), [], np.array(w, dtype=float)
        for place, rows in zip(places, drawn(y, batch_size, rng), strict=True):
            error = X[rows] @ w - y[rows]
            losses.append(np.mean(error**2) / 2)
            w = w - learning_rate * X[place].T @ error / len(rows)
        return w, losses

    @exercise.misconception
    def means_multiplied(X, y, w, learning_rate, batch_size, rng):
        """The mean error was multiplied with the mean features; the gradient is the mean of the
        products, error times features, and that is another number.
        """

        def gradient(rows, w):
            return np.mean(X[rows] @ w - y[rows]) * X[rows].mean(axis=0)

        return train(X, y, w, drawn(y, batch_size, rng), learning_rate, gradient=gradient)


def register_orders(exercise: Exercise):
    """Add the wrong ways to draw the examples of an epoch and to cut them into batches."""

    @exercise.misconception
    def unshuffled(X, y, w, learning_rate, batch_size, rng):
        """The examples came in the order of the table; on sorted data the last ones would have the
        last word.
        """
        return train(X, y, w, cut(np.arange(len(y)), batch_size), learning_rate)

    @exercise.misconception
    def seeded_inside(X, y, w, learning_rate, batch_size, rng):
        """A generator was made inside the function, with a seed of its own: every epoch gets the
        same order. Use the `rng` that is passed in.
        """
        return exercise.reference(X, y, w, learning_rate, batch_size, np.random.default_rng(0))

    @exercise.misconception
    def another_source(X, y, w, learning_rate, batch_size, rng):
        """The chance came from somewhere else than `rng`: with a generator of the same seed the
        order is another one, and no run can be repeated.
        """
        return exercise.reference(X, y, w, learning_rate, batch_size, np.random.default_rng())

    @exercise.misconception
    def with_replacement(X, y, w, learning_rate, batch_size, rng):
        """The examples were drawn with replacement: in this epoch some come twice, others never."""
        order = rng.integers(0, len(y), size=len(y))
        return train(X, y, w, cut(order, batch_size), learning_rate)

    @exercise.misconception
    def each_batch_on_its_own(X, y, w, learning_rate, batch_size, rng):
        """Each batch was drawn anew from all examples: within an epoch some come twice, others
        never. Shuffle once, then cut.
        """
        sizes = [len(rows) for rows in cut(y, batch_size)]
        batches = [rng.choice(len(y), size=size, replace=False) for size in sizes]
        return train(X, y, w, batches, learning_rate)

    @exercise.misconception
    def batches_shuffled(X, y, w, learning_rate, batch_size, rng):
        """Only the order of the batches is random: neighbours stay in one batch for ever. Shuffle
        the examples, then cut.
        """
        batches = cut(np.arange(len(y)), batch_size)
        return train(X, y, w, [batches[i] for i in rng.permutation(len(batches))], learning_rate)

    @exercise.misconception
    def permuted_apart(X, y, w, learning_rate, batch_size, rng):
        """X and y were shuffled apart, each in an order of its own: nearly every label now belongs
        to another example.
        """
        X, y = X[rng.permutation(len(y))], y[rng.permutation(len(y))]
        return train(X, y, w, cut(np.arange(len(y)), batch_size), learning_rate)

    @exercise.misconception
    def last_batch_dropped(X, y, w, learning_rate, batch_size, rng):
        """The batch that was not full is missing: its examples teach nothing in this epoch."""
        batches = cut(rng.permutation(len(y))[: len(y) // batch_size * batch_size], batch_size)
        return train(X, y, w, batches, learning_rate)

    @exercise.misconception
    def cut_otherwise(X, y, w, learning_rate, batch_size, rng):
        """The batches have other sizes than asked for: each has batch_size examples, and only the
        last takes what is left.
        """
        parts = np.array_split(rng.permutation(len(y)), -(-len(y) // batch_size))
        return train(X, y, w, parts, learning_rate)

    @exercise.misconception
    def only_one_step(X, y, w, learning_rate, batch_size, rng):
        """Only one batch was used; an epoch goes through all of them."""
        return train(X, y, w, drawn(y, batch_size, rng)[:1], learning_rate)

    @exercise.misconception
    def one_by_one(X, y, w, learning_rate, batch_size, rng):
        """Every example made a step of its own; batch_size of them make one step together."""
        return train(X, y, w, drawn(y, 1, rng), learning_rate)


def register_losses(exercise: Exercise):
    """Add the epochs whose weights are right and whose losses are not."""

    @exercise.misconception
    def losses_without_half(X, y, w, learning_rate, batch_size, rng):
        """The weights are right, but the losses are twice too large: the ½ is missing."""

        def loss(rows, w):
            return np.mean((X[rows] @ w - y[rows]) ** 2)

        return train(X, y, w, drawn(y, batch_size, rng), learning_rate, loss=loss)

    @exercise.misconception
    def losses_after_the_step(X, y, w, learning_rate, batch_size, rng):
        """The weights are right, but each loss was taken after its step, not just before."""
        losses, batches = [], drawn(y, batch_size, rng)
        for rows in batches:
            w, _ = train(X, y, w, [rows], learning_rate)
            losses.append(np.mean((X[rows] @ w - y[rows]) ** 2) / 2)
        return w, losses

    @exercise.misconception
    def losses_of_all(X, y, w, learning_rate, batch_size, rng):
        """The weights are right, but the losses are those of all examples, which costs as much as
        an epoch at every step; the loss of the batch comes for free.
        """

        def loss(rows, w):
            return np.mean((X @ w - y) ** 2) / 2

        return train(X, y, w, drawn(y, batch_size, rng), learning_rate, loss=loss)

    @exercise.misconception
    def mean_loss(X, y, w, learning_rate, batch_size, rng):
        """The weights are right, but one mean loss came back; every batch has a loss of its own."""
        w, losses = exercise.reference(X, y, w, learning_rate, batch_size, rng)
        return w, [np.mean(losses)]
