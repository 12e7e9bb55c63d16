"""Which walls this machine can build, and how a player is locked in behind them."""

import os
import sys
import tempfile
from dataclasses import dataclass

from autograder.engine.sandbox import jail, kernel, landlock, limits, seccomp


class Unprotected(RuntimeError):
    """This machine offers no sandbox; the message says what is missing."""


@dataclass(frozen=True)
class Layers:
    """The walls in use; `strength` says what their sum is called in the log."""

    namespaces: bool
    landlock: int  # the version of its interface, 0 for none
    seccomp: bool
    other_user: bool  # players run as nobody, which root alone can arrange without namespaces

    def __str__(self):
        found = [
            ("own file system, processes and network (namespaces)", self.namespaces),
            (f"Landlock {self.landlock}", self.landlock),
            ("seccomp filter", self.seccomp),
            ("another user", self.other_user),
            ("resource limits", True),
        ]
        have = [name for name, there in found if there]
        lack = [name for name, there in found if not there]
        return f"sandbox: {', '.join(have)}" + (f"; missing: {', '.join(lack)}" if lack else "")

    @property
    def sufficient(self):
        """Whether files, network and processes of others are out of reach."""
        return self.namespaces or (bool(self.landlock) and self.seccomp)


def probe():
    """Find out, in processes of their own, which walls the kernel lets us build.

    Raises
    ------
    Unprotected
        Not Linux, or neither namespaces nor Landlock with seccomp.
    """
    if not sys.platform.startswith("linux"):
        raise Unprotected(f"{sys.platform} has no sandbox here: grade on Linux, in WSL2 or a VM")
    with tempfile.TemporaryDirectory(prefix="descent-probe-") as root:
        namespaces = _works(lambda: _try_namespaces(root))
    layers = Layers(
        namespaces=namespaces,
        landlock=landlock.version(),
        seccomp=seccomp.available() and _works(_try_seccomp),
        other_user=os.geteuid() == 0,
    )
    if not layers.sufficient:
        raise Unprotected(f"{layers}. Neither namespaces nor Landlock with seccomp work here")
    return layers


def lock_nursery(layers, root):
    """Move the nursery into a jail at the empty folder `root`, where the layers allow one."""
    if layers is not None and layers.namespaces:
        jail.enter(root)


def before_fork(layers):
    """In the nursery: part what only the parent of a player can part."""
    if layers is not None and layers.namespaces:
        jail.part_process_table()


def part_from_others(layers, bounds, root):
    """In the player: new namespaces, an empty scratch folder."""
    if layers is not None and layers.namespaces:
        jail.leave_for_own_world(bounds)
    else:
        os.chmod(root, 0o711)
        os.chdir(tempfile.mkdtemp(dir=root))


def lock_player(layers, bounds):
    """Shut the doors behind the player; nothing opens them again."""
    if layers is None:
        return
    scratch = os.getcwd()
    limits.apply(bounds)
    if layers.other_user or layers.namespaces:
        os.chmod(scratch, 0o777)
        jail.become_nobody()
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if layers.landlock:
        readable = [*jail.readable(), *(path for path in jail.DEVICES if os.path.exists(path))]
        landlock.restrict(readable, [scratch, "/dev/null"])
    if layers.seccomp:
        seccomp.install()


def _try_namespaces(root):
    jail.enter(root)
    jail.part_process_table()
    if not _works(lambda: jail.leave_for_own_world(limits.Limits())):
        raise OSError("a process in namespaces of its own could not be made")


def _try_seccomp():
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.install()


def _works(attempt):
    """Run `attempt` in a forked process and tell whether it ended without an error."""
    child = os.fork()
    if child == 0:
        try:
            attempt()
            os._exit(0)
        except BaseException:  # noqa: BLE001 whatever it was, the wall cannot be built
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0
