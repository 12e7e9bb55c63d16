"""Progress as a picture: a mark an exercise, a bar a confidence, in the theme's own colours."""

import html

from course.study.summary import CONFIDENCES

_BLUE, _ORANGE = "#0072B2", "#E69F00"  # Okabe and Ito (2008): told apart by every eye
_FILL = {"done": _BLUE, "tried": _ORANGE, "open": "none"}
_SIGN = {"done": "✓", "tried": "·", "open": ""}
_MEANING = {"done": "done", "tried": "tried", "open": "not tried yet"}
_SIZE, _GAP, _NAME, _ROW = 22, 6, 180, 32  # pixels
_TEXT = (
    "fill:var(--jp-content-font-color1,currentColor);font:13px var(--jp-ui-font-family,sans-serif)"
)


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
    widest = max(len(lesson.exercises) for lesson in lessons)
    width = _NAME + widest * (_SIZE + _GAP) + 130
    rows = "".join(_row(lesson, place, width) for place, lesson in enumerate(lessons))
    told = "; ".join(lesson.text() for lesson in lessons)
    legend = "&emsp;".join(
        f'<span style="display:inline-block;width:.9em;height:.9em;background:{colour};'
        f'border:1.5px solid {_edge(state)};border-radius:3px"></span> {_MEANING[state]}'
        for state, colour in _FILL.items()
    )
    return (
        f'{_svg(width, len(lessons) * _ROW, told)}{rows}</svg><p style="margin:.2em 0">{legend}</p>'
    )


def _row(lesson, place, width):
    top = place * _ROW
    marks = "".join(
        _mark(exercise, _NAME + number * (_SIZE + _GAP), top + 4)
        for number, exercise in enumerate(lesson.exercises)
    )
    points = f"{lesson.earned:g} of {lesson.full:g} points"
    return (
        f'<text x="0" y="{top + 20}" style="{_TEXT}">{html.escape(lesson.lesson)}</text>{marks}'
        f'<text x="{width}" y="{top + 20}" text-anchor="end" style="{_TEXT}">{points}</text>'
    )


def _mark(exercise, x, y):
    state = exercise.state
    return (
        f"<g><title>{html.escape(_sentence(exercise))}</title>"
        f'<rect x="{x}" y="{y}" width="{_SIZE}" height="{_SIZE}" rx="5"'
        f' style="fill:{_FILL[state]};stroke:{_edge(state)};stroke-width:1.5"/>'
        f'<text x="{x + _SIZE / 2}" y="{y + 16}" text-anchor="middle"'
        f' style="fill:#fff;font:bold 13px sans-serif">{_SIGN[state]}</text></g>'
    )


def _edge(state):
    return "var(--jp-content-font-color2,#767676)" if state == "open" else _FILL[state]


def _sentence(exercise):
    tries = f"{exercise.attempts} {'try' if exercise.attempts == 1 else 'tries'}"
    hints = f"{exercise.hints} {'hint' if exercise.hints == 1 else 'hints'}"
    return f"{exercise.name}: {_MEANING[exercise.state]}, {tries}, {hints}"


def _calibration(calibration):
    """A bar from 0 to the hit rate for each confidence, with a tick where it should end."""
    if not any(one.predictions for one in calibration):
        return ""
    rows = "".join(_bar(one, place * _ROW) for place, one in enumerate(calibration))
    told = "; ".join(_told(one) for one in calibration)
    return (
        '<p style="margin:.8em 0 .2em">Predictions: how often you were right. '
        "The upright tick is where a well calibrated judge ends.</p>"
        f"{_svg(_NAME + 340, len(calibration) * _ROW, told)}{rows}</svg>"
    )


def _bar(one, top):
    scale = 200
    length = scale * one.right / one.predictions if one.predictions else 0
    tick = _NAME + scale * one.confidence
    return (
        f'<text x="0" y="{top + 20}" style="{_TEXT}">'
        f"{CONFIDENCES[one.confidence]} ({one.confidence:.0%})</text>"
        f'<rect x="{_NAME}" y="{top + 9}" width="{scale}" height="14" rx="3"'
        ' style="fill:var(--jp-layout-color3,#ccc);opacity:.5"/>'
        f'<rect x="{_NAME}" y="{top + 9}" width="{length:g}" height="14" rx="3"'
        f' style="fill:{_BLUE}"/>'
        f'<line x1="{tick:g}" x2="{tick:g}" y1="{top + 4}" y2="{top + 28}"'
        ' style="stroke:var(--jp-content-font-color1,currentColor);stroke-width:2"/>'
        f'<text x="{_NAME + scale + 12}" y="{top + 20}" style="{_TEXT}">'
        f"{_hits(one)}</text>"
    )


def _hits(one):
    return f"{one.right} of {one.predictions}" if one.predictions else "none yet"


def _told(one):
    return f"{CONFIDENCES[one.confidence]} ({one.confidence:.0%}): right in {_hits(one)}"


def _svg(width, height, label):
    return (
        f'<svg role="img" aria-label="{html.escape(label)}" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" style="max-width:100%;height:auto">'
    )


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
    title = f'<tr><th scope="rowgroup" colspan="5">{html.escape(lesson.lesson)}</th></tr>'
    rows = "".join(
        f'<tr><th scope="row">{html.escape(one.name)}</th><td>{one.points:g}'
        f"{' extra' if one.extra_credit else ''}</td><td>{_MEANING[one.state]}</td>"
        f"<td>{one.attempts}</td><td>{one.hints}</td></tr>"
        for one in lesson.exercises
    )
    return f"<tbody>{title}{rows}</tbody>"
