"""Predict, then run: a picture stays covered until the learner has committed an answer."""

import difflib
import math
import threading

import traitlets
from IPython import get_ipython
from IPython.display import display
from IPython.utils.capture import capture_output
from ipywidgets import Output, VBox, Widget
from ipywidgets.widgets.interaction import show_inline_matplotlib_plots

from course.study import study, waiting
from course.study.judging import NotANumber, compare, read_number, tolerance_of
from course.study.markup import to_html
from course.study.progress import being_graded, load, record_prediction, trouble
from course.study.summary import CONFIDENCES
from course.study.widget import StudyWidget, script


def predict_first(key, reveals=None, *, truth=None):
    """Ask the question `key` of a study.toml, compare the answer, then show what it was about.

    Parameters
    ----------
    key : str
        The key of a `[[prediction]]`.
    reveals : widget or callable, optional
        What stays covered; a function is called only when it is uncovered.
    truth : number, str or callable, optional
        The right answer, where the cell computes it and the study.toml has none.
    """
    question = study.predictions().get(key)
    if being_graded():
        print(question["question"] if question else key)
        return
    problem = _problem(key, question, truth)
    if problem:
        print(problem)
        _show(reveals)
        return
    display(_Covered(question, truth, reveals).box)


_COLLECTING = threading.RLock()


class _Sentence(Exception):
    """Something to tell the learner."""


class Prediction(StudyWidget):
    """The question, and what came of it.

    Parameters
    ----------
    entry : dict
        A `[[prediction]]`.
    truth : number, str or callable

    `view["state"]` is "asking", "answered" or "shown" (without an answer).
    """

    _esm = script("predictions")
    question = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    choices = traitlets.List().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    promise = traitlets.Unicode().tag(sync=True)

    def __init__(self, entry, truth):
        numeric = entry["kind"] == "number"
        super().__init__(
            question=to_html(entry["question"]),
            kind=entry["kind"],
            choices=[to_html(choice, inline=True) for choice in entry.get("choices", [])],
            unit=entry.get("unit", ""),
            promise=f"(right within {tolerance_of(entry)})" if numeric else "",
        )
        self._entry = entry
        self._truth = truth
        self._resume()

    def do_commit(self, answer, confidence):
        """Compare a committed answer, or say what is missing."""
        try:
            guess = self._read(answer)
            sure = self._confidence(confidence)
            right, sentence = self._judge(guess)
        except _Sentence as error:
            self.reply(state="asking", problem=str(error))
            return
        record_prediction(self._entry["key"], guess, self._value(), sure, right)
        self._finish("answered", sentence)

    def do_skip(self):
        """Show the answer without a prediction."""
        try:
            value = self._value()
        except _Sentence as error:
            verdict = str(error)
        else:
            told = f"{value:.4g} {self.unit}".strip() if self.kind == "number" else value
            verdict = f"The answer: {told}."
            record_prediction(self._entry["key"], None, value, None, False)
        self._finish("shown", verdict)

    def do_again(self):
        """Cover the picture and ask once more."""
        self.reply(state="asking")

    def _resume(self):
        """Start where the learner left off."""
        tries = load()["predictions"].get(self._entry["key"], [])
        answers = [one["answer"] for one in tries if _fits(one.get("answer"), self._entry)]
        try:
            _, sentence = self._judge(answers[-1])
        except (_Sentence, IndexError):
            self.reply(state="asking", trouble=trouble())
        else:
            self._finish("answered", sentence)

    def _finish(self, state, verdict):
        explanation = to_html(self._entry["explanation"])
        self.reply(state=state, verdict=verdict, explanation=explanation, trouble=trouble())

    def _read(self, answer):
        if self.kind == "number":
            try:
                return read_number(answer, self.unit)
            except NotANumber as error:
                raise _Sentence(str(error)) from error
        if not answer:
            raise _Sentence("Choose one of the answers first. A rough guess is fine.")
        return self._entry["choices"][int(answer)]

    def _confidence(self, confidence):
        if not confidence:
            raise _Sentence("Say how sure you are, too; it shows over time how well you judge.")
        return next(level for level in CONFIDENCES if level == float(confidence))

    def _judge(self, guess):
        truth = self._value()
        if self.kind == "number":
            return compare(guess, truth, tolerance_of(self._entry), self.unit)
        if guess == truth:
            return True, f"You said “{guess}”: right."
        return False, f"You said “{guess}”; it is “{truth}”."

    def _value(self):
        """The right answer, computed when it is first needed."""
        if callable(self._truth):
            try:
                self._truth = self._truth()
            except Exception as error:
                raise _Sentence(
                    f"The answer could not be computed ({type(error).__name__}: {error})."
                    " You can look without an answer."
                ) from error
        if self.kind == "choice":
            return str(self._truth)
        if not math.isfinite(self._truth):
            raise _Sentence(
                f"The answer came out as {self._truth}. You can look without an answer."
            )
        return float(self._truth)


