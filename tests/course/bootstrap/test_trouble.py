"""Errors of the system become sentences that say what to do."""

import errno
import os

import pytest

from course.bootstrap.trouble import sentence


def error(number, path="/somewhere/work"):
    return OSError(number, os.strerror(number), path)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_asks_for_room(number):
    assert sentence(error(number)).startswith("The disk is full (/somewhere/work could not")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_read_only_place_asks_for_another(number):
    assert "/somewhere/work cannot be written" in sentence(error(number))
    assert "--work DIR" in sentence(error(number))


def test_any_other_error_names_the_place_and_the_reason():
    said = sentence(error(errno.ENOTDIR))
    assert said.startswith("/somewhere/work cannot be used (Not a directory): ")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_real_full_device_is_told_as_a_full_disk():
    with pytest.raises(OSError, match="No space") as caught, open("/dev/full", "w") as device:
        device.write("x")
        device.flush()
    assert "The disk is full" in sentence(caught.value)
