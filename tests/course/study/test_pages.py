import pytest
from markdown_it import MarkdownIt

from course.study import study
from course.study.pages import render

PARTS = ("overview", "dialogue", "glossary", "memory", "takeaways", "reading")


def drawn(content, what):
    return MarkdownIt("commonmark").enable("table").render(render(content, what))


@pytest.fixture
def content(lesson):
    return dict(study.load(lesson))


@pytest.mark.parametrize("what", PARTS)
def test_every_part_renders_the_same_twice_and_ends_with_one_newline(content, what):
    text = render(content, what)
    assert text == render(content, what) and text.endswith("\n") and not text.endswith("\n\n")


def test_the_overview_has_three_depths_and_adds_up_the_minutes(content):
    content["section"] = [{"title": "a", "minutes": 10}, {"title": "b", "minutes": 7.5}]
    html = drawn(content, "overview")
    assert html.count("<details>") == 2
    assert html.index("A step against") < html.index("One paragraph.") < html.index("As much as")
    assert "<strong>17.5</strong>" in html and "<li>write the gradient" in html


def test_the_teacher_is_set_in_over_all_paragraphs(content):
    content["dialogue"] = [
        {"who": "teacher", "says": "one\n\ntwo"},
        {"who": "student", "says": "?"},
    ]
    html = drawn(content, "dialogue")
    quote = html[html.index("<blockquote>") : html.index("</blockquote>")]
    assert "one" in quote and "two" in quote and "?" not in quote


def test_a_table_survives_bars_and_line_ends(content):
    content["glossary"] = [
        {"term": "norm", "meaning": "$|g|$, $\\|g\\|$,\n$\\left|x\\right|$ or `a|b`"}
    ]
    text = render(content, "glossary")
    assert r"$\vert g\vert$, $\Vert g\Vert$, $\left\vert x\right\vert$ or `a\|b`" in text
    assert drawn(content, "glossary").count("<td") == 2


def test_the_glossary_is_in_alphabetical_order(content):
    content["glossary"] = [{"term": t, "meaning": "."} for t in ("step", "Adam", "bias")]
    text = render(content, "glossary")
    assert text.index("Adam") < text.index("bias") < text.index("step")


def test_what_cannot_be_rendered_is_named(content):
    with pytest.raises(ValueError, match="cannot render 'poem'; there are overview"):
        render(content, "poem")
    with pytest.raises(ValueError, match="has no reading"):
        render(content | {"reading": []}, "reading")
