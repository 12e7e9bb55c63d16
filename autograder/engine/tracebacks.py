"""Tracebacks as IPython draws them, each drawn once: one line of a test fails for many answers."""

MOST = 1000  # tracebacks that are kept; a message may be another one in every notebook


class Tracebacks:
    """What stands for `structured_traceback` of a shell's tracebacks, and remembers what it said.

    Drawing one takes longer than most tests: it searches all modules and colours the lines.

    Parameters
    ----------
    drawn : IPython.core.ultratb.AutoFormattedTB
    compiler : IPython.core.compilerop.CachingCompiler
        It knows the numbers of cells, which a traceback tells.
    """

    def __init__(self, drawn, compiler):
        self._drawn, self._draw = drawn, drawn.structured_traceback
        self._compiler, self._known = compiler, {}

    def __call__(self, kind, error, trace=None, *how, **more):
        key = self._key(kind, error, trace, how, more)
        if key is None:
            return self._draw(kind, error, trace, *how, **more)
        if key not in self._known:
            if len(self._known) == MOST:
                self._known.clear()
            self._known[key] = self._draw(kind, error, trace, *how, **more)
        return list(self._known[key])

    def _key(self, kind, error, trace, how, more):
        """All that a drawing depends on; None where that is more than lines and a message."""
        if self._drawn.mode != "Context" or _tells_more(error):  # "Verbose" shows values
            return None
        try:
            message = str(error)
        except Exception:  # noqa: BLE001 IPython has words for it
            return None
        frames = []
        while trace is not None:
            code = trace.tb_frame.f_code
            number = self._compiler.format_code_name(code.co_filename)
            frames.append((code, code.co_filename, number, trace.tb_lasti))
            trace = trace.tb_next
        settings = (*how, *sorted(more.items()))
        return kind.__module__, kind.__qualname__, message, *frames, *settings


def _tells_more(error):
    told = ("__cause__", "__context__", "__notes__", "exceptions")
    return any(getattr(error, name, None) for name in told)
