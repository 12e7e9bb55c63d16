"""Trainings whose end does not depend on the order of the examples, for the cases of `train`."""

import numpy as np

from autograder.exercises.backpropagation.networks import quarters
from course.training import GradientMean, LinearDecay, Pulls

FIRST_RATE = 0.5


def of_equals(shapes, n, *, epochs, batch_size, rng, seed=1):
    """Return the arguments of a training on n equal examples; `shapes` is {name: shape}."""
    return _training(shapes, n, 1, epochs, batch_size, rng, seed)


def of_strangers(shapes, n, *, epochs, batch_size, rng, seed=2):
    """The same with n different examples, which all have to fit into one batch."""
    return _training(shapes, n, n, epochs, batch_size, rng, seed)


def with_dtype(dtype, arguments):
    """Return the arguments with parameters of that kind: whole numbers, or single precision."""
    params = {name: (4 * p).astype(dtype) for name, p in arguments["params"].items()}
    return arguments | {"params": params}


def _training(shapes, n, different, epochs, batch_size, rng, seed):
    draw = np.random.default_rng(seed)
    params = {name: quarters(draw, shape) for name, shape in shapes.items()}
    targets = {name: quarters(draw, (different, *shape)) for name, shape in shapes.items()}
    loss = Pulls(
        {name: np.resize(t, (n, *t.shape[1:])) for name, t in targets.items()},
        {name: (1 + i) / 4 for i, name in enumerate(shapes)},
    )
    updates = epochs * -(-n // batch_size)
    return dict(
        params=params,
        loss_and_gradients=loss.loss_and_gradients,
        n=n,
        step=GradientMean().step,
        schedule=LinearDecay(FIRST_RATE, 2 * updates + 1).rate,
        epochs=epochs,
        batch_size=batch_size,
        rng=rng,
    )
