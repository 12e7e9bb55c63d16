"""`python -m autograder bench`: the engine and stock nbgrader on one simulated class."""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from rich.console import Console
from rich.table import Table

from autograder import simulate
from autograder.engine import classroom
from autograder.engine.pool import LocalPool
from autograder.engine.sandbox import Limits, probe
from autograder.gradebook import Book
from autograder.nbgrader import STOCK
from course.paths import ROOT, SOURCE


def add_to(commands):
    """Add the command to the command line."""
    parser = commands.add_parser("bench", help="time the engine against stock nbgrader")
    parser.add_argument("lesson", nargs="?", default="01-weight-updates")
    parser.add_argument("--students", type=int, default=200, help="of the simulated class")
    parser.add_argument("--stock", type=int, default=10, help="of them graded by nbgrader too")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.set_defaults(run=run)


def run(options):
    """Print what was measured and return 0."""
    with tempfile.TemporaryDirectory() as folder:
        course = classroom.Course(Path(folder), options.lesson)
        _make_class(course, options.students)
        results, wall = _engine(course, options.workers)
        stock = _stock(course, course.students()[: options.stock])
    _print(options, results, wall, stock)
    return 0


def _make_class(course, students):
    """Right, untouched and each kind of wrong in turn, as a class hands them in."""
    lesson = course.assignment
    shutil.copytree(SOURCE / lesson, course.root / "source" / lesson)
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    _nbgrader(course, "generate_assignment", lesson)
    kinds = [simulate.right(lesson), {}]
    kinds += [simulate.wrong(lesson, number) for number in range(simulate.rounds(lesson))]
    notebooks = [simulate.notebook(lesson, answers) for answers in kinds]
    for number in range(students):
        folder = course.handed_in(f"student{number:05d}")
        folder.mkdir(parents=True)
        nbformat.write(notebooks[number % len(notebooks)], folder / f"{lesson}.ipynb")


def _engine(course, workers):
    """Grade everybody; return the results and the wall seconds from first to last."""
    pool, results = LocalPool(workers), []
    setting = classroom.setting_for(course, probe(), Limits())
    original = pool.run

    def noting(*arguments):
        for job, result, error in original(*arguments):
            results.append(result)
            yield job, result, error

    pool.run = noting
    try:
        with Book(
            f"sqlite:///{course.root / 'gradebook.db'}", "descent", course.assignment
        ) as book:
            start = time.perf_counter()
            for _ in classroom.grade(course, book, pool, setting, course.students()):
                pass
            return results, time.perf_counter() - start
    finally:
        pool.close()


def _stock(course, students):
    """Return nbgrader's wall seconds for each student, its own start left out by a first run."""
    seconds = []
    for student in students:
        shutil.rmtree(course.graded(student), ignore_errors=True)
        start = time.perf_counter()
        _nbgrader(course, "autograde", course.assignment, STOCK, "--student", student, "--force")
        seconds.append(time.perf_counter() - start)
    start = time.perf_counter()
    _nbgrader(course, "autograde", course.assignment, STOCK, "--student", "nobody")
    startup = time.perf_counter() - start
    return [max(one - startup, 0.0) for one in seconds]


def _nbgrader(course, *arguments):
    tools = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    subprocess.run(command, cwd=course.root, env=environment, capture_output=True, check=False)


def _print(options, results, wall, stock):
    rate, stock_median = len(results) / wall, statistics.median(stock)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table = Table(
        "", "engine", "stock nbgrader", title=f"{options.lesson}, {options.workers} workers"
    )
    table.add_row("submissions", str(len(results)), str(len(stock)))
    table.add_row(
        "submissions a second", f"{rate:.1f}", f"{1 / stock_median:.2f} (median, 1 process)"
    )
    table.add_row("ratio", f"{rate * stock_median:.1f}", "1")
    table.add_row("driver's peak memory", f"{memory:.0f} MiB", "")
    stages = {stage: [] for result in results for stage in result.seconds}
    for result in results:
        for stage, seconds in result.seconds.items():
            stages[stage].append(seconds)
    medians = {stage: statistics.median(values) for stage, values in stages.items()}
    for stage, seconds in medians.items():
        table.add_row(f"{stage} (wall, median)", f"{1000 * seconds:.0f} ms", "")
    cpu = statistics.median(result.cpu for result in results)
    table.add_row("judge (CPU, median)", f"{1000 * cpu:.0f} ms", "")
    Console().print(table)
    print(f"most of a submission's time goes to: {max(medians, key=medians.get)}")
