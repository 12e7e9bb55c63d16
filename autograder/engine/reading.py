"""What a cell's code reads and binds, seen from its text without running it.

A learner's text is read in the player alone: a text can be so made that it brings a parser down.
"""

import ast
import re
import symtable
from functools import lru_cache
from types import CodeType

EVERYTHING = "*"
QUIET = ("course", "matplotlib")  # who does not use them does not notice whether they are imported
_ROUNDABOUT = re.compile(r"\b(globals|locals|vars|eval|exec|getattr|get_ipython|__main__)\b")


@lru_cache(maxsize=4096)
def global_names(source):
    """Return the names that a cell's code takes from the notebook, those inside functions too.

    `EVERYTHING` is among them where the code can get at names in ways that are not seen here.
    """
    tables, names = _symbols(source), set()
    while tables:
        table = tables.pop()
        tables += table.get_children()
        inside = table.get_type() != "module"
        read = (symbol for symbol in table.get_symbols() if symbol.is_referenced())
        names |= {symbol.get_name() for symbol in read if symbol.is_global() or not inside}
    return frozenset(names | {EVERYTHING} if is_roundabout(source) else names)


def is_roundabout(source):
    """Tell whether a cell's code may get at names in ways that are not seen in it."""
    return bool(_ROUNDABOUT.search(source))


def names_in(codes):
    """Return all names in compiled code that are not local to a function, attributes among them."""
    codes, names = list(codes), set()
    while codes:
        code = codes.pop()
        names.update(code.co_names)
        codes += (inner for inner in code.co_consts if isinstance(inner, CodeType))
    return names


def _symbols(source):
    """The symbol table of a cell in a list, which is empty where the cell has a syntax error."""
    for read in (str, _transformed):  # most cells are plain Python, and IPython's reading is slow
        try:
            return [symtable.symtable(read(source), "cell", "exec")]
        except (SyntaxError, ValueError):
            continue
    return []


@lru_cache(maxsize=4096)
def free_names(source):
    """Return the names that a cell's code reads."""
    tree = _parsed(source)
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} if tree else set()


@lru_cache(maxsize=4096)
def bound_names(source):
    """Return the names that a cell's code binds at its top level."""
    tree = _parsed(source)
    names = set()
    for node in tree.body if tree else ():
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(item.asname or item.name).split(".")[0] for item in node.names}
        else:
            names |= {
                inner.id
                for inner in ast.walk(node)
                if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
            }
    return names


@lru_cache(maxsize=4096)
def changed_names(source):
    """Return the names whose objects a cell may change: `x[0] = 1`, `x.y = 1`, `x.append(1)`."""
    tree = _parsed(source)
    parts = (node for node in ast.walk(tree)) if tree else ()
    targets = []
    for node in parts:
        if isinstance(node, ast.Call):
            targets.append(node.func)
        elif isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
            targets.append(node)
    roots = (_root(target) for target in targets if not isinstance(target, ast.Name))
    return {root for root in roots if root}


@lru_cache(maxsize=4096)
def definitions(source):
    """Return the imports, functions and classes of a cell as source, "" if there are none."""
    tree = _parsed(source)
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    kept = [node for node in tree.body if isinstance(node, kinds)] if tree else []
    return "\n".join(ast.unparse(node) for node in kept)


def without_idle_imports(source, wanted):
    """Return a cell without its imports of `QUIET` packages that bind no name of `wanted`.

    Every other line stays where it was. A cell that is not plain Python is left alone.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    lines = source.split("\n")
    for node in tree.body if EVERYTHING not in wanted else ():
        own = slice(node.lineno - 1, node.end_lineno)
        text = ast.get_source_segment(source, node)
        if isinstance(node, ast.Import | ast.ImportFrom) and "\n".join(lines[own]) == text:
            node.names = [item for item in node.names if not _idle(item, node, wanted)]
            rest = ast.unparse(node) if node.names else ""
            lines[own] = [rest, *[""] * (node.end_lineno - node.lineno)]
    return "\n".join(lines)


def _idle(item, node, wanted):
    package = "." if getattr(node, "level", 0) else (getattr(node, "module", "") or item.name)
    name = (item.asname or item.name).split(".")[0]
    return package.split(".")[0] in QUIET and name != "*" and name not in wanted


def _root(node):
    """The name at the start of `name.a[b].c`, "" where it starts otherwise."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


@lru_cache(maxsize=4096)
def _parsed(source):
    """The tree of a cell; None where it has a syntax error."""
    try:
        return ast.parse(_transformed(source))
    except SyntaxError:
        return None


def _transformed(source):
    """A cell whose magics IPython has made plain Python."""
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)
