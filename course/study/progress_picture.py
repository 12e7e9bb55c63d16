"""Progress as a picture: a mark an exercise, a bar a confidence, in the theme's own colours."""

import html

from course.study.summary import CONFIDENCES, count

_BLUE, _ORANGE = "#0072B2", "#E69F00"  # Okabe and Ito (2008): told apart by every eye
_FILL = {"done": _BLUE, "tried": _ORANGE, "open": "none"}
_SIGN = {"done": "✓", "tried": "·", "open": ""}
_MEANING = {"done": "done", "tried": "tried", "open": "not tried yet"}
_EDGE = "var(--jp-content-font-color2,#767676)"
_ROW = "display:flex;flex-wrap:wrap;align-items:center;column-gap:1em;margin:.25em 0"
_NAME = "flex:0 0 12em"
_BAR = 200  # pixels from 0 to always right


class ProgressPicture:
    """What `progress()` displays.

    Parameters
    ----------
    summary : Summary
    trouble : str
        A sentence about a file that cannot be written, or empty.
    """

    def __init__(self, summary, trouble=""):
        self._summary = summary
        self._trouble = trouble

    def __repr__(self):
        return "\n".join(filter(None, [self._summary.text(), self._trouble]))

    def _repr_html_(self):
        summary = self._summary
        trouble = f"<p>{html.escape(self._trouble)}</p>" if self._trouble else ""
        return (
            '<div style="max-width:720px">'
            f"<p><strong>{html.escape(summary.headline())}</strong></p>{trouble}"
            f"{_exercises(summary.lessons)}{_calibration(summary.calibration)}"
            f"{_table(summary.lessons)}</div>"
        )


def _exercises(lessons):
    if not lessons:
        return "<p>No exercises were found in this installation.</p>"
    legend = "&emsp;".join(f"{_mark(state)} {_MEANING[state]}" for state in _FILL)
    told = "; ".join(lesson.text() for lesson in lessons)
    return f"{_picture(told, map(_row, lessons))}<p style='margin:.2em 0'>{legend}</p>"


def _row(lesson):
    marks = "".join(
        _mark(one.state, _sentence(one), "1.5em", _SIGN[one.state]) for one in lesson.exercises
    )
    return (
        f'<span style="{_NAME}">{html.escape(lesson.lesson)}</span>'
        f'<span style="flex:1 1 14em">{marks}</span>'
        f"<span>{lesson.earned:g} of {lesson.full:g} points</span>"
    )


def _mark(state, title="", size="1em", sign=""):
    edge = _EDGE if state == "open" else _FILL[state]
    return (
        f'<span title="{html.escape(title)}" style="display:inline-block;box-sizing:border-box;'
        f"width:{size};height:{size};margin:1px 3px;border:2px solid {edge};border-radius:5px;"
        f"background:{_FILL[state]};color:#fff;text-align:center;vertical-align:middle;"
        f'line-height:1.2;font-weight:bold">{sign}</span>'
    )


def _sentence(exercise):
    return (
        f"{exercise.name}: {_MEANING[exercise.state]}, {count(exercise.attempts, 'try', 'tries')},"
        f" {count(exercise.hints, 'hint')}"
    )


def _calibration(calibration):
    """A bar from 0 to the hit rate for each confidence, with a tick where it should end."""
    if not any(one.predictions for one in calibration):
        return ""
    told = "; ".join(f"{_level(one)}: right in {_hits(one)}" for one in calibration)
    return (
        '<p style="margin:.8em 0 .2em">Predictions: how often you were right. '
        "The upright tick is where a well calibrated judge ends.</p>"
        f"{_picture(told, map(_bar, calibration))}"
    )


def _bar(one):
    length = _BAR * one.right / one.predictions if one.predictions else 0
    return (
        f'<span style="{_NAME}">{_level(one)}</span>'
        f'<span style="position:relative;flex:0 0 {_BAR}px;height:14px;box-sizing:border-box;'
        f'outline:1px solid {_EDGE}"><span style="position:absolute;left:0;top:0;height:14px;'
        f'width:{length:g}px;background:{_BLUE}"></span><span style="position:absolute;'
        f"left:{_BAR * one.confidence - 1:g}px;top:-4px;height:22px;width:2px;"
        'background:var(--jp-content-font-color1,#000)"></span></span>'
        f"<span>{_hits(one)}</span>"
    )


def _level(one):
    return f"{CONFIDENCES[one.confidence]} ({100 * one.confidence:g} %)"


def _hits(one):
    return f"{one.right} of {one.predictions}" if one.predictions else "none yet"


def _picture(told, rows):
    """Rows that a screen reader hears as one sentence."""
    body = "".join(f'<div style="{_ROW}">{row}</div>' for row in rows)
    return f'<div role="img" aria-label="{html.escape(told)}">{body}</div>'


def _table(lessons):
    """The same in words, for a screen reader and for who wants the names."""
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("exercise", "points", "state", "tries", "hints")
    )
    bodies = "".join(_lesson_rows(lesson) for lesson in lessons)
    return (
        "<details><summary>Exercise by exercise</summary>"
        f"<table><thead><tr>{head}</tr></thead>{bodies}</table></details>"
        if lessons
        else ""
    )


def _lesson_rows(lesson):
    title = (
        '<tr><th scope="rowgroup" colspan="5" style="text-align:left">'
        f"{html.escape(lesson.lesson)}</th></tr>"
    )
    rows = "".join(
        f'<tr><th scope="row" style="text-align:left">{html.escape(one.name)}</th>'
        f"<td>{one.points:g}{' extra' if one.extra_credit else ''}</td>"
        f"<td>{_MEANING[one.state]}</td><td>{one.attempts}</td><td>{one.hints}</td></tr>"
        for one in lesson.exercises
    )
    return f"<tbody>{title}{rows}</tbody>"
