"""What a cell prints and shows, as a list of dicts in nbformat's words; its bytes are bounded."""

import base64
import sys

ERROR, RESULT, DISPLAY, STREAM = "error", "execute_result", "display_data", "stream"


class OutputLimit(RuntimeError):
    """A notebook printed or showed more than its limit."""


class Outputs:
    """The outputs of one cell; the bytes of all cells count."""

    def __init__(self, limit):
        self.limit, self.bytes, self.items, self._clear = limit, 0, [], False
        self.streams = Stream("stdout", self), Stream("stderr", self)

    def start(self):
        """Forget the outputs of the cell before; the bytes go on being counted."""
        self.items, self._clear = [], False

    def add(self, output, size):
        """Append an output, or say that the limit is reached."""
        if self.bytes + size > self.limit:
            raise OutputLimit(f"more than {self.limit:,} bytes of output")
        self.bytes += size
        if self._clear:
            self.start()
        self.items.append(output)

    def stream(self, name, text):
        """Append text to a stream, as much as there is room for; pieces become one output."""
        room = max(0, self.limit - self.bytes)
        if len(text) > room:
            self._append(name, text[:room])
            raise OutputLimit(f"more than {self.limit:,} bytes of output")
        self._append(name, text)

    def _append(self, name, text):
        last = self.items[-1] if self.items and not self._clear else {}
        if last.get("output_type") == STREAM and last["name"] == name:
            self.bytes += len(text)
            last["text"].append(text)
        else:
            self.add({"output_type": STREAM, "name": name, "text": [text]}, len(text))

    def show_again(self, outputs):
        """Add outputs that were collected elsewhere; of unknown kinds nothing is shown."""
        for output in outputs:
            if output.get("output_type") == STREAM:
                self.stream(str(output.get("name")), str(output.get("text")))
            elif output.get("output_type") == DISPLAY and isinstance(output.get("data"), dict):
                size = sum(len(str(item)) for item in output["data"].values())
                self.add(output | {"metadata": {}}, size)

    def clear(self, wait=False):
        """Do what `clear_output` asks for."""
        self._clear = wait
        if not wait:
            self.items = []

    def finished(self):
        """Return the outputs of the cell, with joined texts."""
        for item in self.items:
            if item["output_type"] == STREAM and isinstance(item["text"], list):
                item["text"] = "".join(item["text"])
        return self.items


class Stream:
    """What stands for sys.stdout or sys.stderr while a cell runs."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name, outputs):
        self.name, self._outputs = name, outputs

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() wants str, got {type(text).__name__}")
        self._outputs.stream(self.name, text)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def fileno(self):
        raise OSError("a notebook's stream is no file")


class Collecting:
    """A block in which what is printed goes to `outputs`, which begin anew."""

    def __init__(self, outputs):
        self._outputs = outputs

    def __enter__(self):
        self._outputs.start()
        self._before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._outputs.streams

    def __exit__(self, *error):
        sys.stdout, sys.stderr = self._before


def json_data(data):
    """A mime bundle whose pictures are base64 text, as in a notebook file."""
    return {
        mime: base64.b64encode(value).decode() + "\n" if isinstance(value, bytes) else value
        for mime, value in data.items()
    }
