"""The references against PyTorch: frozen values always, live ones where PyTorch is installed."""

import importlib.util
from pathlib import Path

import pytest

from autograder import catalog, grading
from course.checks.compare import difference

TO_PYTORCH = 1e-9
SAME = 1e-12  # another build of PyTorch may round otherwise

_spec = importlib.util.spec_from_file_location(
    "freeze_torch", Path(__file__).parent / "freeze_torch.py"
)
freeze = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(freeze)

FROZEN = [case for package in freeze.packages() for case in freeze.frozen(package)]
NAMES = [f"{name}-{i}" for i, (name, _, _) in enumerate(FROZEN)]


@pytest.mark.parametrize(("name", "arguments", "answer"), FROZEN, ids=NAMES)
def test_a_reference_answers_as_pytorch_did(name, arguments, answer):
    got = grading.expected(catalog.find(name), arguments)
    assert difference(got, answer, relative=TO_PYTORCH) is None


@pytest.mark.parametrize("package", freeze.packages())
def test_the_frozen_answers_are_what_pytorch_answers_now(package):
    pytest.importorskip(
        "torch", reason="PyTorch is not installed; its frozen answers were compared instead"
    )
    frozen, live = freeze.frozen(package), freeze.live(package)
    stale = "a case has changed: run tests/autograder/exercises/freeze_torch.py"
    assert [name for name, _, _ in frozen] == [name for name, _, _ in live], stale
    for (name, _, before), (_, arguments, now) in zip(frozen, live, strict=True):
        assert difference(before, now, relative=SAME) is None, (name, arguments, stale)
