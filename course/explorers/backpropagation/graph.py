"""A small network as a graph: each node's slope is a local derivative times what comes back."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Arrow, Label, Path, Points
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

GIVEN = dict(x1=1.0, x2=-0.5, y=2.5)
WEIGHTS = dict(w11=0.8, w21=-0.6, w12=-0.4, w22=1.0, v1=0.7, v2=-0.9)
INNER = ("z1", "z2", "a1", "a2", "ŷ", "J")
NODES = (*INNER[::-1], *WEIGHTS)
EDGE = (0.15, 0.15, 0.2, 0.36)  # inches around the network, which has no axes
NUDGES = np.round(np.arange(-1, 1.01, 0.05), 2)
PLACES = {
    "x1": (0, 3), "x2": (0, 0), "z1": (2, 3), "z2": (2, 0), "a1": (3.4, 3), "a2": (3.4, 0),
    "ŷ": (5, 1.5), "J": (6.4, 1.5), "w11": (1, 3), "w22": (1, 0), "w12": (0.55, 2.17),
    "w21": (0.55, 0.83), "v1": (4.2, 2.25), "v2": (4.2, 0.75),
}  # fmt: skip
EDGES = "x1 z1, x1 z2, x2 z1, x2 z2, z1 a1, z2 a2, a1 ŷ, a2 ŷ, ŷ J"


@explorer(
    alt="""Two panels. Left: a network of two inputs, two hidden units and one output, drawn as a
    graph with the value of each node; the weight w11 is ringed, an arrow comes back to it from the
    node after it, and in the middle stands local derivative times upstream slope. Right: the loss
    as that weight is nudged, and the straight line that backpropagation's slope promises."""
)
def graph():
    """Show the slope of the loss at each node of a 2-2-1 network, and nudge the node to compare."""
    curves = np.array([[loss_when(node, nudge) for nudge in NUDGES] for node in NODES])
    slopes = backward(forward())
    lines = np.array([forward()["J"] + slopes[node] * NUDGES for node in NODES])
    places = np.array([PLACES[node] for node in NODES], dtype=float)
    return Stage(
        "A network as a graph",
        panels=[
            Panel("net", _draw_net, "The network; click a node.", width=5.4, margins=EDGE),
            Panel("loss", _draw_loss, "The loss as one node is nudged, and its tangent."),
        ],
        sliders=[
            Choice("node", NODES, "node", start=NODES.index("w11")),
            Slider("nudge", NUDGES, "nudge", start=26, format="{:+.2f}"),
        ],
        layers=[
            Points("net", places, size=14, opacity=0, pick="node"),
            Arrow("net", np.array([[_upstream(node)] for node in NODES]), ("node",), color="blue"),
            Points("net", places[:, np.newaxis], ("node",), color="vermillion", size=17,
                   hollow=True),
            Label("net", [2.95, 1.78], texts="local × upstream = slope", color="grey", size=11,
                  anchor="center"),
            Label("net", np.tile([2.95, 1.42], (len(NODES), 1)), ("node",), color="vermillion",
                  texts=[_product(node) for node in NODES], size=13, anchor="center"),
            Path("loss", _curve(curves), ("node",), color="blue"),
            Path("loss", _curve(lines), ("node",), color="vermillion", dashed=True),
            Points("loss", _curve(curves)[:, :, np.newaxis], ("node", "nudge"), color="blue",
                   size=6),
            Label("loss", [-0.9, 2.6], texts="solid: the loss", color="blue"),
            Label("loss", [-0.9, 2.4], texts="dashed: J + slope × nudge", color="vermillion"),
        ],
        summary=[
            Summary([f"{node}: {explained(node)}" for node in NODES], ("node",)),
            Summary(_nudged(curves, lines), ("node", "nudge")),
        ],
    )  # fmt: skip


def forward(node=None, nudge=0.0):
    """Return {node: value}, with one node moved by `nudge` and all that depends on it."""
    v = GIVEN | WEIGHTS

    def put(name, value):
        v[name] = value + (nudge if name == node else 0)

    for name in WEIGHTS:
        put(name, v[name])
    for k in "12":
        put(f"z{k}", v["x1"] * v[f"w1{k}"] + v["x2"] * v[f"w2{k}"])
        put(f"a{k}", np.tanh(v[f"z{k}"]))
    put("ŷ", v["a1"] * v["v1"] + v["a2"] * v["v2"])
    put("J", (v["ŷ"] - v["y"]) ** 2 / 2)
    return v


