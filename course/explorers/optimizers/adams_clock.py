"""The first hundred steps of Adam, with and without the correction of its two averages."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Path
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

STEPS = 100
BETAS1 = np.array([0, 0.5, 0.8, 0.9, 0.95, 0.99])
BETAS2 = np.array([0.9, 0.99, 0.999, 0.9999])
GRADIENTS = {
    "always 1": np.ones(STEPS),
    "noisy around 1": 1 + np.random.default_rng(3).normal(size=STEPS),
    "1, from step 40 on 0.1": np.where(np.arange(1, STEPS + 1) < 40, 1.0, 0.1),
}
BOTH = ("on", "off")
TOP = 8  # of the left panel


@explorer(
    alt="""Two panels over the first hundred steps of Adam with a gradient that is always one. Left:
    without the correction a step is three learning rates long, grows to 6.6 in step twelve and
    falls slowly; with it each step is one learning rate. Right: the two averages on their way to
    one, that of the gradient fast, the root of that of the squares very slow."""
)
def adams_clock():
    """Show how long Adam's steps are with the correction of its averages, and without it."""
    first, second = averages()
    lengths = first / np.sqrt(second)  # (correction, gradient, β₁, β₂, step)
    over = ("gradient", "beta1", "beta2")
    curves, drawn = _over_t(lengths), dict(over=("correction", *over), upto="step", width=3, head=5)
    thin = dict(over=over, upto="step", color="grey", width=1.5)
    return Stage(
        "Adam's clock: the first hundred steps",
        panels=[
            Panel("steps", _draw_steps, "The length of each step, in learning rates."),
            Panel("averages", _draw_averages, "The two averages, step by step."),
        ],
        sliders=[
            Choice("correction", BOTH, "correction", start=1),
            Choice("gradient", tuple(GRADIENTS), "gradient"),
            Slider("beta1", BETAS1, "β₁", start=3),
            Slider("beta2", BETAS2, "β₂", start=2),
            Slider("step", range(1, STEPS + 1), "step t", start=STEPS - 1, play=80),
        ],
        layers=[
            Path("steps", curves[0], dashed=True, **thin),
            Path("steps", curves[1], **thin),
            Path("steps", curves, color="blue", **drawn),
            Path("averages", _over_t(first), color="orange", **drawn),
            Path("averages", _over_t(np.sqrt(second)), color="purple", dashed=True, **drawn),
        ],
        summary=Summary(_said(lengths), ("correction", *over)),
    )


def averages():
    """Return the averages of g and of g², corrected [0] and not [1].

    Each has the shape (2, gradients, β₁, β₂, STEPS); written as sums over the past:
    Σₖ (1 − β) βᵗ⁻ᵏ gₖ, which is divided by 1 − βᵗ, the sum of its weights.
    """
    g = np.array(list(GRADIENTS.values()))
    t = np.arange(1, STEPS + 1)
    age = t[:, np.newaxis] - t
    shape = (2, len(g), len(BETAS1), len(BETAS2), STEPS)

    def average(values, betas):
        weights = np.where(age >= 0, betas[:, None, None] ** np.maximum(age, 0), 0)
        weights = weights * (1 - betas[:, None, None])
        plain = np.einsum("btk,gk->gbt", weights, values)
        return np.stack([plain / weights.sum(axis=-1), plain])

    m, s = average(g, BETAS1), average(g**2, BETAS2)
    return (
        np.broadcast_to(m[:, :, :, np.newaxis], shape),
        np.broadcast_to(s[:, :, np.newaxis], shape),
    )


def _over_t(values):
    return np.stack(np.broadcast_arrays(np.arange(1, STEPS + 1), values), axis=-1)


def _said(lengths):
    return np.vectorize(_sentence, signature="(t)->()", otypes=[object])(lengths)


def _sentence(lengths):
    longest = int(np.argmax(np.abs(lengths)))
    if np.allclose(lengths, lengths[0]):
        return f"Each step is {lengths[0]:.2f} learning rates long."
    return (
        f"The first step is {lengths[0]:.2f} learning rates long, the longest is step "
        f"{longest + 1} with {lengths[longest]:.2f}, the last has {lengths[-1]:.2f}."
    )


def _draw_steps(ax):
    ax.set(xlim=(0, STEPS + 2), ylim=(-1, TOP), xlabel="step t", ylabel="step / learning rate")
    ax.plot([], [], "--", color="#767676", label="correction on")
    ax.plot([], [], "-", color="#767676", label="correction off")
    ax.legend(loc="upper right", frameon=False)
    ax.set_title("how long a step is")
    ax.grid(alpha=0.25)


def _draw_averages(ax):
    ax.set(xlim=(0, STEPS + 2), ylim=(-0.5, 2.5), xlabel="step t", ylabel="average")
    ax.plot([], [], "-", lw=2.2, color="#E69F00", label="of the gradient")
    ax.plot([], [], "--", lw=2.2, color="#CC79A7", label="of its square, the root")
    ax.legend(loc="upper right", frameon=False)
    ax.set_title("the two averages")
    ax.grid(alpha=0.25)
