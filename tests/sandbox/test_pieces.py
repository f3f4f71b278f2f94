"""Over TLS a line keeps no more than a piece of what it was answered, and what waits is counted; so is what comes and
brings nothing."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sandbox import lines, pieces
from sandbox.pieces import MOST_QUIET, PIECE, InPieces
from tests.sandbox import test_lines
from tests.sandbox.test_lines import GET, first_held, status

pytestmark = pytest.mark.attack

LONG = bytes(range(250)) * 12_000
"""An answer of three million bytes in which each place is told from its neighbours."""
STATM = Path("/proc/self/statm")


async def answering(scope: Any, receive: Any, send: Any) -> None:
    """A long answer; at `/last` over a line that is hung up afterwards."""
    headers = [(b"content-length", b"%d" % len(LONG))]
    if scope["path"] == "/last":
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": LONG})


def over_tls(certificate: Path, tried: Callable[..., Coroutine[Any, Any, None]]) -> None:
    """Try something with what opens a line over TLS, and with what a browser trusts."""
    crt, key = certificate / "hall.crt", certificate / "hall.key"
    trusting = ssl.create_default_context(cafile=str(crt))

    async def served() -> None:
        async with test_lines.serving(answering, ssl_certfile=crt, ssl_keyfile=key) as line:
            how = {"ssl": trusting, "server_hostname": "hall.lan"}
            await tried(lambda sent, **more: line(sent, **how, **more), trusting)

    asyncio.run(served())


def hold_little(made: Any) -> None:
    """Have the system take in no more for whoever reads slowly than a browser's does: it may take megabytes."""
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)


async def asked(line: Any) -> asyncio.StreamReader:
    """What is answered over a new line whose client holds little: its status was read."""
    reader, writer = await line(b"")
    hold_little(writer.get_extra_info("socket"))
    writer.write(GET)
    assert await status(reader) == 200
    return reader


def megabytes() -> int:
    """What this process holds of the machine's memory."""
    return int(STATM.read_text().split()[1]) * 4096 // 1_000_000


def read_whole(secret: ssl.SSLSocket) -> int:
    """How many bytes of an answer came."""
    secret.sendall(GET)
    came, whole = b"", 0
    while b"\r\n\r\n" not in came:
        came += secret.recv(65_536)
    whole = len(came.partition(b"\r\n\r\n")[2])
    while whole < len(LONG):
        whole += len(secret.recv(65_536))
    return whole


@pytest.mark.skipif(not STATM.exists(), reason="no such file tells the memory here")
def test_lines_that_read_a_long_answer_and_stay_keep_none_of_it(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "PATIENCE_S", 30)

    async def tried(line: Any, trusting: ssl.SSLContext) -> None:
        await line(b"")
        port = (await first_held()).transport.get_extra_info("sockname")[1]
        held: list[ssl.SSLSocket] = []

        def read() -> None:
            plain = socket.create_connection(("127.0.0.1", port), timeout=10)
            held.append(trusting.wrap_socket(plain, server_hostname="hall.lan"))
            assert read_whole(held[-1]) == len(LONG)

        await asyncio.to_thread(read)
        before = megabytes()
        for _ in range(40):
            await asyncio.to_thread(read)
        assert megabytes() - before < 40  # with a copy of each answer 120
        for each in held:
            each.close()

    over_tls(certificate, tried)


@pytest.mark.parametrize("path", [b"/", b"/last"])
def test_a_long_answer_comes_whole_however_slowly_it_is_read(
    certificate: Path, path: bytes
) -> None:
    async def tried(line: Any, _: Any) -> None:
        reader, _ = await line(GET.replace(b"/", path, 1), limit=2**14)
        assert await status(reader) == 200
        await reader.readuntil(b"\r\n\r\n")
        came = b""
        while len(came) < len(LONG):
            came += await reader.read(100_000)
            await asyncio.sleep(0.001)
        assert came == LONG
        if path == b"/last":
            assert await reader.read() == b""

    over_tls(certificate, tried)


