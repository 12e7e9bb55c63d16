"""`python -m autograder grade ASSIGNMENT`: a class through the engine into nbgrader's gradebook."""

import fnmatch
import os
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder.engine import classroom
from autograder.engine.pool import LocalPool
from autograder.engine.sandbox import Limits, probe
from autograder.engine.sandbox.layers import Unprotected
from autograder.gradebook import Book, GradebookError

COLUMNS = (
    TextColumn("[progress.description]{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TextColumn("{task.fields[rate]}"),
    TimeRemainingColumn(),
)


def add_to(commands):
    """Add the command to the command line."""
    parser = commands.add_parser("grade", help="grade what a class has handed in")
    parser.add_argument("assignment", help="such as 01-weight-updates")
    parser.add_argument("--student", default="*", help="one student, or a pattern such as 'a*'")
    parser.add_argument("--force", action="store_true", help="grade again what is graded")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes")
    parser.add_argument("--db", help="the gradebook's URL; by default gradebook.db in the course")
    parser.add_argument("--course", type=Path, default=Path(), help="the course's root folder")
    parser.add_argument("--unsandboxed", action="store_true", help="run without any protection")
    parser.set_defaults(run=run)


def run(options):
    """Grade and return 0 if every submission could be graded in full."""
    course = classroom.Course(options.course.resolve(), options.assignment)
    url = options.db or f"sqlite:///{course.root / 'gradebook.db'}"
    if not course.notebooks():
        return _stop(f"{course.root / course.source / course.assignment} holds no notebook")
    try:
        walls = None if options.unsandboxed else probe()
        print(walls or "sandbox: NONE (--unsandboxed): submissions can do whatever you can")
        with classroom.lock(course.root), Book(url, "descent", course.assignment) as book:
            students = fnmatch.filter(course.students(), options.student)
            students = classroom.waiting(course, book, students, options.force)
            outcomes = _grade(course, book, walls, students, options.workers)
    except (Unprotected, GradebookError, classroom.LockedGradebook) as error:
        return _stop(str(error))
    _show(outcomes)
    return 0 if all(not (one.failed or one.faults) for one in outcomes) else 1


def _grade(course, book, walls, students, workers):
    pool, outcomes = LocalPool(workers), []
    setting = classroom.setting_for(course, walls, Limits())
    try:
        with Progress(*COLUMNS) as progress:
            task = progress.add_task(course.assignment, total=len(students), rate="")
            for outcome in classroom.grade(course, book, pool, setting, students):
                outcomes.append(outcome)
                speed = progress.tasks[0].speed
                rate = f"{speed:.1f} a second" if speed else ""
                progress.update(task, advance=1, rate=rate)
    finally:
        pool.close()
    return outcomes


def _show(outcomes):
    table = Table("student", "points", "remarks")
    for one in sorted(outcomes, key=lambda outcome: outcome.student):
        remarks = [*(f"NOT GRADED: {fault}" for fault in one.faults), *one.reasons]
        table.add_row(one.student, f"{one.score:g}", escape("\n".join(remarks)))
    Console().print(table)
    print(f"{len(outcomes)} submissions graded" if outcomes else "nothing new to grade")


def _stop(sentence):
    print(sentence, file=sys.stderr)
    return 2
