"""What PyTorch's own optimizers answer to the steps of lesson 5.

Where conventions differ:

- SGD(momentum): PyTorch's first velocity is the gradient, which is ours from zeros; the rate stands
  outside, as here.
- Adagrad, RMSprop, Adam, AdamW: ε stands outside the root, as here. The short form at the end of
  section 2 of Adam's paper adds it to the root of v and not of v̂; PyTorch does not.
- Settings that nobody gives: RMSprop's ρ is 0.99 in PyTorch (0.9 here, as its authors say), and
  Adagrad's ε 1e-10 (1e-8 here). Both are always handed over, so that it does not matter.
- AdamW: PyTorch shrinks the weights first and then takes Adam's step. The step does not look at the
  weights, so that this is the decay of the old ones.
"""

import torch


def momentum_step(w, gradients, state, learning_rate, beta=0.9):
    """At β = 0 PyTorch keeps no velocity at all, so it is asked for the smallest β that counts."""
    before = {} if state is None else {"momentum_buffer": state}
    beta = max(float(beta), 1e-30)
    names = ("momentum_buffer",)
    return _run(torch.optim.SGD, w, gradients, before, learning_rate, names, momentum=beta)


def adagrad_step(w, gradients, state, learning_rate, epsilon=1e-8):
    zeros = torch.zeros_like(_double(w))
    before = {"step": torch.tensor(0.0), "sum": zeros if state is None else state}
    return _run(torch.optim.Adagrad, w, gradients, before, learning_rate, ("sum",), eps=epsilon)


def rmsprop_step(w, gradients, state, learning_rate, rho=0.9, epsilon=1e-8):
    before = {} if state is None else {"step": torch.tensor(0.0), "square_avg": state}
    settings = {"alpha": rho, "eps": epsilon}
    return _run(
        torch.optim.RMSprop, w, gradients, before, learning_rate, ("square_avg",), **settings
    )


def adam_step(w, gradients, state, optimizer=torch.optim.Adam, **settings):
    """Also AdamW, which has one setting more."""
    names = ("exp_avg", "exp_avg_sq", "step")
    before = {}
    if state is not None:
        *moments, steps = state
        before = dict(zip(names, (*moments, torch.tensor(float(steps))), strict=True))
    betas = (float(settings.pop("beta1", 0.9)), float(settings.pop("beta2", 0.999)))
    settings = {"eps": settings.pop("epsilon", 1e-8), "betas": betas, **settings}
    return _run(optimizer, w, gradients, before, settings.pop("learning_rate"), names, **settings)


def adamw_step(w, gradients, state, weight_decay=0.01, **settings):
    settings = {"weight_decay": weight_decay, **settings}
    return adam_step(w, gradients, state, optimizer=torch.optim.AdamW, **settings)


repair_adam = adam_step


def l2_penalty(params, strength):
    """Autograd finds the gradients; what the penalty does not contain has none."""
    leaves = {name: _double(p).clone().requires_grad_() for name, p in params.items()}
    weights = [leaf for name, leaf in leaves.items() if name.startswith("W")]
    penalty = strength / 2 * torch.stack([leaf.square().sum() for leaf in weights]).sum()
    slopes = torch.autograd.grad(penalty, leaves.values(), materialize_grads=True)
    return penalty, dict(zip(leaves, slopes, strict=True))


def soft_threshold(W, threshold):
    return torch.nn.functional.softshrink(_double(W), float(threshold))


def l1_subgradient(W, strength):
    """Of all slopes at the corner of |w|, PyTorch too chooses 0."""
    leaf = _double(W).clone().requires_grad_()
    return torch.autograd.grad(
        strength * torch.nn.functional.l1_loss(leaf, torch.zeros_like(leaf), reduction="sum"), leaf
    )[0]


def proximal_step(W, gradient, learning_rate, strength):
    leaf = _double(W).clone().requires_grad_()
    leaf.grad = _double(gradient).clone()
    torch.optim.SGD([leaf], lr=float(learning_rate)).step()
    return torch.nn.functional.softshrink(leaf.detach(), float(learning_rate * strength))


def dropout_backward(dout, mask):
    x = torch.ones_like(_double(mask), requires_grad=True)
    (slope,) = torch.autograd.grad(x * _double(mask), x, _double(dout))
    return {"answers to the same question": 1, "answer": slope}


def _run(optimizer, w, gradients, before, rates, names, **settings):
    """What the probe `repeat` tells of this optimizer of PyTorch."""
    leaf = _double(w).clone().requires_grad_()
    rates = rates if isinstance(rates, list) else [rates] * len(gradients)
    settings = {k: float(v) if isinstance(v, torch.Tensor) else v for k, v in settings.items()}
    run, told = optimizer([leaf], lr=float(rates[0]), **settings), {}
    run.state[leaf] = {name: _double(part).clone() for name, part in before.items()}
    for i, (gradient, rate) in enumerate(zip(gradients, rates, strict=True)):
        run.param_groups[0]["lr"] = float(rate)
        leaf.grad = _double(gradient).clone()
        run.step()
        told[f"w after step {i + 1}"] = leaf.detach().clone()
    after = [run.state[leaf][name] for name in names]
    state = after[0] if len(after) == 1 else tuple(after)
    return {"a step that is repeated gives the same": True, **told, "the last state": state}


def _double(value):
    return torch.as_tensor(value).to(torch.float64)
