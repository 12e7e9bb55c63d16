"""The judge: it runs the source's test cells, never a learner's code, and decides.

A name in a test cell is the instructor's if a locked cell bound it, and else the learner's: a plain
value that was copied, or a stand-in that calls into the player.
"""

import builtins
import os
from dataclasses import dataclass, field

from autograder.engine import lending
from autograder.engine.link import PlayerGone
from autograder.engine.reading import bound_names, free_names
from autograder.engine.shell import Shell
from course.checks.timer import TimeLimit, Timer

BUILTINS = frozenset(dir(builtins))
OUR_FAULT = "ReferenceFailed"  # a course that cannot answer its own case is no learner's zero


@dataclass
class Verdict:
    """The judge's word on one test cell: a score, or None where it could not judge, and why."""

    score: float | None
    reason: str = ""
    outputs: list = field(default_factory=list)


class Judge:
    """The namespace of one notebook in which its locked cells run."""

    def __init__(self, limits, student):
        os.environ["DESCENT_STUDENT"] = student
        self._shell = Shell.instance(limits.output_bytes)
        self._shell.forget()
        self._shell.outputs.bytes = 0
        self._seconds = limits.cell_seconds
        self._own = set(self._shell.user_ns)

    def prepare(self, source):
        """Run an instructor's cell that is not a test: imports, helpers, data."""
        self._shell.run(source)
        self._own |= bound_names(source)

    def judge(self, source, points, link):
        """Run one test cell and return its `Verdict`; no verdict is no points."""
        timer = Timer(self._seconds)
        try:
            timer.start()
            link.show = self._shell.outputs.show_again
            borrowed = self._borrow(source, link)
            self._shell.user_ns[lending.TELL] = lending.Teller(link, self._shell.user_ns)
            outputs, ended_well = self._shell.run(lending.telling(source, borrowed))
            timer.stop()
        except (PlayerGone, TimeLimit) as error:
            timer.stop()
            return Verdict(0.0, str(error) or "the test was stopped at its time limit")
        except Exception as error:  # noqa: BLE001 the instructor's fault, or ours: say so
            timer.stop()
            return Verdict(None, f"the test itself failed: {type(error).__name__}: {error}")
        if timer.fired:
            return Verdict(0.0, f"it was stopped after {self._seconds:g} s", outputs)
        score, reason = score_of(outputs, points)
        reason = reason or missed(getattr(self._shell.value, "failures", ()))
        if not ended_well and score:  # an error that left no trace is an error all the same
            score, reason = 0.0, "the test did not run to its end"
        return Verdict(score, reason, outputs)

    def wanted(self, source):
        """Return the names that a test cell takes from the learner's notebook."""
        return free_names(source) - self._own - BUILTINS

    def _borrow(self, source, link):
        """Bring the learner's names into the namespace, and return those that there are."""
        wanted = self.wanted(source)
        for name in wanted:
            self._shell.user_ns.pop(name, None)
        borrowed = link.names(wanted)
        self._shell.user_ns.update(borrowed)
        return frozenset(borrowed)


def missed(failures):
    """Return the first of the cases that an answer missed, and how many there are."""
    more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
    return f"{failures[0]}{more}"[:300] if failures else ""


def score_of(outputs, points):
    """Return (score, reason) from the outputs of a test cell.

    An error is 0; a number as the last value is partial credit; otherwise full points. Unlike
    nbgrader, a value that is no number between 0 and `points` is no credit, and text on stderr
    costs nothing.
    """
    for output in outputs:
        if output["output_type"] == "error":
            if output["ename"] == OUR_FAULT:
                return None, output["evalue"][:500]
            return 0.0, f"{output['ename']}: {output['evalue']}"[:500]
    results = [output for output in outputs if output["output_type"] == "execute_result"]
    if not results:
        return float(points), ""
    text = results[-1]["data"].get("text/plain", "")
    try:
        partial = float(text)
    except ValueError:
        return float(points), ""  # as nbgrader does: a value that is no number is not a credit
    if not 0 <= partial <= points:
        return 0.0, f"the test gave {text}, expected 0 to {points:g}"
    return partial, ""
