import numpy as np
import pytest

from course.explorers.optimizers import regularise_measure
from course.explorers.optimizers.regularise import GRADES, LOOKS, METHODS, family, regularise
from course.explorers.optimizers.regularise_measure import (
    FILE,
    NOISES,
    STRENGTHS,
    examples,
    measure,
)

FORTY = NOISES.tolist().index(0.4)


@pytest.fixture(scope="module")
def stage():
    return regularise.stage()


@pytest.mark.parametrize("method", STRENGTHS)
def test_the_file_is_what_the_script_measures(monkeypatch, method):
    monkeypatch.setattr(regularise_measure, "EPOCHS", 4)
    strength = STRENGTHS[method][-1]
    with np.load(FILE) as file:
        kept = file[method][FORTY, -1]
    assert np.allclose(measure(method, strength, 0.4), kept[..., :3], atol=0.002)


@pytest.mark.parametrize("noise", NOISES)
def test_that_share_of_labels_is_wrong_and_no_digit_is_used_twice(noise):
    _, y, Y = examples(noise)
    assert np.mean(np.argmax(Y, axis=-1) != y[:, :300]) == pytest.approx(noise)
    assert y.shape == (5, 1797)


def test_the_curves_are_means_over_five_runs(agrees, stage):
    with np.load(FILE) as file:
        for number, what in ((2, 0), (3, 2)):
            mean = file["dropout"][FORTY, 4, what].astype(float).mean(axis=0)
            at = {"method": METHODS.index("dropout"), "noise": FORTY, "strength": 4}
            agrees(stage, number, np.column_stack([LOOKS, mean]), **at)


def test_early_stopping_ends_where_the_choosing_digits_did_best(shown, stage):
    with np.load(FILE) as file:
        _, choosing, counting = file["nothing"][FORTY, 0].astype(float).mean(axis=1)
    best = np.argmax(choosing)
    head = shown(stage, 4, method=METHODS.index("early stopping"))
    assert head == pytest.approx([LOOKS[best], counting[best]])


def test_with_wrong_labels_all_four_help_and_with_right_ones_little_is_gained():
    runs, stops = family()
    ends = runs[..., 2, :]
    last = np.where(np.isnan(stops), -1, stops // 2).astype(int)[..., np.newaxis]
    reached = np.take_along_axis(ends, last, -1)[..., 0].max(axis=2)
    assert np.all(reached[FORTY, 1:] > reached[FORTY, 0] + 0.1)
    assert np.all(reached[0] < reached[0, 0] + 0.02)


def test_what_is_said_has_the_strength_and_the_accuracy(said, stage):
    text = said(stage, method=METHODS.index("dropout"), strength=4)
    assert text.startswith(
        "40% wrong labels, against it dropout (share dropped 0.8): accuracy 0.79"
    )
    assert "with nothing 0.611 after 200." in text
    assert len(STRENGTHS["L2"]) == GRADES
