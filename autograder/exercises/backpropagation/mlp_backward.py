"""A network of any depth, backwards."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.backpropagation.affine_backward import affine_backward
from autograder.exercises.backpropagation.networks import examples, parameters, quarters, rough


def mlp_backward(dscores, inputs, params):
    """Return the gradients of all parameters of a network: one sweep from the end to the start.

    Each layer turns the slope of its output into the slopes of its weights, its biases and its
    input. On the way to the layer before stands that layer's ReLU: it lets a slope through where it
    put out more than 0, and stops it where it put out 0.

    Parameters
    ----------
    dscores : array, shape (N, C)
        The slope of the loss for the scores, with its 1/N in it.
    inputs : list of arrays
        What came into layer 1, 2, …, as `mlp_forward` returned it: first X, then what each ReLU put
        out.
    params : dict
        {"W1": array, "b1": array, "W2": …}, for one layer or more.

    Returns
    -------
    dict
        {"W1": gradient, "b1": gradient, …}: the names and shapes of `params`.

    Examples
    --------
    >>> params = {"W1": np.array([[1.0, -1.0]]), "b1": np.array([0.0, 1.0])}
    >>> params |= {"W2": np.array([[10.0], [1.0]]), "b2": np.array([0.5])}
    >>> inputs = [np.array([[2.0]]), np.array([[2.0, 0.0]])]
    >>> grads = mlp_backward(np.array([[3.0]]), inputs, params)
    >>> print(grads["W1"], grads["b1"], grads["b2"])
    [[60.  0.]] [30.  0.] [3.]
    """
    grads, d = {}, dscores
    for k in range(len(inputs), 0, -1):
        x, W = inputs[k - 1], params[f"W{k}"]
        d, grads[f"W{k}"], grads[f"b{k}"] = affine_backward(d, (x, W))
        d = d * (x > 0)
    return grads


def _case(sizes, count, seed, dead=None):
    """A network and what flows through it; unit `dead` of layer 1 never puts out anything."""
    X, params = examples(count, sizes[0], seed), parameters(sizes, seed)
    if dead is not None:
        params["b1"][dead] = -100.0
    inputs = [X]
    for k in range(1, len(sizes) - 1):
        inputs.append(np.maximum(0, inputs[-1] @ params[f"W{k}"] + params[f"b{k}"]))
    dscores = quarters(np.random.default_rng([seed, 3]), (count, sizes[-1]))
    return dict(dscores=dscores, inputs=inputs, params=params)


def _rough(case):
    return dict(
        dscores=case["dscores"].astype(np.float32),
        inputs=[x.astype(np.float32) for x in case["inputs"]],
        params=rough(case["params"]),
    )


exercise = Exercise(
    mlp_backward,
    points=3,
    minutes=30,
    difficulty=3,
    shown={
        "a single layer": _case((3, 2), 4, 1),
        "two layers": _case((2, 4, 3), 5, 2),
        "three layers of one width": _case((3, 3, 3, 3), 4, 3),
        "four layers": _case((2, 4, 3, 4, 2), 6, 4),
        "a unit that never puts out anything": _case((2, 3, 2), 4, 5, dead=1),
    },
    hidden={
        "one example": _case((4, 3, 2), 1, 6),
        "one unit a layer": _case((1, 1, 1), 3, 7),
        "six layers": _case((2, 3, 4, 5, 4, 3, 2), 3, 8),
        "as many examples as units": _case((3, 3, 3), 3, 9),
        "single precision": _rough(_case((3, 5, 4, 2), 2, 10)),
    },
    hints=(
        (
            "Three things for each layer, which affine_backward gives at once. Which layer is "
            "the first to get them?"
        ),
        (
            "range(depth, 0, -1) goes from the last layer to layer 1. What is handed from one "
            "layer to the next is the slope of the input."
        ),
        (
            "Before the layer below gets it, that slope meets a ReLU. The array in `inputs` that "
            "belongs to this place tells which units were on: those above 0."
        ),
    ),
)


def _swept(dscores, inputs, params, *, mask=None, layer=None):
    """A sweep with another mask, or with other formulas in a layer."""
    layer = layer or (lambda d, x, W: (d @ W.T, x.T @ d, d.sum(axis=0)))
    mask = mask or (lambda d, k, inputs: d * (inputs[k - 1] > 0))
    grads, d = {}, dscores
    for k in range(len(inputs), 0, -1):
        d, grads[f"W{k}"], grads[f"b{k}"] = layer(d, inputs[k - 1], params[f"W{k}"])
        if k > 1:
            d = mask(d, k, inputs)
    return grads


@exercise.misconception
def no_mask(dscores, inputs, params):
    """The slopes passed every ReLU unhindered: where a unit put out 0, nothing that comes from
    above may go on. Nor is `>= 0` a mask, since what a ReLU puts out is never below 0.
    """
    return _swept(dscores, inputs, params, mask=lambda d, k, inputs: d)


@exercise.misconception
def mask_of_the_layer_before(dscores, inputs, params):
    """The slopes met the mask of another layer: the one that came into a layer decides, not the
    one before it. Where widths differ, NumPy complains; where they are equal, nobody does.
    """
    return _swept(
        dscores, inputs, params, mask=lambda d, k, inputs: d * (inputs[max(k - 2, 0)] > 0)
    )


@exercise.misconception
def times_the_activation(dscores, inputs, params):
    """The slopes were multiplied by what the ReLU put out; they need its slope, which is 1 or 0."""
    return _swept(dscores, inputs, params, mask=lambda d, k, inputs: d * inputs[k - 1])


@exercise.misconception
def relu_of_the_slope(dscores, inputs, params):
    """The slopes themselves were cut off below zero; it is the sign of what went forward that
    decides, and negative slopes pass as well as positive ones.
    """
    return _swept(dscores, inputs, params, mask=lambda d, k, inputs: np.maximum(0, d))


@exercise.misconception
def mask_of_the_slope(dscores, inputs, params):
    """Slopes were let through where the unit was off, and stopped where it was on."""
    return _swept(dscores, inputs, params, mask=lambda d, k, inputs: d * (inputs[k - 1] <= 0))


@exercise.misconception
def slope_of_tanh(dscores, inputs, params):
    """Between the layers the slope of tanh, 1 − a², was used; here the activation is ReLU."""
    return _swept(dscores, inputs, params, mask=lambda d, k, inputs: d * (1 - inputs[k - 1] ** 2))


@exercise.misconception
def masked_once(dscores, inputs, params):
    """Only below the last layer did the slopes meet a ReLU; there is one between any two layers."""
    top = len(inputs)
    return _swept(
        dscores,
        inputs,
        params,
        mask=lambda d, k, inputs: d * (inputs[k - 1] > 0) if k == top else d,
    )


@exercise.misconception
def weights_not_transposed(dscores, inputs, params):
    """On the way back the weights have to be transposed. With layers of one width nothing
    complains, and every slope goes to the wrong unit.
    """
    return _swept(dscores, inputs, params, layer=lambda d, x, W: (d @ W, x.T @ d, d.sum(axis=0)))


@exercise.misconception
def divided_by_n_in_every_layer(dscores, inputs, params):
    """The gradients of the weights were divided by N again: the 1/N of the mean loss is in
    dscores already.
    """
    return _swept(
        dscores, inputs, params, layer=lambda d, x, W: (d @ W.T, x.T @ d / len(d), d.mean(axis=0))
    )


@exercise.misconception
def biases_averaged(dscores, inputs, params):
    """The gradients of the biases are means over the examples; they are sums, since the 1/N of
    the mean loss is in dscores already.
    """
    return _swept(dscores, inputs, params, layer=lambda d, x, W: (d @ W.T, x.T @ d, d.mean(axis=0)))


@exercise.misconception
def same_slope_for_all(dscores, inputs, params):
    """Only the last layer got the right slope; what comes back has to be handed on from layer to
    layer, through the weights.
    """
    top = len(inputs)
    grads = _swept(dscores, inputs, params)
    return {k: g if k[1:] == str(top) else 0 * g for k, g in grads.items()}


@exercise.misconception
def first_input_for_all(dscores, inputs, params):
    """The weights' gradients were all computed with X; each layer needs what came into it."""
    grads, right = {}, _swept(dscores, inputs, params)
    d = dscores
    for k in range(len(inputs), 0, -1):
        grads[f"W{k}"], grads[f"b{k}"] = inputs[0].T @ d, right[f"b{k}"]
        d = (d @ params[f"W{k}"].T) * (inputs[k - 1] > 0)
    return grads


