"""The probe for the capstone: it keeps the budget and the held-out digits on its own side."""

import copy

import numpy as np

from course.digits_task import FOLDS, DigitsTask

ACCURACY, EPOCHS_USED = "accuracy", "epochs used"
GUESSING = 0.2  # a tenth is what guessing reaches
_TRAINED = "a trained network"


def digits_training(function, *, seed, rng, digits=None, folds=FOLDS):
    """Return what came back from trainings on digits, and how well it does on held-out ones.

    With `digits` it is a quick look at a single small training, of which the accuracy is not
    measured, and a second one from the same start with a generator of the same seed. Else there are
    `folds` trainings, each of which holds out another fifth; the accuracy is that over all of them.
    """
    tasks = [DigitsTask(seed, fold, digits) for fold in range(1 if digits else folds)]
    generators = rng.spawn(len(tasks))
    twin = copy.deepcopy(generators[0])
    networks = [_train(function, *pair) for pair in zip(tasks, generators, strict=True)]
    kinds = [_kind(*pair) for pair in zip(networks, tasks, strict=True)]
    facts = {
        "what came back": next((kind for kind in kinds if kind != _TRAINED), _TRAINED),
        "examples that were used": min(_used(task) for task in tasks),
    }
    if digits:
        again = _train(function, DigitsTask(seed, digits=digits), twin)
        return facts | {
            "the same network from a generator with the same seed": _same(networks[0], again)
        }
    trained = all(kind == _TRAINED for kind in kinds)
    return facts | _measured(networks if trained else [], tasks)


def _train(function, task, rng):
    start = copy.deepcopy(task.params)
    return function(params=start, loss_and_gradients=task.loss_and_gradients, n=task.n, rng=rng)


def _kind(network, task):
    """What came back, in words."""
    if network is None:
        return "None: is a `return` missing?"
    if not isinstance(network, dict):
        return f"{type(network).__name__}, not a dict"
    if set(network) != set(task.params):
        return f"a dict with the keys {', '.join(sorted(map(str, network)))}"
    for name, p in task.params.items():
        array = network[name]
        if not isinstance(array, np.ndarray) or array.dtype.kind not in "iuf":
            return f"no array of numbers as {name}"
        if array.shape != p.shape:
            return f"{name} of shape {array.shape}, not {p.shape}"
    if not all(np.all(np.isfinite(array)) for array in network.values()):
        return "nan or inf in the network"
    if all(np.array_equal(network[name], p) for name, p in task.params.items()):
        return "the network as it was given"
    return _TRAINED


def _used(task):
    return "most" if np.mean(task.seen) > 0.5 else "fewer than half"


def _same(one, other):
    if not isinstance(one, dict) or not isinstance(other, dict):
        return True  # it is told elsewhere
    return one.keys() == other.keys() and all(
        np.array_equal(one[name], other[name], equal_nan=True) for name in one
    )


def _measured(networks, tasks):
    """The accuracy over all held-out digits, and whether it is more than a guess."""
    right = [task.accuracy(network) for network, task in zip(networks, tasks, strict=False)]
    held = [task.held_out for task in tasks]
    accuracy = float(np.average(right, weights=held)) if right else 0.0
    return {
        "more than a guess": accuracy > GUESSING or not right,
        ACCURACY: round(accuracy, 4),
        EPOCHS_USED: round(max(task.epochs_used for task in tasks), 2),
    }
