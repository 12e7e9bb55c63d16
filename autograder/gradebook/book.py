"""One assignment in a gradebook: one writer, one transaction a batch.

The rows are those that `nbgrader autograde` writes. Manual scores, extra credit, manual comments
and flags are never touched.
"""

from dataclasses import dataclass, field

from nbgrader import api
from sqlalchemy import select

from autograder.gradebook import rows
from autograder.gradebook.opening import GradebookError, begin_at_once, open_gradebook, told

NO_RESPONSE = "No response."


@dataclass
class Graded:
    """One student's assignment: when it was handed in, and a `Result` for each notebook.

    A notebook that was not handed in is missing from `results`.
    """

    student: str
    timestamp: object = None  # naive UTC; None leaves the one before
    results: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Notebook:
    """A notebook of the assignment, and what is known of its cells."""

    id: str
    name: str
    graded: dict  # {cell id: (name, whether it is a test or an answer, and no task)}
    commented: dict  # {cell id: name}


class Book:
    """One assignment in a gradebook, open for writing."""

    def __init__(self, url, course_id, assignment, late_plugin=None):
        self._url, self._late_plugin = url, late_plugin
        self._gradebook = open_gradebook(url, course_id)
        self._db = self._gradebook.db
        with told(url):
            if self._gradebook.engine.dialect.name == "sqlite":
                begin_at_once(self._gradebook.engine)
            self._find(assignment)

    def _find(self, assignment):
        try:
            found = self._gradebook.find_assignment(assignment)
        except api.MissingEntry:
            self.close()
            raise GradebookError(
                f"the gradebook knows no assignment {assignment!r}:"
                f" run `nbgrader generate_assignment {assignment} --force` first"
            ) from None
        self._assignment, self._due = found.id, found.duedate
        self._notebooks = [_notebook(one) for one in found.notebooks]
        self._db.rollback()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    @property
    def notebooks(self):
        """The names of the assignment's notebooks."""
        return [notebook.name for notebook in self._notebooks]

    def close(self):
        """Close the connection."""
        self._gradebook.close()

    def timestamps(self):
        """Return {student: timestamp} of the submissions that are in the gradebook."""
        asked = select(api.SubmittedAssignment.student_id, api.SubmittedAssignment.timestamp)
        with told(self._url):
            found = self._db.execute(
                asked.where(api.SubmittedAssignment.assignment_id == self._assignment)
            ).all()
            self._db.rollback()  # a transaction that is left open keeps other writers out
        return {student: time for student, time in found}

    def write(self, batch):
        """Write the grades of several students in one transaction: all of them, or none.

        Raises
        ------
        GradebookError
            The database refused; nothing was written.
        """
        with told(self._url):
            try:
                self._write(batch)
                self._db.commit()
            except BaseException:
                self._db.rollback()
                raise

    def _write(self, batch):
        by_student = {graded.student: graded for graded in batch}
        rows.students(self._db, list(by_student))
        times = {student: graded.timestamp for student, graded in by_student.items()}
        submitted = rows.submissions(self._db, self._assignment, times)
        pairs = [(key, book.id) for key in submitted.values() for book in self._notebooks]
        entries = rows.notebooks(self._db, pairs)
        grades, comments = {}, {}
        for student, submission in submitted.items():
            for book in self._notebooks:
                entry = entries[submission, book.id]
                result = by_student[student].results.get(book.name)
                grades |= {(entry, cell): value for cell, value in _scores(book, result)}
                comments |= {(entry, cell): text for cell, text in _comments(book, result)}
        rows.grades(self._db, grades)
        rows.comments(self._db, comments)
        rows.penalties(self._db, dict.fromkeys(entries.values()) | self._late(entries))

    def _late(self, entries):
        """{notebook row id: penalty} of those who were late, by nbgrader's own sums."""
        if self._late_plugin is None or self._due is None:
            return {}
        self._db.expire_all()
        asked = select(api.SubmittedAssignment).where(
            api.SubmittedAssignment.id.in_({submission for submission, _ in entries})
        )
        late = {one.id: one for one in self._db.scalars(asked) if one.total_seconds_late > 0}
        keys = {key: late[sub] for (sub, _), key in entries.items() if sub in late}
        cells = [cell for notebook in self._notebooks for cell in notebook.graded]
        scores = rows.scores(self._db, keys, cells)
        return {
            key: self._penalty(one.student_id, scores.get(key, 0.0), one.total_seconds_late)
            for key, one in keys.items()
        }

    def _penalty(self, student, score, seconds):
        penalty = self._late_plugin.late_submission_penalty(student, score, seconds)
        return None if penalty is None else min(max(penalty, 0), score)


def _notebook(found):
    tests = {cell.id: (cell.name, True) for cell in found.grade_cells}
    tasks = {cell.id: (cell.name, False) for cell in found.task_cells}
    written = {cell.id: cell.name for cell in (*found.solution_cells, *found.task_cells)}
    return Notebook(found.id, found.name, tests | tasks, written)


def _scores(notebook, result):
    """Yield (cell id, (what it earns, whether the notebook was handed in)).

    0 where no notebook was handed in, None where a person must look.
    """
    for cell, (name, is_test) in notebook.graded.items():
        if result is None:
            score = 0.0
        elif result.failed:
            score = None
        elif is_test and name in result.untouched:
            score = 0.0  # a written answer that was not given
        else:
            score = result.scores.get(name)
        yield cell, (score, result is not None)


def _comments(notebook, result):
    """Yield (cell id, automatic comment or None)."""
    for cell, name in notebook.commented.items():
        untouched = result is not None and name in result.untouched
        yield cell, NO_RESPONSE if untouched else None
