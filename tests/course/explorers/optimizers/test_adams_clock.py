import numpy as np
import pytest

from course.explorers.optimizers.adams_clock import BETAS1, BETAS2, GRADIENTS, STEPS, adams_clock

T = np.arange(1, STEPS + 1)


@pytest.fixture(scope="module")
def stage():
    return adams_clock.stage()


def at(beta1, beta2, **rest):
    return {"beta1": BETAS1.tolist().index(beta1), "beta2": BETAS2.tolist().index(beta2), **rest}


@pytest.mark.parametrize(("beta1", "beta2"), [(0.9, 0.999), (0, 0.9), (0.99, 0.9999)])
def test_a_constant_gradient_gives_the_closed_form(agrees, stage, beta1, beta2):
    off = (1 - beta1**T) / np.sqrt(1 - beta2**T)
    agrees(stage, 2, np.column_stack([T, off]), **at(beta1, beta2, correction=1))
    agrees(stage, 2, np.column_stack([T, np.ones(STEPS)]), **at(beta1, beta2, correction=0))


def test_noisy_gradients_are_averaged_step_by_step(agrees, stage):
    m = s = 0.0
    means, roots, lengths = [], [], []
    for t, g in zip(T, GRADIENTS["noisy around 1"], strict=True):
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        means.append(m / (1 - 0.9**t))
        roots.append(np.sqrt(s / (1 - 0.999**t)))
        lengths.append(means[-1] / roots[-1])
    here = at(0.9, 0.999, gradient=1, correction=0)
    agrees(stage, 2, np.column_stack([T, lengths]), **here)
    agrees(stage, 3, np.column_stack([T, means]), **here)
    agrees(stage, 4, np.column_stack([T, roots]), **here)


def test_the_uncorrected_step_is_longest_in_step_twelve(said, stage):
    assert "the longest is step 12 with 6.57" in said(stage)
    assert said(stage, correction=0) == "Each step is 1.00 learning rates long."
