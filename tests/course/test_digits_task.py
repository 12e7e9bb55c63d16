import numpy as np
import pytest

from course.digits_task import BUDGET, FOLDS, BudgetSpent, DigitsTask, NoSuchExample


@pytest.fixture
def task():
    return DigitsTask(seed=7, digits=60)


def test_the_gradients_are_those_of_differences(task):
    rows, eps = np.arange(9), 1e-6
    _, gradients = task.loss_and_gradients(task.params, rows)
    rng = np.random.default_rng(0)
    for name, p in task.params.items():
        for _ in range(6):
            nudge = np.zeros(p.shape)
            nudge[tuple(rng.integers(p.shape))] = eps
            up, down = (
                DigitsTask(seed=7, digits=60).loss_and_gradients(
                    task.params | {name: p + sign * nudge}, rows
                )[0]
                for sign in (1, -1)
            )
            slope = np.sum(gradients[name] * nudge) / eps
            assert slope == pytest.approx((up - down) / (2 * eps), abs=1e-7)


def test_the_loss_of_a_batch_is_the_mean_of_its_examples(task):
    rows = [3, 1, 44]
    loss, gradients = task.loss_and_gradients(task.params, rows)
    alone = [task.loss_and_gradients(task.params, [row]) for row in rows]
    assert loss == pytest.approx(np.mean([one for one, _ in alone]))
    np.testing.assert_allclose(gradients["W2"], np.mean([g["W2"] for _, g in alone], axis=0))


def test_the_gradient_of_one_example_tells_that_example(task):
    """As docs/threat-model.md says of the budget: it cannot keep the examples themselves secret."""
    for row in range(task.n // 4):
        _, gradients = task.loss_and_gradients(task.params, [row])
        unit = np.argmax(abs(gradients["b1"]))
        pixels = gradients["W1"][:, unit] / gradients["b1"][unit]
        np.testing.assert_allclose(pixels, task._X[row], atol=1e-9)
        assert np.argmin(gradients["b2"]) == task._y[row]


def test_dropout_changes_the_loss_and_keeps_it_in_the_mean(task):
    plain, _ = task.loss_and_gradients(task.params, [0, 1])
    dropped = [
        DigitsTask(seed=7, digits=60).loss_and_gradients(task.params, [0, 1], keep=0.5)[0]
        for _ in range(2)
    ]
    assert dropped[0] == dropped[1] != plain


def test_fifteen_epochs_are_served_and_not_one_example_more(task):
    for _ in range(BUDGET):
        for rows in np.array_split(np.arange(task.n), 4):
            task.loss_and_gradients(task.params, rows)
    assert task.epochs_used == BUDGET and task.seen.all()
    with pytest.raises(BudgetSpent, match=f"{BUDGET * task.n} have been asked for, and 1 more"):
        task.loss_and_gradients(task.params, [0])
    assert task.epochs_used == BUDGET


@pytest.mark.parametrize(
    "rows", [[], [-1], [48], 3, [0.5], [[1]], np.array([True, False]), None, "all"]
)
def test_rows_that_are_no_examples_are_refused(task, rows):
    assert task.n == 48
    with pytest.raises(NoSuchExample, match="whole numbers from 0 to 47"):
        task.loss_and_gradients(task.params, rows)
    assert task.rows_used == 0


@pytest.mark.parametrize("kind", [list, np.uint8, np.int32, np.uint64])
def test_rows_may_be_whole_numbers_of_any_kind(task, kind):
    rows = [3, 1] if kind is list else np.array([3, 1], dtype=kind)
    assert (
        task.loss_and_gradients(task.params, rows)[0]
        == (DigitsTask(seed=7, digits=60).loss_and_gradients(task.params, np.array([3, 1]))[0])
    )


def test_the_five_tasks_of_a_seed_hold_out_every_digit_once():
    tasks = [DigitsTask(seed=5, fold=fold) for fold in range(FOLDS)]
    assert sum(task.held_out for task in tasks) == 1797
    assert {task.n + task.held_out for task in tasks} == {1797}
    assert len(np.unique(np.concatenate([task._held_X for task in tasks]), axis=0)) > 1790


def test_a_seed_renames_pixels_and_classes_so_that_other_weights_are_of_no_use():
    def trained(task):
        params = task.params
        for _ in range(10):
            for rows in np.array_split(np.arange(task.n), 40):
                _, gradients = task.loss_and_gradients(params, rows)
                params = {name: p - 0.3 * gradients[name] for name, p in params.items()}
        return params

    task, other = DigitsTask(seed=1), DigitsTask(seed=2)
    network = trained(task)
    assert task.accuracy(network) > 0.9 and other.accuracy(network) < 0.4


def test_the_same_seed_gives_the_same_task(task):
    again = DigitsTask(seed=7, digits=60)
    assert all(np.array_equal(task.params[name], again.params[name]) for name in task.params)
    one, two = (t.loss_and_gradients(task.params, [5])[0] for t in (task, again))
    assert one == two
