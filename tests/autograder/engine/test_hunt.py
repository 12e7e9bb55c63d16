"""The bug hunt under grading: the loss may be seen where it is measured, the suspects may not."""

import numpy as np
import pytest

from autograder import catalog
from course.checks.outcome import outcomes
from course.checks.sheet import Case
from course.suspects import lineup

HEAD = "def find_the_bug(loss, candidates, params):\n"


@pytest.fixture
def value_of(nursery):
    """What a body of the function returns for a line-up."""
    link = nursery.fork()

    def value(body, seed=3):
        link.run(HEAD + body)
        function = link.names(["find_the_bug"])["find_the_bug"]
        given = dict(zip(("loss", "candidates", "params"), lineup(seed), strict=True))
        (found,) = outcomes(
            function, catalog.find("find_the_bug"), [Case("a line-up", given, None)]
        )
        return found

    yield value
    link.close()


def test_the_loss_across_the_wall_is_the_loss_here(value_of):
    loss, _, params = lineup(3)
    told = value_of("    return [[repr(float(loss(params)))]]").value
    assert told == {"candidate 0": repr(loss(params))}


def test_what_is_known_of_the_loss_is_its_data(value_of):
    told = value_of("    return [sorted(vars(loss.__self__))]").value
    assert told == {"candidate 0": "X, scale, y"}


@pytest.mark.parametrize("part", ["__self__", "__func__", "__closure__[0].cell_contents.seed"])
def test_a_suspect_cannot_be_looked_into(value_of, part):
    outcome = value_of(f"    return [[repr(candidates[0].{part})]]")
    assert outcome.error == "AttributeError"


def test_seeds_that_are_drawn_are_too_many_to_be_tried():
    draw = catalog.find("find_the_bug").draw
    suspects = [draw(np.random.default_rng(number))["candidates"][0] for number in range(20)]
    seeds = {suspect.__self__.seed for suspect in suspects}
    assert len(seeds) == 20 and min(seeds) > 2**40
