import numpy as np
import pytest

from course.explorers.learner import Sentence
from course.explorers.patients import patients
from course.explorers.stage import Stage
from course.explorers.weight_updates.your_walk import RATES, STEPS, your_walk


def descend(gradient, w0, learning_rate, steps):
    path = [w0]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return path[-1], np.array(path)


def fast_slopes(X, y, w, b):
    error = b + w[0] * X[:, 0] - y
    return np.mean(error * X[:, 0], keepdims=True), np.mean(error)


def test_every_point_comes_from_the_learners_functions(agrees, said):
    def nowhere(gradient, w0, learning_rate, steps):
        path = np.stack([w0 + t * learning_rate * 0.01 for t in range(steps + 1)])
        return path[-1], path

    stage = your_walk(nowhere, fast_slopes)
    expected = [(0.5 + 0.01 * t * RATES[2], -1 + 0.01 * t * RATES[2]) for t in range(STEPS + 1)]
    agrees(stage, 1, expected, rate=2, step=STEPS)


def test_the_gradient_is_given_the_patients_and_both_parameters(agrees):
    stage = your_walk(descend, fast_slopes)
    x, y = patients()
    b, w = 0.5, -1.0
    for _ in range(5):
        e = b + w * x - y
        b, w = b - RATES[1] * e.mean(), w - RATES[1] * (e * x).mean()
    line = [(-2.4, b - 2.4 * w), (4.2, b + 4.2 * w)]
    agrees(stage, 0, line, rate=1, step=5)


def test_a_walk_that_works_is_told_how_near_it_came(said):
    stage = your_walk(descend, fast_slopes)
    assert isinstance(stage, Stage)
    assert "away from the best line" in said(stage, rate=0)
    assert "has left the map" in said(your_walk(descend, lambda *a: (-np.ones(1) * 9, 9.0)))


def none(*_):
    return None


def stub(*_):
    raise NotImplementedError()


def crash(*_):
    raise IndexError("list index out of range")


@pytest.mark.parametrize(
    ("descent", "gradient", "words"),
    [
        (stub, fast_slopes, "stub is not written yet"),
        (descend, stub, "stub is not written yet"),
        (none, fast_slopes, "returned None; expected two things, w and path"),
        (descend, none, "mse_gradient(X, y, w, b) returned None; expected two things"),
        (descend, crash, "crash stopped with IndexError: list index out of range"),
        (
            lambda g, w, lr, n: (w, [w]),
            fast_slopes,
            "has shape (1, 2); expected an array of shape (41, 2)",
        ),
        (
            descend,
            lambda X, y, w, b: (X[:, 0] * 0, 0.0),
            "first value of mse_gradient(X, y, w, b) has shape (442,)",
        ),
        (descend, lambda X, y, w, b: ("?", 0.0), "first value of mse_gradient(X, y, w, b) is '?'"),
    ],
)
def test_a_mistake_in_the_learners_functions_is_a_sentence(descent, gradient, words):
    answer = your_walk(descent, gradient)
    assert isinstance(answer, Sentence)
    assert words in repr(answer)


def test_a_function_that_writes_into_its_arguments_harms_nobody(shown):
    def greedy(X, y, w, b):
        result = fast_slopes(X, y, w, b)
        X[:], y[:], w[:] = 0, 0, 0
        return result

    clean, greedily = your_walk(descend, fast_slopes), your_walk(descend, greedy)
    assert clean.numbers == greedily.numbers
