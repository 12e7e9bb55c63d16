"""A loss, and backward passes for it with one mistake each, for the bug hunt of lesson 4.

Nothing here runs backward. For each parameter a slope travels forward through the network, and on
its way a mistake bends it; the slopes of functions are measured with imaginary nudges.
Source: Squire, Trapp (1998), Using complex variables to estimate derivatives of real functions.
"""

import itertools
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

TINY = 1e-30  # an imaginary nudge; its square is nothing, so that a slope is exact
EXAMPLES = 20
SIZES = (1, 2, 2, 3)  # how many numbers go in, between the layers and out: few, each is measured
LAYERS = len(SIZES) - 1
BUGS = 6


@dataclass(frozen=True, eq=False)
class SharedLoss:
    """The mean loss of a network of tanh layers on some examples; of gradients it knows nothing.

    Parameters
    ----------
    X : array, shape (N, inputs)
    y : array of int, shape (N,)
        The right class of each example.
    scale : float
        A factor of the loss.
    """

    X: np.ndarray
    y: np.ndarray
    scale: float = 1.0

    def value(self, params):
        """Return the loss, a float.

        Parameters
        ----------
        params : dict
            {"W1": array, "b1": array, "W2": …} with the shapes that `lineup` gave.
        """
        z = self.X @ params["W1"] + params["b1"]
        for k in range(2, LAYERS + 1):
            z = np.tanh(z) @ params[f"W{k}"] + params[f"b{k}"]
        return self.scale * float(_surprise(z, self.y).mean())


@dataclass(frozen=True)
class Suspect:
    """A backward pass under suspicion, for the loss that `lineup` gives with the same seed.

    Parameters
    ----------
    seed : int
        Which data, and which mistakes are dealt out.
    number : int
        Which of the seven in the line-up; one of them makes no mistake.
    scale : float
        A factor of the loss.
    """

    seed: int
    number: int
    scale: float = 1.0

    def gradients(self, params):
        """Return {name: gradient} for each array of `params`; some may be wrong."""
        params = {name: np.array(p, dtype=float) for name, p in params.items()}
        X, y = _data(self.seed)
        z, moved = self._forward(X, params)
        slopes = moved.reshape(len(moved), -1) @ _slopes_of(z, y).ravel() / EXAMPLES
        return {name: self._bent(name, g) for name, g in _split(slopes, params).items()}

    @cached_property
    def _plan(self):
        """(mistake, layer) of this suspect; no mistake for one of the seven."""
        rng = np.random.default_rng([self.seed, 1])
        plans = [("", 0)]
        for mistake in rng.choice(sorted(_LAYERS), size=BUGS, replace=False):
            plans.append((str(mistake), int(rng.choice(_LAYERS[mistake]))))
        return [plans[i] for i in rng.permutation(len(plans))][self.number]

    def _forward(self, X, params):
        """The scores, (N, C), and how they move with each single parameter, (P, N, C)."""
        nudges = _nudges(*((name, p.shape) for name, p in params.items()))
        before, a, moved = X, X, 0.0
        for k in range(1, LAYERS + 1):
            seen = before if self._plan == ("input before its activation", k) else a
            moved = moved @ params[f"W{k}"] if k > 1 else moved
            moved = moved + seen @ nudges[f"W{k}"] + nudges[f"b{k}"][:, np.newaxis]
            z = a @ params[f"W{k}"] + params[f"b{k}"]
            if k < LAYERS:
                before, a, moved = z, np.tanh(z), moved * self._slope(z, k)
        return z, moved

    def _slope(self, z, layer):
        if self._plan == ("slope of the activation left out", layer):
            return 1.0
        if self._plan == ("slope of the activation from the sum", layer):
            return 1 - z**2
        return np.tanh(z + 1j * TINY).imag / TINY

    @cached_property
    def _factors(self):
        """{name: what its gradient is multiplied by}, where that is not 1."""
        mistake, layer = self._plan
        W, b, n = f"W{layer}", f"b{layer}", EXAMPLES
        every = [f"{kind}{k}" for kind in "Wb" for k in _EVERY]
        return {
            "bias averaged": {b: 1 / n},
            "bias uphill": {b: -1},
            "weights averaged twice": {W: 1 / n},
            "one short": dict.fromkeys(every, n / (n - 1)),
            "summed": dict.fromkeys(every, n),
        }.get(mistake, {})

    def _bent(self, name, gradient):
        """The gradient of one array as this suspect has it."""
        if self._plan[0] == "a unit forgotten" and name == f"W{self._plan[1]}":
            gradient = gradient * (np.arange(gradient.shape[1]) < gradient.shape[1] - 1)
        return self._factors.get(name, 1) * self.scale * gradient


