"""The whole loop: epochs, batches, gradients, a rate for each update, a state for each array."""

from math import factorial

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.batches import chance
from autograder.exercises.optimizers import (
    train_batch_mistakes,
    train_loss_mistakes,
    train_memory_mistakes,
    train_start_mistakes,
    trainings,
)
from autograder.exercises.optimizers.training_loop import spoilt
from course.probes import Rng
from course.probes.orders import ENOUGH


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
    seconds=6.0,  # of four trainings, also where a loop draws one index after the other
    shown={
        "one array, two epochs of one batch": trainings.of_strangers(
            {"w": (2,)}, 3, epochs=2, batch_size=8, rng=Rng(1)
        ),
        "two arrays of one shape, six examples in batches of two": trainings.of_equals(
            {"W1": (2,), "W2": (2,)}, 6, epochs=3, batch_size=2, rng=Rng(2)
        ),
        "sixteen examples in batches of four, fifteen epochs": trainings.of_equals(
            {"W1": (2, 3), "b1": (3,)}, 16, epochs=15, batch_size=4, rng=Rng(4)
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
            {"W1": (2, 2), "b1": (2,)}, 22, epochs=15, batch_size=5, rng=Rng(9)
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

    To the facts of `chance.of_case` come two: two generators deal the same orders, which in the
    first epoch alone is once in n!, and as often the first order is 0, 1, 2, …. What is drawn has
    fewer than ENOUGH examples, whose order is not judged.
    """
    cases = [*exercise.shown.values(), *exercise.hidden.values()]
    judged = [case for case in cases if case["n"] >= ENOUGH]
    return sum(
        chance.of_case(case["n"], case["batch_size"], case["epochs"]) + 2 / factorial(case["n"])
        for case in judged
    )


exercise.misconceptions_from(train_batch_mistakes)
exercise.misconceptions_from(train_memory_mistakes)
exercise.misconceptions_from(train_loss_mistakes)
exercise.misconceptions_from(train_start_mistakes)


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
def shuffled_in_its_place(*training):
    _, _, n, *_ = training
    order = np.arange(n)

    def batches(loop, number):
        loop.rng.shuffle(order)
        return loop.cut(order)

    return spoilt(training, batches=batches)


@exercise.variant
def by_noise(*training):
    def batches(loop, number):
        return loop.cut(np.argsort(loop.rng.random(loop.n)))

    return spoilt(training, batches=batches)


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
