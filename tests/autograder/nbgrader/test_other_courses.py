"""Somebody else's courses: the engine writes the rows that nbgrader itself writes."""

import shutil
from pathlib import Path

import nbgrader
import pytest
from courses import SOLUTION, check, given, solution, task, written
from nbformat.v4 import new_markdown_cell

from autograder.nbgrader import STOCK

EXAMPLES = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
STATISTICS = [
    new_markdown_cell("A picture: ![a dot](dot.png)"),
    given(
        "import unittest\nimport numpy as np\nfrom helper import close\n"
        "table = np.loadtxt('data.csv', delimiter=',')\nt = unittest.TestCase()",
        "given",
    ),
    solution("def mean(x):\n" + SOLUTION.format("sum(x) / len(x)"), "mean"),
    check(
        "t.assertEqual(mean([1, 3]), 2)\nassert close(mean(table[:, 0]), 2)\n"
        "### BEGIN HIDDEN TESTS\nt.assertAlmostEqual(mean([.1, .2]), .15)\n"
        "with open('data.csv') as file:\n    assert file.readline() == '1,2\\n'\n"
        "### END HIDDEN TESTS",
        "test_mean",
        3,
    ),
    solution("def order(x):\n" + SOLUTION.format("sorted(x)"), "order"),
    check("right = [order([2, 1]) == [1, 2], order('ba') == ['a', 'b']]\nsum(right)", "part", 2),
    check("import io\n'a text, which is no number'", "text_value", 1),
    written("Why?", "why"),
    task("Draw something.", "draw"),
]
SECOND = [
    solution("class Count:\n    ### BEGIN SOLUTION\n    def __init__(self): self.n = 0\n"
             "    def up(self):\n        self.n += 1\n        return self.n\n"
             "    ### END SOLUTION\n    pass", "count"),
    check("c = Count()\nc.up()\nassert c.up() == 2", "test_count"),
    solution("numbers = [1]\n### BEGIN SOLUTION\nnumbers = [1, 2, 3]\n### END SOLUTION", "numbers"),
    check("assert numbers == [1, 2, 3]\nassert isinstance(numbers, list)", "test_numbers"),
]  # fmt: skip
RIGHT = {
    "mean": "def mean(x):\n    return sum(x) / len(x)",
    "order": "def order(x):\n    return sorted(x)",
    "why": "Because.",
    "count": "class Count:\n    n = 0\n    def up(self):\n        self.n += 1; return self.n",
    "numbers": "numbers = [1, 2, 3]",
}
CLASS = {
    "right": RIGHT,
    "untouched": {},
    "half": {"mean": RIGHT["mean"], "why": RIGHT["why"]},
    "partial": RIGHT | {"order": "def order(x):\n    return [1, 2]"},
    "wrong": RIGHT | {"mean": "def mean(x):\n    return 2", "numbers": "numbers = (1, 2, 3)"},
    "syntax": RIGHT | {"mean": "def mean(x) return"},
    "raising": RIGHT | {"order": "def order(x):\n    raise ValueError('no')"},
    "reading": RIGHT | {"mean": "open('data.csv').read()\n" + RIGHT["mean"]},
    "plotting": RIGHT | {"mean": "import pylab\npylab.plot([1])\n" + RIGHT["mean"]},
    "unnamed": RIGHT | {"order": "def sort(x):\n    return sorted(x)"},
    "late": RIGHT,
}


def graded_twice(course, folder):
    """What nbgrader and what the engine wrote about the same submissions."""
    other = type(course).__new__(type(course))
    other.root = folder
    shutil.copytree(course.root, folder)
    stock, engine = course.nbgrader("autograde", "ps1", STOCK), other.nbgrader("autograde", "ps1")
    assert "by the engine" in engine.stdout and "by the engine" not in stock.stdout
    assert engine.returncode == stock.returncode == 0, engine.stdout + stock.stdout
    return course.everything(), other.everything(), other


@pytest.fixture(scope="module")
def everything(tmp_path_factory, new_course):
    """A course with all that nbgrader knows, graded twice."""
    folder = tmp_path_factory.mktemp("everything")
    course = new_course(folder / "stock", more="c.LateSubmissionPlugin.penalty_method = 'zero'")
    source = course.root / "source" / "ps1"
    source.mkdir(parents=True)
    (source / "data.csv").write_text("1,2\n3,4\n")
    (source / "dot.png").write_bytes(b"\x89PNG")
    (source / "helper.py").write_text("def close(a, b):\n    return abs(a - b) < 1e-9\n")
    course.assign(statistics=STATISTICS, second=SECOND)
    with course.gradebook() as book:
        book.update_or_create_assignment("ps1", duedate="2030-01-01 13:00:00")
    for student, answers in CLASS.items():
        day = "02" if student == "late" else "01"
        course.hand_in(student, answers, when=f"2030-01-{day} 12:00:00 UTC")
    (course.root / "submitted" / "half" / "ps1" / "second.ipynb").unlink()
    return graded_twice(course, folder / "engine")


@pytest.mark.parametrize("student", CLASS)
def test_a_course_with_everything_has_nbgraders_rows(everything, student):
    stock, engine, _ = everything
    assert engine[student] == stock[student]


def test_the_points_of_that_course_are_the_expected_ones(everything):
    _, engine, _ = everything
    grades = engine["right"]["notebooks"]["statistics"]["grades"]
    assert grades["test_mean"][0] == 3 and grades["part"][0] == 2
    assert grades["why"] == grades["draw"] == (None, None, None, True)
    assert engine["partial"]["notebooks"]["statistics"]["grades"]["part"][0] == 1
    assert engine["late"]["notebooks"]["statistics"]["late"] == 6


def test_manual_grades_and_extra_credit_stay_when_the_engine_grades_again(everything):
    _, _, course = everything
    with course.gradebook() as book:
        grade = book.find_grade("why", "statistics", "ps1", "right")
        grade.manual_score, grade.extra_credit = 2, 1
        book.find_comment("why", "statistics", "ps1", "right").manual_comment = "Well said."
        book.db.commit()
    assert course.nbgrader("autograde", "ps1", "--force", "--student", "right").returncode == 0
    found = course.everything()["right"]["notebooks"]["statistics"]
    assert found["grades"]["why"] == (None, 2, 1, True)
    assert found["comments"]["why"] == (None, "Well said.")


def test_nbgraders_quickstart_course_has_nbgraders_rows(tmp_path, new_course):
    course = new_course(tmp_path / "course")
    config = course.root / "nbgrader_config.py"
    ours = config.read_text()
    config.unlink()
    assert course.nbgrader("quickstart", "somewhere").returncode == 0
    shutil.move(course.root / "somewhere" / "source", course.root / "source")
    header = 'c.IncludeHeaderFooter.header = "source/header.ipynb"\n'
    config.write_text(ours.replace("from autograder", header + "from autograder"))
    course.assign()
    for student in ("bitdiddle", "hacker"):
        shutil.copytree(EXAMPLES / "submitted" / student, course.root / "submitted" / student)
    shutil.copytree(course.root / "source" / "ps1", course.root / "submitted" / "solved" / "ps1")
    course.hand_in("untouched", {})
    course.hand_in("broken", {"squares": "def squares(n) return", "sum_of_squares": "1 / 0"})
    stock, engine, _ = graded_twice(course, tmp_path / "engine")
    assert engine == stock
    solved = engine["solved"]["notebooks"]["problem1"]["grades"]
    assert solved["sum_of_squares_uses_squares"][0] == 0.5
    assert len(engine) == 5
