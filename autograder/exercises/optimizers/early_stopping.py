"""When to stop a training, and which epoch's weights to keep."""

import numpy as np

from autograder.exercise import Exercise


def early_stopping(val_losses, patience):
    """Return the best epoch, and the epoch after which a training is stopped.

    An epoch is good where its validation loss is below every loss before it; it is bad where not,
    also where the loss is nan. The training stops as soon as `patience` epochs in a row were bad.

    Parameters
    ----------
    val_losses : array, shape (E,), or list
        The validation loss of each epoch; the epochs count from 0. The loss of epoch 0 is a number.
    patience : int
        How many bad epochs in a row stop the training, 1 or more.

    Returns
    -------
    best_epoch : int
        The epoch with the lowest loss among those up to stop_epoch; the first of equals.
    stop_epoch : int
        The last epoch that is trained: the one in which the patience ends, or E − 1.

    Examples
    --------
    >>> print(*early_stopping([0.9, 0.5, 0.6, 0.4, 0.7, 0.5, 0.3], 2))
    3 5

    Source: Prechelt (1998), Early stopping, but when?
    """
    best_epoch = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best_epoch]:
            best_epoch = epoch
        if epoch - best_epoch == patience:
            break
    return best_epoch, epoch


exercise = Exercise(
    early_stopping,
    points=2,
    minutes=10,
    difficulty=2,
    results=("best_epoch", "stop_epoch"),
    shown={
        "a loss that falls and rises again": dict(
            val_losses=np.array([4.0, 2.0, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5]), patience=2
        ),
        "small hills on the way down, and a better epoch after the stop": dict(
            val_losses=np.array([8.0, 5.0, 6.0, 5.5, 3.0, 4.0, 3.5, 3.25, 0.5, 0.25]), patience=3
        ),
        "equal losses": dict(
            val_losses=np.array([3.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0, 0.5]), patience=3
        ),
        "the patience never ends": dict(
            val_losses=np.array([5.0, 6.0, 4.0, 4.5, 3.0, 3.5, 3.75]), patience=4
        ),
        "a loss that is not a number": dict(
            val_losses=np.array([3.0, 2.0, np.nan, 1.0, np.nan, np.nan, np.nan, 0.5]), patience=3
        ),
        "a patience of one, in a list": dict(val_losses=[2.0, 1.0, 0.5, 0.75, 0.25], patience=1),
    },
    hidden={
        "a single epoch": dict(val_losses=np.array([0.7]), patience=2),
        "never better than at first": dict(
            val_losses=np.array([0.3, 0.4, 0.5, 0.6, 0.7, 0.2]), patience=4
        ),
        "better in every epoch": dict(val_losses=np.linspace(2, 1, 9), patience=1),
        "negative losses, in single precision": dict(
            val_losses=np.array([-0.1, -0.7, -0.2, -0.9, -0.3, -0.5, -1.4], dtype=np.float32),
            patience=2,
        ),
        "it ends in the very last epoch": dict(
            val_losses=np.array([1.9, 1.1, 1.3, 1.2, 1.4]), patience=3
        ),
    },
    hints=(
        "Walk through the epochs and remember one thing: the best epoch so far.",
        "How many epochs in a row were bad, if the best so far is epoch 3 and now is epoch 5?",
        "Nothing that comes after the stop has been trained, so it cannot be the best.",
    ),
)


def _walk(val_losses, patience, *, is_good=lambda loss, best: loss < best):
    """The right walk with another idea of a good epoch."""
    best = 0
    for epoch, loss in enumerate(val_losses):
        if epoch and is_good(loss, val_losses[best]):
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


@exercise.misconception
def best_of_all(val_losses, patience):
    """The best epoch was looked for among all losses; the training has stopped before, so that
    later epochs were never trained.
    """
    return int(np.nanargmin(val_losses)), early_stopping(val_losses, patience)[1]


@exercise.misconception
def never_stopped(val_losses, patience):
    """The training was not stopped: this is the best of all epochs, and the last one."""
    return int(np.nanargmin(val_losses)), len(val_losses) - 1


@exercise.misconception
def last_of_equals(val_losses, patience):
    """An equal loss was called better: only a loss below the best is, and so the first of equals
    counts and the patience runs on.
    """
    return _walk(val_losses, patience, is_good=lambda loss, best: loss <= best)


@exercise.misconception
def one_too_late(val_losses, patience):
    """It stops one epoch too late: with patience 2 the second bad epoch in a row is the last."""
    return early_stopping(val_losses, patience + 1)


