"""A file system with nothing in it but read-only libraries: what a player can see.

The nursery moves into the jail once; each player gets a scratch folder of its own on top.
"""

import ctypes
import os
import signal
import sys
from functools import cache
from pathlib import Path

from autograder.engine.sandbox import kernel
from course.paths import COURSE

SCRATCH = "/scratch"
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
NOBODY = 65534
MS_RDONLY, MS_REMOUNT = 1, 0x20
PR_CAPBSET_DROP, CAPABILITIES = 24, 41
CAPABILITY_VERSION_3 = 0x20080522

_own_table = None  # the process table of the nursery, as an open file


@cache
def readable():
    """Return the paths that a player may read: system libraries, Python, the course package."""
    python = {sys.base_prefix, sys.prefix}
    paths = [*SYSTEM, *sorted(python), str(COURSE)]
    return [path for path in paths if os.path.exists(path)]


def enter(root):
    """Move this process into a jail that is built at the empty folder `root`.

    As root it needs no user namespace; otherwise it goes on as a child that is root of a new one,
    and nobody outside it.

    Raises
    ------
    OSError
        The kernel allows no such namespaces.
    """
    global _own_table  # noqa: PLW0603 a process is in one jail
    own = kernel.CLONE_NEWNS | kernel.CLONE_NEWNET | kernel.CLONE_NEWUTS
    if os.geteuid() != 0:
        _become_root_of_a_user_namespace()
    kernel.unshare(own)
    _own_table = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    kernel.mount(None, "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("tmpfs", root, "tmpfs", kernel.MS_NOSUID, "size=1m,mode=755")
    for path in [*readable(), *DEVICES]:
        _show(path, root)
    for name in (SCRATCH, "/tmp"):
        os.makedirs(root + name, exist_ok=True)
    _pivot(root)
    kernel.mount(None, "/", flags=MS_REMOUNT | kernel.MS_BIND | MS_RDONLY | kernel.MS_NOSUID)


def _become_root_of_a_user_namespace():
    """Go on in a child; who is not root may part a process table only from one of its own."""
    uid, gid = os.geteuid(), os.getegid()
    kernel.unshare(kernel.CLONE_NEWUSER | kernel.CLONE_NEWPID)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {uid} 1")
    Path("/proc/self/gid_map").write_text(f"0 {gid} 1")
    child = os.fork()
    if child:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)


def _show(path, root):
    """Bind one path, read-only, at the same place below `root`."""
    target = root + path
    if os.path.islink(path):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT, 0o644))
    kernel.mount(path, target, flags=kernel.MS_BIND | kernel.MS_REC)
    if path not in DEVICES:
        kernel.make_read_only(target)


def _pivot(root):
    os.chdir(root)
    here = ctypes.c_char_p(b".")
    kernel.syscall(kernel.PIVOT_ROOT, here, here)
    kernel.unmount(".")
    os.chdir("/")


def part_process_table():
    """Give the next child a process table of its own, in which it is number 1.

    When that one ends, the kernel ends all others in its table.
    """
    kernel.enter(_own_table, kernel.CLONE_NEWPID)  # or the kernel takes the next child for a second
    kernel.unshare(kernel.CLONE_NEWPID)


def leave_for_own_world(limits):
    """Give this process mounts of its own with an empty scratch folder, and no one's messages."""
    kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)
    options = f"size={limits.scratch_bytes},nr_inodes={limits.scratch_files},mode=777"
    kernel.mount("tmpfs", SCRATCH, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)
    os.chdir(SCRATCH)


def become_nobody():
    """Give up every privilege; in a user namespace root's are dropped by `capset`."""
    if os.getuid() != 0:
        return
    try:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    except OSError:
        _drop_capabilities()  # only one user is mapped in a user namespace


def _drop_capabilities():
    capset = {"x86_64": 126, "aarch64": 91}[kernel.MACHINE]
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)()
    for capability in range(CAPABILITIES):
        kernel.prctl(PR_CAPBSET_DROP, capability)
    kernel.syscall(capset, header, data)
