"""Gradients that are too long together are made shorter together."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.backpropagation.networks import parameters, rough


def clip_by_global_norm(gradients, max_norm):
    """Return the gradients of a network, shortened to a norm of at most max_norm, and their norm.

    n = √Σ g² over every entry of every array. Where n is above max_norm, each array is multiplied
    by max_norm / n, the same for all, so that the direction stays; where not, nothing changes.

    Parameters
    ----------
    gradients : dict of str to array
        Such as {"W1": …, "b1": …}; the arrays are left as they were.
    max_norm : float
        Above zero.

    Returns
    -------
    clipped : dict of str to array
        A new dict with the same names.
    norm : float
        n, before anything was shortened.

    Examples
    --------
    >>> gradients = {"W": np.array([[6.0, 0.0]]), "b": np.array([8.0])}
    >>> clipped, norm = clip_by_global_norm(gradients, 5.0)
    >>> print(clipped["W"], clipped["b"], norm)
    [[3. 0.]] [4.] 10.0

    Source: Pascanu, Mikolov, Bengio (2013), On the difficulty of training recurrent neural
    networks.
    """
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
    share = max_norm / norm if norm > max_norm else 1.0
    return {name: share * g for name, g in gradients.items()}, norm


exercise = Exercise(
    clip_by_global_norm,
    points=2,
    minutes=10,
    difficulty=2,
    extra_credit=True,
    results=("clipped", "norm"),
    shown={
        "two arrays, too long together": dict(
            gradients={"W": np.array([[2.0, -4.0], [4.0, 5.0]]), "b": np.array([4.0, 2.0])},
            max_norm=4.5,
        ),
        "too long together, though each array is short enough": dict(
            gradients={"W": np.array([[1.0, 1.0, -2.0]]), "b": np.array([-1.0, 1.0, 3.0])},
            max_norm=4.0,
        ),
        "short enough": dict(
            gradients={"W": np.array([[3.0, -1.0], [1.0, 2.0]]), "b": np.array([1.0, 0.5])},
            max_norm=6.0,
        ),
        "no gradient at all": dict(
            gradients={"W": np.zeros((3, 2)), "b": np.zeros(2)}, max_norm=0.5
        ),
        "whole numbers, a tiny bound": dict(
            gradients={"W": np.array([[4], [-4]]), "b": np.array([7])}, max_norm=0.125
        ),
        "a network of two layers": dict(gradients=parameters([3, 4, 2], seed=61), max_norm=2.5),
    },
    hidden={
        "exactly as long as it may be": dict(
            gradients={"W": np.array([[2.0, -4.0], [4.0, 5.0]]), "b": np.array([4.0, 2.0])},
            max_norm=9.0,
        ),
        "one array, one entry": dict(gradients={"w": np.array([-3.1])}, max_norm=0.7),
        "gradients that explode": dict(
            gradients={"W": np.array([[3e40, -1e12]]), "b": np.array([4e40, 0.2])}, max_norm=1.3
        ),
        "single precision, three layers": dict(
            gradients=rough(parameters([2, 3, 5, 2], seed=62)), max_norm=0.9
        ),
    },
    hints=(
        "One norm for all: what do you get when every entry of every array stands in one long row?",
        "Add up the squares array by array, and take one root at the end.",
        "Compare the norm with max_norm before you divide: nothing is ever made longer.",
    ),
)


def _norm(gradients):
    return clip_by_global_norm(gradients, 1.0)[1]


def _scaled(gradients, share):
    return {name: share * g for name, g in gradients.items()}


@exercise.misconception
def each_array_by_itself(gradients, max_norm):
    """Each array was shortened by a norm of its own: then their proportions change, and the step
    goes in another direction.
    """
    clipped = {name: clip_by_global_norm({name: g}, max_norm)[0] for name, g in gradients.items()}
    return {name: clipped[name][name] for name in gradients}, _norm(gradients)


@exercise.misconception
def made_longer(gradients, max_norm):
    """Gradients that were short enough were made longer: max_norm is a bound, not an aim."""
    norm = _norm(gradients)
    return _scaled(gradients, max_norm / norm), norm


@exercise.misconception
def the_other_way_round(gradients, max_norm):
    """The short gradients were made longer and the long ones left alone: the comparison is the
    wrong way round.
    """
    norm = _norm(gradients)
    return _scaled(gradients, max_norm / norm if norm < max_norm else 1.0), norm


@exercise.misconception
def upside_down(gradients, max_norm):
    """The arrays were multiplied by norm / max_norm, which makes long gradients longer."""
    norm = _norm(gradients)
    return _scaled(gradients, norm / max_norm if norm > max_norm else 1.0), norm


@exercise.misconception
def each_entry(gradients, max_norm):
    """Each entry was clipped by itself, which turns the direction of the step."""
    clipped = {name: np.clip(g, -max_norm, max_norm) for name, g in gradients.items()}
    return clipped, _norm(gradients)


@exercise.misconception
def norms_added(gradients, max_norm):
    """The norms of the arrays were added up; it is their squares that add up."""
    norm = sum(np.sqrt(np.sum(g**2)) for g in gradients.values())
    return _scaled(gradients, max_norm / norm if norm > max_norm else 1.0), norm


@exercise.misconception
def root_forgotten(gradients, max_norm):
    """The root is missing: the sum of the squares was compared with max_norm."""
    norm = _norm(gradients) ** 2
    return _scaled(gradients, max_norm / norm if norm > max_norm else 1.0), norm


@exercise.misconception
def sum_of_magnitudes(gradients, max_norm):
    """The magnitudes were added up; the norm is the root of the sum of the squares."""
    norm = sum(np.sum(np.abs(g)) for g in gradients.values())
    return _scaled(gradients, max_norm / norm if norm > max_norm else 1.0), norm


@exercise.misconception
def mean_square(gradients, max_norm):
    """The squares were averaged; the norm is the root of their sum."""
    norm = _norm(gradients) / np.sqrt(sum(g.size for g in gradients.values()))
    return _scaled(gradients, max_norm / norm if norm > max_norm else 1.0), norm


@exercise.misconception
def largest_array(gradients, max_norm):
    """Only the longest array was measured; the norm is that of all of them together."""
    norm = max(np.sqrt(np.sum(g**2)) for g in gradients.values())
    return _scaled(gradients, max_norm / norm if norm > max_norm else 1.0), norm


@exercise.misconception
def without_biases(gradients, max_norm):
    """The biases were left out of the norm; every array counts."""
    norm = _norm({name: g for name, g in gradients.items() if not name.startswith("b")})
    return _scaled(gradients, max_norm / norm if norm > max_norm else 1.0), norm


@exercise.misconception
def norm_afterwards(gradients, max_norm):
    """The gradients are right, but the norm that came back is the one after shortening: it would
    never tell how often it was needed.
    """
    clipped, norm = clip_by_global_norm(gradients, max_norm)
    return clipped, min(norm, max_norm)


@exercise.misconception
def divided_by_the_bound(gradients, max_norm):
    """The gradients were divided by max_norm: that brings their norm under it only by chance."""
    norm = _norm(gradients)
    return _scaled(gradients, 1 / max_norm if norm > max_norm else 1.0), norm


@exercise.misconception
def unit_length(gradients, max_norm):
    """Long gradients were shortened to the norm 1; they may be as long as max_norm."""
    norm = _norm(gradients)
    return _scaled(gradients, 1 / norm if norm > max_norm else 1.0), norm


@exercise.misconception
def in_place(gradients, max_norm):
    """The shortened arrays were written into the dict that was passed in; make a new one."""
    clipped, norm = clip_by_global_norm(gradients, max_norm)
    gradients.update(clipped)
    return gradients, norm


@exercise.variant
def by_one_long_row(gradients, max_norm):
    norm = np.linalg.norm(np.concatenate([np.ravel(g).astype(float) for g in gradients.values()]))
    if norm <= max_norm:
        return {name: g.copy() for name, g in gradients.items()}, norm
    return {name: g * (max_norm / norm) for name, g in gradients.items()}, float(norm)


@exercise.variant
def as_pytorch_does(gradients, max_norm):
    """A millionth in the denominator keeps 0/0 away; nobody sees it in the gradients."""
    squares = 0.0
    for g in gradients.values():
        squares += float(np.square(g).sum())
    norm = squares**0.5
    share = min(1.0, max_norm / (norm + 1e-6))
    return {name: np.multiply(share, g) for name, g in gradients.items()}, norm


@exercise.variant
def handed_on(gradients, max_norm):
    norm = np.sqrt(sum(np.linalg.norm(g) ** 2 for g in gradients.values()))
    if norm > max_norm:
        return {name: max_norm * g / norm for name, g in gradients.items()}, norm
    return gradients, norm


@exercise.fresh
def fresh(rng):
    gradients = {"W1": rng.normal(size=(3, 4)), "b1": rng.normal(size=4)}
    return dict(gradients=gradients, max_norm=rng.uniform(0.5, 2))
