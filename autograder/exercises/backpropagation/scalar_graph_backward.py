"""The backward sweep through a small graph of numbers."""

import math

from autograder.exercise import Exercise


def scalar_graph_backward(graph, values):
    """Return the slope of the last node with respect to every node of a graph.

    A node is computed from others by one of three operations, whose local slopes are
    add: u + v → 1 and 1; mul: u v → v and u; tanh: y = tanh(u) → 1 − y².
    Each node passes to those that it was computed from: its own slope times the local one. A node
    that was used several times receives the sum of all that is passed to it.

    Parameters
    ----------
    graph : dict
        {node: (operation, node, …)} in the order of computation, such as
        {"c": ("mul", "a", "b"), "d": ("add", "c", "a")}; a node may be used more than once.
    values : dict
        {node: number} of all nodes, those at the start included, in any order.

    Returns
    -------
    dict
        {node: slope of the last node of `graph` with respect to it}, for every node in `values`;
        1 for the last node itself, 0 for one on which it does not depend.

    Examples
    --------
    >>> graph = {"c": ("mul", "a", "b"), "d": ("add", "c", "a")}  # d = a b + a
    >>> scalar_graph_backward(graph, {"a": 2.0, "b": 3.0, "c": 6.0, "d": 8.0})
    {'a': 4.0, 'b': 2.0, 'c': 1.0, 'd': 1.0}
    """
    slopes = dict.fromkeys(values, 0.0)
    slopes[list(graph)[-1]] = 1.0
    for node, (operation, *parts) in reversed(graph.items()):
        upstream = slopes[node]
        if operation == "add":
            slopes[parts[0]] += upstream
            slopes[parts[1]] += upstream
        elif operation == "mul":
            slopes[parts[0]] += upstream * values[parts[1]]
            slopes[parts[1]] += upstream * values[parts[0]]
        else:
            slopes[parts[0]] += upstream * (1 - values[node] ** 2)
    return slopes


OPERATIONS = {"add": sum, "mul": math.prod, "tanh": lambda numbers: math.tanh(numbers[0])}


def _case(graph, *, backwards=False, **values):
    """The values of all nodes are computed here, in the order of the graph."""
    for node, (operation, *parts) in graph.items():
        values[node] = OPERATIONS[operation]([values[part] for part in parts])
    order = reversed(values) if backwards else values
    return dict(graph=graph, values={node: values[node] for node in order})


exercise = Exercise(
    scalar_graph_backward,
    points=2,
    minutes=20,
    difficulty=2,
    shown={
        "e = (a + b) c: every node is used once": _case(
            {"d": ("add", "a", "b"), "e": ("mul", "d", "c")}, a=2.0, b=-5.0, c=4.0
        ),
        "d = a b + a: a node is used twice": _case(
            {"c": ("mul", "a", "b"), "d": ("add", "c", "a")}, a=2.0, b=3.0
        ),
        "c = a a: a node meets itself": _case({"c": ("mul", "a", "a")}, a=3.0),
        "y = tanh(w x + b), then y y + y w": _case(
            {
                "p": ("mul", "w", "x"),
                "z": ("add", "p", "b"),
                "y": ("tanh", "z"),
                "q": ("mul", "y", "y"),
                "r": ("mul", "y", "w"),
                "s": ("add", "q", "r"),
            },
            w=0.5,
            x=2.0,
            b=-1.5,
        ),
        "a middle node is used early and late, the values in another order": _case(
            {
                "c": ("add", "a", "b"),
                "d": ("mul", "c", "a"),
                "e": ("mul", "d", "b"),
                "f": ("add", "e", "c"),
                "g": ("mul", "f", "c"),
            },
            backwards=True,
            a=2.0,
            b=-3.0,
        ),
    },
    hidden={
        "a node that is never used": _case(
            {"c": ("mul", "a", "b"), "unused": ("add", "a", "c"), "d": ("mul", "c", "c")},
            a=1.5,
            b=-0.5,
        ),
        "the same node twice in a sum": _case(
            {"b": ("add", "a", "a"), "c": ("tanh", "b"), "d": ("mul", "c", "a")}, a=0.3
        ),
        "whole numbers": _case(
            {"c": ("mul", "a", "b"), "d": ("mul", "c", "a"), "e": ("add", "d", "c")}, a=3, b=-2
        ),
        "a long chain": _case(
            {f"n{i + 1}": ("mul", f"n{i}", "k" if i % 2 else f"n{i}") for i in range(6)},
            n0=1.1,
            k=0.7,
        ),
    },
    hints=(
        (
            "Begin with a slope of 0 for every node and 1 for the last. Then take the nodes one "
            "by one and let each pass on what it has. In which order must that go?"
        ),
        (
            "reversed(graph.items()) goes from the last node to the first, so that each node has "
            "got everything from its users before it passes anything on."
        ),
        (
            "In a product each factor gets the slope of the product times the other factor. "
            "Passing means adding to what is there already: the node may have other users."
        ),
    ),
)


def _swept(graph, values, *, order=reversed, add=True, seed=1.0, local=None):
    """A sweep with one thing changed; `local` gives other local slopes."""
    local = local or _local
    slopes = dict.fromkeys(values, 0.0)
    slopes[list(graph)[-1]] = seed
    for node, (operation, *parts) in order(list(graph.items())):
        for part, slope in zip(parts, local(operation, parts, node, values), strict=True):
            slopes[part] = slopes[node] * slope + (slopes[part] if add else 0.0)
    return slopes


