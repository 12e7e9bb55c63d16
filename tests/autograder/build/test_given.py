"""The code that a learner is to repair is shown without the sentence that names its mistake."""

import ast
import inspect

import pytest

from autograder import catalog
from autograder.build.stub import given_source

GIVEN = {n: e.starting_point for n, e in catalog.all_exercises().items() if e.starting_point}


def statements(source):
    return [ast.dump(node) for node in ast.parse(source).body[0].body]


@pytest.mark.parametrize("name", GIVEN)
def test_a_given_function_is_shown_without_its_docstring_and_is_else_the_same(name):
    shown, whole = given_source(GIVEN[name]), inspect.getsource(GIVEN[name])
    assert ast.get_docstring(ast.parse(whole).body[0])
    assert statements(shown) == statements(whole)[1:]
