"""A lesson's text is read into cells, and what cannot be built is said."""

import pytest

from autograder.build import text

LESSON = """# Title

One sentence.

+++

Another cell.

```{code-cell}
:exercise: mse_gradient
```

```{code-cell}
x = 1
```
"""


@pytest.fixture
def written(tmp_path):
    def write(content):
        path = tmp_path / "lesson.md"
        path.write_text(content, encoding="utf-8")
        return path

    return write


def test_plus_signs_break_markdown_and_a_colon_gives_the_role(written):
    cells = text.read(written(LESSON))
    assert [(cell.kind, cell.role, cell.value) for cell in cells] == [
        ("markdown", "", ""),
        ("markdown", "", ""),
        ("code", "exercise", "mse_gradient"),
        ("code", "", ""),
    ]


def test_an_unknown_role_is_named_with_the_known_ones(written):
    path = written("```{code-cell}\n:excercise: predict\n```\n")
    with pytest.raises(text.LessonError, match=r":excercise:.*:exercise:"):
        text.read(path)


def test_two_roles_in_one_cell_are_refused(written):
    path = written("```{code-cell}\n:exercise: predict\n:check: predict\n```\n")
    with pytest.raises(text.LessonError):
        text.read(path)


def test_a_picture_belongs_to_an_explorer_and_to_a_prediction_that_uncovers_one(written):
    cells = text.read(
        written(
            "```{code-cell}\n:explorer: fog\nexplorers.fog()\n```\n"
            '```{code-cell}\n:predict: first\npredict_first("first", reveals=explorers.walk)\n```\n'
            '```{code-cell}\n:predict: second\npredict_first("second", reveals=show)\n```\n'
        )
    )
    assert [cell.picture for cell in cells] == ["fog", "walk", ""]
