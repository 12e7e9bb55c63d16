"""A class: which submissions there are, what of them is to be graded, and their grades written."""

import contextlib
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.engine import files
from autograder.engine.submission import Job
from autograder.engine.worker import Setting
from autograder.gradebook import Graded

BATCH = 25  # students a transaction
READ_ONLY = 0o444
SECONDS = 2  # after which a smaller batch is written: what is finished is not lost


@dataclass(frozen=True)
class Course:
    """The folders of an nbgrader course and one of its assignments."""

    root: Path
    assignment: str
    source: str = "source"
    release: str = "release"
    submitted: str = "submitted"
    autograded: str = "autograded"

    def source_folder(self):
        """The instructor's folder."""
        return self.root / self.source / self.assignment

    def release_folder(self):
        """What the learners were given."""
        return self.root / self.release / self.assignment

    def notebooks(self):
        """[(source notebook, release notebook)]"""
        sources = sorted(self.source_folder().glob("*.ipynb"))
        return [(path, self.release_folder() / path.name) for path in sources]

    def students(self):
        """The students who handed something in, in order."""
        folders = (self.root / self.submitted).glob(f"*/{self.assignment}")
        return sorted(path.parent.name for path in folders if path.is_dir())

    def handed_in(self, student):
        """The folder that a student handed in."""
        return self.root / self.submitted / student / self.assignment

    def graded(self, student):
        """The folder of the student's autograded notebooks."""
        return self.root / self.autograded / student / self.assignment

    def files(self, student):
        """Yield (regular file, its place in the graded folder): the source's come last."""
        for folder in (self.handed_in(student), self.source_folder()):
            yield from files.regular(folder)


@dataclass
class Outcome:
    """What became of one student's submission."""

    student: str
    score: float = 0.0
    of: float = 0.0
    reasons: list = field(default_factory=list)
    faults: list = field(default_factory=list)  # of the infrastructure: not graded, nothing written
    failed: bool = False  # a notebook could not be read, or was missing


def timestamp(folder):
    """Return when a submission was handed in, naive UTC; None where no readable file tells."""
    path = folder / "timestamp.txt"
    if path.is_symlink() or not path.is_file():
        return None  # a pipe, say, would never be read to its end
    with contextlib.suppress(OSError, ValueError):
        text = path.read_text(encoding="utf-8").strip()
        return parse_utc(text) if text else None
    return None


def waiting(course, book, students, force):
    """Return the students whose submission is new or newer than its grades; all with `force`."""
    known = book.timestamps()
    return [
        student
        for student in students
        if force
        or student not in known
        or not course.graded(student).is_dir()
        or _newer(timestamp(course.handed_in(student)), known[student])
    ]


def _newer(new, old):
    return new is not None and (old is None or new > old)


def grade(course, book, pool, setting, students):
    """Grade students and yield each one's `Outcome` once its grades are in the gradebook.

    Only what is on its way is in memory: a class of ten thousand needs no more than one of fifty.
    """
    for batch in _batches(_run(course, pool, setting, students)):
        yield from _finish(course, book, batch)


def _run(course, pool, setting, students):
    """Yield ([Graded], [what went wrong]) of each student as soon as the last notebook is done."""
    desk = _Desk(course)
    for job, result, error in pool.run(setting, desk.jobs(students)):
        desk.take(job, result, error)
        yield from desk.finished()
    yield from desk.finished()


class _Desk:
    """The submissions that are on their way: jobs go out, results come back in any order."""

    def __init__(self, course):
        self._course, self._names = course, [path.stem for path, _ in course.notebooks()]
        self._open = {}  # student: [Graded, [what went wrong], how many notebooks are out]
        self._finished = []

    def jobs(self, students):
        """Yield a job for each notebook, opened when the pool has room for it."""
        for student in students:
            folder = self._course.handed_in(student)
            found = [_job(self._course, student, name) for name in self._names]
            jobs = [job for job in found if job.path]
            self._open[student] = [Graded(student, timestamp(folder)), [], len(jobs)]
            self._close_if_done(student)
            yield from jobs

    def take(self, job, result, error):
        """Note what became of one job."""
        graded, faults, _ = self._open[job.student]
        if result is None:
            faults.append(f"{job.notebook}: {error}")
        else:
            graded.results[job.notebook] = result
        self._open[job.student][2] -= 1
        self._close_if_done(job.student)

    def finished(self):
        """Yield (Graded, [what went wrong]) of those who are done, each once."""
        while self._finished:
            yield self._finished.pop(0)

    def _close_if_done(self, student):
        if self._open[student][2] == 0:
            self._finished.append(tuple(self._open.pop(student)[:2]))


def _batches(finished):
    """Yield what is finished in lists; a run that breaks off gives what it had before it ends."""
    batch, begun = [], time.monotonic()
    try:
        for one in finished:
            batch.append(one)
            if len(batch) >= BATCH or time.monotonic() - begun > SECONDS:
                yield batch
                batch, begun = [], time.monotonic()
    except (Exception, KeyboardInterrupt):
        yield batch
        raise
    yield batch


def _job(course, student, notebook):
    """The job of one notebook; a renamed one is found if it is the only one there."""
    folder = course.handed_in(student)
    path = folder / f"{notebook}.ipynb"
    if not path.exists() and not path.is_symlink():
        others = sorted(folder.glob("*.ipynb"))
        path = others[0] if len(others) == 1 and len(course.notebooks()) == 1 else None
    return Job(student, notebook, str(path) if path else None)


def _finish(course, book, batch):
    """Write a batch: first the files, then the gradebook, in which a rerun sees what is done."""
    whole = [graded for graded, faults in batch if not faults]
    for graded in whole:
        write_files(course, graded)
    book.write(whole)
    for graded, faults in batch:
        yield outcome(graded, course, faults)


def outcome(graded, course, faults):
    """Return the summary of what was written for a student."""
    reasons = []
    for path, _ in course.notebooks():
        result = graded.results.get(path.stem)
        if result is None and not faults:
            reasons.append(f"{path.stem}: not handed in")
        elif result is not None:
            reasons += [result.failed] if result.failed else result.remarks
    scores = [s for r in graded.results.values() for s in r.scores.values() if s is not None]
    failed = any(result.failed for result in graded.results.values()) or not graded.results
    possible = sum(result.of for result in graded.results.values())
    return Outcome(graded.student, sum(scores), possible, reasons, faults, failed)


def write_files(course, graded):
    """Write the autograded folder of a student anew; the old one is replaced as a whole."""
    folder = course.graded(graded.student)
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for name, result in graded.results.items():
        if not result.failed:
            path = new / f"{name}.ipynb"
            path.write_text(result.autograded, encoding="utf-8")
            path.chmod(READ_ONLY)
    _copy_files(course, graded.student, new)
    if folder.exists():
        shutil.rmtree(folder)
    new.rename(folder)


def _copy_files(course, student, new):
    """The student's other regular files, then the source's over them; links are not followed."""
    for path, place in course.files(student):
        target = new / place
        _make_room(target, new)
        shutil.copyfile(path, target)
        target.chmod(READ_ONLY)


def _make_room(target, root):
    """Remove a file where a folder must be, and whatever is where a file must be."""
    for parent in reversed(target.relative_to(root).parents):
        if (root / parent).is_file():
            (root / parent).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)


def setting_for(course, walls, limits):
    """Return the `Setting` of the course's workers."""
    sources = tuple((str(source), str(release)) for source, release in course.notebooks())
    return Setting(sources, walls, limits)
