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


def _arrays(state):
    parts = state if isinstance(state, tuple) else (state,)
    return [part for part in parts if isinstance(part, np.ndarray)]
