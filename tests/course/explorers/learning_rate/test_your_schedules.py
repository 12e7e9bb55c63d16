import numpy as np
import pytest

from course.explorers.learner import Sentence
from course.explorers.learning_rate.ten_features import stochastic_walks
from course.explorers.learning_rate.your_schedules import (
    EPOCHS,
    PATIENTS,
    RATES,
    SEEDS,
    STEPS,
    your_schedules,
)
from course.explorers.stage import Stage


def constant(t, rate, *settings):
    return rate


class Never:
    """A plateau schedule that never cuts."""

    def __init__(self, learning_rate, factor, patience):
        self.rate = learning_rate

    def step(self, loss):
        return self.rate


FIVE = (constant,) * 5


def test_every_rate_comes_from_the_learners_functions(agrees):
    def odd(t, rate, *settings):
        return rate * (1 + t % PATIENTS) / PATIENTS

    stage = your_schedules(odd, *FIVE[1:], Never)
    half = PATIENTS // 2
    right = [(k / 2, 0.01 * (1 + (k * half) % PATIENTS) / PATIENTS) for k in range(2 * EPOCHS)]
    agrees(stage, 0, right, rate=RATES.index(0.01))


def test_the_settings_are_those_of_the_lesson():
    seen = []

    def listening(t, *settings):
        seen.append(settings)
        return 0.01

    your_schedules(*(listening,) * 5, Never)
    kinds = {settings[1:] for settings in seen}
    assert kinds == {
        (0.3, STEPS // 4),
        (np.log(100) / STEPS,),
        (19 / STEPS,),
        (STEPS, 0.0),
        (STEPS // 10, STEPS, 0.0),
    }


def test_the_plateau_schedule_is_told_the_loss_and_its_rate_is_used(agrees, shown):
    told = []

    class Halving(Never):
        def step(self, loss):
            told.append(loss)
            self.rate /= 2
            return self.rate

    stage = your_schedules(*FIVE, Halving)
    rates = np.repeat(0.02 * 0.5 ** np.arange(EPOCHS), PATIENTS)[np.newaxis]
    right = np.median(stochastic_walks(rates, SEEDS, EPOCHS), axis=0)[0]
    agrees(stage, -1, list(enumerate(right)), rate=RATES.index(0.02), schedule=5)
    assert len(told) == EPOCHS * len(RATES) * len(SEEDS) and min(told) > 0.24


def test_the_words_compare_with_a_constant_rate(said):
    stage = your_schedules(*FIVE, Never)
    assert isinstance(stage, Stage)
    told = said(stage, schedule=0)
    first, second = told.split(" above")[0].split()[-1], told.rstrip(".").split()[-1]
    assert told.startswith("step_decay, initial rate 0.02") and first == second


def stub(*_):
    raise NotImplementedError()


def stopped(*_):
    raise TypeError("unexpected")


class Unfinished(Never):
    def step(self, loss):
        raise NotImplementedError()


@pytest.mark.parametrize(
    ("functions", "words"),
    [
        ((stub, *FIVE[1:], Never), "stub is not written yet"),
        ((*FIVE, stub), "stub is not written yet"),
        ((*FIVE, Unfinished), "Unfinished is not written yet"),
        ((lambda *_: None, *FIVE[1:], Never), "step_decay(0, 0.005, 0.3, 2210) returned None"),
        ((*FIVE, stopped), "stopped stopped with TypeError: unexpected"),
    ],
)
def test_a_mistake_in_the_learners_functions_is_a_sentence(functions, words):
    answer = your_schedules(*functions)
    assert isinstance(answer, Sentence)
    assert words in repr(answer)
