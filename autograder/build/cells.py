"""One text cell as the notebook cells that it becomes in the instructor's notebook."""

import hashlib

from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.build.stub import given_source, solution_source
from autograder.build.text import LessonError
from autograder.build.written import load as load_written
from autograder.engine.template import UNGRADED
from course.study import pages

SCHEMA = 3  # of nbgrader's cell metadata
TEST = """check({name})
### BEGIN HIDDEN TESTS
from autograder import grade
grade({name})
### END HIDDEN TESTS"""


def cells_for(cell, lesson):
    """Return the notebook cells that a text cell becomes.

    Parameters
    ----------
    cell : autograder.build.text.TextCell
    lesson : autograder.build.lesson.Lesson

    Raises
    ------
    LessonError
        The role names something that the lesson does not have.
    """
    if cell.kind == "markdown":
        return [markdown(cell.body)]
    return _BY_ROLE[cell.role](cell, lesson)


def markdown(source):
    """Return a Markdown cell whose id depends on its content alone."""
    return new_markdown_cell(source, id=_content_id(source))


def code(source, **marks):
    """Return a code cell; `marks` are nbgrader's, with the grade id as the cell's id."""
    if not marks:
        return new_code_cell(source, id=_content_id(source), metadata={"tags": [UNGRADED]})
    return new_code_cell(source, id=marks["grade_id"], metadata={"nbgrader": _marks("code", marks)})


def _marks(kind, marks):
    blank = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"schema_version": SCHEMA, "cell_type": kind, **blank, **marks}


def _content_id(source):
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def _plain(cell, lesson):
    return [code(cell.body)]


def _setup(cell, lesson):
    return [code(cell.body, locked=True, grade_id="setup")]


def _exercise(cell, lesson):
    exercise = _known(cell, lesson.exercises)
    source = solution_source(exercise.reference)
    return [
        markdown(announcement(exercise)),
        code(source, solution=True, grade_id=exercise.name),
    ]


def announcement(exercise):
    """Return the line above an exercise: its name, points, minutes and difficulty."""
    level = "●" * exercise.difficulty + "○" * (3 - exercise.difficulty)
    unit = "point" if exercise.points == 1 else "points"
    kind = "extra credit, " if exercise.extra_credit else ""
    return (
        f"**Exercise `{exercise.name}`** · {kind}{exercise.points:g} {unit}"
        f" · about {exercise.minutes} minutes · difficulty {level}"
    )


def _check(cell, lesson):
    exercise = _known(cell, lesson.exercises)
    name = exercise.name
    source = TEST.format(name=name)
    marks = {"grade": True, "locked": True, "grade_id": f"test_{name}"}
    return [code(source, points=exercise.points, **marks)]


def _given(cell, lesson):
    exercise = _known(cell, lesson.exercises)
    if exercise.starting_point is None:
        raise LessonError(f"{lesson.slug}: {exercise.name} has no starting_point to be given")
    return [code(given_source(exercise.starting_point))]


def _written(cell, lesson):
    question = _known(cell, load_written(lesson.package))
    unit = "point" if question.points == 1 else "points"
    head = f"**Written question: {question.title}** · {question.points} {unit}, graded by hand"
    scheme = "\n".join(f"- {criterion}" for criterion in question.scheme)
    answer = f"{question.answer.strip()}\n\n**Marking scheme**\n\n{scheme}"
    marks = {"grade": True, "solution": True, "points": question.points, "grade_id": question.id}
    metadata = {"nbgrader": _marks("markdown", marks)}
    return [
        markdown(f"{head}\n\n{question.question.strip()}"),
        new_markdown_cell(answer, id=question.id, metadata=metadata),
    ]


def _explorer(cell, lesson):
    return [markdown(_still(cell, lesson)), code(cell.body)]


def _study(cell, lesson):
    return [markdown(pages.render(lesson.study, cell.value))]


def _predict(cell, lesson):
    """A picture that is uncovered by an answer lies folded below, for reading without a kernel."""
    question = code(cell.body or f'predict_first("{cell.value}")')
    if not cell.picture:
        return [question]
    summary = "<summary>The picture, for reading without a kernel</summary>"
    still = f"<details>\n{summary}\n\n{_still(cell, lesson)}\n\n</details>"
    return [question, markdown(still)]


def _still(cell, lesson):
    return f"![{lesson.alt(cell.picture)}](pictures/{cell.picture}.png)"


def _known(cell, things):
    if cell.value not in things:
        known = ", ".join(things)
        raise LessonError(f":{cell.role}: {cell.value} names nothing here; there are {known}")
    return things[cell.value]


_BY_ROLE = {
    "": _plain,
    "setup": _setup,
    "exercise": _exercise,
    "check": _check,
    "given": _given,
    "written": _written,
    "explorer": _explorer,
    "study": _study,
    "predict": _predict,
}
