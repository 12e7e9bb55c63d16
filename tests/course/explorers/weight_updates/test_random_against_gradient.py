import numpy as np
import pytest

from course.explorers.weight_updates.random_against_gradient import (
    DIMENSIONS,
    LENGTH,
    gradient_change,
    random_against_gradient,
    random_changes,
)


def test_each_change_is_that_of_a_step_of_one_length_on_the_bowl():
    """J(w + s) - J(w) = w·s + ½‖s‖², and ‖s‖ and ‖w‖ are known: |change - ½ LENGTH²| <= LENGTH."""
    for dimensions in (2, 17, 64):
        cosine = (random_changes(dimensions) - LENGTH**2 / 2) / LENGTH
        assert len(cosine) == 200 and np.abs(cosine).max() <= 1
        assert np.mean(cosine**2) == pytest.approx(1 / dimensions, rel=0.35)


def test_the_gradients_change_is_the_smallest_there_can_be():
    assert gradient_change() == pytest.approx(-LENGTH + LENGTH**2 / 2, abs=1e-15)
    assert all(random_changes(d).min() >= gradient_change() for d in DIMENSIONS)


def test_the_bars_count_two_hundred_directions_at_every_dimension(shown):
    stage = random_against_gradient.stage()
    for position, dimensions in enumerate(DIMENSIONS):
        left, right, bottom, top = shown(stage, 0, D=position).reshape(-1, 4).T
        assert top.sum() == 200 and not bottom.any()
        counted = np.sum(
            (random_changes(dimensions) >= left[10]) & (random_changes(dimensions) < right[10])
        )
        assert top[10] == counted


def test_the_share_of_the_best_falls_from_one_to_about_a_third(agrees, said):
    stage = random_against_gradient.stage()
    best = [random_changes(d).min() / gradient_change() for d in DIMENSIONS]
    agrees(stage, 5, np.column_stack([DIMENSIONS, best]), D=len(DIMENSIONS) - 1)
    assert best[0] > 0.99 and 0.25 < best[-1] < 0.42
    assert f"{100 * best[-1]:.0f} % of it." in said(stage, D=len(DIMENSIONS) - 1)
