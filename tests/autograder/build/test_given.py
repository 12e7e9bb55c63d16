"""The code that a learner is to repair is shown without the sentence that names its mistake."""

import pytest

from autograder import catalog
from autograder.build.stub import given_source

GIVEN = {n: e.starting_point for n, e in catalog.all_exercises().items() if e.starting_point}


@pytest.mark.parametrize("name", GIVEN)
def test_a_given_function_is_shown_without_its_docstring_and_does_the_same(name):
    namespace = {"np": pytest.importorskip("numpy")}
    exec(given_source(GIVEN[name]), namespace)
    shown = namespace[GIVEN[name].__name__]
    assert shown.__doc__ is None
    assert shown.__code__.co_code == GIVEN[name].__code__.co_code
