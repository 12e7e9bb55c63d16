import numpy as np
import pytest

from course import probes


def test_counted_tells_how_often_a_function_argument_was_called():
    def slope(f, w, eps):
        return (f(w + eps) - f(w - eps)) / (2 * eps)

    value, calls = probes.counted(slope, f=lambda w: w**2, w=3.0, eps=0.5)
    assert (value, calls) == (6.0, 2)


def test_counted_passes_on_what_the_function_is_given_by_name():
    assert probes.counted(lambda f: f(w=2.0), f=lambda w: w + 1) == (3.0, 1)


def test_repeat_feeds_state_and_weights_back():
    def step(w, gradient, state, *, learning_rate):
        state = state + gradient
        return w - learning_rate * state, state

    path, state = probes.repeat(
        step, gradients=[1.0, 2.0, 3.0], state=0.5, w=np.array([1.0]), learning_rate=2.0
    )
    assert [w.item() for w in path] == [-2.0, -9.0, -22.0] and state == 6.5


def test_methods_calls_one_object_again_and_again():
    class Sum:
        def __init__(self, start):
            self.total = start

        def add(self, number):
            self.total += number
            return self.total

    assert probes.methods(Sum, construct={"start": 1}, calls=[("add", 2), ("add", 5)]) == [3, 8]


def test_an_unknown_probe_is_refused_with_the_known_ones():
    with pytest.raises(LookupError, match="known probes: .*call.*counted"):
        probes.find("guess")
