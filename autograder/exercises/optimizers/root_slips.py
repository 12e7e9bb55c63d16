"""Slips that a step w − η g / (√s + ε) invites, whatever becomes of its state s."""

import numpy as np

from autograder.exercise import Exercise


def root_step(gather, w, gradient, state, learning_rate, epsilon):
    """Take such a step with the rule s = gather(s, gradient), which may be a wrong one."""
    s = gather(np.zeros_like(w) if state is None else state, gradient)
    return w - learning_rate * gradient / (np.sqrt(s) + epsilon), s


def register_root_slips(exercise: Exercise):
    """Add to an optimizer's misconceptions the wrong divisions."""
    step = exercise.reference

    def after(w, gradient, state, settings):
        return step(w, gradient, state, learning_rate=1.0, **settings)[1]

    @exercise.misconception
    def no_root(w, gradient, state, *, learning_rate, epsilon=1e-8, **settings):
        """The gradient was divided by s and not by its root: then a gradient ten times as large
        makes a step that is ten times as short.
        """
        s = after(w, gradient, state, settings)
        return w - learning_rate * gradient / (s + epsilon), s

    @exercise.misconception
    def no_epsilon(w, gradient, state, *, epsilon=1e-8, **settings):
        """ε is not added to the root: it shortens each step a little, and where a weight has had
        no gradient yet, it keeps 0/0 away, which is nan and stays so for ever.
        """
        return step(w, gradient, state, epsilon=0.0, **settings)

    @exercise.misconception
    def epsilon_inside(w, gradient, state, *, learning_rate, epsilon=1e-8, **settings):
        """ε was added under the root, where it weighs as much as √ε; here it stands outside."""
        s = after(w, gradient, state, settings)
        return w - learning_rate * gradient / np.sqrt(s + epsilon), s

    @exercise.misconception
    def missing_brackets(w, gradient, state, *, learning_rate, epsilon=1e-8, **settings):
        """ε was added to the quotient and not to the root: the whole denominator needs brackets
        around it.
        """
        s = after(w, gradient, state, settings)
        return w - (learning_rate * gradient / np.sqrt(s) + epsilon), s

    @exercise.misconception
    def brackets_of_the_step_missing(
        w, gradient, state, *, learning_rate, epsilon=1e-8, **settings
    ):
        """ε was added to the weights: the whole denominator needs brackets around it."""
        s = after(w, gradient, state, settings)
        return w - learning_rate * gradient / np.sqrt(s) + epsilon, s

    @exercise.misconception
    def old_squares(w, gradient, state, *, learning_rate, epsilon=1e-8, **settings):
        """The step was divided by the s from before, without today's gradient: the first step is
        then divided by ε alone.
        """
        s = 0.0 if state is None else state
        step_taken = learning_rate * gradient / (np.sqrt(s) + epsilon)
        return w - step_taken, after(w, gradient, state, settings)

    @exercise.misconception
    def root_kept(w, gradient, state, **settings):
        """The root came back as the state: the next step adds a square to a root. Keep s itself."""
        new, s = step(w, gradient, state, **settings)
        return new, np.sqrt(s)
