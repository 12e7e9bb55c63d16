import json

import numpy as np
import pytest

from course.checks.plain import decode, encode
from course.landscapes import Quadratic, Rosenbrock, SquaredLoss, ravine
from course.probes import Rng
from course.probes.copies import same

VALUES = [
    None,
    True,
    7,
    -0.1,
    "a sentence",
    float("inf"),
    float("nan"),
    [1, [2.5, "x"]],
    (1.5, (None, True)),
    {"w": [1.0], "b": 2.0},
    {1: "one", (2, 3): "pair"},
    {"$array": "a key of this name"},
    np.array([[1, 2], [3, 4]]),
    np.array([0.1, 1 / 3, np.nan, -np.inf]),
    np.array([1.5, 2.5], dtype=np.float32),
    np.array([True, False]),
    np.zeros((0, 3)),
    np.array(2.5),
    Rng(42),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_plain_value_survives_json_to_the_last_bit(value):
    text = json.dumps(encode(value, exact=True))
    assert same(decode(json.loads(text)), value)


def test_an_answer_keeps_ten_digits_so_that_machines_agree():
    assert encode(1 / 3) == encode(1 / 3 + 1e-14) == 0.3333333333
    assert encode(-0.0) == 0.0 and str(encode(-0.0)) == "0.0"


@pytest.mark.parametrize(
    "method",
    [
        Quadratic([[2.0, 1.0], [1.0, 3.0]], [0.1, 0.2]).gradient,
        Rosenbrock(b=10.0).value,
        SquaredLoss(np.array([[1.0, 0.3], [1.0, 2.0], [1.0, 5.0]]), np.arange(3.0)).gradient,
    ],
)
def test_a_method_of_a_landscape_comes_back_as_the_same_function(method):
    back = decode(json.loads(json.dumps(encode(method))))
    w = np.array([0.7, -1.3])
    np.testing.assert_array_equal(back(w), method(w))


def test_a_function_of_landscapes_is_written_by_name():
    assert decode(encode(ravine)) is ravine


@pytest.mark.parametrize("value", [lambda w: w, object(), np.array(["a"]), 1 + 2j, {1, 2}])
def test_what_is_not_plain_is_refused(value):
    with pytest.raises(TypeError):
        encode(value)
