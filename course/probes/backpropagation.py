"""The probes for backpropagation: what a rounding error or a free choice decides is taken out."""

import copy

import numpy as np

from course.probes.probe import all_of, always, probe
from course.probes.unfit import Unfit, kind_of

NOUGHT = 1e-7  # of a relative error or a spread: less is what rounding leaves of a zero
PLACES = 6
NEAR = 0.05  # how far a measured spread may be from the right one, as a share of it
COMPARED = 20  # so many weights of two arrays, to see whether these are the same
CORNER = 50  # so many rows and columns, to see whether the weights of an array differ
SMALL = (5, 4, 3)  # sizes of the networks that are compared with one another
CENTRED = 0.07  # how far a mean may be from zero, in units of the spread


def _at_zero(slopes, *, z):
    if (
        not isinstance(slopes, np.ndarray)
        or slopes.shape != z.shape
        or slopes.dtype.kind not in "biuf"
    ):
        return slopes
    free = (z == 0) & (slopes >= 0) & (slopes <= 1)
    return np.where(free, 0.0, slopes.astype(float))


@probe(_at_zero)
def away_from_kink(function, *, z):
    """Return the slopes for z; at zero, where ReLU has none, everything from 0 to 1 counts as 0."""
    return function(z=z)


def _without_rounding(errors, **_):
    if not isinstance(errors, dict):
        raise Unfit(f"{kind_of(errors)} came back; expected a dict with a relative error an array")
    return {name: _rounded(name, error) for name, error in errors.items()}


@probe(_without_rounding)
def errors_of_arrays(function, *, loss, params, grads):
    """Return {name: relative error}, without what rounding leaves of it."""
    return function(loss=loss, params=params, grads=grads)


def _in_words(answer, **_):
    if not isinstance(answer, list | tuple):
        raise Unfit(f"{kind_of(answer)} came back; expected a list with one entry a candidate")
    return {f"candidate {i}": _names(i, names) for i, names in enumerate(answer)}


@probe(_in_words, apart=always)  # a candidate knows its mistake
def wrong_arrays(function, *, loss, candidates, params):
    """Return {"candidate 0": "W1, b1", …}: the names of what each candidate gets wrong, sorted."""
    return function(loss=loss, candidates=candidates, params=params)


def _facts_of_weights(record, *, spread, **_):
    params, first, again, another = map(_arrays, all_of(record, 4))
    weights = {name: p for name, p in params.items() if p.ndim == 2 and p.size > 1}
    biases = [p for p in params.values() if p.ndim == 1]
    return {
        "the shapes": {name: str(p.shape) for name, p in sorted(params.items())},
        "all biases are zero": not any(np.any(b) for b in biases),
        "the weights of an array differ": all(map(_differ, weights.values())),
        "the arrays differ from one another": _strangers(list(weights.values())),
        "the spread, in units of the right one": {
            name: _times(np.std(weights[name]) / wide)
            for name, wide in spread.items()
            if name in weights
        },
        "the weights lie around zero": all(
            abs(np.mean(weights[name])) <= CENTRED * np.std(weights[name])
            for name in spread
            if name in weights
        ),
        "a generator with the same seed gives the same weights": _equal(first, again),
        "another generator gives other weights": not _equal(first, another),
    }


@probe(_facts_of_weights)
def initial_weights(function, *, sizes, rng, kind, spread):
    """Return what holds of every right initialisation with those sizes.

    `spread` is {name: the right standard deviation of a large array of weights}. A measured one
    within 5 % of it counts as 1 times it, any other is told roughly. What the generator decides is
    seen in small networks.
    """
    large, one, other = rng.spawn(3)
    asked = [(sizes, large), (SMALL, one), (SMALL, copy.deepcopy(one)), (SMALL, other)]
    return [function(sizes=list(widths), rng=own, kind=kind) for widths, own in asked]


def _rounded(name, error):
    if np.ndim(error) or isinstance(error, bool | str | None):
        raise Unfit(f"the error of {name} is {kind_of(error)}; expected one number")
    return 0.0 if abs(error) < NOUGHT else round(float(error), PLACES)


def _names(i, names):
    if not isinstance(names, list | tuple | set) or not all(isinstance(n, str) for n in names):
        raise Unfit(f"entry {i} is {kind_of(names)}; expected a list of names such as ['W1', 'b1']")
    return ", ".join(sorted(names)) or "nothing"


def _arrays(params):
    if not isinstance(params, dict):
        raise Unfit(f"{kind_of(params)} came back; expected a dict of arrays: W1, b1, W2, …")
    for name, p in params.items():
        if not isinstance(p, np.ndarray) or p.dtype.kind not in "iuf":
            raise Unfit(f"{name} is {kind_of(p)}; expected an array of numbers")
    return params


def _differ(W):
    corner = W[:CORNER, :CORNER]
    return np.unique(corner).size > 0.9 * corner.size


def _strangers(arrays):
    """Tell whether no two arrays begin with the same numbers, up to a factor."""
    pairs = [(a, b) for i, a in enumerate(arrays) for b in arrays[:i]]
    return not any(_alike(a.ravel(), b.ravel()) for a, b in pairs)


def _alike(a, b):
    size = min(a.size, b.size)
    lengths = np.linalg.norm(a[:COMPARED]) * np.linalg.norm(b[:COMPARED])
    return size >= COMPARED and abs(a[:COMPARED] @ b[:COMPARED]) > 0.999 * lengths > 0


def _times(ratio):
    """A ratio on a coarse scale, four steps to a factor of 2, so that chance is silent."""
    if abs(ratio - 1) <= NEAR:
        return 1.0
    if ratio < NOUGHT:
        return 0.0
    coarse = 2 ** (round(4 * np.log2(ratio)) / 4) if 0 < ratio < np.inf else ratio
    return float(f"{coarse:.2g}") if coarse != 1 else 1 + np.sign(ratio - 1) / 10


def _equal(one, other):
    return one.keys() == other.keys() and all(np.array_equal(one[k], other[k]) for k in one)
