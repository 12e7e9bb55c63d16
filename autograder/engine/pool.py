"""Worker processes on this machine: jobs go out, results come back."""

import contextlib
import multiprocessing
import os
import sys
import types
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import cycle, islice

from autograder.engine import worker
from autograder.engine.cluster import ClusterPool
from autograder.engine.forking import ONE_THREAD


@contextlib.contextmanager
def opened(workers, scheduler=""):
    """Open a pool: of so many processes, or of the Dask cluster at a scheduler's address."""
    pool = ClusterPool(scheduler) if scheduler else LocalPool(workers)
    try:
        yield pool
    finally:
        pool.close()


class LocalPool:
    """Worker processes on this machine."""

    def __init__(self, workers):
        self._workers = workers
        os.environ.update(ONE_THREAD | os.environ)  # workers share the processors as they are
        self._executor = self._start()

    def run(self, setting, jobs):
        """Yield (job, result or None, error text) as each is done; None is an infrastructure fault.

        Jobs are taken as there is room for them. A worker that dies takes nothing with it: what was
        on its way is tried once more, one by one, so that it is known which job ends a worker.
        """
        left, again, running = iter(jobs), [], {}
        while True:
            alone = [again.pop()] if again else []
            for job in alone or islice(left, 2 * self._workers - len(running)):
                running[self._submit(setting, job)] = job
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                try:
                    yield job, future.result(), ""
                except BrokenProcessPool:
                    if alone:
                        yield job, None, "its worker died twice"
                    again += [] if alone else [job, *running.values()]
                    running = {}
                    self._executor = self._restart()
                    break
                except Exception as error:  # noqa: BLE001 a fault of ours, told as such
                    yield job, None, f"{type(error).__name__}: {error}"

    def close(self):
        """End the workers."""
        self._executor.shutdown(cancel_futures=True)

    def _submit(self, setting, job):
        with _unnamed_main():
            try:
                return self._executor.submit(worker.grade, setting, job)
            except BrokenProcessPool:  # a worker died while nobody looked
                self._executor = self._restart()
                return self._executor.submit(worker.grade, setting, job)

    def _start(self):
        context = multiprocessing.get_context("spawn")
        free = context.SimpleQueue()
        for place in places(self._workers):
            free.put(place)
        return ProcessPoolExecutor(
            self._workers, mp_context=context, initializer=worker.begin, initargs=(free,)
        )

    def _restart(self):
        self._executor.shutdown(wait=False, cancel_futures=True)
        return self._start()


def places(workers):
    """Return the processors of each worker, as sets: one of its own where there are enough workers.

    A worker and its player take turns, and a turn that passes to another processor costs more than
    a short answer. Fewer workers than processors are left to the system, which knows who else runs.
    """
    if not hasattr(os, "sched_getaffinity"):
        return [set()] * workers
    ours = os.sched_getaffinity(0)
    if workers < len(ours):
        return [ours] * workers
    return [{one} for one, _ in zip(cycle(sorted(ours)), range(workers), strict=False)]


@contextlib.contextmanager
def _unnamed_main():
    """Let a worker that is started meanwhile not run the main script, such as nbgrader, first."""
    main, sys.modules["__main__"] = sys.modules["__main__"], types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
