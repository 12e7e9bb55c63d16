"""Which files a notebook finds beside it."""

import pytest

from autograder.engine import files


@pytest.fixture
def folder(tmp_path):
    contents = {
        "data.csv": b"1,2",
        "deep/more.txt": b"x",
        "seen.png": b"p",
        "read.png": b"q",
        "hw.ipynb": b"{}",
        ".hidden": b"h",
        "__pycache__/a.pyc": b"c",
        "numpy.py": b"raise SystemExit",
    }
    for place, content in contents.items():
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_bytes(content)
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    return tmp_path


def test_the_sources_files_are_given_but_pictures_that_no_code_reads(folder):
    given = files.beside_source(folder, "plt.imread('read.png')")
    assert set(given) == {"data.csv", "deep/more.txt", "read.png", "numpy.py"}
    assert given["data.csv"] == b"1,2"


def test_a_learners_data_comes_along_but_nothing_that_could_be_imported(folder):
    own = files.handed_in(folder, {"data.csv": b"the instructor's"})
    assert "data.csv" not in own and "numpy.py" not in own and "link.txt" not in own
    assert own["deep/more.txt"] == b"x"


def test_a_learners_giant_file_is_left_out(folder):
    with (folder / "giant.bin").open("wb") as file:
        file.truncate(files.MAX_BYTES + 1)
    assert "giant.bin" not in files.handed_in(folder, {})
    with pytest.raises(files.TooMuch, match="MiB"):
        files.beside_source(folder, "")
