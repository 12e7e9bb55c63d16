"""Adam taken apart: the known mistakes of its steps replace one of the parts."""

import numpy as np


def averaged(m, v, g, beta1, beta2):
    """Return the running means of the gradient and of its square."""
    return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2


def corrected(m, v, t, beta1, beta2):
    """Return the means without their pull towards the zeros of the start."""
    return m / (1 - beta1**t), v / (1 - beta2**t)


def divided(m, v, epsilon):
    """Return the step for a learning rate of 1."""
    return m / (np.sqrt(v) + epsilon)


def adam(
    w,
    gradient,
    state,
    *,
    learning_rate,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    average=averaged,
    correct=corrected,
    divide=divided,
):
    """Take a step of Adam in which one of the three parts may be another one."""
    m, v, t = (np.zeros(w.shape), np.zeros(w.shape), 0) if state is None else state
    m, v = average(m, v, gradient, beta1, beta2)
    m_hat, v_hat = correct(m, v, t + 1, beta1, beta2)
    return w - learning_rate * divide(m_hat, v_hat, epsilon), (m, v, t + 1)
