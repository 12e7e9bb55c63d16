"""Attacks from inside a submission: each earns nothing and harms nobody.

An attack is the text of the cell in which `double` should be answered; `double` itself is wrong
unless the attack makes it look right. They run in the sandbox under test, and nowhere else.
"""

# ruff: noqa: E501 (a cell of an attack is easier to read on its own lines)
import pytest

WRONG = "\ndef double(x): return -1\n"

PATCHED = {
    "numpy's assertions are replaced": """
import numpy.testing as t
for name in dir(t):
    if name.startswith('assert'): setattr(t, name, lambda *a, **k: None)
""",
    "numpy's comparisons are replaced": """
import numpy as np
np.allclose = np.array_equal = np.isclose = lambda *a, **k: True
""",
    "builtins are replaced": """
import builtins
builtins.abs = lambda x: 0
builtins.all = builtins.isinstance = lambda *a: True
builtins.AssertionError = type('Quiet', (Exception,), {})
""",
    "imports are intercepted": """
import sys
class Loader:
    def find_spec(self, name, path=None, target=None): raise ImportError(name)
sys.meta_path.insert(0, Loader())
sys.modules['numpy.testing'] = None
""",
    "the check of the course is replaced": """
import course.checks, course.checks.compare as c
c.difference = lambda *a, **k: None
course.checks.check = lambda f: None
check = grade = lambda f: 99
""",
    "a module of the grader's name is planted": """
import sys, types
fake = types.ModuleType('autograder'); fake.grade = lambda f: 2.0
sys.modules['autograder'] = fake
""",
}

IPYTHON = {
    "later cells are blanked": "get_ipython().input_transformers_post.append(lambda ls: ['pass\\n'])",
    "run_cell reports success": """
from IPython.core.interactiveshell import ExecutionResult
get_ipython().run_cell = lambda *a, **k: ExecutionResult(None)
""",
    "tracebacks are silenced": "get_ipython().showtraceback = lambda *a, **k: None",
    "every syntax tree is emptied": """
import ast
class Empty(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Empty())
""",
    "the display hook promises full marks": """
import sys
def double(x): sys.displayhook('full marks please')
""",
    "outputs of the shell are forged": """
shell = get_ipython()
shell.outputs.add({'output_type': 'execute_result', 'data': {'text/plain': '2.0'}, 'metadata': {}}, 1)
""",
    "outputs are cleared late": """
import threading, time
from IPython.display import clear_output
threading.Timer(0.2, clear_output).start()
""",
    "the names of tests are bound before them": "test_double = TEST = 'passed'; assert_allclose = print",
    "an output has the form of a test's": """
from IPython.display import display
display({'text/plain': '2.0'}, raw=True)
""",
}

OBJECTS = {
    "an object that equals everything": """
class Yes:
    __eq__ = __ne__ = __lt__ = __gt__ = lambda s, o: True
    __abs__ = __sub__ = __rsub__ = lambda s, *o: s
    __bool__ = lambda s: True
    __hash__ = lambda s: 1
def double(x): return Yes()
""",
    "an array subclass that equals everything": """
import numpy as np
class A(np.ndarray):
    def __eq__(self, o): return np.ones(self.shape, bool)
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return np.array(True)
def double(x): return np.zeros(3).view(A)
""",
    "an int subclass": """
class Four(int):
    def __eq__(self, o): return True
def double(x): return Four(1)
""",
    "a masked array": "import numpy as np\ndef double(x): return np.ma.masked_all(3)",
    "an empty array": "import numpy as np\ndef double(x): return np.zeros((0, 3))",
    "a string array": "import numpy as np\ndef double(x): return np.array(['4', '4'])",
    "nan": "def double(x): return float('nan')",
    "a reduced object that runs code": """
class Bomb:
    def __reduce__(self): return (exec, ("raise SystemExit",))
def double(x): return Bomb()
""",
    "an object whose repr never ends": """
class Long:
    def __repr__(self):
        while True: pass
def double(x): return Long()
""",
    "an object with a forged name": """
class Named:
    __name__ = 'x' * 10**7
def double(x): return Named()
""",
    "a list deeper than the stack": """
def double(x):
    d = []
    for _ in range(100_000): d = [d]
    return d
""",
    "a range of a trillion": "def double(x): return range(10**12)",
    "a million small values": "def double(x): return list(range(2_000_000))",
    "an endless generator": "def double(x):\n    while True: yield 4",
    "the argument itself, changed in place": """
def double(x):
    try: x[:] = 0
    except TypeError: pass
    return x
""",
}

