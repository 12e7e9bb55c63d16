"""`python -m autograder grade ASSIGNMENT`: a class through the engine into nbgrader's gradebook."""

import fnmatch
import os
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from autograder.commands.numbers import at_least
from autograder.engine import classroom
from autograder.engine.cluster import ClusterError
from autograder.engine.locking import LockedGradebook, lock
from autograder.engine.pool import opened
from autograder.engine.sandbox import probe
from autograder.engine.sandbox.layers import Unprotected
from autograder.gradebook import Book, GradebookError
from autograder.nbgrader import configuration

SMALL_CLASS = 40  # students whose every line fits on a screen or two


class Rate(ProgressColumn):
    """How many a second; rich's own columns count bytes, or stay silent where the end is known."""

    def render(self, task):
        """Return the text of one task."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} a second" if speed else "")


COLUMNS = (
    TextColumn("[progress.description]{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    Rate(),
    TimeRemainingColumn(),
)


class NoSubmission(LookupError):
    """Nobody that is asked for has handed anything in."""


def add_to(commands):
    """Add the command to the command line."""
    parser = commands.add_parser("grade", help="grade what a class has handed in")
    parser.add_argument("assignment", help="such as 01-weight-updates")
    parser.add_argument("--student", default="*", help="one student, or a pattern such as 'a*'")
    parser.add_argument("--force", action="store_true", help="grade again what is graded")
    parser.add_argument("--workers", type=at_least(1), default=os.cpu_count(), help="processes")
    parser.add_argument(
        "--scheduler",
        help="a Dask scheduler's address, such as tcp://HOST:8786; its workers run with"
        " --nthreads 1 and see the course's folder under the same path; by default the configured"
        " one, '' for none",
    )
    parser.add_argument(
        "--db",
        help="the gradebook's URL, such as postgresql://USER@HOST/NAME; by default the configured"
        " one",
    )
    parser.add_argument("--course", type=Path, default=Path(), help="the course's root folder")
    parser.add_argument("--unsandboxed", action="store_true", help="run without any protection")
    parser.set_defaults(run=run)


def run(options):
    """Grade and return 0 if every submission could be graded in full."""
    found = configuration.read(options.course.resolve(), options.assignment)
    course = found.course
    if not course.notebooks():
        return _stop(f"{course.source_folder()} holds no notebook")
    try:
        walls = None if options.unsandboxed else probe()
        print(walls or "sandbox: NONE (--unsandboxed): submissions can do whatever you can")
        gradebook = (options.db or found.url, found.course_id, course.assignment, found.late_plugin)
        with lock(course.root), Book(*gradebook) as book:
            students = _students(course, options.student)
            students = classroom.waiting(course, book, students, options.force)
            setting = classroom.setting_for(course, walls, found.limits)
            scheduler = found.scheduler if options.scheduler is None else options.scheduler
            with opened(options.workers, scheduler) as pool:
                outcomes = _grade(course, book, pool, setting, students)
    except (ClusterError, Unprotected, GradebookError, LockedGradebook, NoSubmission) as error:
        return _stop(str(error))
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        return _stop(f"{what}; what was graded until then is in the gradebook")
    show(outcomes)
    return 0 if all(not (one.failed or one.faults) for one in outcomes) else 1


def _students(course, pattern):
    """Those who handed something in and whose names are like `pattern`; there has to be one."""
    found = fnmatch.filter(course.students(), pattern)
    if not found:
        whose = "" if pattern == "*" else f" by {pattern!r}"
        place = course.handed_in("STUDENT")
        raise NoSubmission(f"no submission of {course.assignment}{whose}: they lie in {place}")
    return found


def _grade(course, book, pool, setting, students):
    outcomes = []
    with Progress(*COLUMNS) as progress:
        task = progress.add_task(course.assignment, total=len(students))
        for outcome in classroom.grade(course, book, pool, setting, students):
            outcomes.append(outcome)
            progress.update(task, advance=1)
    return outcomes


def show(outcomes):
    """Print a line for each student, in a large class only for those with remarks, and a sum."""
    if not outcomes:
        print("nothing new to grade")
        return
    told = [one for one in outcomes if one.reasons or one.faults or one.failed]
    shown = outcomes if len(outcomes) <= SMALL_CLASS else told
    if shown:
        Console().print(_table(shown))
    full = sum(not one.failed and one.score >= one.of for one in outcomes)
    lost = sum(bool(one.failed or one.faults) for one in outcomes)
    mean = sum(one.score for one in outcomes) / len(outcomes)
    print(
        f"{len(outcomes)} submissions graded: {mean:.1f} points on average, {full} with all points"
        f" that a machine gives, {lost} not graded in full, {len(told)} with remarks"
    )


def _table(outcomes):
    table = Table("student", "points", "remarks")
    for one in sorted(outcomes, key=lambda outcome: outcome.student):
        remarks = [*(f"NOT GRADED: {fault}" for fault in one.faults), *one.reasons]
        points = f"{one.score:g} of {one.of:g}" if one.of else "–"
        table.add_row(escape(one.student), points, escape("\n".join(remarks)))
    return table


def _stop(sentence):
    print(sentence, file=sys.stderr)
    return 2
