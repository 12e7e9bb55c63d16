"""The slopes of a graph's operations, which answers to `scalar_graph_backward` pass on."""


def local_slopes(node, graph, values):
    """Return (part, slope of the node with respect to it) for each part of a node."""
    operation, *parts = graph[node]
    if operation == "add":
        slopes = 1.0, 1.0
    elif operation == "mul":
        slopes = values[parts[1]], values[parts[0]]
    else:
        slopes = (1 - values[node] ** 2,)
    return list(zip(parts, slopes, strict=True))