_TINY_STEPS = 1j * TINY * np.eye(SIZES[-1])[:, np.newaxis]  # (C, 1, C): one score each
_HIDDEN, _EVERY = range(1, LAYERS), range(1, LAYERS + 1)
_LAYERS = {  # a mistake: the layers in which it can be made
    "slope of the activation left out": _HIDDEN,
    "slope of the activation from the sum": _HIDDEN,
    "input before its activation": range(2, LAYERS + 1),
    "bias averaged": _EVERY,
    "bias uphill": _EVERY,
    "weights averaged twice": _EVERY,
    "a unit forgotten": _EVERY,
    "one short": _EVERY,
    "summed": _EVERY,
}


def lineup(seed, scale=1.0):
    """Return a loss, seven candidates for its gradient, and the parameters at which to question.

    Six of the candidates made one mistake each on the way back, and one made none.

    Parameters
    ----------
    seed : int
        Another seed deals out other mistakes, in other layers, in another order.
    scale : float
        A factor of the loss, and so of all gradients.

    Returns
    -------
    loss : function
        `loss(params)` is a float, and right.
    candidates : list of seven functions
        `candidate(params)` is {"W1": gradient, "b1": gradient, …}.
    params : dict
        {"W1": array (in, out), "b1": array (out,), "W2": …}

    >>> loss, candidates, params = lineup(1)
    >>> len(candidates), sorted(candidates[0](params))
    (7, ['W1', 'W2', 'W3', 'b1', 'b2', 'b3'])
    """
    rng, params = np.random.default_rng([seed, 3]), {}
    for layer, (inputs, outputs) in enumerate(itertools.pairwise(SIZES), start=1):
        params[f"W{layer}"] = rng.normal(0, 1.2 / np.sqrt(inputs), size=(inputs, outputs))
        params[f"b{layer}"] = rng.normal(0, 0.5, size=outputs)
    suspects = [Suspect(seed, number, scale).gradients for number in range(BUGS + 1)]
    return SharedLoss(*_data(seed), scale).value, suspects, params


@cache
def _data(seed):
    rng = np.random.default_rng([seed, 2])
    return rng.normal(size=(EXAMPLES, SIZES[0])), rng.integers(SIZES[-1], size=EXAMPLES)


def _surprise(z, y):
    """For each example, −log of the share of its right class in exp(z)."""
    z = z - z.real.max(axis=-1, keepdims=True)
    return np.log(np.exp(z).sum(axis=-1)) - z[..., np.arange(len(y)), y]


def _slopes_of(z, y):
    """The slope of each example's surprise for each of its scores, by an imaginary nudge."""
    return _surprise(z + _TINY_STEPS, y).imag.T / TINY


@cache
def _nudges(*shapes):
    """{name: array (P, *shape)}: one nudge for each of all P numbers of the parameters."""
    params = {name: np.empty(shape) for name, shape in shapes}
    return _split(np.eye(sum(p.size for p in params.values())), params)


def _split(flat, params):
    """Cut the last axis of an array into pieces of the shapes of the parameters."""
    pieces, start = {}, 0
    for name, p in params.items():
        pieces[name] = flat[..., start : start + p.size].reshape(*flat.shape[:-1], *p.shape)
        start += p.size
    return pieces
