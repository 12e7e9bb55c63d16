"""A verdict as a learner sees it: a coloured line in a notebook, plain text elsewhere."""

import html
from dataclasses import dataclass

from course.checks.diagnosis import Verdict

_STYLE = "border-left:4px solid {colour};padding:.4em .8em;margin:.3em 0"
_RIGHT, _WRONG = "#009E73", "#D55E00"  # Okabe and Ito (2008): told apart by every eye


def show(report):
    """Display a report with the mark by which a feedback page knows it for ours."""
    from IPython.display import display

    display(report.bundle(), raw=True, metadata={"descent": report.exercise})


class _Shown:
    """What has `lines` and is `right` or not, as a mime bundle."""

    def bundle(self):
        """Return the report as a mime bundle."""
        return {"text/plain": repr(self), "text/html": self._repr_html_()}

    def __repr__(self):
        return "\n".join(self.lines())

    def _repr_html_(self):
        rows = [html.escape(line) for line in self.lines()]
        body = "<br>".join([f"<strong>{rows[0]}</strong>", *rows[1:]])
        style = _STYLE.format(colour=_RIGHT if self.right else _WRONG)
        return f'<div role="status" style="{style}">{body}</div>'


@dataclass(frozen=True, repr=False)
class Measurement(_Shown):
    """What grading displays of an answer that it measured: `said` is what was reached."""

    exercise: str
    said: str
    right: bool

    def lines(self):
        """Return the one sentence."""
        mark = "✓" if self.right else "✗"
        return [f"{mark} {self.exercise}, measured for the grade: {self.said}."]


@dataclass(frozen=True, repr=False)
class Report(_Shown):
    """What `check` displays."""

    exercise: str
    verdict: Verdict

    def lines(self):
        """Return the report as a list of plain sentences, the most helpful first."""
        verdict, name = self.verdict, self.exercise
        if verdict.passed:
            measured = f" Measured: {verdict.measured}." if verdict.measured else ""
            return [f"✓ {name}: all {verdict.cases} cases are right.{measured}"]
        if verdict.mistake == "unwritten":
            return [f"○ {name}: {verdict.detail}."]
        first = [f"✗ {name}: {verdict.sentence}"] if verdict.sentence else []
        mark = "" if first else f"✗ {name}: "
        stop = "" if verdict.detail.endswith((".", "?", "!")) else "."
        first.append(f"{mark}Case “{verdict.case}”: {verdict.detail}{stop}")
        if not verdict.sentence:
            first.append(f'hint("{name}") helps a step further.')
        return first

    @property
    def right(self):
        """Whether every case passed."""
        return self.verdict.passed


class CheckFailed(AssertionError):
    """What a failed check raises where nbgrader validates: its sentences, and no traceback."""

    def _render_traceback_(self):
        return str(self).splitlines()
