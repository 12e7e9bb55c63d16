"""How often a right answer, which draws at random, fails a check by chance: upper bounds.

A right answer draws every order of the examples with the same probability. What holds of every
order (each index comes once, the sizes of the batches) never fails it; the facts below could.
"""

from math import comb, factorial

from course.probes import epochs as of_one_training
from course.probes.batches import how_many_epochs
from course.probes.orders import LATE, tells_its_order

ALLOWED = 1e-6  # of all runs of the check and of the grading of one exercise together


def of_case(n, batch_size, epochs=None):
    """Return at most how often a right answer fails a case, by the sum of its facts' chances.

    - An epoch has the order of the one before: 1 / n!, in E − 1 epochs. All have the same order, or
      all have 0, 1, 2, …: 1 / n! at most.
    - A given place holds a given example with probability p ≤ B / n, since that has to be in the
      batch there, and in all E epochs with pᴱ ≤ p (B / n)ᴱ⁻¹. For one place the p of all examples
      add up to 1; there are n places.
    - Two given examples share one batch with probability (B − 1) / (n − 1) at most, and all E
      epochs with its E-th power; there are n (n − 1) / 2 pairs. The same batches in every epoch
      would be such a case.
    - By this, an epoch has B − 1 neighbours (i, i + 1) in one batch on average at most. By Markov's
      inequality it has more than n / 2, which are ⌊n / 2⌋ + 1 at least, with probability
      (B − 1) / (⌊n / 2⌋ + 1); all E epochs: E-th power.
    - The correlation of index and batch has mean 0 and variance 1 / (n − 1) over all orders. By
      Chebyshev's inequality it is above c with probability 1 / (c² (n − 1)); all E: E-th power.

    The last three are not asked for where B = 1.
    """
    if not tells_its_order(n, batch_size):
        return 0.0
    epochs = epochs or how_many_epochs(n, batch_size)
    found = (epochs + 1) / factorial(n) + n * (batch_size / n) ** (epochs - 1)
    if batch_size > 1:
        found += comb(n, 2) * ((batch_size - 1) / (n - 1)) ** epochs
        found += ((batch_size - 1) / (n // 2 + 1)) ** epochs
        found += (1 / (LATE**2 * (n - 1))) ** epochs
    return found


def of_epochs_that_end_alike(n):
    """Return at most how often all epochs of batches of two end with one of the same n / 2 pairs.

    There are n (n − 1) / 2 pairs, each as likely as another to come last, and that many ways to
    choose n / 2 of them; a choice holds all E last pairs with the E-th power of its share.
    """
    pairs, few = comb(n, 2), n // 2
    return comb(pairs, few) * (few / pairs) ** of_one_training.EPOCHS


def of_ends_that_come_again():
    """Return at most how often the last of three examples, epoch for epoch, repeat themselves.

    With a period of P epochs the first P ends decide all: 3ᴾ of the 3ᴱ rows of ends, P = 1, 2, 3.
    """
    return sum(3.0 ** (period - of_one_training.EPOCHS) for period in (1, 2, 3))
