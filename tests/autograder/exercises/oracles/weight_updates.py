"""What PyTorch answers to the exercises of lesson 1, by its own losses, autograd and SGD."""

import torch
from torch.nn import functional


def predict(X, w, b):
    return functional.linear(X, w.reshape(1, -1), torch.as_tensor(b).reshape(1).to(X)).reshape(-1)


def mse_loss(y_hat, y):
    return functional.mse_loss(y_hat, y) / 2


def mse_gradient(X, y, w, b):
    w, b = _leaf(w), _leaf(b)
    mse_loss(X @ w + b, y).backward()
    return w.grad, b.grad


def gradient_step(params, gradients, learning_rate):
    leaves = {name: _leaf(p) for name, p in params.items()}
    for name, leaf in leaves.items():
        leaf.grad = _leaf(gradients[name]).detach()
    torch.optim.SGD(leaves.values(), lr=learning_rate.item()).step()
    return leaves


def simultaneous_step(X, y, w, b, learning_rate):
    w, b = _leaf(w), _leaf(b)
    mse_loss(X @ w + b, y).backward()
    torch.optim.SGD([w, b], lr=learning_rate.item()).step()
    return w, b


def gradient_descent(gradient, w0, learning_rate, steps):
    bowl = gradient.__self__
    H, center = torch.tensor(bowl.H), torch.tensor(bowl.minimum)
    w = _leaf(w0)
    optimizer, path = torch.optim.SGD([w], lr=learning_rate.item()), [w.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        (0.5 * (w - center) @ H @ (w - center)).backward()
        optimizer.step()
        path.append(w.detach().clone())
    return w, torch.stack(path)


def logistic_loss(z, y):
    return functional.binary_cross_entropy_with_logits(z, y)


def logistic_gradient(X, y, w):
    w = _leaf(w)
    logistic_loss(X @ w, y).backward()
    return w.grad


def predicted_decrease(gradient, learning_rate):
    """Minus the slope, along the step −η g, of a function whose gradient is g."""
    rate = _leaf(0.0)
    (gradient * (rate * -learning_rate * gradient)).sum().backward()
    return -rate.grad


def repair_training(x, y, w, b, learning_rate, steps):
    w, b = _leaf(w), _leaf(b)
    optimizer, losses = torch.optim.SGD([w, b], lr=learning_rate.item()), []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = mse_loss(w * x + b, y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return w, b, torch.tensor(losses, dtype=torch.float64)


def _leaf(value):
    return torch.as_tensor(value, dtype=torch.float64).clone().requires_grad_()
