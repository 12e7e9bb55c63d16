"""A reference becomes a solution cell whose marks nbgrader can clear."""

import pytest
from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import ClearSolutions

from autograder.build.stub import solution_source


def cleared(source):
    """What nbgrader leaves of a solution cell."""
    marks = {"nbgrader": {"solution": True, "grade": False, "locked": False}}
    cell = new_code_cell(source, metadata=marks)
    cell, _ = ClearSolutions().preprocess_cell(cell, {"language": "python"}, 1)
    return cell.source


def documented(x):
    """Keep this sentence."""
    y = x + 1
    return y


def bare(x):
    return x


class Counter:
    """Keep this sentence too."""

    def __init__(self, start):
        """Start."""
        self.count = start

    def step(self):
        self.count += 1
        return self.count


def test_the_body_is_what_is_cleared_and_the_docstring_stays():
    stub = cleared(solution_source(documented))
    assert "Keep this sentence." in stub
    assert "y = x + 1" not in stub
    assert "return y" not in stub


def test_a_function_without_docstring_is_cleared_from_its_first_line():
    assert "return x" not in cleared(solution_source(bare))


def test_each_method_of_a_class_is_cleared_by_itself():
    stub = cleared(solution_source(Counter))
    assert "def __init__(self, start):" in stub
    assert "def step(self):" in stub
    assert "self.count" not in stub


@pytest.mark.parametrize("thing", [documented, bare, Counter])
def test_a_stub_is_python_that_says_it_is_not_written(thing):
    space = {}
    exec(cleared(solution_source(thing)), space)
    with pytest.raises(NotImplementedError):
        space[thing.__name__](1)


def only_described(x):
    """Nothing to write."""


def test_a_function_that_is_nothing_but_a_docstring_is_refused():
    with pytest.raises(ValueError, match="only_described has a docstring and nothing"):
        solution_source(only_described)
