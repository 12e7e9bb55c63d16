"""The probe for a training of several epochs with mini-batches, as a bug hunt asks for it."""

import copy
from itertools import combinations

import numpy as np

from course.probes.batches import weights_and_losses
from course.probes.calls import each_of
from course.probes.orders import ENOUGH

WALKS = 4  # of one epoch, each with another generator
EPOCHS = 18  # of one training, whose ends are looked at


def epochs_of_training(function, *, rng, watched=False, **arguments):
    """Return the weights and losses, and what is seen of the walk where it is watched."""
    others = rng.spawn(WALKS + 2) if watched else ()
    w, losses = weights_and_losses(function(rng=rng, **arguments))
    return {"w": w, "losses": losses} | (_facts_of_walks(function, *others) if watched else {})


def _facts_of_walks(function, for_batches, for_orders, *generators):
    """Whether the generator, and it alone, decides the walk.

    That is seen on sixteen examples that pull one weight to 0, 1, … 15: with a rate of 15/16 the
    digits of its end, written to base 16, are the labels, the last one first, as many as a float
    holds. Two more trainings tell whether each epoch has other batches, and whether the orders of
    its first epochs come again and again.
    """
    pulled = dict(X=np.ones((ENOUGH, 1)), y=np.arange(float(ENOUGH)), w=np.zeros(1))
    settings = dict(learning_rate=15 / 16, batch_size=1, epochs=1)
    given = [
        copy.deepcopy(pulled) | settings | {"rng": generator}
        for generator in (*generators, copy.deepcopy(generators[0]))
    ]
    *ends, again = [weights_and_losses(value)[0] for value in each_of(function, given)]
    few = _few_batches(function, for_batches)
    return {
        "another generator gives another walk": not any(
            np.array_equal(one, other) for one, other in combinations(ends, 2)
        ),
        "a generator with the same seed gives the same walk": np.array_equal(ends[0], again),
        "the same batches in every epoch": few,
        "the same orders again and again": not few and _ends_come_again(function, for_orders),
    }


def _few_batches(function, rng):
    """Tell whether the last batches of many epochs are always one of the same eight.

    With a rate of one a batch takes the weight to the mean of its labels, wherever it was: the loss
    at the end of an epoch tells its last two of sixteen labels, of which no two pairs have a mean
    in common.
    """
    pulled = dict(X=np.ones((ENOUGH, 1)), y=2 ** (np.arange(ENOUGH) / 2), w=np.zeros(1))
    settings = dict(learning_rate=1.0, batch_size=2, epochs=EPOCHS, rng=rng)
    _, losses = weights_and_losses(function(**pulled, **settings))
    ends = _ends(losses)
    return len(ends) == EPOCHS and len(set(ends)) <= ENOUGH // 2


def _ends_come_again(function, rng):
    """Tell whether the last of three examples, epoch for epoch, repeats with a period of 3 or less.

    It does where one order is applied to its own result in each epoch. With a rate of one an
    example takes the weight to its label, wherever it was: the loss tells which came last.
    """
    pulled = dict(X=np.ones((3, 1)), y=np.array([0.0, 1.0, 4.0]), w=np.zeros(1))
    settings = dict(learning_rate=1.0, batch_size=1, epochs=EPOCHS, rng=rng)
    _, losses = weights_and_losses(function(**pulled, **settings))
    ends = _ends(losses)
    again = any(ends[period:] == ends[:-period] for period in (1, 2, 3))
    return len(ends) == EPOCHS and again


def _ends(losses):
    """The losses at the ends of the epochs, as texts that rounding does not move."""
    return [f"{loss:.9g}" for loss in np.ravel(losses).tolist()]
