"""When to stop, and which epoch to go back to."""

import numpy as np

from autograder.exercise import Exercise


def early_stopping(val_losses, patience):
    """Return the epoch with the best validation loss so far, and the epoch at which to stop.

    Epochs are counted from 0. An epoch is an improvement if its loss is lower than all before it;
    one that only ties is none. Training stops after the epoch that is the `patience`-th in a row
    without an improvement; what comes later is never seen.

    Parameters
    ----------
    val_losses : array or list of floats
        The validation loss after each epoch, one at least.
    patience : int
        How many epochs without an improvement are allowed, one or more.

    Returns
    -------
    best_epoch : int
        Whose parameters are kept: the first one with the lowest loss, of those that were seen.
    stop_epoch : int
        The last epoch that is run; the last of all if patience never runs out.

    Examples
    --------
    >>> early_stopping([0.9, 0.5, 0.6, 0.7, 0.1], 2)
    (1, 3)

    Source: Prechelt (1998), Early stopping – but when?
    """
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best == patience:
            return best, epoch
    return best, len(val_losses) - 1


exercise = Exercise(
    early_stopping,
    points=1,
    minutes=10,
    difficulty=2,
    results=("best_epoch", "stop_epoch"),
    shown={
        "down, then up for good": dict(
            val_losses=np.array([4.0, 2.0, 1.0, 1.5, 2.5, 3.0, 3.5, 4.5, 5.0]), patience=3
        ),
        "a better one comes too late": dict(
            val_losses=np.array([3.0, 2.0, 2.5, 2.25, 1.0, 1.5, 1.25]), patience=2
        ),
        "ties are no improvement": dict(
            val_losses=np.array([3.0, 1.0, 1.0, 1.0, 2.0, 0.5]), patience=3
        ),
        "bad epochs that are not in a row": dict(
            val_losses=np.array([5.0, 6.0, 4.0, 5.0, 3.0, 4.0, 2.0, 4.0, 3.0, 2.5, 1.0]),
            patience=3,
        ),
        "better than the one before, but not than the best": dict(
            val_losses=np.array([5.0, 1.0, 4.0, 3.0, 2.0, 0.5, 0.25]), patience=3
        ),
        "patience never runs out": dict(
            val_losses=np.array([2.0, 1.0, 1.5, 0.5, 0.75]), patience=2
        ),
    },
    hidden={
        "a single epoch": dict(val_losses=np.array([0.7]), patience=1),
        "a patience of one, an improvement of a millionth": dict(
            val_losses=np.array([0.9, 0.8, 0.799999, 0.8, 0.1]), patience=1
        ),
        "up from the start": dict(val_losses=np.array([0.4, 0.5, 0.6, 0.7, 0.8]), patience=4),
        "a list of whole numbers": dict(val_losses=[9, 7, 8, 6, 6, 7, 5, 1], patience=3),
        "patience runs out at the very last epoch": dict(
            val_losses=np.array([0.9, 0.3, 0.5, 0.4, 0.35]), patience=3
        ),
        "single precision, negative losses": dict(
            val_losses=np.array([-0.1, -0.5, -0.4, -0.6, -0.2, -0.3, -0.7], dtype=np.float32),
            patience=2,
        ),
    },
    hints=(
        "Walk through the losses with a finger on the best one so far. When is the walk over?",
        "How many epochs in a row were no improvement? That is how far the finger is behind.",
        "Return as soon as patience has run out: a better loss later would never have been seen.",
    ),
)


def _walk(val_losses, patience, *, better=None, allowed=0, reset=True):
    """The right walk with one thing spoilt; `better(loss, best, last)` says what improves."""
    best, bad = 0, 0
    for epoch in range(1, len(val_losses)):
        loss, last = val_losses[epoch], val_losses[epoch - 1]
        if loss < val_losses[best] if better is None else better(loss, val_losses[best], last):
            best, bad = epoch, 0 if reset else bad
        else:
            bad += 1
        if bad >= patience + allowed:
            return best, epoch
    return best, len(val_losses) - 1


@exercise.misconception
def ties_improve(val_losses, patience):
    """A loss that only ties with the best was taken for an improvement: on a plateau patience would
    never run out.
    """
    return _walk(val_losses, patience, better=lambda loss, best, last: loss <= best)


@exercise.misconception
def last_epoch_kept(val_losses, patience):
    """The stop is right, but the epoch to go back to is the best one, not the one at which training
    stopped.
    """
    _, stop = early_stopping(val_losses, patience)
    return stop, stop


@exercise.misconception
def one_too_late(val_losses, patience):
    """It stopped one epoch too late: patience has run out when `patience` epochs in a row were no
    improvement, not after one more.
    """
    return _walk(val_losses, patience, allowed=1)


