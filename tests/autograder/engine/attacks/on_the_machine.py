"""Attacks on everything outside: processes, files, the network, and the kernel."""

# ruff: noqa: E501 (a cell of an attack is easier to read on its own lines)
PROCESSES = {
    "fork": "import os\ndef double(x):\n    for _ in range(50): os.fork()\n    return 4 if isinstance(x, int) else 0",
    "a detached process": """
import subprocess, sys
subprocess.Popen([sys.executable, '-c', 'while True: pass'], start_new_session=True)
""",
    "a shell": "import os\nos.system('touch /tmp/descent-was-here')",
    "multiprocessing": "import multiprocessing\nmultiprocessing.Process(target=print).start()",
    "threads without end": """
import threading, time
for _ in range(10_000): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
""",
    "kill everything": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "kill the parent": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.kill(1, signal.SIGKILL)",
    "signals are ignored": """
import signal
for number in range(1, 32):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
def double(x):
    while True: pass
""",
    "limits are raised": """
import resource
resource.setrlimit(resource.RLIMIT_AS, (-1, -1)); resource.setrlimit(resource.RLIMIT_NPROC, (-1, -1))
""",
    "a debugger on the others": """
import ctypes
libc = ctypes.CDLL(None)
for pid in range(1, 300): libc.ptrace(16, pid, 0, 0)
""",
    "new namespaces": "import ctypes\nassert ctypes.CDLL(None).unshare(0x10000000) == 0",
    "a mount": "import ctypes\nassert ctypes.CDLL(None).mount(b'/', b'/tmp', None, 4096, None) == 0",
    "another priority": "import os\nos.nice(-20)",
    "exit handlers": "import atexit, time\natexit.register(time.sleep, 1000)",
    "a module without end": "import sys\nsys.setrecursionlimit(2**31 - 1)\ndef r(): r()\nr()",
}

FILES = {
    "sources are read": """
import glob, json
for f in glob.glob('/**/source/**/*.ipynb', recursive=True): exec(open(f).read())
""",
    "the references are imported": "from autograder.reference import *\nfrom autograder import catalog",
    "an exercise's home is imported": "from autograder.exercises.weight_updates.predict import predict as double",
    "the gradebook is looked for": """
import os
found = [os.path.join(d, f) for d, _, fs in os.walk('/') for f in fs if f.endswith('.db')]
assert any('gradebook' in f for f in found)
""",
    "libraries are rewritten": "import numpy\nopen(numpy.__file__, 'a').write('\\nabs = 0')",
    "the course is rewritten": "import course\nopen(course.__file__, 'a').write('\\nx = 1')",
    "a module is shadowed for those who come": """
open('numpy.py', 'w').write('x = 1'); open('/tmp/numpy.py', 'w').write('x = 1')
""",
    "the disk is filled": """
block = b'x' * 2**20
for i in range(10_000): open(f'f{i}', 'wb').write(block)
""",
    "inodes are used up": "for i in range(100_000): open(f'f{i}', 'w').close()",
    "one giant file": "open('big', 'wb').truncate(2**40); open('big2', 'wb').write(b'x' * 2**30)",
    "the environment of others": "print(open('/proc/1/environ').read())\nprint(open('/etc/shadow').read())",
    "home and keys": "import os\nassert os.listdir(os.path.expanduser('~root'))",
    "a link to the outside": "import os\nos.symlink('/etc', 'etc'); print(open('etc/shadow').read())",
    "a device is made": "import os\nos.mknod('disk', 0o60666, os.makedev(8, 0)); open('disk', 'rb').read(1)",
    "permissions are changed": "import os\nos.chmod('/usr', 0o777)",
}

NETWORK = {
    "TCP to this machine": "import socket\nsocket.create_connection(('127.0.0.1', 22), timeout=1)",
    "UDP": "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 53))",
    "a UNIX socket": "import socket\nsocket.socket(socket.AF_UNIX).connect('/var/run/docker.sock')",
    "an abstract socket": "import socket\nsocket.socket(socket.AF_UNIX).bind('\\0descent')",
    "a listener": "import socket\nsocket.socket().listen()",
    "a packet of one's own": "import socket\nsocket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
}

KERNEL = {
    "root again": "import os\nos.setuid(0); os.setgroups([0])",
    "another user's process table": "import os\nassert len([p for p in os.listdir('/proc') if p.isdigit()]) > 3",
    "System V shared memory": """
import ctypes
assert ctypes.CDLL(None, use_errno=True).shmget(0x1234, 4096, 0o1666) >= 0
""",
    "io_uring, BPF and keys": """
import ctypes
libc = ctypes.CDLL(None)
assert any(libc.syscall(number, 0, 0, 0, 0, 0) >= 0 for number in (425, 321, 250, 248))
""",
    "a program from memory": """
import ctypes, os
descriptor = os.memfd_create('program'); os.write(descriptor, open('/usr/bin/env', 'rb').read())
os.execve(descriptor, ['env'], {})
""",
    "a start-up file for the next Python": """
import site
for folder in site.getsitepackages(): open(folder + '/descent_was_here.pth', 'w').write('import os')
""",
    "the kernel's settings": "open('/proc/sys/kernel/core_pattern', 'w').write('|/bin/sh')",
    "another process's memory": "open('/proc/1/mem', 'r+b').read(1)\nopen('/dev/mem', 'rb').read(1)",
    "a message queue": """
import ctypes
assert ctypes.CDLL(None).mq_open(b'/descent', 0o102, 0o600, None) >= 0
""",
    "the clock": "import time\ntime.clock_settime(time.CLOCK_REALTIME, 0)",
}
