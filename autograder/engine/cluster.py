"""Workers of a Dask cluster: the same jobs as on this machine, the same results.

A worker process keeps one nursery. It reads submissions and sources by their paths, so the
course's folder lies on a file system that the workers share with this machine.
"""

import threading
from concurrent.futures import CancelledError

from autograder.engine import worker

AHEAD = 2  # jobs that wait at each of a worker's threads, so that none stands idle
_alone = threading.Lock()  # a process is one worker, however many threads Dask gives it


class ClusterError(RuntimeError):
    """The cluster cannot be used; the message says why and what to do."""


class ClusterPool:
    """Worker processes of a Dask cluster, given by its scheduler's address."""

    def __init__(self, address, seconds=10):
        try:
            from distributed import Client
        except ModuleNotFoundError as error:
            raise ClusterError(
                f"{address} needs the package {error.name}: pip install 'descent[dask]'"
            ) from None
        try:
            self._client = Client(address, timeout=seconds, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"no Dask scheduler answers at {address!r} ({error}); expected such as"
                " tcp://HOST:8786, where `dask scheduler` runs"
            ) from None

    def run(self, setting, jobs):
        """Yield (job, result or None, error text) as each is done; None is an infrastructure fault.

        What a worker that dies had not answered is done by another one.
        """
        from distributed import as_completed

        left = iter(jobs)
        running, tried = {}, set()
        finished = as_completed(loop=self._client.loop)
        self._submit(setting, left, running, finished)
        while running:
            future = next(finished)
            job = running.pop(future.key)
            result, error = _answer(future)
            if result is None and job not in tried:  # a worker can die while it tells its answer
                tried.add(job)
                self._send(setting, job, running, finished)
                continue
            yield job, result, error
            self._submit(setting, left, running, finished)

    def close(self):
        """Leave the cluster; its workers stay for others."""
        self._client.close()

    def _submit(self, setting, left, running, finished):
        """Keep as many jobs on the way as the cluster has room for now."""
        room = AHEAD * max(1, sum(self._client.nthreads().values()))
        while len(running) < room and (job := next(left, None)) is not None:
            self._send(setting, job, running, finished)

    def _send(self, setting, job, running, finished):
        future = self._client.submit(grade, setting, job, pure=False)
        running[future.key] = job
        finished.add(future)


def grade(setting, job):
    """Grade one job in a cluster's worker process, one at a time."""
    with _alone:
        return worker.grade(setting, job)


def _answer(future):
    """(result, "") or (None, what went wrong), of a future that is done."""
    try:
        return future.result(), ""
    except (Exception, CancelledError) as error:  # noqa: BLE001 a fault of ours, told as such
        return None, f"{type(error).__name__}: {error}"
    finally:
        future.release()
