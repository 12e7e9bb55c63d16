"""How often a right answer, which draws at random, fails a check by chance: upper bounds.

A right answer draws every order of the examples with the same probability. What holds of every
order (each index comes once, the sizes of the batches) never fails it; the facts below could.
"""

from math import comb, factorial

from course.probes.batches import ENOUGH, EPOCHS, LATE

ALLOWED = 1e-6  # of all runs of the check and of the grading of one exercise together


def of_case(n, batch_size):
    """Return at most how often a right answer fails a case, by the sum of its facts' chances.

    - All epochs have the same order: 1 / n! at most, and so for the order 0, 1, 2, … in all.
    - A given place holds a given example, which has to be in the batch there, with probability
      B / n at most, in all epochs with its E-th power; there are n² of such pairs.
    - Two given examples share one batch with probability (B − 1) / (n − 1) at most, and all E
      epochs with its E-th power; there are n (n − 1) / 2 pairs. The same batches in every epoch
      would be such a case.
    - By this, an epoch has B − 1 neighbours (i, i + 1) in one batch on average at most. By Markov's
      inequality it has more than n / 2 with probability 2 (B − 1) / n; all E epochs: E-th power.
    - The correlation of index and batch has mean 0 and variance 1 / (n − 1) over all orders. By
      Chebyshev's inequality it is above c with probability 1 / (c² (n − 1)); all E: E-th power.
    """
    if n < ENOUGH or batch_size >= n:
        return 0.0
    order = 2 / factorial(n)
    place = n**2 * (batch_size / n) ** EPOCHS
    together = comb(n, 2) * ((batch_size - 1) / (n - 1)) ** EPOCHS
    neighbours = (2 * (batch_size - 1) / n) ** EPOCHS
    early = (1 / (LATE**2 * (n - 1))) ** EPOCHS
    return order + place + together + neighbours + early


def of_epochs_that_end_alike(n):
    """Return at most how often all epochs of batches of two end with one of the same n / 2 pairs.

    There are n (n − 1) / 2 pairs, each as likely as another to come last, and that many ways to
    choose n / 2 of them; a choice holds all E last pairs with the E-th power of its share.
    """
    pairs, few = comb(n, 2), n // 2
    return comb(pairs, few) * (few / pairs) ** EPOCHS


def of_ends_that_come_again():
    """Return at most how often the last of three examples, epoch for epoch, repeat themselves.

    With a period of P epochs the first P ends decide all: 3ᴾ of the 3ᴱ rows of ends, P = 1, 2, 3.
    """
    return sum(3.0 ** (period - EPOCHS) for period in (1, 2, 3))
