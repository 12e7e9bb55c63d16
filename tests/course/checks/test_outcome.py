import contextlib
import threading

import numpy as np
import pytest

from course.checks.outcome import observe
from course.probes import Rng, call


def observed(function, arguments=None, **settings):
    return observe(function, call, arguments or {}, **settings)


def test_a_value_comes_back_as_it_is():
    outcome = observed(lambda w: w * 2, {"w": np.array([1.0, 2.0])})
    np.testing.assert_array_equal(outcome.value, [2.0, 4.0])
    assert not outcome.error and not outcome.changed


def test_a_learner_may_rename_the_positional_arguments():
    def renamed(features, labels):
        return features - labels

    outcome = observed(renamed, {"y": 1.0, "X": 5.0}, positional=("X", "y"))
    assert outcome.value == 4.0


def test_an_error_is_kept_with_its_message_and_line():
    def stops(w):
        w = w + 1
        return w[5]

    outcome = observed(stops, {"w": np.zeros(2)})
    assert outcome.error == "IndexError" and "out of bounds" in outcome.message
    assert outcome.line == 3


def test_a_private_error_is_called_by_its_public_name():
    def casts(w):
        w -= 0.5

    assert observed(casts, {"w": np.array([1, 2])}).error == "UFuncTypeError"


@pytest.mark.parametrize("exit_by", [SystemExit, RecursionError, MemoryError])
def test_no_way_to_stop_escapes(exit_by):
    def stops():
        raise exit_by("enough")

    assert observed(stops).error == exit_by.__name__


@pytest.mark.parametrize("value", [np.array([1, 2]), [1, 2], {"w": np.array([1.0, 2.0])}])
def test_a_changed_argument_is_noticed_and_the_case_stays_as_it_was(value):
    def changes(w, b):
        (w["w"] if isinstance(w, dict) else w)[0] = 7
        return 0

    arguments = {"w": value, "b": 1.0}
    assert observed(changes, arguments).changed == ("w",)
    assert observed(lambda w, b: 0, arguments).changed == ()


def test_a_change_that_is_undone_to_the_last_bit_is_none():
    def restores(w, eps):
        old = w[0]
        w[0] += eps
        w[0] = old

    def nearly_restores(w, eps):
        w[0] += eps
        w[0] -= 2 * eps
        w[0] += eps

    arguments = {"w": np.array([0.7]), "eps": 0.1}
    assert observed(restores, arguments).changed == ()
    assert observed(nearly_restores, arguments).changed == ("w",)


def test_a_change_is_noticed_although_the_call_stops():
    def changes_and_stops(w):
        w += 1
        raise ValueError("late")

    outcome = observed(changes_and_stops, {"w": np.zeros(2)})
    assert outcome.error == "ValueError" and outcome.changed == ("w",)


def test_each_call_gets_the_same_random_stream():
    def draws(rng):
        return rng.normal(size=3)

    first, second = (observed(draws, {"rng": Rng(5)}) for _ in range(2))
    np.testing.assert_array_equal(first.value, second.value)
    np.testing.assert_array_equal(first.value, np.random.default_rng(5).normal(size=3))
    assert not first.changed


def test_a_generator_is_drawn_to_a_bounded_list():
    def endless():
        n = 0
        while True:
            yield n
            n += 1

    assert observed(endless).value[:3] == [0, 1, 2]
    assert len(observed(endless).value) == 10_000


def test_an_endless_loop_is_stopped_although_it_catches_exceptions():
    def stubborn():
        while True:
            with contextlib.suppress(Exception):
                float("1")

    assert observed(stubborn, seconds=0.05).error == "TimeLimit"


def test_no_timer_is_left_behind():
    before = set(threading.enumerate())
    for _ in range(20):
        observed(lambda: 1, seconds=60)
    for timer in set(threading.enumerate()) - before:
        timer.join(timeout=5)
        assert not timer.is_alive()


def test_warnings_of_overflow_do_not_disturb():
    with np.errstate(all="raise"):
        assert observed(lambda z: np.exp(z), {"z": np.array([1000.0])}).value[0] == np.inf
