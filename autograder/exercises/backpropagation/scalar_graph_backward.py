"""The backward sweep through a small graph of numbers."""

import math

from autograder.exercise import Exercise
from autograder.exercises.backpropagation import scalar_graph_backward_mistakes
from autograder.exercises.backpropagation.local_slopes import local_slopes


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

exercise.misconceptions_from(scalar_graph_backward_mistakes)


@exercise.variant
def one_path_after_the_other(graph, values):
    slopes = dict.fromkeys(values, 0.0)

    def follow(node, slope):
        slopes[node] += slope
        if node in graph:
            for part, local in local_slopes(node, graph, values):
                follow(part, slope * local)

    follow(list(graph)[-1], 1.0)
    return slopes


@exercise.variant
def asked_by_each_node(graph, values):
    last = list(graph)[-1]

    def slope(node):
        total = 1.0 if node == last else 0.0
        for user in graph:
            for part, local in local_slopes(user, graph, values):
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