@exercise.misconception
def one_too_early(val_losses, patience):
    """It stops one epoch too early: with patience 2 a single bad epoch is still forgiven."""
    return early_stopping(val_losses, max(patience - 1, 1))


@exercise.misconception
def epoch_after_the_stop(val_losses, patience):
    """stop_epoch is the first epoch that is not trained any more; the last one that is trained is
    asked for.
    """
    best, stop = early_stopping(val_losses, patience)
    return best, stop + 1


@exercise.misconception
def counted_from_one(val_losses, patience):
    """The epochs are counted from 1; here the first one is epoch 0."""
    best, stop = early_stopping(val_losses, patience)
    return best + 1, stop + 1


@exercise.misconception
def against_the_epoch_before(val_losses, patience):
    """Each loss was compared with the one before it; after a hill that proves nothing. Compare it
    with the best so far.
    """
    bad, before, best = 0, np.inf, 0
    for epoch, loss in enumerate(val_losses):
        bad = 0 if loss < before else bad + 1
        best = epoch if loss < val_losses[best] else best
        before = loss
        if bad == patience:
            break
    return best, epoch


@exercise.misconception
def bad_ones_never_forgiven(val_losses, patience):
    """All bad epochs were counted; a good one ends the row, and the count starts anew."""
    bad, best = 0, 0
    for epoch, loss in enumerate(val_losses):
        if epoch and not loss < val_losses[best]:
            bad += 1
        best = epoch if loss < val_losses[best] else best
        if bad == patience:
            break
    return best, epoch


@exercise.misconception
def last_as_best(val_losses, patience):
    """The epoch of the stop was called the best; by then the loss has been worse for a while."""
    stop = early_stopping(val_losses, patience)[1]
    return stop, stop


@exercise.misconception
def counted_back_from_the_stop(val_losses, patience):
    """The best epoch was taken to be `patience` epochs before the stop, also where the patience has
    not ended.
    """
    stop = early_stopping(val_losses, patience)[1]
    return max(stop - patience, 0), stop


@exercise.misconception
def nan_is_good(val_losses, patience):
    """A loss of nan was not called bad: `>=` is False for it, as every comparison is."""
    return _walk(val_losses, patience, is_good=lambda loss, best: not loss >= best)


@exercise.misconception
def largest(val_losses, patience):
    """The largest loss was called the best; a loss is better the smaller it is."""
    return _walk(val_losses, patience, is_good=lambda loss, best: loss > best)


@exercise.misconception
def loss_for_epoch(val_losses, patience):
    """The lowest loss came back; its epoch is asked for."""
    best, stop = early_stopping(val_losses, patience)
    return val_losses[best], stop


@exercise.misconception
def against_the_first_epoch(val_losses, patience):
    """Each loss was compared with that of epoch 0: the best loss has to be remembered anew whenever
    it falls.
    """
    return _walk(val_losses, patience, is_good=lambda loss, best: loss < val_losses[0])


@exercise.misconception
def best_begins_at_zero(val_losses, patience):
    """No epoch was ever good: the lowest loss began at 0, and hardly a loss falls below that. Begin
    with the loss of epoch 0, or at infinity.
    """
    return 0, min(patience, len(val_losses)) - 1


@exercise.misconception
def exchanged(val_losses, patience):
    """The two came back in the wrong order: first the best epoch, then the one of the stop."""
    return early_stopping(val_losses, patience)[::-1]


@exercise.variant
def with_a_counter(val_losses, patience):
    best_loss, best_epoch, bad = float("inf"), 0, 0
    for epoch in range(len(val_losses)):
        if val_losses[epoch] < best_loss:
            best_loss, best_epoch, bad = val_losses[epoch], epoch, 0
        else:
            bad += 1
            if bad >= patience:
                return best_epoch, epoch
    return best_epoch, len(val_losses) - 1


@exercise.variant
def by_running_minima(val_losses, patience):
    losses = np.where(np.isnan(val_losses), np.inf, np.asarray(val_losses, dtype=float))
    bests = np.array([np.argmin(losses[: end + 1]) for end in range(len(losses))])
    over = np.flatnonzero(np.arange(len(losses)) - bests >= patience)
    stop = over[0] if len(over) else len(losses) - 1
    return bests[stop], stop


@exercise.fresh
def fresh(rng):
    losses = np.cumsum(rng.normal(-0.2, 1, size=20)).round(2)
    return dict(val_losses=losses, patience=int(rng.integers(2, 5)))
