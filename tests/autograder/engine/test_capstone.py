"""The capstone under grading: the learner's loop in one process, the budget and the digits here."""

import numpy as np
import pytest

from autograder import catalog
from course.checks.outcome import outcomes
from course.checks.sheet import Case
from course.probes import Rng, find

HEAD = "import numpy as np\ndef recognise_digits(params, loss_and_gradients, n, rng):\n"
TRAINS = """
    for _ in range(15):
        for rows in np.split(rng.permutation(n), range(32, n, 32)):
            _, gradients = loss_and_gradients(params, rows)
            params = {name: p - 0.4 * gradients[name] for name, p in params.items()}
    return params
"""
GREEDY = """
    while True:
        loss_and_gradients(params, np.arange(n))
"""
THIEF = """
    loss_and_gradients.__self__.rows_used = -10**9
    return params
"""


@pytest.fixture
def outcome_of(nursery):
    """The outcome of a body of the function on one case."""
    links = []

    def outcome(body, **case):
        links.append(nursery.fork())
        links[-1].run(HEAD + body)
        function = links[-1].names(["recognise_digits"])["recognise_digits"]
        case = Case("a training", {"seed": 3, "rng": Rng(3), **case}, None)
        (found,) = outcomes(function, catalog.find("recognise_digits"), [case])
        return found

    yield outcome
    for link in links:
        link.close()


def test_a_training_that_asks_across_the_wall_is_measured(outcome_of):
    value = outcome_of(TRAINS, enough=0.9).value
    assert value["what came back"] == "a trained network"
    assert value["accuracy"] > 0.9 and value["epochs used"] == 15


def test_the_budget_is_counted_on_our_side(outcome_of):
    outcome = outcome_of(GREEDY)
    assert outcome.error and "the budget of 15 epochs" in outcome.message


def test_the_counter_and_the_digits_are_out_of_reach(outcome_of):
    assert outcome_of(THIEF).error == "AttributeError"


def test_the_same_answer_is_measured_alike_here_and_there(outcome_of):
    space = {}
    exec(HEAD + TRAINS, space)
    here = find("digits_training")(
        space["recognise_digits"], seed=3, rng=np.random.default_rng(3), enough=0.9
    )
    assert outcome_of(TRAINS, enough=0.9).value == here
