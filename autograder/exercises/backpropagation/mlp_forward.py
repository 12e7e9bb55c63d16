"""A network of any depth, forwards."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.backpropagation.affine_forward import affine_forward
from autograder.exercises.backpropagation.networks import (
    backwards,
    examples,
    parameters,
    rough,
    small,
)
from autograder.exercises.backpropagation.softmax import softmax


def mlp_forward(X, params):
    """Return the scores of a network, and what came into each of its layers.

    Every layer k computes x W_k + b_k. Between two layers stands ReLU, max(0, ·); after the last
    layer there is none.

    Parameters
    ----------
    X : array, shape (N, D)
        One example a row.
    params : dict
        {"W1": array, "b1": array, "W2": array, "b2": array, …}: the weights (in, out) and biases
        (out,) of one layer or more.

    Returns
    -------
    scores : array, shape (N, C)
        What the last layer puts out.
    inputs : list of arrays
        What came into layer 1, 2, …: first X itself, then what each ReLU put out. As many arrays as
        there are layers.

    Examples
    --------
    >>> params = {"W1": np.array([[1.0, -1.0]]), "b1": np.array([0.0, 1.0])}
    >>> params |= {"W2": np.array([[10.0], [1.0]]), "b2": np.array([0.5])}
    >>> scores, inputs = mlp_forward(np.array([[2.0]]), params)
    >>> print(scores, len(inputs), inputs[1])
    [[20.5]] 2 [[2. 0.]]
    """
    depth = len(params) // 2
    a, inputs = X, []
    for k in range(1, depth + 1):
        inputs.append(a)
        a, _ = affine_forward(a, params[f"W{k}"], params[f"b{k}"])
        if k < depth:
            a = np.maximum(0, a)
    return a, inputs


exercise = Exercise(
    mlp_forward,
    points=2,
    minutes=15,
    difficulty=2,
    results=("scores", "inputs"),
    shown={
        "a single layer": dict(X=examples(2, 3, 1), params=parameters((3, 2), 1)),
        "two layers": dict(X=examples(3, 2, 2), params=parameters((2, 4, 3), 2)),
        "three layers of one width": dict(X=examples(4, 3, 3), params=parameters((3, 3, 3, 3), 3)),
        "four layers": dict(X=examples(3, 2, 4), params=small(parameters((2, 4, 3, 3, 2), 4), 0.5)),
    },
    hidden={
        "one example": dict(X=examples(1, 4, 5), params=parameters((4, 3, 2), 5)),
        "one unit a layer": dict(X=examples(3, 1, 6), params=parameters((1, 1, 1), 6)),
        "six layers": dict(X=examples(3, 2, 7), params=parameters((2, 3, 4, 5, 4, 3, 2), 7)),
        "eleven layers, told from the last to the first": dict(
            X=examples(2, 3, 9), params=backwards(parameters((3, *[2] * 10, 4), 9))
        ),
        "whole numbers": dict(
            X=np.array([[1, -2], [3, 0]]),
            params={
                "W1": np.array([[1, -1, 2], [0, 3, 1]]),
                "b1": np.array([0, 1, -1]),
                "W2": np.array([[1, 2], [-1, 0], [2, 2]]),
                "b2": np.array([5, -5]),
            },
        ),
        "single precision": dict(
            X=examples(2, 3, 8).astype(np.float32), params=rough(parameters((3, 5, 4, 2), 8))
        ),
    },
    hints=(
        "A loop over the layers: remember what comes in, send it through, cut off below zero.",
        'Half of the entries of params are weights. f"W{k}" is the name of those of layer k.',
        (
            "Only between layers is there a ReLU: leave it out when k is the last. And what is "
            "remembered of a layer is what came into it, after the ReLU of the layer before."
        ),
    ),
)


def _through(X, params, *, relu=lambda z: np.maximum(0, z), last=False, kept="after"):
    """The same network with another activation, one at the end, too, or another memory."""
    depth = len(params) // 2
    a, inputs = X, []
    remembered = X
    for k in range(1, depth + 1):
        inputs.append(remembered)
        z = a @ params[f"W{k}"] + params[f"b{k}"]
        a = relu(z) if k < depth or last else z
        remembered = a if kept == "after" else z
    return a, inputs


@exercise.misconception
def relu_at_the_end(X, params):
    """There is a ReLU after the last layer: scores may be negative, and those below zero were
    lost.
    """
    return _through(X, params, last=True)


@exercise.misconception
def no_relu(X, params):
    """There is no ReLU between the layers: without it they collapse into a single one."""
    return _through(X, params, relu=lambda z: z)


@exercise.misconception
def inputs_before_relu(X, params):
    """The scores are right, but the list holds what came out of each layer before its ReLU; what
    came into the next one is needed.
    """
    return _through(X, params, kept="before")


@exercise.misconception
def inputs_rectified_first(X, params):
    """The examples themselves went through a ReLU: their negative features were lost."""
    return _through(np.maximum(0, X), params)


@exercise.misconception
def scores_in_the_list(X, params):
    """The list has one array too many: the scores come into no layer."""
    scores, inputs = _through(X, params)
    return scores, [*inputs, scores]


@exercise.misconception
def without_examples(X, params):
    """The list lacks its first array: X came into layer 1."""
    scores, inputs = _through(X, params)
    return scores, inputs[1:]


@exercise.misconception
def outputs_remembered(X, params):
    """The list holds what each layer put out; it is meant to hold what came in, beginning with
    X.
    """
    scores, inputs = _through(X, params)
    return scores, [*inputs[1:], scores]


@exercise.misconception
def from_the_end(X, params):
    """The list is in the wrong order: what came into layer 1 stands first."""
    scores, inputs = _through(X, params)
    return scores, inputs[::-1]


@exercise.misconception
def softmax_at_the_end(X, params):
    """The scores went through a softmax; they are asked for as they come out of the last layer,
    since cross_entropy makes the probabilities itself.
    """
    scores, inputs = _through(X, params)
    return softmax(scores), inputs


@exercise.misconception
def without_biases(X, params):
    """The biases were left out."""
    return _through(X, {k: p if k.startswith("W") else 0 * p for k, p in params.items()})


@exercise.misconception
def absolute_values(X, params):
    """What is below zero was turned round to the other side; ReLU cuts it off."""
    return _through(X, params, relu=np.abs)


@exercise.misconception
def two_layers_only(X, params):
    """Only the first two layers were used; there may be one, or four. Take them in a loop."""
    a = np.maximum(0, X @ params["W1"] + params["b1"])
    return a @ params["W2"] + params["b2"], [X, a]


@exercise.misconception
def activation_at_the_start_of_a_layer(X, params):
    """Every layer cuts off what comes in, the first one, too, and the list holds it before the
    cut; cut after a layer, and not after the last.
    """
    a, inputs = X, []
    for k in range(1, len(params) // 2 + 1):
        inputs.append(a)
        a = np.maximum(0, a) @ params[f"W{k}"] + params[f"b{k}"]
    return a, inputs


@exercise.variant
def masked(X, params):
    return _through(X, params, relu=lambda z: z * (z > 0))


@exercise.variant
def recursive(X, params, k=1):
    z = X @ params[f"W{k}"] + params[f"b{k}"]
    if f"W{k + 1}" not in params:
        return z, [X]
    scores, inputs = recursive(np.where(z > 0, z, 0), params, k + 1)
    return scores, [X, *inputs]


@exercise.variant
def one_example_at_a_time(X, params):
    runs = [_through(x[np.newaxis], params) for x in X]
    scores = np.vstack([one for one, _ in runs])
    return scores, tuple(np.vstack(rows) for rows in zip(*(i for _, i in runs), strict=True))


@exercise.fresh
def fresh(rng):
    sizes = rng.integers(2, 5, size=int(rng.integers(2, 6)))
    seed = int(rng.integers(2**31))
    return dict(X=examples(4, sizes[0], seed), params=parameters(sizes, seed))
