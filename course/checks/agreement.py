"""When two answers agree. How a difference is said stands in `compare`."""

import numpy as np

RELATIVE, RELATIVE_FLOAT32 = 1e-6, 1e-4
ABSOLUTE_PART = 1e-2  # of the relative tolerance: what rounding leaves of a zero, float32 too


def tolerance_for(arguments):
    """The relative tolerance that the precision of a case's arguments allows."""
    return RELATIVE_FLOAT32 if _has_float32(arguments) else RELATIVE


def _has_float32(value):
    if isinstance(value, dict):
        return any(map(_has_float32, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_has_float32, value))
    return getattr(value, "dtype", None) == np.float32


def agree(got, expected, relative=RELATIVE):
    """Tell whether an answer is the expected one.

    Numbers agree within `relative * (|expected| + 0.01)`; nan agrees with nan. A grader asks this
    of every known mistake, most of which an answer does not resemble: that is told first.
    """
    if isinstance(expected, dict):
        return _dicts_agree(got, expected, relative)
    if isinstance(expected, list | tuple):
        return _sequences_agree(got, expected, relative)
    if isinstance(expected, np.ndarray):
        return _arrays_agree(got, expected, relative)
    if isinstance(expected, bool | str) or expected is None:
        got = python_scalar(got)
        return type(got) is type(expected) and got == expected
    return _number_agrees(got, expected, relative)


def _dicts_agree(got, expected, relative):
    return (
        isinstance(got, dict)
        and got.keys() == expected.keys()
        and all(agree(got[key], right, relative) for key, right in expected.items())
    )


def _sequences_agree(got, expected, relative):
    got = entries(got, expected)
    return (
        isinstance(got, list | tuple)
        and len(got) == len(expected)
        and all(agree(mine, right, relative) for mine, right in zip(got, expected, strict=True))
    )


def _arrays_agree(got, expected, relative):
    array = plain_array(got)
    if array is None or array.shape != expected.shape or not of_one_kind(array, expected):
        return False
    if array.dtype == expected.dtype and array.tobytes() == expected.tobytes():
        return True
    first = (float(one.item(0)) if one.size else 0.0 for one in (array, expected))
    return _close(*first, relative) and bool(closeness(array, expected, relative).all())


def _number_agrees(got, expected, relative):
    array = plain_array(got)
    return (
        array is not None
        and not array.ndim
        and not isinstance(got, bool)
        and _close(float(array), float(expected), relative)
    )


def closeness(array, expected, relative):
    """Return for each entry of an array whether it agrees with that of another one."""
    a, e = array.astype(float), expected.astype(float)
    with np.errstate(all="ignore"):
        beyond = np.abs(a - e) - relative * (np.abs(e) + ABSOLUTE_PART)
    if beyond.max(initial=-1.0) <= 0:  # never so where something is infinite or nan
        return np.ones(a.shape, dtype=bool)
    return (beyond <= 0) | (a == e) | (np.isnan(a) & np.isnan(e))


def _close(got, expected, relative):
    """`closeness` for two floats."""
    beyond = abs(got - expected) - relative * (abs(expected) + ABSOLUTE_PART)
    return beyond <= 0 or got == expected or (got != got and expected != expected)


def plain_array(value):
    """A real numeric array without tricks (masked arrays, objects, subclasses), or None."""
    if type(value) in (int, float, bool) or isinstance(value, np.number | np.bool_):
        value = np.asarray(value)
    if type(value) is not np.ndarray or value.dtype.kind not in "biuf":
        return None
    return value


def of_one_kind(array, expected):
    """Tell whether an array holds True and False where that is expected."""
    return expected.dtype.kind != "b" or array.dtype.kind == "b"


def entries(got, expected):
    """What is compared with a list: an array's entries count as one."""
    if isinstance(got, np.ndarray) and isinstance(expected, list) and got.ndim:
        return list(got)
    return got


def python_scalar(value):
    """A truth value or a text of NumPy's as Python's own."""
    return value.item() if type(value) in (np.bool_, np.str_) else value
