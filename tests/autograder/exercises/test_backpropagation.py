"""Lesson 4's exercises as a whole: a network beside PyTorch's, and a bug hunt of one's own."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from autograder import catalog, grading
from autograder.exercises.backpropagation import initialize
from course.suspects import lineup

TO_PYTORCH = 1e-9
STUDENTS = [f"student {i}" for i in range(15)]

_spec = importlib.util.spec_from_file_location(
    "freeze_torch", Path(__file__).parent / "freeze_torch.py"
)
freeze = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(freeze)


def reference(name):
    return catalog.find(name).reference


def losses_by_the_references(name):
    """The losses of the first steps of a network that the lesson's own functions train."""
    at, losses = freeze.training(name), []
    X, y, params, rate = at.values()
    for _ in range(freeze.STEPS):
        params, loss = reference("train_step")(X, y, params, rate)
        losses.append(loss)
    return np.array(losses)


@pytest.mark.parametrize("name", freeze.TRAININGS)
def test_fifty_losses_on_the_digits_are_those_of_the_same_network_in_pytorch(name):
    ours, theirs = losses_by_the_references(name), np.array(freeze.frozen_trainings()[name])
    assert len(ours) == freeze.STEPS == 50 and ours[-1] < ours[0] / 1.4
    np.testing.assert_allclose(ours, theirs, rtol=TO_PYTORCH, atol=0)


def test_the_frozen_losses_are_what_pytorch_computes_now():
    pytest.importorskip(
        "torch", reason="PyTorch is not installed; its frozen losses were compared instead"
    )
    for name, losses in freeze.live_trainings().items():
        np.testing.assert_allclose(freeze.frozen_trainings()[name], losses, rtol=1e-12, atol=0)


@pytest.fixture(scope="module")
def hunts():
    """{student: (the line-up that is drawn for them, the right answer)}."""
    home, found = catalog.find("find_the_bug"), {}
    for student in STUDENTS:
        (case,) = grading.fresh_case(home, grading.seed_for(student, home.name)).values()
        found[student] = case, reference("find_the_bug")(**case)
    return found


def test_each_student_hunts_other_bugs(hunts):
    assert len({str(answer) for _, answer in hunts.values()}) == len(STUDENTS)
    assert all(sum(names == [] for names in answer) == 1 for _, answer in hunts.values())
    innocent = [answer.index([]) for _, answer in hunts.values()]
    assert len(set(innocent)) >= 4


def test_an_answer_that_was_copied_fails_for_the_one_who_copies(hunts):
    """Whoever knows all frozen line-ups by heart, and the one of a friend, fails on their own."""
    home = catalog.find("find_the_bug")
    known = [case for cases in (home.shown, home.hidden) for case in cases.values()]
    friend, me, *_ = STUDENTS
    known.append(hunts[friend][0])

    def by_heart(loss, candidates, params):
        for case in known:
            if all(np.array_equal(p, params.get(k, 0)) for k, p in case["params"].items()):
                return reference("find_the_bug")(**case)
        return hunts[friend][1]

    assert grading.assess(home, by_heart, friend).points == home.points
    copied = grading.assess(home, by_heart, me)
    assert copied.points < home.points
    assert [str(one).startswith("a case drawn for you") for one in copied.failures] == [True]


def test_no_honest_limit_confuses_a_wrong_gradient_with_a_right_one(hunts):
    """Right ones are off by less than 1e-7, wrong ones by more than 1e-3, as the text says."""
    for (loss, candidates, params), answer in [
        (case.values(), answer) for case, answer in hunts.values()
    ]:
        for candidate, names in zip(candidates, answer, strict=True):
            errors = reference("gradient_check")(loss, params, candidate(params))
            assert all(errors[name] > 1e-3 for name in names)
            assert all(errors[name] < 1e-7 for name in errors if name not in names)


def test_the_line_up_of_the_notebook_shows_the_fingerprints_that_the_question_asks_about():
    loss, candidates, params = lineup(4)
    found = {}
    for number, candidate in enumerate(candidates):
        errors = reference("gradient_check")(loss, params, candidate(params))
        found[number] = {name: round(e, 3) for name, e in errors.items() if e > 1e-5}
    assert [wrong for wrong in found.values() if list(wrong.values()) == [0.95]] == [
        {"W3": 0.95},
        {"b2": 0.95},
    ]
    assert dict.fromkeys(params, 0.05) in found.values()
    assert [sorted(wrong) for wrong in found.values()].count(["W1", "W2", "b1", "b2"]) == 1


def test_a_right_initialisation_fails_less_than_once_in_a_million_runs():
    assert initialize.chance_of_failure() < 1e-6


def test_a_unit_on_the_kink_does_not_decide_a_long_training():
    """A change in the last digit of the start stays in the last digits, for every case."""
    home, rng = catalog.find("overfit_tiny"), np.random.default_rng(0)
    cases = [*home.shown.values(), *home.hidden.values()]
    cases += [home.draw(np.random.default_rng(seed)) for seed in range(40)]
    for case in cases:
        nudged = {k: p * (1 + 1e-15 * rng.normal(size=p.shape)) for k, p in case["params"].items()}
        params, losses = home.reference(**case)
        others, same = home.reference(**case | dict(params=nudged))
        np.testing.assert_allclose(losses, same, rtol=1e-6)
        assert all(np.allclose(params[k], others[k], rtol=1e-5, atol=1e-6) for k in params)


def test_a_gradient_that_counts_as_right_is_the_slope_of_its_loss():
    case = catalog.find("gradient_check").hidden["all is right"]
    loss, params, eps = case["loss"], case["params"], 1e-6
    for name, grads in case["grads"].items():
        for i in np.ndindex(grads.shape):
            sides = []
            for step in (eps, -eps):
                moved = {key: np.array(p) for key, p in params.items()}
                moved[name][i] += step
                sides.append(loss(moved))
            assert (sides[0] - sides[1]) / (2 * eps) == pytest.approx(grads[i], rel=1e-6, abs=1e-8)
