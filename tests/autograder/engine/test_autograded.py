"""What a learner wrote is shown to the instructor, and does nothing there."""

import json

import pytest

from autograder.engine.autograded import notebook_json
from autograder.engine.rebuild import Placed, Rebuilt


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
