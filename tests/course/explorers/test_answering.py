import numpy as np

from course.explorers.answering import Answer, Answering
from course.explorers.layers import Label, Path, Points
from course.explorers.learner import ask
from course.explorers.sliders import Slider

LAYERS = (
    Points("map", np.zeros((1, 2))),
    Path("map", np.zeros((1, 2)), name="walk"),
    Label("map", np.zeros(2), texts="", name="note"),
)


class Wire:
    """Stands where the stage is, and keeps what was sent."""

    def on_msg(self, receive):
        self.receive = receive

    def send(self, *message):
        self.sent = message


def reply(answer, index=(1,), press=None):
    wire = Wire()
    Answering(wire, (Slider("x", (0.5, 1.5)),), LAYERS, answer)
    wire.receive(wire, {"turn": "view-7", "index": list(index), "press": press}, [])
    message, buffers = wire.sent
    return message, np.frombuffer(buffers[0], np.float32)


def test_an_answer_carries_its_turn_and_the_rows_of_the_layers_it_changes():
    def answer(position, press):
        return Answer({"walk": [[position["x"], 2], [3, 4]]}, "said", {"note": "here"})

    message, numbers = reply(answer)
    assert message == {
        "turn": "view-7",
        "summary": "said",
        "rows": [[1, 4]],
        "texts": [[2, "here"]],
    }
    assert numbers.tolist() == [1.5, 2, 3, 4]


def test_a_press_reaches_the_answer_by_its_name():
    message, numbers = reply(lambda position, press: Answer(summary=f"{press}"), press="go")
    assert message["summary"] == "go" and numbers.size == 0


def test_a_learners_mistake_becomes_the_summary():
    def broken(x):
        raise ZeroDivisionError("division by zero")

    message, _ = reply(lambda position, press: ask(broken, 1))
    assert message["summary"].startswith("broken stopped with ZeroDivisionError: division by zero")


def test_an_answer_with_progress_says_so_and_news_have_no_turn():
    message, _ = reply(lambda position, press: Answer(summary="half way", progress=0.5))
    assert message["progress"] == 0.5
    answering = Answering(Wire(), (Slider("x", (0.5, 1.5)),), LAYERS, lambda *_: None)
    news, buffers = answering.message(Answer({"walk": [[1, 2]]}, "on its way", progress=0.25))
    assert (news["turn"], news["progress"], news["rows"]) == ("", 0.25, [[1, 2]])
    assert np.frombuffer(buffers[0], np.float32).tolist() == [1, 2]
