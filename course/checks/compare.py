"""How a difference between two answers is said. When they agree stands in `agreement`."""

import math
from dataclasses import dataclass

import numpy as np

from course.checks.agreement import (
    RELATIVE,
    agree,
    closeness,
    entries,
    of_one_kind,
    plain_array,
    python_scalar,
)


@dataclass(frozen=True)
class Difference:
    """The first place where an answer differs: of which kind it is, and one sentence."""

    kind: str  # none, type, shape, length, keys, not finite, value
    sentence: str


def difference(got, expected, *, relative=RELATIVE, names=(), where=""):
    """Return the first `Difference` of `got` from `expected`, or None when they agree.

    `names` are the words for the entries of a returned tuple, `where` stands before the sentence.
    """
    if agree(got, expected, relative):
        return None
    if got is None and expected is not None:
        return Difference("none", f"{_place(where)}None came back: is a `return` missing?")
    if isinstance(expected, dict):
        return _of_dicts(got, expected, where, relative)
    if isinstance(expected, list | tuple):
        return _of_sequences(got, expected, names, where, relative)
    if isinstance(expected, np.ndarray):
        return _of_arrays(got, expected, where, relative)
    if isinstance(expected, bool | str) or expected is None:
        return _of_exact(got, expected, where)
    return _of_numbers(got, expected, where)


def _place(where):
    return f"{where}: " if where else ""


def _of_dicts(got, expected, where, relative):
    if not isinstance(got, dict):
        return _wrong_type(got, "a dict", where)
    if got.keys() != expected.keys():
        keys, wanted = sorted(map(repr, got)), sorted(map(repr, expected))
        text = f"{_place(where)}the keys are {', '.join(keys)}; expected {', '.join(wanted)}"
        return Difference("keys", text)
    key = next(key for key in expected if not agree(got[key], expected[key], relative))
    at = f"{where}[{key!r}]" if where else f"at {key!r}"
    return difference(got[key], expected[key], relative=relative, where=at)


def _of_sequences(got, expected, names, where, relative):
    kind, got = "a tuple" if isinstance(expected, tuple) else "a list", entries(got, expected)
    if not isinstance(got, list | tuple):
        wanted = f"{kind} of {len(expected)}" + (f" ({', '.join(names)})" if names else "")
        return _wrong_type(got, wanted, where)
    if len(got) != len(expected):
        text = f"{_place(where)}{len(got)} values came back; expected {len(expected)}"
        return Difference("length", text + (f": {', '.join(names)}" if names else ""))
    i = next(i for i, right in enumerate(expected) if not agree(got[i], right, relative))
    at = _entry(where, names, i)
    return difference(got[i], expected[i], relative=relative, where=at)


def _entry(where, names, i):
    if names and not where:
        return names[i]
    return f"{where}, entry {i}" if where else f"entry {i}"


def _of_arrays(got, expected, where, relative):
    array = plain_array(got)
    if array is None:
        return _wrong_type(got, f"an array of shape {expected.shape}", where)
    if array.shape != expected.shape:
        text = f"{_place(where)}the shape is {array.shape}; expected {expected.shape}"
        return Difference("shape", text)
    if not of_one_kind(array, expected):
        return _wrong_type(got, "an array of True and False", where)
    close = closeness(array, expected, relative)
    i = tuple(map(int, np.unravel_index(close.argmin(), close.shape)))
    at = f"{where}[{', '.join(map(str, i))}]" if i else where
    wrong = close.size - np.count_nonzero(close)
    others = f" ({wrong} of {close.size} entries differ)" if close.size > 1 else ""
    return _of_values(float(array[i]), float(expected[i]), at, others)


def _of_exact(got, expected, where):
    got = python_scalar(got)
    if type(got) is not type(expected):
        return _wrong_type(got, repr(expected), where)
    return Difference("value", f"{_place(where)}got {got!r}; expected {expected!r}")


def _of_numbers(got, expected, where):
    if type(got) is np.ndarray and got.ndim:
        text = f"{_place(where)}an array of shape {got.shape} came back; expected one number"
        return Difference("shape", text)
    array = plain_array(got)
    if array is None or isinstance(got, bool):
        return _wrong_type(got, "a number", where)
    return _of_values(float(array), float(expected), where)


def _of_values(got, expected, where, others=""):
    if not math.isfinite(got):
        text = f"{_place(where)}the value is {got}; expected {number(expected)}{others}"
        return Difference("not finite", text)
    got_text, expected_text = number(got), number(expected)
    if got_text == expected_text:
        got_text, expected_text = repr(got), repr(expected)
    return Difference("value", f"{_place(where)}got {got_text}; expected {expected_text}{others}")


def number(value):
    """Return a number as a learner reads it: six digits."""
    return f"{value:.6g}"


def _wrong_type(got, wanted, where):
    kind = type(got).__name__
    article = "an" if kind[:1].lower() in "aeiou" else "a"
    if isinstance(got, np.ndarray) and type(got) is np.ndarray:
        kind, article = f"array of {got.dtype} with shape {got.shape}", "an"
    return Difference("type", f"{_place(where)}{article} {kind} came back; expected {wanted}")
