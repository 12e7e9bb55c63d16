"""A panel: axes that matplotlib draws once, with the numbers that place a canvas above them."""

from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

CSS_PIXELS = 100  # a figure's inch on the screen at full width
MARGINS = (0.62, 0.12, 0.5, 0.36)  # inches left, right, bottom, top of the axes
_STYLE = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same letters on every machine
    "font.size": 10,
    "axes.titlesize": 10.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "savefig.facecolor": "white",
    "contour.linewidth": 0.7,
}


@dataclass(frozen=True)
class Panel:
    """One pair of axes.

    Parameters
    ----------
    name : str
        How layers refer to it.
    draw : callable
        `draw(ax)` draws what stays; with `over`, `draw(ax, **{slider: value})` draws one picture
        for each position of those sliders. It must set the limits of both axes.
    alt : str
        What the panel shows, in a sentence.
    over : sequence of str
        Sliders or choices that change the axes themselves; few positions, each is a picture.
    width, height : float
        Inches; an inch is 100 pixels of the screen. Panels wrap when the page is narrow.
    """

    name: str
    draw: callable
    alt: str
    over: tuple = ()
    width: float = 4.2
    height: float = 3.6
    margins: tuple = MARGINS

    @property
    def box(self):
        """Left, top, width and height of the axes as shares of the panel."""
        left, right, bottom, top = self.margins
        width = (self.width - left - right) / self.width
        return left / self.width, top / self.height, width, self._share_of_height()

    def _share_of_height(self):
        return (self.height - self.margins[2] - self.margins[3]) / self.height

    def add_to(self, figure, settings, left=0.0, bottom=0.0):
        """Draw the panel into a figure, its corner at (left, bottom) inches; return the axes."""
        wide, high = figure.get_size_inches()
        corner = (left + self.margins[0]) / wide, (bottom + self.margins[2]) / high
        size = self.box[2] * self.width / wide, self.box[3] * self.height / high
        ax = figure.add_axes([*corner, *size])
        self.draw(ax, **settings)
        ax.autoscale(False)
        return ax

    def picture(self, settings):
        """Return the PNG and the axes' limits and scales of one picture."""
        with style():
            figure = Figure(figsize=(self.width, self.height))
            ax = self.add_to(figure, settings)
            limits = {
                "x": [float(v) for v in ax.get_xlim()],
                "y": [float(v) for v in ax.get_ylim()],
                "xlog": ax.get_xscale() == "log",
                "ylog": ax.get_yscale() == "log",
            }
            return png(figure, dpi=2 * CSS_PIXELS), limits


@contextmanager
def style():
    """matplotlib's own settings and ours, whatever the notebook has set."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        yield


def png(figure, dpi):
    """Return a figure as PNG bytes without a date or a version in it."""
    FigureCanvasAgg(figure)
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()
