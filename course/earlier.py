"""What the learner wrote in lesson 2, for use in lesson 5: their own learning-rate schedule."""

import ast
import json
from pathlib import Path

import numpy as np

from course.study.progress import being_graded, load
from course.training import LinearDecay

LESSON = "02-learning-rate"
WANTED = "cosine_schedule"


def schedule(first_rate, updates):
    """Return a schedule t → rate that falls to zero over a training, and say whose it is.

    It is the learner's own `cosine_schedule`, read from the notebook of lesson 2 beside this one,
    if its check was passed. Otherwise, and while a notebook is graded, it is a given one, linear:
    η₀ (1 − t / T), and 0 from T on.

    Parameters
    ----------
    first_rate : float
        η₀, the rate of update 0.
    updates : int
        T, the number of updates of the whole training.

    Returns
    -------
    callable
        The rate of update t, counted from 0.
    """
    if being_graded():
        return LinearDecay(first_rate, updates).rate
    own, reason = _own(first_rate, updates)
    if own is None:
        print(f"Schedule: a given one, a straight line to zero, because {reason}.")
        return LinearDecay(first_rate, updates).rate
    print(f"Schedule: the {WANTED} that you wrote in lesson 2.")
    return own


def _own(first_rate, updates):
    """Return the learner's schedule and "", or None and the reason why there is none."""
    if not load()["checks"].get(WANTED, {}).get("passed_at"):
        return None, f"check({WANTED}) of lesson 2 has not been passed yet"
    source = _cell(Path.cwd().parent / LESSON / f"{LESSON}.ipynb")
    if source is None:
        return None, f"no notebook of lesson 2 with your {WANTED} lies beside this one"
    names = {"np": np, "__name__": "lesson_2"}
    try:
        exec(compile(source, f"{LESSON}.ipynb", "exec"), names)
        rates = [float(names[WANTED](t, first_rate, updates, 0.0)) for t in (0, updates // 2)]
    except Exception as error:  # whatever stands in a learner's cell
        return None, f"your {WANTED} of lesson 2 raises {type(error).__name__} now"
    if not np.isfinite(rates).all():
        return None, f"your {WANTED} of lesson 2 returns nan or inf now"
    return lambda t: names[WANTED](t, first_rate, updates, 0.0), ""


def _cell(notebook):
    """Return the last cell of a notebook that defines the function, or None."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return next((source for source in reversed(sources) if _defines(source)), None)


def _defines(source):
    try:
        parts = ast.parse(source).body
    except SyntaxError:  # such as a cell with a magic command
        return False
    return any(isinstance(part, ast.FunctionDef) and part.name == WANTED for part in parts)
