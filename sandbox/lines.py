"""Lines: what one client may hold of the server, for how long, and how many clients there may be.

uvicorn takes a head of any length with httptools, waits for one for ever, and takes as many
connections as there are. Here a head has 16 KB, a request is whole within seconds of its first
byte, and an answer nobody reads is given up. Where too many lines are held, of an address or in all, the
account that holds most of them, or all who have not signed in together, for they have as many addresses as they
like, gives the lines that have waited longest or, where we are to blame for all, wait longest for us: who
asks without end with many lines pushes out no other account's.
Counting is by process: with several workers each has its own.
"""

import asyncio
import socket
from collections import Counter
from collections.abc import Collection
from typing import Any, NoReturn

from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from mock_systems.sentence import Sentence
from sandbox.declined import Declined, TooLarge
from sandbox.pieces import InPieces
from sandbox.turns import lost

try:
    import resource
except ImportError:  # Windows has no such limit.
    resource = None  # type: ignore[assignment]

MOST_HEAD, MOST_HEADERS = 16 * 1024, 100
"""Bytes of address and headers; headers, with those that may follow a body."""
MOST_PIECES = 1_000
"""Of a body: those that its sender made and those in which it comes. Each costs as much as a thousand
bytes do."""
MOST_SENT = 2 * 1024 * 1024
"""Bytes of one request as it comes over the line; bodies are measured by the guard, and less."""
MOST_KEPT = 64_001
"""Bytes of a body that are kept: more than any form of ours takes. For more uvicorn would read no further,
and not see that the line is lost."""
MOST_AHEAD = 1
"""Requests that wait on a line for the answer before them. No browser sends any; each costs a hundred times
its bytes, and all of a chunk are taken in one go. Their heads and pieces are counted together, as one's."""
MOST_SHAKING = 512
"""TLS handshakes under way, each of which holds what a line does. One takes milliseconds; for a newer one the oldest
is given up."""
PATIENCE_S = 15.0
"""How long a request may take to be whole, and an answer to be read."""
LOOK_S = 3.0
"""How often each line is looked at."""
LINGER_S = 2.0
"""How long is listened to who was refused in mid-request, so that the answer arrives."""
NEW_S = 1.0
"""How long a line that came, or was answered, is not taken for one that waits: where all others ask without
end, a browser's between two requests would be the first to go."""
FILES = 16_384
"""Files and lines a process may have open, where the machine allows it."""
MOST_UNREAD = 256 * 1024 * 1024
"""Bytes of all answers that wait to be read."""
UNCOUNTED = 64 * 1024
"""Bytes of answers that may wait to be read before they are counted, in the program and in the system each."""
MOST_LINES, MOST_OF_ONE = 4_096, 512
"""Lines of a process in all, and of one address. Nobody is refused by the second: a school behind
one address has six lines a browser, most of them idle."""


MANY = 64
"""Of so many lines of whoever holds most one is let go at a time."""


class HeadTooLong(Declined):
    """Address and headers are longer than any browser's."""

    code, status = "head_too_long", 431
    message = Sentence("地址和请求头过长，没有接收。")
    remedy = Sentence("请清除本站的 Cookie，从首页重新进入。")


_held: dict[str, set["HttpLine"]] = {}
"""The lines of this process by the address they come from."""
_unread: dict["HttpLine", int] = {}
"""How many bytes of an answer wait on a line, since the longest first."""
_shaking: dict[asyncio.Task[Any], None] = {}
"""The TLS handshakes under way, the oldest first: a line is one of ours only after its own."""


