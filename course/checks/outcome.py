"""What one call of a learner's function came to: a value, an error, changed arguments.

Everything that a function can do besides returning is noticed here, once, for every probe.
"""

import copy
import ctypes
import threading
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from course.probes import Rng

DRAWN_AT_MOST = 10_000  # items taken from a generator that a learner wrote


class TimeLimit(BaseException):
    """A call took longer than its case allows; no `except Exception` catches it."""


@dataclass(frozen=True)
class Outcome:
    """The value that a probe returned, or the error it met, and the arguments that were changed."""

    value: object = None
    error: str = ""
    message: str = ""
    line: int | None = None
    changed: tuple[str, ...] = ()


def observe(function, probe, arguments, *, positional=(), seconds=2.0):
    """Run `probe` on `function` with fresh copies of `arguments` and tell what happened.

    Parameters
    ----------
    function : callable
        The learner's function or class.
    probe : callable
        One of `course.probes`.
    arguments : dict
        The named arguments of one case; they are left as they were.
    positional : sequence of str
        The names that are passed by position, in this order, so that a learner may rename them.
    seconds : float
        The time limit; a longer call has the error `TimeLimit`.

    Returns
    -------
    Outcome
    """
    witness, timer = Witness(function, positional), Timer(seconds)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            timer.start()
            value = probe(witness, **fresh(arguments))
            timer.stop()
    except (Exception, TimeLimit, SystemExit) as error:
        timer.stop()
        return Outcome(
            error=public_name(error),
            message=str(error),
            line=_line_in(function, error),
            changed=witness.changed,
        )
    return Outcome(value=value, changed=witness.changed)


class Witness:
    """A function that compares its arguments before and after each call, and draws generators."""

    def __init__(self, function, positional=()):
        self._function = function
        self._positional = positional
        self.changed = ()

    def __call__(self, **arguments):
        before = copy.deepcopy(_watched(arguments))
        try:
            value = self._call(dict(arguments))
        finally:
            self._compare(before, arguments)
        return value

    def _call(self, named):
        names = [name for name in self._positional if name in named]
        value = self._function(*[named.pop(name) for name in names], **named)
        told = getattr(self._function, "changed_", ())
        self._note(names[key] if isinstance(key, int) else key for key in told)
        if isinstance(value, Iterator):
            value = list(islice(value, DRAWN_AT_MOST))
        return value

    def _compare(self, before, arguments):
        self._note(name for name, old in before.items() if not same(old, arguments[name]))

    def _note(self, changed):
        """Remember names; a grader's stand-in tells in `changed_` what the other side changed."""
        self.changed += tuple(name for name in changed if name not in self.changed)


def fresh(arguments):
    """Return copies of a case's arguments; each `Rng` becomes a generator at its start."""
    return {
        name: value.generator() if isinstance(value, Rng) else copy.deepcopy(value)
        for name, value in arguments.items()
    }


def same(old, new):
    """Tell whether two plain values are equal to the last bit; nan equals nan.

    Functions count as equal: a call cannot change them, and the copy of a method equals nothing.
    """
    if type(old) is not type(new):
        return False
    if callable(old):
        return True
    if isinstance(old, np.ndarray):
        return old.shape == new.shape and old.dtype == new.dtype and old.tobytes() == new.tobytes()
    if isinstance(old, dict):
        return list(old) == list(new) and all(same(old[key], new[key]) for key in old)
    if isinstance(old, list | tuple):
        return len(old) == len(new) and all(map(same, old, new))
    return old == new or old != old


def _watched(arguments):
    """The arguments that a call must leave alone: a generator is there to be advanced."""
    return {
        name: value
        for name, value in arguments.items()
        if not callable(value) and not isinstance(value, np.random.Generator)
    }


def public_name(error):
    """The name of an error's class, or of its public base: NumPy raises private ones."""
    names = (kind.__name__ for kind in type(error).__mro__)
    return next(name for name in names if not name.startswith("_"))


def _line_in(function, error):
    """The line of the learner's own function, counted from its `def`, where the error arose."""
    code = getattr(function, "__code__", None)
    if code is None:
        return getattr(error, "learner_line", None)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == code.co_filename]
    own = [line - code.co_firstlineno + 1 for line in lines if line >= code.co_firstlineno]
    return own[0] if own else None


class Timer:
    """Raise `TimeLimit` in the thread that starts it after `seconds`, and again until stopped.

    It works on every system (signals do not) and ends any loop that runs Python code.
    """

    def __init__(self, seconds):
        self._seconds = seconds
        self._stopped = threading.Event()
        self.fired = False
        self._lock = threading.Lock()

    def start(self):
        self._thread = ctypes.c_ulong(threading.get_ident())
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self):
        with self._lock:
            self._stopped.set()
            if self.fired:  # one that was raised and has not arrived yet must not arrive later
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, None)

    def _watch(self):
        wait, limit = self._seconds, ctypes.py_object(TimeLimit)
        while not self._stopped.wait(wait):
            with self._lock:
                if not self._stopped.is_set():
                    self.fired = True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, limit)
            wait = 0.2  # a bare `except:` may have caught the first one
