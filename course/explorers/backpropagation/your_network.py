"""A network of any depth on handwritten digits, every step taken by the learner's own functions."""

from functools import cache

import numpy as np

from course import data
from course.explorers.explorer import explorer
from course.explorers.layers import Bars, Label, Path
from course.explorers.learner import LearnerError, ask, numbers
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

SIZES = {"1": [64, 10], "2": [64, 32, 10], "3": [64, 32, 32, 10], "4": [64, 32, 32, 32, 10]}
RATE, STEPS, EVERY = 0.3, 100, 4
SHOWN = np.arange(0, STEPS + 1, EVERY)
TRAINED, NEW = 700, 500  # so many of the 1797 digits; the new ones are the last
BATCH = 100  # products of more rows are shared among threads, which wait for busy processors
PICTURES = (3, 8, 21, 41, 71, 283)  # of the new digits, those that one can look at
MARGINS = (0.2, 0.2, 1.0, 0.36)  # a square


def _example():
    """Stand-ins for the learner's functions, for the still: the rows of a table of scores move."""

    def initialize(sizes, rng, kind):
        return {"W1": np.zeros((64, 10)), "b1": np.zeros(10)}

    def mlp_forward(X, params):
        return X @ params["W1"] + params["b1"], [X]

    def train_step(X, y, params, learning_rate):
        p = shares(mlp_forward(X, params)[0])
        away = (p - np.eye(10)[y]) / len(y)
        moves = {"W1": X.T @ away, "b1": away.sum(axis=0)}
        loss = -np.mean(np.log(p[np.arange(len(y)), y]))
        return {name: w - learning_rate * moves[name] for name, w in params.items()}, loss

    return initialize, mlp_forward, train_step


@explorer(
    alt="""Three panels. Left: the loss of a network that learns handwritten digits falls over 100
    steps from 2.3 to below 0.5. Middle: a handwritten digit of eight by eight pixels that it has
    never seen. Right: ten bars, what the network thinks it is; one stands above the others.""",
    example=_example,
)
def your_network(initialize, mlp_forward, train_step):
    """Show how networks of several depths learn digits with your functions.

    Parameters
    ----------
    initialize : callable
        `initialize(sizes, rng, kind)` returns the parameters at the start.
    mlp_forward : callable
        `mlp_forward(X, params)` returns scores and inputs.
    train_step : callable
        `train_step(X, y, params, learning_rate)` returns new parameters and the loss before.
    """
    runs = [train(initialize, mlp_forward, train_step, depth) for depth in SIZES]
    losses = np.array([losses for losses, _ in runs])
    shares = np.array([shares for _, shares in runs])
    right = np.mean(shares.argmax(axis=-1) == digits()[3], axis=-1)
    seen = shares[:, :, np.array(PICTURES)]
    places = np.broadcast_to([36, 2.35], (*losses.shape, 2))
    over = ("depth", "step", "digit")
    return Stage(
        "Your own network",
        panels=[
            Panel("loss", _draw_loss, "The loss over the training."),
            Panel(
                "digit", _draw_digit, "A new digit.", over=("digit",), width=2.6, margins=MARGINS
            ),
            Panel("opinion", _draw_opinion, "What the network thinks it is.", width=3.6),
        ],
        sliders=[
            Choice("depth", tuple(SIZES), "layers", start=1),
            Slider("step", SHOWN, "step", start=len(SHOWN) - 1, play=80),
            Choice("digit", tuple("ABCDEF"), "new digit"),
        ],
        layers=[
            Path("loss", _curve(losses), ("depth",), upto="step", color="green", head=5),
            Bars("opinion", _bars(seen), over, color="blue"),
            Label("loss", places, ("depth", "step"), texts=_counted(right), color="green"),
        ],
        summary=[
            Summary(_said(losses, right), ("depth", "step")),
            Summary(_opinions(seen), over),
        ],
    )


