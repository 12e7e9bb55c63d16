"""The bug hunt of lesson 1: a training loop that runs, converges, and learns nothing from x."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.weight_updates import repair_training_mistakes


def repair_training(x, y, w, b, learning_rate, steps):
    """Fit the line ŷ = w x + b by gradient descent on the squared loss, and keep the losses.

    Each step: error e = ŷ − y, loss J = ½ mean(e²), then
    w ← w − η mean(e x) and b ← b − η mean(e), both from the old values.

    Parameters
    ----------
    x, y : array, shape (N,)
        The feature and the label of each example.
    w, b : float
        Where the descent starts.
    learning_rate : float
    steps : int

    Returns
    -------
    w, b : float
        After the last step.
    losses : array, shape (steps,)
        The loss before each step.

    Examples
    --------
    >>> x, y = np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0])
    >>> w, b, losses = repair_training(x, y, 0.0, 0.0, 0.5, 200)
    >>> print(w.round(3), b.round(3), losses[:3].round(3))
    2.0 1.0 [5.833 0.231 0.018]
    """
    losses = []
    for _ in range(steps):
        error = w * x + b - y
        losses.append(np.mean(error**2) / 2)
        gradient_w, gradient_b = np.mean(error * x), np.mean(error)
        w, b = w - learning_rate * gradient_w, b - learning_rate * gradient_b
    return w, b, np.array(losses)


def as_given(x, y, w, b, learning_rate, steps):
    """This is the training as it was found. Shuffle y and train again: nothing changes, so
    somewhere in the loop x and y lose each other. Look at the shape of everything that a
    step computes.
    """
    X = x.reshape(-1, 1)
    losses = []
    for _ in range(steps):
        y_hat = X * w + b
        error = y_hat - y
        losses.append(np.mean(error**2) / 2)
        gradient_w = np.mean(error * X)
        gradient_b = np.mean(error)
        w, b = w - learning_rate * gradient_w, b - learning_rate * gradient_b
    return w, b, np.array(losses)


exercise = Exercise(
    repair_training,
    points=2,
    minutes=12,
    difficulty=2,
    results=("w", "b", "losses"),
    starting_point=as_given,
    shown={
        "three examples, a single step": dict(
            x=np.array([0.0, 1.0, 3.0]),
            y=np.array([1.0, 2.0, 6.0]),
            w=0.5,
            b=0.25,
            learning_rate=0.125,
            steps=1,
        ),
        "four examples, two steps": dict(
            x=np.array([1.0, 2.0, -1.0, 0.5]),
            y=np.array([0.5, 3.0, -2.0, 1.0]),
            w=-1.0,
            b=0.5,
            learning_rate=0.25,
            steps=2,
        ),
        "twenty steps with a centred feature": dict(
            x=np.array([-2.0, -1.0, 0.0, 1.0, 2.0]),
            y=np.array([-3.0, -1.5, 0.5, 1.0, 4.0]),
            w=3.0,
            b=-1.0,
            learning_rate=0.125,
            steps=20,
        ),
    },
    hidden={
        "a single example": dict(
            x=np.array([2.0]), y=np.array([3.0]), w=0.1, b=-0.4, learning_rate=0.07, steps=3
        ),
        "no steps": dict(
            x=np.array([1.0, 2.0, 4.0]),
            y=np.array([0.0, 1.0, 5.0]),
            w=0.7,
            b=0.3,
            learning_rate=0.1,
            steps=0,
        ),
        "whole numbers": dict(
            x=np.array([3, 1, 4, 1, 5]),
            y=np.array([2, 7, 1, 8, 2]),
            w=1,
            b=2,
            learning_rate=0.03,
            steps=7,
        ),
        "single precision": dict(
            x=np.array([0.2, 1.3, -0.7, 2.1], dtype=np.float32),
            y=np.array([1.0, 0.4, -0.9, 3.2], dtype=np.float32),
            w=0.3,
            b=0.1,
            learning_rate=0.07,
            steps=5,
        ),
    },
    hints=(
        (
            "The loss falls and levels off, and no error is raised. What does the line do, though? "
            "Compare the first loss with mse_loss, or the first gradient with mse_gradient."
        ),
        "Print the shape of y_hat, of y and of their difference in the first step.",
        (
            "A column of shape (N, 1) minus an array of shape (N,) is a table of shape (N, N). "
            "Which of the two has a shape that it should not have?"
        ),
    ),
)

exercise.misconception(as_given)
exercise.misconceptions_from(repair_training_mistakes)


@exercise.variant
def column_flattened(x, y, w, b, learning_rate, steps):
    X = x.reshape(-1, 1)
    losses = []
    for _ in range(steps):
        y_hat = (X * w + b).ravel()
        error = y_hat - y
        losses.append(np.mean(error**2) / 2)
        w, b = w - learning_rate * np.mean(error * x), b - learning_rate * np.mean(error)
    return w, b, np.array(losses)


@exercise.variant
def both_as_columns(x, y, w, b, learning_rate, steps):
    X, Y = x.reshape(-1, 1), y.reshape(-1, 1)
    losses = np.zeros(steps)
    for step in range(steps):
        error = X * w + b - Y
        losses[step] = np.mean(error**2) / 2
        w, b = w - learning_rate * np.mean(error * X), b - learning_rate * np.mean(error)
    return w, b, losses


@exercise.variant
def diagonal_of_the_table(x, y, w, b, learning_rate, steps):
    X = x.reshape(-1, 1)
    losses = []
    for _ in range(steps):
        error = np.diag(X * w + b - y)
        losses.append(error @ error / (2 * len(y)))
        w, b = w - learning_rate * (x @ error) / len(y), b - learning_rate * error.mean()
    return [float(w), float(b), np.array(losses)]


@exercise.fresh
def fresh(rng):
    return dict(
        x=rng.normal(0.5, 1, size=8),
        y=rng.normal(size=8),
        w=rng.normal(),
        b=rng.normal(),
        learning_rate=rng.uniform(0.05, 0.2),
        steps=int(rng.integers(3, 9)),
    )
