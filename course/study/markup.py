"""Markdown with formulas to HTML that needs no script, no network and no trust.

Formulas in `$…$` and `$$…$$` become MathML, which browsers draw themselves.
"""

import html
import re
from functools import cache
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

_UNKNOWN_COMMAND = re.compile(r"\\[A-Za-z]+")
_WEB = ("http://", "https://", "mailto:", "#")
_ATTRIBUTES = frozenset(
    ("xmlns", "display", "displaystyle", "scriptlevel", "movablelimits", "accent", "stretchy")
    + ("width", "height", "depth", "minsize", "maxsize", "linethickness", "lspace", "rspace")
    + ("form", "fence", "separator", "mathvariant", "mathcolor")
    + ("columnalign", "columnlines", "rowlines")
)


class FormulaError(ValueError):
    """A formula that cannot be drawn."""


def to_html(text, *, inline=False):
    """Return safe HTML for Markdown `text`: raw HTML is shown as text, formulas are MathML.

    Parameters
    ----------
    text : str
    inline : bool
        Leave out the paragraph around the text, for a label or a button.

    Raises
    ------
    FormulaError
        A formula is not understood; the message quotes it.

    >>> to_html("a *small* step <b>", inline=True)
    'a <em>small</em> step &lt;b&gt;'
    """
    if not isinstance(text, str):
        raise TypeError(f"to_html wants text, got {text!r}")
    render = _parser().renderInline if inline else _parser().render
    return render(text.strip()).strip()


def formula_to_mathml(latex, *, display=False):
    r"""Return the MathML of a TeX formula written without its dollars.

    >>> formula_to_mathml("x")[-30:]
    '<mrow><mi>x</mi></mrow></math>'
    """
    try:
        element = convert_to_element(latex, display="block" if display else "inline")
    except Exception as error:  # latex2mathml raises a dozen kinds, all without the formula
        raise FormulaError(f"cannot read the formula ${latex}$ ({type(error).__name__})") from error
    for part in element.iter():
        _make_safe(part)
    mathml = ElementTree.tostring(element, encoding="unicode")
    unknown = _UNKNOWN_COMMAND.search(mathml)
    if unknown:
        raise FormulaError(f"cannot read {unknown.group()} in the formula ${latex}$")
    return mathml


def _make_safe(element):
    """Keep only attributes that shape a formula (no links), and text as text."""
    element.text = html.unescape(element.text or "")
    for name in set(element.attrib) - _ATTRIBUTES:
        del element.attrib[name]


@cache
def _parser():
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = lambda link: link.strip().lower().startswith(_WEB)
    parser.use(
        dollarmath_plugin,
        allow_space=False,
        allow_labels=False,
        double_inline=True,
        renderer=_draw,
    )
    return parser


def _draw(latex, options):
    return formula_to_mathml(latex, display=options["display_mode"])
