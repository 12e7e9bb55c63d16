"""What the sandbox costs a submission: `python3 bench/walls.py [LESSON]`.

All kinds of answers are graded by one worker behind the walls and by one without, in turn, as a
machine's speed moves by more than what is looked for.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course.bootstrap.checkout import interpreter  # noqa: E402 (after the path is set)

BOUND = 10.0  # milliseconds a submission


def main():
    """Measure and print; return 1 if the walls cost more than promised, 2 if there are none."""
    from autograder import catalog
    from autograder.commands.numbers import at_least
    from autograder.engine.sandbox import probe
    from autograder.engine.sandbox.layers import Unprotected

    parser = argparse.ArgumentParser(description=__doc__)
    known = catalog.lessons()
    parser.add_argument("lesson", nargs="?", choices=known, default="01-weight-updates")
    parser.add_argument("--rounds", type=at_least(1), default=5, help="of all kinds of answers")
    options = parser.parse_args()
    try:
        walls = probe()
    except Unprotected as error:
        print(error, file=sys.stderr)
        return 2
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # as a pool's workers have one each
    return measure(options, walls)


def measure(options, walls):
    """Grade in turn, print, and return the exit status."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        jobs = hand_in(Path(folder), options.lesson)
        open_, behind = (start(stack, options.lesson, layers) for layers in (None, walls))
        for worker in (open_, behind):
            for job in jobs:  # the first ones pay for the start, and for the references' answers
                cost(worker, job)
        pairs = [
            (cost(behind, job), cost(open_, job)) for _ in range(options.rounds) for job in jobs
        ]
    return show(options.lesson, pairs)


def hand_in(folder, lesson):
    """Write all kinds of notebooks of a lesson and return their jobs."""
    from autograder import simulate
    from autograder.engine.result import Job

    jobs = []
    for number, text in enumerate(simulate.kinds(lesson)):
        path = folder / str(number) / f"{lesson}.ipynb"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        jobs.append(Job(f"student{number}", lesson, str(path)))
    return jobs


def start(stack, lesson, walls):
    """Return a worker, which ends with the stack."""
    from autograder.engine.sandbox import Limits
    from autograder.engine.worker import Setting, Worker

    name = f"{lesson}/{lesson}.ipynb"
    paths = tuple(str(ROOT / tree / name) for tree in ("source", "release"))
    worker = Worker(Setting((paths,), walls, Limits()))
    return stack.enter_context(contextlib.closing(worker))


def cost(worker, job):
    """Milliseconds of CPU that a submission costs beyond the learner's own code."""
    spent = worker.grade(job).cpu
    return 1000 * (spent["judge"] + spent["players"] - spent["learner's code"])


def show(lesson, pairs):
    """Print what was measured; return 1 if it is too much."""
    behind, open_ = map(statistics.mean, zip(*pairs, strict=True))
    more = behind - open_
    error = statistics.stdev(one - other for one, other in pairs) / len(pairs) ** 0.5
    print(f"{lesson}: CPU beyond the learner's code, mean of {len(pairs)} submissions in turn:")
    print(f"behind the walls {behind:.1f} ms, without {open_:.1f}; ratio {behind / open_:.2f}")
    print(f"the walls cost {more:.1f} ms (standard error {error:.1f})")
    return int(more > BOUND)


if __name__ == "__main__":
    python = interpreter(ROOT / ".venv")
    if Path(sys.prefix) != ROOT / ".venv" and python.exists():
        sys.exit(subprocess.call([str(python), *sys.argv], env=os.environ))
    from autograder.engine.forking import ONE_THREAD

    os.environ.update(ONE_THREAD, MPLBACKEND="agg", NBGRADER_EXECUTION="autograde")
    sys.exit(main())
