"""Plain values to JSON and back, for sheets: arrays keep their dtype, numbers ten digits.

A value that JSON does not know becomes a dict with one key that starts with `$`.
"""

import dataclasses
import math

import numpy as np

from course import landscapes, suspects, training
from course.probes import Rng

_HOMES = (landscapes, suspects, training)  # whose objects' methods may stand in a sheet
DIGITS = 10  # expected values are rounded, so that another BLAS gives the same bytes


def encode(value, *, exact=False):
    """Return `value` as JSON data; floats keep `DIGITS` significant digits unless `exact`.

    Raises
    ------
    TypeError
        The value is neither plain nor a function of `course.landscapes`.
    """
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, np.bool_ | np.integer):
        return value.item()
    if isinstance(value, float | np.floating):
        return _encode_float(float(value), exact)
    if isinstance(value, np.ndarray):
        return _encode_array(value, exact)
    if isinstance(value, list):
        return [encode(item, exact=exact) for item in value]
    if isinstance(value, tuple):
        return {"$tuple": [encode(item, exact=exact) for item in value]}
    if isinstance(value, dict):
        return _encode_dict(value, exact)
    if isinstance(value, Rng):
        return {"$rng": value.seed}
    if callable(value):
        return _encode_callable(value)
    raise TypeError(f"{type(value).__name__} is not a plain value, so it cannot stand in a sheet")


def decode(data):
    """Return the value that `encode` wrote as `data`."""
    if isinstance(data, list):
        return [decode(item) for item in data]
    if not isinstance(data, dict):
        return data
    if len(data) == 1:
        (key, content), *_ = data.items()
        if key in _DECODERS:
            return _DECODERS[key](content)
    return {key: decode(item) for key, item in data.items()}


def _encode_float(value, exact):
    if not math.isfinite(value):
        return {"$float": repr(value)}
    return value if exact else float(f"{value:.{DIGITS}g}") + 0.0  # + 0.0 turns -0.0 into 0.0


def _encode_array(array, exact):
    if array.dtype.kind not in "biuf":
        raise TypeError(f"an array of {array.dtype} is not plain, so it cannot stand in a sheet")
    items = [encode(item, exact=exact) for item in array.ravel().tolist()]
    return {"$array": {"dtype": array.dtype.name, "shape": list(array.shape), "items": items}}


def _decode_array(content):
    items = [decode(item) for item in content["items"]]
    return np.array(items, dtype=content["dtype"]).reshape(content["shape"])


def _encode_dict(value, exact):
    if all(isinstance(key, str) and not key.startswith("$") for key in value):
        return {key: encode(item, exact=exact) for key, item in value.items()}
    pairs = [[encode(key, exact=exact), encode(item, exact=exact)] for key, item in value.items()]
    return {"$dict": pairs}


def _encode_callable(value):
    """A method of an object of one of the homes, or a function of `course.landscapes`, by name."""
    owner = getattr(value, "__self__", None)
    if owner is None:
        if getattr(landscapes, value.__name__, None) is not value:
            raise TypeError(f"{value.__name__} is not in course.landscapes: a sheet holds no code")
        return {"$function": value.__name__}
    given = {field.name: getattr(owner, field.name) for field in dataclasses.fields(owner)}
    encoded = {name: encode(item, exact=True) for name, item in given.items()}
    return {"$method": [type(owner).__name__, encoded, value.__name__]}


def _decode_method(content):
    owner, fields, name = content
    home = next(module for module in _HOMES if hasattr(module, owner))
    return getattr(getattr(home, owner)(**decode(fields)), name)


_DECODERS = {
    "$float": float,
    "$tuple": lambda items: tuple(decode(items)),
    "$array": _decode_array,
    "$dict": lambda pairs: {_key(decode(key)): decode(item) for key, item in pairs},
    "$rng": Rng,
    "$function": lambda name: getattr(landscapes, name),
    "$method": _decode_method,
}


def _key(value):
    return tuple(value) if isinstance(value, list) else value
