"""What keeps a player from everything but its own work: layers, probed at start and named."""

from autograder.engine.sandbox.layers import Layers, probe
from autograder.engine.sandbox.limits import Limits

__all__ = ["Layers", "Limits", "probe"]
