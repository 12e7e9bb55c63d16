"""Early stopping against its definition, and clipping against the norm of one long row."""

import numpy as np
import pytest

from autograder.exercises.optimizers.clip_by_global_norm import clip_by_global_norm
from autograder.exercises.optimizers.early_stopping import early_stopping


def stop_by_definition(losses, patience):
    """The first epoch that ends `patience` bad ones in a row; the last epoch if none does."""
    good = [e for e in range(len(losses)) if all(losses[e] < one for one in losses[:e])]
    ends = (e for e in range(len(losses)) if not set(good) & set(range(e - patience + 1, e + 1)))
    stop = next((e for e in ends if e >= patience), len(losses) - 1)
    return min(range(stop + 1), key=lambda e: (losses[e], e)), stop


@pytest.mark.parametrize("patience", [1, 2, 3, 7])
def test_a_training_stops_where_the_definition_says(patience):
    rng = np.random.default_rng(patience)
    for _ in range(300):
        losses = rng.integers(0, 9, size=rng.integers(1, 15)).astype(float)
        assert early_stopping(losses, patience) == stop_by_definition(losses, patience)


def test_no_epoch_after_the_stop_is_called_the_best():
    assert early_stopping([1.0, 2.0, 3.0, 0.0], 2) == (0, 2)


@pytest.mark.parametrize("max_norm", [0.3, 4.0, 100.0])
def test_clipping_bounds_the_norm_of_one_long_row_and_keeps_its_direction(max_norm):
    rng = np.random.default_rng(0)
    gradients = {"W1": rng.normal(size=(4, 3)), "b1": rng.normal(size=3), "K": rng.normal(size=2)}
    clipped, norm = clip_by_global_norm(gradients, max_norm)
    before, after = (np.concatenate([g.ravel() for g in d.values()]) for d in (gradients, clipped))
    assert norm == pytest.approx(np.linalg.norm(before))
    assert np.linalg.norm(after) == pytest.approx(min(norm, max_norm))
    np.testing.assert_allclose(after * np.linalg.norm(before), before * np.linalg.norm(after))


def test_clipping_agrees_with_pytorch_up_to_the_millionth_in_its_denominator():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    rng = np.random.default_rng(1)
    gradients = {"W1": rng.normal(size=(4, 3)), "b1": rng.normal(size=3)}
    leaves = {name: torch.zeros(g.shape, dtype=torch.float64) for name, g in gradients.items()}
    for name, leaf in leaves.items():
        leaf.grad = torch.tensor(gradients[name])
    theirs = torch.nn.utils.clip_grad_norm_(leaves.values(), 0.5)
    clipped, norm = clip_by_global_norm(gradients, 0.5)
    assert norm == pytest.approx(theirs.item(), rel=1e-12)
    for name, leaf in leaves.items():
        np.testing.assert_allclose(clipped[name], leaf.grad.numpy(), rtol=1e-6)
