"""Submissions that nobody wrote: right, untouched, broken, or wrong in a known way.

Tests, the demonstration and the benchmark grade them.
"""

import ast
import copy
import inspect
import textwrap
import types

import nbformat

from autograder import catalog
from course.paths import RELEASE

HOMES = "autograder.exercises"  # what stands there is out of a submission's reach
ORIGINAL = "right_answer"  # what a wrong answer calls the reference that it spoils
BROKEN = ("def {}(:", "def {}(*a, **k): return 1 / 0")  # no Python, and what stops at once


def right(lesson):
    """Return {exercise name: source} of the references."""
    return {name: answer(home, home.reference) for name, home in _homes(lesson)}


def wrong(lesson, round_number):
    """Return {exercise name: source} with one known mistake in every exercise.

    `round_number` counts through each exercise's list, beginning again at its end.
    """
    return {
        name: answer(home, home.misconceptions[round_number % len(home.misconceptions)])
        for name, home in _homes(lesson)
    }


def broken(lesson, way):
    """Return {exercise name: source} of answers that are broken in one of the ways of `BROKEN`."""
    return {name: way.format(name) for name, _ in _homes(lesson)}


def rounds(lesson):
    """Return after how many rounds every known mistake of a lesson has been made."""
    return max((len(home.misconceptions) for _, home in _homes(lesson)), default=0)


def kinds(lesson, only_right=False):
    """Return the notebooks that a class hands in, as texts: right, untouched, broken, wrong."""
    answers = [right(lesson)]
    if not only_right:
        answers += [{}, *(broken(lesson, way) for way in BROKEN)]
        answers += [wrong(lesson, number) for number in range(rounds(lesson))]
    return [nbformat.writes(notebook(lesson, one)) for one in answers]


def notebook(lesson, answers, release=RELEASE):
    """Return the release notebook of a lesson with `answers` in its solution cells."""
    path = release / lesson / f"{lesson}.ipynb"
    handed_in = nbformat.read(path, as_version=4)
    for cell in handed_in.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell.source = answers[name]
    return handed_in


def answer(exercise, function):
    """Return the source of `function` as an answer to `exercise`, with what it leans on."""
    parts, seen = [], {function.__name__, exercise.name, ORIGINAL}
    tree = _definition(function, exercise.name)
    if function is not exercise.reference:
        _rename(tree.body, exercise.name, ORIGINAL)
        _rename(tree.body, function.__name__, exercise.name)  # an answer that calls itself
    for name, value in _enclosed(function).items():
        if value is exercise.reference:
            _rename(tree.body, name, ORIGINAL)
    _collect(tree, _names_of(function), exercise, parts, seen)
    return "\n\n".join([*parts, ast.unparse(tree)])


def _homes(lesson):
    return catalog.exercises_of(lesson).items()


def _definition(function, name):
    """The tree of a function's or class's definition under another name, without decorators."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    tree.name, tree.decorator_list = name, []
    return tree


def _rename(body, old, new):
    for node in (inner for statement in body for inner in ast.walk(statement)):
        if isinstance(node, ast.Name) and node.id == old:
            node.id = new


def _enclosed(function):
    """What a function that is defined in another one takes from there."""
    if not isinstance(function, types.FunctionType):
        return {}
    return inspect.getclosurevars(function).nonlocals


def _names_of(function):
    """All that a function's code can name: its module's names and those around it."""
    return vars(inspect.getmodule(function)) | _enclosed(function)


def _collect(tree, known, exercise, parts, seen):
    """Append the source of every known name that a tree needs, what is needed first."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if ORIGINAL in names and not any(f"def {ORIGINAL}(" in part for part in parts):
        reference = _definition(exercise.reference, ORIGINAL)
        _collect(reference, _names_of(exercise.reference), exercise, parts, seen)
        parts.append(ast.unparse(reference))
    for name in sorted(names - seen):
        if name in known:
            seen.add(name)
            parts += _source_of(name, known[name], exercise, parts, seen)


def _source_of(name, value, exercise, parts, seen):
    if name in catalog.all_exercises() and catalog.find(name).reference is value:
        return []  # another exercise's answer, which stands in its own cell
    if isinstance(value, types.ModuleType):
        return [f"import {value.__name__} as {name}"]
    if isinstance(value, types.FunctionType | type) and value.__module__.startswith(HOMES):
        tree = _definition(value, name)
        _rename(tree.body, exercise.name, ORIGINAL)
        for inner, thing in _enclosed(value).items():
            if thing is exercise.reference:
                _rename(tree.body, inner, ORIGINAL)
        _collect(tree, _names_of(value), exercise, parts, seen)
        return [ast.unparse(tree)]
    if isinstance(value, types.FunctionType | types.BuiltinFunctionType | type):
        return [f"from {value.__module__} import {value.__name__} as {name}"]
    return [f"{name} = {copy.deepcopy(value)!r}"]
