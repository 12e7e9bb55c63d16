"""JupyterLab in the learner's folder: `python -m course.jupyter --work DIR … -- …`."""

import argparse
import os
import sys
import webbrowser
from urllib.parse import quote

from course.startup import skip_slow_imports

skip_slow_imports()

from course.jupyter.servers import next_free, server_of  # noqa: E402 (it imports Jupyter's)


def main():
    """Start JupyterLab, or point to the one that already runs for this folder."""
    options, extra = _options(sys.argv[1:])
    if running := server_of(options.work):
        return _point_to(running, options)
    wanted = options.port or 8888
    port = next_free(wanted)
    if port != wanted:
        print(f"Port {wanted} is taken by another program; {port} is used instead.")
    print(f"Your files are in {options.work}")
    print("JupyterLab starts. If no browser opens, use the link below; Ctrl-C here stops it.")
    sys.stdout.flush()  # the link, with its token, is the server's to tell
    os.chdir(options.work)
    from jupyterlab.labapp import main as start

    return start(argv=[*_arguments(options, port), *extra])


def _options(arguments):
    place = arguments.index("--")
    parser = argparse.ArgumentParser()
    parser.add_argument("--work")
    parser.add_argument("--open")
    parser.add_argument("--port", type=int)
    parser.add_argument("--no-browser", action="store_true")
    return parser.parse_args(arguments[:place]), arguments[place + 1 :]


def _arguments(options, port):
    arguments = [f"--ServerApp.root_dir={options.work}", f"--ServerApp.port={port}"]
    if options.open:
        arguments += [f"--LabApp.default_url=/lab/tree/{quote(options.open)}"]
    if options.no_browser:
        arguments += ["--no-browser"]
    return arguments


def _point_to(server, options):
    address = f"{server['url']}lab?token={server['token']}"
    print(f"JupyterLab already runs for {options.work}: {address}")
    print("Use that one (stop it with File > Shut Down), or name another folder with --work DIR.")
    if not options.no_browser:
        webbrowser.open(address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
