"""Messages over a socket: eight bytes of length, then the bytes of one value of `wire`."""

import select
import struct
import time

from autograder.engine import wire

_LENGTH = struct.Struct("<q")
_SLICE = 0.05  # seconds; short waits, so that a time limit set in this thread can be raised


class Closed(ConnectionError):
    """The other side is gone, or sent what is no message."""


class Late(TimeoutError):
    """No answer within the time allowed."""


def send(socket, value, keep):
    """Send one value; `keep` as in `wire.encode`.

    Raises
    ------
    wire.WireError
        The value cannot cross; nothing was sent.
    Closed
        The other side is gone.
    """
    data = wire.encode(value, keep)
    try:
        socket.sendall(_LENGTH.pack(len(data)) + data)
    except OSError as error:
        raise Closed(str(error)) from None


def receive(socket, resolve, seconds=None):
    """Return the next value; `resolve` as in `wire.decode`.

    Raises
    ------
    Closed
        The other side is gone, or sent no message.
    Late
        Nothing whole came within `seconds`.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    length = _LENGTH.unpack(_exactly(socket, _LENGTH.size, deadline))[0]
    if not 0 <= length <= wire.MAX_BYTES + 2**20:
        raise Closed(f"a message of {length} bytes")
    try:
        return wire.decode(_exactly(socket, length, deadline), resolve)
    except wire.WireError as error:
        raise Closed(str(error)) from None


def _exactly(socket, size, deadline):
    parts, missing = [], size
    while missing:
        _wait(socket, deadline)
        try:
            data = socket.recv(min(missing, 2**20))
        except OSError as error:
            raise Closed(str(error)) from None
        if not data:
            raise Closed("the other side closed the connection")
        parts.append(data)
        missing -= len(data)
    return b"".join(parts)


def _wait(socket, deadline):
    while True:
        left = _SLICE if deadline is None else min(_SLICE, deadline - time.monotonic())
        if left < 0:
            raise Late("no answer in time")
        if select.select([socket], [], [], left)[0]:
            return
