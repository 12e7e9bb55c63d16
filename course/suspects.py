"""Backward passes with one mistake each, for the bug hunt of lesson 4.

Nothing here runs backward. A slope travels forward through the network, as the imaginary part of a
complex number, and on its way a mistake bends it.
Source: Squire, Trapp (1998), Using complex variables to estimate derivatives of real functions.
"""

import itertools
from dataclasses import dataclass
from functools import cached_property

import numpy as np

TINY = 1e-30  # the imaginary part of what is nudged; its square is nothing, so slopes are exact
EXAMPLES = 20
SIZES = (2, 3, 3, 4)  # how many numbers go in, between the layers and out, in any order
LAYERS = 3
BUGS = 6


@dataclass(frozen=True)
class Suspect:
    """A network of tanh layers with its loss on some data, and a backward pass under suspicion.

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

    def loss_and_gradients(self, params):
        """Return the loss, which is right, and {name: gradient}, of which some may be wrong.

        Parameters
        ----------
        params : dict
            {"W1": array, "b1": array, "W2": …} with the shapes that `lineup` gave.
        """
        params = {name: np.array(p, dtype=float) for name, p in params.items()}
        X, y = self._data(params)
        loss = self._losses({name: p[np.newaxis] for name, p in params.items()}, X, y).real[0]
        gradients = self._bend_gradients(_split(self._slopes(params, X, y), params), len(y))
        return float(self.scale * loss), {k: self.scale * g for k, g in gradients.items()}

    @cached_property
    def _plan(self):
        """(mistake, layer) of this suspect; no mistake for one of the seven."""
        rng = np.random.default_rng([self.seed, 1])
        plans = [("", 0)]
        for mistake in rng.choice(sorted(_LAYERS), size=BUGS, replace=False):
            plans.append((str(mistake), int(rng.choice(_LAYERS[mistake]))))
        return [plans[i] for i in rng.permutation(len(plans))][self.number]

    def _data(self, params):
        rng = np.random.default_rng([self.seed, 2])
        inputs, classes = len(params["W1"]), params[f"b{LAYERS}"].size
        return rng.normal(size=(EXAMPLES, inputs)), rng.integers(classes, size=EXAMPLES)

    def _slopes(self, params, X, y):
        """The slope of the loss for every single parameter, all nudged at once: shape (P,)."""
        count = sum(p.size for p in params.values())
        nudges = _split(np.eye(count), params)
        nudged = {name: p + 1j * TINY * nudges[name] for name, p in params.items()}
        return self._losses(nudged, X, y).imag / TINY

    def _losses(self, params, X, y):
        """The losses of a stack of networks, (P, shape) a parameter: shape (P,)."""
        before = a = X.astype(complex)
        for layer in range(1, LAYERS + 1):
            W, b = params[f"W{layer}"], params[f"b{layer}"]
            z = a @ W + b[:, np.newaxis]
            if self._plan == ("input before its activation", layer):
                z = z + 1j * ((before - a).real @ W.imag)
            before, a = z, (self._activated(z, layer) if layer < LAYERS else z)
        return self._surprise(a, y)

    def _activated(self, z, layer):
        a = np.tanh(z)
        if self._plan == ("slope of the activation left out", layer):
            a = a.real + 1j * z.imag
        if self._plan == ("slope of the activation from the sum", layer):
            a = a.real + 1j * (1 - z.real**2) * z.imag
        return a

    def _surprise(self, z, y):
        z = z - z.real.max(axis=-1, keepdims=True)
        losses = np.log(np.exp(z).sum(axis=-1)) - z[:, np.arange(len(y)), y]
        return losses.mean(axis=-1)

    def _bend_gradients(self, gradients, n):
        mistake, layer = self._plan
        W, b = f"W{layer}", f"b{layer}"
        factors = {
            "bias averaged": {b: 1 / n},
            "bias uphill": {b: -1},
            "weights averaged twice": {W: 1 / n},
            "one short": dict.fromkeys(gradients, n / (n - 1)),
            "summed": dict.fromkeys(gradients, n),
        }
        bent = {k: g * factors.get(mistake, {}).get(k, 1) for k, g in gradients.items()}
        if mistake == "a unit forgotten":
            bent[W][:, -1] = 0
        return bent


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
    """Return seven candidates and the parameters at which to question them.

    Each candidate is a function: `loss, gradients = candidate(params)`. All losses are right; six
    of the candidates made one mistake each on the way back, and one made none.

    Parameters
    ----------
    seed : int
        Another seed deals out other mistakes, in other layers, in another order.
    scale : float
        A factor of the loss, and so of all gradients.

    Returns
    -------
    candidates : list of seven functions
    params : dict
        {"W1": array (in, out), "b1": array (out,), "W2": …}

    >>> candidates, params = lineup(1)
    >>> loss, gradients = candidates[0](params)
    >>> len(candidates), sorted(gradients)
    (7, ['W1', 'W2', 'W3', 'b1', 'b2', 'b3'])
    """
    rng = np.random.default_rng([seed, 3])
    sizes, params = rng.permutation(SIZES), {}
    for layer, (inputs, outputs) in enumerate(itertools.pairwise(sizes), start=1):
        params[f"W{layer}"] = rng.normal(0, 1.2 / np.sqrt(inputs), size=(inputs, outputs))
        params[f"b{layer}"] = rng.normal(0, 0.5, size=outputs)
    return [Suspect(seed, i, scale).loss_and_gradients for i in range(BUGS + 1)], params


def _split(flat, params):
    """Cut the last axis of an array into pieces of the shapes of the parameters."""
    pieces, start = {}, 0
    for name, p in params.items():
        pieces[name] = flat[..., start : start + p.size].reshape(*flat.shape[:-1], *p.shape)
        start += p.size
    return pieces
