"""Settings of JupyterLab: nothing that asks the network, and a style sheet."""

c = get_config()  # noqa: F821 (traitlets defines it)

c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None
c.LabApp.extension_manager = "readonly"
c.LabApp.custom_css = True
