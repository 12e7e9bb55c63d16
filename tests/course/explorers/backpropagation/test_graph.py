import re

import numpy as np
import pytest

from course.explorers.backpropagation.graph import EDGES, NODES, NUDGES, PLACES, graph

START = {"w11": 0.8, "w21": -0.6, "w12": -0.4, "w22": 1.0, "v1": 0.7, "v2": -0.9}


@pytest.fixture(scope="module")
def stage():
    return graph.stage()


def loss(nudged=None, by=0.0):
    """J of the network, written once more: each number gets its nudge after it was computed."""

    def at(name, value):
        return value + by * (name == nudged)

    w = {name: at(name, value) for name, value in START.items()}
    z1 = at("z1", 1.0 * w["w11"] - 0.5 * w["w21"])
    z2 = at("z2", 1.0 * w["w12"] - 0.5 * w["w22"])
    a1, a2 = at("a1", np.tanh(z1)), at("a2", np.tanh(z2))
    y_hat = at("ŷ", a1 * w["v1"] + a2 * w["v2"])
    return at("J", (y_hat - 2.5) ** 2 / 2)


def slope(node):
    """dJ/dnode without any difference: J is analytic, and an imaginary nudge is exact."""
    return loss(node, 1e-30j).imag / 1e-30


@pytest.mark.parametrize("node", NODES)
def test_the_curve_is_the_loss_with_that_node_nudged(agrees, stage, node):
    curve = [(n, loss(node, n)) for n in NUDGES]
    agrees(stage, 5, curve, node=NODES.index(node))
    agrees(stage, 7, curve[7], node=NODES.index(node), nudge=7)


@pytest.mark.parametrize("node", NODES)
def test_the_dashed_line_is_what_the_slope_promises(agrees, stage, node):
    line = [(n, loss() + slope(node) * n) for n in NUDGES]
    agrees(stage, 6, line, node=NODES.index(node))


@pytest.mark.parametrize("node", NODES[1:])
def test_local_times_upstream_is_the_slope_that_is_told(said, stage, node):
    told = said(stage, node=NODES.index(node)).replace("−", "-")
    local, upstream, product = map(float, re.findall(r"= (-?\d\.\d{3})", told))
    assert product == pytest.approx(slope(node), abs=6e-4)
    assert local * upstream == pytest.approx(slope(node), abs=2e-3)


def test_a_click_on_a_node_picks_it_and_rings_it(agrees, stage):
    picked = stage.scene["layers"][0]
    assert picked["pick"] == "node"
    agrees(stage, 0, [PLACES[node] for node in NODES])
    for number, node in enumerate(NODES):
        agrees(stage, 2, PLACES[node], node=number)


def test_the_arrow_comes_from_the_node_that_uses_it(shown, stage):
    after = {"z1": "a1", "a2": "ŷ", "ŷ": "J", "w12": "z2", "w21": "z1", "v2": "ŷ"}
    for node, user in after.items():
        x0, y0, x1, y1 = shown(stage, 1, node=NODES.index(node))
        way = np.subtract(PLACES[node], PLACES[user])
        drawn = np.array([x1 - x0, y1 - y0])
        np.testing.assert_allclose(drawn / np.hypot(*drawn), way / np.hypot(*way), atol=1e-5)
    assert np.isnan(shown(stage, 1, node=NODES.index("J"))).all()
    assert {name for pair in EDGES.split(", ") for name in pair.split()} <= set(PLACES)
