"""Attacks on what a submission shares with its test: modules, builtins, and the shell itself."""

# ruff: noqa: E501 (a cell of an attack is easier to read on its own lines)
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
import course.checks, course.checks.compare as c, course.checks.judged as j
c.difference = lambda *a, **k: None
j.agree = lambda *a, **k: True
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
