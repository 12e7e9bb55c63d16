"""Landlock: no file but the jail's and the scratch folder's can be opened (Linux 5.13)."""

import ctypes
import os

from autograder.engine.sandbox import kernel

EXECUTE, WRITE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
READING = EXECUTE | READ_FILE | READ_DIR
RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}  # by version of the interface
FILES_ONLY = EXECUTE | WRITE | READ_FILE | 1 << 14 | 1 << 15
TCP = 0b11  # bind, connect
SCOPES = 0b11  # abstract sockets, signals


def version():
    """Return the kernel's version of the interface, 0 where it has none."""
    try:
        return kernel.syscall(kernel.LANDLOCK_CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def restrict(readable, writable):
    """Restrict this process for good: it reads below `readable`, and writes below `writable`.

    `no_new_privs` must have been set.

    Raises
    ------
    OSError
        The kernel refused.
    """
    abi = version()
    rights = RIGHTS[min(abi, 5)]
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    network, scopes = (TCP if abi >= 4 else 0), (SCOPES if abi >= 6 else 0)
    attributes = (ctypes.c_uint64 * 3)(rights, network, scopes)
    ruleset = kernel.syscall(kernel.LANDLOCK_CREATE_RULESET, attributes, size, 0)
    try:
        for path in readable:
            _allow(ruleset, path, READING & rights)
        for path in writable:
            _allow(ruleset, path, rights)
        kernel.syscall(kernel.LANDLOCK_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


class _Rule(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def _allow(ruleset, path, rights):
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not os.path.isdir(path):
            rights &= FILES_ONLY
        rule = _Rule(rights, folder)
        kernel.syscall(kernel.LANDLOCK_ADD_RULE, ruleset, 1, ctypes.byref(rule), 0)
    finally:
        os.close(folder)
