"""A player that is replaced when a cell or a call ended it, so that the rest is still graded."""

from autograder.engine.link import PlayerGone
from autograder.engine.reading import EVERYTHING
from autograder.engine.standin import LearnerError

REVIVALS = 5  # of one notebook; each runs the earlier cells once more


class Session:
    """Runs a notebook's cells one after the other in players of one nursery."""

    def __init__(self, nursery, files=None):
        self._nursery, self._revivals, self._ran = nursery, REVIVALS, []
        self._files = files or {}
        self.link = self._fork()
        self.ends = []  # why players ended

    def run(self, source, pictures=True, names=()):
        """Run a cell and return its outputs; what ends the player is an error of this cell.

        `names` are those that will be asked for next.
        """
        try:
            outputs, _ = self.ready().run(source, pictures, names)
        except PlayerGone as error:
            self.ends.append(str(error))
            return [_error("PlayerGone", str(error))]
        except Exception as error:  # noqa: BLE001 the cell broke the machinery that runs it
            return [_error(type(error).__name__, str(error))]
        self._ran.append(source)
        return outputs

    def names(self, texts, names):
        """Return for each text of the learner's which names it reads; all where unknown."""
        try:
            return self.ready().read_by(texts, names)
        except PlayerGone:
            return [[EVERYTHING]]

    def ready(self):
        """Return a link to a living player in which all cells so far have run.

        Raises
        ------
        PlayerGone
            Players ended too often.
        """
        if not self.link.alive:
            if self._revivals == 0:
                raise PlayerGone(f"its process ended {REVIVALS + 1} times; the rest was not run")
            self._revivals -= 1
            self.link = self._fork()
            for source in self._ran:
                self._replay(source)
        return self.link

    def spent(self):
        """Return the CPU seconds of the learner's code in its last player and of what it called."""
        try:
            return float(self.link.spent())
        except (PlayerGone, LearnerError, TypeError, ValueError):
            return 0.0

    def close(self):
        """End the player."""
        self.link.close()

    def _fork(self):
        link = self._nursery.fork()
        for place, content in self._files.items():
            link.give(place, content)
        return link

    def _replay(self, source):
        try:
            self.link.run(source, pictures=False)
        except LearnerError:
            return


def _error(name, text):
    line = f"{name}: {text}"
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [line]}