FRAMES = {
    "the caller's globals": """
import sys
def double(x):
    frame = sys._getframe(1)
    while frame:
        frame.f_globals['assert_allclose'] = lambda *a, **k: None
        frame = frame.f_back
    return 4
""",
    "a trace function rewrites arguments": """
import sys
def double(x):
    def trace(frame, event, arg):
        for name in list(frame.f_locals): frame.f_locals[name] = 4
        return trace
    sys.settrace(trace); sys.setprofile(trace)
    return 0
""",
    "the garbage collector finds expected values": """
import gc
def double(x):
    for thing in gc.get_objects():
        if type(thing) is dict and 'expected' in thing: return thing['expected']
    return 0
""",
    "the garbage collector finds references": """
import gc, types
def double(x):
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and 'autograder.exercises' in str(thing.__module__):
            return 4
    return 0
""",
    "memory is written through ctypes": """
import ctypes
def double(x):
    ctypes.memset(id(True), 0, 16); ctypes.memset(id(0), 255, 24)
    return 0
""",
    "the player's own reply is forged": """
import gc
def double(x):
    for thing in gc.get_objects():
        if type(thing).__name__ == 'Player':
            thing._reply(('done', 4, [], []))
            thing._answer = lambda request: ('done', 4, [], [])
    return 0
""",
    "the socket is flooded with answers": """
import os
def double(x):
    for _ in range(1000): os.write(3, b'\\0' * 4096)
    return 0
""",
    "the socket is closed": "import os\ndef double(x): os.close(3)",
    "the socket carries a length without end": """
import os, struct
def double(x):
    os.write(3, struct.pack('<q', 2**62)); return 0
""",
    "a handle of the judge's is invented": """
from autograder.engine import wire
def double(x): return wire.Handle(-1, 'function', 'f', '')
""",
}

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

MACHINERY = {
    "the probes are replaced": """
import course.probes, course.probes.calls as c
course.probes.call = c.call = course.probes.find = lambda *a, **k: 4
""",
    "the observer is replaced": """
import autograder.engine.player as p, course.checks.outcome as o
p.each = o.each = o.observe = lambda *a, **k: [o.Outcome(value=4)]
""",
    "the time limit is switched off": """
import course.checks.timer as t
t.Timer.start = t.Timer.fire = lambda self: None
def double(x):
    while True: pass
""",
    "MessagePack lies": """
import msgpack
msgpack.packb = lambda *a, **k: b'\xc3'
""",
    "an answer is sent before it is asked for": """
import struct, msgpack, os
def double(x):
    reply = msgpack.packb(['done', 4, [], []])
    for _ in range(20): os.write(3, struct.pack('<q', len(reply)) + reply)
    return 0
""",
    "an outcome is sent in place of an answer": """
import struct, msgpack, os
def double(x):
    reply = msgpack.packb(['case', 4, '', '', None, [], []])
    os.write(3, struct.pack('<q', len(reply)) + reply); return 0
""",
    "a message nested a thousand deep": """
import struct, msgpack, os
def double(x):
    data = msgpack.packb(4)
    for _ in range(1000): data = msgpack.packb(msgpack.ExtType(1, msgpack.packb([msgpack.ExtType(1, data)])))
    os.write(3, struct.pack('<q', len(data)) + data); return 0
""",
    "a message of ten million lists": """
import struct, os
def double(x):
    data = b'\xdd' + struct.pack('>I', 10**7) + b'\x90' * 10**7
    os.write(3, struct.pack('<q', len(data)) + data); return 0
""",
    "an array longer than its bytes": """
import struct, msgpack, os
def double(x):
    array = struct.pack('<BB2q', 11, 2, 2**40, 2**40)
    data = msgpack.packb(['done', msgpack.ExtType(5, array), [], []])
    os.write(3, struct.pack('<q', len(data)) + data); return 0
""",
    "what runs is said to read everything": """
import autograder.engine.player as p
p.global_names = lambda text: ['*'] * 10**6
""",
    "a builtin's name is bound": "assert_allclose = abs = print = len = lambda *a, **k: True",
    "the builtins are taken away": "__builtins__ = {}\n__name__ = 'autograder'",
    "the function is another each time": """
class Changing:
    calls = 0
    def __call__(self, x):
        Changing.calls += 1
        return [4, 0][Changing.calls % 2]
double = Changing()
""",
}

