import pytest

from course.study.place import entries_of, find_lesson, lesson_here
from course.study.study import UnknownLesson


def test_the_folder_tells_the_lesson(lesson, tmp_path, monkeypatch):
    folder = tmp_path / "work" / lesson / "pictures"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert lesson_here() == lesson
    assert find_lesson()[0] == lesson


@pytest.mark.parametrize("name", ["01-weight-updates", "01", 1, "weight-updates"])
def test_a_lesson_has_a_name_and_a_number(lesson, name):
    assert find_lesson(name)[0] == lesson


def test_elsewhere_a_name_is_asked_for(lesson, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownLesson, match="cards"):
        find_lesson()


def test_the_entries_of_a_lesson_come_with_its_name(lesson):
    name, entries = entries_of(1, "card", "cards")
    assert name == lesson and entries == find_lesson(lesson)[1]["card"] != []


def test_an_unknown_lesson_has_no_entries_but_a_sentence(lesson, capsys):
    assert entries_of("nowhere", "card", "cards") is None
    assert "nowhere" in capsys.readouterr().out
