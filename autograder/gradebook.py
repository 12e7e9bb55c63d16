"""Results into nbgrader's own database: one writer, one transaction a batch.

The rows are those that `nbgrader autograde` writes. Manual scores, extra credit, manual comments
and flags are never touched.
"""

from dataclasses import dataclass, field

from nbgrader import api
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

NO_RESPONSE = "No response."


class GradebookError(RuntimeError):
    """The gradebook cannot be used; the message says why and what to do."""


@dataclass
class Graded:
    """One student's assignment: when it was handed in, and a `Result` for each notebook.

    A notebook that was not handed in is missing from `results`.
    """

    student: str
    timestamp: object = None  # naive UTC; None leaves the one before
    results: dict = field(default_factory=dict)


class Book:
    """One assignment in a gradebook, open for writing."""

    def __init__(self, url, course_id, assignment, late_plugin=None):
        self._late_plugin = late_plugin
        try:
            self._gradebook = api.Gradebook(url, course_id)
            self._gradebook.check_course("default_course")
        except OperationalError as error:
            raise GradebookError(f"the gradebook {url} cannot be opened: {error.orig}") from None
        if url.startswith("sqlite"):
            _begin_at_once(self._gradebook.engine)
        self._db = self._gradebook.db
        try:
            self._assignment = self._gradebook.find_assignment(assignment)
        except api.MissingEntry:
            self.close()
            raise GradebookError(
                f"the gradebook knows no assignment {assignment!r}:"
                f" run `nbgrader generate_assignment {assignment} --force` first"
            ) from None
        self._cells = {notebook.name: _cells_of(notebook) for notebook in self.notebooks}

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    @property
    def notebooks(self):
        """The assignment's notebooks."""
        return self._assignment.notebooks

    def close(self):
        """Close the connection."""
        self._gradebook.close()

    def timestamps(self):
        """Return {student: timestamp} of the submissions that are in the gradebook."""
        rows = select(api.SubmittedAssignment.student_id, api.SubmittedAssignment.timestamp).where(
            api.SubmittedAssignment.assignment_id == self._assignment.id
        )
        return dict(self._db.execute(rows).all())

    def write(self, batch):
        """Write the grades of several students in one transaction: all of them, or none.

        Raises
        ------
        GradebookError
            The database refused; nothing was written.
        """
        try:
            for graded in batch:
                self._write(graded)
            self._db.commit()
        except OperationalError as error:
            self._db.rollback()
            raise GradebookError(f"the gradebook did not take the grades: {error.orig}") from None
        except BaseException:
            self._db.rollback()
            raise

    def _write(self, graded):
        submission = self._submission(graded)
        for notebook in self.notebooks:
            entry = self._notebook(submission, notebook)
            result = graded.results.get(notebook.name)
            self._grades(entry, notebook, result)
            self._comments(entry, notebook, result)
            self._late(submission, entry, graded.student)

    def _submission(self, graded):
        student = self._db.get(api.Student, graded.student)
        if student is None:
            student = api.Student(id=graded.student)
            self._db.add(student)
            self._db.flush()
        found = self._one(
            api.SubmittedAssignment, assignment_id=self._assignment.id, student_id=graded.student
        )
        if graded.timestamp is not None:
            found.timestamp = graded.timestamp
        return found

    def _notebook(self, submission, notebook):
        return self._one(
            api.SubmittedNotebook, assignment_id=submission.id, notebook_id=notebook.id
        )

    def _one(self, kind, **keys):
        """The row with these keys, made if it is not there."""
        found = self._db.scalars(select(kind).filter_by(**keys)).first()
        if found is None:
            found = kind(**keys)
            self._db.add(found)
            self._db.flush()
        return found

    def _grades(self, entry, notebook, result):
        rows = {row.cell_id: row for row in entry.grades}
        for cell in self._cells[notebook.name]:
            if not isinstance(cell, api.GradeCell | api.TaskCell):
                continue
            grade = rows.get(cell.id) or self._add(entry, api.Grade, cell)
            grade.auto_score = self._auto_score(cell, result)
            by_hand = grade.manual_score is not None and result is not None
            grade.needs_manual_grade = by_hand or grade.auto_score is None
        self._db.flush()

    def _auto_score(self, cell, result):
        """What a cell earns: 0 where no notebook was handed in, None where a person must look."""
        if result is None:
            return 0.0
        if result.failed:
            return None
        if isinstance(cell, api.GradeCell) and cell.name in result.untouched:
            return 0.0  # a written answer that was not given
        return result.scores.get(cell.name)

    def _comments(self, entry, notebook, result):
        rows = {row.cell_id: row for row in entry.comments}
        for cell in self._cells[notebook.name]:
            if not isinstance(cell, api.SolutionCell | api.TaskCell):
                continue
            comment = rows.get(cell.id) or self._add(entry, api.Comment, cell)
            untouched = result is not None and cell.name in result.untouched
            comment.auto_comment = NO_RESPONSE if untouched else None
        self._db.flush()

    def _add(self, entry, kind, cell):
        row = kind(notebook_id=entry.id, cell_id=cell.id)
        self._db.add(row)
        return row

    def _late(self, submission, entry, student):
        entry.late_submission_penalty = None
        if self._late_plugin is None or submission.total_seconds_late <= 0:
            return
        self._db.flush()
        self._db.refresh(entry)
        score, seconds = entry.score, submission.total_seconds_late
        penalty = self._late_plugin.late_submission_penalty(student, score, seconds)
        if penalty is not None:
            entry.late_submission_penalty = min(max(penalty, 0), score)


def _cells_of(notebook):
    return [*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells]


def _begin_at_once(engine):
    """Let SQLite lock at the start of a transaction, so that a batch never fails half-way."""

    @event.listens_for(engine, "connect")
    def _connect(connection, _):
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
