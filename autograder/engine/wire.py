"""The codec between judge and player: plain values are copied, everything else is a handle.

One byte of kind, then the content; sizes are little-endian 64-bit. The reader trusts nothing:
depth, count and bytes are bounded, dtypes come from a list, no code of the sender is ever run.
"""

import struct

import numpy as np

MAX_DEPTH = 32
MAX_ITEMS = 1_000_000
MAX_BYTES = 64 * 2**20
DTYPES = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
DTYPES += ("float16", "float32", "float64", "complex64", "complex128")

_SIZE = struct.Struct("<q")
_FLOAT = struct.Struct("<d")


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
    writer = _Writer(keep)
    writer.write(value, 0)
    return b"".join(writer.parts)


def decode(data, resolve):
    """Return the value that `encode` wrote; `resolve(handle)` stands in for what stayed behind.

    Raises
    ------
    WireError
        The bytes are no message.
    """
    reader = _Reader(memoryview(data), resolve)
    try:
        value = reader.read(0)
    except (struct.error, UnicodeDecodeError, IndexError, TypeError, OverflowError) as error:
        raise WireError(f"not a message: {error}") from None
    if reader.at != len(data):
        raise WireError("bytes are left over behind the message")
    return value


class _Writer:
    def __init__(self, keep):
        self.keep, self.parts, self.items, self.bytes = keep, [], 0, 0

    def write(self, value, depth):
        self.items += 1
        if depth > MAX_DEPTH or self.items > MAX_ITEMS:
            raise WireError(f"deeper than {MAX_DEPTH} or more than {MAX_ITEMS} items")
        for kind, write in _EXACT.get(type(value), ()):
            self._put(kind)
            return write(self, value, depth)
        if isinstance(value, np.generic) and value.dtype.name in DTYPES:
            self._put(b"g")
            return self._array(np.asarray(value), depth)
        self._put(b"h")
        return self._handle(self.keep(value), depth)

    def _put(self, data):
        self.bytes += len(data)
        if self.bytes > MAX_BYTES:
            raise WireError(f"more than {MAX_BYTES // 2**20} MiB")
        self.parts.append(data)

    def _sized(self, data):
        self._put(_SIZE.pack(len(data)))
        self._put(data)

    def _nothing(self, value, depth):
        pass

    def _bool(self, value, depth):
        self._put(b"\1" if value else b"\0")

    def _int(self, value, depth):
        self._sized(value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True))

    def _float(self, value, depth):
        self._put(_FLOAT.pack(value))

    def _complex(self, value, depth):
        self._put(_FLOAT.pack(value.real) + _FLOAT.pack(value.imag))

    def _str(self, value, depth):
        self._sized(value.encode("utf-8", "surrogatepass"))

    def _items(self, value, depth):
        self._put(_SIZE.pack(len(value)))
        for item in value:
            self.write(item, depth + 1)

    def _dict(self, value, depth):
        self._items([part for pair in value.items() for part in pair], depth)

    def _array(self, value, depth):
        if value.dtype.name not in DTYPES:
            raise WireError(f"an array of {value.dtype} cannot cross")
        self._str(value.dtype.name, depth)
        self._put(struct.pack("<B", value.ndim))
        self._put(struct.pack(f"<{value.ndim}q", *value.shape))
        self._sized(np.ascontiguousarray(value).tobytes())

    def _array_or_handle(self, value, depth):
        if value.dtype.name in DTYPES:
            self._put(b"a")
            return self._array(value, depth)
        self._put(b"h")
        return self._handle(self.keep(value), depth)

    def _generator(self, value, depth):
        state = value.bit_generator.state
        if state["bit_generator"] != "PCG64":
            raise WireError(f"a generator on {state['bit_generator']} cannot cross")
        self.write(state, depth + 1)

    def _handle(self, handle, depth):
        self._items([handle.number, handle.kind, handle.name, handle.text], depth)


