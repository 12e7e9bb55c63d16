"""What PyTorch answers to the exercises of lesson 2: autograd, linalg, SGD and its schedulers."""

import torch
from torch.optim import lr_scheduler


def quadratic_path(H, w0, learning_rate, steps):
    H, w = H.double(), w0.double().clone().requires_grad_()
    optimizer, path = torch.optim.SGD([w], lr=learning_rate.item()), [w.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        (0.5 * w @ H @ w).backward()
        optimizer.step()
        path.append(w.detach().clone())
    return torch.stack(path)


def critical_learning_rate(H):
    return 2 / torch.linalg.matrix_norm(H.double(), ord=2)


def convergence_rate(H, learning_rate):
    H = H.double()
    step = torch.eye(len(H), dtype=torch.float64) - learning_rate * H
    return torch.linalg.matrix_norm(step, ord=2)


def best_learning_rate(H):
    curvatures = torch.linalg.svdvals(H.double())
    return 2 / (curvatures[0] + curvatures[-1])


def standardize(X_train, X_new):
    X_train, X_new = X_train.double(), X_new.double()
    deviation = torch.std(X_train, dim=0, unbiased=False)
    deviation[deviation == 0] = 1
    return (X_train - X_train.mean(0)) / deviation, (X_new - X_train.mean(0)) / deviation


def step_decay(t, initial_rate, factor, every):
    return _asked(
        t, initial_rate, lambda optimizer: lr_scheduler.StepLR(optimizer, every, factor.item())
    )


def exponential_decay(t, initial_rate, decay):
    share = torch.exp(-decay).item()
    return _asked(
        t, initial_rate, lambda optimizer: lr_scheduler.ExponentialLR(optimizer, gamma=share)
    )


def inverse_time_decay(t, initial_rate, decay):
    return _asked(
        t,
        initial_rate,
        lambda optimizer: lr_scheduler.LambdaLR(optimizer, lambda n: 1 / (1 + decay.item() * n)),
    )


def cosine_schedule(t, initial_rate, total, lowest_rate):
    """PyTorch's rate rises again after T; every step from T on is therefore asked for at T."""
    rates = _asked(
        [min(step, total) for step in t], initial_rate, lambda o: _cosine(o, total, lowest_rate)
    )
    return dict(zip(_names(t), rates.values(), strict=True))


def warmup_cosine(t, peak_rate, warmup, total, lowest_rate):
    """The ramp by LambdaLR, then CosineAnnealingLR, whose clock starts after the ramp."""
    up = _asked(
        [min(step, warmup) for step in t],
        peak_rate,
        lambda o: lr_scheduler.LambdaLR(o, lambda n: (n + 1) / max(warmup, 1)),
    )
    down = _asked(
        [min(max(step - warmup, 0), total - warmup) for step in t],
        peak_rate,
        lambda o: _cosine(o, total - warmup, lowest_rate),
    )
    pairs = zip(t, _names(t), up.values(), down.values(), strict=True)
    return {name: ramp if step < warmup else fall for step, name, ramp, fall in pairs}


def PlateauSchedule(construct, calls):
    """PyTorch waits for one more bad epoch than its patience says."""
    optimizer = _optimizer(construct["learning_rate"])
    schedule = lr_scheduler.ReduceLROnPlateau(
        optimizer,
        factor=float(construct["factor"]),
        patience=construct["patience"] - 1,
        threshold=0.0,
        eps=0.0,
    )
    rates = []
    for _, loss in calls:
        schedule.step(float(loss))
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


def repair_decay(X, y, initial_rate, decay, steps):
    X, y = X.double(), y.double()
    w = torch.zeros(X.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer, losses = torch.optim.SGD([w], lr=initial_rate.item()), []
    schedule = lr_scheduler.LambdaLR(optimizer, lambda n: 1 / (1 + decay.item() * n))
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(X @ w, y) / 2
        loss.backward()
        losses.append(loss.item())
        optimizer.step()
        schedule.step()
    return w, torch.tensor(losses, dtype=torch.float64)


def _optimizer(rate):
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=float(rate))


def _cosine(optimizer, total, lowest):
    return lr_scheduler.CosineAnnealingLR(optimizer, total, eta_min=float(lowest))


def _asked(t, initial_rate, make):
    """The rates of the steps t as a timetable; a scheduler is walked to the last of them."""
    optimizer = _optimizer(initial_rate)
    schedule, rates = make(optimizer), []
    for _ in range(max(t) + 1):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return dict(zip(_names(t), (rates[step] for step in t), strict=True))


def _names(t):
    seen, names = set(), []
    for step in t:
        name = f"t = {step}"
        while name in seen:
            name += ", asked again"
        seen.add(name)
        names.append(name)
    return names
