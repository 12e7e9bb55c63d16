"""How long a Jupyter server's status takes while formgrader grades: `python3 bench/formgrader.py`.

Three runs of a lesson's class in one: nothing, nbgrader's own button with nbgrader's own grading (a
student after the other), and "Autograde all" of the engine. The status is asked for every 20 ms.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "autograder" / "nbgrader")]

from course.bootstrap.checkout import interpreter  # noqa: E402 (after the path is set)

LESSON = "01-weight-updates"
PAUSE = 0.02  # seconds between two questions
BOUND = 50.0  # milliseconds, 95th percentile while the engine grades


def main():
    """Measure and print; return 1 if the engine's grading kept the server from answering."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--stock", type=int, default=4, help="of them graded by nbgrader itself")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), options)


def run(folder, options):
    """The three runs, each in a server of its own."""
    from jupyter_process import Server

    course = folder / "course"
    make_class(course, options.students)
    (folder / "stock").mkdir()
    config = course / "nbgrader_config.py"
    text = config.read_text()
    config.write_text(text[: text.index("configure(c")])
    server = Server(course, folder / "stock")
    show("nothing to do", latencies(server, lambda: time.sleep(3)))
    show("nbgrader's button", latencies(server, lambda: stock(server, options.stock)))
    server.stop()
    config.write_text(text)
    (folder / "ours").mkdir()
    server = Server(course, folder / "ours")
    slowest = show("Autograde all", latencies(server, lambda: ours(server)))
    server.stop()
    return int(slowest > BOUND)


def make_class(course, students):
    """A lesson's class: right and wrong in turn."""
    import nbformat

    from autograder import simulate

    shutil.copytree(ROOT / "source" / LESSON, course / "source" / LESSON)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", LESSON]
    environment = os.environ | {"PATH": tools}
    subprocess.run(command, cwd=course, env=environment, check=True, capture_output=True)
    kinds = [simulate.right(LESSON), simulate.wrong(LESSON, 0), simulate.wrong(LESSON, 1)]
    notebooks = [simulate.notebook(LESSON, answers) for answers in kinds]
    for number in range(students):
        handed_in = course / "submitted" / f"student{number:03d}" / LESSON
        handed_in.mkdir(parents=True)
        nbformat.write(notebooks[number % len(notebooks)], handed_in / f"{LESSON}.ipynb")


def stock(server, count):
    """Press nbgrader's button for some students."""
    for number in range(count):
        server.ask(f"formgrader/api/submission/{LESSON}/student{number:03d}/autograde", "")


def ours(server):
    """Press ours, and wait until the class is graded."""
    url = f"descent/autograde/{LESSON}"
    state = json.loads(server.ask(url, "force=1"))
    while state["running"]:
        time.sleep(1)
        state = json.loads(server.ask(url))
    print(f"  ({state['done']} of {state['total']} graded, exit status {state['status']})")


def latencies(server, work):
    """Milliseconds of every status request while `work` goes on."""
    times, ended = [], threading.Event()
    server.ask("formgrader/manage_submissions/" + LESSON)  # the first page is not what we measure

    def ask():
        while not ended.is_set():
            start = time.perf_counter()
            server.ask("api/status")
            times.append(1000 * (time.perf_counter() - start))
            time.sleep(PAUSE)

    watcher = threading.Thread(target=ask)
    watcher.start()
    start = time.perf_counter()
    work()
    ended.set()
    watcher.join()
    print(f"{time.perf_counter() - start:6.1f} s, {len(times)} answers", end="")
    return times


def show(name, times):
    """Print a line; return the 95th percentile."""
    high = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    print(f"  {name}: median {statistics.median(times):.1f} ms, p95 {high:.1f},"
          f" longest {max(times):.0f}", flush=True)  # fmt: skip
    return high


if __name__ == "__main__":
    python = interpreter(ROOT / ".venv")
    if Path(sys.prefix) != ROOT / ".venv" and python.exists():
        sys.exit(subprocess.call([str(python), *sys.argv], env=os.environ))
    sys.exit(main())
