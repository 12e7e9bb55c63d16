"""`python3 -m course grade`: the own notebook, graded by the engine that grades a class."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from course.study.place import find_lesson
from course.study.study import StudyError, UnknownLesson


def grade_own(lesson=None):
    """Grade the learner's notebook of a lesson; return the exit status, or a sentence.

    The grader is a program of its own: nothing in `course` imports it, and a copy without it says
    so.
    """
    if lesson is None:
        return "Which lesson? Name its number, such as `python3 -m course grade 1`."
    try:
        name, _ = find_lesson(int(lesson) if lesson.isdecimal() else lesson)
    except (UnknownLesson, StudyError) as error:
        return str(error)
    notebook = Path(os.environ.get("DESCENT_WORK", ".")) / name / f"{name}.ipynb"
    if not notebook.exists():
        return f"There is no {notebook}: `python3 -m course lab` puts the lessons there."
    if importlib.util.find_spec("autograder") is None:
        return "This copy has no grader; take a whole copy of the course (git clone)."
    command = [sys.executable, "-m", "autograder", "own", str(notebook)]
    return subprocess.run(command, check=False).returncode
