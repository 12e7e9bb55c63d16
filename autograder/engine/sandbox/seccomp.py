"""A seccomp filter: system calls that no exercise needs answer "not permitted"."""

import ctypes
import errno
import struct

from autograder.engine.sandbox import kernel

# name: (x86_64, aarch64); None where the architecture has no such call
DENIED = {
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "clone3": (435, 435), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "socket": (41, 198), "connect": (42, 203),
    "bind": (49, 200), "listen": (50, 201), "sendmmsg": (307, 269),
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "unshare": (272, 97), "setns": (308, 268),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "mount_setattr": (442, 442), "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53),
    "fchmodat2": (452, 452), "chown": (92, None), "fchown": (93, 55), "lchown": (94, None),
    "fchownat": (260, 54), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "mknod": (133, None), "mknodat": (259, 33), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "bpf": (321, 280), "perf_event_open": (298, 241),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "userfaultfd": (323, 282), "personality": (135, 92), "memfd_create": (319, 279),
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190),
    "mq_open": (240, 180), "setrlimit": (160, 164), "prlimit64": (302, 261),
    "setuid": (105, 146), "setgid": (106, 144), "setresuid": (117, 147), "setresgid": (119, 149),
    "capset": (126, 91), "setpriority": (141, 140), "sched_setaffinity": (203, 122),
    "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104),
    "reboot": (169, 142), "swapon": (167, 224), "acct": (163, 89), "syslog": (103, 116),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
}  # fmt: skip
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE_THREAD = 0x10000
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32 = 0x40000000  # the second table of x86_64

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
KILL, ALLOW, REFUSE = 0x80000000, 0x7FFF0000, 0x00050000 | errno.EPERM
NO_SUCH_CALL = 0x00050000 | errno.ENOSYS
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16


def available():
    """Tell whether this architecture has a table here."""
    return kernel.MACHINE in ARCHITECTURES


def install():
    """Install the filter in this process and all its threads to come; it cannot be taken off.

    Raises
    ------
    OSError
        The kernel refused.
    """
    buffer = ctypes.create_string_buffer(_CODE, len(_CODE))
    program = struct.pack("HxxxxxxP", len(_CODE) // 8, ctypes.addressof(buffer))
    holder = ctypes.create_string_buffer(program, len(program))
    kernel.prctl_pointer(22, 2, ctypes.addressof(holder))  # PR_SET_SECCOMP, a filter


def _program():
    column = list(ARCHITECTURES).index(kernel.MACHINE)
    yield _step(LOAD, ARCHITECTURE)
    yield _step(EQUAL, ARCHITECTURES[kernel.MACHINE], 1, 0)
    yield _step(RETURN, KILL)
    yield _step(LOAD, NUMBER)
    if kernel.MACHINE == "x86_64":
        yield _step(AT_LEAST, X32, 0, 1)
        yield _step(RETURN, KILL)
    for name, numbers in DENIED.items():
        if numbers[column] is not None:
            yield _step(EQUAL, numbers[column], 0, 1)
            # clone3's flags lie in memory, which a filter cannot read: glibc falls back on clone
            yield _step(RETURN, NO_SUCH_CALL if name == "clone3" else REFUSE)
    yield _step(EQUAL, CLONE[kernel.MACHINE], 0, 3)  # threads may be made, processes not
    yield _step(LOAD, FIRST_ARGUMENT)
    yield _step(ANY_BIT, CLONE_THREAD, 1, 0)
    yield _step(RETURN, REFUSE)
    yield _step(RETURN, ALLOW)


def _step(code, value, if_true=0, if_false=0):
    return struct.pack("HBBI", code, if_true, if_false, value)


_CODE = b"".join(_program()) if available() else b""  # made once, before players are forked
