"""The bug hunt of lesson 2: a training that levels off, and has not arrived."""

import numpy as np

from autograder.exercise import Exercise


def repair_decay(X, y, initial_rate, decay, steps):
    """Fit the weights of ŷ = X w by gradient descent whose rate falls as one over the time.

    Starting from w = 0, in step t = 0, 1, …: error e = ŷ − y, loss J = ½ mean(e²), rate
    η_t = η₀ / (1 + k t), then w ← w − η_t Xᵀ e / N.

    Parameters
    ----------
    X : array, shape (N, D)
    y : array, shape (N,)
    initial_rate, decay : float
        η₀ and k in the formula.
    steps : int

    Returns
    -------
    w : array, shape (D,)
        After the last step.
    losses : array, shape (steps,)
        The loss before each step.

    Examples
    --------
    >>> X, y = np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 4.0, 6.0])
    >>> w, losses = repair_decay(X, y, 0.125, 0.25, 40)
    >>> print(w.round(2), losses[:3].round(2))
    [2.] [9.33 1.62 0.46]
    """
    w, losses = np.zeros(X.shape[1]), []
    for t in range(steps):
        error = X @ w - y
        losses.append(np.mean(error**2) / 2)
        w = w - initial_rate / (1 + decay * t) * (X.T @ error) / len(y)
    return w, np.array(losses)


def as_given(X, y, initial_rate, decay, steps):
    """This is the training as it was found: the loss levels off where the ground is not flat. Print
    the learning rate of each step beside the one that the formula gives.
    """
    w, losses = np.zeros(X.shape[1]), []
    learning_rate = initial_rate
    for t in range(steps):
        error = X @ w - y
        losses.append(np.mean(error**2) / 2)
        learning_rate = learning_rate / (1 + decay * t)
        w = w - learning_rate * (X.T @ error) / len(y)
    return w, np.array(losses)


TALL = np.array([[1.0, 0.5], [0.0, 1.0], [2.0, -1.0], [1.0, 1.0]])

exercise = Exercise(
    repair_decay,
    points=2,
    minutes=12,
    difficulty=2,
    results=("w", "losses"),
    starting_point=as_given,
    shown={
        "one weight, a single step": dict(
            X=np.array([[1.0], [3.0]]),
            y=np.array([2.0, 1.5]),
            initial_rate=0.125,
            decay=0.5,
            steps=1,
        ),
        "one weight, four steps": dict(
            X=np.array([[1.0], [2.5], [-2.0]]),
            y=np.array([2.0, 1.5, 0.25]),
            initial_rate=0.25,
            decay=0.5,
            steps=4,
        ),
        "two weights, a slower decay": dict(
            X=TALL, y=np.array([2.0, -1.0, 3.0, 0.5]), initial_rate=0.5, decay=0.125, steps=6
        ),
    },
    hidden={
        "no decay": dict(
            X=TALL, y=np.array([1.0, 0.0, 2.0, -0.5]), initial_rate=0.3, decay=0.0, steps=7
        ),
        "no steps": dict(
            X=TALL, y=np.array([1.0, 0.0, 2.0, -0.5]), initial_rate=0.3, decay=0.1, steps=0
        ),
        "whole numbers": dict(
            X=np.array([[1, 0], [2, 1], [0, 3]]),
            y=np.array([3, 1, 2]),
            initial_rate=0.2,
            decay=0.3,
            steps=9,
        ),
        "a long training": dict(
            X=TALL, y=np.array([2.0, -1.0, 3.0, 0.5]), initial_rate=0.6, decay=0.02, steps=60
        ),
    },
    hints=(
        "The loss no longer changes. Is the gradient zero there? If not, what else makes it stop?",
        "Add a line that prints the rate in each of the first ten steps, and compute two by hand.",
        "η_t is computed from η₀. Which rate does the given code divide in step 2?",
    ),
)

exercise.misconception(as_given)


def _train(X, y, rate_of, steps, *, start=0.0, after=False, scale=1.0, factor=0.5):
    """The training with another rule for the rate, or another small change."""
    w, losses = np.full(X.shape[1], start), []
    for t in range(steps):
        error = X @ w - y
        before = factor * np.mean(error**2)
        w = w - rate_of(t) * scale * (X.T @ error) / len(y)
        losses.append(factor * np.mean((X @ w - y) ** 2) if after else before)
    return w, np.array(losses)


