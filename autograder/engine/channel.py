"""Messages over a socket: eight bytes of length, then the bytes of one value of `wire`."""

import socket
import struct
import time

from autograder.engine import wire

_LENGTH = struct.Struct("<q")
_SLICE = 50_000  # microseconds; short waits, so that a time limit set in this thread can be raised
_AHEAD = 2**16  # bytes that one call of the kernel may bring


class Closed(ConnectionError):
    """The other side is gone, or sent what is no message."""


class Late(TimeoutError):
    """No answer within the time allowed."""


class Channel:
    """One end of a conversation.

    Parameters
    ----------
    connection : socket.socket
        Connected; it is the channel's from now on.
    ahead : bool
        Whether to read on beyond a message; not where descriptors may lie between two of them.
    """

    def __init__(self, connection, ahead=True):
        self._socket, self._ahead, self._buffer = connection, ahead, bytearray()
        slice_ = struct.pack("ll", 0, _SLICE)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, slice_)

    def send(self, value, keep=None):
        """Send one value; `keep` as in `wire.encode`. A tuple arrives as a list.

        Raises
        ------
        wire.WireError
            The value cannot cross; nothing was sent.
        Closed
            The other side is gone.
        """
        plain = list(value) if type(value) is tuple else value  # a list is shorter on the wire
        data = wire.encode(plain, keep)
        try:
            self._socket.sendall(_LENGTH.pack(len(data)) + data)
        except OSError as error:
            raise Closed(str(error)) from None

    def receive(self, resolve=None, seconds=None):
        """Return the next value; `resolve` as in `wire.decode`.

        Raises
        ------
        Closed
            The other side is gone, or sent no message.
        Late
            Nothing whole came within `seconds`.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        self._fill(_LENGTH.size, deadline)
        length = _LENGTH.unpack_from(self._buffer)[0]
        if not 0 <= length <= wire.MAX_BYTES + 2**20:
            raise Closed(f"a message of {length} bytes")
        end = _LENGTH.size + length
        self._fill(end, deadline)
        data = bytes(self._buffer[_LENGTH.size : end])
        del self._buffer[:end]
        try:
            return wire.decode(data, resolve)
        except wire.WireError as error:
            raise Closed(str(error)) from None

    def send_descriptor(self, descriptor):
        """Hand over an open file, such as a socket's other end."""
        socket.send_fds(self._socket, [b"x"], [descriptor])

    def receive_descriptor(self):
        """Return the open file that `send_descriptor` hands over."""
        while True:
            try:
                return socket.recv_fds(self._socket, 1, 1)[1][0]
            except BlockingIOError:
                continue

    def close(self):
        """Hang up."""
        self._socket.close()

    def _fill(self, size, deadline):
        """Read until the buffer holds so many bytes."""
        while len(self._buffer) < size:
            self._buffer += self._more(size - len(self._buffer), deadline)

    def _more(self, missing, deadline):
        wanted = max(missing, _AHEAD) if self._ahead else missing
        while True:
            try:
                data = self._socket.recv(min(wanted, 2**20))
            except BlockingIOError:
                if deadline is not None and time.monotonic() > deadline:
                    raise Late("no answer in time") from None
                continue
            except OSError as error:
                raise Closed(str(error)) from None
            if not data:
                raise Closed("the other side closed the connection")
            return data
