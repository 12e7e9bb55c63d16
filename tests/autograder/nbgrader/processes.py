"""What a process has started, and whether it is gone."""

import time


def children(pid):
    """The processes that a process has started, and theirs."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            direct = [int(one) for one in file.read().split()]
    except OSError:
        return []
    return [*direct, *(one for child in direct for one in children(child))]


def wait_until_gone(pids):
    """A driver that was killed takes its workers along, in a moment."""
    for _ in range(200):
        if not any(alive(pid) for pid in pids):
            return
        time.sleep(0.05)
    raise AssertionError(f"left behind: {[pid for pid in pids if alive(pid)]}")


def alive(pid):
    """Whether a process runs; one that has ended may stay listed until its end is asked for."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
