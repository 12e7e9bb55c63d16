"""JupyterLab as a learner meets it: settings, a quick line to the kernel, one server a folder."""
