"""Calling a function that the learner wrote, where a mistake is a sentence and not a traceback."""

import html
import time
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np

from course.checks.timer import TimeLimit, Timer

PATIENCE = 5.0  # seconds that one picture waits for the learner's functions, all calls together


class LearnerError(Exception):
    """What went wrong in a function of the learner's, as a sentence to read."""


class Sentence:
    """A sentence that stands where the picture would."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        return f'<p role="alert">{html.escape(self.text)}</p>'


class _Patience:
    """The seconds that are left for a learner's functions; their outermost call is timed."""

    def __init__(self, seconds):
        self.seconds = self._left = seconds
        self.busy = False

    def call(self, function, arguments, settings):
        """Return what the function returns; raises `TimeLimit` once nothing is left."""
        if self.busy:
            return function(*arguments, **settings)
        timer, begun = Timer(self._left), time.monotonic()
        self.busy = True
        try:
            timer.start()
            return function(*arguments, **settings)
        finally:
            timer.stop()
            self.busy = False
            self._left = max(0.0, self._left - (time.monotonic() - begun))


_patience = ContextVar("patience")


@contextmanager
def patience(seconds=PATIENCE):
    """Give the calls of `ask` in this block so many seconds together."""
    before = _patience.set(_Patience(seconds))
    try:
        yield
    finally:
        _patience.reset(before)


def ask(function, *arguments, **settings):
    """Return what the learner's function returns; what goes wrong becomes a `LearnerError`."""
    waiting, begun = _patience.get(None) or _Patience(PATIENCE), time.monotonic()
    try:
        return waiting.call(function, arguments, settings)
    except LearnerError:
        raise
    except (Exception, TimeLimit, SystemExit) as error:
        late = isinstance(error, TimeLimit)
        if late and waiting.busy and time.monotonic() - begun < waiting.seconds / 2:
            raise  # the function that calls this one again and again is the one to name
        name = getattr(function, "__name__", "the function")
        raise LearnerError(_sentence(name, error, waiting.seconds)) from error


def _sentence(name, error, seconds):
    if isinstance(error, NotImplementedError):
        return (
            f"{name} is not written yet. Write it above, run check({name}), then this cell again."
        )
    if isinstance(error, TimeLimit):
        return (
            f"The picture waited {seconds:g} seconds for {name} and stopped it: does a loop in it "
            f"lack its end? Run check({name}) and see what it says."
        )
    return (
        f"{name} stopped with {type(error).__name__}: {error}. The picture needs it to work: "
        f"run check({name}) and see what it says."
    )


def numbers(value, shape, called):
    """Return `value` as a float array of `shape`, or say what came instead.

    Parameters
    ----------
    value : what a learner's function returned
    shape : tuple of int
    called : str
        The call as the learner would write it, such as "gradient_descent(…)[1]".
    """
    wanted = f"an array of shape {shape}" if shape else "a number"
    if value is None:
        raise LearnerError(f"{called} returned None; expected {wanted}. Is a return missing?")
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise LearnerError(f"{called} is {value!r:.60}; expected {wanted}.") from None
    if array.shape != shape:
        raise LearnerError(f"{called} has shape {array.shape}; expected {wanted}.")
    return array