def _local(operation, parts, node, values):
    if operation == "add":
        return 1.0, 1.0
    if operation == "mul":
        return values[parts[1]], values[parts[0]]
    return (1 - values[node] ** 2,)


@exercise.misconception
def overwritten(graph, values):
    """A node that is used twice keeps only what the last user passed to it: contributions have
    to be added up.
    """
    return _swept(graph, values, add=False)


@exercise.misconception
def from_the_start(graph, values):
    """The nodes were taken in the order of computation: when a node passes on its slope, it has
    not got it yet. Go from the end to the start.
    """
    return _swept(graph, values, order=iter)


@exercise.misconception
def at_first_sight(graph, values):
    """A node passed on its slope when the first of its users had reached it; it has to wait
    until all of them have.
    """
    slopes, waiting, seen = dict.fromkeys(values, 0.0), [list(graph)[-1]], set()
    slopes[waiting[0]] = 1.0
    while waiting:
        node = waiting.pop(0)
        if node in seen or node not in graph:
            continue
        seen.add(node)
        operation, *parts = graph[node]
        for part, slope in zip(parts, _local(operation, parts, node, values), strict=True):
            slopes[part] += slopes[node] * slope
            waiting.append(part)
    return slopes


@exercise.misconception
def own_factor(graph, values):
    """In a product each factor got its own value; the slope of u v with respect to u is v, the
    other one.
    """

    def local(operation, parts, node, values):
        if operation == "mul":
            return tuple(values[part] for part in parts)
        return _local(operation, parts, node, values)

    return _swept(graph, values, local=local)


@exercise.misconception
def without_upstream(graph, values):
    """Only the local slopes were passed on; each has to be multiplied by the slope of the node
    that passes it.
    """
    slopes = dict.fromkeys(values, 0.0)
    slopes[list(graph)[-1]] = 1.0
    for node, (operation, *parts) in reversed(graph.items()):
        for part, slope in zip(parts, _local(operation, parts, node, values), strict=True):
            slopes[part] += slope
    return slopes


@exercise.misconception
def starts_with_the_value(graph, values):
    """The sweep began with the value of the last node; its slope with respect to itself is 1."""
    return _swept(graph, values, seed=values[list(graph)[-1]])


@exercise.misconception
def starts_with_zero(graph, values):
    """All slopes are 0: nothing was put in at the end. The slope of the last node with respect
    to itself is 1.
    """
    return _swept(graph, values, seed=0.0)


@exercise.misconception
def begins_at_the_last_value(graph, values):
    """The sweep began at the last entry of `values`, which may hold the nodes in any order; the
    last node is the last one of `graph`.
    """
    slopes = dict.fromkeys(values, 0.0)
    slopes[list(values)[-1]] = 1.0
    for node, (operation, *parts) in reversed(graph.items()):
        for part, slope in zip(parts, _local(operation, parts, node, values), strict=True):
            slopes[part] += slopes[node] * slope
    return slopes


@exercise.misconception
def tanh_of_the_input(graph, values):
    """The slope of tanh was computed from its input; 1 − y² wants the output y, the value of the
    node itself.
    """

    def local(operation, parts, node, values):
        if operation == "tanh":
            return (1 - values[parts[0]] ** 2,)
        return _local(operation, parts, node, values)

    return _swept(graph, values, local=local)


@exercise.misconception
def added_upstream(graph, values):
    """The local slope was added to the slope of the node; along a chain, slopes are multiplied."""
    slopes = dict.fromkeys(values, 0.0)
    slopes[list(graph)[-1]] = 1.0
    for node, (operation, *parts) in reversed(graph.items()):
        for part, slope in zip(parts, _local(operation, parts, node, values), strict=True):
            slopes[part] += slopes[node] + slope
    return slopes


@exercise.misconception
def a_sum_shared(graph, values):
    """A sum halved what it got; it passes its whole slope to both parts, since each of them
    moves the sum by as much as itself.
    """

    def local(operation, parts, node, values):
        return (0.5, 0.5) if operation == "add" else _local(operation, parts, node, values)

    return _swept(graph, values, local=local)


@exercise.variant
def one_path_after_the_other(graph, values):
    slopes = dict.fromkeys(values, 0.0)

    def follow(node, slope):
        slopes[node] += slope
        if node in graph:
            operation, *parts = graph[node]
            for part, local in zip(parts, _local(operation, parts, node, values), strict=True):
                follow(part, slope * local)

    follow(list(graph)[-1], 1.0)
    return slopes


@exercise.variant
def asked_by_each_node(graph, values):
    last = list(graph)[-1]

    def slope(node):
        total = 1.0 if node == last else 0.0
        for user, (operation, *parts) in graph.items():
            for part, local in zip(parts, _local(operation, parts, user, values), strict=True):
                total += slope(user) * local if part == node else 0.0
        return total

    return {node: slope(node) for node in values}


@exercise.fresh
def fresh(rng):
    names = ["a", "b", "c"]
    graph = {}
    for i in range(6):
        operation = str(rng.choice(["add", "mul", "mul", "tanh"]))
        parts = [str(rng.choice(names)) for _ in range(1 if operation == "tanh" else 2)]
        graph[f"n{i}"] = (operation, *parts)
        names.append(f"n{i}")
    return _case(graph, **dict(zip("abc", rng.normal(size=3).tolist(), strict=True)))
