"""What a study.toml may hold, and the sentence for each mistake in it (format: README.md)."""

from course.study.judging import tolerance_of
from course.study.markup import FormulaError, to_html

_TEXT, _TEXTS, _NUMBER = "text", "a list of texts", "a number"
TABLES = {  # single tables: {field: what it holds}; all fields are required
    "overview": {
        "sentence": _TEXT,
        "paragraph": _TEXT,
        "page": _TEXT,
        "objectives": _TEXTS,
        "assumed": _TEXTS,
    },
    "takeaways": {"ideas": _TEXTS, "analogy": _TEXT, "breaks": _TEXT, "use": _TEXT},
}
LISTS = {  # lists of tables: ({required field: …}, {field that may be missing: …})
    "section": ({"title": _TEXT, "minutes": _NUMBER}, {}),
    "dialogue": ({"who": ("teacher", "student"), "says": _TEXT}, {}),
    "prediction": (
        {"key": _TEXT, "question": _TEXT, "kind": ("number", "choice"), "explanation": _TEXT},
        {"choices": _TEXTS, "answer": None, "unit": _TEXT, "tolerance": None},
    ),
    "card": ({"front": _TEXT, "back": _TEXT}, {"tags": _TEXTS}),
    "quiz": (
        {"question": _TEXT, "kind": ("single", "multiple", "number")},
        {"choices": None, "answer": _NUMBER, "tolerance": None, "because": _TEXT},
    ),
    "glossary": ({"term": _TEXT, "meaning": _TEXT}, {}),
    "memory": ({"aid": _TEXT, "encodes": _TEXT, "check": _TEXT}, {}),
    "reading": ({"author": _TEXT, "title": _TEXT, "year": _NUMBER, "why": _TEXT}, {}),
}
_UNIQUE = {"prediction": "key", "card": "front", "quiz": "question", "glossary": "term"}


def validate(data):
    """Return the mistakes of a study.toml's content: a list of sentences, empty when it is right.

    >>> validate({"section": [{"title": "Idea", "minutes": True}]})
    ['section 1 (Idea): minutes must be a number, got True']
    """
    known = TABLES.keys() | LISTS.keys()
    mistakes = [
        f"{key} is not known; known are {', '.join(sorted(known))}" for key in data.keys() - known
    ]
    for key, fields in TABLES.items():
        if key in data:
            mistakes += _entry(key, data[key], fields, {})
    for key, (required, optional) in LISTS.items():
        mistakes += _list(key, data.get(key, []), required, optional)
    return mistakes


def _list(key, entries, required, optional):
    if not isinstance(entries, list):
        return [f"{key} must be written [[{key}]], with double brackets"]
    mistakes = []
    for number, entry in enumerate(entries, start=1):
        name = f"{key} {number}"
        if isinstance(entry, dict):
            first = next(iter(required))
            name += f" ({entry[first]})" if isinstance(entry.get(first), str) else ""
        found = _entry(name, entry, required, optional)
        mistakes += found or [f"{name}: {one}" for one in _MORE.get(key, _nothing_more)(entry)]
    return mistakes + _repeated(key, entries)


def _entry(name, entry, required, optional):
    if not isinstance(entry, dict):
        return [f"{name} must be a table of fields, got {entry!r}"]
    fields = required | optional
    mistakes = [f"{name}: {field} is missing" for field in required if field not in entry]
    mistakes += [
        f"{name}: {field} is not known; known are {', '.join(fields)}"
        for field in entry
        if field not in fields
    ]
    for field, kind in fields.items():
        if field in entry:
            mistakes += [f"{name}: {field} {wrong}" for wrong in _value(entry[field], kind)]
    return mistakes


def _value(value, kind):
    """What is wrong with one field's value, as the ends of sentences."""
    if kind == _TEXT:
        return _text(value)
    if kind == _TEXTS:
        if not isinstance(value, list) or not value:
            return [f"must be {kind}, got {value!r}"]
        return [wrong for one in value for wrong in _text(one)]
    if kind == _NUMBER and not _is_number(value):
        return [f"must be {kind}, got {value!r}"]
    if isinstance(kind, tuple) and value not in kind:
        return [f"must be {' or '.join(kind)}, got {value!r}"]
    return []


def _text(value):
    if not isinstance(value, str):
        return [f"must be text, got {value!r}"]
    try:
        to_html(value)
    except FormulaError as error:
        return [str(error)]
    return []


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _repeated(key, entries):
    field = _UNIQUE.get(key)
    values = [entry.get(field) for entry in entries if isinstance(entry, dict)] if field else []
    return [
        f"{key}: the {field} {value!r} stands there twice"
        for index, value in enumerate(values)
        if value is not None and value in values[:index]
    ]


def _nothing_more(entry):
    return []


def _prediction(entry):
    yield from _tolerance(entry)
    answer = entry.get("answer")
    if entry["kind"] == "number":
        if answer is not None and not _is_number(answer):
            yield f"answer must be a number, got {answer!r}"
    elif len(entry.get("choices", [])) < 2:
        yield "a choice needs at least two choices"
    elif answer is not None and answer not in entry["choices"]:
        yield f"answer must be one of the choices, letter by letter, got {answer!r}"


def _quiz(entry):
    if entry["kind"] == "number":
        yield from _tolerance(entry)
        yield from (f"{field} is missing" for field in ("answer", "because") if field not in entry)
        return
    choices = entry.get("choices")
    if not isinstance(choices, list) or len(choices) < 2:
        yield "needs at least two choices"
        return
    for number, choice in enumerate(choices, start=1):
        yield from _entry(f"choice {number}", choice, {"text": _TEXT}, _CHOICE)
        if isinstance(choice, dict) and not choice.get("right") and "because" not in choice:
            yield f"choice {number} is wrong and must say why in `because`"
    right = sum(isinstance(one, dict) and one.get("right") is True for one in choices)
    if right == 0 or (entry["kind"] == "single" and right > 1):
        wanted = "exactly one choice" if entry["kind"] == "single" else "at least one choice"
        yield f"{wanted} must have right = true, got {right}"


_CHOICE = {"right": (True, False), "because": _TEXT}


def _tolerance(entry):
    try:
        tolerance_of(entry)
    except ValueError as error:
        yield str(error)


_MORE = {"prediction": _prediction, "quiz": _quiz}
