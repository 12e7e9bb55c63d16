"""A class graded by two worker processes of a real Dask cluster on this machine."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from courses import Course

from autograder.engine import classroom
from autograder.engine.cluster import ClusterError, ClusterPool
from autograder.engine.sandbox import Limits, probe
from autograder.engine.submission import Job

pytest.importorskip("distributed", reason="needs the extra 'dask'")
RIGHT = "def double(x):\n    return 2 * x"
SLOW = "import time\ntime.sleep(0.5)\n" + RIGHT
ANSWERS = {f"s{number}": RIGHT if number % 2 else SLOW for number in range(8)}


def dask(*arguments, cwd):
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def end(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def cluster(tmp_path):
    """(address, the processes of two workers)."""
    told = tmp_path / "scheduler.json"
    local = ("--host", "127.0.0.1")
    scheduler = dask(
        "dask_scheduler", *local, "--port", "0", "--no-dashboard", "--scheduler-file", str(told),
        cwd=tmp_path,
    )  # fmt: skip
    started = [scheduler]
    try:
        while not told.exists():
            assert scheduler.poll() is None, "the scheduler has ended"
            time.sleep(0.05)
        workers = [
            dask(
                "dask_worker", "--scheduler-file", str(told), *local, "--no-nanny",
                "--no-dashboard", "--nthreads", "1", cwd=tmp_path,
            )
            for _ in range(2)
        ]  # fmt: skip
        started += workers
        yield address_of(told, 2), workers
    finally:
        for process in reversed(started):
            end(process)


def address_of(told, workers):
    """The scheduler's address, once its workers are there."""
    from distributed import Client

    with Client(scheduler_file=str(told), set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)
        return client.scheduler.address


@pytest.fixture
def work(one_exercise, tmp_path):
    """A setting and the jobs of a class of eight."""
    root = tmp_path / "course"
    shutil.copytree(one_exercise, root)
    course = Course(root)
    paths = [course.hand_in(one, {"double": text}) for one, text in ANSWERS.items()]
    jobs = [
        Job(one, "hw", str(path / "hw.ipynb")) for one, path in zip(ANSWERS, paths, strict=True)
    ]
    folders = classroom.Course(root, "ps1")
    return classroom.setting_for(folders, probe(), Limits(cell_seconds=10)), jobs


def points(answers):
    return {job.student: error or result.scores for job, result, error in answers}


def test_two_processes_of_a_cluster_grade_a_class(cluster, work):
    pool = ClusterPool(cluster[0])
    try:
        answers = list(pool.run(*work))
    finally:
        pool.close()
    assert [error for *_, error in answers if error] == []
    assert points(answers) == dict.fromkeys(ANSWERS, {"test_double": 2.0})


def test_the_jobs_of_a_worker_that_dies_are_done_elsewhere(cluster, work):
    address, workers = cluster
    pool = ClusterPool(address)
    try:
        answers = pool.run(*work)
        first = next(answers)
        end(workers[0])
        found = points([first, *answers])
    finally:
        pool.close()
    assert found == dict.fromkeys(ANSWERS, {"test_double": 2.0})


def test_an_address_where_nobody_answers_is_a_sentence():
    with pytest.raises(ClusterError, match="no Dask scheduler answers at 'tcp://127.0.0.1:9'"):
        ClusterPool("tcp://127.0.0.1:9", seconds=1)
