"""Known mistakes of `initialize`: how far, around what and from which source weights are drawn."""

import numpy as np

from autograder.exercises.backpropagation.drawn_layers import drawn, normal, right_spread


def all_equal(sizes, rng, kind):
    """All weights of a layer are equal. Then all its units compute the same, get the same
    gradient and stay equal for ever, like a single unit.
    """
    return drawn(sizes, right_spread(kind), lambda spread, shape: np.full(shape, spread))


def all_zero(sizes, rng, kind):
    """All weights are zero: nothing comes out of the first layer, no slope comes back through
    the second, and the units stay equal for ever.
    """
    return drawn(sizes, right_spread(kind), lambda spread, shape: np.zeros(shape))


def variance_for_deviation(sizes, rng, kind):
    """The root is missing: 2 / in is the variance of the weights, and rng.normal wants the
    standard deviation.
    """
    return drawn(sizes, lambda *both: right_spread(kind)(*both) ** 2, normal(rng))


def outputs_counted(sizes, rng, kind):
    """The spread was computed from how many numbers come out; "he" asks how many come in, since
    it is these that are summed.
    """

    def spread(before, after):
        return np.sqrt(2 / after) if kind == "he" else right_spread(kind)(before, after)

    return drawn(sizes, spread, normal(rng))


def always_he(sizes, rng, kind):
    """The spread of "xavier" is that of "he": it has to count both what comes in and what goes
    out.
    """
    return drawn(sizes, right_spread("he"), normal(rng))


def always_xavier(sizes, rng, kind):
    """The spread of "he" is that of "xavier": it counts only what comes in."""
    return drawn(sizes, right_spread("xavier"), normal(rng))


def one_for_two(sizes, rng, kind):
    """The spread is √2 times too small: a 1 stands where the 2 belongs. The 2 makes up for the
    half that ReLU cuts off.
    """
    return drawn(sizes, lambda *both: right_spread(kind)(*both) / np.sqrt(2), normal(rng))


def uniform_to_the_spread(sizes, rng, kind):
    """The weights were drawn uniformly between minus and plus the spread; their standard
    deviation is then √3 times smaller.
    """
    return drawn(
        sizes, right_spread(kind), lambda spread, shape: rng.uniform(-spread, spread, size=shape)
    )


def spread_of_one(sizes, rng, kind):
    """The weights have the standard deviation 1, whatever the sizes: sums over many inputs then
    become large, and larger with every layer.
    """
    return drawn(sizes, lambda *_: 1.0, normal(rng))


def a_hundredth(sizes, rng, kind):
    """The weights have the standard deviation 0.01, whatever the sizes: what goes through many
    layers fades away.
    """
    return drawn(sizes, lambda *_: 0.01, normal(rng))


def positive_only(sizes, rng, kind):
    """The weights are not centred: rng.random draws from 0 to 1, and all are positive."""
    return drawn(sizes, right_spread(kind), lambda spread, shape: spread * rng.random(shape))


def transposed(sizes, rng, kind):
    """The weights have shape (out, in); this course has a row for each input, (in, out)."""
    return drawn(
        sizes, right_spread(kind), lambda spread, shape: rng.normal(0, spread, size=shape[::-1])
    )


def random_biases(sizes, rng, kind):
    """The biases were drawn, too; they start at zero. The weights alone make the units
    different.
    """
    return drawn(
        sizes, right_spread(kind), normal(rng), bias=lambda size: rng.normal(0, 0.1, size=size)
    )


def seeded_inside(sizes, rng, kind):
    """A generator with a seed of its own was made inside: every network starts from the same
    weights. Use the `rng` that is passed in.
    """
    return drawn(sizes, right_spread(kind), normal(np.random.default_rng(0)))


def seeded_for_each_layer(sizes, rng, kind):
    """A generator with a seed of its own was made for each layer: layers of one size get the
    same weights. Use the `rng` that is passed in.
    """
    return drawn(
        sizes,
        right_spread(kind),
        lambda spread, shape: np.random.default_rng(0).normal(0, spread, size=shape),
    )


def another_source(sizes, rng, kind):
    """The chance came from somewhere else than `rng`: with a generator of the same seed the
    weights are others, and no run can be repeated.
    """
    return drawn(sizes, right_spread(kind), normal(np.random.default_rng()))
