"""Attacks on the player and its messages, and by asking for more than there is."""

# ruff: noqa: E501 (a cell of an attack is easier to read on its own lines)
MACHINERY = {
    "the probes are replaced": """
import course.probes, course.probes.calls as c
four = course.probes.Probe(lambda *a, **k: 4)
course.probes.call = c.call = four
course.probes.find = lambda name: four
""",
    "the observer is replaced": """
import autograder.engine.player as p, course.checks.outcome as o
p.played = o.played = o.observe = lambda *a, **k: o.Outcome(value=4)
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
    reply = msgpack.packb(['cases', [[4, '', '', None, [], []]]])
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
