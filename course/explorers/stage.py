"""The stage: panels, layers and sliders as one widget that moves without asking Python.

Python computes the whole family of pictures once; the browser scrubs through it (stage.js).
Where a family would be too large, `answer` is asked at each move instead.
"""

import base64
import itertools
import textwrap
from pathlib import Path as File

import anywidget
import traitlets
from matplotlib.figure import Figure

from course.explorers.answering import Answering
from course.explorers.layers import Label
from course.explorers.panel import CSS_PIXELS, png, style
from course.explorers.summary import Summary, picture_of

_HERE = File(__file__).parent
_MODULES = ("painting.js", "controls.js", "talking.js", "stage.js")


class Stage(anywidget.AnyWidget):
    """A picture one can move.

    Parameters
    ----------
    title : str
        The accessible name of the whole.
    panels : sequence of Panel
    sliders : sequence of Slider or Choice
    layers : sequence of Layer
        Drawn in this order.
    summary : Summary, str or a sequence of them
        Said below the picture, one after the other.
    answer : callable, optional
        `answer(position, press)` returns an `Answer` at each move: `position` is {slider: value},
        `press` the name of the button that was pressed or None. Layers that it changes have a name.
    buttons : sequence of Button
    still : dict, optional
        {slider: index} where the still picture is taken; the start where a slider is missing.
    """

    _esm = "".join((_HERE / name).read_text(encoding="utf-8") for name in _MODULES)
    _css = _HERE / "stage.css"
    alt = traitlets.Unicode().tag(sync=True)
    scene = traitlets.Dict().tag(sync=True)
    pictures = traitlets.List(traitlets.Bytes()).tag(sync=True)
    numbers = traitlets.Bytes().tag(sync=True)

    def __init__(
        self, title, *, panels, layers, sliders=(), summary=(), answer=None, buttons=(), still=None
    ):
        self._panels, self._layers, self._sliders = tuple(panels), tuple(layers), tuple(sliders)
        self._at = {slider.name: slider.start for slider in sliders} | (still or {})
        self._lengths = {slider.name: len(slider) for slider in sliders}
        self._numbers = [layer.numbers(self._lengths) for layer in layers]
        self._summaries = [part.spec(self._lengths) for part in _summaries(summary)]
        drawn = [self._draw_panel(panel) for panel in self._panels]
        super().__init__(
            alt=title,
            pictures=[picture for _, pictures in drawn for picture in pictures],
            numbers=b"".join(numbers.tobytes() for numbers in self._numbers),
            scene={
                "title": title,
                "panels": [spec for spec, _ in drawn],
                "sliders": [slider.spec() for slider in self._sliders],
                "layers": self._layer_specs(),
                "summaries": self._summaries,
                "buttons": [{"name": one.name, "label": one.label} for one in buttons],
                "asks": answer is not None,
            },
        )
        self._answering = answer and Answering(self, self._sliders, self._layers, answer)

    def push(self, answer):
        """Show an `Answer` that nobody has asked for: news of a work in the background."""
        self.send(*self._answering.message(answer))

    def still(self):
        """Return the picture at the still's position as PNG bytes, the same at every call."""
        said = textwrap.fill(self._say(), int(13 * sum(p.width for p in self._panels)))
        foot = 0.16 * (said.count("\n") + 1) + 0.12
        wide = sum(panel.width for panel in self._panels)
        high = max(panel.height for panel in self._panels) + foot
        with style():
            figure = Figure(figsize=(wide, high))
            left = 0.0
            for panel in self._panels:
                settings = self._settings(panel.over, [self._at[name] for name in panel.over])
                ax = panel.add_to(figure, settings, left, high - panel.height)
                self._draw_layers(ax, panel)
                left += panel.width
            figure.text(0.15 / wide, 0.1 / high, said, size=8.5, linespacing=1.3)
            return png(figure, dpi=CSS_PIXELS * 1.3)

    def _repr_mimebundle_(self, **_):
        bundle = super()._repr_mimebundle_()
        if bundle is None:
            return None
        data, metadata = bundle
        data["text/plain"] = f"{self.alt}\n{self._say()}"
        data["image/png"] = base64.b64encode(self.still()).decode()
        return data, metadata | {"image/png": {"alt": self.alt}}

    def _say(self):
        parts = self._summaries
        texts = [p["texts"][picture_of(p["over"], self._at, self._lengths)] for p in parts]
        return " ".join(texts)

    def _settings(self, over, index):
        by_name = {slider.name: slider for slider in self._sliders}
        return {name: by_name[name].value(i) for name, i in zip(over, index, strict=True)}

    def _draw_panel(self, panel):
        """The browser's description of a panel, and the PNGs of its pictures."""
        positions = itertools.product(*(range(self._lengths[name]) for name in panel.over))
        drawn = [panel.picture(self._settings(panel.over, index)) for index in positions]
        spec = {
            "name": panel.name,
            "alt": panel.alt,
            "over": list(panel.over),
            "box": panel.box,
            "size": [panel.width * CSS_PIXELS, panel.height * CSS_PIXELS],
            "limits": [limits for _, limits in drawn],
        }
        return spec, [picture for picture, _ in drawn]

    def _layer_specs(self):
        specs, offset = [], 0
        for layer, numbers in zip(self._layers, self._numbers, strict=True):
            specs.append(layer.spec() | {"offset": offset, "row": numbers.shape[1]})
            offset += numbers.size
        return specs

    def _draw_layers(self, ax, panel):
        drawn = zip(self._layers, self._numbers, strict=True)
        for order, (layer, numbers) in enumerate(drawn, start=3):  # above matplotlib's own lines
            if layer.panel != panel.name:
                continue
            picture = picture_of(layer.over, self._at, self._lengths)
            text = layer.text(picture) if isinstance(layer, Label) else ""
            layer.draw(ax, numbers[picture], self._at, order, text)


def _summaries(summary):
    parts = (summary,) if isinstance(summary, (str, Summary)) else summary
    return [Summary(part) if isinstance(part, str) else part for part in parts]
