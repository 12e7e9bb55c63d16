"""What one call of a learner's function came to: a value, an error, changed arguments.

Everything that a function can do besides returning is noticed here, once, for every probe.
"""

import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import islice
from types import CodeType

import numpy as np

from course import probes
from course.checks.timer import TimeLimit, Timer
from course.probes import Rng
from course.probes.copies import FIXED, copied, same

DRAWN_AT_MOST = 10_000  # items taken from a generator that a learner wrote
UNWRITTEN = "NotImplementedError"
LAST = (UNWRITTEN, "TimeLimit")  # after such an error no further case is tried
STEADY = FIXED | {np.random.Generator}  # what a call cannot change, or may: a generator advances


@dataclass(frozen=True)
class Outcome:
    """The value that a probe returned, or the error it met, and the arguments that were changed."""

    value: object = None
    error: str = ""
    message: str = ""
    line: int | None = None
    changed: tuple[str, ...] = ()


def outcomes(function, sheet, cases):
    """Return the `Outcome` of each case in order, up to one that leaves no hope.

    Parameters
    ----------
    function : callable
        The learner's function or class. One that lives in another process and has `outcomes_` is
        asked for all cases at once.
    sheet : Sheet or Exercise
        How it is called: probe, positional, seconds.
    cases : sequence of Case
    """
    how = (sheet.probe, sheet.positional, sheet.seconds)
    if hasattr(function, "outcomes_"):
        return function.outcomes_(cases, *how)
    return each(function, (case.arguments for case in cases), *how)


def each(function, given, probe, positional, seconds):
    """Return the `Outcome` for each dict of arguments, up to one that leaves no hope.

    `probe` is the name of one of `course.probes`; the others are as in `observe`.
    """
    how = dict(probe=probes.find(probe), positional=positional, seconds=seconds)
    return until_last(observe(function, arguments=arguments, **how) for arguments in given)


def until_last(found):
    """Return outcomes up to one after which no further case is tried."""
    kept = []
    for outcome in found:
        kept.append(outcome)
        if outcome.error in LAST:
            break
    return kept


def observe(function, probe, arguments, *, positional=(), seconds=2.0):
    """Run `probe` on `function` with fresh copies of `arguments` and return the `Outcome`.

    Parameters
    ----------
    function : callable
        The learner's function or class.
    probe : Probe
    arguments : dict
        The named arguments of one case; they are left as they were.
    positional : sequence of str
        The names that are passed by position, in this order, so that a learner may rename them.
    seconds : float
        The time limit; a longer play has the error `TimeLimit`.
    """
    how = dict(positional=positional, seconds=seconds)
    return measured(played(function, probe, fresh(arguments), **how), probe, arguments)


def played(function, probe, arguments, *, positional, seconds, clock=None):
    """Return the `Outcome` of a probe's play, whose value is the record of what came back.

    The parameters are those of `observe`; the arguments are used up, and the context manager
    `clock` is entered for each call of the function.
    """
    witness, timer = Witness(function, positional, clock or nullcontext()), Timer(seconds)
    try:
        with unwarned():
            timer.start()
            record = probe.play(witness, **arguments)
            timer.stop()
    except (Exception, TimeLimit, SystemExit) as error:
        timer.stop()
        return Outcome(
            error=public_name(error),
            message=str(error),
            line=line_in(function, error),
            changed=witness.changed,
        )
    return Outcome(value=record, changed=witness.changed)


def measured(outcome, probe, arguments):
    """Return the outcome of a play with what the probe measures of its record as its value."""
    if outcome.error or probe.measure is None:
        return outcome
    try:
        with unwarned():
            value = probe.measure(outcome.value, **arguments)
    except Exception as error:  # noqa: BLE001 whatever came back, it is told
        return Outcome(error=public_name(error), message=str(error), changed=outcome.changed)
    return replace(outcome, value=value)


@contextmanager
def unwarned():
    """A check tells what is wrong in its own words: no warning stands beside it."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class Witness:
    """A function that compares its arguments before and after each call, and draws generators."""

    def __init__(self, function, positional, clock):
        self._function, self._positional, self._clock = function, positional, clock
        self._elsewhere = hasattr(function, "changed_")  # it is called on copies
        self.changed = ()

    def __call__(self, **arguments):
        if self._elsewhere:
            return self._call(arguments)
        before = {
            name: copied(value)
            for name, value in arguments.items()
            if type(value) not in STEADY and not callable(value)
        }
        try:
            return self._call(arguments)
        finally:
            self._compare(before, arguments)

    def _placed(self, named):
        """Arguments as (by position, by name)."""
        rest = dict(named)
        return [rest.pop(name) for name in self._positional if name in named], rest

    def _note_told(self):
        """What a grader's stand-in tells of the other side."""
        told = getattr(self._function, "changed_", ())
        self._note(self._positional[key] if isinstance(key, int) else key for key in told)

    def _call(self, named):
        by_position, rest = self._placed(named)
        with self._clock:
            value = self._function(*by_position, **rest)
            if isinstance(value, Iterator):
                value = list(islice(value, DRAWN_AT_MOST))
        if self._elsewhere:
            self._note_told()
        return value

    def _compare(self, before, arguments):
        changed = [name for name, old in before.items() if not same(old, arguments[name])]
        if changed:
            self._note(changed)

    def _note(self, changed):
        """Remember names, each once."""
        self.changed += tuple(name for name in changed if name not in self.changed)


def fresh(arguments):
    """Return copies of a case's arguments; each `Rng` becomes a generator at its start."""
    return {
        name: value.generator() if isinstance(value, Rng) else copied(value)
        for name, value in arguments.items()
    }


def public_name(error):
    """The name of an error's class, or of its public base: NumPy raises private ones."""
    names = (kind.__name__ for kind in type(error).__mro__)
    return next(name for name in names if not name.startswith("_"))


def line_in(function, error):
    """Return the line of a function, counted from its `def`, in which an error arose, or None."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        return getattr(error, "learner_line", None)
    steps = traceback.walk_tb(error.__traceback__)
    lines = [line for frame, line in steps if frame.f_code.co_filename == code.co_filename]
    own = [line - code.co_firstlineno + 1 for line in lines if line >= code.co_firstlineno]
    return own[0] if own else None
