"""One worker process: a nursery, an assignment's templates, and submission after submission."""

import gc
import multiprocessing
import os
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

from autograder.engine import files, submission, template
from autograder.engine.forking import Nursery


@dataclass(frozen=True)
class Setting:
    """What a worker must know; it is plain, and travels between processes and machines."""

    sources: tuple  # of (path of the source notebook, path of its release)
    walls: object  # the sandbox's Layers, None for none
    limits: object
    run: str = ""  # a worker that outlives a run reads everything anew in the next one


_worker = None


class Worker:
    """Holds what is loaded once: templates, the references (by the judge), the nursery."""

    def __init__(self, setting):
        self.setting = setting
        self.nursery = Nursery(setting.walls, setting.limits)
        read = (template.read(Path(source), Path(release)) for source, release in setting.sources)
        self.templates = {one.name: one for one in read}
        given = {k: v for one in self.templates.values() for k, v in one.files.items()}
        self._folder = files.lay_out(given)  # tests read them too
        os.chdir(self._folder.name)
        gc.collect()
        gc.freeze()  # what is loaded now stays: a collection between two notebooks skips it

    def grade(self, job):
        """Return the result of one job."""
        return submission.grade(job, self.templates[job.notebook], self.nursery)

    def close(self):
        """End the nursery and forget the instructor's files, of which the next ones may differ."""
        self.nursery.close()
        os.chdir("/")
        files.take_away(self._folder)
        gc.unfreeze()

    def tidy(self):
        """Remove its folders, where nobody is left to close it."""
        self.nursery.kill()
        for folder in (self._folder, self.nursery.folder):
            shutil.rmtree(folder.name, ignore_errors=True)


def begin(free):
    """Make this process a worker of a pool, which runs on the next of the `free` processors.

    It ends when its parent does; a driver that was killed leaves nobody behind.
    """
    place = free.get()
    if place:
        os.sched_setaffinity(0, place)
    _follow_parent()


def _follow_parent():
    parent = multiprocessing.parent_process()

    def follow():
        parent.join()
        try:
            if _worker is not None:
                _worker.tidy()
        finally:
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def grade(setting, job):
    """Grade one job in this process, which becomes a worker at its first one."""
    global _worker  # noqa: PLW0603 a process is one worker, whoever sends it jobs
    if _worker is None or _worker.setting != setting:
        if _worker is not None:
            _worker.close()
            _worker = None
        os.environ["MPLBACKEND"] = "agg"
        os.environ["NBGRADER_EXECUTION"] = "autograde"  # what a notebook may ask, here as there
        _worker = Worker(setting)
    return _worker.grade(job)