@exercise.misconception
def one_too_early(val_losses, patience):
    """It stopped one epoch too early: `patience` epochs in a row without an improvement are
    allowed, and the last of them is still run.
    """
    return _walk(val_losses, patience, allowed=-1)


@exercise.misconception
def epochs_from_one(val_losses, patience):
    """The epochs were counted from 1; the first one is epoch 0, as the first entry of an array."""
    best, stop = early_stopping(val_losses, patience)
    return best + 1, stop + 1


@exercise.misconception
def best_of_all(val_losses, patience):
    """The best epoch was sought among all losses: those after the stop are never seen."""
    return int(np.argmin(val_losses)), early_stopping(val_losses, patience)[1]


@exercise.misconception
def last_of_the_best(val_losses, patience):
    """Of several epochs that tie for the best, the last was kept; the first one is."""
    best, stop = early_stopping(val_losses, patience)
    seen = np.asarray(val_losses)[: stop + 1]
    return int(np.flatnonzero(seen == val_losses[best])[-1]), stop


@exercise.misconception
def compared_with_the_last(val_losses, patience):
    """Each loss was compared with the one before it; an improvement is lower than the best so far.
    After one bad jump every small step back would count.
    """
    return _walk(val_losses, patience, better=lambda loss, best, last: loss < last)


@exercise.misconception
def compared_with_the_first(val_losses, patience):
    """Each loss was compared with that of epoch 0: the best loss has to be remembered anew whenever
    it falls.
    """
    first = val_losses[0]
    return _walk(val_losses, patience, better=lambda loss, best, last: loss < first)


@exercise.misconception
def best_begins_at_zero(val_losses, patience):
    """Nothing was ever an improvement: the best loss began at 0, and no loss falls below that. It
    begins with the loss of epoch 0, or at infinity.
    """
    return 0, min(patience, len(val_losses)) - 1


@exercise.misconception
def patience_compared_with_the_last(val_losses, patience):
    """The best epoch is right, but patience was counted from the last fall of the loss; it is
    counted from the best epoch.
    """
    bad = 0
    for epoch in range(1, len(val_losses)):
        bad = 0 if val_losses[epoch] < val_losses[epoch - 1] else bad + 1
        if bad >= patience:
            break
    else:
        epoch = len(val_losses) - 1
    return int(np.argmin(val_losses[: epoch + 1])), epoch


@exercise.misconception
def never_reset(val_losses, patience):
    """Bad epochs were counted over the whole training; an improvement begins the count anew."""
    return _walk(val_losses, patience, reset=False)


@exercise.misconception
def at_the_first_rise(val_losses, patience):
    """It stopped at the first epoch without an improvement: patience was not used."""
    return _walk(val_losses, 1)


@exercise.misconception
def never_stopped(val_losses, patience):
    """It never stopped: the best epoch of all is known only to who runs all of them."""
    return int(np.argmin(val_losses)), len(val_losses) - 1


@exercise.misconception
def epochs_run(val_losses, patience):
    """The second answer is how many epochs were run; asked for is the number of the last of them,
    counted from 0.
    """
    best, stop = early_stopping(val_losses, patience)
    return best, stop + 1


@exercise.misconception
def losses_for_epochs(val_losses, patience):
    """Losses came back; asked for are the epochs that have them."""
    best, stop = early_stopping(val_losses, patience)
    return val_losses[best], val_losses[stop]


@exercise.misconception
def exchanged(val_losses, patience):
    """The two came back in the wrong order: first the best epoch, then the one at which to stop."""
    return early_stopping(val_losses, patience)[::-1]


@exercise.variant
def by_counting(val_losses, patience):
    best_loss, best, bad = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best_loss:
            best_loss, best, bad = loss, epoch, 0
        else:
            bad += 1
            if bad == patience:
                break
    return best, epoch


@exercise.variant
def by_arrays(val_losses, patience):
    lowest = np.minimum.accumulate(val_losses)
    falls = np.append(True, np.diff(lowest) < 0)
    best = np.maximum.accumulate(np.where(falls, np.arange(len(lowest)), 0))
    behind = np.arange(len(lowest)) - best
    stops = np.flatnonzero(behind >= patience)
    stop = stops[0] if len(stops) else len(lowest) - 1
    return best[stop], stop


@exercise.variant
def by_slices(val_losses, patience):
    for stop in range(len(val_losses)):
        best = int(np.argmin(val_losses[: stop + 1]))
        if stop - best >= patience:
            return [best, stop]
    return [best, stop]


@exercise.fresh
def fresh(rng):
    falling = 2 * np.exp(-np.arange(20) / 5) + 0.05 * np.arange(20)
    losses = np.round(falling + rng.normal(0, 0.1, size=20), 2)
    return dict(val_losses=losses, patience=int(rng.integers(2, 5)))
