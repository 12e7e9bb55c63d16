"""The process that runs a submission: its cells, and calls of the functions that they define.

It is forked from the nursery and locked in before its first cell. Nothing that it says is believed
beyond its value: outputs are for display, answers are compared by the judge.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from itertools import islice
from pathlib import Path

import numpy as np

from autograder.engine import wire
from autograder.engine.channel import Channel, Closed
from autograder.engine.reading import EVERYTHING, global_names, is_roundabout, names_in
from course import probes
from course.checks import plain
from course.checks.outcome import LAST, STEADY, Outcome, line_in, played, public_name, unwarned

DRAWN_AT_MOST = 10_000
TOGETHER = 0.01  # seconds; a message and a switch between two processes cost more than a short case


def play(socket, shell):
    """Answer the judge's requests until it hangs up."""
    Player(socket, shell).serve()


class Player:
    """The learner's notebook as the judge can ask for it."""

    def __init__(self, socket, shell):
        self._channel, self._shell = Channel(socket), shell
        self._kept = []  # what crossed as a handle; its number is its place, counted from 1
        self._spent = _Spent()

    def serve(self):
        """Answer one request after the other."""
        while True:
            try:
                request = self._channel.receive(self._resolve)
            except Closed:
                return
            if request[0] == "cases":
                self._answer_cases(*request[1:])
            else:
                self._reply(self._answer(request))

    def _answer(self, request):
        kind, *content = request
        try:
            return ("done", *_ANSWERS[kind](self, *content))
        except BaseException as error:  # noqa: BLE001 exit() and friends are answers too
            called = content[0] if kind == "call" else None
            return ("failed", public_name(error), _text(error, str), line_in(called, error) or 0)

    def _reply(self, reply):
        try:
            self._channel.send(reply, self._keep)
        except wire.WireError as error:
            self._channel.send(("failed", "WireError", _not_over(error), 0), self._keep)

    def _answer_cases(self, thing, packed, probe, positional, seconds):
        """Reply to many cases: to each that takes a while at once, to short ones together."""
        how = dict(positional=positional, seconds=seconds, clock=self._spent)
        told, since = [], time.monotonic()
        for data in packed:
            outcome, outputs = self._case(thing, data, probes.find(probe), how)
            told.append(_of_case(outcome, outputs))
            if outcome.error in LAST:
                break
            if time.monotonic() - since > TOGETHER:
                self._tell(told)
                told, since = [], time.monotonic()
        self._tell(told)

    def _tell(self, told):
        """Send what came of some cases, one by one where all together are too much."""
        if not told:
            return
        try:
            self._channel.send(("cases", told), self._keep)
        except wire.WireError as error:
            lost = _of_case(Outcome(error="WireError", message=_not_over(error)), told[0][-1])
            parts = [[one] for one in told] if len(told) > 1 else [[lost]]
            for part in parts:
                self._tell(part)

    def _case(self, thing, data, probe, how):
        """The outcome of one case and what was printed; what escapes an observer ends the case."""
        try:
            arguments = wire.decode(data, self._resolve)
            with self._shell.collecting():
                outcome = played(thing, probe, arguments, **how)
        except BaseException as error:  # noqa: BLE001 whatever it was, it is this case's answer
            outcome = Outcome(error=public_name(error), message=_text(error, str))
        return outcome, _plain_outputs(self._shell.outputs.finished())

    def _run(self, source, pictures, names):
        with self._spent:
            outputs, success = self._shell.run(source, pictures)
        (found,) = self._names(names)
        handles = all(map(callable, found.values()))  # a value may be too large to come along
        return _plain_outputs(outputs), success, found if handles else None

    def _names(self, names):
        space = self._shell.user_ns
        return ({name: space[name] for name in names if name in space},)

    def _call(self, function, arguments, named, without_warnings):
        before = _fingerprints(arguments, named)
        warned = unwarned() if without_warnings else nullcontext()
        with self._spent, self._shell.collecting(), warned:
            value = function(*arguments, **named)
            if isinstance(value, Iterator):
                value = list(islice(value, DRAWN_AT_MOST))
        after = _fingerprints(arguments, named)
        changed = [name for name in before if before[name] != after[name]]
        return value, changed, _plain_outputs(self._shell.outputs.finished())

    def _attribute(self, thing, name):
        return (getattr(thing, name),)

    def _file(self, place, content):
        path = Path(place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if path.suffix == ".py" and sys.path[0] != os.getcwd():
            sys.path.insert(0, os.getcwd())
        return (None,)

    def _bind(self, name, value):
        self._shell.user_ns[name] = value
        return (None,)

    def _unbind(self, name):
        self._shell.user_ns.pop(name, None)
        return (None,)

    def _read_by(self, texts, names):
        return ([self._read_in(text, frozenset(names)) for text in texts],)

    def _read_in(self, text, names):
        """Those of the names that a text reads; most texts are cleared by their compiled code."""
        with self._spent:  # the cell's own compilation, which is not done again when it runs
            codes = self._shell.plain_codes(text)
        if codes and names.isdisjoint(names_in(codes)) and not is_roundabout(text):
            return []
        return sorted(global_names(text) & (names | {EVERYTHING}))

    def _tell_spent(self):
        return (self._spent.seconds,)

    def _keep(self, value):
        self._kept.append(value)
        return wire.Handle(len(self._kept), _kind(value), _name(value), _text(value))

    def _resolve(self, handle):
        if handle.number < 0:
            return _judges(self, handle)
        if handle.kind == "course":
            return plain.decode(json.loads(handle.text))
        return self._kept[handle.number - 1]

    def call_back(self, number, arguments, named):
        """Call a function of the judge's and return its value."""
        before = time.thread_time()  # the way there and back is not the learner's
        self._channel.send(("callback", number, arguments, named), self._keep)
        status, *told = self._channel.receive(self._resolve)
        self._spent.seconds -= time.thread_time() - before
        if status == "failed":
            raise _error_of_the_course(*told)
        return told[0]


def _not_over(error):
    return f"the value cannot be handed over: {error}"


def _of_case(outcome, outputs):
    fields = (outcome.value, outcome.error, outcome.message, outcome.line)
    return [*fields, list(outcome.changed), outputs]


class _Spent:
    """CPU seconds of the blocks in which the learner's code ran.

    They are this thread's: a process with a limit of its CPU time learns its own from the kernel
    some milliseconds late, when most blocks are over.
    """

    seconds = 0.0

    def __enter__(self):
        self._since = time.thread_time()

    def __exit__(self, *error):
        self.seconds += time.thread_time() - self._since


_ANSWERS = {
    "run": Player._run,
    "names": Player._names,
    "call": Player._call,
    "attribute": Player._attribute,
    "file": Player._file,
    "bind": Player._bind,
    "unbind": Player._unbind,
    "read by": Player._read_by,
    "spent": Player._tell_spent,
}


def _judges(player, handle):
    """A function that stands for one of the judge's."""

    def function(*arguments, **named):
        return player.call_back(handle.number, arguments, named)

    function.__name__ = handle.name
    return function


def _error_of_the_course(module, name, text):
    """An exception of a function that was lent, as the class that the learner may expect."""
    if module.partition(".")[0] in ("builtins", "course"):
        kind = getattr(sys.modules.get(module), name, None)
        if isinstance(kind, type) and issubclass(kind, Exception):
            with suppress(TypeError):  # UnicodeDecodeError and its like want more than a text
                return kind(text)
    return RuntimeError(f"{name}: {text}")


def _fingerprints(arguments, named):
    """What tells of each argument that can be changed in place whether it was."""
    things = {**dict(enumerate(arguments)), **named}
    return {key: _fingerprint(value) for key, value in things.items() if type(value) not in STEADY}


def _fingerprint(value):
    if type(value) is np.ndarray and not value.dtype.hasobject:
        return value.shape, value.dtype, value.tobytes()
    try:
        return wire.encode(value, lambda _: wire.Handle(0, "", "", ""))
    except wire.WireError:
        return b""


def _kind(value):
    if isinstance(value, type):
        return "class"
    return "function" if callable(value) else "object"


def _name(value):
    return _text(getattr(value, "__name__", type(value).__name__), str)[:200]


def _text(value, how=repr):
    try:
        return how(value)[:2000]
    except Exception:  # noqa: BLE001 a learner's __repr__ may do anything
        return f"<{type(value).__name__}>"


def _plain_outputs(outputs):
    """Outputs as plain values; what is no plain value in a mime bundle becomes its text."""
    if not outputs:
        return []
    try:
        wire.encode(outputs, _refuse)
        return outputs
    except wire.WireError:
        return [_with_text(output) for output in outputs]


def _refuse(value):
    raise wire.WireError("not plain")


def _with_text(output):
    data = output.get("data", {})
    output["data"] = {
        str(mime): value if isinstance(value, str) else _text(value) for mime, value in data.items()
    }
    return {**output, "metadata": {}}
