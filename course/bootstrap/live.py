"""One line that tells how far a set-up is."""

import shutil
import sys
import time


class LiveLine:
    """A line that is overwritten on a terminal, and printed now and then elsewhere.

    Parameters
    ----------
    stream : text stream, optional
        Standard output by default.
    every : float
        Seconds between two lines where lines cannot be overwritten.
    """

    def __init__(self, stream=None, every=15.0):
        self._stream = stream or sys.stdout
        self._every = every
        self._start = self._last = time.monotonic()
        self._shown = False

    @property
    def seconds(self):
        return time.monotonic() - self._start

    def show(self, text):
        """Tell `text` and the seconds gone."""
        line = f"  {text}, {self.seconds:.0f} s"
        if self._stream.isatty():
            width = shutil.get_terminal_size().columns - 1
            self._write(f"\r{line[:width]:<{width}}")
            self._shown = True
        elif time.monotonic() - self._last >= self._every:
            self._last = time.monotonic()
            self._write(f"{line}\n")

    def clear(self):
        """Make room for an ordinary line."""
        if self._shown:
            self._write("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r")
            self._shown = False

    def _write(self, text):
        self._stream.write(text)
        self._stream.flush()
