"""Attacks by what `double` returns, and by what it does to those who call it."""

# ruff: noqa: E501 (a cell of an attack is easier to read on its own lines)
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
    "outputs of no known form are sent": """
import gc
BAD = [4, None, {}, {'output_type': []}, {'output_type': 'error', 'traceback': 4}]
def double(x):
    for thing in gc.get_objects():
        if type(thing).__name__ == 'Player':
            thing._answer = lambda request: ('done', BAD, True, None)
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
