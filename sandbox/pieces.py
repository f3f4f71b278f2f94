"""Pieces: what goes out over TLS is enciphered piece by piece, as it is read.

asyncio enciphers all it is handed in one go, and the memory of OpenSSL in which that waits grows to the longest
answer of a line and stays so for as long as the line lives. Handed a piece after what was before it is out, a
line keeps a piece, and what is not read yet waits as it was made: the answer itself, not a copy.

What comes in is deciphered record by record, and counted: TLS knows messages that bring no data and cost the thread
that serves more than their bytes. A line that brings bytes and no data is hung up.
"""

import asyncio
from asyncio.sslproto import SSLProtocol
from collections import deque
from typing import Any

SSLProtocol.max_size = 16 * 1024
"""Bytes that asyncio reads of a line before it deciphers them, a record at its longest, and keeps room for:
a sixteenth of what it would."""
MOST_QUIET = 18 * 1024
"""Bytes that may bring no data: the longest record, until it is whole."""
PIECE = 64 * 1024
"""Bytes handed on at a time: a few records of TLS, less than a line's buffer for what it reads."""


class InPieces(asyncio.Transport, asyncio.Protocol):
    """A line's own transport over TLS, and its protocol towards that: it tells the line to pause and to go
    on by what waits here. What waits below is two pieces at the most, and is not counted. `quiet` is how many
    bytes came that brought no data: each byte of data makes up for two beside it, and each time some come for a
    hundred, which is more than an honest record has around it."""

    def __init__(self, secured: asyncio.Transport, line: asyncio.Protocol) -> None:
        super().__init__()
        self._secured, self._line = secured, line
        self._waiting = deque[memoryview]()
        self._size = 0
        self._full = self._closing = self._told = False
        self._quiet = 0
        # Nobody but asyncio's own protocol hears of bytes: a public name for it there is none.
        below: Any = getattr(secured, "_ssl_protocol", None)
        if below:
            self._heard, below.buffer_updated = below.buffer_updated, self._came
        secured.set_write_buffer_limits(PIECE)
        secured.set_protocol(self)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Hand on what there is room for; the rest waits."""
        self._waiting.append(memoryview(data))
        self._size += len(data)
        self._hand_on()
        if self._size > PIECE and not self._told:
            self._told = True
            self._line.pause_writing()

    def _hand_on(self) -> None:
        if self._secured.is_closing():
            self._forget()  # where nothing goes out any more asyncio logs each piece
        while self._waiting and not self._full:
            first = self._waiting.popleft()
            if len(first) > PIECE:
                self._waiting.appendleft(first[PIECE:])
            self._size -= len(first[:PIECE])
            self._secured.write(first[:PIECE])
        if self._told and self._size <= PIECE:
            self._told = False
            self._line.resume_writing()
        if self._closing and not self._waiting and not self._secured.is_closing():
            self._secured.close()

    def _forget(self) -> None:
        self._waiting.clear()
        self._size = 0

    def size(self) -> int:
        """Bytes that wait here."""
        return self._size

    get_write_buffer_size = size

    def close(self) -> None:
        """Hang up when all is out."""
        self._closing = True
        self._hand_on()

    def abort(self) -> None:
        """Hang up now."""
        self._forget()
        self._secured.abort()

    def is_closing(self) -> bool:
        """Whether it is hung up, or will be when all is out."""
        return self._closing or self._secured.is_closing()

    def can_write_eof(self) -> bool:
        """Never, over TLS."""
        return False

    def known(self, name: str, default: Any = None) -> Any:
        """What is known of the line."""
        return self._secured.get_extra_info(name, default)

    get_extra_info = known

    def pause_reading(self) -> None:
        """Read no more for now."""
        self._secured.pause_reading()

    def resume_reading(self) -> None:
        """Read on."""
        self._secured.resume_reading()

    def pause_writing(self) -> None:
        """What was handed on waits: hand on no more."""
        self._full = True

    def resume_writing(self) -> None:
        """It is out: hand on the next piece."""
        self._full = False
        self._hand_on()

    def _came(self, count: int) -> None:
        self._quiet += count
        self._heard(count)
        if self._quiet > MOST_QUIET:
            self.abort()

    def data_received(self, data: bytes) -> None:
        """What is read is the line's."""
        self._quiet = max(0, self._quiet - 2 * len(data) - 100)
        self._line.data_received(data)

    def eof_received(self) -> bool | None:
        """So is its end."""
        return self._line.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing goes out any more."""
        self._forget()
        self._line.connection_lost(exc)
