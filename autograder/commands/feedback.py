"""`python -m autograder feedback ASSIGNMENT`: a page for each graded notebook of a class."""

import fnmatch
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from rich.progress import track

from autograder.commands.numbers import at_least
from autograder.engine import template
from autograder.engine.classroom import Course
from autograder.feedback import marks as gradebook
from autograder.feedback.page import render

CHUNK = 8  # pages that go to a process at once


def add_to(commands):
    """Add the command to the command line."""
    parser = commands.add_parser("feedback", help="write a page for each graded notebook")
    parser.add_argument("assignment", help="such as 01-weight-updates")
    parser.add_argument("--student", default="*", help="one student, or a pattern such as 'a*'")
    parser.add_argument("--show-hidden", action="store_true", help="show hidden tests as well")
    parser.add_argument("--workers", type=at_least(1), default=os.cpu_count(), help="processes")
    parser.add_argument("--db", help="the gradebook's URL; by default gradebook.db in the course")
    parser.add_argument("--course", type=Path, default=Path(), help="the course's root folder")
    parser.set_defaults(run=run)


def run(options):
    """Write the pages and return 0, or 2 where nothing is graded."""
    course = Course(options.course.resolve(), options.assignment)
    url = options.db or f"sqlite:///{course.root / 'gradebook.db'}"
    if not options.db and not (course.root / "gradebook.db").exists():
        print(f"{course.root} holds no gradebook.db: grade first", file=sys.stderr)
        return 2
    pages = list(find_pages(course, gradebook.read(url, course.assignment), options.student))
    if not pages:
        print(f"nothing of {course.assignment} is graded yet", file=sys.stderr)
        return 2
    write_all(course, pages, options.workers, options.show_hidden)
    print(f"{len(pages)} pages in {course.root / 'feedback'}")
    return 0


def find_pages(course, marks, pattern="*"):
    """Yield (student, notebook name, Marks) of every notebook that was graded."""
    for (student, notebook), found in sorted(marks.items()):
        graded = course.graded(student) / f"{notebook}.ipynb"
        if fnmatch.fnmatch(student, pattern) and graded.exists():
            yield student, notebook, found


def write_all(course, pages, workers, show_hidden=False):
    """Write the pages in several processes, with a progress bar."""
    jobs = [(course, show_hidden, *page) for page in pages]
    workers = max(1, min(workers, len(jobs) // CHUNK))
    with ProcessPoolExecutor(workers) as processes:
        done = processes.map(write, jobs, chunksize=CHUNK)
        for _ in track(done, "feedback", total=len(jobs)):
            pass


def write(job):
    """Write one page; an old one is replaced as a whole."""
    course, show_hidden, student, notebook, marks = job
    graded = course.graded(student) / f"{notebook}.ipynb"
    data = json.loads(graded.read_text(encoding="utf-8"))
    page = render(notebook, data, marks, _template(course, notebook), show_hidden)
    folder = course.root / "feedback" / student / course.assignment
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".{notebook}.html.new"
    new.write_text(page, encoding="utf-8")
    new.replace(folder / f"{notebook}.html")


@cache
def _template(course, notebook):
    name = f"{notebook}.ipynb"
    paths = (course.root / kind / course.assignment / name for kind in ("source", "release"))
    return template.read(*paths)
