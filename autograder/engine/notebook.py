"""A notebook's JSON as plain data of format 4.

nbformat itself takes a second to import, so that only old formats, which it converts, load it.
"""

import json


class NotANotebook(ValueError):
    """JSON that is no notebook; the message says why."""


def cells_of(data):
    """Return the cells of a notebook given as JSON data, each a dict whose source is one string.

    Raises
    ------
    NotANotebook
        It has no cells, or a format that nobody knows.
    """
    if data.get("nbformat") in (1, 2, 3):
        data = _converted(data)
    if data.get("nbformat") != 4:
        raise NotANotebook(f"a notebook of format {data.get('nbformat')!r}; expected 4")
    if not isinstance(data.get("cells"), list):
        raise NotANotebook("JSON, but no notebook: it has no list of cells")
    return [_cell(cell) for cell in data["cells"] if isinstance(cell, dict)]


def marks_of(cell):
    """Return nbgrader's metadata of a cell, {} where it has none."""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return marks if isinstance(marks, dict) else {}


def _cell(cell):
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(map(str, source))
    return cell | {"source": source if isinstance(source, str) else ""}


def _converted(data):
    import nbformat

    try:
        return nbformat.reads(json.dumps(data), as_version=4)
    except Exception as error:  # noqa: BLE001 old readers fail in their own ways
        raise NotANotebook(f"an old notebook that cannot be read: {error}") from None
