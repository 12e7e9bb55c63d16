"""The door of `python3 -m course`; every Python 3 can parse it, so that an old one is told so."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Descent needs Python 3.11 or newer; this is Python %d.%d (%s). "
        "Install a newer one from https://www.python.org/downloads/ "
        "and start the command with it, such as: python3.12 -m course lab"
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )

if __name__ == "__main__":
    from course.bootstrap.cli import main

    sys.exit(main())
