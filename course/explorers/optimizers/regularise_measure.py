"""Measure what the explorer `regularise` shows, and write it into regularise.npz beside this file.

    python -m course.explorers.optimizers.regularise_measure

takes some ten minutes. One network, 64-128-10 with a
hidden layer of ReLUs, learns 300 digits, some of which have got a wrong label: 200 epochs of SGD,
batches of 30, rate 0.3. Another 300 digits with right labels choose the epoch of early stopping;
the accuracy on the other 1197 is what counts. Every number is a mean over five seeds.
"""

from pathlib import Path

import numpy as np

from course import data

EVERY = 2  # epochs from one look to the next
NOISES = np.array([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])  # share of labels replaced by a wrong one
STRENGTHS = {
    "nothing": (0,),
    "L2": (0.003, 0.01, 0.02, 0.03, 0.05, 0.1),
    "L1": (0.0005, 0.001, 0.002, 0.003, 0.004, 0.008),
    "dropout": (0.1, 0.3, 0.5, 0.7, 0.8, 0.9),  # the share that is dropped
}
SEEDS, EPOCHS, BATCH, RATE = 5, 200, 30, 0.3
TRAINED, CHOOSING = 300, 300
SHAPES = {"W1": (64, 128), "b1": (1, 128), "W2": (128, 10), "b2": (1, 10)}
FILE = Path(__file__).with_name("regularise.npz")


def examples(noise):
    """Return X (SEEDS, 1797, 64), the right labels y, and one-hot labels Y of the first 300."""
    table, X, y, Y = data.digits(), [], [], []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        order = rng.permutation(len(table.y))
        wrong = rng.permutation(TRAINED) < round(noise * TRAINED)
        shift = np.where(wrong, rng.integers(1, 10, TRAINED), 0)
        X.append(table.X[order] / 16)
        y.append(table.y[order])
        Y.append(np.eye(10)[(y[-1][:TRAINED] + shift) % 10])
    return np.array(X), np.array(y), np.array(Y)


def measure(method, strength, noise):
    """Return training loss, accuracy on the choosing and on the counting digits, look by look.

    Each has the shape (SEEDS, EPOCHS / EVERY + 1); the training loss is without the penalty.
    """
    X, y, Y = examples(noise)
    rng = np.random.default_rng(100)
    params = _start(rng)
    noted = [_look(params, X, y, Y)]
    for epoch in range(1, EPOCHS + 1):
        order = rng.permutation(TRAINED)
        for first in range(0, TRAINED, BATCH):
            rows = order[first : first + BATCH]
            dropped = strength if method == "dropout" else 0
            gradients = _gradients(params, X[:, rows], Y[:, rows], dropped, rng)
            for name, g in gradients.items():
                push = strength if name.startswith("W") else 0  # biases are left in peace
                params[name] = _moved(params[name], g, method, push)
        if epoch % EVERY == 0:
            noted.append(_look(params, X, y, Y))
    return np.moveaxis(noted, 0, -1)


def main():
    """Measure all and write the file."""
    curves = {}
    for method, strengths in STRENGTHS.items():
        runs = [[measure(method, one, noise) for one in strengths] for noise in NOISES]
        curves[method] = np.array(runs, dtype=np.float32)  # (noise, strength, what, seed, look)
        print(method, curves[method][..., 2, :, -1].mean(-1).round(3).tolist(), flush=True)
    np.savez_compressed(FILE, **curves)


def _start(rng):
    def he(name):
        size = (SEEDS, *SHAPES[name])
        return rng.normal(0, np.sqrt(2 / size[1]), size) * name.startswith("W")

    return {name: he(name) for name in SHAPES}


def _gradients(params, X, Y, dropped, rng):
    gate = X @ params["W1"] + params["b1"] > 0
    gate = gate * (rng.random(gate.shape) >= dropped) / (1 - dropped)
    hidden = gate * (X @ params["W1"] + params["b1"])
    top = (_chances(hidden @ params["W2"] + params["b2"]) - Y) / X.shape[1]
    bottom = gate * (top @ params["W2"].swapaxes(1, 2))
    return {
        "W1": X.swapaxes(1, 2) @ bottom,
        "b1": bottom.sum(axis=1, keepdims=True),
        "W2": hidden.swapaxes(1, 2) @ top,
        "b2": top.sum(axis=1, keepdims=True),
    }


def _moved(p, g, method, strength):
    if method == "L2":
        return p - RATE * (g + strength * p)
    p = p - RATE * g
    if method == "L1":
        p = np.copysign(np.maximum(np.abs(p) - RATE * strength, 0), p)
    return p


def _look(params, X, y, Y):
    scores = np.maximum(X @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]
    chances = np.maximum(_chances(scores[:, :TRAINED]), 1e-12)
    right = np.argmax(scores, axis=-1) == y
    choosing = right[:, TRAINED : TRAINED + CHOOSING]
    counting = right[:, TRAINED + CHOOSING :]
    loss = -np.mean(np.sum(Y * np.log(chances), axis=-1), axis=-1)
    return loss, choosing.mean(axis=-1), counting.mean(axis=-1)


def _chances(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


if __name__ == "__main__":
    main()
