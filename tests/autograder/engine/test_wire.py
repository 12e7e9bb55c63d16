"""Plain values cross and come back equal; nothing else does, and no bytes do harm."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.engine import wire

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | arrays(st.sampled_from([np.float32, np.int64, np.bool_]), array_shapes(max_side=4)),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def refuse(thing):
    raise AssertionError(f"{thing!r} was not plain")


def same(a, b):
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return type(a) is type(b) and a == b


@given(plain)
@settings(max_examples=200, deadline=None)
def test_plain_values_come_back_equal(value):
    assert same(wire.decode(wire.encode(value, refuse), refuse), value)


@given(st.binary(max_size=200))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_a_value_or_a_wire_error(data):
    with suppress(wire.WireError):
        wire.decode(data, lambda handle: None)


@given(plain, st.integers(0, 10_000), st.integers(0, 255))
@settings(max_examples=300, deadline=None)
def test_a_message_with_one_changed_byte_is_a_value_or_a_wire_error(value, place, byte):
    data = bytearray(wire.encode(value, refuse))
    data[place % len(data)] = byte
    with suppress(wire.WireError):
        wire.decode(bytes(data), lambda handle: None)


def test_a_generator_arrives_at_the_same_place_of_its_stream():
    rng = np.random.default_rng(3)
    rng.random(5)
    copy = wire.decode(wire.encode(rng, refuse), refuse)
    assert copy.random() == rng.random()


@pytest.mark.parametrize("seed", [3, np.int64(7), 2**40, [1, 2**35], None])
def test_a_generator_has_the_children_that_it_would_have_had(seed):
    rng = np.random.default_rng(seed)
    (child,) = rng.spawn(1)
    for one in (rng, child):
        there = wire.decode(wire.encode(one, refuse), refuse)
        back = wire.decode(wire.encode(there, refuse), refuse)
        drawn = [[own.random() for own in each.spawn(2)] for each in (one, there, back)]
        assert drawn[0] == drawn[1] == drawn[2]
        again = [[own.random() for own in each.spawn(1)] for each in (one, there, back)]
        assert again[0] == again[1] == again[2] != drawn[0][:1]


class OwnSeed(np.random.bit_generator.ISeedSequence):
    def generate_state(self, n_words, dtype=np.uint32):
        return np.ones(n_words, dtype)


@pytest.mark.parametrize("bits", [np.random.MT19937(1), np.random.PCG64(OwnSeed())])
def test_a_generator_of_another_make_cannot_cross(bits):
    with pytest.raises(wire.WireError, match="cannot cross"):
        wire.encode(np.random.Generator(bits), refuse)


def test_a_text_taken_from_an_array_arrives_as_a_text():
    word = np.array(["stuck", "cycling"])[1]
    assert same(wire.decode(wire.encode(word, refuse), refuse), "cycling")


@pytest.mark.parametrize("name", ["masked", "matrix", "object", "function", "subclass of int"])
def test_what_is_not_plain_becomes_a_handle(name):
    class Sly(int):
        pass

    things = {
        "masked": np.ma.masked_all(3),
        "matrix": np.asmatrix(np.eye(2)),
        "object": np.array([object()]),
        "function": len,
        "subclass of int": Sly(3),
    }
    handle = wire.Handle(1, "object", "thing", "text")
    assert wire.decode(wire.encode(things[name], lambda _: handle), lambda h: h.text) == "text"


def test_a_value_that_holds_itself_is_refused():
    loop = []
    loop.append(loop)
    with pytest.raises(wire.WireError):
        wire.encode(loop, refuse)


def test_more_bytes_than_allowed_are_refused():
    with pytest.raises(wire.WireError):
        wire.encode(np.zeros(wire.MAX_BYTES // 8 + 1), refuse)
