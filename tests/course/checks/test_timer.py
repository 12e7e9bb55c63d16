"""Time limits: one watching thread for all of them."""

import contextlib
import threading
import time

import pytest

from course.checks.timer import TimeLimit, Timer


def spin():
    while True:
        pass


def test_an_endless_loop_is_ended():
    timer = Timer(0.05)
    with pytest.raises(TimeLimit):
        timer.start()
        spin()
    timer.stop()
    assert timer.fired


def test_a_loop_that_swallows_everything_once_is_ended_too():
    timer = Timer(0.05)
    with pytest.raises(TimeLimit):
        timer.start()
        with contextlib.suppress(BaseException):  # what a learner's bare `except:` does
            spin()
        spin()
    timer.stop()


def test_a_stopped_timer_raises_nothing():
    timer = Timer(0.02)
    timer.start()
    timer.stop()
    time.sleep(0.06)
    assert not timer.fired


def test_the_shorter_of_two_limits_comes_first_whichever_began_first():
    long, short = Timer(30), Timer(0.05)
    long.start()
    with pytest.raises(TimeLimit):
        short.start()
        spin()
    short.stop()
    long.stop()
    assert short.fired and not long.fired


def test_a_hundred_timers_need_one_thread():
    before = threading.active_count()
    timers = [Timer(30) for _ in range(100)]
    for timer in timers:
        timer.start()
    assert threading.active_count() <= before + 1
    for timer in timers:
        timer.stop()
