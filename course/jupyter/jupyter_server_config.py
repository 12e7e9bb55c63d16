"""Settings of the server that `python3 -m course lab` starts."""

from pathlib import Path

c = get_config()  # noqa: F821 (traitlets defines it)

c.Application.log_level = "ERROR"  # the address is still shown; warnings mean nothing to a learner
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_root = True  # as in most containers; only this computer reaches the server
c.ServerApp.kernel_websocket_connection_class = "course.jupyter.websocket.PromptConnection"
# A learner's server keeps nbgrader's Validate button; the rest is for instructors. Jupytext would
# read every file twice.
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.validate_assignment": True,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "jupyterlab_jupytext": False,
}
# The style sheet that `LabApp.custom_css` asks for; this list has no trait of its own.
c.ServerApp.tornado_settings = {"static_custom_path": [str(Path(__file__).parent / "custom")]}
# Where the kernel offers it: a shared computer carries other people too.
c.KernelManager.transport_encryption = "auto"
c.KernelSpecManager.allowed_kernelspecs = {"python3"}
kept = [f"{name}.{end}*" for name in ("progress", "runs") for end in ("json", "damaged")]
c.ContentsManager.hide_globs = ["__pycache__", "*.pyc", "*~", *kept]
