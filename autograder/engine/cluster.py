"""Workers of a Dask cluster: the same jobs as on this machine, the same results.

A worker process keeps one nursery and grades one job at a time. It reads submissions and sources
by their paths, so the course's folder lies on a file system that the workers share with this
machine. Only this machine writes the gradebook.
"""

import logging
import threading
import uuid
from concurrent.futures import CancelledError
from dataclasses import replace
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from autograder.engine import worker

AHEAD = 2  # jobs that wait at each worker, so that none stands idle
_alone = threading.Lock()  # a worker that joins later may have more threads than one


class ClusterError(RuntimeError):
    """The cluster cannot be used; the message says why and what to do."""


class ClusterPool:
    """Worker processes of a Dask cluster, given by its scheduler's address.

    Parameters
    ----------
    address : str
        Such as tcp://HOST:8786.
    seconds : float
        How long to wait for the scheduler, and then for the first of its workers.
    patience : float
        How many seconds the cluster may be without any worker in the middle.

    Raises
    ------
    ClusterError
        Nobody answers, there is no worker, or one of them has several threads.
    """

    def __init__(self, address, seconds=10, patience=60):
        self._address, self._patience = address, patience
        self._client = _connect(address, seconds)
        try:
            self._require_workers(seconds)
        except BaseException:
            self.close()
            raise

    def run(self, setting, jobs):
        """Yield (job, result or None, error text) as each is done; None is an infrastructure fault.

        What a worker that dies had not answered is done by another one.

        Raises
        ------
        ClusterError
            The scheduler is gone, or all of its workers.
        """
        setting = replace(setting, run=uuid.uuid4().hex)
        left, running, tried = iter(jobs), {}, set()
        finished = SimpleQueue()
        try:
            self._fill(setting, left, running, finished)
            while running:
                future = self._next(finished)
                job = running.pop(future.key)
                result, error = self._answer(future)
                if result is None and job not in tried:  # its worker may have died while it told
                    tried.add(job)
                    self._send(setting, job, running, finished)
                    continue
                yield job, result, error
                self._fill(setting, left, running, finished)
        except (OSError, CancelledError):
            raise ClusterError(
                f"the Dask scheduler at {self._address} has gone in the middle;"
                " what was graded until then is in the gradebook: grade again"
            ) from None

    def close(self):
        """Leave the cluster; its workers stay for others."""
        self._client.close()

    def _require_workers(self, seconds):
        start = f"start them with `dask worker {self._address} --nthreads 1`"
        try:
            self._client.wait_for_workers(1, timeout=seconds)
        except TimeoutError:
            raise ClusterError(
                f"the Dask scheduler at {self._address} has no workers: {start}"
            ) from None
        threads = self._client.nthreads()
        wrong = [name for name, count in threads.items() if count != 1]
        if wrong:
            raise ClusterError(
                f"{len(wrong)} of {len(threads)} workers of {self._address} have several threads,"
                f" such as {wrong[0]} with {threads[wrong[0]]}; expected one each: {start}"
            )

    def _fill(self, setting, left, running, finished):
        """Keep as many jobs on the way as the cluster has room for now."""
        room = AHEAD * max(1, len(self._client.nthreads()))
        while len(running) < room and (job := next(left, None)) is not None:
            self._send(setting, job, running, finished)

    def _send(self, setting, job, running, finished):
        future = self._client.submit(grade, setting, job, pure=False)
        running[future.key] = job
        future.add_done_callback(finished.put)

    def _next(self, finished):
        """Wait for a future that is done, as long as there is anybody who could do it."""
        while True:
            try:
                return finished.get(timeout=self._patience)
            except Empty:
                self._require_somebody()

    def _answer(self, future):
        """(result, "") or (None, what went wrong), of a future that is done.

        A worker keeps its answers until they are fetched, and may die meanwhile.
        """
        try:
            while True:
                try:
                    return future.result(timeout=self._patience), ""
                except TimeoutError:
                    if future.status == "error":
                        raise  # the job's own
                    self._require_somebody()
        except (CancelledError, ClusterError):
            raise
        except Exception as error:  # noqa: BLE001 a fault of ours, told as such
            return None, f"{type(error).__name__}: {error}"
        finally:
            future.release()

    def _require_somebody(self):
        if not self._client.nthreads():
            raise ClusterError(
                f"the last worker of {self._address} has gone; what was graded until then"
                " is in the gradebook: start workers and grade again"
            ) from None


def grade(setting, job):
    """Grade one job in a cluster's worker process, one at a time."""
    with _alone:
        return worker.grade(setting, job)


def _connect(address, seconds):
    """Return the client of a scheduler; what it has to say is said in our sentences alone."""
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"{address} needs the package {error.name}: pip install distributed"
        ) from None
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distr")]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    expected = "expected such as tcp://HOST:8786, where `dask scheduler` runs"
    if not _whole(address):
        raise ClusterError(f"{address!r} is no address of a Dask scheduler; {expected}")
    try:
        return Client(address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {address!r} ({error}); {expected}"
        ) from None


def _whole(address):
    """Whether an address has a kind, a host and a port; Dask finds out only after half a minute."""
    try:
        parts = urlsplit(address)
        return bool(parts.scheme and parts.hostname and parts.port)
    except ValueError:
        return False
