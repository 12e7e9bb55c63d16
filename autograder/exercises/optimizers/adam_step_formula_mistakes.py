"""Known mistakes of `adam_step`: the division, and the two means."""

import numpy as np

from autograder.exercises.optimizers.adam_parts import adam


def no_root(w, gradient, state, **settings):
    """m̂ was divided by v̂ and not by its root: a gradient ten times as large then makes a step
    that is ten times as short.
    """
    return adam(w, gradient, state, divide=lambda m, v, e: m / (v + e), **settings)


def epsilon_inside(w, gradient, state, **settings):
    """ε was added under the root, where it weighs as much as √ε; here it stands outside."""
    return adam(w, gradient, state, divide=lambda m, v, e: m / np.sqrt(v + e), **settings)


def no_epsilon(w, gradient, state, **settings):
    """ε is not added to the root: it shortens each step a little, and where a weight has had
    no gradient yet, it keeps 0/0 away, which is nan and stays so for ever.
    """
    return adam(w, gradient, state, divide=lambda m, v, e: m / np.sqrt(v), **settings)


def missing_brackets(w, gradient, state, *, epsilon=1e-8, **settings):
    """ε was added to the weights and not to the root: the whole denominator needs brackets
    around it.
    """
    new, state = no_epsilon(w, gradient, state, **settings)
    return new + epsilon, state


def betas_swapped(w, gradient, state, *, beta1=0.9, beta2=0.999, **settings):
    """The two β are swapped: β₁ belongs to m, β₂ to v."""
    return adam(w, gradient, state, beta1=beta2, beta2=beta1, **settings)


def summed(w, gradient, state, **settings):
    """The gradient and its square came in whole: without their shares 1 − β they make sums, and
    the corrections fit only means.
    """

    def average(m, v, g, beta1, beta2):
        return beta1 * m + g, beta2 * v + g**2

    return adam(w, gradient, state, average=average, **settings)


def square_of_the_mean(w, gradient, state, **settings):
    """v averages the square of m; it has to average the squares of the gradients, which do not
    cancel where the gradients do.
    """

    def average(m, v, g, beta1, beta2):
        m = beta1 * m + (1 - beta1) * g
        return m, beta2 * v + (1 - beta2) * m**2

    return adam(w, gradient, state, average=average, **settings)


def square_forgotten(w, gradient, state, **settings):
    """v averages the gradients and not their squares: where it is negative, its root is nan."""

    def average(m, v, g, beta1, beta2):
        return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g

    return adam(w, gradient, state, average=average, **settings)


def gradient_instead_of_mean(w, gradient, state, **settings):
    """The step goes along today's gradient: m is computed, but the weights do not move along it."""

    def correct(m, v, t, beta1, beta2):
        return gradient, v / (1 - beta2**t)

    return adam(w, gradient, state, correct=correct, **settings)
