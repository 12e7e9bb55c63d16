"""Three batch sizes learn the digits on one budget: of updates, of examples, or of seconds."""

from functools import cache

import numpy as np

from course.explorers.answering import Answer
from course.explorers.batches.digits import loss, training
from course.explorers.batches.stopwatch import MARKS, Stopwatch
from course.explorers.explorer import explorer
from course.explorers.layers import COLORS, Path
from course.explorers.panel import Panel
from course.explorers.sliders import Button, Choice, Slider
from course.explorers.stage import Stage

UPDATES = {1: 17970, 32: 570, 1797: 200}  # ten epochs; the whole table gets two hundred
RATES = {
    "0.1 for all": {1: 0.1, 32: 0.1, 1797: 0.1},
    "a good one for each": {1: 0.1, 32: 1.0, 1797: 2.0},
}
LOOKS = {1: ("vermillion", False), 32: ("blue", False), 1797: ("black", True)}
POSITIONS = 25
BUDGETS = {
    "updates": np.array([*range(1, 9), *np.geomspace(10, 200, POSITIONS - 8).round()]),
    "examples": np.geomspace(100, 17970, POSITIONS).round(),
    "seconds": np.geomspace(MARKS[0], MARKS[-1], POSITIONS),
}
NOTED = 40  # points of a curve
LOSSES = (0.018, 3.2)
MARGINS = (0.8, 0.2, 0.5, 0.36)
INVITATION = "Press “Measure the seconds”: each batch size then trains for one second."


@explorer(
    alt="""The loss of three batch sizes on handwritten digits against the number of examples seen:
    one example at a time is far ahead, batches of 32 follow, all 1797 at once have barely begun. A
    vertical line marks the budget."""
)
def budget_duel():
    """Let batch sizes 1, 32 and 1797 learn on one budget; seconds are measured on this machine."""
    duel = Duel()
    first = duel.answer({"axis": "examples", "rates": "0.1 for all", "budget": POSITIONS}, None)
    stage = Stage(
        "A duel of batch sizes on one budget",
        panels=[Panel("loss", _draw, "The loss of each batch size.", ("axis",), 5.2, 3.6, MARGINS)],
        sliders=[
            Choice("axis", tuple(BUDGETS), "budget of", start=1),
            Choice("rates", tuple(RATES), "learning rate"),
            Slider(
                "budget", range(1, POSITIONS + 1), "budget, small to large", start=POSITIONS - 1
            ),
        ],
        buttons=[Button("measure", "Measure the seconds"), Button("stop", "Stop")],
        layers=[
            Path("loss", first.layers["budget"], color="grey", width=1.5, name="budget"),
            *(_layer(size, first.layers[str(size)]) for size in UPDATES),
        ],
        summary=first.summary,
        answer=duel.answer,
    )
    duel.show = stage.push
    return stage


class Duel:
    """What the curves are at each position of the controls, and the measurements made so far.

    `show` is called with an `Answer` while a measurement runs in the background.
    """

    def __init__(self):
        self.watches = {}  # learning rates -> Stopwatch
        self.show = lambda answer: None

    def answer(self, position, press):
        """Answer a move of the controls or a press of a button."""
        self.position = position
        if press == "stop":
            for watch in self.watches.values():
                watch.stop()
        if press == "measure" and all(one.ended for one in self.watches.values()):
            watch = Stopwatch(RATES[position["rates"]], lambda _: self.show(self._answer()))
            self.watches[position["rates"]] = watch
            watch.start()
        return self._answer()

    def curves(self):
        """Return {batch size: points (budget spent, loss)} at the present position."""
        axis, rates = self.position["axis"], self.position["rates"]
        if axis == "seconds":
            watch = self.watches.get(rates)
            return {size: watch.curve(size) if watch else np.empty((0, 2)) for size in UPDATES}
        column = list(BUDGETS).index(axis)
        noted = {size: course_of(size, rate) for size, rate in RATES[rates].items()}
        return {size: rows[:, [column, 2]] for size, rows in noted.items()}

    def _answer(self):
        curves, budget = self.curves(), BUDGETS[self.position["axis"]][self.position["budget"] - 1]
        layers = {str(size): _padded(points) for size, points in curves.items()}
        layers["budget"] = np.array([[budget, LOSSES[0]], [budget, LOSSES[1]]])
        running = [watch for watch in self.watches.values() if not watch.ended]
        progress = running[0].progress if running else None
        return Answer(layers, self._say(curves, budget, progress), progress=progress)

    def _say(self, curves, budget, progress):
        axis = self.position["axis"]
        words = [] if progress is None else [f"Measuring: {100 * progress:.0f} %."]
        reached = standing(curves, budget)
        if axis == "seconds" and not words and not any(map(len, curves.values())):
            return INVITATION
        if axis == "seconds" and progress is None and self.watches[self.position["rates"]].cut:
            words.append("Stopped before the end.")
        if reached:
            losses = ", ".join(f"batch size {size}: {one:.3f}" for size, one in reached.items())
            best = min(reached, key=reached.get)
            words.append(f"After {_amount(axis, budget)}: {losses}. Batch size {best} leads.")
        return " ".join(words)


@cache
def course_of(size, rate):
    """Return (updates, examples, loss) along a training from zero weights: shape (T, 3)."""
    marks = set(np.unique(np.geomspace(1, UPDATES[size], NOTED).round()).astype(int).tolist())
    rows, seen = [], 0
    for update, (examples, W) in enumerate(training(size, rate), start=1):
        seen += examples
        if update in marks:
            rows.append((update, seen, loss(W)))
        if update == UPDATES[size]:
            return np.array(rows)


def standing(curves, budget):
    """Return {batch size: loss at a budget}, for those that have come so far.

    Between two points of a curve the loss lies on a straight line; before the first step it is
    log 10, that of a guess.
    """
    start = (0.0, np.log(10))
    return {
        size: float(np.interp(budget, *np.vstack([start, points]).T))
        for size, points in curves.items()
        if len(points) and budget <= points[-1, 0] * 1.001
    }


def _layer(size, points):
    color, dashed = LOOKS[size]
    return Path("loss", points, color=color, dashed=dashed, dots=2.5, name=str(size))


def _padded(points):
    rest = np.full((NOTED - len(points), 2), np.nan)
    return np.concatenate([points, rest])


def _amount(axis, budget):
    return f"{budget:.3g} s" if axis == "seconds" else f"{budget:.0f} {axis}"


def _draw(ax, axis):
    budgets = BUDGETS[axis]
    ax.set(xscale="log", yscale="log", xlim=(budgets[0] * 0.9, budgets[-1] * 1.1), ylim=LOSSES)
    ax.set(xlabel=f"{axis} spent", ylabel="loss of all 1797 digits")
    ax.set_title("one budget, three batch sizes")
    ticks = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)
    ax.set_yticks(ticks, map("{:g}".format, ticks))
    ax.minorticks_off()
    ax.grid(alpha=0.25)
    for size, (color, dashed) in LOOKS.items():
        ax.plot([], [], "--" if dashed else "-", color=COLORS[color], label=f"batch size {size}")
    ax.legend(loc="lower left", frameon=False)
