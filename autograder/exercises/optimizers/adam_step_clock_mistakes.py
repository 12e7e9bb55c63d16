"""Known mistakes of `adam_step`: its clock, and the corrections that depend on it."""

import numpy as np

from autograder.exercises.optimizers.adam_parts import adam, corrected


def clock_from_zero(w, gradient, state, **settings):
    """The clock starts at t = 0, where 1 − β⁰ is zero and the first step divides 0 by 0: that
    makes nan. Count the step first, so that the first one has t = 1.
    """

    def correct(m, v, t, beta1, beta2):
        return corrected(m, v, np.float64(t - 1), beta1, beta2)

    return adam(w, gradient, state, correct=correct, **settings)


def clock_one_ahead(w, gradient, state, **settings):
    """The clock is one step ahead: the first step has t = 1, so count each step only once."""

    def correct(m, v, t, beta1, beta2):
        return corrected(m, v, t + 1, beta1, beta2)

    return adam(w, gradient, state, correct=correct, **settings)


def clock_stands(w, gradient, state, **settings):
    """The clock was not kept: the t that comes back is the old one, so that every step is
    corrected like the first.
    """
    w, (m, v, t) = adam(w, gradient, state, **settings)
    return w, (m, v, t - 1)


def clock_for_each_entry(w, gradient, state, **settings):
    """The clock went on once for each entry of w; all entries take one step together, and t
    counts steps.
    """

    def correct(m, v, t, beta1, beta2):
        return corrected(m, v, t + np.arange(w.size).reshape(w.shape), beta1, beta2)

    new, (m, v, t) = adam(w, gradient, state, correct=correct, **settings)
    return new, (m, v, t - 1 + w.size)


def uncorrected(w, gradient, state, **settings):
    """Neither mean is corrected: both start at zero, and with the usual β the root of v stays
    there longer than m, so that the first steps are several times too long.
    """
    return adam(w, gradient, state, correct=lambda m, v, *_: (m, v), **settings)


def only_m_corrected(w, gradient, state, **settings):
    """Only m was corrected: v starts at zero, too, and without its correction the first steps
    are far too long.
    """

    def correct(m, v, t, beta1, beta2):
        return m / (1 - beta1**t), v

    return adam(w, gradient, state, correct=correct, **settings)


def only_v_corrected(w, gradient, state, **settings):
    """Only v was corrected: m starts at zero, too, and without its correction the first steps
    are far too short.
    """

    def correct(m, v, t, beta1, beta2):
        return m, v / (1 - beta2**t)

    return adam(w, gradient, state, correct=correct, **settings)


def corrected_kept(w, gradient, state, **settings):
    """The corrected means came back as the state, and the next step corrects them again: keep
    m and v as they are, and correct copies.
    """
    kept = []

    def correct(*moments):
        kept.extend(corrected(*moments))
        return kept

    new, (_, _, t) = adam(w, gradient, state, correct=correct, **settings)
    return new, (*kept, t)


def beta_times_t(w, gradient, state, **settings):
    """β was multiplied by t: it has to be raised to the power t. The first step is right, and
    soon 1 − β t is negative and its root is nan.
    """

    def correct(m, v, t, beta1, beta2):
        return m / np.float64(1 - beta1 * t), v / np.float64(1 - beta2 * t)

    return adam(w, gradient, state, correct=correct, **settings)


def power_forgotten(w, gradient, state, **settings):
    """The means were divided by 1 − β in every step: that is right in the first one only, for
    the power t is missing.
    """

    def correct(m, v, t, beta1, beta2):
        return corrected(m, v, 1, beta1, beta2)

    return adam(w, gradient, state, correct=correct, **settings)


def power_of_the_bracket(w, gradient, state, **settings):
    """1 − β was raised to the power t: the power belongs to β alone, the difference comes
    after it.
    """

    def correct(m, v, t, beta1, beta2):
        return m / (1 - beta1) ** t, v / (1 - beta2) ** t

    return adam(w, gradient, state, correct=correct, **settings)


def root_before_the_correction(w, gradient, state, **settings):
    """The root was taken first and then divided by 1 − β₂ᵗ: v is what has to be corrected, and
    the root of v̂ comes last.
    """

    def correct(m, v, t, beta1, beta2):
        return m / (1 - beta1**t), v / (1 - beta2**t) ** 2

    return adam(w, gradient, state, correct=correct, **settings)


def corrections_swapped(w, gradient, state, **settings):
    """m was corrected with the β of v, and v with the β of m."""

    def correct(m, v, t, beta1, beta2):
        return corrected(m, v, t, beta2, beta1)

    return adam(w, gradient, state, correct=correct, **settings)


def brackets_of_the_correction_missing(w, gradient, state, **settings):
    """Brackets are missing around 1 − βᵗ: without them the mean is divided by 1, and βᵗ is
    subtracted from it.
    """

    def correct(m, v, t, beta1, beta2):
        return m - beta1**t, v - beta2**t

    return adam(w, gradient, state, correct=correct, **settings)


def epsilon_before_the_correction(w, gradient, state, *, epsilon=1e-8, **settings):
    """ε was added to the root of v and not of v̂: this short form, in which the rate carries
    both corrections, weighs ε more in the first steps.
    """
    t = 1 if state is None else state[2] + 1
    share = 1 - settings.get("beta2", 0.999) ** t
    return adam(w, gradient, state, epsilon=epsilon / np.sqrt(share), **settings)
