"""When two answers agree, and how a difference is said."""

import math
from dataclasses import dataclass

import numpy as np

RELATIVE, RELATIVE_FLOAT32 = 1e-6, 1e-4
ABSOLUTE_PART = 1e-2  # of the relative tolerance: what rounding leaves of a zero, float32 too


@dataclass(frozen=True)
class Difference:
    """The first place where an answer differs: of which kind it is, and one sentence."""

    kind: str  # none, type, shape, length, keys, not finite, value
    sentence: str


def difference(got, expected, *, relative=RELATIVE, names=(), where=""):
    """Return the first `Difference` of `got` from `expected`, or None when they agree.

    Numbers agree within `relative * (|expected| + 0.01)`; nan agrees with nan.
    `names` are the words for the entries of a returned tuple.
    """
    limits = {"relative": relative}
    if got is None and expected is not None:
        return Difference("none", f"{_place(where)}None came back: is a `return` missing?")
    if isinstance(expected, dict):
        return _of_dicts(got, expected, where, limits)
    if isinstance(expected, list | tuple):
        return _of_sequences(got, expected, names, where, limits)
    if isinstance(expected, np.ndarray):
        return _of_arrays(got, expected, where, limits)
    if isinstance(expected, bool | str) or expected is None:
        return _of_exact(got, expected, where)
    return _of_numbers(got, expected, where, limits)


def tolerance_for(arguments):
    """The relative tolerance that the precision of a case's arguments allows."""
    return RELATIVE_FLOAT32 if _has_float32(arguments) else RELATIVE


def _has_float32(value):
    if isinstance(value, dict):
        return any(map(_has_float32, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_has_float32, value))
    return getattr(value, "dtype", None) == np.float32


def _place(where):
    return f"{where}: " if where else ""


def _of_dicts(got, expected, where, limits):
    if not isinstance(got, dict):
        return _wrong_type(got, "a dict", where)
    if set(got) != set(expected):
        keys, wanted = sorted(map(repr, got)), sorted(map(repr, expected))
        text = f"{_place(where)}the keys are {', '.join(keys)}; expected {', '.join(wanted)}"
        return Difference("keys", text)
    entries = ((f"{where}[{key!r}]" if where else f"at {key!r}", key) for key in expected)
    return _first(difference(got[key], expected[key], where=at, **limits) for at, key in entries)


def _of_sequences(got, expected, names, where, limits):
    kind = "a tuple" if isinstance(expected, tuple) else "a list"
    if isinstance(got, np.ndarray) and isinstance(expected, list) and got.ndim:
        got = list(got)
    if not isinstance(got, list | tuple):
        wanted = f"{kind} of {len(expected)}" + (f" ({', '.join(names)})" if names else "")
        return _wrong_type(got, wanted, where)
    if len(got) != len(expected):
        text = f"{_place(where)}{len(got)} values came back; expected {len(expected)}"
        return Difference("length", text + (f": {', '.join(names)}" if names else ""))
    pairs = zip(got, expected, strict=True)
    return _first(
        difference(mine, right, where=_entry(where, names, i), **limits)
        for i, (mine, right) in enumerate(pairs)
    )


def _entry(where, names, i):
    if names and not where:
        return names[i]
    return f"{where}, entry {i}" if where else f"entry {i}"


def _of_arrays(got, expected, where, limits):
    if isinstance(got, list | tuple):
        return _wrong_type(got, f"an array of shape {expected.shape}", where)
    array = _plain_array(got)
    if array is None:
        return _wrong_type(got, f"an array of shape {expected.shape}", where)
    if array.shape != expected.shape:
        text = f"{_place(where)}the shape is {array.shape}; expected {expected.shape}"
        return Difference("shape", text)
    if np.asarray(expected).dtype.kind == "b" and array.dtype.kind != "b":
        return _wrong_type(got, "an array of True and False", where)
    return _of_entries(array, expected, where, limits)


def _of_entries(array, expected, where, limits):
    a, e = array.astype(float), expected.astype(float)
    with np.errstate(all="ignore"):
        beyond = np.abs(a - e) - limits["relative"] * (np.abs(e) + ABSOLUTE_PART)
    if beyond.max(initial=-1.0) <= 0:  # never so where something is infinite or nan
        return None
    agree = (beyond <= 0) | (a == e) | (np.isnan(a) & np.isnan(e))
    if agree.all():
        return None
    i = tuple(map(int, np.unravel_index(agree.argmin(), agree.shape)))
    at = f"{where}[{', '.join(map(str, i))}]" if i else where
    wrong = agree.size - np.count_nonzero(agree)
    others = f" ({wrong} of {agree.size} entries differ)" if agree.size > 1 else ""
    return _of_values(float(a[i]), float(e[i]), at, others)


def _of_exact(got, expected, where):
    if type(got) in (np.bool_, np.str_):
        got = got.item()
    if type(got) is not type(expected):
        return _wrong_type(got, repr(expected), where)
    if got != expected:
        return Difference("value", f"{_place(where)}got {got!r}; expected {expected!r}")
    return None


def _of_numbers(got, expected, where, limits):
    if isinstance(got, np.ndarray) and got.ndim and type(got) is np.ndarray:
        text = f"{_place(where)}an array of shape {got.shape} came back; expected one number"
        return Difference("shape", text)
    array = _plain_array(got)
    if array is None or isinstance(got, bool):
        return _wrong_type(got, "a number", where)
    mine, right = float(array), float(expected)
    if abs(mine - right) - limits["relative"] * (abs(right) + ABSOLUTE_PART) <= 0:
        return None  # nearly always; never where something is infinite or nan
    return _of_entries(array, np.asarray(expected), where, limits)


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


def _plain_array(value):
    """A real numeric array without tricks (masked arrays, objects, subclasses), or None."""
    if type(value) in (int, float, bool) or isinstance(value, np.number | np.bool_):
        value = np.asarray(value)
    if type(value) is not np.ndarray or value.dtype.kind not in "biuf":
        return None
    return value


def _wrong_type(got, wanted, where):
    kind = type(got).__name__
    article = "an" if kind[:1].lower() in "aeiou" else "a"
    if isinstance(got, np.ndarray) and type(got) is np.ndarray:
        kind, article = f"array of {got.dtype} with shape {got.shape}", "an"
    return Difference("type", f"{_place(where)}{article} {kind} came back; expected {wanted}")


def _first(differences):
    return next((found for found in differences if found is not None), None)
