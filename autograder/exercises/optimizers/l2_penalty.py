"""The price of large weights."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.backpropagation.networks import parameters, rough


def l2_penalty(params, strength):
    """Return the L2 penalty of a network's parameters, and its gradients.

    R = ½ λ Σ w², summed over all entries of all weights. Biases cost nothing: they only shift.

    Parameters
    ----------
    params : dict
        {"W1": array, "b1": array, …}: a name that begins with "W" is an array of weights, any
        other one is not. Left as it was.
    strength : float
        λ, zero or more.

    Returns
    -------
    penalty : float
        R, which is added to the loss.
    gradients : dict
        {name: array of the parameter's shape} for all parameters: how R changes with each entry.

    Examples
    --------
    >>> params = {"W1": np.array([[3.0, -1.0]]), "b1": np.array([5.0, 5.0])}
    >>> penalty, gradients = l2_penalty(params, 0.5)
    >>> print(penalty, gradients["W1"], gradients["b1"])
    2.5 [[ 1.5 -0.5]] [0. 0.]
    """
    penalty, gradients = 0.0, {}
    for name, p in params.items():
        if name.startswith("W"):
            penalty += 0.5 * strength * np.sum(p**2)
            gradients[name] = strength * p
        else:
            gradients[name] = np.zeros(np.shape(p))
    return penalty, gradients


exercise = Exercise(
    l2_penalty,
    points=2,
    minutes=8,
    difficulty=1,
    results=("penalty", "gradients"),
    shown={
        "one layer with a single output": dict(
            params={"W1": np.array([[2.0], [-1.0]]), "b1": np.array([3.0])}, strength=0.5
        ),
        "two layers": dict(params=parameters((3, 4, 2), 1), strength=0.25),
        "two layers, a strength above one": dict(params=parameters((2, 3, 5), 2), strength=3.0),
        "whole numbers": dict(
            params={
                "W1": np.array([[1, -4, 2], [3, 5, -2]]),
                "b1": np.array([7, 1, -6]),
                "W2": np.array([[2], [-1], [4]]),
                "b2": np.array([-3]),
            },
            strength=0.5,
        ),
    },
    hidden={
        "four layers": dict(params=parameters((5, 3, 4, 2, 6), 3), strength=0.07),
        "a strength of zero": dict(params=parameters((2, 3), 4), strength=0.0),
        "single precision": dict(params=rough(parameters((3, 5, 2), 5)), strength=0.013),
        "biases that come first": dict(
            params={"b1": np.array([4.0, -2.5]), "W1": np.array([[0.3, 1.9], [-2.2, 0.4]])},
            strength=1.7,
        ),
        "weights in a row, a bias in a table": dict(
            params={"W1": np.array([0.4, -1.1, 2.3]), "b1": np.array([[1.7, 0.2], [-0.6, 0.9]])},
            strength=0.3,
        ),
        "weights of zero, and tiny ones": dict(
            params={"W1": np.zeros((2, 2)), "b1": np.ones(2), "W2": np.full((2, 3), 1e-3)},
            strength=0.9,
        ),
    },
    hints=(
        "Two answers from one loop over the parameters: a number that grows, and a dict.",
        "What is the slope of ½ λ w² for a single w? For a bias, which R does not contain, it is…",
        (
            'name.startswith("W") tells weights from biases. The gradient of a bias is an array '
            "of zeros, of its shape."
        ),
    ),
)


def _penalty(params, strength, *, factor=0.5, slope=1.0, with_biases=False):
    """The right answer with one thing spoilt."""
    counted = [name for name in params if with_biases or name.startswith("W")]
    penalty = sum(factor * strength * np.sum(params[name] ** 2.0) for name in counted)
    gradients = {
        name: slope * strength * p if name in counted else np.zeros(np.shape(p))
        for name, p in params.items()
    }
    return penalty, gradients


@exercise.misconception
def without_half(params, strength):
    """The penalty is twice too large: the ½ is missing. The gradients λw are those of ½ λ w²."""
    return _penalty(params, strength, factor=1.0)


@exercise.misconception
def without_half_at_all(params, strength):
    """Both are twice too large, as if R were λ Σ w²: this course writes the ½, so that the gradient
    has no 2.
    """
    return _penalty(params, strength, factor=1.0, slope=2.0)


@exercise.misconception
def two_from_the_square(params, strength):
    """The penalty is right, but its gradients are twice too large: the 2 of the square cancels
    against the ½.
    """
    return _penalty(params, strength, slope=2.0)


@exercise.misconception
def half_in_the_gradient(params, strength):
    """The gradients kept the ½ of the penalty; the slope of a square has a 2 that cancels it."""
    return _penalty(params, strength, slope=0.5)


@exercise.misconception
def biases_too(params, strength):
    """The biases were charged, too: they only shift what comes out and make no function wilder, so
    that they stay free.
    """
    return _penalty(params, strength, with_biases=True)


@exercise.misconception
def biases_in_the_gradients(params, strength):
    """The penalty leaves the biases out, as it should, but their gradients are not zero: they would
    be pulled to zero all the same.
    """
    return _penalty(params, strength)[0], _penalty(params, strength, with_biases=True)[1]


@exercise.misconception
def biases_in_the_penalty(params, strength):
    """The gradients leave the biases out, as they should, but the penalty counts them."""
    return _penalty(params, strength, with_biases=True)[0], _penalty(params, strength)[1]


@exercise.misconception
def only_the_loss(params, strength):
    """The penalty is right, but the gradients are all zero: a step would not notice that there is a
    penalty.
    """
    return _penalty(params, strength, slope=0.0)


@exercise.misconception
def only_the_gradient(params, strength):
    """The gradients are right, but the penalty is zero: what is minimised would not be what the
    steps go down.
    """
    return _penalty(params, strength, factor=0.0)


@exercise.misconception
def biases_left_out(params, strength):
    """The biases are missing from the gradients: a step needs one for every parameter, and theirs
    is an array of zeros.
    """
    penalty, gradients = _penalty(params, strength)
    return penalty, {name: g for name, g in gradients.items() if name.startswith("W")}


@exercise.misconception
def averaged(params, strength):
    """The squares were averaged over the entries; they are summed."""
    penalty = sum(
        0.5 * strength * np.mean(p**2.0) for name, p in params.items() if name.startswith("W")
    )
    return penalty, _penalty(params, strength)[1]


@exercise.misconception
def only_the_first_layer(params, strength):
    """Only the weights of the first layer were charged; all layers pay."""
    first = {name: p if name == "W1" else np.zeros(np.shape(p)) for name, p in params.items()}
    return _penalty(first, strength)


@exercise.misconception
def only_the_last_layer(params, strength):
    """The penalty is that of the last weights alone: it was set anew in the loop, and not added
    to.
    """
    last = [p for name, p in params.items() if name.startswith("W")][-1]
    return 0.5 * strength * np.sum(last**2.0), _penalty(params, strength)[1]


@exercise.misconception
def absolute(params, strength):
    """This is the L1 penalty λ Σ |w|, with the slope λ sign(w); L2 charges the squares."""
    weights = {k: p if k.startswith("W") else np.zeros(np.shape(p)) for k, p in params.items()}
    penalty = strength * sum(np.sum(np.abs(p)) for p in weights.values())
    return penalty, {name: strength * np.sign(p) for name, p in weights.items()}


@exercise.misconception
def norm_not_squared(params, strength):
    """A root was taken: the penalty is ½ λ times the square of the weights' length, not the length
    itself.
    """
    penalty, gradients = _penalty(params, strength, factor=1.0)
    return 0.5 * np.sqrt(penalty * strength), gradients


@exercise.misconception
def decayed_weights(params, strength):
    """Weights came back that are smaller by a share of λ already; what is asked for are the
    gradients, and the step follows later.
    """
    penalty, gradients = _penalty(params, strength)
    return penalty, {name: params[name] - g for name, g in gradients.items()}


@exercise.variant
def by_numpy(params, strength):
    weights = [p for name, p in params.items() if name[0] == "W"]
    penalty = strength / 2 * sum(np.vdot(w, w) for w in weights)
    return penalty, {k: strength * p if k[0] == "W" else 0 * p for k, p in params.items()}


@exercise.variant
def looped(params, strength):
    total, gradients = 0, {}
    for name in params:
        gradients[name] = np.zeros_like(params[name], dtype=float)
        if name.startswith("W"):
            for index, w in np.ndenumerate(params[name]):
                total += float(w) ** 2
                gradients[name][index] = strength * w
    return [strength * total / 2, gradients]


@exercise.variant
def joined(params, strength):
    weights = np.concatenate([np.ravel(p) for name, p in params.items() if "W" in name])
    charged = {name: float("W" in name) for name in params}
    penalty = 0.5 * strength * np.linalg.norm(weights) ** 2
    return penalty, {name: strength * charged[name] * p for name, p in params.items()}


@exercise.fresh
def fresh(rng):
    sizes = rng.integers(2, 6, size=int(rng.integers(3, 5)))
    return dict(
        params=parameters(sizes, int(rng.integers(2**31))), strength=float(rng.uniform(0.01, 2))
    )
