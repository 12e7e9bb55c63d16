import numpy as np
import pytest

from course.explorers.backpropagation.depth import (
    ACTIVATIONS,
    EDGES,
    LAYERS,
    ROWS,
    SCALES,
    WIDTH,
    depth,
    signal,
)


@pytest.fixture(scope="module")
def stage():
    return depth.stage()


def at(activation, scale):
    return dict(activation=list(ACTIVATIONS).index(activation), scale=list(SCALES).index(scale))


def spreads(activation, scale):
    """Standard deviations forward and back, with the derivative of the whole by differences."""
    bend = {
        "ReLU": lambda z: np.where(z > 0, z, 0),
        "tanh": np.tanh,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "none": lambda z: z,
    }[activation]
    rng = np.random.default_rng(0)
    values, layers = [rng.normal(size=(ROWS, WIDTH))], []
    for _ in range(LAYERS):
        layers.append(SCALES[scale] * rng.normal(size=(WIDTH, WIDTH)))
        values.append(bend(values[-1] @ layers[-1]))
    slopes = [rng.normal(size=(ROWS, WIDTH))]
    for k in range(LAYERS - 1, -1, -1):
        z = values[k] @ layers[k]
        narrow = 1e-6 * np.std(z)
        local = (bend(z + narrow) - bend(z - narrow)) / (2 * narrow)
        slopes.append((slopes[-1] * local) @ layers[k].T)
    return [v.std() for v in values], [d.std() for d in slopes[::-1]]


@pytest.mark.parametrize("scale", ["0.01", "Xavier", "He", "1"])
def test_both_lines_are_the_spreads_of_a_relu_network_forward_and_back(shown, stage, scale):
    """The axis has 30 decades; a millionth of them is 7e-5 of a value."""
    forward, back = spreads("ReLU", scale)
    for layer, expected in ((2, forward), (1, back)):
        got = shown(stage, layer, layer=LAYERS, **at("ReLU", scale)).reshape(-1, 2)
        np.testing.assert_array_equal(got[:, 0], np.arange(LAYERS + 1))
        np.testing.assert_allclose(got[:, 1], expected, rtol=6e-5)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "none"])
def test_the_spreads_of_the_other_activations_are_right_too(shown, stage, activation):
    forward, back = spreads(activation, "Xavier")
    for layer, expected in ((2, forward), (1, back)):
        got = shown(stage, layer, layer=LAYERS, **at(activation, "Xavier")).reshape(-1, 2)
        np.testing.assert_allclose(got[:, 1], expected, rtol=6e-5)


def test_after_ten_relu_layers_a_small_spread_is_nothing_hes_stays_and_one_explodes():
    ends = {scale: signal(scale, "ReLU")[0][-1].std() for scale in SCALES}
    told = {"0.01": 2.7e-13, "Xavier": 0.025, "He": 0.80, "1": 2.7e7}
    assert ends == pytest.approx(told, rel=0.02)


def test_the_bars_count_every_unit_also_those_far_outside(shown, stage):
    for scale in SCALES:
        values = signal(scale, "ReLU")[0][-1]
        bars = shown(stage, 0, layer=LAYERS, **at("ReLU", scale)).reshape(-1, 4)
        assert bars[:, 3].sum() == pytest.approx(1, abs=1e-5)
        assert bars[-1, 3] == pytest.approx(np.mean(values >= EDGES[-2]), abs=1e-6)
        assert bars[20, 3] == pytest.approx(np.mean(np.abs(values) < EDGES[21]), abs=1e-6)


def test_what_is_said_are_the_numbers_that_are_drawn(said, stage):
    forward, back = signal("0.01", "ReLU")
    sentence = said(stage, layer=LAYERS, **at("ReLU", "0.01"))
    assert f"deviation {forward[-1].std():.0e}." in sentence
    assert f"input with {back[0].std():.0e}: the first layer hardly learns." in sentence
    assert "both stay alive" in said(stage, layer=LAYERS, **at("ReLU", "He"))
    assert "everything explodes" in said(stage, layer=LAYERS, **at("ReLU", "1"))
