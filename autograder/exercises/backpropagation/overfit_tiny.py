"""Learning a handful of examples by heart."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.backpropagation.networks import (
    examples,
    labels,
    parameters,
    rough,
    small,
)
from autograder.exercises.backpropagation.train_step import train_step


def overfit_tiny(X, y, params, learning_rate, target, max_steps):
    """Train on the same few examples until the loss is below a target; return weights and losses.

    Every step uses all examples and begins where the one before has ended. As soon as the loss of
    the parameters is below `target`, no further step is taken; nor are more than `max_steps`.

    Parameters
    ----------
    X : array, shape (N, D)
        A few examples, one a row.
    y : array of int, shape (N,)
        The right class of each.
    params : dict
        Where the training starts; left as it was.
    learning_rate : float
    target : float
        Such as 0.01: a network that cannot get there on 20 examples has a mistake in it.
    max_steps : int
        How many steps are taken at most.

    Returns
    -------
    params : dict
        Those that have the last of the losses.
    losses : array, shape (steps + 1,)
        The loss at the start and after each step. Only the last can be below the target.

    Examples
    --------
    >>> params = {"W1": np.array([[0.0, 0.0]]), "b1": np.array([0.0, 0.0])}
    >>> settings = dict(learning_rate=1.0, target=0.15, max_steps=50)
    >>> params, losses = overfit_tiny(np.array([[2.0]]), np.array([1]), params, **settings)
    >>> print(losses.round(4))
    [0.6931 0.0067]
    """
    new, loss = train_step(X, y, params, learning_rate)
    losses = [loss]
    while losses[-1] >= target and len(losses) <= max_steps:
        params = new
        new, loss = train_step(X, y, params, learning_rate)
        losses.append(loss)
    return params, np.array(losses)


# With quarters alone a unit can stand exactly on ReLU's kink, and in a long training the last digit
# of a sum would then decide which way it goes. A bias is no multiple of 0.97 quarters.
OFF_THE_GRID = 0.97


def _case(sizes, count, seed, factor=0.5, **settings):
    return dict(
        X=OFF_THE_GRID * examples(count, sizes[0], seed),
        y=labels(count, sizes[-1], seed),
        params=small(parameters(sizes, seed), factor),
        **settings,
    )


def _rough(case):
    return case | dict(X=case["X"].astype(np.float32), params=rough(case["params"]))


exercise = Exercise(
    overfit_tiny,
    points=1,
    minutes=12,
    difficulty=2,
    results=("params", "losses"),
    tolerance=1e-4,
    shown={
        "a single example, a few steps": _case(
            (2, 2), 1, 1, learning_rate=0.5, target=0.1, max_steps=20
        ),
        "three examples, two layers": _case(
            (3, 5, 3), 3, 2, learning_rate=0.25, target=0.2, max_steps=40
        ),
        "the steps run out before the target is reached": _case(
            (2, 4, 2), 5, 3, learning_rate=0.125, target=0.01, max_steps=6
        ),
        "the rate is large, and the loss rises at times": _case(
            (2, 2), 3, 3, learning_rate=4.0, target=0.125, max_steps=5
        ),
        "the start is below the target": _case(
            (2, 3, 2), 2, 4, learning_rate=0.5, target=9.0, max_steps=10
        ),
    },
    hidden={
        "twenty examples to a loss below 0.01": _case(
            (6, 30, 4), 20, 5, learning_rate=1.5, target=0.01, max_steps=300, factor=0.3
        ),
        "no steps": _case((2, 3, 2), 3, 6, learning_rate=0.3, target=0.01, max_steps=0),
        "three layers": _case(
            (3, 6, 5, 3), 4, 7, learning_rate=0.8, target=0.05, max_steps=100, factor=0.3
        ),
        "single precision": _rough(
            _case((2, 3, 2), 3, 8, learning_rate=0.2, target=0.0, max_steps=5)
        ),
    },
    hints=(
        "A loop around train_step, which gives new parameters and the loss of the old ones.",
        (
            "Count with care: k + 1 losses belong to k steps, the first one to the parameters at "
            "the start."
        ),
        (
            "The loss that train_step tells belongs to the parameters that you gave it. If it is "
            "below the target, these are the ones to return, and the new ones are not needed."
        ),
    ),
)


def _run(X, y, params, learning_rate, target, max_steps, *, go_on=None):
    """The walk of all steps, as long as `go_on(losses)`: parameters and losses in a row."""
    path, losses = [params], []
    while True:
        new, loss = train_step(X, y, path[-1], learning_rate)
        losses.append(loss)
        if not (go_on(losses) if go_on else losses[-1] >= target) or len(losses) > max_steps:
            return path, losses
        path.append(new)


@exercise.misconception
def never_stops_early(X, y, params, learning_rate, target, max_steps):
    """All max_steps were taken, although the loss was below the target before: stop there."""
    path, losses = _run(X, y, params, learning_rate, target, max_steps, go_on=lambda _: True)
    return path[-1], np.array(losses)


@exercise.misconception
def one_step_too_many(X, y, params, learning_rate, target, max_steps):
    """The parameters are one step ahead of the last loss: those that it belongs to were given to
    train_step, not returned by it.
    """
    path, losses = _run(X, y, params, learning_rate, target, max_steps)
    return train_step(X, y, path[-1], learning_rate)[0], np.array(losses)


@exercise.misconception
def last_loss_missing(X, y, params, learning_rate, target, max_steps):
    """The losses before each step are there, but not the one at the end, which belongs to the
    parameters that come back.
    """
    path, losses = _run(X, y, params, learning_rate, target, max_steps)
    return path[-1], np.array(losses[:-1])


@exercise.misconception
def first_loss_missing(X, y, params, learning_rate, target, max_steps):
    """The loss at the start is missing: k steps have k + 1 losses."""
    path, losses = _run(X, y, params, learning_rate, target, max_steps)
    return path[-1], np.array(losses[1:])


@exercise.misconception
def from_the_start_every_time(X, y, params, learning_rate, target, max_steps):
    """Every step began at the start: the loss stays the same. Each step begins where the one
    before has ended.
    """
    new, losses = params, []
    for _ in range(max_steps + 1):
        new, loss = train_step(X, y, params, learning_rate)
        losses.append(loss)
        if loss < target:
            break
    return new if max_steps else params, np.array(losses)


@exercise.misconception
def only_the_last_loss(X, y, params, learning_rate, target, max_steps):
    """Only the last loss came back; asked for are all of them, from the start on."""
    path, losses = _run(X, y, params, learning_rate, target, max_steps)
    return path[-1], losses[-1]


@exercise.misconception
def one_more_than_the_most(X, y, params, learning_rate, target, max_steps):
    """One step more than max_steps was taken."""
    path, losses = _run(X, y, params, learning_rate, target, max_steps + 1)
    return path[-1], np.array(losses)


@exercise.misconception
def one_less_than_the_most(X, y, params, learning_rate, target, max_steps):
    """One step less than max_steps was taken: k steps have k + 1 losses."""
    path, losses = _run(X, y, params, learning_rate, target, max_steps - 1)
    return path[-1], np.array(losses)


@exercise.misconception
def small_changes(X, y, params, learning_rate, target, max_steps):
    """The training stopped when a step changed the loss by less than the target; it is the loss
    itself that has to be below it.
    """
    path, losses = _run(
        X,
        y,
        params,
        learning_rate,
        target,
        max_steps,
        go_on=lambda losses: len(losses) < 2 or abs(losses[-2] - losses[-1]) >= target,
    )
    return path[-1], np.array(losses)


@exercise.misconception
def best_returned(X, y, params, learning_rate, target, max_steps):
    """The parameters with the smallest loss came back; asked for are the last ones, to which
    the last loss belongs.
    """
    path, losses = _run(X, y, params, learning_rate, target, max_steps)
    return path[int(np.argmin(losses))], np.array(losses)


@exercise.misconception
def stopped_at_a_rise(X, y, params, learning_rate, target, max_steps):
    """The training stopped because a step had raised the loss; only the target and the number of
    steps end it.
    """
    path, losses = _run(
        X,
        y,
        params,
        learning_rate,
        target,
        max_steps,
        go_on=lambda losses: losses[-1] >= target and losses[-1] <= losses[max(len(losses) - 2, 0)],
    )
    return path[-1], np.array(losses)


@exercise.misconception
def start_returned(X, y, params, learning_rate, target, max_steps):
    """The losses are right, but the parameters are those of the start."""
    _, losses = _run(X, y, params, learning_rate, target, max_steps)
    return params, np.array(losses)


@exercise.variant
def with_for(X, y, params, learning_rate, target, max_steps):
    losses = []
    for step in range(max_steps + 1):
        new, loss = train_step(X, y, params, learning_rate)
        losses.append(loss)
        if loss < target or step == max_steps:
            break
        params = new
    return params, np.array(losses)


@exercise.variant
def as_a_list(X, y, params, learning_rate, target, max_steps):
    path, losses = _run(X, y, params, learning_rate, target, max_steps)
    return [path[-1], np.asarray(losses, dtype=float)]


@exercise.fresh
def fresh(rng):
    return _case(
        (3, 6, 3),
        5,
        int(rng.integers(2**31)),
        learning_rate=rng.uniform(0.05, 0.15),
        target=0.3,
        max_steps=int(rng.integers(10, 40)),
    )
