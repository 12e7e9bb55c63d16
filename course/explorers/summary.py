"""What a picture says in words, at each position of its sliders."""

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Summary:
    """One sentence for each position of the sliders in `over`.

    `texts` is one text, or nested lists of shape (lengths of the sliders in `over`).
    """

    texts: object
    over: tuple = ()

    def spec(self, lengths):
        """What the browser needs to know; `lengths` is {slider: number of positions}."""
        texts = [str(text) for text in np.ravel(np.asarray(self.texts, dtype=object))]
        expected = math.prod(lengths[name] for name in self.over)
        if len(texts) != expected:
            raise ValueError(
                f"Summary over {self.over}: got {len(texts)} texts, expected {expected}"
            )
        return {"texts": texts, "over": list(self.over)}


def picture_of(over, index, lengths):
    """Return which picture belongs to the positions `index`: a number of mixed radix.

    The last slider of `over` runs fastest, as in a C-ordered array.
    """
    picture = 0
    for name in over:
        picture = picture * lengths[name] + index[name]
    return picture
