"""The second mode of a stage: Python answers each move of the sliders."""

from dataclasses import dataclass, field

import numpy as np

from course.explorers.layers import as_float32
from course.explorers.learner import LearnerError


@dataclass(frozen=True)
class Answer:
    """What changes on a move.

    Parameters
    ----------
    layers : dict
        {name of a layer: array of one picture}; a layer that is not named stays as it is.
    summary : str
        What is said below the picture.
    texts : dict
        {name of a label: its text}
    progress : float, optional
        How much of a work in the background is done, from 0 to 1, shown as a bar; None hides it.
    """

    layers: dict = field(default_factory=dict)
    summary: str = ""
    texts: dict = field(default_factory=dict)
    progress: float | None = None


class Answering:
    """Receives positions and presses from the browser, sends answers back.

    The browser has one question on its way at most and then asks for the newest position, so that
    a fast hand cannot flood Python.
    """

    def __init__(self, stage, sliders, layers, answer):
        self._sliders = sliders
        self._layers = {layer.name: number for number, layer in enumerate(layers) if layer.name}
        self._answer = answer
        stage.on_msg(lambda _, question, __: stage.send(*self.reply(question)))

    def reply(self, question):
        """Return the message and the buffers that answer a question of the browser."""
        position = {
            slider.name: slider.value(index)
            for slider, index in zip(self._sliders, question["index"], strict=True)
        }
        try:
            answer = self._answer(position, question["press"])
        except LearnerError as error:
            answer = Answer(summary=str(error))
        return self.message(answer, question["turn"])

    def message(self, answer, turn=""):
        """Return an answer as message and buffers; without a turn nobody has asked for it."""
        rows = {self._layers[name]: as_float32(row) for name, row in answer.layers.items()}
        message = {
            "turn": turn,
            "summary": answer.summary,
            "rows": [[layer, row.size] for layer, row in rows.items()],
            "texts": [[self._layers[name], text] for name, text in answer.texts.items()],
        }
        if answer.progress is not None:
            message["progress"] = answer.progress
        numbers = [np.ravel(row) for row in rows.values()]
        return message, [np.concatenate(numbers).tobytes() if numbers else b""]