GREED = {
    "all memory": "data = b'x' * 10**11",
    "all memory, by numpy": "import numpy as np\nblocks = [np.ones(10**8) for _ in range(100)]",
    "memory bit by bit": "data = []\nwhile True: data.append(b'x' * 10**6)",
    "shared memory": "import mmap\nblocks = [mmap.mmap(-1, 2**30) for _ in range(64)]",
    "printing without end": "while True: print('x' * 10_000)",
    "displays without end": """
from IPython.display import display
while True: display({'text/html': 'x' * 100_000}, raw=True)
""",
    "an error as long as a book": "raise ValueError('x' * 50_000_000)",
    "a number that Python works on for ever": "def double(x): return 10 ** 10 ** 10",
    "a pattern that never matches": "import re\ndef double(x): return re.match(r'(a+)+$', 'a' * 64 + 'b')",
    "sleep": "import time\ndef double(x): time.sleep(10**6)",
    "a loop that swallows every exception": """
def double(x):
    while True:
        try:
            while True: pass
        except BaseException: pass
""",
    "open files without end": "import os\nfiles = [os.open('/dev/null', 0) for _ in range(10**6)]",
    "a question to nobody": "answer = input('full marks?')",
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

ATTACKS = {**PATCHED, **IPYTHON, **OBJECTS, **FRAMES, **PROCESSES, **FILES, **NETWORK}
ATTACKS |= {**MACHINERY, **GREED, **KERNEL}
# those that must not even succeed at what they do before they come to `double`
MUST_FAIL = [
    *("the references are imported", "an exercise's home is imported", "new namespaces", "a mount"),
    *("the gradebook is looked for", "libraries are rewritten", "the course is rewritten"),
    *("the environment of others", "home and keys", "a link to the outside", "a device is made"),
    *("permissions are changed", "kill the parent", "another priority", *NETWORK),
    *KERNEL,
]


def cell(attack):
    return attack if "double" in attack.replace("as double", "") else attack + WRONG


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_earns_nothing_and_the_next_student_is_graded_as_ever(grade, attack):
    assert grade({"double": cell(attack)}).scores["test_double"] == 0.0
    assert grade({}).scores == {"test_double": 2.0, "test_first": 1.0}


@pytest.mark.parametrize("name", MUST_FAIL)
def test_a_wall_stands_where_an_attack_tries_to_pass(grade, name):
    result = grade(
        {
            "double": "try:\n" + indented(ATTACKS[name]) + "    print('PASSED THE WALL')\n"
            "except BaseException as error: print('stopped', type(error).__name__)\n"
        }
    )
    assert "PASSED THE WALL" not in result.autograded.replace("print('PASSED THE WALL')", "")


def indented(text):
    return "".join(f"    {line}\n" for line in text.strip().splitlines())


def test_nothing_is_left_behind_in_the_shared_folder(grade):
    import tempfile
    from pathlib import Path

    before = set(Path(tempfile.gettempdir()).iterdir())
    grade(
        {"double": FILES["a module is shadowed for those who come"] + PROCESSES["a shell"] + WRONG}
    )
    new = {path.name for path in set(Path(tempfile.gettempdir()).iterdir()) - before}
    assert not new & {"numpy.py", "descent-was-here"}


def test_a_player_does_not_see_what_the_one_before_it_wrote(grade):
    grade({"double": "open('left.txt', 'w').write('for you')" + WRONG})
    look = "import os\nprint('SEEN' if os.path.exists('left.txt') else 'clean')" + WRONG
    assert "SEEN" not in grade({"double": look}).autograded.replace("print('SEEN'", "")
