"""A game: find the valley in the fog, feeling only the slope under your feet."""

import numpy as np

from course.explorers.answering import Answer
from course.explorers.descent import walks
from course.explorers.explorer import explorer
from course.explorers.layers import Arrow, Path, Points, Region
from course.explorers.panel import Panel
from course.explorers.sliders import Button, Slider
from course.explorers.stage import Stage
from course.landscapes import ravine

EAST, NORTH = (-3.25, 3.25), (-2.575, 2.575)  # the edges of the map
CURVATURES = (1.0, 4.0)
AWAY = np.array([2.0, 0.9])  # of the start from the valley, along the flat and the steep direction
RATE = 0.2  # of gradient descent on the same ground
ARRIVED = 0.02  # share of the height at the start that may be left
MOST_STEPS = 60
MOVES = np.round(np.linspace(-1.5, 1.5, 61), 2)
NOTHING = np.full((1, 2), np.nan)


@explorer(
    alt="""A grey sheet of fog. A dot stands in a small clearing, an arrow at it points downhill;
    no contour, no valley is to be seen."""
)
def fog(game=0):
    """Let the learner walk in the fog; `game` chooses another ground."""
    play = Game(game)
    start = play.answer({"east": 0.0, "north": 0.0}, None)
    layer = start.layers
    return Stage(
        "Walking downhill in the fog",
        panels=[
            Panel(
                "ground",
                _draw_ground,
                "The ground in the fog, and where you stand.",
                width=5.2,
                height=4.2,
            )
        ],
        sliders=[
            Slider("east", MOVES, "step to the east", start=30, format="{:+.2f}"),
            Slider("north", MOVES, "step to the north", start=30, format="{:+.2f}"),
        ],
        buttons=[
            Button("step", "Take the step"),
            Button("lift", "Lift the fog"),
            Button("again", "New ground"),
        ],
        layers=[
            Region("ground", layer["fog"], color="grey", opacity=0.55, name="fog"),
            Points(
                "ground", layer["clearing"], color="white", size=38, opacity=0.75, name="clearing"
            ),
            Path("ground", layer["contours"], color="grey", width=1, name="contours"),
            Path("ground", layer["descent"], color="black", dashed=True, dots=3, name="descent"),
            Path("ground", layer["walk"], color="blue", dots=3.5, head=6, name="walk"),
            Arrow("ground", layer["slope"], color="vermillion", name="slope"),
            Path("ground", layer["move"], color="blue", dashed=True, head=4, name="move"),
        ],
        summary=start.summary,
        answer=play.answer,
    )


class Game:
    """Where the walker stands on a ground that nobody sees.

    Parameters
    ----------
    number : int
        Which ground; each number has its own valley, start and direction of its axes.
    """

    def __init__(self, number=0):
        self.begin(number)

    def begin(self, number):
        """Start anew on another ground."""
        rng = np.random.default_rng(number)
        self.number, self.lifted = number, False
        angle = rng.uniform(0, np.pi)
        bowl = ravine(CURVATURES, angle)
        away = turned(angle, rng.choice((-1, 1), size=2) * AWAY) / 2
        middle = rng.uniform((-1.9, -1.3), (1.9, 1.3))
        self.valley = middle - away
        self._gradient = lambda p: bowl.gradient(p - self.valley)
        self._height = lambda p: bowl.value(p - self.valley)
        self.path = [middle + away]

    @property
    def here(self):
        """Where the walker stands: shape (2,), east and north."""
        return self.path[-1]

    def left(self, p):
        """Return how much of the height at the start is left at p, as a share."""
        return self._height(p) / self._height(self.path[0])

    def arrived(self):
        """Tell whether the walker is in the valley."""
        return self.left(self.here) <= ARRIVED

    def descent(self):
        """Return gradient descent's walk from the same start until it arrives: shape (T, 2)."""
        path = walks(self._gradient, self.path[0], [RATE], MOST_STEPS)[0]
        return path[: np.argmax(self.left(path) <= ARRIVED) + 1]

    def answer(self, position, press):
        """Answer a move of the sliders or a press of a button."""
        move = np.array([position["east"], position["north"]])
        if press == "again":
            self.begin(self.number + 1)
        if press == "lift":
            self.lifted = True
        if press == "step" and not self.lifted and move.any():
            self.path.append(np.clip(self.here + move, *zip(EAST, NORTH, strict=True)))
            self.lifted = self.arrived()
        return Answer(self._layers(move), self._say(move))

    def _layers(self, move):
        corners = np.array(
            [(x, y) for x, y in zip(np.repeat(EAST, 2), NORTH + NORTH[::-1], strict=True)]
        )
        slope = np.concatenate([self.here, self.here - 0.3 * self._gradient(self.here)])
        hidden = self.lifted
        return {
            "fog": NOTHING if hidden else corners,
            "clearing": NOTHING if hidden else self.here[np.newaxis],
            "contours": self._contours() if self.lifted else NOTHING,
            "descent": self.descent() if self.lifted else NOTHING,
            "walk": np.array(self.path),
            "slope": slope[np.newaxis],
            "move": NOTHING if self.lifted else np.array([self.here, self.here + move]),
        }

    def _contours(self):
        """Ellipses of equal height, with a gap after each."""
        turn = np.append(np.linspace(0, 2 * np.pi, 73), np.nan)
        bowl = np.linalg.cholesky(self._curvature())
        ring = np.linalg.solve(bowl.T, np.stack([np.cos(turn), np.sin(turn)])).T
        levels = self._height(self.path[0]) * np.array([ARRIVED, 0.1, 0.3, 0.6, 1, 1.5, 2.2, 3])
        return np.concatenate([self.valley + np.sqrt(2 * level) * ring for level in levels])

    def _curvature(self):
        return self._gradient(self.valley + np.eye(2))

    def _say(self, move):
        taken, par = len(self.path) - 1, len(self.descent()) - 1
        steps = "1 step" if taken == 1 else f"{taken} steps"
        if self.lifted:
            left = f"with {100 * self.left(self.here):.0f} % of the height left"
            came = "You are in the valley" if self.arrived() else "The fog is lifted"
            after = f"after {steps}" if self.arrived() else f"after {steps}, {left}"
            return f"{came} {after}; gradient descent with rate {RATE} needs {par}."
        east, north = self._gradient(self.here)
        return (
            f"{steps} taken; gradient descent needs {par}. "
            f"The slope here is {east:+.2f} to the east and {north:+.2f} to the north. "
            f"Your step promises a change of height of {east * move[0] + north * move[1]:+.2f}."
        )


def turned(angle, p):
    """Return the point p turned about the origin."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ p


def _draw_ground(ax):
    ax.set(xlim=EAST, ylim=NORTH, xlabel="east", ylabel="north", title="somewhere is a valley")
