"""What is seen of runs: a live curve while one trains, and the table of all."""

import base64
import html
import time
from pathlib import Path

import anywidget
import numpy as np
import traitlets
from matplotlib.figure import Figure

from course.explorers.panel import png, style
from course.runs.kept import rows
from course.study.progress import being_graded

_HERE = Path(__file__).parent
PAUSE = 0.1  # seconds between two pictures of a training that runs
COLUMNS = {
    "number": "run",
    "name": "name",
    "optimizer": "optimizer",
    "schedule": "schedule",
    "regularization": "regularization",
    "accuracy": "accuracy",
    "loss": "last loss",
}
EMPTY = "No run is kept yet. runs.record(“my first run”, accuracy=…, losses=…) keeps one."


class Live(anywidget.AnyWidget):
    """A progress bar and a loss curve; call it in place of `loss_and_gradients`.

    `losses` is the list of the mean losses of the epochs that are over.
    """

    _esm = _HERE / "live.js"
    _css = _HERE / "runs.css"
    points = traitlets.List().tag(sync=True)
    epochs = traitlets.Float().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    done = traitlets.Float().tag(sync=True)

    def __init__(self, loss_and_gradients, n, epochs):
        super().__init__(epochs=epochs, said="The training has not begun.")
        self._inner, self._n, self._seen, self._drawn = loss_and_gradients, n, 0, 0.0
        self._noted, self._sum, self._count = [], 0.0, 0
        self.losses = []

    def __call__(self, params, rows, *rest, **settings):
        loss, gradients = self._inner(params, rows, *rest, **settings)
        self._note(float(loss), len(rows))
        return loss, gradients

    def _note(self, loss, size):
        self._seen += size
        self._sum, self._count = self._sum + loss * size, self._count + size
        epoch = self._seen / self._n
        self._noted.append((epoch, loss))
        if self._count >= self._n:
            self.losses.append(self._sum / self._count)
            self._sum, self._count = 0.0, 0
        if time.monotonic() - self._drawn > PAUSE or epoch >= self.epochs:
            self._show(epoch, loss)

    def _show(self, epoch, loss):
        self._drawn = time.monotonic()
        chunks = np.array_split(self._noted, min(len(self._noted), 150))
        means = [chunk.mean(axis=0).tolist() for chunk in chunks]
        self.points = [point for point in means if np.isfinite(point).all()]
        self.done = min(1.0, epoch / self.epochs)
        self.said = f"{epoch:.1f} of {self.epochs:g} epochs, loss {loss:.3f}."


class RunsTable(anywidget.AnyWidget):
    """All runs as a table that its heads sort, and their loss curves."""

    _esm = _HERE / "table.js"
    _css = _HERE / "runs.css"
    columns = traitlets.Dict().tag(sync=True)
    runs = traitlets.List().tag(sync=True)
    empty = traitlets.Unicode(EMPTY).tag(sync=True)

    def _repr_mimebundle_(self, **_):
        bundle = super()._repr_mimebundle_()
        if bundle is None:
            return None
        data, metadata = bundle
        return data | {"text/plain": self._plain(), "text/html": self._html()}, metadata

    def still(self):
        """Return the loss curves as PNG bytes."""
        with style():
            figure = Figure(figsize=(6.4, 3.4))
            ax = figure.add_axes([0.11, 0.15, 0.86, 0.75])
            for row in self.runs:
                losses = [np.nan if x is None else x for x in row["losses"]]
                ax.plot(row["epochs"], losses, marker=".")
                if losses:
                    ax.annotate(f" {row['number']}", (row["epochs"][-1], losses[-1]))
            ax.set(xlabel="epoch", ylabel="loss", title="the loss of each run")
            return png(figure, dpi=130)

    def _texts(self):
        return [[_text(row[name]) for name in self.columns] for row in self.runs]

    def _plain(self):
        lines = [list(self.columns.values()), *self._texts()]
        return "\n".join(" | ".join(line) for line in lines) if self.runs else self.empty

    def _html(self):
        if not self.runs:
            return f"<p>{html.escape(self.empty)}</p>"
        head = "".join(f'<th scope="col">{name}</th>' for name in self.columns.values())
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in line) + "</tr>"
            for line in self._texts()
        )
        picture = base64.b64encode(self.still()).decode()
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            '<img alt="The loss of each run, epoch by epoch."'
            f' src="data:image/png;base64,{picture}">'
        )


def watch(loss_and_gradients, n, epochs=15):
    """Show a live loss curve and a progress bar while a training runs.

    Parameters
    ----------
    loss_and_gradients : callable
        `loss_and_gradients(params, rows, …)` returns the mean loss of some examples and gradients.
    n : int
        How many examples an epoch has.
    epochs : float
        How many epochs make a full bar.

    Returns
    -------
    callable
        Does the same as `loss_and_gradients`; hand it to the training in its place. Its `losses`
        is a list with the mean loss of each epoch.
    """
    if n < 1 or epochs <= 0:
        raise ValueError(f"runs.watch: n and epochs must be positive, got {n} and {epochs}")
    live = Live(loss_and_gradients, n, epochs)
    if not being_graded():
        from IPython.display import display

        display(live)
    return live


def table():
    """Show all runs that were recorded; None while a notebook is graded."""
    if being_graded():
        return None
    kept = [row | {"loss": next(iter(row["losses"][::-1]), None)} for row in rows()]
    return RunsTable(columns=COLUMNS, runs=kept)


def _text(value):
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
