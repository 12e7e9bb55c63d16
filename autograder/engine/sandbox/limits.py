"""How much a submission may use of everything."""

from contextlib import suppress
from dataclasses import dataclass

with suppress(ModuleNotFoundError):  # Windows has none, and is told so by `probe`
    import resource


@dataclass(frozen=True)
class Limits:
    """Bounds of one submission; hitting one costs the cell's points, not the notebook's."""

    cell_seconds: float = 20.0  # wall time of one cell, or of one call
    notebook_seconds: float = 120.0
    cpu_seconds: int = 120
    memory_bytes: int = 2 * 2**30  # address space, of which the preloaded libraries take a third
    output_bytes: int = 4 * 2**20  # of one notebook
    scratch_bytes: int = 64 * 2**20
    scratch_files: int = 2000
    open_files: int = 256
    processes: int = 64  # threads; processes are refused outright


def apply(limits):
    """Bind this process to the limits that the kernel keeps by itself."""
    _set(resource.RLIMIT_AS, limits.memory_bytes)
    _set(resource.RLIMIT_CPU, limits.cpu_seconds)
    _set(resource.RLIMIT_FSIZE, limits.scratch_bytes)
    _set(resource.RLIMIT_NOFILE, limits.open_files)
    _set(resource.RLIMIT_NPROC, limits.processes)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_MSGQUEUE, 0)
    _set(resource.RLIMIT_MEMLOCK, 0)


def _set(kind, value):
    resource.setrlimit(kind, (value, value))
