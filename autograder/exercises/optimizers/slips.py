"""Slips that every optimizer invites: wrong steps that are made from the right one."""

import numpy as np

from autograder.exercise import Exercise


def register_slips(exercise: Exercise):
    """Add to an optimizer's misconceptions those that have nothing to do with its formula."""
    step = exercise.reference

    @exercise.misconception
    def uphill(w, gradient, state, **settings):
        """The step was added to the weights: gradients point uphill, so it has to be subtracted."""
        new, state = step(w, gradient, state, **settings)
        return 2 * w - new, state

    @exercise.misconception
    def without_rate(w, gradient, state, *, learning_rate, **settings):
        """The learning rate was not used: the step is as long as if it were 1."""
        return step(w, gradient, state, learning_rate=1.0, **settings)

    @exercise.misconception
    def setting_ignored(w, gradient, state, *, learning_rate, **settings):
        """A setting that was passed in has no effect: it is not used, or another number stands in
        the code.
        """
        return step(w, gradient, state, learning_rate=learning_rate)

    @exercise.misconception
    def state_not_kept(w, gradient, state, **settings):
        """The state came back as it was: what this step has learned is forgotten, and the next one
        starts from the old state again.
        """
        return step(w, gradient, state, **settings)[0], state

    @exercise.misconception
    def always_from_nothing(w, gradient, state, **settings):
        """Nothing is remembered: every step starts from zeros, as if the state were None; zeros
        stand in only before the first step.
        """
        return step(w, gradient, None, **settings)

    @exercise.misconception
    def state_in_place(w, gradient, state, **settings):
        """The state was changed in place: whoever still holds the old one, or shares it between
        two arrays, finds other numbers in it.
        """
        new, after = step(w, gradient, state, **settings)
        for old, now in zip(_arrays(state), _arrays(after), strict=False):
            np.copyto(old, now, casting="unsafe")
        return new, after

    @exercise.misconception
    def weights_in_place(w, gradient, state, **settings):
        """`-=` wrote the step into the array w that was passed in: the caller's weights are
        gone.
        """
        new, state = step(w, gradient, state, **settings)
        w -= w - new
        return w, state

    kept = {}

    @exercise.misconception
    def kept_elsewhere(w, gradient, state, **settings):
        """The memory lives outside the function, where all arrays of a network share it; what a
        step remembers comes in with `state` and goes out again.
        """
        new, kept[w.shape] = step(w, gradient, kept.get(w.shape), **settings)
        return new, kept[w.shape]


def register_root_slips(exercise: Exercise):
    """Add the wrong divisions of a step w − η g / (√s + ε) whose state is s."""
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


def _arrays(state):
    parts = state if isinstance(state, tuple) else (state,)
    return [part for part in parts if isinstance(part, np.ndarray)]
