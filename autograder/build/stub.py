"""A reference as the instructor's solution cell: signature, docstring, and the marked solution."""

import ast
import inspect

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def solution_source(reference):
    """Return the source of a function or class with nbgrader's marks around what is to be written.

    A body is marked from its docstring to its end. A class is marked method by method, so that
    the learner keeps the method's names.
    """
    source = inspect.getsource(reference).rstrip()
    if BEGIN in source:
        return source
    node = ast.parse(source).body[0]
    lines = source.splitlines()
    functions = [node] if isinstance(node, ast.FunctionDef) else _methods(node)
    for function in reversed(functions):
        _mark(lines, function)
    return "\n".join(lines)


def given_source(function):
    """Return the source of a starting point without its docstring, which would name its mistake."""
    lines = inspect.getsource(function).rstrip().splitlines()
    body = ast.parse("\n".join(lines)).body[0].body
    if inspect.getdoc(function):
        del lines[body[0].lineno - 1 : body[0].end_lineno]
    return "\n".join(lines)


def _methods(node):
    return [item for item in node.body if isinstance(item, ast.FunctionDef)]


def _mark(lines, function):
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        raise ValueError(f"{function.name} has a docstring and nothing to be written below it")
    indent = " " * body[0].col_offset
    lines.insert(body[-1].end_lineno, indent + END)
    first = function.body[0].end_lineno if body is not function.body else body[0].lineno - 1
    lines.insert(first, indent + BEGIN)
