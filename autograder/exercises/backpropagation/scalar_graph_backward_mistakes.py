"""Known mistakes of `scalar_graph_backward`: the order, the start, and what is passed on."""

from operator import add, mul

from autograder.exercises.backpropagation.local_slopes import local_slopes


def _swept(
    graph, values, *, order=reversed, start=None, seed=1.0, local=local_slopes, along=mul, keep=True
):
    """The right sweep with one thing changed."""
    slopes = dict.fromkeys(values, 0.0)
    slopes[start or list(graph)[-1]] = seed
    for node in order(list(graph)):
        for part, slope in local(node, graph, values):
            slopes[part] = along(slopes[node], slope) + (slopes[part] if keep else 0.0)
    return slopes


def overwritten(graph, values):
    """A node that is used twice keeps only what the last user passed to it: contributions have
    to be added up.
    """
    return _swept(graph, values, keep=False)


def from_the_start(graph, values):
    """The nodes were taken in the order of computation: when a node passes on its slope, it has
    not got it yet. Go from the end to the start.
    """
    return _swept(graph, values, order=iter)


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
        for part, slope in local_slopes(node, graph, values):
            slopes[part] += slopes[node] * slope
            waiting.append(part)
    return slopes


def own_factor(graph, values):
    """In a product each factor got its own value; the slope of u v with respect to u is v, the
    other one.
    """

    def local(node, graph, values):
        operation, *parts = graph[node]
        if operation == "mul":
            return [(part, values[part]) for part in parts]
        return local_slopes(node, graph, values)

    return _swept(graph, values, local=local)


def without_upstream(graph, values):
    """Only the local slopes were passed on; each has to be multiplied by the slope of the node
    that passes it.
    """
    return _swept(graph, values, along=lambda upstream, slope: slope)


def starts_with_the_value(graph, values):
    """The sweep began with the value of the last node; its slope with respect to itself is 1."""
    return _swept(graph, values, seed=values[list(graph)[-1]])


def starts_with_zero(graph, values):
    """All slopes are 0: nothing was put in at the end. The slope of the last node with respect
    to itself is 1.
    """
    return _swept(graph, values, seed=0.0)


def begins_at_the_last_value(graph, values):
    """The sweep began at the last entry of `values`, which may hold the nodes in any order; the
    last node is the last one of `graph`.
    """
    return _swept(graph, values, start=list(values)[-1])


def tanh_of_the_input(graph, values):
    """The slope of tanh was computed from its input; 1 − y² wants the output y, the value of the
    node itself.
    """

    def local(node, graph, values):
        operation, *parts = graph[node]
        if operation == "tanh":
            return [(parts[0], 1 - values[parts[0]] ** 2)]
        return local_slopes(node, graph, values)

    return _swept(graph, values, local=local)


def added_upstream(graph, values):
    """The local slope was added to the slope of the node; along a chain, slopes are multiplied."""
    return _swept(graph, values, along=add)


def a_sum_shared(graph, values):
    """A sum halved what it got; it passes its whole slope to both parts, since each of them
    moves the sum by as much as itself.
    """

    def local(node, graph, values):
        operation, *parts = graph[node]
        if operation == "add":
            return [(part, 0.5) for part in parts]
        return local_slopes(node, graph, values)

    return _swept(graph, values, local=local)
