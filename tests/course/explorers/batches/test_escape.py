import numpy as np
import pytest

from course.explorers.batches.escape import FRAME, NOISES, STEPS, WALKERS, escape, walk


@pytest.fixture(scope="module")
def stage():
    return escape.stage()


def at(noise):
    return NOISES.tolist().index(noise)


def test_a_step_is_the_slope_of_the_tilted_well_plus_noise():
    """Without noise every walker follows w ← w − 0.1 (w³ − w + 0.25); with noise the rest is it."""
    path = walk(0.0)
    w = path[:-1]
    assert np.allclose(path[1:], w - 0.1 * (w**3 - w + 0.25), atol=1e-12)
    noisy = walk(2.0)
    w = noisy[:-1]
    kick = (noisy[1:] - (w - 0.1 * (w**3 - w + 0.25))) / -0.1
    assert kick.std() == pytest.approx(2, rel=0.01) and abs(kick.mean()) < 0.02


def test_walkers_are_drawn_on_the_curve(agrees, stage):
    w = walk(1.0)[20 * FRAME]
    curve = np.column_stack([w, (w**2 - 1) ** 2 / 4 + 0.25 * w])
    agrees(stage, 1, curve, noise=at(1.0), frame=20)


def test_the_share_is_how_many_are_left_of_the_pass(agrees, stage):
    paths = walk(1.0)[::FRAME]
    share = [(t * FRAME, np.mean(w < 0)) for t, w in enumerate(paths)]
    agrees(stage, 2, share, noise=at(1.0), frame=STEPS // FRAME)


def test_the_bars_count_every_walker(shown, stage):
    for noise in (0.0, 1.0, 4.0):
        left, right, bottom, top = shown(stage, 0, noise=at(noise)).reshape(-1, 4).T
        w = walk(noise)[-1]
        inside = np.sum((w >= -2.2) & (w <= 2.2))
        assert np.sum(top - bottom) * 200 == pytest.approx(inside, abs=1e-2)


def test_without_noise_all_stay_with_some_nearly_all_leave_with_much_many_leave_again(said, stage):
    ends = {noise: np.mean(walk(noise)[-1] < 0) for noise in (0.0, 1.0, 4.0)}
    assert ends[0.0] == 0
    assert ends[1.0] == pytest.approx(0.96, abs=0.02)
    assert ends[4.0] == pytest.approx(0.63, abs=0.05)
    sentence = said(stage, noise=at(4.0))
    assert f"{100 * ends[4.0]:.0f} % of {WALKERS}" in sentence
    assert "34 % have been at its floor and left it again." in sentence
