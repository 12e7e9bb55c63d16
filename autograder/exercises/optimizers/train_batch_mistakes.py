"""Known mistakes of `train`: the order of the examples, and their batches."""

import numpy as np

from autograder.exercises.optimizers.training_loop import Loop, spoilt


def shuffled_once(*training):
    """The examples were shuffled once, before the first epoch: the same batches came in the same
    order ever after. Every epoch draws anew.
    """

    def batches(loop, number):
        if number == 0:
            loop.first = Loop.batches(loop, number)
        return loop.first

    return spoilt(training, batches=batches)


def unshuffled(*training):
    """The examples came in the order 0, 1, 2, … in every epoch: nothing was shuffled."""
    return spoilt(training, batches=lambda loop, number: loop.cut(np.arange(loop.n)))


def shuffled_after_the_first_epoch(*training):
    """The first epoch took the examples in the order 0, 1, 2, …: the order is drawn only after it.
    Draw at the start of every epoch.
    """

    def batches(loop, number):
        return loop.cut(np.arange(loop.n)) if number == 0 else Loop.batches(loop, number)

    return spoilt(training, batches=batches)


def seeded_inside(*training):
    """A generator with a seed of its own was made for every epoch, which then has the order of all
    others. Use the `rng` that is passed in.
    """

    def batches(loop, number):
        return loop.cut(np.random.default_rng(0).permutation(loop.n))

    return spoilt(training, batches=batches)


def seeded_once(*training):
    """A generator with a seed of its own was made inside the function: every training gets the same
    orders. Use the `rng` that is passed in.
    """
    *others, _ = training
    return Loop(*others, np.random.default_rng(0)).run()


def another_source(*training):
    """The chance came from somewhere else than `rng`: with a generator of the same seed the order
    is another one, and no run can be repeated.
    """
    *others, _ = training
    return Loop(*others, np.random.default_rng()).run()


def with_replacement(*training):
    """Each batch was drawn from all examples: within an epoch some come twice, others never.
    Shuffle once an epoch, then cut.
    """

    def batches(loop, number):
        sizes = map(len, loop.cut(range(loop.n)))
        return [loop.rng.choice(loop.n, size=size, replace=False) for size in sizes]

    return spoilt(training, batches=batches)


def batches_shuffled(*training):
    """Only the order of the batches is random: neighbours stay in one batch for ever. Shuffle the
    examples, then cut.
    """

    def batches(loop, number):
        neighbours = loop.cut(np.arange(loop.n))
        return [neighbours[i] for i in loop.rng.permutation(len(neighbours))]

    return spoilt(training, batches=batches)


def last_batch_dropped(*training):
    """The batch that is not full was left out: in every epoch some examples teach nothing."""

    def batches(loop, number):
        return Loop.batches(loop, number)[: max(1, loop.n // loop.batch_size)]

    def mean(loop, losses, batches):
        return np.average(losses, weights=[len(rows) for rows in batches])

    return spoilt(training, batches=batches, mean=mean)


def gradient_of_all(*training):
    """Every update asked for the gradient of all examples; it needs that of its batch."""

    def update(loop, rows, number):
        return Loop.update(loop, np.arange(loop.n), number)

    return spoilt(training, update=update)


def one_update_an_epoch(*training):
    """There was one update an epoch; every batch makes one."""
    return spoilt(training, batches=lambda loop, number: [loop.rng.permutation(loop.n)])
