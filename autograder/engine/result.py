"""What goes into the grading of one notebook, and what comes out of it."""

import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Job:
    """One notebook of one student; `path` is None where none was handed in."""

    student: str
    notebook: str
    path: str | None


@dataclass
class Result:
    """What the engine knows of a job when it is done; plain, to travel between processes."""

    student: str
    notebook: str
    scores: dict = field(default_factory=dict)  # grade id: points, or None for "needs a look"
    of: float = 0.0  # what its tests can give
    answers: dict = field(default_factory=dict)  # grade id: the learner's text
    untouched: list = field(default_factory=list)  # ids of solutions as they were given
    remarks: list = field(default_factory=list)  # what the instructor should know
    failed: str = ""  # why nothing could be graded, "" if it could
    autograded: str = ""  # the notebook as JSON text
    seconds: dict = field(default_factory=dict)  # {stage: wall seconds}
    cpu: dict = field(default_factory=dict)  # {process: CPU seconds}


class Clock:
    """Wall seconds, stage by stage."""

    def __init__(self):
        self.laps, self._last = {}, time.perf_counter()

    def lap(self, stage):
        """Count the time since the last lap to `stage`."""
        now = time.perf_counter()
        self.laps[stage] = self.laps.get(stage, 0.0) + now - self._last
        self._last = now
