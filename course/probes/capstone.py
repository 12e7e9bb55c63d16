"""The probe for the capstone: what is measured of a training is out of the training's reach."""

import copy
from functools import cache

import numpy as np

from course.digits_task import FOLDS, DigitsTask
from course.probes.copies import copied
from course.probes.probe import all_of, probe

ACCURACY, EPOCHS_USED = "accuracy", "epochs used"
_USED = "examples that were used"
GUESSING = 0.2  # a tenth is what guessing reaches
_TRAINED, _MOST = "a trained network", "most"


def _facts(record, *, seed, digits=None, twice=False, **_):
    if not digits:
        return record
    networks, seen = zip(*all_of(record, 1 + twice), strict=True)
    facts = {"what came back": _kind(networks[0], _start(seed, digits)), _USED: _used(seen[0])}
    if twice:
        facts["the same network from a generator with the same seed"] = _same(*networks)
    return facts


@probe(_facts, apart=lambda *, digits=None, **_: not digits)
def digits_training(function, *, seed, rng, digits=None, twice=False, enough=1.0):
    """Return what came back from trainings on digits, and how well it does on held-out ones.

    One training follows the other, and each holds out another fifth, until the accuracy over all
    digits held out so far is `enough` or no more than a guess, too few examples were used, or all
    digits have been held out: the budget and the digits are kept apart. With `digits` it is a quick
    look instead: a single small training, of which the accuracy is not measured; `twice` asks for
    it again from the same start, with a generator of the same seed.
    """
    if not digits:
        return _measured_trainings(function, seed, rng, enough)
    (own,) = rng.spawn(1)
    generators = (own, copy.deepcopy(own)) if twice else (own,)
    tasks = [DigitsTask(seed, digits=digits) for _ in generators]
    networks = [_train(function, *pair) for pair in zip(tasks, generators, strict=True)]
    return [[network, task.seen] for network, task in zip(networks, tasks, strict=True)]


def _measured_trainings(function, seed, rng, enough):
    tasks, networks = [], []
    for fold in range(FOLDS):
        tasks.append(DigitsTask(seed, fold))
        networks.append(_train(function, tasks[-1], *rng.spawn(1)))
        kind = _kind(networks[-1], tasks[-1].params)
        measured = _measured(networks if kind == _TRAINED else [], tasks)
        near = GUESSING < measured[ACCURACY] < enough and _used(tasks[-1].seen) == _MOST
        if kind != _TRAINED or not near:
            break
    return {"what came back": kind, _USED: min(_used(task.seen) for task in tasks)} | measured


@cache
def _start(seed, digits):
    """The network that a quick look starts with."""
    return DigitsTask(seed, digits=digits).params


def _train(function, task, rng):
    start = copied(task.params)
    return function(params=start, loss_and_gradients=task.loss_and_gradients, n=task.n, rng=rng)


def _kind(network, start):
    """What came back, in words."""
    if network is None:
        return "None: is a `return` missing?"
    if not isinstance(network, dict):
        return f"{type(network).__name__}, not a dict"
    if set(network) != set(start):
        return f"a dict with the keys {', '.join(sorted(map(str, network)))}"
    for name, p in start.items():
        array = network[name]
        if not isinstance(array, np.ndarray) or array.dtype.kind not in "iuf":
            return f"no array of numbers as {name}"
        if array.shape != p.shape:
            return f"{name} of shape {array.shape}, not {p.shape}"
    if not all(np.all(np.isfinite(array)) for array in network.values()):
        return "nan or inf in the network"
    if all(np.array_equal(network[name], p) for name, p in start.items()):
        return "the network as it was given"
    return _TRAINED


def _used(seen):
    return _MOST if np.mean(seen) > 0.5 else "fewer than half"


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
