"""What an autograded notebook shows: no script of a learner, and what the course said as it was."""

import json

import pytest

from autograder.engine.autograded import notebook_json
from autograder.engine.rebuild import Placed, Rebuilt
from autograder.engine.template import Cell

TABLE = "<table><tr><td>1</td></tr></table>"
SCRIPT = "<script>alert(1)</script>"


def display(data, **metadata):
    return {"output_type": "display_data", "data": data, "metadata": metadata}


def written(output, points=None):
    """The one output of a learner's cell, or of a test cell with points."""
    cell = None if points is None else Cell("t", "code", "", "", False, False, points)
    text = notebook_json(Rebuilt((Placed(cell, "code", "pass"),), ()), [[output]])
    return json.loads(text)["cells"][0]["outputs"][0]


@pytest.mark.parametrize(
    "html",
    [SCRIPT, f"{TABLE}{SCRIPT}", "<img src=x onerror=alert(1)>", "<a href='javascript:x()'>x</a>"],
)
def test_a_learners_html_keeps_its_tables_and_loses_its_script(html):
    kept = written(display({"text/html": html}))["data"]["text/html"]
    assert "<script" not in kept and "onerror" not in kept and "javascript:" not in kept
    assert ("<td>1</td>" in kept) == (TABLE in html)


@pytest.mark.parametrize("mime", ["application/javascript", "image/svg+xml"])
def test_what_is_script_by_its_kind_is_left_out(mime):
    kept = written(display({mime: SCRIPT, "text/plain": "a picture"}))
    assert kept["data"] == {"text/plain": "a picture"}


def test_a_report_of_the_course_is_kept_as_it_is():
    report = display({"text/html": "<div style='color:red'>✗</div>"}, descent="f")
    assert written(report, points=1.0)["data"]["text/html"] == report["data"]["text/html"]


def test_a_learner_cannot_pass_for_the_course():
    forged = display({"text/html": SCRIPT}, descent="f")
    assert SCRIPT not in written(forged)["data"]["text/html"]


def shown(text):
    """The source of a learner's Markdown cell in the autograded notebook."""
    rebuilt = Rebuilt((Placed(None, "markdown", text),), ())
    return json.loads(notebook_json(rebuilt, [None]))["cells"][0]["source"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<IFRAME src='//elsewhere'></IFRAME>",
        "<b onclick='alert(1)'>bold</b>",
        "<svg/onload=alert(1)>",
        "<x-y style='position:fixed'>",
        "</div></body>",
        "<!-- hidden",
    ],
)
def test_markup_that_could_act_is_shown_as_text(text):
    assert "<" not in shown(text).replace("</b>", "")


@pytest.mark.parametrize(
    "text",
    ["$a<1$ and 2 < 3", "<b>bold</b> x<sub>1</sub><br/>", "<https://example.org>", "a -> b", "# x"],
)
def test_formulas_links_and_plain_markup_stay(text):
    assert shown(text) == text
