"""Known mistakes of `train`: the state of each array, and the count of the updates."""

from autograder.exercises.optimizers.training_loop import Loop, spoilt


def shared_state(*training):
    """One state served all arrays, so that each step went on with what another array had left.
    Every array has a history of its own.
    """

    def one(loop, name, w, gradient, rate):
        loop.states.setdefault("all")
        return Loop.one(loop, "all", w, gradient, rate)

    return spoilt(training, one=one)


def state_reset_each_epoch(*training):
    """The states were forgotten at the end of an epoch; an optimizer's memory goes on through the
    whole training.
    """

    def epoch(loop, number):
        loop.states = dict.fromkeys(loop.params)
        return Loop.epoch(loop, number)

    return spoilt(training, epoch=epoch)


def state_forgotten(*training):
    """Every step was the first one: the state that `step` returns has to be handed to it the next
    time.
    """

    def one(loop, name, w, gradient, rate):
        return loop.step(w, gradient, None, learning_rate=rate)[0]

    return spoilt(training, one=one)


def schedule_by_epoch(*training):
    """The schedule was asked with the number of the epoch; its t counts the updates, of which an
    epoch has many.
    """
    return spoilt(training, time=lambda loop, number: number)


def updates_from_one(*training):
    """The updates were counted from 1: the schedule's first rate belongs to t = 0 and was never
    used.
    """
    return spoilt(training, time=lambda loop, number: loop.t + 1)


def updates_of_an_epoch(*training):
    """The count of updates began anew in every epoch, and the learning rate with it; t goes on
    through all epochs.
    """
    return spoilt(training, time=lambda loop, number: loop.t % -(-loop.n // loop.batch_size))


def always_the_first_rate(*training):
    """The learning rate never changed: the schedule has to be asked again at every update."""
    return spoilt(training, time=lambda loop, number: 0)


def counted_for_each_array(*training):
    """t went on with every array, so that one update had several learning rates; it counts updates,
    each of which moves all arrays.
    """

    def one(loop, name, w, gradient, rate):
        loop.count += 1
        return Loop.one(loop, name, w, gradient, loop.schedule(loop.count - 1))

    return spoilt(training, one=one, count=0)