@cache
def digits():
    """Return X, y of the first 700 digits and of the last 500, with features from 0 to 1."""
    table = data.digits()
    X = table.X / 16
    return X[:TRAINED], table.y[:TRAINED], X[-NEW:], table.y[-NEW:]


def train(initialize, mlp_forward, train_step, depth):
    """Return the losses, (T,), and the shares of the classes for all new digits, (T, 500, 10)."""
    X, y, X_new, _ = digits()
    params = ask(initialize, list(SIZES[depth]), np.random.default_rng(0), "he")
    losses, opinions, called = [], [], f"train_step(X, y, params, {RATE})"
    for step in range(STEPS + 1):
        batch = np.arange(BATCH) + step * BATCH % TRAINED
        result = ask(train_step, X[batch], y[batch], params, RATE)
        new, loss = _two(result, called, "params and loss")
        if step in SHOWN:
            losses.append(numbers(loss, (), f"The loss of {called}"))
            opinions.append(shares(_scores(mlp_forward, X_new, params)))
        params = new
    return np.array(losses), np.array(opinions)


def shares(scores):
    """Return exp of the scores as shares of their row's sum."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _scores(mlp_forward, X, params):
    called = "mlp_forward(X, params)"
    parts = []
    for first in range(0, len(X), BATCH):
        result = ask(mlp_forward, X[first : first + BATCH], params)
        scores, _ = _two(result, called, "scores and inputs")
        parts.append(numbers(scores, (BATCH, 10), f"The first value of {called}"))
    return np.concatenate(parts)


def _two(result, called, wanted):
    if not isinstance(result, tuple | list) or len(result) != 2:
        kind = "None" if result is None else f"a {type(result).__name__}"
        raise LearnerError(f"{called} returned {kind}; expected two things, {wanted}.")
    return result


def _curve(losses):
    return np.stack(np.broadcast_arrays(SHOWN, losses), axis=-1)


def _bars(p):
    """Bars (depth, step, digit, 10, 4) for shares (depth, step, digit, 10)."""
    left = np.broadcast_to(np.arange(10) - 0.4, p.shape)
    return np.stack([left, left + 0.8, np.zeros_like(p), p], axis=-1)


def _counted(right):
    return [[f"{share:.1%} of the new digits right" for share in row] for row in right]


def _said(losses, right):
    return [
        [
            f"{_layers(depth)}, step {step}: loss {loss:.3f} of its {BATCH} digits; "
            f"{share:.1%} of {NEW} new ones right."
            for step, loss, share in zip(SHOWN, row, counted, strict=True)
        ]
        for depth, row, counted in zip(SIZES, losses, right, strict=True)
    ]


def _layers(depth):
    return "1 layer" if depth == "1" else f"{depth} layers"


def _opinions(seen):
    truth = digits()[3]
    return [
        [
            [
                f"Digit {name} is a {truth[i]}; the network says {p.argmax()}, with {p.max():.0%}."
                for name, i, p in zip("ABCDEF", PICTURES, row, strict=True)
            ]
            for row in rows
        ]
        for rows in seen
    ]


def _draw_loss(ax):
    ax.set(xlim=(-2, STEPS + 2), ylim=(0, 2.6), xlabel="step", ylabel="loss")
    ax.set_title(f"{BATCH} of {TRAINED} digits a step, rate {RATE:g}")
    ax.grid(alpha=0.25)


def _draw_digit(ax, digit):
    number = PICTURES["ABCDEF".index(digit)]
    ax.imshow(digits()[2][number].reshape(8, 8), cmap="gray_r", aspect="auto")
    ax.set(xlim=(-0.5, 7.5), ylim=(7.5, -0.5), xticks=[], yticks=[], title=f"new digit {digit}")


def _draw_opinion(ax):
    ax.set(xlim=(-0.7, 9.7), ylim=(0, 1), xticks=range(10), xlabel="digit", ylabel="probability")
    ax.set_title("what the network thinks")
