"""Training against the clock, in the background: how low the loss is after so many seconds."""

import threading
import time

import numpy as np

from course.explorers.batches.digits import loss, training

MARKS = np.geomspace(0.001, 1.0, 31)  # seconds of training at which the loss is noted
LIMIT = 5.0  # seconds for all together, whatever the machine
NEWS = 0.1  # seconds between two pieces of news


class Stopwatch:
    """One measurement: every contender trains for a second, one after the other.

    Only training counts on a contender's clock; working out the loss of all examples does not.

    Parameters
    ----------
    contenders : dict
        {batch size: learning rate}
    tell : callable
        `tell(stopwatch)` is called now and then, and at the end, from the background.
    """

    def __init__(self, contenders, tell):
        self.ended = False
        self._contenders, self._tell = contenders, tell
        self._noted = {size: [] for size in contenders}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        """Begin in the background and return at once."""
        self._began = self._told = time.perf_counter()
        self._thread.start()

    def stop(self):
        """End it as it stands."""
        self._stop.set()

    def join(self):
        """Wait until it has ended."""
        self._thread.join()

    def curve(self, size):
        """Return the points (seconds, loss) of a batch size so far: shape (T, 2)."""
        return np.array(self._noted[size]).reshape(-1, 2)

    @property
    def progress(self):
        """How much is done, from 0 to 1."""
        return sum(map(len, self._noted.values())) / (len(MARKS) * len(self._noted))

    @property
    def cut(self):
        """Tell whether it ended before everybody had had a second."""
        return self.ended and self.progress < 1

    def _run(self):
        try:
            for size, rate in self._contenders.items():
                self._train(size, rate)
        finally:
            self.ended = True
            self._tell(self)

    def _train(self, size, rate):
        clock, steps = 0.0, training(size, rate)
        for mark in MARKS:
            while clock < mark:
                before = time.perf_counter()
                if self._stop.is_set() or before - self._began > LIMIT:
                    return
                _, W = next(steps)
                clock += time.perf_counter() - before
            self._noted[size].append((clock, loss(W)))
            self._give_news()

    def _give_news(self):
        now = time.perf_counter()
        if now - self._told > NEWS:
            self._told = now
            self._tell(self)
