"""`python -m autograder bench`: the engine and stock nbgrader on one simulated class."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder import catalog, simulate
from autograder.commands.feedback import find_pages, write_all
from autograder.commands.numbers import at_least
from autograder.engine import classroom
from autograder.engine.pool import LocalPool
from autograder.engine.sandbox import Limits, probe
from autograder.engine.sandbox.layers import Unprotected
from autograder.feedback import marks
from autograder.gradebook import Book
from autograder.nbgrader import STOCK
from course.paths import ROOT, SOURCE

with suppress(ModuleNotFoundError):  # Windows has none, and is told so by `probe`
    import resource

LAP = 1000  # submissions a line of progress
FIRST = 4  # submissions of each worker that pay for its start


@dataclass
class Run:
    """What was measured of the engine: seconds, and {what: CPU seconds} for each submission."""

    wall: float
    warm: float | None  # submissions a second, once every worker has graded its first ones
    cpu: dict
    submissions: int
    peak: float  # MiB of the driver


class NotingPool(LocalPool):
    """A pool that keeps what each result says of its cost, and tells how far it is."""

    def __init__(self, workers):
        super().__init__(workers)
        self.costs, self.moments = [], []

    def run(self, setting, jobs):
        """Yield what a pool yields, and remember its cost."""
        for job, result, error in super().run(setting, jobs):
            self.costs.append(result.cpu if result else {})
            self.moments.append(time.perf_counter())
            if len(self.moments) % LAP == 0:
                self._tell_lap()
            yield job, result, error

    def _tell_lap(self):
        done = len(self.moments)
        rate = (LAP - 1) / (self.moments[-1] - self.moments[-LAP])
        peak = f"driver's peak memory {_peak_mebibytes():.0f} MiB"
        print(f"{done:6} graded, the last {LAP} at {rate:.1f} a second; {peak}", flush=True)


def add_to(commands):
    """Add the command to the command line."""
    parser = commands.add_parser("bench", help="time the engine against stock nbgrader")
    known = catalog.lessons()
    parser.add_argument("lesson", nargs="?", choices=known, default="01-weight-updates")
    parser.add_argument("--students", type=at_least(1), default=200, help="of the simulated class")
    few = "of all kinds of answers, graded by nbgrader too"
    parser.add_argument("--stock", type=at_least(0), default=12, help=few)
    parser.add_argument("--right", action="store_true", help="all answers are: it takes longest")
    parser.add_argument("--workers", type=at_least(1), default=os.cpu_count())
    parser.set_defaults(run=run)


def run(options):
    """Print what was measured and return 0."""
    try:
        walls = probe()
    except Unprotected as error:
        print(error, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        kinds = simulate.kinds(options.lesson, options.right)
        everybody = [kinds[number % len(kinds)] for number in range(options.students)]
        ours = _make_class(Path(folder, "ours"), options.lesson, everybody)
        found = _engine(ours, walls, options.workers)
        pages = _feedback(ours, options.workers)
        stock = stock_pages = None
        if options.stock:
            few = _few(kinds, options.stock)
            theirs = _make_class(Path(folder, "theirs"), options.lesson, few)
            stock, stock_pages = _stock(theirs), _stock_feedback(theirs)
    _print(options, found, stock)
    _print_pages(pages, stock_pages)
    return 0


def _few(kinds, number):
    """So many of all kinds, evenly, behind a first one that pays for the start of a command."""
    return [kinds[0], *(kinds[place * len(kinds) // number] for place in range(number))]


def _make_class(root, lesson, notebooks):
    """A course at `root` in which each of the notebooks is handed in by a student."""
    course = classroom.Course(root, lesson)
    shutil.copytree(SOURCE / lesson, root / "source" / lesson)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    _nbgrader(course, "generate_assignment", lesson)
    for number, text in enumerate(notebooks):
        folder = course.handed_in(f"student{number:05d}")
        folder.mkdir(parents=True)
        (folder / f"{lesson}.ipynb").write_text(text, encoding="utf-8")
    return course


def _engine(course, walls, workers):
    """Grade everybody and return the `Run`."""
    pool = NotingPool(workers)
    setting = classroom.setting_for(course, walls, Limits())
    try:
        with Book(_gradebook(course), "descent", course.assignment) as book:
            start, cpu = time.perf_counter(), time.process_time()
            for _ in classroom.grade(course, book, pool, setting, course.students()):
                pass
            wall, driver = time.perf_counter() - start, time.process_time() - cpu
    finally:
        pool.close()
    return Run(
        wall,
        _warm(pool.moments, FIRST * workers),
        _medians(pool.costs) | {"driver": driver / len(pool.costs)},
        len(pool.costs),
        _peak_mebibytes(),
    )


def _warm(moments, first):
    """Submissions a second after the first ones; nothing where too few are left to tell."""
    later = moments[first:]
    return (len(later) - 1) / (later[-1] - later[0]) if len(later) > first else None


def _medians(costs):
    """{what: median} over what all submissions tell."""
    names = dict.fromkeys(name for cost in costs for name in cost)
    return {name: statistics.median(cost.get(name, 0.0) for cost in costs) for name in names}


def _stock(course):
    """nbgrader's median wall seconds between one finished student and the next, in one process."""
    _nbgrader(course, "autograde", course.assignment, STOCK)
    name = f"{course.assignment}.ipynb"
    paths = (course.graded(student) / name for student in course.students())
    moments = sorted(path.stat().st_mtime for path in paths if path.exists())
    return statistics.median(later - earlier for earlier, later in pairwise(moments))


