import numpy as np
import pytest

from course.explorers.learner import Sentence
from course.explorers.optimizers.terrain import terrains
from course.explorers.optimizers.your_optimizer import LANDSCAPES, RATES, STEPS, your_optimizer


def signed_step(w, gradient, state, *, learning_rate):
    """A step that the course does not ask for: it counts in its state, and follows signs."""
    count = (state or 0) + 1
    return w - learning_rate * np.sign(gradient) / count, count


def still_step(w, gradient, state, *, learning_rate):
    return w, state


def test_every_point_comes_from_the_learners_function_and_its_state(agrees):
    stage = your_optimizer(still_step, signed_step)
    for number, name in enumerate(LANDSCAPES):
        terrain = terrains()[name]
        path = [np.array(terrain.start)]
        for t in range(1, STEPS + 1):
            sign = np.sign(terrain.landscape.gradient(path[-1]))
            path.append(path[-1] - RATES[2] * sign / t)
        at = {"landscape": number, "rate": 2}
        agrees(stage, 2, path, step=1, **at)
        agrees(stage, 2, np.tile(terrain.start, (STEPS + 1, 1)), step=0, **at)


def test_the_dashed_way_is_plain_gradient_descent(agrees):
    terrain, path = terrains()["saddle"], [np.array(terrains()["saddle"].start)]
    for _ in range(STEPS):
        path.append(path[-1] - RATES[3] * terrain.landscape.gradient(path[-1]))
    agrees(your_optimizer(still_step, signed_step), 0, path, landscape=1, rate=3)


def unwritten(w, gradient, state, *, learning_rate):
    raise NotImplementedError


def forgetful(w, gradient, state, *, learning_rate):
    w - learning_rate * gradient


def flat(w, gradient, state, *, learning_rate):
    return w[0], state


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (unwritten, "unwritten is not written yet"),
        (forgetful, "returned None; expected two things, w and state"),
        (flat, "has shape (); expected an array of shape (2,)"),
    ],
)
def test_a_mistake_is_said_in_a_sentence(step, sentence):
    answer = your_optimizer(step, signed_step)
    assert isinstance(answer, Sentence) and sentence in answer.text


def test_one_function_alone_is_answered_with_what_to_write():
    assert "your_optimizer(momentum_step, adam_step)" in your_optimizer(signed_step).text