def test_an_answer_that_nobody_reads_waits_as_it_was_made_and_is_counted(certificate: Path) -> None:
    async def tried(line: Any, _: Any) -> None:
        reader = await asked(line)
        (waits,) = lines._unread.values()
        assert len(LONG) // 2 < waits < len(LONG) - PIECE
        while lines._unread:
            assert await reader.read(100_000)

    over_tls(certificate, tried)


def test_of_answers_that_nobody_reads_the_oldest_is_given_up_and_forgotten(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST_UNREAD", 2 * len(LONG))

    async def tried(line: Any, _: Any) -> None:
        readers = [await asked(line) for _ in range(3)]
        assert len(lines._unread) == 2
        with suppress(ConnectionError, ssl.SSLError):
            assert len(await readers[0].read()) < len(LONG)

    over_tls(certificate, tried)


def test_an_answer_is_whole_for_who_wants_the_line_hung_up_after_it_and_reads_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "LOOK_S", 0.1)

    async def tried() -> None:
        async with test_lines.serving() as line:
            large = b"GET /large HTTP/1.1\r\nhost: hall\r\nconnection: close\r\n\r\n"
            reader, _ = await line(large)
            await asyncio.sleep(5 * lines.LOOK_S)
            assert (await reader.read()).endswith(b"\r\n\r\n" + b"x" * 30_000_000)
            await asyncio.sleep(5 * lines.LOOK_S)
            assert not lines._held, "it is hung up then"

    asyncio.run(tried())


SENT = b"POST / HTTP/1.1\r\nhost: hall\r\ncontent-length: 60000\r\n\r\n" + b"x" * 60_000


def ciphered(port: int, trusting: ssl.SSLContext) -> tuple[socket.socket, bytes]:
    """A line after its handshake, and a long request as it would go over it."""
    came, goes = ssl.MemoryBIO(), ssl.MemoryBIO()
    trusting.maximum_version = ssl.TLSVersion.TLSv1_2  # After it nothing comes but answers.
    secret = trusting.wrap_bio(came, goes, server_hostname="hall.lan")
    plain = socket.create_connection(("127.0.0.1", port), timeout=10)
    while True:
        try:
            secret.do_handshake()
            break
        except ssl.SSLWantReadError:
            plain.sendall(goes.read())
            came.write(plain.recv(65_536))
    secret.write(SENT)
    return plain, goes.read()


@pytest.mark.parametrize("piece", [1_400, 100_000])
@pytest.mark.parametrize(("most", "is_answered"), [(MOST_QUIET, True), (1_000, False)])
def test_a_line_is_hung_up_that_brings_more_bytes_than_a_record_has_and_no_data(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, piece: int, most: int, is_answered: bool
) -> None:
    """A request of records at their longest is answered, however it comes; were they longer than any
    may be, no data would come of their bytes for too long."""
    monkeypatch.setattr(pieces, "MOST_QUIET", most)

    async def tried(line: Any, trusting: ssl.SSLContext) -> None:
        await line(b"")
        port = (await first_held()).transport.get_extra_info("sockname")[1]

        def ask() -> bytes:
            plain, sent = ciphered(port, trusting)
            with plain, suppress(ConnectionError):
                for at in range(0, len(sent), piece):
                    plain.sendall(sent[at : at + piece])
                return plain.recv(65_536)
            return b""

        assert bool(await asyncio.to_thread(ask)) == is_answered

    over_tls(certificate, tried)


class Below(asyncio.Transport):
    """A transport over TLS that is hung up when told so; what it was handed."""

    def __init__(self) -> None:
        super().__init__()
        self.handed: list[bytes] = []
        self.closing = False

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """As many as it likes."""

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """It tells nobody."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.handed.append(bytes(data))

    def is_closing(self) -> bool:
        return self.closing


def test_over_a_line_that_is_hung_up_nothing_more_is_handed_on() -> None:
    """asyncio writes a line of the log for each piece."""
    below = Below()
    waiting = InPieces(below, asyncio.Protocol())
    waiting.write(LONG[: PIECE + 1])
    assert list(map(len, below.handed)) == [PIECE, 1]
    waiting.pause_writing()
    waiting.write(LONG)
    below.closing = True
    waiting.resume_writing()
    assert len(below.handed) == 2 and not waiting.get_write_buffer_size()
