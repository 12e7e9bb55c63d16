"""The codec between judge and player: plain values are copied, everything else is a handle.

The bytes are MessagePack; what it does not know has an extension code below. The reader trusts
nothing: depth, containers and bytes are bounded, dtypes come from a list, and no code of the
sender is ever run.
"""

import math
import struct
from functools import lru_cache

import msgpack
import numpy as np

from autograder.engine import generators

MAX_DEPTH = 32
MAX_CONTAINERS = 200_000
MAX_BYTES = 32 * 2**20
DTYPES = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
DTYPES += ("float16", "float32", "float64", "complex64", "complex128")

TUPLE, SET, COMPLEX, INTEGER, ARRAY, SCALAR, GENERATOR, HANDLE = range(1, 9)
_DTYPE_OF = [np.dtype(name) for name in DTYPES]
_CODE_OF = {dtype: code for code, dtype in enumerate(_DTYPE_OF)}


class WireError(ValueError):
    """Bytes that are no message, or a value too large or too deep to cross."""


class Handle:
    """Something that stays on the other side: its number, and what it says of itself."""

    def __init__(self, number, kind, name, text):
        self.number, self.kind, self.name, self.text = number, kind, name, text


def encode(value, keep):
    """Return `value` as bytes.

    Parameters
    ----------
    value : object
        None, bool, int, float, complex, str, bytes, list, tuple, dict, set, a numpy array or scalar
        of a plain dtype, a `numpy.random.Generator`, nested as one likes.
    keep : callable
        Called with anything else; returns its `Handle`.

    Raises
    ------
    WireError
        Too large, too deep.
    """
    try:
        data = _Writer(keep).pack(value)
    except (ValueError, OverflowError, RecursionError, UnicodeEncodeError, MemoryError) as error:
        raise WireError(f"it cannot cross: {error}") from None
    if len(data) > MAX_BYTES:
        raise WireError(f"more than {MAX_BYTES // 2**20} MiB")
    return data


def decode(data, resolve):
    """Return the value that `encode` wrote; `resolve(handle)` stands in for what stayed behind.

    Raises
    ------
    WireError
        The bytes are no message.
    """
    try:
        return _Reader(resolve).unpack(data)
    except WireError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError) as error:
        raise WireError(f"not a message: {error}") from None
    except (msgpack.UnpackException, struct.error, MemoryError) as error:
        raise WireError(f"not a message: {error}") from None


class _Writer:
    def __init__(self, keep):
        self._keep, self._depth = keep, 0

    def pack(self, value):
        """The bytes of a value; called again for what stands inside an extension."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise WireError(f"deeper than {MAX_DEPTH}")
        data = msgpack.packb(
            value, default=self._extension, strict_types=True, unicode_errors="surrogatepass"
        )
        self._depth -= 1
        return data

    def _extension(self, value):
        kind = type(value)
        if kind is np.ndarray and (head := _head(value.dtype, value.shape)):
            return msgpack.ExtType(ARRAY, head + value.tobytes())
        if kind is tuple:
            return msgpack.ExtType(TUPLE, self.pack(list(value)))
        if kind is Handle:
            return self._handle(value)
        if isinstance(value, np.generic) and value.dtype in _CODE_OF:
            return msgpack.ExtType(SCALAR, _head(value.dtype, ()) + value.tobytes())
        if kind is np.str_:
            return value.item()
        if kind is np.random.Generator:
            return msgpack.ExtType(GENERATOR, generators.to_bytes(value))
        if kind is set:
            return msgpack.ExtType(SET, self.pack(list(value)))
        if kind is complex:
            return msgpack.ExtType(COMPLEX, struct.pack("<2d", value.real, value.imag))
        if kind is int:
            size = value.bit_length() // 8 + 1
            return msgpack.ExtType(INTEGER, value.to_bytes(size, "little", signed=True))
        return self._handle(self._keep(value))

    def _handle(self, handle):
        fields = [handle.number, handle.kind, handle.name, handle.text]
        return msgpack.ExtType(HANDLE, self.pack(fields))


@lru_cache(maxsize=1024)
def _head(dtype, shape):
    """What stands before the content of an array; nothing if its dtype cannot cross."""
    if dtype not in _CODE_OF:
        return b""
    return struct.pack(f"<BB{len(shape)}q", _CODE_OF[dtype], len(shape), *shape)


class _Reader:
    def __init__(self, resolve):
        self._resolve, self._depth, self._containers = resolve, 0, 0

    def unpack(self, data):
        """The value of some bytes; called again for what stands inside an extension."""
        self._depth += 1
        if self._depth > MAX_DEPTH + 2:
            raise WireError("too deep")
        value = msgpack.unpackb(
            data,
            ext_hook=self._extension,
            list_hook=self._count,
            object_hook=self._count,
            strict_map_key=False,
            unicode_errors="surrogatepass",
        )
        self._depth -= 1
        return value

    def _count(self, container):
        self._containers += 1
        if self._containers > MAX_CONTAINERS:
            raise WireError(f"more than {MAX_CONTAINERS:,} lists and dicts")
        return container

    def _extension(self, code, data):
        if code == TUPLE:
            return tuple(self._items(data))
        if code == ARRAY:
            return _array(data)
        if code == SCALAR:
            return _array(data)[()]
        if code == HANDLE:
            return self._handle(data)
        if code == GENERATOR:
            return generators.from_bytes(data)
        if code == SET:
            return set(self._items(data))
        if code == COMPLEX:
            return complex(*struct.unpack("<2d", data))
        if code == INTEGER:
            return int.from_bytes(data, "little", signed=True)
        raise WireError(f"unknown kind {code}")

    def _items(self, data):
        items = self.unpack(data)
        if type(items) is not list:
            raise WireError("not a list of items")
        return items

    def _handle(self, data):
        fields = self._items(data)
        types = (int, str, str, str)
        if len(fields) != 4 or not all(map(isinstance, fields, types)):
            raise WireError("not a handle")
        return self._resolve(Handle(*fields))


def _array(data):
    start = 2 + 8 * data[1]
    dtype, shape, size = _form(data[:start])
    if size != len(data) - start:
        raise WireError("an array of another size than its shape tells")
    return np.ndarray(shape, dtype, bytearray(data[start:]))  # the learner's may be written to


@lru_cache(maxsize=1024)
def _form(head):
    """The dtype, the shape and the number of bytes that the head of an array tells."""
    code, ndim, *shape = struct.unpack(f"<BB{head[1]}q", head)
    if min(shape, default=0) < 0:
        raise WireError("an array of negative length")
    dtype = _DTYPE_OF[code]
    return dtype, tuple(shape), math.prod(shape) * dtype.itemsize
