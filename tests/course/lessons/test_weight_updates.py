"""What lesson 1 promises of its explorers is what they show."""

import importlib

import numpy as np
import pytest

EXPLORERS = "course.explorers.weight_updates"


def test_three_of_the_six_mistakes_learn_at_rate_a_tenth():
    gallery = importlib.import_module(f"{EXPLORERS}.mistake_gallery")
    loss, rate = gallery.shifted_loss(), list(gallery.RATES).index(0.1)
    ends = [
        gallery.losses(loss, gallery.walk_wrongly(wrong, loss)[rate, -1])
        for wrong in gallery.FORMULAS.values()
    ]
    assert (gallery.STEPS, len(ends)) == (80, 6)
    assert sum(end <= 1.01 * loss.value(loss.minimum) for end in ends) == 3


def test_the_best_of_200_random_directions_in_64_dimensions_gains_about_a_third():
    random = importlib.import_module(f"{EXPLORERS}.random_against_gradient")
    share = random.random_changes(64).min() / random.gradient_change()
    assert random.DIRECTIONS == 200
    assert share == pytest.approx(1 / 3, abs=0.05)


def test_the_walk_starts_at_the_bad_line_of_the_lesson_and_its_first_step_is_the_one_asked_for():
    from course.explorers.patients import START, loss_of_line

    loss = loss_of_line()
    np.testing.assert_array_equal(START, [0.5, -1.0])
    assert loss.value(START) == pytest.approx(1.711, abs=5e-4)
    assert loss.value(START - 0.1 * loss.gradient(START)) == pytest.approx(1.449, abs=5e-4)
