"""Which cells of a submission have to run: all but those that no answer and no test hangs on."""

from autograder.engine.reading import EVERYTHING, bound_names, changed_names, global_names
from autograder.engine.template import UNGRADED


def needed(cells, names_of):
    """Return a bool for each `Placed` cell.

    An instructor's cell with the tag `ungraded` is skipped, unless something that runs later
    reads a name that the cell binds or changes. Explorers, predictions and pictures are such
    cells; skipping them is most of the engine's speed.

    Parameters
    ----------
    cells : sequence of Placed
    names_of : callable
        names_of(texts, names) tells for each of a list of learners' texts which of the names it
        reads; called once.
    """
    if not any(map(_skippable, cells)):
        return [placed.kind == "code" for placed in cells]
    modules = _imported(cells)
    made = [_made(placed, modules) for placed in cells]
    wanted, runs = _read_by_learner(cells, names_of, set().union(*made)), []
    for placed, own in zip(reversed(cells), reversed(made), strict=True):
        feeds = not _skippable(placed) or EVERYTHING in wanted or bool(wanted & own)
        runs.append(placed.kind == "code" and feeds)
        if runs[-1] and not _learners(placed):
            wanted |= global_names(placed.source)
    return runs[::-1]


def _read_by_learner(cells, names_of, made):
    texts = [placed.source for placed in cells if placed.kind == "code" and _learners(placed)]
    return {name for names in names_of(texts, made) for name in names}


def _made(placed, modules):
    """The names that a cell binds or changes, if it may be skipped."""
    if placed.kind != "code" or not _skippable(placed):
        return frozenset()
    return bound_names(placed.source) | (changed_names(placed.source) - modules)


def _learners(placed):
    return placed.cell is None or placed.cell.solution


def _skippable(placed):
    return placed.cell is not None and UNGRADED in placed.cell.metadata.get("tags", ())


def _imported(cells):
    """Names that the instructor's locked cells bind: modules, whose functions change no name."""
    own = (placed for placed in cells if placed.cell is not None and placed.cell.locked)
    return {name for placed in own for name in bound_names(placed.source)}
