"""Cases that are played where the answer lives, all in one message, and measured here."""

import pytest

from autograder import catalog, simulate
from autograder.engine import wire
from autograder.engine.link import Link
from autograder.grading import frozen_cases
from course.checks.agreement import agree
from course.checks.judged import Judged
from course.checks.outcome import outcomes


@pytest.fixture
def beyond(nursery):
    """A function of that name in a player, from its source."""
    links = []

    def function(source, name):
        links.append(nursery.fork())
        links[-1].run("import numpy as np\n" + source)
        return links[-1].names([name])[name]

    yield function
    for link in links:
        link.close()


def quick(exercise):
    cases = [*frozen_cases(exercise, "shown"), *frozen_cases(exercise, "hidden")]
    return [case for case in cases if "enough" not in case.arguments]


@pytest.mark.parametrize(
    "name", ["minibatches", "repair_batches", "initialize", "dropout_forward", "train"]
)
def test_what_is_played_there_is_measured_as_if_it_were_played_here(beyond, name):
    exercise = catalog.find(name)
    stand_in = beyond(simulate.answer(exercise, exercise.reference), name)
    there = outcomes(stand_in, exercise, quick(exercise))
    here = outcomes(exercise.reference, exercise, quick(exercise))
    assert len(there) == len(here)
    assert all(agree(one.value, other.value, 1e-9) for one, other in zip(there, here, strict=True))


@pytest.mark.parametrize("name", ["train", "recognise_digits"])
def test_a_loss_that_is_open_is_never_asked_for_across_the_wall(beyond, name, monkeypatch):
    exercise = catalog.find(name)
    stand_in = beyond(simulate.answer(exercise, exercise.reference), name)
    monkeypatch.setattr(Link, "_serve", lambda *asked: pytest.fail("it was asked for"))
    found = outcomes(stand_in, exercise, quick(exercise))
    assert found and not any(one.error for one in found)


FORGERS = {  # with the answers of the sheet, which ships with the course
    "the probes are others": """
import course.probes
course.probes.find = lambda name: course.probes.Probe(lambda f, **given: by_heart(given))
""",
    "the measuring is switched off": """
import course.probes
probe = course.probes.find(SHEET.probe)
probe.play, probe.measure = lambda f, **given: by_heart(given), None
""",
    "nothing is played": """
import autograder.engine.player
from course.checks.outcome import Outcome
autograder.engine.player.played = lambda f, probe, given, **how: Outcome(by_heart(given))
""",
}
BY_HEART = """
from course.checks.sheet import load
SHEET = load({name!r})
def {name}(*arguments, **named):
    return None
def by_heart(given):
    for case in SHEET.cases:
        numbers = {{k: v for k, v in case.arguments.items() if type(v) in (int, float, list, str)}}
        if all(given[k] == v for k, v in numbers.items()):
            return case.expected
"""


@pytest.mark.parametrize("forger", FORGERS.values(), ids=FORGERS)
@pytest.mark.parametrize("name", ["minibatch_indices", "initialize", "dropout_forward", "train"])
def test_who_sends_the_facts_in_place_of_a_record_has_none_of_them(beyond, name, forger):
    exercise = catalog.find(name)
    cases = frozen_cases(exercise, "shown")
    found = outcomes(beyond(BY_HEART.format(name=name) + forger, name), exercise, cases)
    told = [Judged(case, one, exercise) for case, one in zip(cases, found, strict=True)]
    assert not any(one.right for one in told)


def test_a_value_that_cannot_cross_is_the_fault_of_its_case_alone(beyond):
    deep = """def predict(X, w, b):
        value = X @ w + b
        for _ in range(500 if len(X) == 1 else 0):
            value = (value,)
        return value"""
    exercise = catalog.find("predict")
    cases = quick(exercise)
    found = outcomes(beyond(deep, "predict"), exercise, cases)
    lost = [len(case.arguments["X"]) == 1 for case in cases]
    assert any(lost) and [one.error == "WireError" for one in found] == lost
    assert "cannot be handed over" in next(one.message for one in found if one.error)


def test_values_that_are_too_much_for_one_message_cross_one_by_one(beyond):
    large = "def predict(X, w, b):\n    return np.zeros(2_000_000)"
    exercise = catalog.find("predict")
    cases = quick(exercise)[:4]
    assert wire.MAX_BYTES < 4 * 2_000_000 * 8
    found = outcomes(beyond(large, "predict"), exercise, cases)
    assert [one.value.shape for one in found] == [(2_000_000,)] * 4
