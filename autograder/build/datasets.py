"""Write `course/data/*.npz` from scikit-learn's copies: `python -m autograder.build.datasets`.

Needed only to add a data set or to prove where the files come from.
"""

import io
from pathlib import Path

import numpy as np

from course.data.loaders import HERE


def files():
    """Return {file name: bytes} of all data sets."""
    from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits

    sick, masses, pictures = load_diabetes(scaled=False), load_breast_cancer(), load_digits()
    digits = [str(digit) for digit in pictures.target_names]
    return {
        "diabetes.npz": _npz(sick.data, sick.target, sick.feature_names),
        "breast_cancer.npz": _npz(
            masses.data, masses.target.astype("u1"), masses.feature_names, masses.target_names
        ),
        "digits.npz": _npz(
            pictures.data.astype("u1"), pictures.target.astype("u1"), pictures.feature_names, digits
        ),
    }


def write(folder=HERE):
    """Write all data sets into `folder`."""
    for name, content in files().items():
        (Path(folder) / name).write_bytes(content)


def _npz(X, y, features, classes=None):
    arrays = {"X": np.ascontiguousarray(X), "y": y, "features": _names(features)}
    if classes is not None:
        arrays["classes"] = _names(classes)
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


def _names(words):
    return np.array([str(word) for word in words])


if __name__ == "__main__":
    write()
