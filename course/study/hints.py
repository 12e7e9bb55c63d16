"""The hint ladder of an exercise: one more with each call."""

import html

from course.checks.sheet import UnknownExercise, load
from course.study.markup import to_html
from course.study.progress import being_graded, hints_taken, record_hint

_STYLE = "border-left:4px solid #0072B2;padding:.1em .8em;margin:.3em 0"


def hint(name):
    """Show one more hint for an exercise: the first call one, the next two, then all three.

    Parameters
    ----------
    name : str or callable
        The exercise, such as "mse_gradient" or the function itself.
    """
    ladder = _ladder(name)
    if isinstance(ladder, str):
        print(ladder)
        return
    from IPython.display import display

    display(ladder)


class HintLadder:
    """The hints of `exercise` up to `level`, as `hint` displays them."""

    def __init__(self, exercise, hints, level):
        self.exercise = exercise
        self.level = min(level, len(hints))
        self._hints = hints
        self._all_known = level > len(hints)

    def __repr__(self):
        return "\n".join([*self._numbered(), self._closing()])

    def _repr_html_(self):
        items = "".join(f"<li>{to_html(one)}</li>" for one in self._hints[: self.level])
        return (
            f'<div role="status" style="{_STYLE}"><strong>Hints for '
            f"{html.escape(self.exercise)}</strong><ol>{items}</ol>"
            f"<p>{html.escape(self._closing())}</p></div>"
        )

    def _numbered(self):
        return [f"Hint {n}: {one}" for n, one in enumerate(self._hints[: self.level], start=1)]

    def _closing(self):
        left = len(self._hints) - self.level
        if left:
            return f"{left} more where that came from: call hint again."
        if not self._all_known:
            return "That was the last hint."
        return "These are all the hints there are; check names the mistake in what you have."


def _ladder(name):
    """A `HintLadder`, or a sentence where there is none."""
    exercise = name if isinstance(name, str) else getattr(name, "__name__", None)
    if not isinstance(exercise, str):
        return f'hint wants the name of an exercise, such as hint("predict"); got {name!r}.'
    try:
        hints = load(exercise.strip()).hints
    except UnknownExercise as error:
        return str(error)
    if not hints:
        return f"There are no hints for {exercise}."
    level = hints_taken(exercise.strip()) + 1
    if not being_graded():
        record_hint(exercise.strip(), min(level, len(hints)))
    return HintLadder(exercise.strip(), hints, level)