def _feedback(course, workers):
    """Return our feedback pages a second."""
    start = time.perf_counter()
    pages = list(find_pages(course, marks.read(_gradebook(course), course.assignment)))
    write_all(course, pages, workers)
    return len(pages) / (time.perf_counter() - start)


def _stock_feedback(course):
    """Return nbgrader's feedback pages a second, the start of the command left out."""
    _nbgrader(course, "generate_feedback", course.assignment)
    paths = (course.root / "feedback").glob(f"*/{course.assignment}/*.html")
    moments = sorted(path.stat().st_mtime for path in paths)
    return 1 / statistics.median(later - earlier for earlier, later in pairwise(moments))


def _gradebook(course):
    return f"sqlite:///{course.root / 'gradebook.db'}"


def _nbgrader(course, *arguments):
    tools = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    subprocess.run(command, cwd=course.root, env=environment, capture_output=True, check=False)


def _print(options, found, stock):
    rate = found.submissions / found.wall
    title = f"{options.lesson}: {found.submissions} submissions, {options.workers} workers"
    table = Table("", "engine", "stock nbgrader", title=title, title_justify="left")
    theirs = [f"{1 / stock:.2f}", f"1 ({1000 * stock:.0f} ms each, median)"] if stock else ["", ""]
    table.add_row("submissions a second, start included", f"{rate:.1f}", "")
    warm = f"{found.warm:.1f}" if found.warm else "too few to tell"
    table.add_row("submissions a second, warm", warm, theirs[0])
    if stock:
        table.add_row("ratio, start included", f"{rate * stock:.1f}", theirs[1])
    if stock and found.warm:
        table.add_row("ratio, warm", f"{found.warm * stock:.1f}", "")
    for what, seconds in found.cpu.items():
        table.add_row(f"CPU a submission: {what}", f"{1000 * seconds:.1f} ms", "")
    spent = {name: seconds for name, seconds in found.cpu.items() if name != "learner's code"}
    beyond = sum(spent.values()) - found.cpu.get("learner's code", 0.0)
    table.add_row("CPU beyond the learner's code", f"{1000 * beyond:.1f} ms", "")
    table.add_row("driver's peak memory", f"{found.peak:.0f} MiB", "")
    Console().print(table)
    print(f"what limits it: CPU time, most of it in: {max(spent, key=spent.get)}")


def _print_pages(ours, theirs):
    print(f"feedback pages a second, start included: {ours:.0f}", end="")
    print(
        f"; generate_feedback: {theirs:.1f} (median); ratio {ours / theirs:.1f}" if theirs else ""
    )


def _peak_mebibytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
