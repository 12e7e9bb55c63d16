"""Stock `nbgrader autograde` and formgrader's button through the engine, by configuration alone.

In `nbgrader_config.py`:

    from autograder.nbgrader import configure
    configure(c)

Nothing of nbgrader is changed: its exporter is ours, and takes the run over when it starts.
In a Jupyter server, formgrader's list of submissions also gets buttons that grade the class in the
background, and its own button grades in a process of its own.
To grade with nbgrader itself once more, name its own exporter on the command line (`STOCK`):
`nbgrader autograde ASSIGNMENT --Autograde.exporter_class=nbconvert.exporters.NotebookExporter`.
"""

import sys

STOCK = "--Autograde.exporter_class=nbconvert.exporters.NotebookExporter"


def configure(c, *, workers=None, scheduler="", unsandboxed=False, **limits):
    """Let the engine grade.

    Parameters
    ----------
    c : traitlets.config.Config
        What `get_config()` gives.
    workers : int, optional
        Processes on this machine; by default one a processor.
    scheduler : str
        The address of a Dask scheduler, such as tcp://HOST:8786: its workers grade.
    unsandboxed : bool
        Grade on a system that offers no protection: submissions can do whatever you can.
    limits
        Fields of `autograder.engine.sandbox.Limits`, such as `cell_seconds=10`. Without one,
        `c.Execute.timeout` bounds a cell.
    """
    c.Autograde.exporter_class = "autograder.nbgrader.exporter.EngineExporter"
    c.EngineExporter.limits = limits
    c.EngineExporter.scheduler = scheduler
    c.EngineExporter.unsandboxed = unsandboxed
    if workers is not None:
        c.EngineExporter.workers = workers
    _offer_buttons()


def _offer_buttons():
    """Formgrader reads the configuration inside the Jupyter server that it belongs to."""
    module = sys.modules.get("jupyter_server.serverapp")
    if module is not None and module.ServerApp.initialized():
        from autograder.nbgrader.server import install

        install(module.ServerApp.instance())


__all__ = ["STOCK", "configure"]
