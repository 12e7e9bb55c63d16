"""The whole loop: epochs, batches, gradients, a rate for each update, a state for each array."""

from math import factorial

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.batches import chance
from autograder.exercises.optimizers import trainings
from course.probes import Rng
from course.probes.batches import ENOUGH, EPOCHS


def train(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """Train a network, whatever its loss, its optimizer and its schedule; return it and its losses.

    In each epoch the examples 0 … n − 1 come in a new random order, cut into batches. Each batch
    makes one update, of all arrays, with the parameters of the moment.

    Parameters
    ----------
    params : dict
        {name: array} at the start; left as it was.
    loss_and_gradients : function
        loss, gradients = loss_and_gradients(params, rows): the mean loss of the examples whose
        indices stand in the array `rows`, and a gradient for each array of params.
    n : int
        How many examples there are.
    step : function
        w, state = step(w, gradient, state, learning_rate=…): one of your optimizers. Every array
        has a state of its own, None before its first step.
    schedule : function
        schedule(t) is the learning rate of the update with number t, counted from 0 through all
        epochs.
    epochs, batch_size : int
        The last batch of an epoch takes what is left.
    rng : numpy.random.Generator
        The only source of chance.

    Returns
    -------
    params : dict
        After the last update.
    losses : list of floats, one an epoch
        The mean over all examples of the loss that each had just before the update of its batch.

    Examples
    --------
    >>> def bowl(params, rows):
    ...     return 0.5 * params["w"] ** 2, {"w": params["w"]}
    >>> def plain(w, gradient, state, *, learning_rate):
    ...     return w - learning_rate * gradient, None
    >>> settings = dict(epochs=2, batch_size=4, rng=np.random.default_rng(0))
    >>> params, losses = train({"w": 4.0}, bowl, 4, plain, lambda t: 0.5, **settings)
    >>> print(params, losses)
    {'w': 1.0} [8.0, 2.0]
    """
    states, losses, t = dict.fromkeys(params), [], 0
    for _ in range(epochs):
        order, total = rng.permutation(n), 0.0
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            loss, gradients = loss_and_gradients(params, rows)
            total += loss * len(rows)
            stepped = {}
            for name, w in params.items():
                rate = schedule(t)
                stepped[name], states[name] = step(
                    w, gradients[name], states[name], learning_rate=rate
                )
            params, t = stepped, t + 1
        losses.append(total / n)
    return params, losses


exercise = Exercise(
    train,
    points=3,
    minutes=25,
    difficulty=3,
    probe="training",
    seconds=6.0,  # of two trainings, also where a loop draws one index after the other
    shown={
        "one array, two epochs of one batch": trainings.of_strangers(
            {"w": (2,)}, 3, epochs=2, batch_size=8, rng=Rng(1)
        ),
        "two arrays of one shape, six examples in batches of two": trainings.of_equals(
            {"W1": (2,), "W2": (2,)}, 6, epochs=3, batch_size=2, rng=Rng(2)
        ),
        "sixteen examples in batches of four, twenty epochs": trainings.of_equals(
            {"W1": (2, 3), "b1": (3,)}, 16, epochs=20, batch_size=4, rng=Rng(4)
        ),
        "arrays of different shapes, seven examples in batches of three": trainings.of_equals(
            {"W1": (3, 2), "b1": (2,), "W2": (2, 4), "b2": (4,)},
            7,
            epochs=4,
            batch_size=3,
            rng=Rng(3),
        ),
    },
    hidden={
        "a single example": trainings.of_strangers(
            {"W1": (2, 2), "b1": (2,)}, 1, epochs=3, batch_size=1, rng=Rng(5)
        ),
        "one example at a time": trainings.of_equals(
            {"W1": (3,), "b1": ()}, 4, epochs=3, batch_size=1, rng=Rng(6)
        ),
        "whole numbers": trainings.with_dtype(
            int, trainings.of_equals({"w": (3,)}, 5, epochs=2, batch_size=4, rng=Rng(7))
        ),
        "no epochs": trainings.of_equals({"w": (2,)}, 5, epochs=0, batch_size=2, rng=Rng(8)),
        "twenty-two examples, a last batch of two": trainings.of_equals(
            {"W1": (2, 2), "b1": (2,)}, 22, epochs=20, batch_size=5, rng=Rng(9)
        ),
        "single precision": trainings.with_dtype(
            np.float32, trainings.of_equals({"w": (4,)}, 6, epochs=3, batch_size=4, rng=Rng(10))
        ),
    },
    hints=(
        (
            "Three loops, one in the other: epochs, the batches of an epoch, the arrays of an "
            "update. What has to be made before each of them, and what after?"
        ),
        (
            "Three things outlive an epoch: the parameters, the states, and the number of updates. "
            "Two do not: the order of the examples and the sum of the losses."
        ),
        (
            "Keep the states in a dict beside the parameters, with None for each name. A loss is a "
            "mean: count it as often as its batch has examples, and divide by n at the end."
        ),
    ),
)


def chance_of_failure():
    """Return at most how often a right answer fails one of all its cases, by chance alone.

    To the facts of `chance.of_case`, all of twenty epochs, comes one more: two generators deal the
    same orders, which in the first epoch alone is once in n!. What is drawn has fewer than ENOUGH
    examples, whose order is not judged.
    """
    cases = [*exercise.shown.values(), *exercise.hidden.values()]
    judged = [case for case in cases if case["n"] >= ENOUGH]
    assert all(case["epochs"] == EPOCHS for case in judged)
    return sum(
        chance.of_case(case["n"], case["batch_size"]) + 1 / factorial(case["n"]) for case in judged
    )


def _cut(order, batch_size):
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


class _Loop:
    """The right training in parts; each mistake below replaces one of them."""

    def __init__(self, params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
        self.params, self.ask, self.n = params, loss_and_gradients, n
        self.step, self.schedule, self.epochs = step, schedule, epochs
        self.batch_size, self.rng = batch_size, rng
        self.states, self.t = dict.fromkeys(params), 0

    def run(self):
        losses = [self.epoch(number) for number in range(self.epochs)]
        return self.params, losses

    def epoch(self, number):
        batches = self.batches(number)
        return self.mean([self.update(rows, number) for rows in batches], batches)

    def batches(self, number):
        return _cut(self.rng.permutation(self.n), self.batch_size)

    def update(self, rows, number):
        loss, gradients = self.ask(self.params, rows)
        self.move(gradients, number)
        return loss

    def move(self, gradients, number):
        stepped, rate = {}, self.schedule(self.time(number))
        for name, w in self.params.items():
            stepped[name] = self.one(name, w, gradients[name], rate)
        self.params, self.t = stepped, self.t + 1

    def one(self, name, w, gradient, rate):
        w, self.states[name] = self.step(w, gradient, self.states[name], learning_rate=rate)
        return w

    def time(self, number):
        return self.t

    def mean(self, losses, batches):
        return sum(loss * len(rows) for loss, rows in zip(losses, batches, strict=True)) / self.n


def _spoilt(**parts):
    """A training with some parts of `_Loop` replaced."""
    kind = type("Spoilt", (_Loop,), parts)
    return lambda *arguments: kind(*arguments).run()


@exercise.misconception
def shuffled_once(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The examples were shuffled once, before the first epoch: the same batches came in the same
    order ever after. Every epoch draws anew.
    """
    batches = _cut(rng.permutation(n), batch_size)
    run = _spoilt(batches=lambda loop, number: batches)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def unshuffled(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The examples came in the order 0, 1, 2, … in every epoch: nothing was shuffled."""
    run = _spoilt(batches=lambda loop, number: _cut(np.arange(n), batch_size))
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def seeded_inside(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """A generator with a seed of its own was made for every epoch, which then has the order of all
    others. Use the `rng` that is passed in.
    """
    run = _spoilt(
        batches=lambda loop, number: _cut(np.random.default_rng(0).permutation(n), batch_size)
    )
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def seeded_once(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """A generator with a seed of its own was made inside the function: every training gets the same
    orders. Use the `rng` that is passed in.
    """
    own = np.random.default_rng(0)
    return train(params, loss_and_gradients, n, step, schedule, epochs, batch_size, own)


@exercise.misconception
def another_source(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The chance came from somewhere else than `rng`: with a generator of the same seed the order
    is another one, and no run can be repeated.
    """
    own = np.random.default_rng()
    return train(params, loss_and_gradients, n, step, schedule, epochs, batch_size, own)


@exercise.misconception
def with_replacement(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """Each batch was drawn from all examples: within an epoch some come twice, others never.
    Shuffle once an epoch, then cut.
    """
    run = _spoilt(
        batches=lambda loop, number: [
            rng.choice(n, size=len(rows), replace=False) for rows in _cut(np.arange(n), batch_size)
        ]
    )
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def batches_shuffled(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """Only the order of the batches is random: neighbours stay in one batch for ever. Shuffle the
    examples, then cut.
    """
    cut = _cut(np.arange(n), batch_size)

    def batches(loop, number):
        return [cut[i] for i in rng.permutation(len(cut))]

    run = _spoilt(batches=batches)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def last_batch_dropped(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The batch that is not full was left out: in every epoch some examples teach nothing."""

    def batches(loop, number):
        return _cut(rng.permutation(n), batch_size)[: max(1, n // batch_size)]

    def mean(loop, losses, batches):
        return np.average(losses, weights=[len(rows) for rows in batches])

    run = _spoilt(batches=batches, mean=mean)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def gradient_of_all(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """Every update asked for the gradient of all examples; it needs that of its batch."""

    def update(loop, rows, number):
        return _Loop.update(loop, np.arange(n), number)

    run = _spoilt(update=update)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def one_update_an_epoch(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """There was one update an epoch; every batch makes one."""
    run = _spoilt(batches=lambda loop, number: [rng.permutation(n)])
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def shared_state(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """One state served all arrays, so that each step went on with what another array had left.
    Every array has a history of its own.
    """

    def one(loop, name, w, gradient, rate):
        w, loop.states["all"] = step(w, gradient, loop.states.get("all"), learning_rate=rate)
        return w

    run = _spoilt(one=one)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def state_reset_each_epoch(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The states were forgotten at the end of an epoch; an optimizer's memory goes on through the
    whole training.
    """

    def epoch(loop, number):
        loop.states = dict.fromkeys(params)
        return _Loop.epoch(loop, number)

    run = _spoilt(epoch=epoch)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def state_forgotten(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """Every step was the first one: the state that `step` returns has to be handed to it the next
    time.
    """

    def one(loop, name, w, gradient, rate):
        return step(w, gradient, None, learning_rate=rate)[0]

    run = _spoilt(one=one)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def schedule_by_epoch(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The schedule was asked with the number of the epoch; its t counts the updates, of which an
    epoch has many.
    """
    run = _spoilt(time=lambda loop, number: number)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def updates_from_one(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The updates were counted from 1: the schedule's first rate belongs to t = 0 and was never
    used.
    """
    run = _spoilt(time=lambda loop, number: loop.t + 1)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def updates_of_an_epoch(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The count of updates began anew in every epoch, and the learning rate with it; t goes on
    through all epochs.
    """
    run = _spoilt(time=lambda loop, number: loop.t % -(-n // batch_size))
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def always_the_first_rate(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The learning rate never changed: the schedule has to be asked again at every update."""
    run = _spoilt(time=lambda loop, number: 0)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def counted_for_each_array(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """t went on with every array, so that one update had several learning rates; it counts updates,
    each of which moves all arrays.
    """

    def one(loop, name, w, gradient, rate):
        w, loop.states[name] = step(
            w, gradient, loop.states[name], learning_rate=schedule(loop.count)
        )
        loop.count += 1
        return w

    run = _spoilt(one=one, count=0)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def plain_mean(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The parameters are right, but each loss is the plain mean over the batches: the few examples
    of a small batch then count as much as the many of a full one.
    """
    run = _spoilt(mean=lambda loop, losses, batches: np.mean(losses))
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def every_batch_full(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The parameters are right, but every loss was counted batch_size times, also that of a batch
    which has fewer examples.
    """
    run = _spoilt(mean=lambda loop, losses, batches: sum(losses) * batch_size / n)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def examples_counted(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """t counted examples; it counts updates, and goes on by 1 with every batch."""

    def move(loop, gradients, number):
        _Loop.move(loop, gradients, number)
        loop.seen += loop.size

    def update(loop, rows, number):
        loop.size = len(rows)
        return _Loop.update(loop, rows, number)

    run = _spoilt(move=move, update=update, seen=0, time=lambda loop, number: loop.seen)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def summed_losses(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The parameters are right, but the losses of the batches were added up; a mean over the
    examples is asked for.
    """
    run = _spoilt(mean=lambda loop, losses, batches: sum(losses))
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def last_batch_s_loss(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The parameters are right, but each loss is that of the epoch's last batch alone."""
    run = _spoilt(mean=lambda loop, losses, batches: losses[-1])
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def a_loss_for_each_batch(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The parameters are right, but a loss came back for every update; one for every epoch is asked
    for.
    """
    losses = []

    def update(loop, rows, number):
        losses.append(_Loop.update(loop, rows, number))
        return losses[-1]

    run = _spoilt(update=update)
    params, _ = run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)
    return params, losses


@exercise.misconception
def only_the_last_loss(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The parameters are right, but only the last epoch's loss came back; every epoch has one."""
    params, losses = train(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)
    return params, losses[-1:]


@exercise.misconception
def losses_of_all(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The parameters are right, but for its loss every epoch asked for all examples once more; the
    losses of the batches come for free.
    """

    def epoch(loop, number):
        _Loop.epoch(loop, number)
        return loop.ask(loop.params, np.arange(n))[0]

    run = _spoilt(epoch=epoch)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def asked_again_for_each_array(
    params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng
):
    """The gradients were computed anew for each array, the later ones with arrays that had moved
    already. One call serves all of them, and then all of them move.
    """

    def update(loop, rows, number):
        rate, first = schedule(loop.t), None
        for name in params:
            loss, gradients = loop.ask(loop.params, rows)
            first = loss if first is None else first
            moved = loop.one(name, loop.params[name], gradients[name], rate)
            loop.params = loop.params | {name: moved}
        loop.t += 1
        return first

    run = _spoilt(update=update)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def gradients_of_the_start(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """All gradients were taken at the parameters of the beginning; each update has to see what the
    last one has changed.
    """
    run = _spoilt(update=_at(params))
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


def _at(start):
    def update(loop, rows, number):
        loss, gradients = loop.ask(start, rows)
        loop.move(gradients, number)
        return loss

    return update


@exercise.misconception
def each_epoch_from_the_start(
    params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng
):
    """Every epoch began with the parameters of the beginning, so that only the last one has taught
    anything.
    """

    def epoch(loop, number):
        loop.params = params
        return _Loop.epoch(loop, number)

    run = _spoilt(epoch=epoch)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.misconception
def in_place(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """The new arrays were written into the dict that was passed in: the caller's start is gone.
    Begin with a copy of it.
    """
    new, losses = train(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)
    params.update(new)
    return params, losses


@exercise.misconception
def one_epoch(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    """Only one epoch was run: is the `return` inside the loop?"""
    return train(params, loss_and_gradients, n, step, schedule, min(epochs, 1), batch_size, rng)


@exercise.variant
def with_a_copy(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    params, states = dict(params), {}
    losses, t = np.zeros(epochs), 0
    for epoch in range(epochs):
        order = rng.permutation(n)
        for rows in np.split(order, range(batch_size, n, batch_size)):
            loss, gradients = loss_and_gradients(params, rows)
            losses[epoch] += loss * len(rows) / n
            for name in params:
                params[name], states[name] = step(
                    params[name], gradients[name], states.get(name), learning_rate=schedule(t)
                )
            t += 1
    return params, losses


@exercise.variant
def by_lists(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    names, losses, updates = list(params), [], 0
    arrays, states = [params[name] for name in names], [None] * len(names)
    while len(losses) < epochs:
        order, seen = list(range(n)), []
        rng.shuffle(order)
        while order:
            rows, order = order[:batch_size], order[batch_size:]
            loss, gradients = loss_and_gradients(dict(zip(names, arrays, strict=True)), rows)
            seen += [loss] * len(rows)
            rate = schedule(updates)
            pairs = [
                step(w, gradients[k], state, learning_rate=rate)
                for k, w, state in zip(names, arrays, states, strict=True)
            ]
            arrays, states = (list(part) for part in zip(*pairs, strict=True))
            updates += 1
        losses.append(float(np.mean(seen)))
    return [dict(zip(names, arrays, strict=True)), losses]


@exercise.variant
def shuffled_in_its_place(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    order = np.arange(n)

    def batches(loop, number):
        rng.shuffle(order)
        return _cut(order, batch_size)

    run = _spoilt(batches=batches)
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.variant
def by_noise(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
    run = _spoilt(batches=lambda loop, number: _cut(np.argsort(rng.random(n)), batch_size))
    return run(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng)


@exercise.fresh
def fresh(rng):
    shapes = {"W1": (3, 2), "b1": (2,), "W2": (2, 2), "b2": (2,)}
    return trainings.of_equals(
        shapes,
        int(rng.integers(7, 12)),
        epochs=int(rng.integers(2, 5)),
        batch_size=int(rng.integers(3, 6)),
        rng=Rng(int(rng.integers(2**31))),
        seed=int(rng.integers(2**31)),
    )
