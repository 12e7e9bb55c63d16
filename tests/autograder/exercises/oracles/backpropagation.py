"""What PyTorch answers to the exercises of lesson 4, by its own layers, losses and autograd."""

import torch
from torch.nn import functional

torch.set_num_threads(1)  # several only wait for one another where other work goes on


def relu_gradient(z):
    return _slope(torch.relu, z)


def tanh_gradient(z):
    return _slope(torch.tanh, z)


def sigmoid_gradient(z):
    return _slope(torch.sigmoid, z)


def scalar_graph_backward(graph, values):
    operations = {"add": torch.add, "mul": torch.mul, "tanh": torch.tanh}
    nodes = {name: _leaf(value) for name, value in values.items() if name not in graph}
    for name, (operation, *parts) in graph.items():
        nodes[name] = operations[operation](*(nodes[part] for part in parts))
    slopes = torch.autograd.grad(nodes[list(graph)[-1]], nodes.values(), materialize_grads=True)
    return dict(zip(nodes, slopes, strict=True))


def softmax(z):
    return torch.softmax(_leaf(z), dim=1)


def cross_entropy(z, y):
    z = _leaf(z)
    loss = functional.cross_entropy(z, _classes(y))
    loss.backward()
    return loss, z.grad


def affine_forward(x, W, b):
    return functional.linear(_leaf(x), _leaf(W).T, _leaf(b)), (x, W)


def affine_backward(dout, cache):
    (x, W), b = map(_leaf, cache), _leaf(torch.zeros(dout.shape[1]))
    functional.linear(x, W.T, b).backward(_leaf(dout))
    return x.grad, W.grad, b.grad


def mlp_forward(X, params):
    return network(_leaf(X), params)


def mlp_backward(dscores, inputs, params):
    leaves = {name: _leaf(p) for name, p in params.items()}
    network(_leaf(inputs[0]), leaves)[0].backward(_leaf(dscores))
    return {name: leaf.grad for name, leaf in leaves.items()}


def train_step(X, y, params, learning_rate):
    leaves = {name: _leaf(p) for name, p in params.items()}
    loss = functional.cross_entropy(network(_leaf(X), leaves)[0], _classes(y))
    loss.backward()
    torch.optim.SGD(leaves.values(), lr=float(learning_rate)).step()
    return leaves, loss


def overfit_tiny(X, y, params, learning_rate, target, max_steps):
    new, loss = train_step(X, y, params, learning_rate)
    losses = [loss]
    while losses[-1] >= target and len(losses) <= max_steps:
        params = new
        new, loss = train_step(X, y, params, learning_rate)
        losses.append(loss)
    return params, torch.stack(losses)


def network(X, params):
    """The scores of a network of ReLU layers, and what came into each of its layers."""
    a, inputs, depth = X, [], len(params) // 2
    for k in range(1, depth + 1):
        inputs.append(a)
        a = functional.linear(a, _double(params[f"W{k}"]).T, _double(params[f"b{k}"]))
        a = functional.relu(a) if k < depth else a
    return a, inputs


def losses_in_training(X, y, params, learning_rate, steps):
    """The losses of the first steps of gradient descent with torch.optim.SGD."""
    leaves = {name: _leaf(p) for name, p in params.items()}
    optimizer, losses = torch.optim.SGD(leaves.values(), lr=learning_rate), []
    X, y = torch.tensor(X, dtype=torch.float64), _classes(y)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = functional.cross_entropy(network(X, leaves)[0], y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def _slope(activation, z):
    z = _leaf(z)
    activation(z).sum().backward()
    return z.grad


def _leaf(value):
    return _double(value).detach().clone().requires_grad_()


def _double(value):
    return torch.as_tensor(value).to(torch.float64)


def _classes(y):
    return torch.as_tensor(y).to(torch.int64)
