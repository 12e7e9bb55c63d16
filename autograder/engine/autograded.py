"""The autograded notebook: the rebuilt cells with the outputs that they gave."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from autograder.build.lesson import METADATA

_NEW = {"markdown": new_markdown_cell, "raw": new_raw_cell}
_ALLOWED = {
    "stream": ("name", "text"),
    "error": ("ename", "evalue", "traceback"),
    "display_data": ("data", "metadata"),
    "execute_result": ("data", "metadata", "execution_count"),
}


def notebook_json(rebuilt, outputs):
    """Return the text of an autograded notebook.

    Parameters
    ----------
    rebuilt : autograder.engine.rebuild.Rebuilt
    outputs : list
        For each cell a list of outputs, None for cells that are no code.
    """
    cells = [
        _cell(placed, shown, number)
        for number, (placed, shown) in enumerate(zip(rebuilt.cells, outputs, strict=True), 1)
    ]
    return nbformat.writes(new_notebook(cells=cells, metadata=METADATA))


def _cell(placed, shown, number):
    metadata = placed.cell.metadata if placed.cell is not None else {}
    # the id of a cell is the source's, or its place: nothing of it comes from the submission
    common = {"id": f"cell-{number}", "metadata": metadata}
    if placed.kind != "code":
        return _NEW[placed.kind](placed.source, **common)
    source = placed.source if placed.cell is None or placed.cell.solution else placed.cell.source
    return new_code_cell(source, outputs=[_output(item) for item in shown], **common)


def _output(item):
    """One output with the fields that nbformat knows, whatever else a player put into it."""
    kind = item.get("output_type")
    if kind not in _ALLOWED:
        return nbformat.v4.new_output("stream", name="stderr", text="(an output of unknown kind)")
    fields = {name: item[name] for name in _ALLOWED[kind] if name in item}
    return nbformat.v4.new_output(kind, **fields)
