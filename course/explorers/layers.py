"""What is drawn above a panel: paths, points, arrows, bars, regions and labels.

Every layer holds numbers in the units of its panel's axes. Their leading dimensions run over the
sliders named in `over`, in that order; what remains is one picture. NaN leaves a gap.
"""

import math
from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

import numpy as np
from matplotlib.patches import Rectangle

# Okabe, Ito (2002), Color Universal Design: told apart by colour-blind readers, too.
COLORS = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
    "grey": "#767676",
    "white": "#FFFFFF",
}


@dataclass(frozen=True, eq=False)
class Layer:
    """What all layers share.

    Parameters
    ----------
    panel : str
        The name of the panel.
    data : array, shape (*lengths of the sliders in `over`, *shape of one picture)
    over : sequence of str
        The sliders that move it.
    color : str
        A name of `COLORS`.
    opacity : float
    name : str
        How a stage's `answer` refers to it.
    """

    panel: str
    data: np.ndarray
    over: tuple = ()
    _: KW_ONLY
    color: str = "blue"
    opacity: float = 1.0
    name: str = ""

    row: ClassVar[tuple] = ()  # the shape of one picture; None where the length is free

    def numbers(self, lengths):
        """Return the data as float32 of shape (pictures, numbers of one picture).

        Parameters
        ----------
        lengths : dict
            {slider: number of positions}
        """
        data = np.asarray(self.data, dtype=float)
        leading = tuple(lengths[name] for name in self.over)
        row = data.shape[len(leading) :]
        fits = len(row) == len(self.row) and all(
            want in (None, n) for want, n in zip(self.row, row, strict=True)
        )
        if data.shape[: len(leading)] != leading or not fits:
            wanted = ", ".join(str(n or "any") for n in (*leading, *self.row))
            raise ValueError(
                f"{type(self).__name__} on panel {self.panel!r}: data has shape {data.shape}, "
                f"but over={self.over} needs ({wanted})"
            )
        return as_float32(data).reshape(math.prod(leading), -1)

    def spec(self):
        """What the browser needs to know besides the numbers."""
        return {
            "kind": type(self).__name__.lower(),
            "panel": self.panel,
            "over": list(self.over),
            "color": COLORS[self.color],
            "opacity": self.opacity,
        }


def as_float32(data):
    """Return float32 numbers; what is too large for them becomes infinite."""
    with np.errstate(over="ignore"):
        return np.asarray(data, dtype=np.float32)


@dataclass(frozen=True, eq=False, kw_only=True)
class Path(Layer):
    """A line through points, (T, 2) a picture; `upto` names a slider that cuts it at its position.

    `dots` is the radius of a dot at each point, `head` the one of the dot at the end (0 for none).
    """

    width: float = 2
    dashed: bool = False
    dots: float = 0
    head: float = 0
    upto: str = ""

    row = (None, 2)

    def spec(self):
        return super().spec() | {
            "width": self.width,
            "dashed": self.dashed,
            "dots": self.dots,
            "head": self.head,
            "upto": self.upto,
        }

    def draw(self, ax, numbers, index, zorder, text):
        """Draw one picture with matplotlib, the sliders at `index`."""
        xy = numbers.reshape(-1, 2)
        xy = xy[: index[self.upto] + 1] if self.upto else xy
        style = dict(color=COLORS[self.color], alpha=self.opacity, zorder=zorder)
        ax.plot(*xy.T, "--" if self.dashed else "-", lw=self.width * 0.75, **style)
        ax.plot(*xy.T, ".", ms=self.dots * 2, **style)
        ax.plot(*xy[-1:].T, "o", ms=self.head * 1.5, mec="white", **style)


@dataclass(frozen=True, eq=False, kw_only=True)
class Points(Layer):
    """A cloud of points, (M, 2) a picture.

    `pick` names a choice with an option for each point: a click on a point chooses it.
    """

    size: float = 4
    hollow: bool = False
    pick: str = ""

    row = (None, 2)

    def spec(self):
        return super().spec() | {"size": self.size, "hollow": self.hollow, "pick": self.pick}

    def draw(self, ax, numbers, index, zorder, text):
        """Draw one picture with matplotlib."""
        color = COLORS[self.color]
        face = "none" if self.hollow else color
        style = dict(mfc=face, mec=color, alpha=self.opacity, ms=self.size * 1.5, zorder=zorder)
        ax.plot(*numbers.reshape(-1, 2).T, "o", **style)


@dataclass(frozen=True, eq=False, kw_only=True)
class Arrow(Layer):
    """Arrows, (M, 4) a picture: x and y of the tail, x and y of the head."""

    width: float = 2.5

    row = (None, 4)

    def spec(self):
        return super().spec() | {"width": self.width}

    def draw(self, ax, numbers, index, zorder, text):
        """Draw one picture with matplotlib."""
        style = dict(arrowstyle="-|>", color=COLORS[self.color], alpha=self.opacity)
        style |= dict(lw=self.width * 0.75, mutation_scale=12, shrinkA=0, shrinkB=0)
        for arrow in numbers.reshape(-1, 4):
            if np.isfinite(arrow).all():
                ax.annotate("", arrow[2:], arrow[:2], arrowprops=style, zorder=zorder)


@dataclass(frozen=True, eq=False, kw_only=True)
class Bars(Layer):
    """Rectangles, (M, 4) a picture: left, right, bottom, top."""

    row = (None, 4)

    def draw(self, ax, numbers, index, zorder, text):
        """Draw one picture with matplotlib."""
        for left, right, bottom, top in numbers.reshape(-1, 4):
            style = dict(
                fc=COLORS[self.color], ec="white", lw=0.5, alpha=self.opacity, zorder=zorder
            )
            ax.add_patch(Rectangle((left, bottom), right - left, top - bottom, **style))


@dataclass(frozen=True, eq=False, kw_only=True)
class Region(Layer):
    """A shaded polygon, (T, 2) a picture."""

    row = (None, 2)

    def draw(self, ax, numbers, index, zorder, text):
        """Draw one picture with matplotlib."""
        xy = numbers.reshape(-1, 2)
        ax.fill(*xy.T, color=COLORS[self.color], alpha=self.opacity, lw=0, zorder=zorder)


@dataclass(frozen=True, eq=False, kw_only=True)
class Label(Layer):
    """A text at a point, (2,) a picture; `texts` is one text, or one a picture."""

    texts: object = ""
    size: float = 12
    anchor: str = "left"

    row = (2,)

    def text(self, picture):
        """Return the text of a picture."""
        return self.texts if isinstance(self.texts, str) else np.ravel(self.texts)[picture]

    def spec(self):
        texts = [str(text) for text in np.ravel(self.texts)]
        return super().spec() | {"texts": texts, "size": self.size, "anchor": self.anchor}

    def draw(self, ax, numbers, index, zorder, text):
        """Draw one picture with matplotlib."""
        style = dict(color=COLORS[self.color], ha=self.anchor, va="center", size=self.size * 0.75)
        ax.text(*numbers, text, zorder=8, clip_on=True, **style)
