"""IPython without a kernel: it runs a cell and returns the outputs that a notebook would show."""

import ast
import warnings

from IPython.core.compilerop import CachingCompiler, code_name
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from traitlets import Type
from traitlets.config import Config

from autograder.engine.outputs import DISPLAY, ERROR, RESULT, Collecting, Outputs, json_data
from autograder.engine.tracebacks import Tracebacks

_NUMBERS = (float.__repr__, int.__repr__)
_TOLD_OF_CELLS = ("pre_run_cell", "post_run_cell")  # who is called with a cell's whole story
_UNREADABLE = (SyntaxError, ValueError, TypeError, OverflowError, RecursionError, MemoryError)
_UNREADABLE += (Warning,)  # a cell that Python warns of is IPython's, which shows the warning
_UNREADABLE += (SystemError,)  # of a parser that is called while it is at work (CPython 3.11)
_OWN_WAYS = ("_repr_", "_ipython_")  # how the methods begin by which an object shows itself


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, *, transient=None, update=False, **kwargs):
        kept = json_data(data)
        output = {"output_type": DISPLAY, "data": kept, "metadata": dict(metadata or {})}
        self.shell.outputs.add(output, sum(len(str(value)) for value in kept.values()))

    def clear_output(self, wait=False):
        self.shell.outputs.clear(wait)


class _Hook(DisplayHook):
    def start_displayhook(self):
        self._output = {"output_type": RESULT, "execution_count": self.prompt_count}

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        self._output |= {"data": json_data(format_dict), "metadata": dict(md_dict or {})}

    def quiet(self):
        """Tell whether a semicolon silences the cell; without one it is not cut into tokens."""
        cells = self.shell.history_manager.input_hist_parsed
        return ";" in cells[-1] and super().quiet()

    def compute_format_data(self, result):
        """Return (mime bundle, metadata); a plain number is asked for no picture of itself."""
        if _is_plain_number(result, self.shell):
            return {"text/plain": repr(result)}, {}
        return super().compute_format_data(result)

    def flush(self):
        """Forget what was displayed; nothing is collected: notebooks follow each other fast."""
        self.shell.user_ns.get("_oh", {}).clear()
        self._, self.__, self.___ = "", "", ""

    def finish_displayhook(self):
        if self._output.get("data"):
            size = sum(len(str(value)) for value in self._output["data"].values())
            self.shell.outputs.add(self._output, size)


def _is_plain_number(value, shell):
    """Tell whether IPython shows a value by its repr alone: no other way was written or named."""
    kinds, ways = type(value).__mro__[:-1], shell.display_formatter.formatters
    if type(value).__repr__ not in _NUMBERS or ways["text/plain"].float_precision:
        return False
    printers = (one.type_printers for one in ways.values())
    usual = shell.number_printers
    named = (
        own.get(kind, usual.get(kind)) is not usual.get(kind) for own in printers for kind in kinds
    )
    written = (name.startswith(_OWN_WAYS) for kind in kinds[:-1] for name in vars(kind))
    return not any(named) and not any(written)


class _History(HistoryManager):
    """The cells so far, for whoever asks for `In` or `_i`; there is no database to be told."""

    def store_inputs(self, line_num, source, source_raw=None):
        raw = (source_raw or source).rstrip("\n")
        before = ["", "", *self.input_hist_raw[-3:]]
        self.input_hist_parsed.append(source.rstrip("\n"))
        self.input_hist_raw.append(raw)
        names = dict(zip(("_i", "_ii", "_iii"), before[::-1], strict=False))
        self.shell.push(names | {f"_i{line_num}": raw}, interactive=False)


class _Compiler(CachingCompiler):
    def get_code_name(self, raw_code, transformed_code, number):
        """Name a cell by its text alone, as ipykernel does: it is compiled before it is counted."""
        return code_name(transformed_code)