def loss_when(node, nudge):
    """Return J when one node is moved by `nudge`."""
    return forward(node, nudge)["J"]


def steps_back(v):
    """Return {node: (the node after it, local derivative, the derivative in words)}."""
    back = {"ŷ": ("J", v["ŷ"] - v["y"], "ŷ − y")}
    for k in "12":
        back[f"v{k}"] = ("ŷ", v[f"a{k}"], f"a{k}")
        back[f"a{k}"] = ("ŷ", v[f"v{k}"], f"v{k}")
        back[f"z{k}"] = (f"a{k}", 1 - v[f"a{k}"] ** 2, f"1 − a{k}²")
        for i in "12":
            back[f"w{i}{k}"] = (f"z{k}", v[f"x{i}"], f"x{i}")
    return back


def backward(v):
    """Return {node: dJ/dnode}, each local derivative times the slope of the node after it."""
    back, slopes = steps_back(v), {"J": 1.0}
    for node in NODES[1:]:
        after, local, _ = back[node]
        slopes[node] = local * slopes[after]
    return slopes


def explained(node):
    """Say a node's slope as local derivative times upstream slope."""
    v = forward()
    slopes = backward(v)
    if node == "J":
        return "the start of the way back: dJ/dJ = 1."
    after, local, words = steps_back(v)[node]
    return _typeset(
        f"local derivative d{after}/d{node} = {words} = {local:.3f}, upstream dJ/d{after} = "
        f"{slopes[after]:.3f}; their product is dJ/d{node} = {slopes[node]:.3f}."
    )


def _product(node):
    """The slope of a node as it stands beside it."""
    v = forward()
    slopes = backward(v)
    if node == "J":
        return "slope 1"
    after, local, _ = steps_back(v)[node]
    return _typeset(f"{local:.2f} × {slopes[after]:.2f} = {slopes[node]:.2f}")


def _typeset(numbers):
    """Put a minus sign where Python prints a hyphen."""
    return numbers.replace("-", "−")


def _upstream(node):
    """The arrow from the node after to this one, between their boxes; none for the last node."""
    if node == "J":
        return [np.nan] * 4
    after = steps_back(forward())[node][0]
    tail, head = np.array(PLACES[after], float), np.array(PLACES[node], float)
    way = (head - tail) / np.linalg.norm(head - tail)
    return [*(tail + 0.3 * way), *(head - 0.36 * way)]


def _nudged(curves, lines):
    J = forward()["J"]
    return [
        [
            _typeset(f"A nudge of {n:+.2f} changes J by {c - J:+.4f}; promised were {p - J:+.4f}.")
            for n, c, p in zip(NUDGES, curve, line, strict=True)
        ]
        for curve, line in zip(curves, lines, strict=True)
    ]


def _curve(J):
    return np.stack(np.broadcast_arrays(NUDGES, J), axis=-1)


def _draw_net(ax):
    v = forward()
    for pair in EDGES.split(", "):
        (x1, y1), (x2, y2) = (PLACES[name] for name in pair.split())
        ax.plot([x1, x2], [y1, y2], color="#B0B0B0", lw=1.2, zorder=1)
    for name, (x, y) in PLACES.items():
        face = "#FFFFFF" if name in WEIGHTS else "#DCEBF5"
        box = dict(boxstyle="round,pad=0.25", fc=face, ec="#767676", lw=0.8)
        text = _typeset(f"{name}\n{v[name]:.2f}")
        ax.text(x, y, text, ha="center", va="center", size=7.5, bbox=box)
    ax.set(xlim=(-0.5, 7.2), ylim=(-1, 3.7))
    ax.axis("off")
    ax.set_title(f"values forward, slopes back; the truth is y = {v['y']:g}")


def _draw_loss(ax):
    ax.set(xlim=(-1, 1), ylim=(0, 2.75), xlabel="nudge of the node", ylabel="J")
    ax.set_xticks([-1, -0.5, 0, 0.5, 1])
    ax.set_title("the loss, and what the slope promises")
    ax.grid(alpha=0.25)
