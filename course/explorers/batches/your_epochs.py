"""Epochs on the map, every weight computed by the learner's own functions."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Label, Path, Points
from course.explorers.learner import LearnerError, ask, numbers
from course.explorers.panel import Panel
from course.explorers.patients import START, draw_map, loss_of_line
from course.explorers.sliders import Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

SIZES = np.array([1, 4, 16, 64, 442])
RATES = np.array([0.02, 0.1, 0.3])
EPOCHS = 16
LIMITS = dict(b_limits=(-1.39, 1.39), w_limits=(-1.2, 1.0))
MARGINS = (0.75, 0.12, 0.5, 0.36)
BURN_IN = 8  # ends of epochs that tail_average leaves out


def _example():
    """Stand-ins for the learner's functions, for the still."""

    def sgd_epoch(X, y, w, learning_rate, batch_size, rng):
        rows, losses = np.array_split(rng.permutation(len(y)), -(-len(y) // batch_size)), []
        for batch in rows:
            away = X[batch] @ w - y[batch]
            losses.append(away @ away / (2 * len(batch)))
            w = w - learning_rate * away @ X[batch] / len(batch)
        return w, losses

    def tail_average(path, burn_in):
        return sum(path[burn_in:]) / (len(path) - burn_in)

    return sgd_epoch, tail_average


@explorer(
    alt="""Two panels. Left: contours of the loss over bias and weight; a path of dots, one an
    epoch, runs from the edge into the minimum and then jumps about it; a ring, the mean of the
    later dots, lies in the middle. Right: the loss of each batch, scattered widely around that of
    all examples.""",
    example=_example,
)
def your_epochs(sgd_epoch, tail_average):
    """Show the epochs that your `sgd_epoch` makes, and the `tail_average` of their ends.

    Parameters
    ----------
    sgd_epoch : callable
        `sgd_epoch(X, y, w, learning_rate, batch_size, rng)` returns w and the batches' losses.
    tail_average : callable
        `tail_average(path, burn_in)` returns the mean of the later points.
    """
    loss = loss_of_line()
    runs = [[train(sgd_epoch, rate, int(size)) for size in SIZES] for rate in RATES]
    path = np.array([[ends for ends, _ in row] for row in runs])
    mean = np.array([[average_of(tail_average, ends) for ends, _ in row] for row in runs])
    over = ("rate", "size")
    return Stage(
        "Your own epochs",
        panels=[
            Panel(
                "map",
                lambda ax: draw_map(ax, loss, **LIMITS),
                "The loss, and where your epochs end.",
                margins=MARGINS,
            ),
            Panel("loss", _draw_loss, "The loss of every batch, and of all examples."),
        ],
        sliders=[
            Slider("size", SIZES, "batch size B", format="{:.0f}"),
            Slider("rate", RATES, "learning rate η", start=1, format="{:.2f}"),
            Slider("epoch", range(EPOCHS + 1), "epoch", start=EPOCHS, play=200),
        ],
        layers=[
            Points("loss", _batch_losses(runs), (*over,), color="sky", size=1.5, opacity=0.5),
            Path("loss", _curve(loss.value(path)), over, upto="epoch", color="black", dots=3),
            Path("map", path, over, upto="epoch", color="green", width=1.5, dots=2.5, head=4.5),
            Points("map", mean[:, :, np.newaxis], over, color="vermillion", size=6, hollow=True),
            Label("map", mean + [0.12, -0.14], over, texts="tail average", color="vermillion"),
        ],
        summary=[
            Summary(_epochs_said(path, loss), ("rate", "size", "epoch")),
            Summary(_means_said(path, mean, loss), over),
        ],
    )


def train(sgd_epoch, rate, size):
    """Return the ends of the learner's epochs, (EPOCHS + 1, 2), and the losses of their batches."""
    loss, rng = loss_of_line(), np.random.default_rng(5)
    called = f"sgd_epoch(X, y, w, {rate:g}, {size}, rng)"
    batches = -(-len(loss.y) // size)
    path, losses = [START], []
    for _ in range(EPOCHS):
        result = ask(sgd_epoch, loss.X.copy(), loss.y.copy(), path[-1].copy(), rate, size, rng)
        if not isinstance(result, tuple | list) or len(result) != 2:
            kind = "None" if result is None else f"a {type(result).__name__}"
            raise LearnerError(f"{called} returned {kind}; expected two things, w and losses.")
        path.append(numbers(result[0], (2,), f"The weights of {called}"))
        losses.append(numbers(result[1], (batches,), f"The losses of {called}"))
    return np.array(path), np.array(losses)


def average_of(tail_average, path):
    """Return the learner's mean of the later ends: shape (2,)."""
    called = f"tail_average(path, {BURN_IN})"
    return numbers(ask(tail_average, path.copy(), BURN_IN), (2,), called)


def _batch_losses(runs):
    """Points (epoch, loss) of all batches, spread over their epoch; NaN where there are fewer."""
    most = max(losses.size for row in runs for _, losses in row)
    points = np.full((len(RATES), len(SIZES), most, 2), np.nan)
    for r, row in enumerate(runs):
        for s, (_, losses) in enumerate(row):
            points[r, s, : losses.size, 0] = np.arange(losses.size) / losses.shape[1]
            points[r, s, : losses.size, 1] = losses.ravel()
    return points


def _curve(J):
    return np.stack(np.broadcast_arrays(np.arange(J.shape[-1]), J), axis=-1)


def _epochs_said(path, loss):
    return [
        [[f"Epoch {t}: J = {J:.3f}." for t, J in enumerate(loss.value(ends))] for ends in row]
        for row in path
    ]


def _means_said(path, mean, loss):
    lowest = loss.value(loss.minimum)
    above = loss.value(path[:, :, BURN_IN:]).mean(axis=-1) - lowest
    averaged = loss.value(mean) - lowest
    return [
        [
            f"B = {size}, rate {rate:g}: from epoch {BURN_IN} on, the ends lie {a:.2g} above the "
            f"smallest loss on average, their tail average {m:.2g}."
            for size, a, m in zip(SIZES, a_row, m_row, strict=True)
        ]
        for rate, a_row, m_row in zip(RATES, above, averaged, strict=True)
    ]


def _draw_loss(ax):
    ax.set(yscale="log", xlim=(-0.4, EPOCHS + 0.4), ylim=(0.003, 12), xlabel="epoch", ylabel="J")
    ax.set_title("loss of each batch (dots), of all (line)")
    ax.grid(alpha=0.25)
