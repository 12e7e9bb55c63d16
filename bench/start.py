"""What `python3 -m course lab` adds to JupyterLab's own start: `python3 bench/start.py`.

Both are started in turn, until the server answers; environment and work folder are there already.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course.bootstrap.checkout import interpreter  # noqa: E402 (after the path is set)

ROUNDS = 7


def main():
    python = str(interpreter(ROOT / ".venv"))
    with tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "course", "lab", "--no-browser", "--work", folder]
        plain = [python, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        plain += [f"--ServerApp.root_dir={folder}"]
        seconds_to_answer(ours)  # sets up what is missing, fills the disk cache
        times = {"course lab": [], "jupyter lab": []}
        for _ in range(ROUNDS):
            times["course lab"].append(seconds_to_answer(ours))
            times["jupyter lab"].append(seconds_to_answer(plain))
    middles = {name: statistics.median(each) for name, each in times.items()}
    for name, each in times.items():
        print(f"{name}: median {middles[name]:.2f} s of {' '.join(f'{one:.2f}' for one in each)}")
    print(f"added: {middles['course lab'] - middles['jupyter lab']:+.2f} s")


def seconds_to_answer(command):
    """Start a server, wait until it answers, stop it."""
    port = _free_port()
    start = time.perf_counter()
    server = subprocess.Popen(
        [*command, *_port_option(command, port)],
        cwd=ROOT,
        env=os.environ | {"JUPYTER_TOKEN": "bench"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(port):
            if server.poll() is not None:
                raise SystemExit(f"{' '.join(command)} ended with status {server.returncode}")
            time.sleep(0.01)
        return time.perf_counter() - start
    finally:
        server.terminate()
        server.wait()


def _port_option(command, port):
    return ["--port", str(port)] if "course" in command else [f"--ServerApp.port={port}"]


def _answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
