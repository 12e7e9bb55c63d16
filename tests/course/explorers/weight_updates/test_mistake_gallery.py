import numpy as np
import pytest

from course.explorers.patients import patients
from course.explorers.weight_updates.mistake_gallery import FORMULAS, RATES, STEPS, mistake_gallery

NAMES = list(FORMULAS)
AT_A_TENTH = RATES.tolist().index(0.1)


@pytest.fixture(scope="module")
def stage():
    return mistake_gallery.stage()


def wrong_slopes(name, b, w, rate):
    """What each wrong formula gives, from the data."""
    x, y = patients()
    x = x + 1
    e = b + w * x - y
    return {
        "error is y − ŷ": lambda: (-e.mean(), -(e * x).mean()),
        "twice too large": lambda: (2 * e.mean(), 2 * (e * x).mean()),
        "not divided by N": lambda: (e.sum(), (e * x).sum()),
        "error not times x": lambda: (e.mean(), e.mean()),
        "sign of the error": lambda: (np.sign(e).mean(), (np.sign(e) * x).mean()),
        "b first": lambda: (e.mean(), ((e - rate * e.mean()) * x).mean()),
    }[name]()


@pytest.mark.parametrize("name", NAMES)
def test_each_walk_follows_its_wrong_formula(agrees, stage, name):
    b, w = 0.5, -1.0
    path = [(b, w)]
    steps = 3 if name in NAMES[2:3] else 12  # not divided by N leaves the map at once
    for _ in range(steps):
        slope_b, slope_w = wrong_slopes(name, b, w, 0.1)
        b, w = b - 0.1 * slope_b, w - 0.1 * slope_w
        path.append((b, w))
    inside = [p for p in path if np.abs(p).max() < 10]
    index = dict(formula=NAMES.index(name), rate=AT_A_TENTH, step=len(inside) - 1)
    agrees(stage, 1, inside, **index)


@pytest.mark.parametrize(
    ("name", "rate", "words"),
    [
        ("error is y − ŷ", 0.1, "does not learn"),
        ("twice too large", 0.1, "still learns"),
        ("twice too large", 0.5, "does not learn"),
        ("not divided by N", 0.1, "does not learn"),
        ("error not times x", 0.1, "wrong place"),
        ("sign of the error", 0.1, "still learns"),
        ("b first", 0.1, "still learns"),
        ("b first", 0.01, "not there yet"),
    ],
)
def test_the_verdict_is_said(said, stage, name, rate, words):
    index = dict(formula=NAMES.index(name), rate=RATES.tolist().index(rate))
    assert words in said(stage, **index)


def test_the_right_walk_beside_it_arrives(shown, stage):
    end = shown(stage, 0, rate=RATES.tolist().index(0.5), step=STEPS)[-2:]
    assert np.allclose(end, [-0.586, 0.586], atol=1e-3)
