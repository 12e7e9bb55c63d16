"""One program at a time: a lock on a file, held by a process and by the children it is given to."""

import errno
import os
import time
from contextlib import contextmanager

if os.name == "nt":
    import msvcrt

    def _try(descriptor):
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try(descriptor):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_BUSY = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


@contextmanager
def alone(path, waiting, say=print):
    """Hold the lock file at `path` and yield its descriptor.

    A child that inherits the descriptor holds the lock too: what a killed process leaves running
    is still waited for.

    Parameters
    ----------
    path : Path
    waiting : str
        Said once where another program holds the lock.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        while not _taken(descriptor):
            if waiting:
                say(waiting)
                waiting = ""
            time.sleep(0.2)
        yield descriptor
    finally:
        os.close(descriptor)


def inherited(descriptor):
    """Return `pass_fds` for a child that is to hold the lock too (Windows cannot hand it over)."""
    return () if os.name == "nt" else (descriptor,)


def _taken(descriptor):
    try:
        _try(descriptor)
    except OSError as error:
        # A file system without locks (some network drives) must not keep a learner out.
        return error.errno not in _BUSY
    return True
