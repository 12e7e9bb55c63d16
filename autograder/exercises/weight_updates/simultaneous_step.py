"""One step of weights and bias together."""

import numpy as np

from autograder.exercise import Exercise


def simultaneous_step(X, y, w, b, learning_rate):
    """Return the weights and the bias after one step of gradient descent on the squared loss.

    w ← w − η ∂J/∂w and b ← b − η ∂J/∂b, where both derivatives are taken at the old w and b:
    ∂J/∂w = Xᵀ e / N and ∂J/∂b = mean(e) with e = X w + b − y.

    Parameters
    ----------
    X : array, shape (N, D)
        One example a row.
    y : array, shape (N,)
        Labels.
    w : array, shape (D,)
        Old weights; they are left as they were.
    b : float
        Old bias.
    learning_rate : float

    Returns
    -------
    w : array, shape (D,)
    b : float

    Examples
    --------
    >>> X, y = np.array([[1.0], [3.0]]), np.array([2.0, 4.0])
    >>> w, b = simultaneous_step(X, y, np.array([2.0]), 1.0, 0.5)
    >>> print(w, b)
    [-0.5] 0.0
    """
    error = X @ w + b - y
    return w - learning_rate * X.T @ error / len(y), b - learning_rate * error.mean()


exercise = Exercise(
    simultaneous_step,
    points=2,
    minutes=10,
    difficulty=2,
    results=("w", "b"),
    shown={
        "one example with one feature": dict(
            X=np.array([[4.0]]), y=np.array([1.0]), w=np.array([0.5]), b=1.0, learning_rate=0.25
        ),
        "four examples whose feature is about 2": dict(
            X=np.array([[1.0], [2.0], [2.0], [3.0]]),
            y=np.array([1.0, 0.0, 3.0, 2.0]),
            w=np.array([-1.0]),
            b=0.5,
            learning_rate=0.125,
        ),
        "three examples with two features, whole numbers": dict(
            X=np.array([[1, 5], [2, 3], [0, 4]]),
            y=np.array([2, 0, 1]),
            w=np.array([1, 2]),
            b=3,
            learning_rate=0.125,
        ),
    },
    hidden={
        "features far from zero": dict(
            X=np.array([[101.0, 0.5], [98.0, -0.2], [103.0, 1.1], [99.5, 0.4], [100.2, -0.9]]),
            y=np.array([1.0, 0.3, -0.6, 2.0, 0.8]),
            w=np.array([0.02, -1.3]),
            b=-1.7,
            learning_rate=0.003,
        ),
        "a learning rate of zero": dict(
            X=np.array([[1.0, 2.0], [3.0, -1.0], [0.3, 0.8]]),
            y=np.array([0.4, -0.7, 1.9]),
            w=np.array([0.6, -1.1]),
            b=0.2,
            learning_rate=0.0,
        ),
        "single precision": dict(
            X=np.array([[0.9, 1.4], [1.2, 0.3], [2.1, 1.8]], dtype=np.float32),
            y=np.array([0.1, 1.7, -0.5], dtype=np.float32),
            w=np.array([0.4, -0.8], dtype=np.float32),
            b=0.6,
            learning_rate=0.07,
        ),
        "a single example with three features": dict(
            X=np.array([[1.5, -0.5, 2.0]]),
            y=np.array([4.0]),
            w=np.array([0.7, 0.1, -0.3]),
            b=-0.9,
            learning_rate=0.3,
        ),
        "a start at the minimum": dict(
            X=np.array([[1.0], [2.0], [4.0]]),
            y=np.array([3.5, 5.5, 9.5]),
            w=np.array([2.0]),
            b=1.5,
            learning_rate=0.4,
        ),
    },
    hints=(
        "Which w and b does each of the two formulas ask for: the old or the new ones?",
        "Compute the error, then both gradients, and change w and b only after that.",
        (
            "As soon as b has its new value, X w + b is another prediction: keep the error "
            "in a variable "
            "and use it twice."
        ),
    ),
)


@exercise.misconception
def bias_first(X, y, w, b, learning_rate):
    """The bias was updated first and its new value used in the gradient for w: both gradients
    belong to the same, old point.
    """
    b = b - learning_rate * np.mean(X @ w + b - y)
    return w - learning_rate * X.T @ (X @ w + b - y) / len(y), b


