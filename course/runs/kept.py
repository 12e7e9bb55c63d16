"""The runs that were recorded, in runs.json beside the learner's progress."""

import math
from datetime import datetime
from functools import cache

import numpy as np

from course.study.progress import being_graded
from course.study.progress import path as path_of_progress
from course.study.store import Store

LONGEST = 400  # numbers that are kept of a list of losses


def path():
    """Return where the runs are kept: the folder of the learner's progress."""
    return path_of_progress().with_name("runs.json")


def record(name, *, optimizer="", schedule="", regularization="", accuracy=None, losses=()):
    """Keep one run; every call adds a row, none is ever overwritten.

    Parameters
    ----------
    name : str
        How you recognise the run.
    optimizer, schedule, regularization : str
    accuracy : float, optional
        From 0 to 1.
    losses : sequence of float
        One an epoch; of a very long list only some are kept.

    Raises
    ------
    ValueError
        The accuracy is no share, or the losses are no list of numbers.
    """
    if being_graded():
        return
    curve = np.asarray(losses, dtype=float)
    if curve.ndim != 1:
        raise ValueError(f"runs.record: losses must be a list of numbers, got shape {curve.shape}")
    if accuracy is not None and not 0 <= accuracy <= 1:
        raise ValueError(f"runs.record: accuracy must lie between 0 and 1, got {accuracy}")
    kept = np.linspace(0, len(curve) - 1, min(len(curve), LONGEST)).round().astype(int)
    row = {
        "name": str(name),
        "optimizer": str(optimizer),
        "schedule": str(schedule),
        "regularization": str(regularization),
        "accuracy": None if accuracy is None else float(accuracy),
        "losses": [x if math.isfinite(x) else None for x in curve[kept].tolist()],
        "epochs": (kept + 1).tolist(),
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    _store(path()).change(lambda data: data["runs"].setdefault(_next(data["runs"]), row))


def rows():
    """Return all runs, the oldest first: dicts with "number" and what `record` was given."""
    kept = _store(path()).read()["runs"]
    return [{"number": int(key)} | row for key, row in sorted(kept.items(), key=_by_number)]


def _by_number(item):
    return int(item[0])


def _next(kept):
    return str(1 + max(map(int, kept), default=0))


@cache
def _store(path):
    return Store(path, {"runs": dict}, holds="your runs")
