"""One step against the gradient, for parameters of any shape."""

import numpy as np

from autograder.exercise import Exercise


def gradient_step(params, gradients, learning_rate):
    """Return the parameters after one step of gradient descent.

    p ← p − η g for every parameter p with its gradient g and the learning rate η.

    Parameters
    ----------
    params : dict of str to array or float
        The parameters, such as {"w": …, "b": …}, of any shape. They are left as they were.
    gradients : dict of str to array or float
        For each of the same names the gradient, of the same shape.
    learning_rate : float

    Returns
    -------
    dict of str to array or float
        A new dict with the same names.

    Examples
    --------
    >>> params = {"w": np.array([1.0, 2.0]), "b": 0.5}
    >>> new = gradient_step(params, {"w": np.array([10.0, -10.0]), "b": 2.0}, 0.1)
    >>> print(new["w"], new["b"])
    [0. 3.] 0.3
    """
    return {name: p - learning_rate * gradients[name] for name, p in params.items()}


exercise = Exercise(
    gradient_step,
    points=2,
    minutes=8,
    difficulty=1,
    shown={
        "a single number": dict(params={"w": 2.0}, gradients={"w": 4.0}, learning_rate=0.25),
        "weights and a bias": dict(
            params={"w": np.array([1.0, -2.0, 0.5]), "b": 3.0},
            gradients={"w": np.array([2.0, 4.0, -1.0]), "b": -8.0},
            learning_rate=0.5,
        ),
        "gradients in another order": dict(
            params={"u": np.array([1.0, 2.0]), "v": np.array([3.0, 4.0])},
            gradients={"v": np.array([8.0, -4.0]), "u": np.array([2.0, 6.0])},
            learning_rate=0.125,
        ),
        "a matrix of whole numbers": dict(
            params={"W": np.array([[1, 2, 3], [4, 5, 6]]), "b": np.array([7, 8, 9])},
            gradients={"W": np.array([[2, 0, -2], [1, 4, 3]]), "b": np.array([1, -1, 6])},
            learning_rate=0.25,
        ),
    },
    hidden={
        "a learning rate of zero": dict(
            params={"w": np.array([1.5, -0.3]), "b": 0.7},
            gradients={"w": np.array([3.0, 9.0]), "b": -2.0},
            learning_rate=0.0,
        ),
        "a gradient of zero": dict(
            params={"w": np.array([1.5, -0.3]), "b": np.array([0.7])},
            gradients={"w": np.zeros(2), "b": np.zeros(1)},
            learning_rate=0.3,
        ),
        "a very large gradient": dict(
            params={"w": np.array([0.3, -1.0])},
            gradients={"w": np.array([4e7, -2e-7])},
            learning_rate=0.013,
        ),
        "single precision": dict(
            params={"W": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.7]], dtype=np.float32)},
            gradients={"W": np.array([[1, -1], [2, 0.5], [0, 3]], dtype=np.float32)},
            learning_rate=0.07,
        ),
        "three axes": dict(
            params={"K": np.arange(24.0).reshape(2, 3, 4), "b": np.array([[1.0], [2.0]])},
            gradients={
                "K": np.cos(np.arange(24.0)).reshape(2, 3, 4),
                "b": np.array([[3.0], [-1.0]]),
            },
            learning_rate=0.3,
        ),
    },
    hints=(
        "For a single number the step is one line; which sign takes you downhill?",
        (
            "Build a new dict and fill it name by name: the name finds both the parameter "
            "and its gradient."
        ),
        (
            "A loop over params.items() gives name and parameter. `p -= …` writes into the "
            "caller's array; `p - …` makes a new one."
        ),
    ),
)


@exercise.misconception
def uphill(params, gradients, learning_rate):
    """The step was added: the gradient points uphill, so the step goes against it."""
    return {name: p + learning_rate * gradients[name] for name, p in params.items()}


@exercise.misconception
def in_place(params, gradients, learning_rate):
    """The new values were written into the dict that was passed in: whoever called still needs the
    old ones, so build a new dict.
    """
    for name in params:
        params[name] = params[name] - learning_rate * gradients[name]
    return params