@exercise.misconception
def decay_removed(X, y, initial_rate, decay, steps):
    """The decay is gone: the training works now, but at a constant rate. Repair the schedule, do
    not remove it.
    """
    return _train(X, y, lambda t: initial_rate, steps)


@exercise.misconception
def constant_division(X, y, initial_rate, decay, steps):
    """The rate is divided by the same number in each step: that is an exponential decay, and the
    rate is soon too small again.
    """
    return _train(X, y, lambda t: initial_rate / (1 + decay) ** t, steps)


@exercise.misconception
def constant_division_at_once(X, y, initial_rate, decay, steps):
    """The rate is divided by 1 + k in each step, the first included: that is an exponential decay.
    It should be divided once, by 1 + k t.
    """
    return _train(X, y, lambda t: initial_rate / (1 + decay) ** (t + 1), steps)


@exercise.misconception
def divided_after_the_step(X, y, initial_rate, decay, steps):
    """The rate of the step before is still what gets divided, only later in the loop: the
    divisions go on piling up.
    """
    rates = [initial_rate]
    for t in range(steps):
        rates.append(rates[-1] / (1 + decay * t))
    return _train(X, y, lambda t: rates[t], steps)


@exercise.misconception
def counted_from_one(X, y, initial_rate, decay, steps):
    """The rates no longer pile up, but the first step already has a lower one: t counts from 0."""
    return _train(X, y, lambda t: initial_rate / (1 + decay * (t + 1)), steps)


@exercise.misconception
def exponential(X, y, initial_rate, decay, steps):
    """The rate no longer piles up, but it falls exponentially; the schedule asked for is one over
    1 + k t.
    """
    return _train(X, y, lambda t: initial_rate * np.exp(-decay * t), steps)


@exercise.misconception
def losses_after_the_step(X, y, initial_rate, decay, steps):
    """The weights are right, but the losses are those after each step; the given code kept the
    loss before it, and that was right.
    """
    return _train(X, y, lambda t: initial_rate / (1 + decay * t), steps, after=True)


@exercise.misconception
def without_half(X, y, initial_rate, decay, steps):
    """The weights are right, but the losses are twice too large: the ½ was there and it was
    right.
    """
    return _train(X, y, lambda t: initial_rate / (1 + decay * t), steps, factor=1.0)


@exercise.misconception
def summed(X, y, initial_rate, decay, steps):
    """The rate is right now, but the gradient is a sum over the examples; the given code took the
    mean, and that was right.
    """
    return _train(X, y, lambda t: initial_rate / (1 + decay * t), steps, scale=len(y))


@exercise.misconception
def started_elsewhere(X, y, initial_rate, decay, steps):
    """The rate is right now, but the weights start at 1; the given code started at 0, and that was
    right.
    """
    return _train(X, y, lambda t: initial_rate / (1 + decay * t), steps, start=1.0)


@exercise.variant
def given_code_mended(X, y, initial_rate, decay, steps):
    w, losses = np.zeros(X.shape[1]), []
    for t in range(steps):
        error = X @ w - y
        losses.append(np.mean(error**2) / 2)
        learning_rate = initial_rate / (1 + decay * t)
        w = w - learning_rate * (X.T @ error) / len(y)
    return w, np.array(losses)


@exercise.variant
def divided_and_multiplied(X, y, initial_rate, decay, steps):
    w, losses, rate = np.zeros(X.shape[1]), np.zeros(steps), initial_rate
    for t in range(steps):
        error = np.dot(X, w) - y
        losses[t] = error @ error / (2 * len(y))
        w = w - rate * error @ X / len(y)
        rate = rate * (1 + decay * t) / (1 + decay * (t + 1))
    return w, losses


@exercise.variant
def by_matrices(X, y, initial_rate, decay, steps):
    H, c = X.T @ X / len(y), X.T @ y / len(y)
    w, losses = np.zeros(len(c)), []
    for rate in initial_rate / (1 + decay * np.arange(steps)):
        losses.append(0.5 * (w @ H @ w) - c @ w + 0.5 * np.mean(y * y))
        w = w - rate * (H @ w - c)
    return [w, np.array(losses)]


@exercise.fresh
def fresh(rng):
    X = rng.normal(size=(8, 3))
    return dict(
        X=X,
        y=X @ rng.normal(size=3) + 0.3 * rng.normal(size=8),
        initial_rate=float(rng.uniform(0.1, 0.4)),
        decay=float(rng.uniform(0.05, 0.5)),
        steps=int(rng.integers(4, 12)),
    )
