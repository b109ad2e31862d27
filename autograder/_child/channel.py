"""The sandbox's end of its socket: requests come several at a time, and replies go so too.

To wait for a request puts the process to sleep, and to send a reply wakes the engine: both cost
more than most calls. Replies are kept back while more requests are there, but not for long: a reply
must not seem late because the call after it takes its time.
"""

from __future__ import annotations

import socket
from time import monotonic
from typing import Any

from . import codec

CHUNK = 1 << 18
KEPT_SECONDS = 0.01
KEPT_BYTES = 1 << 16


class Channel:
    """Reads requests and writes their replies."""

    def __init__(self, sock: socket.socket) -> None:
        """Take over ``sock``."""
        self._socket = sock
        self._data = bytearray()
        self._replies: list[bytes] = []
        self._since = 0.0

    def read(self) -> tuple[int, Any]:
        """Return number and body of the next request; ``EOFError`` when the engine is gone."""
        while (size := self._complete()) == 0:
            chunk = self._socket.recv(CHUNK)
            if not chunk:
                raise EOFError
            self._data += chunk
            self._since = monotonic()
        frame, self._data = self._data, self._data[size:]
        return codec.decode_frame(frame, size)

    def write(self, call: int, value: Any) -> None:
        """Reply ``value`` to request ``call``; ``Unsendable`` before a byte is written."""
        self._replies.append(codec.encode_frame(call, value))
        late = monotonic() - self._since > KEPT_SECONDS
        if late or not self._complete() or sum(map(len, self._replies)) > KEPT_BYTES:
            self._socket.sendall(b"".join(self._replies))
            self._replies.clear()
            self._since = monotonic()

    def _complete(self) -> int:
        """Return the size of the frame that the data begin with, 0 if it is not all there."""
        if len(self._data) < codec.PREFIX.size:
            return 0
        header_length, payload_length = codec.PREFIX.unpack_from(self._data)
        size: int = codec.PREFIX.size + header_length + payload_length
        return size if len(self._data) >= size else 0
