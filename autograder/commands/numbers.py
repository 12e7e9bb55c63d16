"""Numbers on a command line, refused with a sentence where they make no sense."""

import argparse


def at_least(least):
    """Return a function that reads a whole number from `least` on, for argparse's `type`."""

    def read(text):
        if text.isdecimal() and int(text) >= least:
            return int(text)
        raise argparse.ArgumentTypeError(f"got {text!r}, expected a whole number from {least} on")

    return read
