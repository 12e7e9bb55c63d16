"""Known mistakes of `gradient_descent`: what is stored, how many steps, and where they go."""

import numpy as np


def _walk(gradient, w0, learning_rate, steps):
    """The points of the right path as a list; the mistakes below spoil it."""
    points = [np.array(w0, dtype=float)]
    for _ in range(steps):
        points.append(points[-1] - learning_rate * gradient(points[-1]))
    return points


def same_array_in_every_row(gradient, w0, learning_rate, steps):
    """All rows of the path are the same: one array was changed in place and stored again and again,
    so every row shows its last value.
    """
    w = np.array(w0, dtype=float)
    points = [w]
    for _ in range(steps):
        w -= learning_rate * gradient(w)
        points.append(w)
    return w, np.array(points)


def start_changed(gradient, w0, learning_rate, steps):
    """`-=` changed the array w0 itself: the caller's start is gone, and with it the first row."""
    w, points = w0, [w0]
    for _ in range(steps):
        np.subtract(w, learning_rate * gradient(w), out=w, casting="unsafe")
        points.append(w)
    return w, np.array(points, dtype=float)


def start_changed_rows_copied(gradient, w0, learning_rate, steps):
    """The rows of the path are copies, but `-=` still wrote every step into the caller's w0."""
    w, points = w0, [w0.copy()]
    for _ in range(steps):
        np.subtract(w, learning_rate * gradient(w), out=w, casting="unsafe")
        points.append(w.copy())
    return w, np.array(points, dtype=float)


def without_the_start(gradient, w0, learning_rate, steps):
    """The start is missing in the path: its first row is w0, and there is one row more than
    steps.
    """
    points = _walk(gradient, w0, learning_rate, steps)
    return points[-1], np.array(points[1:]).reshape(steps, len(w0))


def without_the_end(gradient, w0, learning_rate, steps):
    """The point after the last step is missing in the path: it was stored before the step, not
    after.
    """
    points = _walk(gradient, w0, learning_rate, steps)
    return points[-1], np.array(points[:-1]).reshape(steps, len(w0))


def one_step_too_few(gradient, w0, learning_rate, steps):
    """One step is missing: steps = 3 means three updates, and the start comes on top of them."""
    points = _walk(gradient, w0, learning_rate, max(steps - 1, 0))
    return points[-1], np.array(points)


def one_step_too_many(gradient, w0, learning_rate, steps):
    """There is one step too many: the start is in the path without a step."""
    points = _walk(gradient, w0, learning_rate, steps + 1)
    return points[-1], np.array(points)


def gradient_of_the_start(gradient, w0, learning_rate, steps):
    """The gradient was computed once, at the start: the slope is another one at every new point."""
    g = gradient(w0)
    points = [w0 - t * learning_rate * g for t in range(steps + 1)]
    return points[-1], np.array(points, dtype=float)


def uphill(gradient, w0, learning_rate, steps):
    """The steps go uphill: the gradient is subtracted."""
    points = _walk(gradient, w0, -learning_rate, steps)
    return points[-1], np.array(points)


def best_for_last(gradient, w0, learning_rate, steps):
    """The flattest point of the path came back as w; gradient descent ends where its last step
    ends, and a path that runs away must show.
    """
    points = _walk(gradient, w0, learning_rate, steps)
    best = min(points, key=lambda w: np.linalg.norm(gradient(w)))
    return best, np.array(points)


def length_of_one(gradient, w0, learning_rate, steps):
    """The gradient was scaled to length one, so that every step is as long as the learning rate:
    steps get shorter by themselves where the ground is flat.
    """
    points = [np.array(w0, dtype=float)]
    for _ in range(steps):
        g = gradient(points[-1])
        points.append(points[-1] - learning_rate * g / np.linalg.norm(g))
    return points[-1], np.array(points)


def rate_decays(gradient, w0, learning_rate, steps):
    """The learning rate shrinks from step to step; here it stays as it is."""
    points = [np.array(w0, dtype=float)]
    for t in range(steps):
        points.append(points[-1] - learning_rate / (t + 1) * gradient(points[-1]))
    return points[-1], np.array(points)


def whole_numbers(gradient, w0, learning_rate, steps):
    """The path was stored in an array of w0's kind: a start of whole numbers cuts off all digits
    behind the point.
    """
    path = np.zeros((steps + 1, len(w0)), dtype=w0.dtype)
    path[0] = w0
    for t in range(steps):
        path[t + 1] = path[t] - learning_rate * gradient(path[t])
    return path[-1], path


def start_for_last(gradient, w0, learning_rate, steps):
    """The path is right, but the start came back as w: return the last point."""
    points = _walk(gradient, w0, learning_rate, steps)
    return points[0], np.array(points)


def stops_where_flat(gradient, w0, learning_rate, steps):
    """The loop stopped early where the ground was flat: every step that was asked for is taken, so
    that the path always has one row more than steps.
    """
    points = _walk(gradient, w0, learning_rate, steps)
    flat = [t for t, w in enumerate(points) if not gradient(w).any()]
    points = points[: flat[0] + 1] if flat else points
    return points[-1], np.array(points)


def without_rate(gradient, w0, learning_rate, steps):
    """The learning rate was not used: the whole gradient was subtracted."""
    points = _walk(gradient, w0, 1.0, steps)
    return points[-1], np.array(points)


def first_row_empty(gradient, w0, learning_rate, steps):
    """The first row of the path was never filled: it is the start w0."""
    points = _walk(gradient, w0, learning_rate, steps)
    return points[-1], np.array([np.zeros(len(w0)), *points[1:]])


def whole_numbers_in_place(gradient, w0, learning_rate, steps):
    """The copy of w0 holds whole numbers where w0 does, and `-=` cannot put a number with a
    fraction into it: make a copy of floats, or a new array in each step.
    """
    w = w0.copy()
    points = [w0.copy()]
    for _ in range(steps):
        w -= learning_rate * gradient(w)
        points.append(w.copy())
    return w, np.array(points)
