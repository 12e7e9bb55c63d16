"""Time limits: one watching thread raises `TimeLimit` in whichever thread has overrun its own."""

import ctypes
import os
import threading
import time

AGAIN = 0.2  # seconds; a bare `except:` may have caught the first one


class TimeLimit(BaseException):
    """A call took longer than its case allows; no `except Exception` catches it."""


class Timer:
    """Raise `TimeLimit` in the thread that starts it after `seconds`, and again until stopped.

    It works on every system (signals do not) and ends any loop that runs Python code.
    """

    def __init__(self, seconds):
        self._seconds = seconds
        self.fired = False

    def start(self):
        """Begin to count."""
        self._thread = ctypes.c_ulong(threading.get_ident())
        self.due = time.monotonic() + self._seconds
        _watch.add(self)

    def stop(self):
        """End the count; what was raised and has not arrived yet does not arrive later."""
        _watch.remove(self)
        if self.fired:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, None)

    def fire(self):
        """Raise the limit in the thread that started this timer."""
        self.fired, self.due = True, time.monotonic() + AGAIN
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, ctypes.py_object(TimeLimit))


class _Watch:
    """The timers that run, and the thread that looks after them; it sleeps until one is due."""

    def __init__(self):
        self._timers, self._thread = set(), None
        self._awake_at = float("inf")
        self._changed = threading.Condition()

    def add(self, timer):
        with self._changed:
            self._timers.add(timer)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
            elif timer.due < self._awake_at:
                self._changed.notify()

    def remove(self, timer):
        with self._changed:
            self._timers.discard(timer)

    def _run(self):
        with self._changed:
            while True:
                now = time.monotonic()
                for timer in self._timers:
                    if timer.due <= now:
                        timer.fire()
                first = min((timer.due for timer in self._timers), default=None)
                self._awake_at = float("inf") if first is None else first
                self._changed.wait(None if first is None else max(0.0, first - now))


def _begin_anew():
    """A forked process has no watching thread and none of its parent's timers."""
    global _watch  # noqa: PLW0603 the one of this process
    _watch = _Watch()


_watch = _Watch()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
