import numpy as np
import pytest

from course.probes.copies import copied, same


class Clock:
    def __init__(self, ticks):
        self.ticks, self.times = ticks, np.zeros(2)


VALUES = [
    3,
    np.nan,
    "w",
    None,
    np.arange(6.0).reshape(2, 3).T,
    np.array([[1.0], "two", None], dtype=object),
    (np.ones(2), [1, {"m": np.zeros(3)}]),
    {"W1": np.eye(2), 2: (True, 1j)},
    {1, 2},
    Clock(3),
    len,
]


def test_equal_to_the_last_bit_means_type_shape_and_kind_too():
    a = np.array([1.0, np.nan])
    assert same(a, a.copy()) and same({"w": [a]}, {"w": [a.copy()]}) and same(np.nan, np.nan)
    assert not same(a, a.reshape(2, 1)) and not same(a, a.astype(np.float32))
    assert not same(np.nan, 1.0) and not same([np.nan], [1.0]) and not same(1.0, np.nan)
    assert not same([1.0], (1.0,)) and not same({"a": 1}, {"b": 1}) and not same(1, 1.0)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_copy_is_the_same(value):
    assert same(value, copied(value)) and type(copied(value)) is type(value)


def test_a_copy_shares_nothing_with_its_original():
    value = {"m": [np.zeros(2), (np.zeros(3), [1])], "clock": Clock(0)}
    other = copied(value)
    other["m"][0][:] = other["m"][1][0][:] = 7
    other["m"][1][1].append(2)
    other["clock"].times[0] = 1
    assert same(value, {"m": [np.zeros(2), (np.zeros(3), [1])], "clock": Clock(0)})
    assert not same(value, other)


def test_an_object_of_a_learners_class_is_the_same_if_its_attributes_are():
    assert same(Clock(1), Clock(1)) and not same(Clock(1), Clock(2))
    moved = Clock(1)
    moved.times[1] = 1
    assert not same(Clock(1), moved)


def test_arrays_of_objects_are_compared_by_what_they_hold():
    def memory(last):
        return np.array([np.zeros(2), None, last], dtype=object)

    assert same(memory([1.0]), memory([1.0])) and not same(memory([1.0]), memory([2.0]))
