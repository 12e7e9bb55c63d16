"""The judge's side of a player: it asks it, stands in for its functions, ends it."""

import time
from contextlib import contextmanager

from autograder.engine import standin, wire
from autograder.engine.channel import Closed, Late
from autograder.engine.standin import StandIn, learner_error
from course.checks.outcome import LAST, Outcome
from course.checks.timer import TimeLimit

_GRACE = 1.0  # seconds by which a player may miss the limit that it keeps by itself


class PlayerGone(RuntimeError):
    """The player ended or was ended; what it would have answered counts as failed."""


class Link:
    """A conversation with one player, in which the judge asks and the player answers."""

    def __init__(self, channel, end, limits):
        self._channel, self._end, self._limits = channel, end, limits
        self._lent = []  # the judge's functions that the player may call back
        self._ahead = {}  # what names are, if nothing has been asked since
        self._served = 0.0  # CPU seconds that these took here
        self._deadline = time.monotonic() + limits.notebook_seconds
        self.alive = True
        self.show = lambda outputs: None  # where what a called function prints is to be seen

    def run(self, source, pictures=True, names=()):
        """Run a cell; return (outputs, whether it ended well).

        `names` will be asked for next: functions come along.
        """
        outputs, ended_well, found = self._ask("run", source, pictures, list(names))
        if found is not None:
            self._ahead[frozenset(names)] = found
        return outputs, ended_well

    def names(self, names):
        """Return {name: value or stand-in} of those names that the notebook has."""
        known = self._ahead.get(frozenset(names))
        return self._ask("names", list(names))[0] if known is None else known

    def call(self, thing, arguments, named, unwarned=False):
        """Call a function of the player's; return (value, names of changed arguments)."""
        value, changed, outputs = self._ask("call", thing, arguments, named, unwarned)
        self.show(outputs)
        return value, changed

    def cases(self, thing, packed, probe, positional, seconds):
        """Ask for many cases in one message; return the `Outcome` of each.

        A case that nothing ends in time has the error `TimeLimit` and is the last one.
        """
        found = []
        with self._conversation():
            how = (probe, list(positional), float(seconds))
            self._channel.send(("cases", thing, packed, *how), self._lend)
            while len(found) < len(packed) and not (found and found[-1].error in LAST):
                for outcome, outputs in self._outcomes(seconds + _GRACE):
                    self.show(outputs)
                    found.append(outcome)
        return found[: len(packed)]

    def attribute(self, thing, name):
        """Return an attribute of something of the player's."""
        return self._ask("attribute", thing, name)[0]

    def give(self, place, content):
        """Write a file into the notebook's folder."""
        self._ask("file", place, content)

    def bind(self, name, value):
        """Bind a name of the notebook's, as a test cell did."""
        self._ask("bind", name, value)

    def unbind(self, name):
        """Delete a name of the notebook's, as a test cell did."""
        self._ask("unbind", name)

    def read_by(self, texts, names):
        """Return for each text which of the names its code reads."""
        told = self._ask("read by", texts, list(names))[0]
        lists = told if isinstance(told, list) else []
        return [[str(name) for name in names] for names in lists if isinstance(names, list)]

    def spent(self):
        """Return the CPU seconds of the learner's code, as the player says, and of what it called.

        A loss that it asks for is computed on this side; in one process that would be its time.
        """
        return self._ask("spent")[0] + self._served

    def close(self):
        """End the player."""
        if self.alive:
            self.alive = False
            self._channel.close()
            self._end()

    def _ask(self, *request):
        with self._conversation():
            self._channel.send(request, self._lend)
            shapes = _SHAPES | {"done": _ANSWERS.get(request[0], (object,))}
            kind, content = self._listen(self._limits.cell_seconds, shapes)
        if kind == "failed":
            raise learner_error(*content)
        return content

    def _outcomes(self, seconds):
        """The next outcomes of many, one or more, each with what was printed meanwhile."""
        try:
            _, (told,) = self._listen(seconds, _SHAPES_OF_CASES)
        except Late:
            self.close()
            return [(Outcome(error=TimeLimit.__name__), [])]
        if not told:
            raise _unknown()
        return [_outcome(one) for one in told]

    @contextmanager
    def _conversation(self):
        """What ends it in the middle ends the player: its next word would answer something else.

        Raises
        ------
        PlayerGone
            The player ended, or did not answer in time.
        """
        if not self.alive:
            raise PlayerGone("the notebook's process has ended")
        self._ahead = {}
        try:
            yield
        except Late:
            self.close()
            raise PlayerGone(f"no answer after {self._limits.cell_seconds:g} s") from None
        except Closed:
            self.close()
            raise PlayerGone("the notebook's process ended") from None
        except BaseException:
            self.close()
            raise

    def _listen(self, seconds, shapes):
        """Serve the player's calls back until the answer comes: its kind and its content."""
        until = min(time.monotonic() + seconds, self._deadline)
        while True:
            left = max(0.0, until - time.monotonic())
            kind, *content = _checked(self._channel.receive(self._resolve, left), shapes)
            if kind != "callback":
                return kind, content
            self._channel.send(self._serve(*content), self._lend)

    def _serve(self, number, arguments, named):
        before = time.process_time()
        try:
            return ("done", self._lent[-number - 1](*arguments, **named))
        except Exception as error:  # noqa: BLE001 told to the learner's code, which called it
            kind = type(error)
            return ("failed", kind.__module__, kind.__name__, str(error))
        finally:
            self._served += time.process_time() - before

    def _lend(self, value):
        if isinstance(value, StandIn):
            return value.handle_
        if standin.is_open(value):
            return standin.named_by_course(value)
        self._lent.append(value)
        name = getattr(value, "__name__", "function")
        return wire.Handle(-len(self._lent), "function", name, "")

    def _resolve(self, handle):
        if handle.number < 0:
            return self._lent[-handle.number - 1]
        return StandIn(self, handle)


_CALLBACK = {"callback": (int, tuple, dict)}
_SHAPES = _CALLBACK | {"failed": (str, str, int)}
_SHAPES_OF_CASES = _CALLBACK | {"cases": (list,)}
_OUTCOME = (object, str, str, int | None, list, list)
_ANSWERS = {  # to which question; to the others, anything
    "run": (list, bool, dict | None),
    "names": (dict,),
    "call": (object, list, list),
}


def _checked(message, shapes):
    """Return a player's message if it has the shape that its kind has here.

    Raises
    ------
    Closed
        It has not: whoever speaks so is not heard any further.
    """
    if type(message) is list and message and isinstance(message[0], str):
        kind, *content = message
        if kind in shapes and _fits(content, shapes[kind]):
            return message
    raise _unknown()


def _fits(content, shape):
    return len(content) == len(shape) and all(map(isinstance, content, shape))


def _outcome(told):
    """(Outcome, outputs) of one case, as the player tells it."""
    if not isinstance(told, list) or not _fits(told, _OUTCOME):
        raise _unknown()
    *fields, changed, outputs = told
    return Outcome(*fields, tuple(map(str, changed))), outputs


def _unknown():
    return Closed("a message of unknown shape, or an answer to another question")