@exercise.misconception
def shallow_copy(params, gradients, learning_rate):
    """The dict was copied, but not the arrays in it, and `-=` writes into those: the caller's
    weights changed as well.
    """
    new = dict(params)
    for name in new:
        if isinstance(new[name], np.ndarray) and new[name].dtype.kind == "i":
            new[name] = new[name] - learning_rate * gradients[name]
        else:
            new[name] -= learning_rate * gradients[name]
    return new


@exercise.misconception
def divided(params, gradients, learning_rate):
    """The learning rate was divided by the gradient: then flat places get the longest steps."""
    return {name: p - learning_rate / np.float64(gradients[name]) for name, p in params.items()}


@exercise.misconception
def only_the_first(params, gradients, learning_rate):
    """Only the first parameter moved; every parameter takes its step."""
    first = next(iter(params))
    return {**params, first: params[first] - learning_rate * gradients[first]}


@exercise.misconception
def returned_too_early(params, gradients, learning_rate):
    """The `return` stands inside the loop, so that only the first parameter comes back."""
    for name, p in params.items():
        return {name: p - learning_rate * gradients[name]}


@exercise.misconception
def by_position(params, gradients, learning_rate):
    """The parameters and gradients were paired by their order in the dicts; their names say which
    belong together.
    """
    pairs = zip(params.items(), gradients.values(), strict=True)
    return {name: p - learning_rate * g for (name, p), g in pairs}


@exercise.misconception
def without_rate(params, gradients, learning_rate):
    """The learning rate was not used: the whole gradient was subtracted."""
    return {name: p - gradients[name] for name, p in params.items()}


@exercise.misconception
def only_the_step(params, gradients, learning_rate):
    """Only the step came back; it has to be added to the old parameters."""
    return {name: -learning_rate * gradients[name] for name in params}


@exercise.misconception
def only_the_sign(params, gradients, learning_rate):
    """Only the sign of the gradient was used, so that all parameters take steps of the same
    length.
    """
    return {name: p - learning_rate * np.sign(gradients[name]) for name, p in params.items()}


@exercise.misconception
def scaled(params, gradients, learning_rate):
    """The parameters were scaled by 1 − η g; the step is subtracted from them, not multiplied
    in.
    """
    return {name: p * (1 - learning_rate * gradients[name]) for name, p in params.items()}


@exercise.misconception
def whole_numbers(params, gradients, learning_rate):
    """The new values were stored in arrays of the old kind: whole numbers cut off all digits behind
    the point.
    """
    new = gradient_step(params, gradients, learning_rate)
    return {name: np.asarray(p).astype(np.asarray(params[name]).dtype) for name, p in new.items()}


@exercise.misconception
def dict_made_in_the_loop(params, gradients, learning_rate):
    """The new dict is made inside the loop, so that each round throws away what was there: only the
    last parameter comes back.
    """
    last = list(params)[-1]
    return {last: params[last] - learning_rate * gradients[last]}


@exercise.misconception
def whole_numbers_in_place(params, gradients, learning_rate):
    """The copies hold whole numbers where the parameters do, and `-=` cannot put a number with a
    fraction into them: `p - …` makes a new array instead.
    """
    new = {name: np.copy(p) for name, p in params.items()}
    for name in new:
        new[name] -= learning_rate * gradients[name]
    return new


@exercise.variant
def looped(params, gradients, learning_rate):
    new = {}
    for name in gradients:
        new[name] = -learning_rate * gradients[name] + params[name]
    return new


@exercise.variant
def entry_by_entry(params, gradients, learning_rate):
    new = {}
    for name, p in params.items():
        flat, g = np.ravel(p).astype(float), np.ravel(gradients[name])
        for i in range(flat.size):
            flat[i] -= learning_rate * g[i]
        new[name] = flat.reshape(np.shape(p))
    return new


@exercise.variant
def copied_deeply(params, gradients, learning_rate):
    new = {name: np.array(p, dtype=float) for name, p in params.items()}
    for name in new:
        new[name] -= np.multiply(learning_rate, gradients[name])
    return new


@exercise.fresh
def fresh(rng):
    shapes = {"W": (3, 2), "b": (2,), "scale": ()}
    return dict(
        params={name: rng.normal(size=shape) for name, shape in shapes.items()},
        gradients={name: rng.normal(size=shape) for name, shape in reversed(shapes.items())},
        learning_rate=rng.uniform(0.03, 0.3),
    )
