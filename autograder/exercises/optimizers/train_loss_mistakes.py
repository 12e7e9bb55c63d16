"""Known mistakes of `train`: what is counted and averaged in an epoch."""

import numpy as np

from autograder.exercises.optimizers.training_loop import Loop, spoilt


def plain_mean(*training):
    """The parameters are right, but each loss is the plain mean over the batches: the few examples
    of a small batch then count as much as the many of a full one.
    """
    return spoilt(training, mean=lambda loop, losses, batches: np.mean(losses))


def every_batch_full(*training):
    """The parameters are right, but every loss was counted batch_size times, also that of a batch
    which has fewer examples.
    """

    def mean(loop, losses, batches):
        return sum(losses) * loop.batch_size / loop.n

    return spoilt(training, mean=mean)


def examples_counted(*training):
    """t counted examples; it counts updates, and goes on by 1 with every batch."""

    def update(loop, rows, number):
        loss = Loop.update(loop, rows, number)
        loop.seen += len(rows)
        return loss

    return spoilt(training, update=update, seen=0, time=lambda loop, number: loop.seen)


def summed_losses(*training):
    """The parameters are right, but the losses of the batches were added up; a mean over the
    examples is asked for.
    """
    return spoilt(training, mean=lambda loop, losses, batches: sum(losses))


def last_batch_s_loss(*training):
    """The parameters are right, but each loss is that of the epoch's last batch alone."""
    return spoilt(training, mean=lambda loop, losses, batches: losses[-1])


def a_loss_for_each_batch(*training):
    """The parameters are right, but a loss came back for every update; one for every epoch is asked
    for.
    """
    losses = []

    def update(loop, rows, number):
        losses.append(Loop.update(loop, rows, number))
        return losses[-1]

    params, _ = spoilt(training, update=update)
    return params, losses


def only_the_last_loss(*training):
    """The parameters are right, but only the last epoch's loss came back; every epoch has one."""
    params, losses = Loop(*training).run()
    return params, losses[-1:]


def losses_of_all(*training):
    """The parameters are right, but for its loss every epoch asked for all examples once more; the
    losses of the batches come for free.
    """

    def epoch(loop, number):
        Loop.epoch(loop, number)
        return loop.ask(loop.params, np.arange(loop.n))[0]

    return spoilt(training, epoch=epoch)
