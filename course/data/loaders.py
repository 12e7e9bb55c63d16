"""The data sets as `Table`s; every call returns arrays of its own."""

from pathlib import Path

import numpy as np

from course.data.table import Table

HERE = Path(__file__).parent


def diabetes(*, scaled=False):
    """Return ten measurements of 442 diabetes patients and how far the disease went in a year.

    X has shape (442, 10): age (years), sex (1 or 2), bmi (kg/m²), bp (mean blood pressure, mm Hg)
    and the blood serum measurements s1 to s6. y has shape (442,): a measure of progression one
    year later, from 25 to 346.

    Parameters
    ----------
    scaled : bool
        Subtract each column's mean and divide by the length of the centred column, so that its
        squares sum to 1.

    Source: Efron, Hastie, Johnstone, Tibshirani (2004), Least Angle Regression.

    >>> diabetes()
    Table of 442 examples, 10 features, y: a quantity
    >>> float(diabetes().column("bmi")[0])
    32.1
    """
    table = _load("diabetes")
    if not scaled:
        return table
    centred = table.X - table.X.mean(axis=0)
    return Table(centred / np.linalg.norm(centred, axis=0), table.y, table.features)


def breast_cancer():
    """Return 30 measurements of the cell nuclei in 569 breast masses, and the diagnosis.

    X has shape (569, 30): mean, standard error and worst value of ten properties of the nuclei in
    one image, in units of the image. y has shape (569,): 0 malignant (212), 1 benign (357).

    Source: Wolberg, Mangasarian, Street, Street (1995), UCI Machine Learning Repository.

    >>> breast_cancer()
    Table of 569 examples, 30 features, classes: malignant, benign
    """
    return _load("breast_cancer")


def digits():
    """Return 1797 handwritten digits as pictures of 8 by 8 pixels.

    X has shape (1797, 64): the ink in each pixel, 0 (none) to 16, row by row. y has shape (1797,):
    the digit, 0 to 9. `X[i].reshape(8, 8)` is a picture.

    Source: Alpaydin, Kaynak (1998), UCI Machine Learning Repository (its test set).

    >>> digits().X[0].reshape(8, 8)[0].astype(int).tolist()
    [0, 0, 5, 13, 9, 1, 0, 0]
    """
    return _load("digits")


def _load(name):
    with np.load(HERE / f"{name}.npz") as stored:
        return Table(
            X=stored["X"].astype(float),
            y=stored["y"].astype(float if "classes" not in stored else int),
            features=tuple(stored["features"].tolist()),
            classes=tuple(stored["classes"].tolist()) if "classes" in stored else (),
        )
