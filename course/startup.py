"""What a start need not wait for."""

import sys


def skip_slow_imports():
    """Keep a library from being imported that costs a second and serves nobody here.

    rfc3987-syntax 1.1.0 builds its parser of internationalised addresses as it is imported, and
    jsonschema imports it wherever it is installed, for a format that no schema of Jupyter's or
    nbgrader's names. Where it is not installed, jsonschema leaves that one format unchecked. To be
    called before anything of Jupyter's is imported.
    """
    sys.modules.setdefault("rfc3987_syntax", None)