class Shell(InteractiveShell):
    """An IPython shell whose outputs are collected; history stays in memory."""

    compiler_class = Type(_Compiler)
    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def __init__(self, output_limit):
        self.outputs = Outputs(output_limit)
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "neutral"
        super().__init__(config=config)
        printers = self.display_formatter.formatters["text/plain"].type_printers
        self.number_printers = {kind: printers[kind] for kind in (int, float)}
        self._pictures, self._codes = None, {}

    def init_traceback_handlers(self, custom_exceptions):
        """Draw each traceback once."""
        super().init_traceback_handlers(custom_exceptions)
        drawn = self.InteractiveTB
        drawn.structured_traceback = Tracebacks(drawn, self.compile)

    def init_history(self):
        """Keep the history in memory, at little cost."""
        self.history_manager = _History(shell=self, parent=self)
        self.configurables.append(self.history_manager)

    def run(self, source, pictures=True):
        """Run one cell; return its outputs, and whether it ended without an error.

        Without `pictures`, figures and other rich values are shown by their text alone. A cell of
        plain Python goes the short way; one that is run again, of another notebook, is not compiled
        again. Whatever IPython has to do more, it does.
        """
        self._show(pictures)
        with self.collecting():
            codes = self.plain_codes(source)
            result = self._run_codes(codes, source) if codes else self.run_cell(source, True)
        self.value = result.result
        return self.outputs.finished(), result.success

    def plain_codes(self, source):
        """Return the codes of a cell; none where IPython has more to do than to run plain Python.

        They are kept, so that a cell may be compiled before it runs.
        """
        if self.ast_transformers or any(self.events.callbacks[name] for name in _TOLD_OF_CELLS):
            return []
        key = source, self.compile.flags
        if key not in self._codes:
            self._codes[key] = self._compiled(source)
        return self._codes[key]

    def _compiled(self, source):
        if "__future__" in source:  # it holds for later cells, too
            return []
        try:
            with warnings.catch_warnings(action="error"):
                *statements, last = ast.parse(source).body
                name = self.compile.cache(_ended(source))
                if not isinstance(last, ast.Expr):
                    return [self.compile(ast.Module([*statements, last], []), name, "exec")]
                codes = [self.compile(ast.Module(statements, []), name, "exec")]
                return [*codes, self.compile(ast.Interactive([last]), name, "single")]
        except _UNREADABLE:
            return []

    def _run_codes(self, codes, source):
        """What `run_cell` does around the statements of a cell, and they themselves."""
        result = ExecutionResult(None)
        self.compile.cache(_ended(source), self.execution_count)  # for tracebacks, which tell it
        self.execution_count += 1
        self.events.trigger("pre_execute")
        self.history_manager.store_inputs(self.execution_count - 1, source)
        self.displayhook.exec_result = result
        try:
            with self.builtin_trap, self.display_trap:
                any(_at_once(self.run_code(code, result)) for code in codes)  # until one fails
        finally:
            self.displayhook.exec_result = None
            self.events.trigger("post_execute")
        return result

    def _show(self, pictures):
        """Switch rich displays on or off, where they are not so already: it takes a while."""
        if pictures != self._pictures:
            formatter, self._pictures = self.display_formatter, pictures
            formatter.active_types = formatter.format_types if pictures else ["text/plain"]

    def forget(self):
        """Begin a new notebook: no name and no number of the one before is left."""
        self.reset(new_session=True)
        self.user_module.__spec__ = None  # the shell's module is `__main__`, and is asked for it

    def _format_exception_for_storage(self, *error):
        """A history that nobody reads needs no second traceback."""

    def collecting(self):
        """Collect what is printed and displayed in a block, as the outputs of one cell."""
        return Collecting(self.outputs)

    def _showtraceback(self, etype, evalue, stb):
        lines = [line for piece in stb for line in str(piece).split("\n")]
        name, value = str(getattr(etype, "__name__", etype)), str(evalue)
        output = {"output_type": ERROR, "ename": name, "evalue": value, "traceback": lines}
        self.outputs.items.append(output)

    def enable_gui(self, gui=None):
        """There is no event loop to join."""

    def ask_exit(self):
        """`exit()` in a notebook that is graded goes on with the next cell."""


def _ended(cell):
    return cell if cell.endswith("\n") else cell + "\n"


def _at_once(coroutine):
    """What a coroutine returns that awaits nothing."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("a cell that was read as plain Python awaits something")
