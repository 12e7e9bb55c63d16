"""Which Jupyter servers run already, and whether a port is free."""

import os
import socket
import urllib.error
import urllib.request

from jupyter_server.serverapp import list_running_servers


def server_of(folder):
    """Return the running server whose files are in `folder`, as Jupyter describes it, or None."""
    for server in list_running_servers():
        if os.path.realpath(server["root_dir"]) == os.path.realpath(folder) and _answers(server):
            return server
    return None


def next_free(port):
    """Return the first port from `port` on that nobody listens on, or `port` where none is free."""
    return next(filter(_is_free, range(port, min(port + 50, 65536))), port)


def _is_free(port):
    with socket.socket() as probe:
        if os.name != "nt":  # where it means another thing
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _answers(server):
    try:
        with urllib.request.urlopen(f"{server['url']}api", timeout=2):
            return True
    except (OSError, ValueError):
        return False
