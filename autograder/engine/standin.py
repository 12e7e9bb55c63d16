"""What a learner's function is where the judge works: calls go to the player, values come back."""

import builtins
import json
from functools import lru_cache

import numpy as np

from autograder.engine import wire
from course import probes, suspects, training
from course.checks import plain
from course.checks.outcome import each, fresh, measured, until_last

SAFE_ERRORS = {
    name: error
    for name, error in vars(builtins).items()
    if isinstance(error, type) and issubclass(error, Exception)
}


class LearnerError(Exception):
    """An exception in the learner's code whose class the judge does not know."""


class StandIn:
    """Something that stays in the player: a function, a class, an object with methods.

    It never compares equal to anything but itself, has no number and no array in it.
    """

    def __init__(self, link, handle):
        self.link_, self.handle_ = link, handle
        self.__name__ = handle.name
        self.__qualname__ = handle.name
        self.changed_ = ()
        self._known = {}  # outcomes of cases, by their bytes

    def __call__(self, *arguments, **named):
        value, self.changed_ = self.link_.call(self, arguments, named, _unwarned())
        return value

    def outcomes_(self, cases, probe, positional, seconds):
        """Return what `course.checks.outcome.each` returns, of cases asked before from memory.

        A check and the grade share cases. All that may be played over there go in one message.
        """
        how, packed = (probe, positional, seconds), [packed_case(case) for case in cases]
        if None in packed:
            return each(self, (case.arguments for case in cases), *how)
        new = dict(zip(packed, cases, strict=True))
        new = {data: case for data, case in new.items() if data not in self._known}
        self._known |= zip(new, self._played(new, *how), strict=False)
        return until_last(self._known[data] for data in packed if data in self._known)

    def _played(self, cases, name, *how):
        """The outcomes of {packed: case}, played over there and measured here, or all here."""
        probe = probes.find(name)
        if any(probe.apart(**case.arguments) for case in cases.values()):
            return each(self, (case.arguments for case in cases.values()), name, *how)
        plays = self.link_.cases(self, list(cases), name, *how) if cases else []
        pairs = zip(plays, cases.values(), strict=False)
        return [measured(play, probe, case.arguments) for play, case in pairs]

    def __getattr__(self, name):
        if name.startswith("_") or self.__dict__["handle_"].kind == "function":
            raise AttributeError(f"{self.__name__} has no attribute {name!r} that can be asked for")
        return self.link_.attribute(self, name)

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return self.handle_.text


def _unwarned():
    """Tell whether NumPy's warnings are off here, so that they are off where the call runs, too."""
    return set(np.geterr().values()) == {"ignore"}


@lru_cache(maxsize=2048)
def packed_case(case):
    """Return a case's arguments as bytes for the wire; None if something of them must stay here."""
    try:
        return wire.encode(fresh(case.arguments), named_by_course)
    except (TypeError, wire.WireError):
        return None


def is_open(value):
    """Tell whether a function may be built anew in the player: it knows nothing that helps there.

    A landscape knows its own gradient, and a suspect what one is asked to find out about it.
    """
    owner = getattr(value, "__self__", None)
    return type(owner).__module__ == training.__name__ or isinstance(owner, suspects.SharedLoss)


def named_by_course(value):
    """A course's method crosses as what the course calls it, and is built anew over there."""
    name = getattr(value, "__name__", "")
    return wire.Handle(0, "course", name, json.dumps(plain.encode(value)))


def learner_error(name, text, line):
    """Return the exception that a learner's code raised, as one of the judge's own classes.

    `line` is where it arose in the function, 0 if unknown; it travels as `learner_line`.
    """
    kind = SAFE_ERRORS.get(name)
    try:
        error = kind(text) if kind is not None else _named(name)(text)
    except TypeError:  # UnicodeDecodeError and its like want more than a text
        error = _named(name)(text)
    error.learner_line = line or None
    return error


def _named(name):
    return type(name if name.isidentifier() else "LearnerError", (LearnerError,), {})