class _Covered:
    """A prediction above an output that is filled when it is uncovered, once."""

    def __init__(self, entry, truth, reveals):
        self._reveals = reveals
        self._output = None
        truth = entry["answer"] if truth is None else truth
        self._prediction = Prediction(entry, truth)
        self.box = VBox([self._prediction])
        self._prediction.observe(self._follow, "view")
        self._follow()

    def _follow(self, _=None):
        if self._reveals is None:
            return
        covered = self._prediction.view["state"] == "asking"
        self.box.children = [self._prediction] + ([] if covered else [self._uncovered()])

    def _uncovered(self):
        if self._output is None:
            self._output = Output(outputs=_collected(self._reveals))
        return self._output


def _collected(reveals):
    """What uncovering prints and displays, as outputs of a notebook.

    It is collected first and handed over whole: an Output widget that fills while its figure is
    still open makes JupyterLab answer, and that answer's end closes the figure half drawn.
    JupyterLab sends the messages of widgets to threads of their own: two that collect at once
    would put back each other's display, and one that arrives meanwhile must find a display.
    """
    problem = ""
    with _COLLECTING, capture_output() as caught:
        if get_ipython() is not None:
            get_ipython().display_pub.set_parent = lambda parent: None
        try:
            _show(reveals)
        except Exception as error:
            problem = f"{_why(error)}\n"
    texts = (("stdout", caught.stdout), ("stderr", caught.stderr + problem))
    streams = [
        {"output_type": "stream", "name": name, "text": text} for name, text in texts if text
    ]
    pictures = [
        {"output_type": "display_data", "data": one.data, "metadata": one.metadata or {}}
        for one in caught.outputs
    ]
    return (*streams, *pictures)


def _why(error):
    """What is said in place of a picture that could not be drawn."""
    names = getattr(get_ipython(), "user_ns", None)
    if exercise := waiting.unwritten(error, names):
        return waiting.sentence(exercise).replace("This cell", "The answer", 1)
    return f"The picture could not be drawn: {type(error).__name__}: {error}"


def _show(reveals):
    """Display a widget, or what a function returns and draws."""
    value = reveals() if callable(reveals) and not isinstance(reveals, Widget) else reveals
    if value is not None:
        display(value)
    show_inline_matplotlib_plots()


def _problem(key, question, truth):
    """Why there is nothing to predict: a sentence, or an empty text."""
    if question is None:
        near = difflib.get_close_matches(str(key), study.predictions(), n=3, cutoff=0.5)
        did_you_mean = f" Did you mean {' or '.join(near)}?" if near else ""
        return f"There is no prediction called {key!r}.{did_you_mean}"
    if truth is None and "answer" not in question:
        return f"The prediction {key!r} has no answer yet; pass it as truth=…"
    if truth is not None and not callable(truth) and not _fits(truth, question):
        return f"truth={truth!r} does not answer the prediction {key!r}."
    return ""


def _fits(answer, question):
    """Tell whether `answer` can answer the question; a kept one may be older than the question."""
    if question["kind"] == "choice":
        return answer in question["choices"]
    try:
        float(answer)
    except (TypeError, ValueError):
        return False
    return True
