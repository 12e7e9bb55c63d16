"""What went wrong, as one sentence that says what to do."""

import errno

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Trouble(Exception):
    """Stops a command; its text is all that is printed."""


def sentence(error):
    """Return the sentence for an OSError met while something was written.

    Parameters
    ----------
    error : OSError
    """
    where = error.filename2 or error.filename or "A file"
    if error.errno in _NO_ROOM:
        return (
            f"The disk is full ({where} could not be written whole):"
            " free about one gigabyte and run the same command again; nothing is lost."
        )
    if error.errno in _NOT_ALLOWED:
        return (
            f"{where} cannot be written (read-only, or not yours):"
            " use a copy of the course in a folder of your own, or name another place for"
            " your work with --work DIR."
        )
    return (
        f"{where} cannot be used ({error.strerror or error}):"
        " name a folder in which you can write with --work DIR, or move the course there."
    )
