"""A Jupyter server in a course's folder, for the tests and the bench of formgrader."""

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, suppress
from socket import socket

TOKEN = "of-this-test"


class Server:
    """A Jupyter server in a course's folder."""

    def __init__(self, root, home):
        with closing(socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.base = f"http://127.0.0.1:{free.getsockname()[1]}"
        port = self.base.rpartition(":")[2]
        command = [
            *(sys.executable, "-m", "jupyter_server", "--ip=127.0.0.1", f"--port={port}"),
            *("--no-browser", "--allow-root", f"--IdentityProvider.token={TOKEN}"),
            "--ServerApp.port_retries=0",
        ]
        folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
        environment = os.environ | {name: str(home / name) for name in folders}
        self._log = (home / "server.log").open("w")
        self._process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=self._log, stderr=subprocess.STDOUT
        )
        self._wait()

    def _wait(self):
        for _ in range(300):
            with suppress(OSError):
                self.ask("api/status")
                return
            time.sleep(0.2)
        raise RuntimeError("the Jupyter server did not start")

    def ask(self, path, body=None, token=TOKEN):
        """GET, or POST a body; the answer as text."""
        data = None if body is None else body.encode()
        headers = {"Authorization": f"token {token}"} if token else {}
        request = urllib.request.Request(f"{self.base}/{path}", data, headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read().decode()

    def stop(self):
        self._process.terminate()
        self._process.wait(20)
        self._log.close()
