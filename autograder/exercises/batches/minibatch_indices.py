"""Which examples belong to which batch."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.batches import chance
from course.probes import Rng
from course.probes.orders import ENOUGH


def minibatch_indices(n, batch_size, rng):
    """Return the indices of one epoch: 0 … n − 1 in random order, cut into batches.

    Parameters
    ----------
    n : int
        How many examples there are.
    batch_size : int
        How many indices a batch has; the last batch takes what is left and may be smaller.
    rng : numpy.random.Generator
        The only source of chance.

    Returns
    -------
    list of arrays
        ⌈n / batch_size⌉ arrays of whole numbers; together they hold every index once.

    Examples
    --------
    >>> batches = minibatch_indices(10, 4, np.random.default_rng(0))
    >>> print([len(batch) for batch in batches])
    [4, 4, 2]
    >>> print(np.sort(np.concatenate(batches)))
    [0 1 2 3 4 5 6 7 8 9]
    """
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


exercise = Exercise(
    minibatch_indices,
    points=3,
    minutes=12,
    difficulty=2,
    probe="index_batches",
    seconds=6.0,  # of fifteen epochs, also where a loop draws one index after the other
    shown={
        "eight examples in batches of four": dict(n=8, batch_size=4, rng=Rng(1)),
        "eleven examples in batches of five": dict(n=11, batch_size=5, rng=Rng(2)),
        "five examples, but batches of eight": dict(n=5, batch_size=8, rng=Rng(3)),
        "thirty examples in batches of three, fourteen epochs": dict(
            n=30, batch_size=3, rng=Rng(4)
        ),
        "sixteen examples, one at a time": dict(n=16, batch_size=1, rng=Rng(5)),
    },
    hidden={
        "a single example": dict(n=1, batch_size=1, rng=Rng(6)),
        "one batch that just fits": dict(n=9, batch_size=9, rng=Rng(7)),
        "a last batch of one": dict(n=13, batch_size=4, rng=Rng(8)),
        "a hundred examples in batches of twelve": dict(n=100, batch_size=12, rng=Rng(9)),
    },
    hints=(
        "Two things happen: all indices are put in a random order, then the order is cut.",
        (
            "range(0, n, batch_size) counts the places where a batch begins; a slice that reaches "
            "beyond the end of an array simply stops there."
        ),
        "rng.permutation(n) is 0 … n − 1 in random order. Draw it once, then slice it in a loop.",
    ),
)


def chance_of_failure():
    """Return at most how often a right answer fails one of all the cases, by chance alone.

    What is drawn has fewer than ENOUGH examples, whose order is not judged.
    """
    cases = [*exercise.shown.values(), *exercise.hidden.values()]
    return sum(chance.of_case(case["n"], case["batch_size"]) for case in cases)


@exercise.misconception
def last_batch_dropped(n, batch_size, rng):
    """What was left for the last batch is missing: those examples are not seen in this epoch."""
    order = rng.permutation(n)
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(n // batch_size)]


@exercise.misconception
def empty_batch(n, batch_size, rng):
    """There is an empty batch at the end where the size divides n: n // batch_size + 1 is not
    ⌈n / batch_size⌉. The mean over no examples is nan.
    """
    order = rng.permutation(n)
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(n // batch_size + 1)]


@exercise.misconception
def with_replacement(n, batch_size, rng):
    """The indices were drawn with replacement: some come twice and others, about 37 % of them,
    never.
    """
    order = rng.integers(0, n, size=n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception
def each_batch_on_its_own(n, batch_size, rng):
    """Each batch was drawn anew from all examples: within a batch none comes twice, but within an
    epoch some do, and others never come.
    """
    sizes = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    return [rng.choice(n, size=size, replace=False) for size in sizes]


@exercise.misconception
def unshuffled(n, batch_size, rng):
    """The order was not shuffled: batches of neighbours, the same in every epoch."""
    return [np.arange(n)[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception
def seeded_inside(n, batch_size, rng):
    """A generator was made inside the function, with a seed of its own: every epoch gets the same
    order. Use the `rng` that is passed in.
    """
    return minibatch_indices(n, batch_size, np.random.default_rng(0))


@exercise.misconception
def another_source(n, batch_size, rng):
    """The chance came from somewhere else than `rng`: with a generator of the same seed the order
    is another one, and no run can be repeated.
    """
    return minibatch_indices(n, batch_size, np.random.default_rng())


@exercise.misconception
def batches_shuffled(n, batch_size, rng):
    """Only the order of the batches is random: neighbours stay in one batch for ever. Shuffle the
    examples, then cut.
    """
    batches = unshuffled(n, batch_size, rng)
    return [batches[i] for i in rng.permutation(len(batches))]


@exercise.misconception
def shuffled_inside_batches(n, batch_size, rng):
    """Only the order within each batch is random: the same examples meet in every epoch. Shuffle
    all of them, then cut.
    """
    return [rng.permutation(batch) for batch in unshuffled(n, batch_size, rng)]


@exercise.misconception
def counted_from_one(n, batch_size, rng):
    """The indices run from 1 to n; the first row of an array has the index 0, the last n − 1."""
    return [batch + 1 for batch in minibatch_indices(n, batch_size, rng)]


@exercise.misconception
def evened_out(n, batch_size, rng):
    """The batches were made about equally large; every batch has batch_size indices, only the last
    takes what is left.
    """
    return np.array_split(rng.permutation(n), -(-n // batch_size))


@exercise.misconception
def as_many_batches_as_the_size(n, batch_size, rng):
    """The order was cut into batch_size batches; batch_size is how many indices one batch has."""
    return np.array_split(rng.permutation(n), batch_size)


@exercise.misconception
def one_batch(n, batch_size, rng):
    """All indices came back in one piece; they have to be cut into batches."""
    return [rng.permutation(n)]


@exercise.misconception
def rotated(n, batch_size, rng):
    """Only the start is random, then the indices follow one another: neighbours stay neighbours."""
    order = np.roll(np.arange(n), rng.integers(n))
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.variant
def shuffled_list(n, batch_size, rng):
    order = list(range(n))
    rng.shuffle(order)
    batches = []
    while order:
        batches.append(np.array(order[:batch_size]))
        order = order[batch_size:]
    return batches


@exercise.variant
def sorted_noise(n, batch_size, rng):
    order = np.argsort(rng.random(n))
    return tuple(np.split(order, range(batch_size, n, batch_size)))


@exercise.variant
def drawn_without_replacement(n, batch_size, rng):
    order = rng.choice(n, size=n, replace=False)
    batches = -(-n // batch_size)
    return [np.sort(order[i * batch_size : (i + 1) * batch_size]) for i in range(batches)]


@exercise.variant
def one_index_after_the_other(n, batch_size, rng):
    left, batches = list(range(n)), [[]]
    while left:
        if len(batches[-1]) == batch_size:
            batches.append([])
        batches[-1].append(left.pop(int(rng.integers(len(left)))))
    return batches


@exercise.variant
def drawn_by_a_child(n, batch_size, rng):
    (child,) = rng.spawn(1)
    order = child.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.fresh
def fresh(rng):
    return dict(
        n=int(rng.integers(10, ENOUGH)),
        batch_size=int(rng.integers(3, 6)),
        rng=Rng(int(rng.integers(2**31))),
    )
