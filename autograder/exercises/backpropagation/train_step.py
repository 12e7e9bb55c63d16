"""One step of training."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.backpropagation.cross_entropy import cross_entropy
from autograder.exercises.backpropagation.mlp_backward import mlp_backward
from autograder.exercises.backpropagation.mlp_forward import mlp_forward
from autograder.exercises.backpropagation.networks import (
    examples,
    labels,
    parameters,
    rough,
    small,
)
from autograder.exercises.backpropagation.softmax import softmax


def train_step(X, y, params, learning_rate):
    """Return the parameters after one step of gradient descent, and the loss before it.

    Forwards to the scores, from the scores to the loss and its slope, backwards to the gradients of
    all parameters. Only then does every parameter move: p − η g.

    Parameters
    ----------
    X : array, shape (N, D)
        One example a row.
    y : array of int, shape (N,)
        The right class of each example.
    params : dict
        {"W1": array, "b1": array, "W2": …}, for one layer or more; left as it was.
    learning_rate : float
        η.

    Returns
    -------
    params : dict
        New arrays under the same names.
    loss : float
        The mean cross-entropy before the step.

    Examples
    --------
    >>> params = {"W1": np.array([[0.0, 0.0]]), "b1": np.array([0.0, 0.0])}
    >>> params, loss = train_step(np.array([[2.0]]), np.array([1]), params, 0.5)
    >>> print(params["W1"], params["b1"], round(float(loss), 4))
    [[-0.5  0.5]] [-0.25  0.25] 0.6931
    """
    scores, inputs = mlp_forward(X, params)
    loss, dscores = cross_entropy(scores, y)
    grads = mlp_backward(dscores, inputs, params)
    return {name: p - learning_rate * grads[name] for name, p in params.items()}, loss


def _case(sizes, count, seed, learning_rate, factor=1.0):
    return dict(
        X=examples(count, sizes[0], seed),
        y=labels(count, sizes[-1], seed),
        params=small(parameters(sizes, seed), factor),
        learning_rate=learning_rate,
    )


def _rough(case):
    return case | dict(X=case["X"].astype(np.float32), params=rough(case["params"]))


exercise = Exercise(
    train_step,
    points=1,
    minutes=10,
    difficulty=2,
    results=("params", "loss"),
    shown={
        "a single layer": _case((2, 3), 4, 3, 0.5, 0.5),
        "two layers": _case((3, 4, 3), 5, 2, 0.25, 0.5),
        "three layers of one width": _case((3, 3, 3, 3), 7, 3, 0.125, 0.5),
    },
    hidden={
        "one example": _case((4, 3, 2), 1, 4, 0.7),
        "five layers": _case((2, 5, 4, 3, 4, 2), 6, 5, 0.05),
        "a rate of zero": _case((3, 4, 2), 5, 6, 0.0),
        "a large rate": _case((3, 4, 2), 5, 7, 9.0),
        "single precision": _rough(_case((3, 5, 2), 4, 8, 0.3)),
    },
    hints=(
        (
            "Four lines, and you have written what each of them needs: forwards, loss, "
            "backwards, step."
        ),
        (
            "mlp_forward gives scores and inputs; cross_entropy makes a loss and a slope of the "
            "scores; mlp_backward wants that slope, the inputs and the parameters."
        ),
        (
            "The step makes a new dict: for each name, the old array minus the rate times its "
            "gradient. All gradients are there before the first array moves."
        ),
    ),
)


def _stepped(params, grads, rate):
    return {name: p - rate * grads[name] for name, p in params.items()}


def _sweep(X, y, params):
    """Scores' inputs, loss, gradients."""
    scores, inputs = mlp_forward(X, params)
    loss, dscores = cross_entropy(scores, y)
    return loss, mlp_backward(dscores, inputs, params)


@exercise.misconception
def uphill(X, y, params, learning_rate):
    """The step goes uphill: the gradient has to be subtracted."""
    loss, grads = _sweep(X, y, params)
    return _stepped(params, grads, -learning_rate), loss


