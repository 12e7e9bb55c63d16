"""Known mistakes of `learning_rate_range_test`: its rates, its end, and what it suggests."""

import numpy as np


def _spread(lowest, highest, steps):
    return lowest * (highest / lowest) ** (np.arange(steps) / (steps - 1))


def _is_too_large(value, first, best, previous):
    return not value <= 4 * best


def _walk(
    loss,
    gradient,
    w0,
    lowest,
    highest,
    steps,
    *,
    spread=_spread,
    stop=_is_too_large,
    restart=False,
    before=False,
    count_start=True,
    note_last=True,
):
    """The right answer with one of its rules changed."""
    w = start = np.array(w0, dtype=float)
    first, noted = loss(start), []
    best = first if count_start else np.inf
    for rate in spread(lowest, highest, steps):
        here = start if restart else w
        w = here - rate * gradient(here)
        value = loss(here if before else w)
        ends = stop(value, first, best, noted[-1][1] if noted else first)
        if note_last or not ends:
            noted.append((rate, value))
        if ends:
            break
        best = min(best, value)
    rates, losses = np.array(noted).reshape(-1, 2).T
    return rates, losses, rates[np.argmin(losses)] / 10


def equal_distances(*arguments):
    """The rates lie at equal distances: nearly all of them are then large, and the small ones are
    skipped. Each is the same multiple of the one before.
    """
    return _walk(*arguments, spread=np.linspace)


def starts_again(*arguments):
    """Each rate was tried from the start again: it is one walk, whose rate grows on the way."""
    return _walk(*arguments, restart=True)


def rate_of_the_smallest_loss(*arguments):
    """The rate of the smallest loss was suggested: the loss there is the work of all the steps
    before, and the next rates already explode. Take a tenth of it.
    """
    rates, losses, suggestion = _walk(*arguments)
    return rates, losses, 10 * suggestion


def tenth_of_the_last(*arguments):
    """A tenth of the last rate was suggested; how far the walk was driven says little, where its
    loss was smallest does.
    """
    rates, losses, _ = _walk(*arguments)
    return rates, losses, rates[-1] / 10


def steepest_fall(loss, gradient, w0, *others):
    """The rate of the steepest fall was suggested, which is another rule of thumb; here it is a
    tenth of the rate of the smallest loss.
    """
    rates, losses, _ = _walk(loss, gradient, w0, *others)
    falls = np.diff(losses, prepend=loss(np.array(w0, dtype=float)))
    return rates, losses, rates[np.argmin(falls)]


def never_stops(*arguments):
    """The walk went on after the loss had exploded: all that follows is noise and overflow."""
    return _walk(*arguments, stop=lambda *_: False)


def four_times_the_start(*arguments):
    """The loss was compared with 4 times that of the start: after a long fall it may have exploded
    long before. Compare with the smallest so far.
    """

    def is_too_large(value, first, best, previous):
        return not value <= 4 * first

    return _walk(*arguments, stop=is_too_large)


def four_times_the_previous(*arguments):
    """The loss was compared with 4 times the one before; a loss that climbs in smaller steps is
    then never stopped. Compare with the smallest so far.
    """

    def is_too_large(value, first, best, previous):
        return not value <= 4 * previous

    return _walk(*arguments, stop=is_too_large)


def stops_at_the_first_rise(*arguments):
    """The walk stopped as soon as the loss rose: a swing of the loss is no explosion, wait until it
    is larger than 4 times the smallest.
    """

    def rises(value, first, best, previous):
        return not value <= best

    return _walk(*arguments, stop=rises)


def last_not_noted(*arguments):
    """The step that exploded is missing: it is noted, too, and then the walk stops."""
    return _walk(*arguments, note_last=False)


def loss_before_the_step(*arguments):
    """The loss was noted before the step: it then stands beside a rate that did not cause it."""
    return _walk(*arguments, before=True)


def start_not_counted(*arguments):
    """The loss of the start was left out of the smallest so far: a walk that explodes in its first
    step then has nothing to be compared with.
    """
    return _walk(*arguments, count_start=False)


def one_rate_short(*arguments):
    """The last rate is below the highest: from the first of n rates to the last there are n − 1
    ratios.
    """

    def spread(lowest, highest, steps):
        return lowest * (highest / lowest) ** (np.arange(steps) / steps)

    return _walk(*arguments, spread=spread)


def powers_of_ten(*arguments):
    """np.logspace takes exponents, not rates: its first number is 10 to the power of the lowest."""
    return _walk(*arguments, spread=np.logspace)
