"""A judge for gradients."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.backpropagation.relative_error import relative_error
from course.training import Waves


def gradient_check(loss, params, grads):
    """Return, for each array of parameters, how far its gradient is from a measured one.

    Every single parameter is moved by ε = 1e-5 to both sides while all others stay; the central
    difference (loss above − loss below) / (2 ε) is its measured slope. Then each array of
    `grads` is compared with the measured one by `relative_error`.

    Parameters
    ----------
    loss : callable
        loss(params) is a float; it gets a dict as `params`.
    params : dict
        {name: array}. They are left as they were. Compute in double precision, whatever theirs is.
    grads : dict
        {name: array}: the gradients to be judged.

    Returns
    -------
    dict
        {name: relative error}: about 1e-10 where a gradient is right.

    Examples
    --------
    >>> def loss(params):
    ...     return np.sum(params["w"] ** 2)
    >>> params = {"w": np.array([1.0, 3.0])}
    >>> errors = gradient_check(loss, params, {"w": np.array([2.0, 3.0])})
    >>> print(round(float(errors["w"]), 6))
    0.5
    """
    eps, errors = 1e-5, {}
    at = {name: np.array(p, dtype=float) for name, p in params.items()}
    for name, p in at.items():
        measured = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            old = p[i]
            p[i] = old + eps
            above = loss(at)
            p[i] = old - eps
            measured[i] = (above - loss(at)) / (2 * eps)
            p[i] = old
        errors[name] = relative_error(measured, grads[name])
    return errors


def _gradient(scale, params):
    """The gradient of `Waves`: sₖ cos pₖᵢ + Σ p."""
    params = {name: np.asarray(p, dtype=float) for name, p in params.items()}
    total = sum(np.sum(p) for p in params.values())
    return {name: scale[name] * np.cos(p) + total for name, p in params.items()}


def _case(params, factors=None, scale=None, entry=None):
    """A case with right gradients but for `factors`; `entry` of the first array is off by 1."""
    waves = Waves({name: (scale or {}).get(name, 1.0) for name in params})
    grads = _gradient(waves.scale, params)
    for name, factor in (factors or {}).items():
        grads[name] = grads[name] * factor
    if entry is not None:
        grads[next(iter(params))][entry] += 1
    return dict(loss=waves.value, params=params, grads=grads)


W = np.array([[0.75, -1.25], [2.0, 0.25]])
B = np.array([0.25, -1.5])

exercise = Exercise(
    gradient_check,
    points=2,
    minutes=20,
    difficulty=3,
    probe="errors_of_arrays",
    tolerance=2e-4,
    shown={
        "two weights, one slope twice too large": _case(
            {"w": np.array([0.5, 0.0])}, factors={"w": 2.0}
        ),
        "two arrays, one of them uphill": _case({"W": W, "b": B}, factors={"b": -1.0}),
        "a right gradient, and one that is a thousandth too large": _case(
            {"W1": W, "b1": B}, factors={"b1": 1.001}
        ),
        "one entry of one array is wrong": _case({"b": B, "W": W}, entry=1),
        "a small gradient that is wrong beside a large one": _case(
            {"W": 100 * W, "b": B - np.array([137.5, 37.5])},
            factors={"b": 3.0},
            scale={"b": 0.5, "W": 3000.0},
        ),
        "single precision": _case(
            {"W": W.astype(np.float32), "b": B.astype(np.float32)}, factors={"W": 1.02}
        ),
    },
    hidden={
        "all is right": _case({"W1": W, "b1": B, "W2": W[:, :1], "b2": B[:1]}),
        "whole numbers": _case({"w": np.array([2, -1, 1])}, factors={"w": 0.9}),
        "a single number": _case({"b": np.array([0.3])}, factors={"b": 1.5}),
        "gradients of zero": dict(
            loss=Waves({"w": 1.0}).value,
            params={"w": np.array([0.4, 0.7])},
            grads={"w": np.zeros(2)},
        ),
    },
    hints=(
        (
            "Two loops: over the arrays, and over the entries of each. np.ndindex(p.shape) runs "
            "through the entries of an array of any shape."
        ),
        (
            "Work on copies in double precision: np.array(p, dtype=float). One entry is moved, "
            "the loss gets the whole dict, and the entry is put back before the next."
        ),
        (
            "Collect the measured slopes in an array of the same shape, and compare array by "
            "array: a small array that is all wrong must not hide behind a large one that is "
            "right."
        ),
    ),
)


def _checked(loss, params, grads, *, dtype=float, measure=None, judge=relative_error):
    """The check with another precision, another difference, or another judgement."""
    at = {name: np.array(p, dtype=dtype) for name, p in params.items()}
    measured = {name: np.zeros(np.shape(p)) for name, p in params.items()}
    for name, p in at.items():
        for i in np.ndindex(p.shape):
            measured[name][i] = (measure or _central)(loss, at, p, i)
    return {name: judge(measured[name], grads[name]) for name in grads}


def _central(loss, at, p, i, eps=1e-5):
    old = p[i]
    p[i] = old + eps
    above = loss(at)
    p[i] = old - eps
    below = loss(at)
    p[i] = old
    return (above - below) / (2 * eps)


@exercise.misconception
def absolute(loss, params, grads):
    """These are differences, not relative errors: a difference says nothing without the size of
    the gradient.
    """
    return _checked(loss, params, grads, judge=lambda a, b: np.max(np.abs(a - b)))


@exercise.misconception
def one_error_for_all(loss, params, grads):
    """All arrays got the error of everything together: behind a large array that is right, a
    small one that is all wrong is not seen.
    """
    parts = {}
    _checked(loss, params, grads, judge=lambda a, b: parts.setdefault(len(parts), (a, b)) and 0)
    together = [np.concatenate([np.ravel(part[k]) for part in parts.values()]) for k in (0, 1)]
    return dict.fromkeys(grads, relative_error(*together))


@exercise.misconception
def one_sided(loss, params, grads):
    """The difference looks to one side only, so that a right gradient gets an error of a
    millionth or more. Move to both sides.
    """

    def forward(loss, at, p, i):
        here, old = loss(at), p[i]
        p[i] = old + 1e-5
        above = loss(at)
        p[i] = old
        return (above - here) / 1e-5

    return _checked(loss, params, grads, measure=forward)


@exercise.misconception
def divided_once(loss, params, grads):
    """From one side to the other the way is 2 ε; divided by ε alone, every measured slope is
    twice too large.
    """
    return _checked(loss, params, grads, measure=lambda *where: 2 * _central(*where))


@exercise.misconception
def not_put_back(loss, params, grads):
    """An entry was not put back after it had been moved: all later ones are then measured at
    another place.
    """

    def forgetful(loss, at, p, i):
        p[i] += 0.01
        above = loss(at)
        p[i] -= 0.02
        return (above - loss(at)) / 0.02

    return _checked(loss, params, grads, measure=forgetful)


@exercise.misconception
def all_entries_at_once(loss, params, grads):
    """All entries of an array were moved at once: that measures one slope, the sum of all. Move
    one at a time.
    """

    def together(loss, at, p, i):
        old = p.copy()
        p += 1e-5
        above = loss(at)
        p -= 2e-5
        below = loss(at)
        p[...] = old
        return (above - below) / 2e-5

    return _checked(loss, params, grads, measure=together)


@exercise.misconception
def in_their_own_precision(loss, params, grads):
    """The parameters were moved in their own precision. In single precision a move of 1e-5 is
    rounded to a few steps, and whole numbers do not move at all: copy them with dtype=float.
    """
    at = {name: np.array(p) for name, p in params.items()}
    measured = {name: np.zeros(p.shape) for name, p in at.items()}
    for name, p in at.items():
        for i in np.ndindex(p.shape):
            measured[name][i] = _central(loss, at, p, i)
    return {name: relative_error(measured[name], grads[name]) for name in grads}


@exercise.misconception
def first_entry_only(loss, params, grads):
    """Only one entry of each array was judged; the others can be wrong, too."""
    return _checked(
        loss, params, grads, judge=lambda a, b: relative_error(np.ravel(a)[:1], np.ravel(b)[:1])
    )


@exercise.misconception
def verdicts(loss, params, grads):
    """A verdict came back for each array, right or wrong; return the error itself, so that one
    sees how wrong.
    """
    return _checked(loss, params, grads, judge=lambda a, b: float(relative_error(a, b) < 1e-6))


@exercise.variant
def another_distance(loss, params, grads):
    return _checked(loss, params, grads, measure=lambda *where: _central(*where, eps=1e-6))


@exercise.variant
def a_new_dict_each_time(loss, params, grads):
    errors = {}
    for name, p in params.items():
        measured = np.zeros(np.size(p))
        for i in range(np.size(p)):
            step = np.zeros(np.size(p))
            step[i] = 1e-5
            up, down = (np.asarray(p, float) + s * step.reshape(np.shape(p)) for s in (1, -1))
            measured[i] = (loss({**params, name: up}) - loss({**params, name: down})) / 2e-5
        errors[name] = relative_error(measured.reshape(np.shape(p)), grads[name])
    return errors


@exercise.variant
def better_than_asked(loss, params, grads):
    def fourth_order(loss, at, p, i):
        return (4 * _central(loss, at, p, i, 5e-5) - _central(loss, at, p, i, 1e-4)) / 3

    return _checked(loss, params, grads, measure=fourth_order)


@exercise.fresh
def fresh(rng):
    params = {
        "W1": rng.normal(size=(1, 3)),
        "b1": rng.normal(size=3),
        "W2": rng.normal(size=(3, 1)),
    }
    names = rng.permutation(list(params))
    return _case(params, factors={str(names[0]): 1.0 + rng.uniform(0.1, 1), str(names[1]): 0.99})