@exercise.misconception
def loss_after_the_step(X, y, params, learning_rate):
    """The parameters are right, but the loss is the one after the step; asked for is the one
    before.
    """
    _, grads = _sweep(X, y, params)
    params = _stepped(params, grads, learning_rate)
    return params, _sweep(X, y, params)[0]


@exercise.misconception
def updated_on_the_way(X, y, params, learning_rate):
    """The weights of a layer moved before the slope went on through them: the layers below then
    got a slope that belongs to no network. First all gradients, then the step.
    """
    scores, inputs = mlp_forward(X, params)
    loss, d = cross_entropy(scores, y)
    new = {}
    for k in range(len(inputs), 0, -1):
        new[f"W{k}"] = params[f"W{k}"] - learning_rate * inputs[k - 1].T @ d
        new[f"b{k}"] = params[f"b{k}"] - learning_rate * d.sum(axis=0)
        d = (d @ new[f"W{k}"].T) * (inputs[k - 1] > 0)
    return new, loss


@exercise.misconception
def softmax_twice(X, y, params, learning_rate):
    """The scores went through softmax twice: cross_entropy takes the scores as they are, and
    makes the probabilities itself.
    """
    scores, inputs = mlp_forward(X, params)
    loss, d = cross_entropy(softmax(scores), y)
    return _stepped(params, mlp_backward(d, inputs, params), learning_rate), loss


@exercise.misconception
def last_layer_only(X, y, params, learning_rate):
    """Only the last layer moved; every parameter takes its step."""
    loss, grads = _sweep(X, y, params)
    top = len(params) // 2
    return {
        name: p - learning_rate * grads[name] if name[1:] == str(top) else p.copy()
        for name, p in params.items()
    }, loss


@exercise.misconception
def biases_forgotten(X, y, params, learning_rate):
    """The biases stayed where they were; they are parameters, too."""
    loss, grads = _sweep(X, y, params)
    return _stepped(
        params, {k: g * k.startswith("W") for k, g in grads.items()}, learning_rate
    ), loss


@exercise.misconception
def gradients_returned(X, y, params, learning_rate):
    """These are the gradients, not the parameters after the step."""
    loss, grads = _sweep(X, y, params)
    return grads, loss


@exercise.misconception
def not_moved(X, y, params, learning_rate):
    """The parameters came back as they were: the step is missing."""
    loss, _ = _sweep(X, y, params)
    return {name: p.copy() for name, p in params.items()}, loss


@exercise.misconception
def summed(X, y, params, learning_rate):
    """The step is N times too long: the slope of the scores was multiplied by the number of
    examples, so that gradients are sums. They are means.
    """
    loss, grads = _sweep(X, y, params)
    return _stepped(params, grads, learning_rate * len(y)), loss


@exercise.misconception
def divided_again(X, y, params, learning_rate):
    """The step is N times too short: the 1/N of the mean loss is in the gradients already."""
    loss, grads = _sweep(X, y, params)
    return _stepped(params, grads, learning_rate / len(y)), loss


@exercise.misconception
def order_of_results(X, y, params, learning_rate):
    """The two results are in the wrong order: first the parameters, then the loss."""
    loss, grads = _sweep(X, y, params)
    return loss, _stepped(params, grads, learning_rate)


@exercise.variant
def on_copies(X, y, params, learning_rate):
    loss, grads = _sweep(X, y, params)
    new = {name: np.array(p) for name, p in params.items()}
    for name in new:
        new[name] -= learning_rate * grads[name]
    return new, float(loss)


@exercise.variant
def example_by_example(X, y, params, learning_rate):
    sweeps = [_sweep(X[i : i + 1], y[i : i + 1], params) for i in range(len(y))]
    means = {name: np.mean([grads[name] for _, grads in sweeps], axis=0) for name in params}
    return _stepped(params, means, learning_rate), np.mean([loss for loss, _ in sweeps])


@exercise.fresh
def fresh(rng):
    sizes = rng.integers(2, 5, size=int(rng.integers(2, 5)))
    return _case(sizes, 6, int(rng.integers(2**31)), rng.uniform(0.1, 0.5))
