import numpy as np
import pytest

from course.probes.training import training
from course.probes.unfit import Unfit
from course.training import GradientMean, LinearDecay, Pulls

LOSS = Pulls({"w": np.ones((16, 2))}, {"w": 0.5})


def measured(batches_of, epochs=20, n=16):
    """The facts of a training whose batches are `batches_of(rng)` in each epoch."""

    def answer(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
        for _ in range(epochs):
            for rows in batches_of(rng):
                loss_and_gradients(params, rows)
        return params, []

    return of_training(answer, epochs, n)


def of_training(answer, epochs=20, n=16):
    return training(
        answer,
        params={"w": np.zeros(2)},
        loss_and_gradients=LOSS.loss_and_gradients,
        n=n,
        step=GradientMean().step,
        schedule=LinearDecay(0.5, 10).rate,
        epochs=epochs,
        batch_size=4,
        rng=np.random.default_rng(0),
    )


def cut(order):
    return np.split(np.asarray(order), range(4, len(order), 4))


def test_shuffled_batches_have_no_fact_against_them():
    facts = measured(lambda rng: cut(rng.permutation(16)))
    assert facts["how many batches in all"] == 80
    assert facts["the sizes of the batches"] == [4, 4, 4, 4]
    assert not any(value is True for value in facts.values())


@pytest.mark.parametrize(
    ("fact", "batches_of"),
    [
        ("the order 0, 1, 2, … in every epoch", lambda rng: cut(np.arange(16))),
        (
            "the same order in every epoch",
            lambda rng: cut(np.random.default_rng(1).permutation(16)),
        ),
        ("an example that never comes", lambda rng: cut(rng.permutation(16))[:3]),
        ("an example that comes twice", lambda rng: cut(rng.integers(16, size=16))),
        (
            "another order from a generator with the same seed",
            lambda rng: cut(np.random.default_rng().permutation(16)),
        ),
        ("two examples that share a batch in every epoch", lambda rng: cut(np.arange(16))),
    ],
)
def test_batches_that_are_not_shuffled_anew_are_told(fact, batches_of):
    assert measured(batches_of)[fact] is True


def test_a_seed_inside_gives_the_same_orders_to_every_generator():
    own = {}

    def batches_of(rng):
        mine = own.setdefault(id(rng), np.random.default_rng(0))
        return cut(mine.permutation(16))

    assert measured(batches_of)["the same orders from a generator with another seed"] is True


def test_all_epochs_may_be_drawn_at_once_whatever_their_number_is():
    def answer(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
        for order in np.argsort(rng.random((n, epochs)), axis=0).T:
            for rows in cut(order):
                loss_and_gradients(params, rows)
        return params, []

    facts = of_training(answer)
    assert not any(value is True for value in facts.values())


@pytest.mark.parametrize(("n", "runs"), [(16, [20, 2, 2, 2]), (15, [20])])
def test_only_an_order_that_is_judged_is_asked_for_again_and_briefly(n, runs):
    asked = []

    def answer(params, loss_and_gradients, n, step, schedule, epochs, batch_size, rng):
        asked.append(epochs)
        for _ in range(epochs):
            loss_and_gradients(params, rng.permutation(n))
        return params, []

    of_training(answer, n=n)
    assert asked == runs


def test_an_order_shuffled_in_its_place_is_told_as_it_was():
    order = np.arange(16)

    def batches_of(rng):
        rng.shuffle(order)
        return cut(order)

    assert measured(batches_of)["the same order in every epoch"] is False


def test_rows_that_are_no_indices_are_unfit():
    with pytest.raises(Unfit, match="indices of a batch"):
        measured(lambda rng: [slice(0, 4)])


def test_no_batches_leave_only_what_came_back():
    assert set(measured(lambda rng: [], epochs=0)) == {
        "params",
        "losses",
        "how many batches in all",
    }


def test_a_training_that_never_asks_for_the_loss_is_told_so():
    with pytest.raises(Unfit, match="never called"):
        measured(lambda rng: [])
