"""The parts of a study.toml that are read, as Markdown for JupyterLab and GitHub.

Headings are left to the lesson's text.
"""

import re

_FORMULA = re.compile(r"(\$\$?)(.+?)\1", re.DOTALL)
_BAR = re.compile(r"(\\?\|)(?=([A-Za-z])?)")
_NAMES = {"|": r"\vert", r"\|": r"\Vert"}


def render(study, what):
    """Return the Markdown of one part of a study.toml.

    Parameters
    ----------
    study : dict
        As `study.load` returns it.
    what : str
        "overview", "dialogue", "glossary", "memory", "takeaways" or "reading".

    Raises
    ------
    ValueError
        `what` is none of these, or the study.toml has no such part.
    """
    if what not in _PAGES:
        raise ValueError(f"cannot render {what!r}; there are {', '.join(_PAGES)}")
    if not study.get(what):
        raise ValueError(f"the study.toml has no {what}")
    return _PAGES[what](study).strip() + "\n"


def _overview(study):
    overview = study["overview"]
    parts = [
        f"**In a sentence.** {overview['sentence'].strip()}",
        _folded("In a paragraph", overview["paragraph"]),
        _folded("In a page", overview["page"]) + "\n<br>",
        f"**Afterwards you can**\n\n{_bullets(overview['objectives'])}",
        f"**You need to know**\n\n{_bullets(overview['assumed'])}",
    ]
    if study.get("section"):
        parts.append(_minutes(study["section"]))
    return "\n\n".join(parts)


def _folded(summary, text):
    return f"<details>\n<summary>{summary}</summary>\n\n{text.strip()}\n\n</details>"


def _bullets(items):
    return "\n".join(f"- {item.strip()}" for item in items)


def _minutes(sections):
    rows = [(section["title"], f"{section['minutes']:g}") for section in sections]
    total = sum(section["minutes"] for section in sections)
    return _table(("Section", "Minutes"), [*rows, ("**Together**", f"**{total:g}**")], "---", "--:")


def _dialogue(study):
    return "\n\n".join(_turn(turn) for turn in study["dialogue"])


def _turn(turn):
    """The student's turns stand at the margin, the teacher's are set in."""
    text = f"**{turn['who'].capitalize()}.** {turn['says'].strip()}"
    if turn["who"] == "student":
        return text
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _glossary(study):
    entries = sorted(study["glossary"], key=lambda entry: entry["term"].casefold())
    rows = [(f"**{entry['term']}**", entry["meaning"]) for entry in entries]
    return _table(("Term", "Meaning"), rows, "---", "---")


def _memory(study):
    rows = [(f"**{one['aid']}**", one["encodes"], one["check"]) for one in study["memory"]]
    return _table(("Memory aid", "What it encodes", "How to check it"), rows, "---", "---", "---")


def _takeaways(study):
    takeaways = study["takeaways"]
    ideas = "\n".join(f"{n}. {idea.strip()}" for n, idea in enumerate(takeaways["ideas"], start=1))
    return "\n\n".join(
        [
            ideas,
            f"**An analogy.** {takeaways['analogy'].strip()}",
            f"**Where it breaks.** {takeaways['breaks'].strip()}",
            f"**In use.** {takeaways['use'].strip()}",
        ]
    )


def _reading(study):
    return _bullets(
        f"{one['author']} ({one['year']}). *{one['title']}*. {one['why'].strip()}"
        for one in study["reading"]
    )


def _table(head, rows, *alignment):
    lines = [head, alignment, *(map(_cell, row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text):
    """Text that cannot break a table: no line ends, no bars (`\\|` in a formula would be ‖)."""
    text = " ".join(text.split())
    text = _FORMULA.sub(_without_bars, text)
    return text.replace("|", r"\|")


def _without_bars(formula):
    return _BAR.sub(lambda bar: _NAMES[bar[1]] + (" " if bar[2] else ""), formula.group())


_PAGES = {
    "overview": _overview,
    "dialogue": _dialogue,
    "glossary": _glossary,
    "memory": _memory,
    "takeaways": _takeaways,
    "reading": _reading,
}
