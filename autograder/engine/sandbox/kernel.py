"""Linux system calls that Python does not offer, by ctypes."""

import contextlib
import ctypes
import os
import platform
import sys
from pathlib import Path

_libc = None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)

MACHINE = platform.machine()

# Numbers above 423 are the same on every architecture.
MOUNT_SETATTR, CLOSE_RANGE = 442, 436
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}.get(MACHINE)

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 0x1000, 0x4000, 0x40000
MNT_DETACH = 2

MADV_COLLAPSE, HUGE = 25, 2**21

PR_SET_NO_NEW_PRIVS, PR_SET_DUMPABLE, PR_SET_PDEATHSIG = 38, 4, 1


def syscall(number, *arguments):
    """Call the kernel and return its answer.

    Raises
    ------
    OSError
        The kernel refused.
    """
    converted = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *converted), f"system call {number}")


def unshare(flags):
    """Leave the namespaces that `flags` names for new ones."""
    _checked(_libc.unshare(ctypes.c_int(flags)), "unshare")


def enter(descriptor, kind):
    """Join the namespace that an open file of /proc/PID/ns stands for."""
    _checked(_libc.setns(ctypes.c_int(descriptor), ctypes.c_int(kind)), "setns")


def mount(source, target, kind=None, flags=0, data=None):
    """Mount `source` at `target`."""
    coded = [os.fsencode(text) if text is not None else None for text in (source, target, kind)]
    options = data.encode() if data else None
    answer = _libc.mount(*coded, ctypes.c_ulong(flags), options)
    _checked(answer, f"mount {target}")


def unmount(target):
    """Detach the mount at `target`."""
    _checked(_libc.umount2(os.fsencode(target), MNT_DETACH), f"unmount {target}")


def prctl(option, value):
    """Set a property of this process."""
    nothing = ctypes.c_ulong(0)
    answer = _libc.prctl(option, ctypes.c_ulong(value), nothing, nothing, nothing)
    _checked(answer, f"prctl {option}")


def prctl_pointer(option, value, pointer):
    """Set a property of this process that lies at an address."""
    answer = _libc.prctl(option, ctypes.c_ulong(value), ctypes.c_void_p(pointer), 0, 0)
    _checked(answer, f"prctl {option}")


def make_read_only(target):
    """Make a mount and all below it read-only, without devices and set-uid programs."""
    read_only, nosuid, nodev = 1, 2, 4
    attributes = (ctypes.c_uint64 * 4)(read_only | nosuid | nodev, 0, 0, 0)
    path, recursive, here = os.fsencode(target), 0x8000, -100
    syscall(MOUNT_SETATTR, here, ctypes.c_char_p(path), recursive, attributes, 32)


def join_pages():
    """Move this process's memory into pages of 2 MiB, where it fills them.

    A fork then has a shorter table to copy, and less to give back at its end. Kernels before Linux
    6.1 refuse, and nothing is lost.
    """
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/maps").read_text(errors="replace").splitlines():
            _join(*line.split(maxsplit=5))


def _join(addresses, rights, offset, device, inode, name=""):
    start, end = (int(address, 16) for address in addresses.split("-"))
    if rights.startswith("rw") and name in ("", "[heap]"):
        for place in range(-(-start // HUGE) * HUGE, end - HUGE + 1, HUGE):
            _libc.madvise(ctypes.c_void_p(place), ctypes.c_size_t(HUGE), MADV_COLLAPSE)


def _checked(answer, what):
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return answer
