"""The worker's side of a nursery: it starts one, asks it for players, ends it."""

import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict

from autograder.engine.channel import Channel
from autograder.engine.link import Link

_STARTUP = 60.0  # seconds for the imports of a nursery
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Nursery:
    """The process of `nursery.py`, seen from its worker."""

    def __init__(self, walls, limits):
        mine, theirs = socket.socketpair()
        self.folder = tempfile.TemporaryDirectory(prefix="descent-nursery-")
        command = [sys.executable, "-m", "autograder.engine.nursery", str(theirs.fileno())]
        variables = _environment(self.folder.name)
        self._process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], env=variables, stdin=subprocess.DEVNULL
        )
        theirs.close()
        self._control, self.limits = Channel(mine, ahead=False), limits
        self.spent = 0.0  # CPU seconds of the nursery and the players that have ended
        known = asdict(walls) if walls is not None else None
        orders = (known, asdict(limits), self.folder.name)
        self._control.send(orders)
        self._ready = False  # it imports for a second, in which the worker has its own to do

    def fork(self):
        """Return a `Link` to a new player."""
        if not self._ready:
            self._ready = self._control.receive(seconds=_STARTUP) == "ready"
        mine, theirs = socket.socketpair()
        self._control.send(("fork",))
        self._control.send_descriptor(theirs.fileno())
        theirs.close()
        process, self.spent = self._control.receive(seconds=_STARTUP)
        return Link(Channel(mine), lambda: self._control.send(("end", process)), self.limits)

    def kill(self):
        """End the nursery at once, whatever it is doing."""
        self._process.kill()
        self._process.wait(10)

    def close(self):
        """End the nursery and whatever it has forked."""
        self._control.close()
        self._process.wait(10)
        self.folder.cleanup()


def _environment(folder):
    """A clean environment: a player has no use for the instructor's variables.

    What libraries write when they are imported goes into the empty `folder`.
    """
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "PYTHONPATH") if key in os.environ}
    homes = dict.fromkeys(("HOME", "IPYTHONDIR"), folder)
    return kept | ONE_THREAD | homes | {"XDG_CACHE_HOME": _cache() or folder}


def _cache():
    """Where matplotlib keeps its list of this machine's fonts, which takes a while to make."""
    own = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return own if os.access(own, os.W_OK) else ""
