"""Worker processes on this machine: jobs go out, results come back."""

import multiprocessing
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from autograder.engine import worker

TRIES = 2  # a job whose worker died is tried once more, by itself


class LocalPool:
    """Worker processes on this machine."""

    def __init__(self, workers):
        self._workers = workers
        self._executor = self._start()

    def run(self, setting, jobs):
        """Yield (job, result or None, error text) as each is done; None is an infrastructure fault.

        A worker that dies takes nothing with it: what it had not answered is tried once more.
        """
        tries = dict.fromkeys(jobs, 0)
        left = list(reversed(jobs))
        running = {}
        while left or running:
            while left and len(running) < 2 * self._workers:
                job = left.pop()
                running[self._executor.submit(worker.grade, setting, job)] = job
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                try:
                    yield job, future.result(), ""
                except BrokenProcessPool:
                    tries[job] += 1
                    left += [job] if tries[job] < TRIES else []
                    if tries[job] >= TRIES:
                        yield job, None, "its worker died twice"
                    left += running.values()
                    running = {}
                    self._executor = self._restart()
                    break
                except Exception as error:  # noqa: BLE001 a fault of ours, told as such
                    yield job, None, f"{type(error).__name__}: {error}"

    def close(self):
        """End the workers."""
        self._executor.shutdown(cancel_futures=True)

    def _start(self):
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(
            self._workers, mp_context=context, initializer=worker.follow_parent
        )

    def _restart(self):
        self._executor.shutdown(wait=False, cancel_futures=True)
        return self._start()
