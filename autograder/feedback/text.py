"""Markdown, code and outputs as HTML that needs no network and holds no script of a learner.

What the instructor wrote may hold HTML; what a learner wrote or printed is shown as text.
"""

import html
import re
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from course.study.markup import FormulaError, formula_to_mathml

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_FORMATTER = HtmlFormatter(nowrap=True)
REPORT = "descent"  # the metadata key of an output that `check` itself made


@lru_cache(maxsize=4096)
def markdown(text, trusted=False):
    """Return the HTML of Markdown; formulas become MathML, pictures their description."""
    return _parser(trusted).render(text)


@lru_cache(maxsize=1024)
def code(source):
    """Return highlighted Python; `style()` has the colours."""
    return f"<pre class=code>{highlight(source, PythonLexer(), _FORMATTER)}</pre>"


@cache
def style():
    """Return the style sheet of highlighted code."""
    return _FORMATTER.get_style_defs(".code")


def output(item):
    """Return one output of a learner's cell: text and pictures, never its own HTML."""
    kind = item.get("output_type")
    if kind == "stream":
        return _text(item.get("text", ""))
    if kind == "error":
        return _text("\n".join(item.get("traceback", ())))
    data = item.get("data", {})
    picture = data.get("image/png", "")
    if isinstance(picture, str) and picture and _BASE64.fullmatch(picture):
        described = html.escape(_joined(data.get("text/plain", "")))
        return f'<img alt="{described}" src="data:image/png;base64,{"".join(picture.split())}">'
    return _text(data.get("text/plain", ""))


def report(item):
    """Return what `check` said, if an output is its report, else "" """
    if REPORT not in item.get("metadata", {}):
        return ""
    return _joined(item.get("data", {}).get("text/html", ""))


def _text(text):
    return f"<pre class=output>{html.escape(_ANSI.sub('', _joined(text)))}</pre>"


def _joined(text):
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


@cache
def _parser(trusted):
    parser = MarkdownIt("commonmark", {"html": trusted}).enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, allow_labels=False, double_inline=True, renderer=_formula)
    parser.add_render_rule("image", _described)
    return parser


def _formula(latex, options):
    """MathML, or the formula as it was typed where it cannot be drawn."""
    try:
        return formula_to_mathml(latex, display=options["display_mode"])
    except FormulaError:
        return f"<code>{html.escape(latex)}</code>"


def _described(renderer, tokens, at, options, environment):
    """A picture stands beside the notebook, not beside the feedback: its description is kept."""
    return f"<em>Picture: {html.escape(tokens[at].content)}</em>"
