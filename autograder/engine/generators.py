"""A NumPy generator as bytes: its place in the stream, and the seed of which children are drawn."""

import struct

import numpy as np

_WIDE, _HALF = 16, struct.Struct("<BI")  # two numbers of 128 bits, half a draw kept back
_CHILDREN = struct.Struct("<II")  # how many there were, and the length of the entropy


def to_bytes(generator):
    """Return a `numpy.random.Generator` as bytes.

    Raises
    ------
    ValueError
        It is not made as `default_rng` makes one: on PCG64, from a SeedSequence.
    """
    return _state_bytes(generator) + _seed_bytes(generator)


def from_bytes(data):
    """Return the generator that `to_bytes` wrote."""
    state, inc = (int.from_bytes(data[i : i + _WIDE], "little") for i in (0, _WIDE))
    has_uint32, uinteger = _HALF.unpack_from(data, 2 * _WIDE)
    bits = np.random.PCG64(_Seed(data[2 * _WIDE + _HALF.size :]))
    bits.state = {
        "bit_generator": "PCG64",
        "state": {"state": state, "inc": inc},
        "has_uint32": has_uint32,
        "uinteger": uinteger,
    }
    return np.random.Generator(bits)


def _state_bytes(generator):
    state = generator.bit_generator.state
    if state["bit_generator"] != "PCG64":
        raise ValueError(f"a generator on {state['bit_generator']} cannot cross")
    numbers = (state["state"][name].to_bytes(_WIDE, "little") for name in ("state", "inc"))
    return b"".join(numbers) + _HALF.pack(state["has_uint32"], state["uinteger"])


class _Seed(np.random.bit_generator.ISpawnableSeedSequence):
    """The seed of a generator that came over; its state is known, only children are drawn of it."""

    def __init__(self, data):
        self.data = data  # as in `_seed_bytes`

    def generate_state(self, n_words, dtype=np.uint32):
        """Return anything: the state is set at once."""
        return np.zeros(n_words, dtype)

    def spawn(self, n_children):
        """Return the children that it would have had on the other side."""
        spawned, length = _CHILDREN.unpack_from(self.data)
        words = np.frombuffer(self.data, "<u4", offset=_CHILDREN.size)
        key = tuple(words[length:].tolist())
        seed = np.random.SeedSequence(words[:length], spawn_key=key, n_children_spawned=spawned)
        found = seed.spawn(n_children)
        self.data = _CHILDREN.pack(seed.n_children_spawned, length) + words.tobytes()
        return found


def _seed_bytes(generator):
    """How many children a generator's seed has had, and its numbers in words of 32 bits."""
    seed = generator.bit_generator.seed_seq
    if isinstance(seed, _Seed):
        return seed.data
    if type(seed) is not np.random.SeedSequence:
        raise ValueError(f"a generator with the seed {type(seed).__name__} cannot cross")
    own = [seed.entropy] if isinstance(seed.entropy, int | np.integer) else seed.entropy
    entropy, key = (b"".join(map(_words, numbers)) for numbers in (own, seed.spawn_key))
    return _CHILDREN.pack(seed.n_children_spawned, len(entropy) // 4) + entropy + key


def _words(number):
    number = int(number)
    return number.to_bytes(4 * max(1, -(-number.bit_length() // 32)), "little")
