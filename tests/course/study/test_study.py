import tomllib

import pytest

from course.study import study
from course.study.schema import validate


def test_the_example_of_the_readme_has_no_mistake(example):
    assert validate(tomllib.loads(example)) == []


def test_every_shipped_study_toml_has_no_mistake(capsys):
    assert study.main() == 0, capsys.readouterr().out


def change(data, path, value):
    *place, last = path
    for key in place:
        data = data[key]
    if value is None:
        del data[last]
    else:
        data[last] = value


@pytest.mark.parametrize(
    ("path", "value", "mistake"),
    [
        (["glosary"], [], "glosary is not known"),
        (["section"], {"title": "x"}, "section must be written [[section]]"),
        (["overview"], "text", "overview must be a table"),
        (["overview", "sentence"], None, "overview: sentence is missing"),
        (["overview", "objectives"], "one", "overview: objectives must be a list of texts"),
        (["overview", "goal"], "x", "overview: goal is not known"),
        (
            ["section", 0, "minutes"],
            "ten",
            "section 1 (From a loss to a step): minutes must be a number",
        ),
        (
            ["dialogue", 0, "who"],
            "cat",
            "dialogue 1 (cat): who must be teacher or student, got 'cat'",
        ),
        (["card", 0, "front"], r"$\foo$", r"cannot read \foo in the formula $\foo$"),
        (["prediction", 0, "kind"], "guess", "kind must be number or choice"),
        (
            ["prediction", 0, "answer"],
            "1.4",
            "prediction 1 (walk_first_step): answer must be a number",
        ),
        (["prediction", 0, "tolerance"], "some", "tolerance must be a number such as"),
        (["prediction", 1, "answer"], "no", "answer must be one of the choices, letter by letter"),
        (["prediction", 1, "choices"], ["one"], "at least two choices"),
        (
            ["prediction", 1, "key"],
            "walk_first_step",
            "the key 'walk_first_step' stands there twice",
        ),
        (["quiz", 0, "choices", 1, "because"], None, "choice 2 is wrong and must say why"),
        (
            ["quiz", 0, "choices", 0, "right"],
            False,
            "at least one choice must have right = true, got 0",
        ),
        (["quiz", 1, "because"], None, "because is missing"),
    ],
)
def test_a_mistake_is_named_with_its_place(example, path, value, mistake):
    data = tomllib.loads(example)
    change(data, path, value)
    found = validate(data)
    assert len(found) == 1 and mistake in found[0]


def test_a_single_choice_has_exactly_one_right_answer(example):
    data = tomllib.loads(example)
    data["quiz"][0] |= {"kind": "single"}
    data["quiz"][0]["choices"][1]["right"] = True
    assert validate(data) == [
        "quiz 1 (Which of these leave the arguments unchanged?):"
        " exactly one choice must have right = true, got 2"
    ]


def test_loading_names_the_file_and_every_mistake(lesson):
    path = study.LESSONS / lesson / "study.toml"
    path.write_text('[[card]]\nfront = "x"\n[[glossary]]\nterm = "y"\n', encoding="utf-8")
    with pytest.raises(study.StudyError) as caught:
        study.load(lesson)
    assert str(caught.value).splitlines() == [
        f"{lesson}/study.toml: card 1 (x): back is missing",
        f"{lesson}/study.toml: glossary 1 (y): meaning is missing",
    ]


def test_a_file_that_is_not_toml_is_named(lesson):
    (study.LESSONS / lesson / "study.toml").write_text("[overview", encoding="utf-8")
    with pytest.raises(study.StudyError, match=f"{lesson}/study.toml: not readable as TOML"):
        study.load(lesson)


def test_missing_sections_are_empty(lesson):
    (study.LESSONS / lesson / "study.toml").write_text("", encoding="utf-8")
    content = study.load(lesson)
    assert content["quiz"] == [] and content["overview"] == {}


def test_an_unknown_lesson_lists_those_there_are(lesson):
    with pytest.raises(study.UnknownLesson, match=lesson):
        study.load("99-nothing")


def test_the_same_key_in_two_lessons_is_a_mistake(lesson, example, capsys):
    (study.LESSONS / "02-other").mkdir()
    (study.LESSONS / "02-other/study.toml").write_text(example, encoding="utf-8")
    assert study.main() == 1
    assert "02-other/study.toml: 01-weight-updates has a prediction" in capsys.readouterr().out
