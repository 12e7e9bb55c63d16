"""The probe for a training of several epochs with mini-batches, as a bug hunt asks for it."""

import copy
from itertools import combinations

import numpy as np

from course.probes.batches import weights_and_losses
from course.probes.orders import ENOUGH
from course.probes.probe import all_of, probe

WALKS = 4  # of one epoch, each with another generator
EPOCHS = 18  # of one training, whose ends are looked at


def _facts(record, *, watched=False, **_):
    if not watched:
        w, losses = weights_and_losses(*all_of(record, 1))
        return {"w": w, "losses": losses}
    first, *walks, of_pairs, of_three = all_of(record, WALKS + 4)
    w, losses = weights_and_losses(first)
    *ends, again = [weights_and_losses(value)[0] for value in walks]
    few = _few_batches(weights_and_losses(of_pairs)[1])
    return {
        "w": w,
        "losses": losses,
        "another generator gives another walk": not any(
            np.array_equal(one, other) for one, other in combinations(ends, 2)
        ),
        "a generator with the same seed gives the same walk": np.array_equal(ends[0], again),
        "the same batches in every epoch": few,
        "the same orders again and again": not few
        and _ends_come_again(weights_and_losses(of_three)[1]),
    }


@probe(_facts)
def epochs_of_training(function, *, rng, watched=False, **arguments):
    """Return the weights and losses, and what is seen of the walk where it is watched.

    Then more trainings tell whether the generator, and it alone, decides the walk, whether each
    epoch has other batches, and whether the orders of the first epochs come again and again.
    """
    others = rng.spawn(WALKS + 2) if watched else ()
    first = function(rng=rng, **arguments)
    return [first, *(function(**given) for given in _watched(*others))] if watched else [first]


def _watched(for_pairs, for_three, *generators):
    """The arguments of the trainings that are watched.

    - Walks of one epoch on sixteen examples that pull one weight to 0, 1, … 15: with a rate of
      15/16 the digits of its end, written to base 16, are the labels, the last one first, as many
      as a float holds. The last generator has the first one's seed.
    - Two of many epochs with a rate of one, with which a batch takes the weight to the mean of its
      labels, wherever it was: so the loss at the end of an epoch tells its last two of sixteen
      labels, of which no two pairs have a mean in common, and the last one of three.
    """
    for generator in [*generators, copy.deepcopy(generators[0])]:
        settings = dict(learning_rate=15 / 16, epochs=1, batch_size=1, rng=generator)
        yield _pulled(range(ENOUGH)) | settings
    many = dict(learning_rate=1.0, epochs=EPOCHS)
    yield _pulled(2 ** (np.arange(ENOUGH) / 2)) | many | dict(batch_size=2, rng=for_pairs)
    yield _pulled([0.0, 1.0, 4.0]) | many | dict(batch_size=1, rng=for_three)


def _pulled(labels):
    """Examples that pull one weight to their labels."""
    return dict(X=np.ones((len(labels), 1)), y=np.array(labels, dtype=float), w=np.zeros(1))


def _few_batches(losses):
    """Tell whether the last batches of many epochs are always one of the same eight."""
    ends = _ends(losses)
    return len(ends) == EPOCHS and len(set(ends)) <= ENOUGH // 2


def _ends_come_again(losses):
    """Tell whether the last of three examples, epoch for epoch, repeats with a period of 3 or less.

    It does where one order is applied to its own result in each epoch.
    """
    ends = _ends(losses)
    again = any(ends[period:] == ends[:-period] for period in (1, 2, 3))
    return len(ends) == EPOCHS and again


def _ends(losses):
    """The losses at the ends of the epochs, as texts that rounding does not move."""
    return [f"{loss:.9g}" for loss in np.ravel(losses).tolist()]
