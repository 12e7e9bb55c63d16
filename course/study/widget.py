"""What the widgets of this folder share: how a click reaches Python, and their look."""

from pathlib import Path

import anywidget
import traitlets

_HERE = Path(__file__).parent
_STYLE = (_HERE / "study.css").read_text(encoding="utf-8")
_ELEMENTS = (_HERE / "elements.js").read_text(encoding="utf-8")


def script(name):
    """Return the ES module NAME.js with the helpers of elements.js before it."""
    return _ELEMENTS + (_HERE / f"{name}.js").read_text(encoding="utf-8")


class StudyWidget(anywidget.AnyWidget):
    """A widget whose browser side sends {"do": NAME, …}, which calls the method `do_NAME(…)`.

    `view` is what the browser shows; it is replaced as a whole, and `turn` counts the replies, so
    that an unchanged answer to a second click is noticed, too.
    """

    _css = _STYLE
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits):
        super().__init__(**traits)
        self.on_msg(lambda _, content, __: self._receive(dict(content)))

    def reply(self, **view):
        """Show `view` in the browser."""
        self.view = view | {"turn": self.view.get("turn", 0) + 1}

    def _receive(self, content):
        action = getattr(self, f"do_{content.pop('do', '')}", None)
        if action:
            action(**content)
