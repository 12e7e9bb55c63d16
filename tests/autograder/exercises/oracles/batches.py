"""What PyTorch answers to the exercises of lesson 3 that draw nothing at random."""

import torch
from torch.nn import functional


def per_example_gradients(X, y, w):
    X, y = X.double(), y.double()
    return torch.stack([_gradient(X[i : i + 1], y[i : i + 1], w) for i in range(len(X))])


def combine_batch_gradients(gradients, sizes):
    """The gradient of one mean over all examples, where every example of a batch has its mean."""
    rows = [g.double().expand(n, *g.shape) for g, n in zip(gradients, sizes, strict=True)]
    return torch.cat(rows).mean(dim=0)


def gradient_noise(G, batch_size, replace):
    G = G.double()
    covariance = torch.cov(G.T, correction=0).reshape(G.shape[1], G.shape[1])
    factor = 1 if replace else (len(G) - batch_size) / (len(G) - 1)
    return torch.trace(covariance) * factor / batch_size


def tail_average(path, burn_in):
    """What `torch.optim.swa_utils` keeps when it is shown the tail of the walk."""
    model = torch.nn.Linear(path.shape[1], 1, bias=False).double()
    averaged = torch.optim.swa_utils.AveragedModel(model)
    for w in path[burn_in:].double():
        model.weight.data = w.reshape(1, -1)
        averaged.update_parameters(model)
    return averaged.module.weight.detach().reshape(-1)


def _gradient(X, y, w):
    w = w.double().clone().requires_grad_()
    (functional.mse_loss(X @ w, y) / 2).backward()
    return w.grad
