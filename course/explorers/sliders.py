"""What a picture is moved by: sliders over numbers, choices by name, buttons."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Slider:
    """A slider over the numbers `values`.

    Parameters
    ----------
    name : str
        How layers refer to it.
    values : sequence of float
        What its positions stand for.
    label : str
        What the learner reads; the name where it is missing.
    start : int
        The index of the first position.
    format : str
        How a value is printed, such as "{:.2f}".
    play : int
        Milliseconds a position under the Play button; 0 for no button.
    """

    name: str
    values: tuple
    label: str = ""
    start: int = 0
    format: str = "{:g}"
    play: int = 0

    def __len__(self):
        return len(self.values)

    def value(self, index):
        """What a position stands for."""
        return self.values[index]

    def spec(self):
        """What the browser needs to know."""
        texts = [self.format.format(value) for value in self.values]
        return _spec("slider", self, texts) | {"play": self.play}


@dataclass(frozen=True)
class Choice:
    """A choice among `options`, each a name that the learner reads; `start` is an index."""

    name: str
    options: tuple
    label: str = ""
    start: int = 0

    def __len__(self):
        return len(self.options)

    def value(self, index):
        """The name at a position."""
        return self.options[index]

    def spec(self):
        """What the browser needs to know."""
        return _spec("choice", self, list(self.options))


@dataclass(frozen=True)
class Button:
    """A button; pressing it sends `name` to the stage's `answer`."""

    name: str
    label: str


def _spec(kind, control, texts):
    if not 0 <= control.start < len(control):
        raise ValueError(
            f"{control.name}: start is {control.start}; expected 0 to {len(control) - 1}"
        )
    label = control.label or control.name
    return {
        "kind": kind,
        "name": control.name,
        "label": label,
        "texts": texts,
        "start": control.start,
    }
