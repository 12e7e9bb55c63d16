import numpy as np
import pytest

from course.checks.diagnosis import Verdict, diagnose
from course.checks.sheet import load
from course.probes.batches import EPOCHS, epoch_of_training, index_batches, pair_batches
from course.probes.orders import ENOUGH
from course.probes.unfit import Unfit, kind_of

MANY = dict(n=40, batch_size=5)


def deal(n, batch_size, rng):
    order = rng.permutation(n)
    return np.split(order, range(batch_size, n, batch_size))


def facts_of(function, **case):
    return index_batches(function, **(case or MANY), rng=np.random.default_rng(1))


def test_a_right_deal_has_every_example_once_and_no_other_fact_is_true():
    facts = facts_of(deal)
    assert facts.pop("the sizes of the batches") == [5] * 8
    assert len(facts) == 14 and not any(facts.values())


@pytest.mark.parametrize(
    ("spoil", "fact"),
    [
        (lambda order, rng: order + 1, "an example that does not exist"),
        (lambda order, rng: order[1:], "an example that never comes"),
        (lambda order, rng: np.append(order, order[0]), "an example that comes twice"),
        (lambda order, rng: np.sort(order), "the order 0, 1, 2, … in every epoch"),
        (lambda order, rng: (7 * np.arange(40)) % 40, "the same order in every epoch"),
        (lambda order, rng: np.append(order[order != 9], 9), "an example that keeps its place"),
        (lambda order, rng: np.roll(np.arange(40), order[0]), "neighbours that stay neighbours"),
        (
            lambda order, rng: np.append(order[order < 20], order[order >= 20]),
            "early examples that stay early",
        ),
        (
            lambda order, rng: np.random.default_rng().permutation(40),
            "another order from a generator with the same seed",
        ),
        (
            lambda order, rng: rng.permutation(np.arange(40).reshape(8, 5)).ravel(),
            "the same batches in every epoch",
        ),
        (
            lambda order, rng: np.append([3, 4], order[(order != 3) & (order != 4)]),
            "two examples that share a batch in every epoch",
        ),
    ],
)
def test_each_fact_is_seen(spoil, fact):
    def spoiled(n, batch_size, rng):
        order = spoil(rng.permutation(n), rng)
        return np.split(order, range(batch_size, len(order), batch_size))

    assert facts_of(spoiled)[fact]


def test_a_small_batch_in_the_middle_is_seen():
    facts = facts_of(lambda n, batch_size, rng: deal(n, batch_size, rng)[::-1], n=7, batch_size=3)
    assert facts["a batch that is not full before the last one"]


def test_with_few_examples_nothing_is_said_of_their_order():
    facts = facts_of(lambda n, *_, **__: [np.arange(n)], n=ENOUGH - 1, batch_size=ENOUGH)
    assert len(facts) == 6 and not any(list(facts.values())[1:])


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (7, "an int came back; expected a list with one array a batch"),
        ([slice(0, 3)], "expected an array of indices"),
        ([np.array([0.0, 1.0])], "of float64; expected an array of indices"),
        ([np.zeros((2, 2), int)], "an array of shape (2, 2)"),
    ],
)
def test_what_are_no_batches_is_told(value, sentence):
    with pytest.raises(Unfit, match=".*") as told:
        facts_of(lambda n, batch_size, rng: value)
    assert sentence in str(told.value)


TABLE = dict(X=np.arange(80.0).reshape(40, 2), y=np.arange(40.0) * 3)


def pairs(X, y, batch_size, rng):
    return [(X[rows], y[rows]) for rows in deal(len(y), batch_size, rng)]


def pair_facts(function):
    return pair_batches(function, **TABLE, batch_size=5, rng=np.random.default_rng(2))


def test_pairs_that_belong_together_are_seen_by_their_labels():
    together = "every row of X stays with its label"
    assert pair_facts(pairs)[together]
    assert not pair_facts(lambda X, y, **more: pairs(X[::-1], y, **more))[together]
    assert not pair_facts(lambda X, y, **more: pairs(X, y + 1, **more))[together]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (np.zeros(3), "an array of shape (3,) came back; expected pairs: use `yield`"),
        ([np.zeros((5, 2))], "an array of shape (5, 2) was yielded; expected a pair"),
        ([([1.0], [2.0])], "a pair of a list and a list was yielded; expected two arrays"),
    ],
)
def test_what_are_no_pairs_is_told(value, sentence):
    with pytest.raises(Unfit) as told:
        pair_facts(lambda X, y, batch_size, rng: value)
    assert sentence in str(told.value)


def alone(size, count=8, cut=()):
    """The facts of an answer that trains nothing and returns the losses of the examples it cuts."""
    losses = 2.0 ** np.arange(count) / 2
    places = np.cumsum(cut)[:-1] if cut else range(size, count, size)

    def train(X, y, w, learning_rate, batch_size, rng):
        return w, [losses[rows].mean() for rows in np.split(rng.permutation(count), places)]

    case = dict(X=np.eye(count), y=np.zeros(count), w=np.zeros(count), learning_rate=0.1)
    more = dict(batch_size=size, rng=np.random.default_rng(3), alone=losses, after=np.zeros(count))
    return epoch_of_training(train, **case, **more)


@pytest.mark.parametrize("size", [1, 2, 4])
def test_the_loss_of_a_batch_tells_which_examples_it_held(size):
    facts = alone(size)
    assert facts["how many losses came back"] == 8 // size
    assert facts["every weight has taken its step"]
    assert not facts["a loss that is not that of a batch"]
    assert not facts["an example that never comes"]


@pytest.mark.parametrize("value", [None, 3.0, (np.zeros(1),), (np.zeros(1), 0.5)])
def test_what_are_no_weights_and_losses_is_told(value):
    with pytest.raises(Unfit, match="expected"):
        epoch_of_training(lambda rng: value, rng=np.random.default_rng(0))


def test_kinds_are_named_as_a_learner_reads_them():
    assert [kind_of(one) for one in (None, 1, "a", np.zeros(2))] == [
        "None",
        "an int",
        "a str",
        "an array of shape (2,)",
    ]


def test_an_unfit_answer_is_a_slip_of_type_with_the_sentence_of_the_probe():
    verdict = diagnose(lambda n, batch_size, rng: 3, load("minibatch_indices"))
    assert isinstance(verdict, Verdict) and verdict.mistake == "type"
    assert verdict.detail.startswith("an int came back; expected a list")


def test_an_order_that_was_not_cut_is_told_as_single_numbers():
    verdict = diagnose(lambda n, batch_size, rng: rng.permutation(n), load("minibatch_indices"))
    assert verdict.mistake == "type"
    assert verdict.detail.startswith("single numbers came back, such as ")


def test_any_iterator_is_drawn_not_only_a_generator():
    def lazily(X, y, batch_size, rng):
        return iter(pairs(X, y, batch_size, rng))

    assert diagnose(lazily, load("minibatches")).passed


def test_every_call_has_a_generator_of_its_own():
    states = []

    def watch(n, batch_size, rng):
        states.append(rng.bit_generator.state["state"]["state"])
        return deal(n, batch_size, rng)

    facts_of(watch)
    assert len(states) == EPOCHS + 1 and len(set(states)) == EPOCHS


@pytest.mark.parametrize("sizes", [(4, 4), (2, 3, 3), (3, 3, 1, 1)])
def test_batches_that_are_cut_otherwise_are_seen_by_their_losses(sizes):
    assert alone(3)["a loss that is not that of a batch"] is False
    assert alone(3, cut=sizes)["a loss that is not that of a batch"] is True
