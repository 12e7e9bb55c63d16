"""One run of `nbgrader autograde` through the engine: its options, log lines and exit status."""

from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException

from autograder.engine import classroom
from autograder.engine.cluster import ClusterError
from autograder.engine.locking import LockedGradebook, lock
from autograder.engine.pool import opened
from autograder.engine.sandbox import probe
from autograder.engine.sandbox.layers import Unprotected
from autograder.gradebook import Book, GradebookError
from autograder.nbgrader import STOCK, configuration
from autograder.nbgrader.course import ConfiguredCourse

REFUSALS = (ClusterError, Unprotected, GradebookError, LockedGradebook)


class Run:
    """What a converter was asked to grade, and how the engine grades it."""

    def __init__(self, converter, settings):
        self._converter, self._settings, self._log = converter, settings, converter.log
        coursedir = converter.coursedir
        kept = converter.exclude_overwriting.get(coursedir.assignment_id, [])
        self.course = ConfiguredCourse(
            Path(coursedir.root), coursedir.assignment_id, coursedir=coursedir, kept=tuple(kept)
        )

    def start(self):
        """Grade what is new, as `Autograde.convert_notebooks` does.

        Raises
        ------
        NbGraderException
            Not every submission could be graded; what could is in the gradebook.
        """
        coursedir = self._converter.coursedir
        try:
            with (
                lock(self.course.root),
                Book(
                    coursedir.db_url,
                    coursedir.course_id,
                    self.course.assignment,
                    configuration.late_plugin(self._converter),
                ) as book,
            ):
                bad = self._grade(book)
        except REFUSALS as error:
            self._log.error(str(error))
            if isinstance(error, Unprotected):
                self._log.error("or let nbgrader itself grade, with %s", STOCK)
            raise NbGraderException(str(error)) from None
        if bad:
            raise NbGraderException(self._told(bad))

    def _grade(self, book):
        """Grade who waits; return the students whose submission could not be graded in full."""
        walls = None if self._settings.unsandboxed else probe()
        self._log.info(
            str(walls) if walls else "sandbox: NONE, submissions can do whatever you can"
        )
        students, bad = [one for one in self._known(self.course.students()) if self._due(one)], []
        if not students:
            return bad
        for student in students:
            self._log.info("Autograding %s", self.course.handed_in(student))
        setting = classroom.setting_for(
            self.course, walls, configuration.limits(self._converter.config)
        )
        workers = min(self._settings.workers, len(students))
        with opened(workers, self._settings.scheduler) as pool:
            outcomes = classroom.grade(self.course, book, pool, setting, students)
            for number, outcome in enumerate(outcomes, 1):
                self._tell(outcome, f"by the engine ({number} of {len(students)})")
                bad += [outcome.student] if outcome.failed or outcome.faults else []
        return bad

    def _due(self, student):
        """Whether nbgrader would grade a student now; what was graded before is then removed."""
        self._converter.notebooks = sorted(map(str, self.course.handed_in(student).glob("*.ipynb")))
        when = self.course.handed_in(student) / "timestamp.txt"
        try:
            if when.exists() and not when.is_file():
                raise OSError("a pipe, say, would never be read to its end")
            due = self._converter.init_destination(self.course.assignment, student)
        except (AttributeError, OSError, UnicodeDecodeError):  # the first is nbgrader's own slip
            self._log.warning("%s: timestamp.txt cannot be read; graded again", student)
            due = True
        if due:
            self._converter.run_pre_convert_hook()
        return due

    def _known(self, students):
        """Without `create_student`, only students who are in the gradebook."""
        if self._converter.create_student:
            return students
        coursedir = self._converter.coursedir
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            known = {student.id for student in gradebook.students}
        for student in set(students) - known:
            self._log.error("No student with ID '%s' exists in the database", student)
        return [student for student in students if student in known]

    def _tell(self, outcome, how):
        """Log what became of one submission, and leave its files as nbgrader does."""
        for reason in outcome.reasons:
            self._log.warning("%s: %s", outcome.student, reason)
        for fault in outcome.faults:
            self._log.error("%s was NOT GRADED %s: %s", outcome.student, how, fault)
        if not outcome.faults:
            self._log.info("%s: %g points %s", outcome.student, outcome.score, how)
            self._converter.set_permissions(self.course.assignment, outcome.student)
            self._converter.run_post_convert_hook()

    def _told(self, bad):
        for student in bad:
            self._log.error(
                "There was an error processing assignment '%s' for student '%s'",
                self.course.assignment,
                student,
            )
        told = self._converter.logfile
        where = f"the error log ({told})" if told else "the lines above"
        message = f"Please see {where} for details on the specific errors on the above failures."
        self._log.error(message)
        return message
