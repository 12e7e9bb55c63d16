"""Known mistakes of `train`: the parameters that an update or an epoch begins with."""

from autograder.exercises.optimizers.training_loop import Loop, spoilt


def asked_again_for_each_array(*training):
    """The gradients were computed anew for each array, the later ones with arrays that had moved
    already. One call serves all of them, and then all of them move.
    """

    def update(loop, rows, number):
        rate, first = loop.schedule(loop.t), None
        for name in loop.params:
            loss, gradients = loop.ask(loop.params, rows)
            first = loss if first is None else first
            moved = loop.one(name, loop.params[name], gradients[name], rate)
            loop.params = loop.params | {name: moved}
        loop.t += 1
        return first

    return spoilt(training, update=update)


def gradients_of_the_start(*training):
    """All gradients were taken at the parameters of the beginning; each update has to see what the
    last one has changed.
    """

    def update(loop, rows, number):
        loss, gradients = loop.ask(loop.start, rows)
        loop.move(gradients, number)
        return loss

    return spoilt(training, update=update)


def each_epoch_from_the_start(*training):
    """Every epoch began with the parameters of the beginning, so that only the last one has taught
    anything.
    """

    def epoch(loop, number):
        loop.params = loop.start
        return Loop.epoch(loop, number)

    return spoilt(training, epoch=epoch)


def in_place(*training):
    """The new arrays were written into the dict that was passed in: the caller's start is gone.
    Begin with a copy of it.
    """
    loop = Loop(*training)
    new, losses = loop.run()
    loop.start.update(new)
    return loop.start, losses


def one_epoch(*training):
    """Only one epoch was run: is the `return` inside the loop?"""
    loop = Loop(*training)
    loop.epochs = min(loop.epochs, 1)
    return loop.run()