@exercise.misconception
def only_two_layers(dscores, inputs, params):
    """Only two layers were swept; there may be one, or four. Take them in a loop."""
    d = (dscores @ params["W2"].T) * (inputs[1] > 0)
    return {
        "W1": inputs[0].T @ d,
        "b1": d.sum(axis=0),
        "W2": inputs[1].T @ dscores,
        "b2": dscores.sum(axis=0),
    }


@exercise.variant
def recursive(dscores, inputs, params):
    *earlier, x = inputs
    k = len(inputs)
    grads = {f"W{k}": x.T @ dscores, f"b{k}": np.einsum("nm->m", dscores)}
    if not earlier:
        return grads
    d = np.where(x > 0, dscores @ params[f"W{k}"].T, 0)
    return recursive(d, earlier, params) | grads


@exercise.variant
def by_sign(dscores, inputs, params):
    return _swept(dscores, inputs, params, mask=lambda d, k, inputs: d * np.sign(inputs[k - 1]))


@exercise.variant
def example_by_example(dscores, inputs, params):
    grads = {name: np.zeros(p.shape) for name, p in params.items()}
    for i in range(len(dscores)):
        d = dscores[i]
        for k in range(len(inputs), 0, -1):
            x = inputs[k - 1][i]
            grads[f"W{k}"] += np.outer(x, d)
            grads[f"b{k}"] += d
            d = (params[f"W{k}"] @ d) * (x > 0)
    return grads


@exercise.fresh
def fresh(rng):
    sizes = rng.integers(2, 5, size=int(rng.integers(3, 6)))
    return _case(sizes, 5, int(rng.integers(2**31)))
