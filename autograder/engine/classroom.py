"""A class: which submissions there are, what of them is to be graded, and their grades written."""

import contextlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.engine.submission import Job
from autograder.engine.worker import Setting
from autograder.gradebook import Graded

BATCH = 25  # students a transaction


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
            for path in sorted(folder.rglob("*")):
                place = path.relative_to(folder)
                hidden = any(part.startswith(".") for part in place.parts)
                kept = not path.is_symlink() and not hidden and path.suffix != ".ipynb"
                if kept and path.is_file():
                    yield path, place


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
    """Grade students and yield each one's `Outcome` once its grades are in the gradebook."""
    notebooks = {path.stem: path for path, _ in course.notebooks()}
    jobs, graded, missing = [], {}, {}
    for student in students:
        graded[student] = Graded(student, timestamp(course.handed_in(student)))
        found = [_job(course, student, name) for name in notebooks]
        jobs += [job for job in found if job.path]
        missing[student] = sum(1 for job in found if job.path)
    faults = {}
    done = [student for student, count in missing.items() if count == 0]
    for job, result, error in pool.run(setting, jobs):
        missing[job.student] -= 1
        if result is None:
            faults.setdefault(job.student, []).append(f"{job.notebook}: {error}")
        else:
            graded[job.student].results[job.notebook] = result
        if missing[job.student] == 0:
            done.append(job.student)
        if len(done) >= BATCH:
            yield from _finish(course, book, [graded.pop(name) for name in done], faults)
            done = []
    yield from _finish(course, book, [graded.pop(name) for name in done], faults)


def _job(course, student, notebook):
    """The job of one notebook; a renamed one is found if it is the only one there."""
    folder = course.handed_in(student)
    path = folder / f"{notebook}.ipynb"
    if not path.exists() and not path.is_symlink():
        others = sorted(folder.glob("*.ipynb"))
        path = others[0] if len(others) == 1 and len(course.notebooks()) == 1 else None
    return Job(student, notebook, str(path) if path else None)


def _finish(course, book, batch, faults):
    """Write a batch: first the files, then the gradebook, in which a rerun sees what is done."""
    whole = [graded for graded in batch if graded.student not in faults]
    for graded in whole:
        write_files(course, graded)
    book.write(whole)
    for graded in batch:
        yield outcome(graded, course, faults.get(graded.student, []))


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
            (new / f"{name}.ipynb").write_text(result.autograded, encoding="utf-8")
    _copy_files(course, graded.student, new)
    for path in new.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
    if folder.exists():
        shutil.rmtree(folder)
    new.rename(folder)


def _copy_files(course, student, new):
    """The student's other regular files, then the source's over them; links are not followed."""
    for path, place in course.files(student):
        target = new / place
        _make_room(target, new)
        shutil.copyfile(path, target)


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
