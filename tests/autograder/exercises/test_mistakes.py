"""Wrong answers that stand in a module beside their exercise's home."""

import importlib
import pkgutil
import types

import pytest

from autograder import catalog, exercises
from autograder.exercise import Exercise

MODULES = [
    module.name
    for module in pkgutil.walk_packages(exercises.__path__, "autograder.exercises.")
    if module.name.endswith("_mistakes")
]


def double(x):
    return 2 * x


@pytest.fixture
def exercise():
    return Exercise(
        double, points=1, minutes=1, difficulty=1, shown={}, hidden={}, hints=("a", "b", "c")
    )


def module_of(text):
    module = types.ModuleType("double_mistakes")
    exec(text, vars(module))
    return module


def test_the_public_functions_and_classes_of_a_module_become_misconceptions_in_order(exercise):
    exercise.misconceptions_from(
        module_of(
            "from math import sqrt\n"
            "def tripled(x):\n 'Three times.'\n"
            "def _helper(x):\n pass\n"
            "class Added:\n 'Two more.'\n"
            "FACTOR = 3\n"
        )
    )
    assert [wrong.__name__ for wrong in exercise.misconceptions] == ["tripled", "Added"]


def test_a_wrong_answer_without_a_sentence_is_refused(exercise):
    with pytest.raises(ValueError, match="tripled of double needs a docstring"):
        exercise.misconceptions_from(module_of("def tripled(x):\n return 3 * x\n"))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_of_mistakes_bears_the_name_of_the_home_that_registers_it(name):
    stem = name.rpartition(".")[2]
    homes = [home for home in catalog.all_exercises().values() if stem.startswith(f"{home.name}_")]
    home = max(homes, key=lambda home: len(home.name))
    known = [wrong.__name__ for wrong in home.misconceptions if wrong.__module__ == name]
    module = importlib.import_module(name)
    defined = [one for one, value in vars(module).items() if _is_of(value, name)]
    assert known and known == [one for one in defined if not one.startswith("_")]


def _is_of(value, module):
    return getattr(value, "__module__", None) == module
