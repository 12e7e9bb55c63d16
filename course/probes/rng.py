"""A seed that stands in a case for a random generator."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Rng:
    """A case argument that becomes `numpy.random.default_rng(seed)`, anew at each call."""

    seed: int

    def generator(self):
        """Return a fresh generator, at the start of its stream."""
        return np.random.default_rng(self.seed)
