"""Freeze what PyTorch answers to the cases of the exercises: `python freeze_torch.py [PACKAGE …]`.

`oracles/PACKAGE.py` holds one function for each exercise that PyTorch can answer, of the same name
and with the same arguments. It gets arrays and floats as float64 tensors and returns tensors; what
it answers to all shown and hidden cases and to three random ones stands in `oracles/PACKAGE.json`.
With lesson 4 the losses of whole networks in training are frozen, in `oracles/trainings.json`.
"""

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np

from autograder import catalog
from course import data
from course.checks.plain import decode, encode

ORACLES = Path(__file__).parent / "oracles"
DRAWS = 3
TRAININGS = {  # on all digits: the sizes of the layers and the learning rate
    "one layer": ([64, 10], 0.5),
    "two layers": ([64, 32, 10], 0.5),
    "five layers": ([64, 40, 30, 20, 16, 10], 0.1),
}
STEPS = 50


def packages():
    """Return the names of the packages that have an oracle and a lesson, as `weight_updates`."""
    lessons = map(catalog.package_of, catalog.lessons())
    return sorted(package for package in lessons if (ORACLES / f"{package}.py").exists())


def frozen(package):
    """Return [(exercise name, arguments, PyTorch's answer)] as they were frozen."""
    text = (ORACLES / f"{package}.json").read_text(encoding="utf-8")
    return [
        (name, decode(case["arguments"]), decode(case["answer"]))
        for name, cases in json.loads(text).items()
        for case in cases
    ]


def live(package):
    """Return the same list, computed now; it needs PyTorch."""
    oracle = _load(ORACLES / f"{package}.py")
    exercises = catalog.exercises_of(catalog.lesson_of(package))
    return [
        (name, arguments, _plain(getattr(oracle, name)(**_map(arguments, _tensor))))
        for name, exercise in exercises.items()
        if hasattr(oracle, name)
        for arguments in _cases(exercise)
    ]


def write(package):
    """Compute the answers of one package and write them to its file."""
    answers = {}
    for name, arguments, answer in live(package):
        case = {
            "arguments": {key: encode(value, exact=True) for key, value in arguments.items()},
            "answer": encode(answer, exact=True),
        }
        answers.setdefault(name, []).append(case)
    rows = (
        f"{json.dumps(name)}: [\n " + ",\n ".join(json.dumps(case) for case in cases) + "\n]"
        for name, cases in answers.items()
    )
    text = "{\n" + ",\n".join(rows) + "\n}\n"
    (ORACLES / f"{package}.json").write_text(text, encoding="utf-8")


def training(name):
    """Return X, y, params and learning rate with which a network of `TRAININGS` starts."""
    sizes, rate = TRAININGS[name]
    table = data.digits()
    start = catalog.find("initialize").reference(sizes, np.random.default_rng(len(sizes)), "he")
    return dict(X=table.X / 16, y=table.y, params=start, learning_rate=rate)


def live_trainings():
    """Return {name: PyTorch's losses of the first steps}, computed now."""
    oracle = _load(ORACLES / "backpropagation.py")
    return {name: oracle.losses_in_training(**training(name), steps=STEPS) for name in TRAININGS}


def frozen_trainings():
    """Return {name: PyTorch's losses of the first steps} as they were frozen."""
    return json.loads((ORACLES / "trainings.json").read_text(encoding="utf-8"))


def write_trainings():
    """Train the networks in PyTorch and write their losses."""
    text = json.dumps(live_trainings(), indent=1) + "\n"
    (ORACLES / "trainings.json").write_text(text, encoding="utf-8")


def _load(path):
    spec = importlib.util.spec_from_file_location(f"oracle_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _cases(exercise):
    drawn = [exercise.draw(np.random.default_rng(seed)) for seed in range(DRAWS)]
    cases = [*exercise.shown.values(), *exercise.hidden.values(), *drawn]
    return [_map(arguments, _double) for arguments in cases]


def _map(value, change):
    if isinstance(value, dict):
        return {key: _map(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_map(item, change) for item in value)
    return change(value)


def _double(value):
    is_rough = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return value.astype(np.float64) if is_rough else value


def _tensor(value):
    import torch

    if isinstance(value, np.ndarray | np.number | float):
        return torch.tensor(value, dtype=torch.float64)
    return value


def _plain(value):
    def change(item):
        array = item.detach().numpy() if hasattr(item, "detach") else item
        return array.item() if isinstance(array, np.ndarray) and array.ndim == 0 else array

    return _map(value, change)


if __name__ == "__main__":
    for package in sys.argv[1:] or packages():
        write(package)
        if package == "backpropagation":
            write_trainings()