_EXACT = {
    type(None): [(b"n", _Writer._nothing)],
    bool: [(b"b", _Writer._bool)],
    int: [(b"i", _Writer._int)],
    float: [(b"f", _Writer._float)],
    complex: [(b"c", _Writer._complex)],
    str: [(b"s", _Writer._str)],
    bytes: [(b"y", lambda writer, value, depth: writer._sized(value))],
    list: [(b"l", _Writer._items)],
    tuple: [(b"t", _Writer._items)],
    set: [(b"S", _Writer._items)],
    dict: [(b"d", _Writer._dict)],
    np.ndarray: [(b"", _Writer._array_or_handle)],
    np.random.Generator: [(b"r", _Writer._generator)],
    Handle: [(b"h", _Writer._handle)],
}


class _Reader:
    def __init__(self, data, resolve):
        self.data, self.resolve, self.at, self.items = data, resolve, 0, 0

    def read(self, depth):
        self.items += 1
        if depth > MAX_DEPTH + 2 or self.items > MAX_ITEMS:
            raise WireError("too deep or too many items")
        kind = bytes(self._take(1))
        if kind not in _READERS:
            raise WireError(f"unknown kind {kind!r}")
        return _READERS[kind](self, depth)

    def _take(self, size):
        if size < 0 or self.at + size > len(self.data):
            raise WireError("the message is cut short")
        self.at += size
        return self.data[self.at - size : self.at]

    def _size(self):
        return _SIZE.unpack(self._take(8))[0]

    def _sized(self):
        return bytes(self._take(self._size()))

    def _str(self, depth=0):
        return self._sized().decode("utf-8", "surrogatepass")

    def _float(self, depth=0):
        return _FLOAT.unpack(self._take(8))[0]

    def _items(self, depth):
        count = self._size()
        if not 0 <= count <= MAX_ITEMS:
            raise WireError("a length out of bounds")
        return [self.read(depth + 1) for _ in range(count)]

    def _dict(self, depth):
        items = self._items(depth)
        if len(items) % 2:
            raise WireError("a dict with half a pair")
        return dict(zip(items[::2], items[1::2], strict=True))

    def _array(self, depth=0):
        name = self._str()
        if name not in DTYPES:
            raise WireError(f"an array of {name!r} cannot cross")
        ndim = self._take(1)[0]
        shape = struct.unpack(f"<{ndim}q", self._take(8 * ndim))
        content = self._sized()
        dtype = np.dtype(name)
        count = 1
        for length in shape:
            count *= length
        if ndim > MAX_DEPTH or min(shape, default=0) < 0 or count * dtype.itemsize != len(content):
            raise WireError("an array whose shape and bytes disagree")
        return np.frombuffer(bytearray(content), dtype=dtype).reshape(shape)

    def _generator(self, depth):
        state = self.read(depth + 1)
        generator = np.random.Generator(np.random.PCG64(0))
        try:
            generator.bit_generator.state = state
        except (TypeError, ValueError, KeyError) as error:
            raise WireError(f"not a generator's state: {error}") from None
        return generator

    def _handle(self, depth):
        items = self._items(depth)
        types = (int, str, str, str)
        if len(items) != 4 or not all(map(isinstance, items, types)):
            raise WireError("not a handle")
        return self.resolve(Handle(*items))


_READERS = {
    b"n": lambda reader, depth: None,
    b"b": lambda reader, depth: reader._take(1)[0] == 1,
    b"i": lambda reader, depth: int.from_bytes(reader._sized(), "little", signed=True),
    b"f": _Reader._float,
    b"c": lambda reader, depth: complex(reader._float(), reader._float()),
    b"s": _Reader._str,
    b"y": lambda reader, depth: reader._sized(),
    b"l": _Reader._items,
    b"t": lambda reader, depth: tuple(reader._items(depth)),
    b"S": lambda reader, depth: set(reader._items(depth)),
    b"d": _Reader._dict,
    b"a": _Reader._array,
    b"g": lambda reader, depth: reader._array()[()],
    b"r": _Reader._generator,
    b"h": _Reader._handle,
}