@exercise.misconception
def weights_first(X, y, w, b, learning_rate):
    """The weights were updated first and their new values used in the gradient for b: both
    gradients belong to the same, old point.
    """
    w = w - learning_rate * X.T @ (X @ w + b - y) / len(y)
    return w, b - learning_rate * np.mean(X @ w + b - y)


@exercise.misconception
def uphill(X, y, w, b, learning_rate):
    """Both moved uphill: a minus is missing, or the error was taken as y − ŷ."""
    error = X @ w + b - y
    return w + learning_rate * X.T @ error / len(y), b + learning_rate * error.mean()


@exercise.misconception
def only_weights(X, y, w, b, learning_rate):
    """The bias did not move: it is a parameter like the weights and has a gradient of its own."""
    error = X @ w + b - y
    return w - learning_rate * X.T @ error / len(y), b


@exercise.misconception
def summed(X, y, w, b, learning_rate):
    """The gradients were added up over the examples and not averaged, so that the step grows with
    the number of examples.
    """
    error = X @ w + b - y
    return w - learning_rate * X.T @ error, b - learning_rate * error.sum()


@exercise.misconception
def doubled(X, y, w, b, learning_rate):
    """The steps are twice too long: the ½ in J cancels the 2 of the square."""
    error = X @ w + b - y
    return w - learning_rate * 2 * X.T @ error / len(y), b - learning_rate * 2 * error.mean()


@exercise.misconception
def without_rate(X, y, w, b, learning_rate):
    """The learning rate was not used: the whole gradient was subtracted."""
    error = X @ w + b - y
    return w - X.T @ error / len(y), b - error.mean()


@exercise.misconception
def gradients_returned(X, y, w, b, learning_rate):
    """The gradients came back; what is asked for are the new weights and the new bias."""
    error = X @ w + b - y
    return X.T @ error / len(y), error.mean()


@exercise.misconception
def in_place(X, y, w, b, learning_rate):
    """`-=` wrote the step into the array w that was passed in: the caller's old weights are
    gone.
    """
    error = X @ w + b - y
    step = learning_rate * X.T @ error / len(y)
    np.subtract(w, step, out=w, casting="unsafe")
    return w, b - learning_rate * error.mean()


@exercise.misconception
def only_bias(X, y, w, b, learning_rate):
    """The weights did not move: both kinds of parameters take a step."""
    return w, b - learning_rate * np.mean(X @ w + b - y)


@exercise.misconception
def without_bias(X, y, w, b, learning_rate):
    """The bias is missing in the prediction, so the errors are those of another model."""
    error = X @ w - y
    return w - learning_rate * X.T @ error / len(y), b - learning_rate * error.mean()


@exercise.misconception
def bias_summed(X, y, w, b, learning_rate):
    """The step of the weights is right, but the gradient for b is a sum over the examples."""
    error = X @ w + b - y
    return w - learning_rate * X.T @ error / len(y), b - learning_rate * error.sum()


@exercise.misconception
def whole_numbers_in_place(X, y, w, b, learning_rate):
    """The copy of w holds whole numbers where w does, and `-=` cannot put a number with a fraction
    into it: `w - …` makes a new array instead.
    """
    error, w = X @ w + b - y, w.copy()
    w -= learning_rate * X.T @ error / len(y)
    return w, b - learning_rate * error.mean()


@exercise.variant
def looped(X, y, w, b, learning_rate):
    new_w, new_b = np.array(w, dtype=float), float(b)
    for x, label in zip(X, y, strict=True):
        error = x @ w + b - label
        new_w -= learning_rate * error * x / len(y)
        new_b -= learning_rate * error / len(y)
    return new_w, new_b


@exercise.variant
def old_values_kept(X, y, w, b, learning_rate):
    w_old, b_old = w.copy(), b
    b = b_old - learning_rate * np.mean(X @ w_old + b_old - y)
    w = w_old - learning_rate * np.mean(X * (X @ w_old + b_old - y)[:, None], axis=0)
    return w, b


@exercise.variant
def bias_as_a_feature(X, y, w, b, learning_rate):
    A, p = np.column_stack([np.ones(len(X)), X]), np.append(b, w)
    p = p - learning_rate / len(y) * A.T @ (A @ p - y)
    return p[1:], p[0]


@exercise.fresh
def fresh(rng):
    return dict(
        X=rng.normal(4, 1, size=(9, 2)),
        y=rng.normal(size=9),
        w=rng.normal(size=2),
        b=rng.normal(),
        learning_rate=rng.uniform(0.01, 0.05),
    )
