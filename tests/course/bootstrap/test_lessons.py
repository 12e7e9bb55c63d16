"""Lessons are given once, and nothing of the learner's is ever touched."""

import os

import pytest

from course.bootstrap.lessons import first_lesson, give
from course.bootstrap.trouble import Trouble

LESSON = "01-weight-updates/01-weight-updates.ipynb"
PICTURE = "01-weight-updates/pictures/walk.png"


@pytest.fixture
def release(tmp_path):
    folder = tmp_path / "the course" / "release"
    for name, content in {
        LESSON: "one",
        PICTURE: "picture",
        "00-primer/00-primer.ipynb": "p",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


@pytest.fixture
def work(tmp_path):
    return tmp_path / "meine Übungen"


def files(work):
    """{name: content} of what a learner sees."""
    return {
        path.relative_to(work).as_posix(): path.read_text()
        for path in work.rglob("*")
        if path.is_file() and ".descent" not in path.parts
    }


def beside(work):
    return [name for name in files(work) if "newer release" in name]


def test_a_new_learner_gets_every_file(release, work):
    give(release, work)
    assert files(work) == {LESSON: "one", PICTURE: "picture", "00-primer/00-primer.ipynb": "p"}


def test_the_first_lesson_is_the_primer(release, work):
    assert first_lesson(release, work) == work / "00-primer" / "00-primer.ipynb"


def test_nothing_happens_the_second_time(release, work):
    give(release, work)
    (work / LESSON).write_text("my answers")
    before, lines = files(work), []
    give(release, work, lines.append)
    assert files(work) == before
    assert not lines


def test_a_newer_release_lies_beside_and_is_told_once(release, work):
    give(release, work)
    (work / LESSON).write_text("my answers")
    (release / LESSON).write_text("two")
    lines = []
    give(release, work, lines.append)
    give(release, work, lines.append)
    [name] = beside(work)
    assert files(work)[name] == "two"
    assert files(work)[LESSON] == "my answers"
    assert len(lines) == 1
    assert name.split("/")[1] in lines[0]


def test_a_notebook_that_was_never_opened_is_left_too(release, work):
    give(release, work)
    (release / LESSON).write_text("two")
    give(release, work)
    assert files(work)[LESSON] == "one"
    assert len(beside(work)) == 1


def test_each_release_is_offered_under_its_own_name(release, work):
    give(release, work)
    for content in ("two", "three"):
        (release / LESSON).write_text(content)
        give(release, work)
    assert sorted(files(work)[name] for name in beside(work)) == ["three", "two"]


def test_a_newer_release_that_was_thrown_away_does_not_come_back(release, work):
    give(release, work)
    (release / LESSON).write_text("two")
    give(release, work)
    [name] = beside(work)
    (work / name).unlink()
    give(release, work)
    assert not beside(work)


def test_a_deleted_lesson_comes_anew(release, work):
    give(release, work)
    (work / LESSON).unlink()
    give(release, work)
    assert files(work)[LESSON] == "one"


def test_a_picture_that_the_learner_left_alone_is_renewed(release, work):
    give(release, work)
    (release / PICTURE).write_text("better picture")
    give(release, work)
    assert files(work)[PICTURE] == "better picture"


def test_a_picture_that_the_learner_drew_over_stays(release, work):
    give(release, work)
    (work / PICTURE).write_text("my drawing")
    (release / PICTURE).write_text("better picture")
    give(release, work)
    assert files(work)[PICTURE] == "my drawing"


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"a": 1}', "\0"])
def test_a_damaged_record_costs_nothing(release, work, damage):
    give(release, work)
    (work / LESSON).write_text("my answers")
    (work / ".descent" / "given.json").write_text(damage)
    give(release, work)
    assert files(work)[LESSON] == "my answers"


def test_a_copy_that_was_cut_short_is_finished(release, work):
    give(release, work)
    (work / LESSON).unlink()
    (work / LESSON).with_name(".01-weight-updates.ipynb.part").write_text("on")
    give(release, work)
    assert files(work)[LESSON] == "one"
    assert not list(work.rglob("*.part"))


def test_a_dangling_link_is_the_learners_too(release, work):
    (work / LESSON).parent.mkdir(parents=True)
    os.symlink(work / "elsewhere", work / LESSON)
    give(release, work)
    assert (work / LESSON).is_symlink()


def test_no_release_is_said_in_a_sentence(tmp_path, work):
    with pytest.raises(Trouble, match=r"no lessons in .*release: take a whole copy"):
        give(tmp_path / "release", work)


@pytest.mark.parametrize("place", ["", "release", "release/01-weight-updates", "course/work"])
def test_the_course_itself_is_no_place_for_work(release, place):
    with pytest.raises(Trouble, match=r"holds the course itself: name another folder"):
        give(release, release.parent / place)


def test_a_place_below_a_file_is_refused_by_the_system(release, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        give(release, tmp_path / "file" / "work")
