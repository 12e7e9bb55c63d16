import numpy as np
import pytest

from course.checks.agreement import RELATIVE_FLOAT32, agree, tolerance_for
from course.checks.compare import difference

VECTOR = np.array([1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (0.3, 0.1 + 0.2),
        (np.float32(0.5), 0.5),
        (np.array(2.5), 2.5),
        (3, np.float64(3.0)),
        (2.5, np.array(2.5)),
        (np.array([1, 2, 3]), VECTOR),
        (VECTOR + 1e-9, VECTOR),
        (np.array([np.nan, np.inf]), np.array([np.nan, np.inf])),
        ([VECTOR, 1.0], (VECTOR, 1.0)),
        (VECTOR, [1.0, 2.0, 3.0]),
        ({"b": 1, "w": VECTOR}, {"w": VECTOR, "b": 1.0}),
        (np.True_, True),
        ("stalled", "stalled"),
        (np.array(["stuck", "stalled"])[1], "stalled"),
        (np.zeros((0, 2)), np.zeros((0, 2))),
    ],
)
def test_equal_answers_agree(got, expected):
    assert difference(got, expected) is None


@pytest.mark.parametrize(
    ("got", "expected", "kind"),
    [
        (None, 1.0, "none"),
        ((None, 1.0), (VECTOR, 1.0), "none"),
        ([1.0, 2.0, 3.0], VECTOR, "type"),
        (VECTOR.reshape(-1, 1), VECTOR, "shape"),
        (VECTOR, 1.0, "shape"),
        (1.0, VECTOR, "shape"),
        (VECTOR.view(np.recarray), VECTOR, "type"),
        (np.ma.array(VECTOR, mask=[0, 1, 0]), VECTOR, "type"),
        (VECTOR.astype(object), VECTOR, "type"),
        (VECTOR + 0j, VECTOR, "type"),
        (True, 1.0, "type"),
        (1, True, "type"),
        ("1.0", 1.0, "type"),
        ((1.0,), (1.0, 2.0), "length"),
        ({"w": 1.0}, {"w": 1.0, "b": 2.0}, "keys"),
        ([1.0], {"w": 1.0}, "type"),
        (np.array([1.0, np.nan, 3.0]), VECTOR, "not finite"),
        (np.inf, 5.0, "not finite"),
        (5.0, np.inf, "value"),
        (np.array([5.0]), np.array([-np.inf]), "value"),
        (np.array([1.0, 2.1, 3.0]), VECTOR, "value"),
        ("stalled", "converged", "value"),
    ],
)
def test_a_difference_has_its_kind(got, expected, kind):
    assert difference(got, expected).kind == kind


def test_a_sentence_names_the_place_and_both_values():
    path = np.array([[1.0, 2.0], [3.0, 4.5]])
    found = difference((VECTOR, path), (VECTOR, path + [[0, 0], [0, 0.5]]), names=("w", "path"))
    assert found.sentence == "path[1, 1]: got 4.5; expected 5 (1 of 4 entries differ)"
    found = difference({"b": [1.0, 2.0]}, {"b": [1.0, 3.0]})
    assert found.sentence == "at 'b', entry 1: got 2; expected 3"


def test_values_that_look_alike_in_six_digits_are_told_in_full():
    assert difference(1.000003, 1.0).sentence == "got 1.000003; expected 1.0"


def test_a_forgotten_return_is_asked_for():
    assert "return" in difference(None, VECTOR).sentence


def test_a_zero_may_be_missed_by_rounding_only():
    assert difference(np.array([1e-17, 1.0]), np.array([0.0, 1.0])) is None
    assert difference(1e-6, 0.0).kind == "value"
    assert difference(1e-8, 0.0, relative=RELATIVE_FLOAT32) is None


def test_only_arrays_of_single_precision_loosen_the_tolerance():
    single = VECTOR.astype(np.float32)
    assert tolerance_for({"a": [{"w": single}]}) == RELATIVE_FLOAT32
    assert tolerance_for({"a": VECTOR, "b": 1.0}) == tolerance_for({}) < RELATIVE_FLOAT32


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_answers_that_begin_alike_are_looked_at_to_their_end(kind):
    begun = [1.0] * 9
    assert agree(kind([*begun, 2.0]), kind([*begun, 2.0 + 1e-9]))
    assert not agree(kind([*begun, 2.0]), kind([*begun, 3.0]))
