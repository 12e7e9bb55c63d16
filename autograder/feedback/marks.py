"""What the gradebook says of each submission, read at once for a whole assignment."""

from collections import defaultdict
from dataclasses import dataclass, field

from nbgrader import api
from sqlalchemy import func, select

_TESTS, _TASKS = api.GradeCell.__table__, api.TaskCell.__table__


@dataclass
class Marks:
    """Scores, comments and the late penalty of one submitted notebook, as plain values."""

    scores: dict = field(default_factory=dict)  # {grade id: points, None where a person must look}
    possible: dict = field(default_factory=dict)  # {grade id: full points}
    comments: dict = field(default_factory=dict)  # {grade id: text}
    penalty: float = 0.0

    @property
    def total(self):
        """The points of the notebook, the late penalty taken off."""
        return sum(score or 0.0 for score in self.scores.values()) - self.penalty

    @property
    def of(self):
        """The points that could be had, as the gradebook counts them."""
        return sum(self.possible.values())


def read(url, assignment):
    """Return {(student, notebook name): Marks} of all submissions to an assignment."""
    found = defaultdict(Marks)
    with api.Gradebook(url) as book:
        for student, notebook, penalty in book.db.execute(_notebooks(assignment)):
            found[student, notebook].penalty = penalty or 0.0
        for student, notebook, name, score, possible in book.db.execute(_grades(assignment)):
            marks = found[student, notebook]
            marks.scores[name], marks.possible[name] = score, possible
        for student, notebook, name, text in book.db.execute(_comments(assignment)):
            found[student, notebook].comments[name] = text
    return dict(found)


def _notebooks(assignment):
    columns = (
        api.SubmittedAssignment.student_id,
        api.Notebook.name,
        api.SubmittedNotebook.late_submission_penalty,
    )
    return _of(select(*columns).select_from(api.SubmittedNotebook), assignment)


def _grades(assignment):
    given = func.coalesce(api.Grade.manual_score, api.Grade.auto_score)
    possible = func.coalesce(_TESTS.c.max_score, _TASKS.c.max_score)
    columns = (
        api.SubmittedAssignment.student_id,
        api.Notebook.name,
        api.BaseCell.name,
        given + func.coalesce(api.Grade.extra_credit, 0.0),
        possible,
    )
    rows = select(*columns).select_from(api.Grade)
    rows = rows.join(api.BaseCell, api.Grade.cell_id == api.BaseCell.id)
    rows = rows.outerjoin(_TESTS, api.BaseCell.id == _TESTS.c.id)
    rows = rows.outerjoin(_TASKS, api.BaseCell.id == _TASKS.c.id)
    notebook = api.Grade.notebook_id == api.SubmittedNotebook.id
    return _of(rows.join(api.SubmittedNotebook, notebook), assignment)


def _comments(assignment):
    columns = (
        api.SubmittedAssignment.student_id,
        api.Notebook.name,
        api.BaseCell.name,
        func.coalesce(api.Comment.manual_comment, api.Comment.auto_comment),
    )
    rows = select(*columns).select_from(api.Comment)
    rows = rows.join(api.BaseCell, api.Comment.cell_id == api.BaseCell.id)
    notebook = api.Comment.notebook_id == api.SubmittedNotebook.id
    rows = rows.join(api.SubmittedNotebook, notebook)
    return _of(rows, assignment).where(columns[-1].is_not(None))


def _of(rows, assignment):
    """Join what leads from a submitted notebook to its student, and keep one assignment's rows."""
    submitted = api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id
    return (
        rows.join(api.SubmittedAssignment, submitted)
        .join(api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id)
        .join(api.Notebook, api.SubmittedNotebook.notebook_id == api.Notebook.id)
        .where(api.Assignment.name == assignment)
    )
