"""The data sets hold what their sources hold, and cannot be spoiled by a learner."""

import io
import zipfile

import numpy as np
import pytest

from course import data
from course.data.loaders import HERE

LOADERS = (data.diabetes, data.breast_cancer, data.digits)
SHAPES = {"diabetes": (442, 10), "breast_cancer": (569, 30), "digits": (1797, 64)}


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: load.__name__)
def test_shapes_and_names_agree(load):
    table = load()
    assert table.X.shape == SHAPES[load.__name__] == (len(table.y), len(table.features))
    assert np.isfinite(table.X).all() and np.isfinite(table.y).all()


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: load.__name__)
def test_every_number_equals_that_of_scikit_learn(load):
    datasets = pytest.importorskip("sklearn.datasets")
    raw = {"scaled": False} if load is data.diabetes else {}
    theirs = getattr(datasets, f"load_{load.__name__}")(**raw)
    table = load()
    np.testing.assert_array_equal(table.X, theirs.data)
    np.testing.assert_array_equal(table.y, theirs.target)
    assert list(table.features) == list(theirs.feature_names)
    if table.classes:
        assert list(table.classes) == [str(name) for name in theirs.target_names]


def test_scaled_diabetes_equals_that_of_scikit_learn():
    datasets = pytest.importorskip("sklearn.datasets")
    theirs = datasets.load_diabetes().data
    np.testing.assert_allclose(data.diabetes(scaled=True).X, theirs, rtol=0, atol=1e-15)


def test_the_files_hold_byte_for_byte_the_arrays_that_the_writer_writes():
    pytest.importorskip("sklearn")
    from autograder.build.datasets import files

    written = files()
    assert set(written) == {path.name for path in HERE.glob("*.npz")}
    for name, content in written.items():
        assert members(HERE / name) == members(io.BytesIO(content)), name


def members(archive):
    """{name: bytes}; how they lie in an archive is another matter in each version of Python."""
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: load.__name__)
def test_writing_into_one_table_leaves_the_next_one_alone(load):
    first = load()
    first.X[:], first.y[:] = -1, -1
    assert load().X.max() > 0 and load().y.max() > 0


def test_all_files_together_are_small():
    assert sum(path.stat().st_size for path in HERE.glob("*.npz")) < 400_000


def test_an_unknown_feature_is_answered_with_those_there_are():
    with pytest.raises(KeyError, match="no feature 'BMI'; there are age, sex, bmi"):
        data.diabetes().column("BMI")


def test_a_column_is_the_learners_own_copy():
    table = data.diabetes()
    table.column("bmi")[:] = 0
    assert table.column("bmi").min() == 18.0
