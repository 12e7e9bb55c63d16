"""The autograded notebook: the rebuilt cells with the outputs that they gave.

It is written as plain JSON. Every field is checked here, because outputs come from a player: what
is not of the form that nbformat asks for is left out, so that a page made of it opens.
"""

import json
import re
from functools import lru_cache

import bleach

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
NOTEBOOK = {"metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
_SCRIPTS = ("application/javascript", "image/svg+xml", "text/markdown", "text/latex")
_TAGS = {*bleach.ALLOWED_TAGS, "br", "div", "h1", "h2", "h3", "h4", "hr", "p", "pre", "small"}
_TAGS |= {"span", "sub", "sup", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
_ATTRIBUTES = {"*": ["class", "title"], "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan"]}
# The start of any tag in a learner's Markdown but of a plain one without attributes.
_FOREIGN_TAG = re.compile(
    r"<(?!/?(?:b|i|em|strong|br|code|pre|p|hr|sub|sup|ul|ol|li)\s*/?>)(?!https?://)(?=[a-zA-Z/!?])",
    re.IGNORECASE,
)
_TEXTS = {"stream": ("name", "text"), "error": ("ename", "evalue")}


def notebook_json(rebuilt, outputs):
    """Return the text of an autograded notebook.

    Parameters
    ----------
    rebuilt : autograder.engine.rebuild.Rebuilt
    outputs : list
        For each cell a list of outputs, None for cells that are no code.
    """
    cells = [
        f'{{"id": "cell-{number}", {_text(placed, shown)}'  # no id comes from the submission
        for number, (placed, shown) in enumerate(zip(rebuilt.cells, outputs, strict=True), 1)
    ]
    text = f'{{"cells": [{", ".join(cells)}], {_inside(NOTEBOOK)}\n'
    return text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text


def _text(placed, shown):
    """A cell's JSON without its first brace; that of a cell as it was given is made once."""
    given = placed.cell
    if given is not None and placed.source == given.source and not shown:
        return _as_given(given)
    return _inside(_cell(given, placed.kind, placed.source, shown))


@lru_cache(maxsize=4096)
def _as_given(cell):
    return _inside(_cell(cell, cell.kind, cell.source, []))


def _inside(value):
    return json.dumps(value, ensure_ascii=False)[1:]


def _cell(given, kind, source, shown):
    """A cell as nbformat wants it; `given` is the instructor's, None for a learner's own."""
    own = given is None or given.solution
    if not own and kind == "code":
        source = given.source
    if own and kind == "markdown":
        source = _FOREIGN_TAG.sub("&lt;", source)
    metadata = given.metadata if given is not None else {}
    cell = {"cell_type": kind, "metadata": metadata, "source": source}
    if kind == "code":
        judged = given is not None and given.points is not None
        kept = (_known(item, judged) for item in shown)
        outputs = [output for output in kept if output is not None]
        cell |= {"execution_count": None, "outputs": outputs}
    return cell


def _known(item, judged):
    """An output as nbformat wants it; None of what a player sent that is none."""
    try:
        return _output(item, judged)
    except (AttributeError, TypeError):
        return None


def _output(item, judged):
    kind = item.get("output_type")
    if kind in _TEXTS:
        output = {"output_type": kind} | {name: str(item.get(name, "")) for name in _TEXTS[kind]}
        if kind == "error":
            output["traceback"] = [str(line) for line in item.get("traceback", ())]
        elif output["name"] not in ("stdout", "stderr"):
            return None
        return output
    if kind not in ("display_data", "execute_result") or not isinstance(item.get("data"), dict):
        return None
    ours = judged and "descent" in item.get("metadata", {})
    output = {"output_type": kind, "data": _bundle(item["data"], ours), "metadata": {}}
    if ours:  # feedback shows it; what a learner's code displays has lost this mark on the way
        output["metadata"] = {"descent": str(item["metadata"]["descent"])}
    return output | ({"execution_count": None} if kind == "execute_result" else {})


def _bundle(data, ours):
    """Mime types and their texts; values that are JSON stay so where the type says JSON."""
    return {
        mime: value if ours else _harmless(mime, value)
        for mime, value in data.items()
        if isinstance(mime, str) and "/" in mime and mime not in _SCRIPTS
    }


def _harmless(mime, value):
    """What a learner's code displayed, without script: an instructor's browser draws it."""
    if mime == "text/html":
        return bleach.clean(str(value), tags=_TAGS, attributes=_ATTRIBUTES, strip=True)
    return value if mime.endswith("json") and isinstance(value, dict | list) else str(value)
