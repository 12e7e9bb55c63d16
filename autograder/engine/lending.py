"""A test cell that deletes or rebinds a learner's name does so in the learner's notebook too.

The name of a function is taken away, or a stand-in of the test's put in its place, to see whether
another function uses it: `del squares`, `squares = counted`.
"""

import ast
from functools import lru_cache

TELL = "_autograder_tell"  # the name under which a rewritten cell finds `Teller`


class Teller:
    """Tells the player what a name is now."""

    def __init__(self, link, space):
        self._link, self._space = link, space

    def __call__(self, name):
        if name in self._space:
            self._link.bind(name, self._space[name])
        else:
            self._link.unbind(name)


def telling(source, names):
    """Return a cell's source that calls `TELL` after each statement that changes one of `names`.

    It is the source itself where no statement does, or where it is not plain Python.
    """
    return _told(source, frozenset(names))


@lru_cache(maxsize=4096)
def _told(source, names):
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return source
    visitor = _Visitor(names)
    visitor.visit(tree)
    return ast.unparse(ast.fix_missing_locations(tree)) if visitor.found else source


class _Visitor(ast.NodeTransformer):
    """Adds the calls, to statements of the cell itself and not of functions in it."""

    def __init__(self, names):
        self._names, self.found = names, False

    def generic_visit(self, node):
        for field in ("body", "orelse", "finalbody", "handlers"):
            if isinstance(getattr(node, field, None), list):
                setattr(node, field, self._block(getattr(node, field)))
        return node

    def _block(self, statements):
        kept = []
        for statement in statements:
            definition = isinstance(statement, ast.FunctionDef | ast.ClassDef)
            kept.append(statement if definition else self.visit(statement))
            for name in sorted(_changes(statement) & self._names):
                call = ast.Call(ast.Name(TELL, ast.Load()), [ast.Constant(name)], [])
                kept.append(ast.Expr(call))
                self.found = True
        return kept


def _changes(statement):
    """The names that a simple statement or a definition binds or deletes."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if not isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Delete):
        return set()
    parts = (part for part in ast.walk(statement) if isinstance(part, ast.Name))
    return {part.id for part in parts if isinstance(part.ctx, ast.Store | ast.Del)}
