import numpy as np
import pytest

from course.explorers.batches.noise_cloud import PLACES, SIZES, WAYS, noise_cloud
from course.explorers.patients import patients


@pytest.fixture(scope="module")
def stage():
    return noise_cloud.stage()


def gradients(place):
    """The gradient of each patient at one of the two places, from the data."""
    x, y = patients()
    b, w = (0.5, -1.0) if place == 0 else (np.mean(y), np.mean(x * y))
    error = b + w * x - y
    return np.column_stack([error, error * x])


def expected_distance(G, size, way):
    """The root of the mean squared distance, from variances that are summed by hand."""
    spread = sum(np.mean((column - column.mean()) ** 2) for column in G.T)
    factor = 1 if WAYS[way] == "with replacement" else (442 - size) / 441
    return np.sqrt(spread / size * factor)


@pytest.mark.parametrize("place", range(len(PLACES)))
@pytest.mark.parametrize("way", range(len(WAYS)))
def test_the_circle_has_the_radius_of_theory_around_the_gradient_of_all(agrees, stage, place, way):
    G = gradients(place)
    turn = np.linspace(0, 2 * np.pi, 73)
    for size in (0, 4, len(SIZES) - 1):
        radius = expected_distance(G, SIZES[size], way)
        ring = G.mean(axis=0) + radius * np.column_stack([np.cos(turn), np.sin(turn)])
        agrees(stage, 1, ring, place=place, way=way, size=size)
    agrees(stage, 2, G.mean(axis=0), place=place)


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_single_draws_are_gradients_of_patients(shown, stage, way):
    cloud = shown(stage, 0, size=0, way=way, place=0).reshape(-1, 2)
    G = gradients(0)
    nearest = np.abs(cloud[:, np.newaxis] - G).sum(axis=-1).min(axis=1)
    assert len(cloud) == 100 and nearest.max() < 1e-5


def test_all_patients_without_replacement_agree_with_the_gradient_of_all(shown, stage):
    cloud = shown(stage, 0, size=len(SIZES) - 1, way=1, place=0).reshape(-1, 2)
    assert np.allclose(cloud, gradients(0).mean(axis=0), atol=1e-6)


def test_a_hundred_batches_lie_as_far_off_as_theory_says(shown, stage):
    """The mean of 100 squared distances is within 45 % of its expectation; its own sd is ~ 14 %."""
    for place in range(2):
        middle = gradients(place).mean(axis=0)
        for size in range(2, len(SIZES) - 1):
            cloud = shown(stage, 0, size=size, way=0, place=place).reshape(-1, 2)
            measured = np.mean(np.sum((cloud - middle) ** 2, axis=1))
            told = expected_distance(gradients(place), SIZES[size], 0) ** 2
            assert measured == pytest.approx(told, rel=0.45)


def test_what_is_said_are_the_distances_that_are_drawn(shown, said, stage):
    cloud = shown(stage, 0, size=5, way=0, place=0).reshape(-1, 2)
    away = np.sqrt(np.mean(np.sum((cloud - gradients(0).mean(axis=0)) ** 2, axis=1)))
    told = expected_distance(gradients(0), 32, 0)
    sentence = said(stage, size=5, way=0, place=0)
    assert f"lie {away:.3f} from" in sentence and f"theory: {told:.3f}." in sentence
