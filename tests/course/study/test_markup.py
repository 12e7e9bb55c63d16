import pytest

from course.study.markup import FormulaError, formula_to_mathml, to_html


def test_raw_html_is_shown_as_text():
    html = to_html("<img src=x onerror=alert(1)> <b>bold</b>")
    assert "<img" not in html and "<b>" not in html and "&lt;img" in html


@pytest.mark.parametrize(
    "text",
    [
        r"$\text{<script>alert(1)</script>}$",
        r"$\text{&lt;script&gt;alert(1)&lt;/script&gt;}$",
        r"$\href{javascript:alert(1)}{x}$",
        r"$\style{background:url(//x)}{x}$",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html,x)",
        "![a](http://x/y.png)",
    ],
)
def test_no_script_and_no_picture_gets_through(text):
    html = to_html(text)
    assert not any(
        bad in html
        for bad in ("<script", 'href="j', 'href="J', "style=", "<img", 'data:text/html,x"')
    )


def test_a_formula_becomes_mathml_with_its_content():
    html = to_html(r"slope $\frac{1}{N}X^\top$", inline=True)
    assert "<mfrac>" in html and "⊤" in html and "$" not in html and html.startswith("slope ")


def test_dollars_of_money_stay_dollars():
    assert to_html("costs $5 and $6", inline=True) == "costs $5 and $6"


@pytest.mark.parametrize("latex", [r"\nosuchcommand x", r"\frac{\arg}{1}", r"\left( x"])
def test_a_formula_that_cannot_be_read_is_quoted(latex):
    with pytest.raises(FormulaError) as caught:
        formula_to_mathml(latex)
    assert latex in str(caught.value)


def test_what_is_no_text_is_refused():
    with pytest.raises(TypeError, match="wants text, got 3"):
        to_html(3)