class HttpLine(HttpToolsProtocol):
    """One client's connection. `since` is when it began to keep us waiting or, where we are `working`,
    when we were asked."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        # asyncio takes each line in a task of its own, which ends with the handshake. (On Windows in none.)
        if self.config.is_ssl and (taking := asyncio.current_task()):
            _shaking[taking] = None
            taking.add_done_callback(lambda _: _shaking.pop(taking, None))
            if len(_shaking) > MOST_SHAKING:
                oldest = next(iter(_shaking))
                del _shaking[oldest]
                oldest.cancel()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        # uvicorn and all of this talk to a line alike, whatever it goes over.
        over = InPieces(transport, self) if transport.get_extra_info("sslcontext") else transport
        super().connection_made(over)
        # asyncio sees to it for sockets that name their protocol, which those of workers do not: the
        # body of an answer would wait for the client's word on its head, some 40 ms.
        made = transport.get_extra_info("socket")
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNCOUNTED)
        self.since, self.working = self.loop.time(), False
        self.unread_since: float | None = None
        self.begun = self.came = 0
        self.in_head = True
        self.closing_since: float | None = None
        self.refused: Declined | None = None
        self.answering: RequestResponseCycle | None = None
        self.address = self.client[0] if self.client else ""
        _held.setdefault(self.address, set()).add(self)
        self.looking = self.loop.call_later(LOOK_S, self._look)
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self.looking.cancel()
        _unread.pop(self, None)
        self._let_go()
        super().connection_lost(exc)
        if (cycle := self.answering) and not cycle.response_complete:
            cycle.disconnected = True  # said of the last that was read alone
            cycle.message_event.set()
            lost(cycle.scope["state"])

    def data_received(self, data: bytes) -> None:
        if self.refused:
            return
        begun = self.begun
        super().data_received(data)
        if self.begun != begun:
            return  # Of a chunk in which a request begins only its head is measured, when whole.
        self.came += len(data)
        if self.came > (MOST_HEAD if self.in_head else MOST_SENT):
            self._refuse(HeadTooLong() if self.in_head else TooLarge())

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.begun, self.came, self.in_head = self.begun + 1, 0, True
        if not self.cycle or self.cycle.response_complete:
            self.named = self.length = self.pieces = 0
        self.since, self.working = self.loop.time(), False

    def on_header(self, name: bytes, value: bytes) -> None:
        self.named += 1
        if self.named > MOST_HEADERS:
            self._end_parsing(HeadTooLong())
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self.length += len(self.url) + sum(len(n) + len(v) for n, v in self.headers)
        if self.length > MOST_HEAD:
            self._end_parsing(HeadTooLong())
        if len(self.pipeline) == MOST_AHEAD:
            self._end_parsing(TooLarge())
        self.in_head = False
        super().on_headers_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self.answering = cycle
        super()._start_asgi_task(cycle, app)

    def on_body(self, body: bytes) -> None:
        self.pieces += 1
        if self.pieces > MOST_PIECES:
            self._end_parsing(TooLarge())
        super().on_body(body[: MOST_KEPT - len(self.cycle.body)])

    def _end_parsing(self, declined: Declined) -> NoReturn:
        """Read no more of a chunk; uvicorn then asks for the answer."""
        self.refused = declined
        raise declined

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self.working = not self.cycle.response_complete

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self.since = self.loop.time()
        self.working = not self.cycle.response_complete and not self.cycle.more_body

    def pause_writing(self) -> None:
        super().pause_writing()
        self.unread_since = self.loop.time()
        _unread[self] = self.transport.get_write_buffer_size()
        while sum(_unread.values()) > MOST_UNREAD:
            longest = next(iter(_unread))
            del _unread[longest]
            longest.transport.abort()

    def resume_writing(self) -> None:
        super().resume_writing()
        self.unread_since = None
        _unread.pop(self, None)

    def send_400_response(self, msg: str) -> None:
        if self.pipeline:  # whose answers are due before this
            self.transport.abort()
        elif self.refused:
            self._refuse(self.refused)
        else:
            super().send_400_response(msg)

    def shutdown(self) -> None:
        """What is whole is answered; nobody is waited for who has not sent all."""
        if not self.working:
            self.transport.close()
        else:
            super().shutdown()

    def _refuse(self, declined: Declined) -> None:
        """Say no, where no other answer is due before it or under way, and hang up when it was read."""
        self.refused = declined
        due = self.cycle and not self.cycle.response_complete
        if due and (self.cycle.response_started or self.in_head):
            self.transport.abort()
            return
        said = f"{declined}{declined.remedy}".encode()
        head = b"content-type: text/plain; charset=utf-8\r\nconnection: close\r\ncontent-length: "
        self.transport.write(STATUS_LINE[declined.status] + head + b"%d\r\n\r\n" % len(said) + said)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(LINGER_S, self.transport.abort)

    def _look(self) -> None:
        now = self.loop.time()
        over = now - PATIENCE_S
        late = not self.working and self.since < over
        unread = self.unread_since is not None and self.unread_since < over
        if late or unread or self._is_left(over):
            self.transport.abort()
            return
        if self.transport.is_closing() and self.closing_since is None:
            self.closing_since = now
        self.looking = self.loop.call_later(LOOK_S, self._look)

    def _is_left(self, over: float) -> bool:
        """Whether it was hung up a while ago and nobody reads the rest, or there is none."""
        if self.closing_since is None:
            return False
        return self.closing_since < over or not self.transport.get_write_buffer_size()

    def _make_room(self) -> None:
        """Let go of some lines of whoever holds most: of the address that holds more than one may or, where
        all are taken, of the hall. Some, as to look at all for each would cost more than it is worth."""
        lines: Collection[HttpLine] = _held[self.address]
        if len(lines) <= MOST_OF_ONE:
            if len(self.connections) <= lines_for() or sum(map(len, _held.values())) <= lines_for():
                return
            lines = [line for each in _held.values() for line in each]
        whose = Counter(line.account for line in lines)
        most = max(whose, key=lambda account: whose[account])
        theirs = [line for line in lines if line.account == most and line is not self] or [self]
        theirs.sort(key=lambda line: (not line._idles(), line.since))
        for line in theirs[: 1 + len(theirs) // MANY]:
            line._let_go()
            line.transport.abort()

    def _idles(self) -> bool:
        """Whether it keeps us waiting: one that came, or was answered, just now has not had time to ask."""
        return not self.working and self.since < self.loop.time() - NEW_S

    @property
    def account(self) -> int:
        """Whose request was the last here; 0 of whoever has not signed in."""
        holder = self.cycle and self.cycle.scope["state"].get("holder")
        return holder.account_id if holder else 0

    def _let_go(self) -> None:
        if lines := _held.get(self.address):
            lines.discard(self)
            if not lines:
                del _held[self.address]


def open_files() -> int:
    """How many files and lines this process may have open at once."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] if resource else 1_024


def allow_files() -> tuple[int, int]:
    """Ask the machine for as many open files as a hall needs: how many there were, and are. Worker
    processes inherit it."""
    before = open_files()
    if resource:
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if most > before:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return before, open_files()


def backlog() -> int:
    """How many lines are taken in one go. asyncio never stops at the limit of open files within
    one, and goes three times before the lines of the first are counted: it must be reached by none."""
    return min(1_024, open_files() // 16)


def lines_for() -> int:
    """How many lines a process holds: below the limit of open files, with room for those that are
    taken in one go and for the hall's own files."""
    return max(1, min(MOST_LINES, open_files() // 2))
