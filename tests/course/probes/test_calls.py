import numpy as np
import pytest

from course import probes
from course.probes.unfit import Unfit


def test_counted_tells_how_often_a_function_argument_was_called():
    def slope(f, w, eps):
        return (f(w + eps) - f(w - eps)) / (2 * eps)

    value, calls = probes.counted(slope, f=lambda w: w**2, w=3.0, eps=0.5)
    assert (value, calls) == (6.0, 2)


def test_counted_passes_on_what_the_function_is_given_by_name():
    assert probes.counted(lambda f: f(w=2.0), f=lambda w: w + 1) == (3.0, 1)


def heavy(w, gradient, state, *, learning_rate):
    state = state + gradient
    return w - learning_rate * state, state


ONE = dict(gradients=[1.0, 2.0, 3.0], state=0.5, w=np.array([1.0]))
PURE = "a step that is repeated gives the same"


def test_repeat_feeds_state_and_weights_back():
    told = probes.repeat(heavy, **ONE, learning_rate=2.0)
    assert told == {
        PURE: True,
        "w after step 1": -2.0,
        "w after step 2": -9.0,
        "w after step 3": -22.0,
        "the last state": 6.5,
    }


def test_repeat_gives_each_step_its_own_entry_of_a_setting_that_is_a_list():
    told = probes.repeat(heavy, **ONE, learning_rate=[1.0, 0.0, 2.0])
    assert [told[f"w after step {i}"].item() for i in (1, 2, 3)] == [-0.5, -0.5, -13.5]


def test_repeat_tells_only_that_a_step_remembers_something_elsewhere():
    elsewhere = [0.5]

    def step(w, gradient, state, *, learning_rate):
        elsewhere[0] += gradient
        return w - learning_rate * elsewhere[0], elsewhere[0]

    told = probes.repeat(step, **ONE, learning_rate=2.0)
    assert told.pop(PURE) is False and set(told.values()) == {None}


def test_repeat_sees_a_clock_elsewhere_even_where_it_does_not_move_the_weights():
    clock = []

    def step(w, gradient, state):
        clock.append(gradient)
        return w, (state, len(clock))

    assert probes.repeat(step, **ONE)[PURE] is False


def test_repeat_sees_a_memory_elsewhere_that_begins_after_the_first_step():
    seen = []

    def step(w, gradient, state):
        if seen or state != 0.5:
            seen.append(gradient)
        return w - sum(seen), state + 1

    assert probes.repeat(step, **ONE)[PURE] is False


def test_repeat_takes_nan_for_the_same_as_nan():
    def step(w, gradient, state):
        return w * np.nan, [state, {"mean": w}]

    assert probes.repeat(step, **ONE)[PURE] is True


@pytest.mark.parametrize("kind", ["class", "array of objects"])
def test_repeat_takes_any_state_that_is_returned_anew(kind):
    class Memory:
        def __init__(self, total):
            self.total = total

    def step(w, gradient, state):
        total = gradient if state is None else getattr(state, "total", gradient)
        new = Memory(total) if kind == "class" else np.array([total, None], dtype=object)
        return w - gradient, new

    told = probes.repeat(step, gradients=[1.0, 2.0], state=None, w=np.zeros(1))
    assert told[PURE] is True and told["w after step 2"] == -3.0


def test_repeat_sees_through_weights_that_are_one_array_all_the_time():
    def step(w, gradient, state):
        w -= gradient
        return w, state

    told = probes.repeat(step, **ONE)
    assert [told[f"w after step {i}"].item() for i in (1, 2, 3)] == [0.0, -2.0, -5.0]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (np.ones(2), "an array of shape (2,) came back; expected two things: w and state"),
        ((np.ones(3), 0), "w came back as an array of shape (3,); expected an array of shape (1,)"),
        (([1.0], 0), "w came back as a list; expected an array of shape (1,)"),
    ],
)
def test_repeat_refuses_what_is_no_step(value, said):
    with pytest.raises(Unfit) as refused:
        probes.repeat(lambda w, gradient, state: value, **ONE)
    assert said in str(refused.value)


def test_repeat_hands_none_on():
    assert probes.repeat(lambda w, gradient, state: None, **ONE) is None


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
