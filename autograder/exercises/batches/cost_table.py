"""What training costs: updates, example gradients, memory."""

from autograder.exercise import Exercise


def cost_table(n, batch_size, epochs):
    """Return what some epochs of mini-batch gradient descent cost.

    Parameters
    ----------
    n : int
        How many examples there are.
    batch_size : int
        How many examples a batch has; the last one of an epoch takes what is left.
    epochs : int
        How often all examples are gone through.

    Returns
    -------
    updates : int
        How many steps the weights take.
    example_gradients : int
        How many gradients of single examples are computed on the way.
    rows_held : int
        How many examples the largest batch has: what must be in memory at once.

    Examples
    --------
    >>> cost_table(10, 4, 3)
    (9, 30, 4)
    """
    updates = epochs * -(-n // batch_size)  # rounded up
    return updates, epochs * n, min(batch_size, n)


exercise = Exercise(
    cost_table,
    points=2,
    minutes=8,
    difficulty=1,
    results=("updates", "example_gradients", "rows_held"),
    shown={
        "twelve examples in batches of four, one epoch": dict(n=12, batch_size=4, epochs=1),
        "ten examples in batches of four, one epoch": dict(n=10, batch_size=4, epochs=1),
        "442 patients in batches of 100, five epochs": dict(n=442, batch_size=100, epochs=5),
        "seven examples, but batches of ten, three epochs": dict(n=7, batch_size=10, epochs=3),
    },
    hidden={
        "one example at a time": dict(n=150, batch_size=1, epochs=4),
        "all examples in one batch": dict(n=150, batch_size=150, epochs=4),
        "a last batch of one": dict(n=1797, batch_size=449, epochs=10),
        "a million examples": dict(n=1_000_001, batch_size=5000, epochs=90),
    },
    hints=(
        "Take ten examples in batches of four and write the sizes of the three batches down.",
        "Every batch makes one update, every example one gradient an epoch, however it is batched.",
        (
            "n / batch_size has to be rounded up, before it is multiplied by the epochs: "
            "math.ceil, or the negative of a floor division of −n."
        ),
    ),
)


def _ceil(n, batch_size):
    return -(-n // batch_size)


@exercise.misconception
def rounded_down(n, batch_size, epochs):
    """The number of batches was rounded down: the last batch, which is not full, makes an update
    too.
    """
    return epochs * (n // batch_size), epochs * n, min(batch_size, n)


@exercise.misconception
def one_too_many(n, batch_size, epochs):
    """n // batch_size + 1 is one batch too many where the size divides n."""
    return epochs * (n // batch_size + 1), epochs * n, min(batch_size, n)


@exercise.misconception
def not_rounded(n, batch_size, epochs):
    """The number of updates has a fraction: there is no half update, so round up."""
    return epochs * n / batch_size, epochs * n, min(batch_size, n)


@exercise.misconception
def rounded_at_the_end(n, batch_size, epochs):
    """It was rounded once for all epochs together: a batch ends where its epoch ends, so each epoch
    has a smaller last batch of its own.
    """
    return _ceil(n * epochs, batch_size), epochs * n, min(batch_size, n)


@exercise.misconception
def iterations_are_epochs(n, batch_size, epochs):
    """An update is one batch, an epoch is all of them: there are more updates than epochs."""
    return epochs, epochs * n, min(batch_size, n)


@exercise.misconception
def one_epoch(n, batch_size, epochs):
    """This is the cost of one epoch."""
    return _ceil(n, batch_size), n, min(batch_size, n)


@exercise.misconception
def full_batches_counted(n, batch_size, epochs):
    """The example gradients were counted as if every batch were full: the last one has fewer
    examples.
    """
    updates = epochs * _ceil(n, batch_size)
    return updates, updates * batch_size, min(batch_size, n)


@exercise.misconception
def all_rows_held(n, batch_size, epochs):
    """Only the rows of one batch have to be held at once; that is the point of batches."""
    return epochs * _ceil(n, batch_size), epochs * n, n


@exercise.misconception
def more_rows_than_there_are(n, batch_size, epochs):
    """A batch cannot hold more rows than there are examples."""
    return epochs * _ceil(n, batch_size), epochs * n, batch_size


@exercise.misconception
def all_examples_each_update(n, batch_size, epochs):
    """Every update was charged with the gradients of all examples; it needs those of its batch."""
    updates = epochs * _ceil(n, batch_size)
    return updates, updates * n, min(batch_size, n)


@exercise.misconception
def gradients_are_updates(n, batch_size, epochs):
    """The gradient of a batch was counted as one; it takes one gradient for each of its
    examples.
    """
    updates = epochs * _ceil(n, batch_size)
    return updates, updates, min(batch_size, n)


@exercise.variant
def counted(n, batch_size, epochs):
    updates = examples = held = 0
    for _ in range(epochs):
        for start in range(0, n, batch_size):
            rows = len(range(start, min(start + batch_size, n)))
            updates, examples = updates + 1, examples + rows
    held = batch_size if batch_size < n else n
    return updates, examples, held


@exercise.variant
def rounded_up_by_addition(n, batch_size, epochs):
    return [(n + batch_size - 1) // batch_size * epochs, n * epochs, min(n, batch_size)]


@exercise.variant
def with_a_remainder(n, batch_size, epochs):
    full, rest = divmod(n, batch_size)
    return float(epochs * (full + bool(rest))), epochs * n, n if full == 0 else batch_size


@exercise.fresh
def fresh(rng):
    return dict(
        n=int(rng.integers(200, 2000)),
        batch_size=int(rng.integers(3, 100)),
        epochs=int(rng.integers(2, 30)),
    )
