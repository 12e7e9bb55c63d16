"""Calling a function that the learner wrote, where a mistake is a sentence and not a traceback."""

import html

import numpy as np


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


def ask(function, *arguments, **settings):
    """Return what the learner's function returns; its exceptions become a `LearnerError`."""
    name = getattr(function, "__name__", "the function")
    try:
        return function(*arguments, **settings)
    except LearnerError:
        raise
    except NotImplementedError as error:
        raise LearnerError(
            f"{name} is not written yet. Write it above, run check({name}), then this cell again."
        ) from error
    except Exception as error:
        raise LearnerError(
            f"{name} stopped with {type(error).__name__}: {error}. The picture needs it to work: "
            f"run check({name}) and see what it says."
        ) from error


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
