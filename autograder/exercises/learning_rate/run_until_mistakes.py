"""Known mistakes of `run_until`: what is asked at each point, and what comes back."""

import numpy as np


def _walk(gradient, w0, learning_rate, max_steps, ended, kind=float):
    """Walk with an array of a kind until `ended(w, g, step)` names a status."""
    w = np.array(w0, dtype=kind)
    for steps in range(max_steps + 1):
        g = gradient(w)
        why = ended(w, g, learning_rate * g)
        if why:
            return w, steps, why
        if steps < max_steps:
            w = (w - learning_rate * g).astype(kind)
    return w, max_steps, "stalled"


def _judged_by(measure, gradient, w0, learning_rate, tol, max_steps, blowup):
    """The right walk, judged by another number than the length of the gradient."""

    def ended(w, g, step):
        return _verdict(measure(g, step), tol, blowup)

    return _walk(gradient, w0, learning_rate, max_steps, ended)


def _verdict(measure, tol, blowup):
    """What a length says of a walk; "" where it goes on."""
    if measure <= tol:
        return "converged"
    return "diverged" if not np.isfinite(measure) or measure > blowup else ""


def _right(*arguments):
    """The right answer, for what comes back of it."""
    return _judged_by(lambda g, step: np.linalg.norm(g), *arguments)


def length_of_the_step(*arguments):
    """The length of the step was compared with tol, not that of the gradient: with a tiny rate
    every step is tiny, and the walk "converges" where it began.
    """
    return _judged_by(lambda g, step: np.linalg.norm(step), *arguments)


def change_between_steps(gradient, w0, learning_rate, tol, max_steps, blowup):
    """The walk ended when a step had changed little: with a tiny rate it changes little anywhere.
    Flat is where the gradient is short.
    """
    w = np.array(w0, dtype=float)
    for steps in range(1, max_steps + 1):
        new = w - learning_rate * gradient(w)
        if not np.linalg.norm(gradient(new)) <= blowup:
            return new, steps, "diverged"
        if np.linalg.norm(new - w) <= tol:
            return new, steps, "converged"
        w = new
    return w, max_steps, "stalled"


def nan_goes_on(gradient, w0, learning_rate, tol, max_steps, blowup):
    """nan was never noticed: it is not larger than blowup and not at most tol, because every
    comparison with it is False.
    """

    def ended(w, g, step):
        length = np.linalg.norm(g)
        return "converged" if length <= tol else "diverged" if length > blowup else ""

    return _walk(gradient, w0, learning_rate, max_steps, ended)


def nan_converges(gradient, w0, learning_rate, tol, max_steps, blowup):
    """A walk that met nan was called converged: "not larger than tol" is true of nan, too."""

    def ended(w, g, step):
        length = np.linalg.norm(g)
        return "converged" if not length > tol else "diverged" if length > blowup else ""

    return _walk(gradient, w0, learning_rate, max_steps, ended)


def never_diverged(gradient, w0, learning_rate, tol, max_steps, blowup):
    """A walk that ran away was not stopped: ask whether the gradient is longer than blowup."""

    def ended(w, g, step):
        length = np.linalg.norm(g)
        return "converged" if length <= tol else "" if np.isfinite(length) else "diverged"

    return _walk(gradient, w0, learning_rate, max_steps, ended)


def blowup_of_the_point(gradient, w0, learning_rate, tol, max_steps, blowup):
    """The length of w was compared with blowup; a minimum may lie far from the origin, so ask
    about the gradient.
    """

    def ended(w, g, step):
        if np.linalg.norm(g) <= tol:
            return "converged"
        return "diverged" if not np.linalg.norm(w) <= blowup else ""

    return _walk(gradient, w0, learning_rate, max_steps, ended)


def last_point_not_looked_at(*arguments):
    """The point after the last step was not looked at: the walk may have arrived just there."""
    *_, max_steps, _ = arguments
    w, steps, status = _right(*arguments)
    return w, steps, "stalled" if steps == max_steps else status


def largest_entry(*arguments):
    """The largest entry of the gradient was compared with tol; its length counts all entries."""
    return _judged_by(lambda g, step: np.max(np.abs(g)), *arguments)


def mean_for_sum(*arguments):
    """The squares were averaged, not added: that is a typical entry of the gradient, and shorter
    than its length.
    """
    return _judged_by(lambda g, step: np.sqrt(np.mean(g**2)), *arguments)


def sizes_added(*arguments):
    """The sizes of the entries were added: that is longer than the length, which is the root of the
    sum of the squares.
    """
    return _judged_by(lambda g, step: np.sum(np.abs(g)), *arguments)


def without_the_root(*arguments):
    """The squares were added, but the root was not taken: that is the square of the length."""
    return _judged_by(lambda g, step: np.sum(g**2), *arguments)


def sum_of_the_entries(*arguments):
    """The entries of the gradient were added up with their signs: slopes of opposite sign cancel,
    and a steep place looks flat.
    """
    return _judged_by(lambda g, step: g.sum(), *arguments)


def one_step_more(gradient, w0, learning_rate, tol, max_steps, blowup):
    """One step too many was taken before the walk looked: it looks first, at the start as well."""
    w = np.array(w0, dtype=float)
    for steps in range(1, max_steps + 1):
        g = gradient(w)
        w = w - learning_rate * g
        why = _verdict(np.linalg.norm(g), tol, blowup)
        if why:
            return w, steps, why
    return w, max_steps, "stalled"


def start_not_looked_at(gradient, w0, learning_rate, tol, max_steps, blowup):
    """The first look came after the first step: the start may already be flat, or no number."""
    w = np.array(w0, dtype=float)
    for steps in range(1, max_steps + 1):
        w = w - learning_rate * gradient(w)
        why = _verdict(np.linalg.norm(gradient(w)), tol, blowup)
        if why:
            return w, steps, why
    return w, max_steps, "stalled"


def below_tol(gradient, w0, learning_rate, tol, max_steps, blowup):
    """A gradient whose length is exactly tol was not called flat: at most tol includes tol."""
    return _right(gradient, w0, learning_rate, np.nextafter(tol, 0.0), max_steps, blowup)


def whole_numbers(gradient, w0, learning_rate, tol, max_steps, blowup):
    """The walk was kept in an array of w0's kind: a start of whole numbers cuts off all digits
    behind the point at every step.
    """

    def ended(w, g, step):
        return _verdict(np.linalg.norm(g), tol, blowup)

    return _walk(gradient, w0, learning_rate, max_steps, ended, w0.dtype)


def points_counted(*arguments):
    """The points were counted, not the steps: a walk that ends where it began took 0 steps."""
    w, steps, status = _right(*arguments)
    return w, steps + 1, status


def stalled_is_converged(*arguments):
    """Running out of steps was called converged: nobody has arrived just because time is up."""
    w, steps, status = _right(*arguments)
    return w, steps, "converged" if status == "stalled" else status


def start_came_back(gradient, w0, *others):
    """The status is right, but the start came back as w: return where the walk ended."""
    _, steps, status = _right(gradient, w0, *others)
    return np.array(w0, dtype=float), steps, status


def start_changed(gradient, w0, *others):
    """`-=` changed the array w0 itself: the caller's start is gone."""
    w, steps, status = _right(gradient, w0, *others)
    w0[:] = w
    return w0, steps, status
