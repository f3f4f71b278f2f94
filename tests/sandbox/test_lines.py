"""What one client may hold of the server: heads and bodies without end, half a request, an answer
that nobody reads, more lines than there are, and none of it keeps another out."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn

from sandbox import lines
from sandbox.lines import (
    MOST_AHEAD,
    MOST_HEAD,
    MOST_HEADERS,
    MOST_PIECES,
    MOST_SENT,
    HttpLine,
)
from sandbox.settings import Settings
from tests.conftest import free_port
from tests.sample import examples

pytestmark = pytest.mark.attack

Whole = tuple[asyncio.StreamReader, asyncio.StreamWriter]
POST = b"POST / HTTP/1.1\r\nhost: hall\r\ncontent-length: 100\r\n\r\n"
HEAD = b"GET / HTTP/1.1\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nhost: hall\r\ntransfer-encoding: chunked\r\n\r\n"
GET = HEAD + b"host: hall\r\n\r\n"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes seconds in a hall takes tenths here."""
    for name, seconds in {"PATIENCE_S": 0.4, "LOOK_S": 0.1, "LINGER_S": 0.3}.items():
        monkeypatch.setattr(lines, name, seconds)


async def answering(scope: Any, receive: Any, send: Any) -> None:
    """Reads all of a request and answers: `/large` with more than anything holds in between, `/mine` to
    an account, `/slow` after longer than anybody has patience, `/busy` never."""
    while (await receive()).get("more_body"):
        pass
    if scope["path"] == "/busy":
        await receive()
        return
    if scope["path"] == "/slow":
        await asyncio.sleep(2.5 * lines.PATIENCE_S)
    if scope["path"] == "/mine":
        scope["state"]["holder"] = SimpleNamespace(account_id=7)
    body = b"x" * 30_000_000 if scope["path"] == "/large" else b"hall"
    length = [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def serving(
    app: Any = answering, *, as_workers: bool = False, **secured: Path
) -> AsyncIterator[Callable[..., Awaitable[Whole]]]:
    """A server, by the socket that workers share where asked for; opens a line and sends something
    over it."""
    config = uvicorn.Config(
        app, port=0, http=HttpLine, ws="none", lifespan="off", log_config=None, **secured
    )
    server = uvicorn.Server(config)
    sockets = [config.bind_socket()] if as_workers else None
    running = asyncio.create_task(server.serve(sockets))
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    opened: list[asyncio.StreamWriter] = []

    async def line(sent: bytes, **how: Any) -> Whole:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, **how)
        opened.append(writer)
        writer.write(sent)
        await asyncio.sleep(0)
        return reader, writer

    try:
        yield line
    finally:
        for writer in opened:
            writer.transport.abort()
        server.should_exit = True
        await running
    assert not lines._held


async def first_held() -> HttpLine:
    """The line that the server has taken."""
    while not lines._held:
        await asyncio.sleep(0.01)
    return next(iter(lines._held["127.0.0.1"]))


async def status(reader: asyncio.StreamReader) -> int:
    """Of the answer; 0 where the line ended without one."""
    try:
        first = await asyncio.wait_for(reader.readline(), 5)
    except ConnectionError:
        return 0
    return int(first.split()[1]) if first else 0


def test_an_answer_goes_out_at_once_by_the_socket_of_workers_too() -> None:
    async def tried() -> None:
        async with serving(as_workers=True) as line:
            reader, _ = await line(GET)
            assert await status(reader) == 200
            made = (await first_held()).transport.get_extra_info("socket")
            assert made.proto == 0 and made.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    asyncio.run(tried())


def test_a_head_of_more_than_a_browser_sends_is_refused_and_the_next_is_answered() -> None:
    async def tried() -> None:
        async with serving() as line:
            for too_long in (
                b"GET / HTTP/1.1\r\nhost: hall\r\nx: " + b"a" * MOST_HEAD + b"\r\n\r\n",
                b"GET / HTTP/1.1\r\nhost: hall\r\n" + b"x: aaaaaaaaaa\r\n" * 7_000 + b"\r\n",
                b"GET /" + b"a" * MOST_HEAD + b" HTTP/1.1\r\nhost: hall\r\n\r\n",
            ):
                reader, _ = await line(too_long)
                assert await status(reader) == 431
                assert "请求头过长" in (await reader.read()).decode()
            reader, _ = await line(
                GET.replace(b"host", b"x: " + b"a" * (MOST_HEAD - 100) + b"\r\nhost")
            )
            assert await status(reader) == 200

    asyncio.run(tried())


COSTLY = {
    "headers": (HEAD + b"x:\r\n" * (MOST_HEADERS + 1) + b"\r\n", 431),
    "headers after a body": (CHUNKED + b"0\r\n" + b"x:\r\n" * (MOST_HEADERS + 1) + b"\r\n", 431),
    "pieces of a body": (CHUNKED + b"1\r\na\r\n" * (MOST_PIECES + 1) + b"0\r\n\r\n", 413),
    "headers behind a request": (GET + HEAD + b"x:\r\n" * MOST_HEADERS + b"\r\n", 0),
    "requests ahead": (GET * 3, 0),
    "heads ahead": ((b"GET /" + b"a" * (MOST_HEAD * 3 // 4) + b" HTTP/1.1\r\n\r\n") * 2, 0),
    "headers ahead": ((HEAD + b"x:\r\n" * (MOST_HEADERS * 3 // 4) + b"\r\n") * 2, 0),
    "pieces ahead": ((CHUNKED + b"1\r\na\r\n" * (MOST_PIECES * 3 // 4) + b"0\r\n\r\n") * 2, 0),
}


@pytest.mark.parametrize(("sent", "answer"), COSTLY.values(), ids=COSTLY)
def test_what_costs_more_than_its_bytes_is_counted(sent: bytes, answer: int) -> None:
    async def tried() -> None:
        async with serving() as line:
            assert await status((await line(sent))[0]) == answer
            as_many = CHUNKED + b"1\r\na\r\n" * MOST_PIECES + b"0\r\n\r\n"
            assert await status((await line(as_many))[0]) == 200

    asyncio.run(tried())


def test_a_head_without_end_is_not_kept() -> None:
    async def tried() -> None:
        async with serving() as line:
            reader, writer = await line(HEAD + b"x: ")
            held = await first_held()
            with suppress(ConnectionError):
                for _ in range(300):
                    writer.write(b"a" * 65_536)
                    await writer.drain()
            assert await status(reader) in (431, 0)
            assert held.came < MOST_HEAD + 300_000

    asyncio.run(tried())


def test_a_body_without_end_is_refused_on_the_line() -> None:
    async def tried() -> None:
        async with serving() as line:
            reader, writer = await line(CHUNKED)
            for _ in range(2 * MOST_SENT // 65_536):
                writer.write(b"10000\r\n" + b"a" * 65_536 + b"\r\n")
                await asyncio.sleep(0)
            assert await status(reader) == 413

    asyncio.run(tried())


@pytest.mark.parametrize(
    ("half", "drop"),
    [(b"", b""), (b"", b"\r\n"), (b"GET / HTTP/1.1\r\nx: ", b"a"), (POST, b""), (POST, b"a")],
)
def test_half_a_request_is_dropped_however_it_trickles(half: bytes, drop: bytes) -> None:
    async def tried() -> float:
        async with serving() as line:
            began = time.monotonic()
            reader, writer = await line(half)
            with suppress(ConnectionError):
                while not reader.at_eof() and time.monotonic() - began < 5:
                    writer.write(drop)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(reader.read(1), 0.1)
            return time.monotonic() - began

    assert 0.3 < asyncio.run(tried()) < 1.5


def test_nobody_is_hung_up_on_for_an_answer_that_takes_its_time() -> None:
    async def tried() -> None:
        async with serving() as line:
            assert await status((await line(GET.replace(b"/", b"/slow", 1)))[0]) == 200

    asyncio.run(tried())


def test_an_answer_that_nobody_reads_is_given_up() -> None:
    async def tried() -> None:
        async with serving() as line:
            _, writer = await line(GET.replace(b"/ ", b"/large "))
            writer.transport.pause_reading()  # type: ignore[attr-defined]
            await asyncio.sleep(0.3)
            assert lines._held
            await asyncio.sleep(1.0)
            assert not lines._held

    asyncio.run(tried())


def test_of_many_answers_that_nobody_reads_those_that_wait_longest_are_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "MOST_UNREAD", 70_000_000)
    monkeypatch.setattr(lines, "PATIENCE_S", 30)

    async def tried() -> None:
        async with serving() as line:
            held = [await line(GET.replace(b"/", b"/large", 1)) for _ in range(4)]
            for reader, _ in held:
                assert await status(reader) == 200
            await asyncio.sleep(0.1)
            assert 30_000_000 < sum(lines._unread.values()) <= 70_000_000
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                assert len(await held[0][0].readexactly(30_000_000)) < 30_000_000
            assert len(await held[-1][0].readexactly(30_000_000)) == 30_000_000
        assert not lines._unread

    asyncio.run(tried())


def test_who_waits_with_many_lines_gives_one_and_nobody_is_kept_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "MOST_OF_ONE", 20)
    monkeypatch.setattr(lines, "PATIENCE_S", 30)

    async def tried() -> None:
        async with serving() as line:
            held = [await line(b"GET / HT") for _ in range(60)]
            for _ in range(10):
                reader, _ = await line(GET)
                assert await status(reader) == 200
            await asyncio.sleep(0.1)
            assert len(lines._held["127.0.0.1"]) <= 20
            assert held[0][0].at_eof() or held[0][0].exception()

    asyncio.run(tried())


def test_who_keeps_all_lines_of_an_address_busy_pushes_out_no_other_account_and_lets_newcomers_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "MOST_OF_ONE", 20)

    async def tried() -> None:
        async with serving() as line:
            mine, writer = await line(GET.replace(b"/", b"/mine", 1))
            assert await status(mine) == 200
            for _ in range(60):
                await line(GET.replace(b"/", b"/busy", 1))
            await asyncio.sleep(0.1)
            assert await status((await line(GET))[0]) == 200, "a newcomer"
            while await mine.readline() != b"\r\n":
                pass
            assert await mine.readexactly(4) == b"hall"
            writer.write(GET)
            assert await status(mine) == 200, "who was there"

    asyncio.run(tried())


def test_where_all_are_taken_strangers_give(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_LINES", 10)
    monkeypatch.setattr(lines, "PATIENCE_S", 30)

    async def tried() -> None:
        async with serving() as line:
            mine, writer = await line(GET.replace(b"/", b"/mine", 1))
            assert await status(mine) == 200 and await mine.readuntil(b"hall")
            for place in range(30):
                await line(b"GET / HT", local_addr=(f"127.0.1.{place + 1}", 0))
            writer.write(GET)
            newcomer, _ = await line(GET)
            assert [await status(mine), await status(newcomer)] == [200, 200]
            assert sum(map(len, lines._held.values())) <= 10

    asyncio.run(tried())


def test_many_requests_over_one_line_are_answered_in_turn() -> None:
    async def tried() -> None:
        async with serving() as line:
            reader, writer = await line(GET * (1 + MOST_AHEAD))
            for _ in range(1 + MOST_AHEAD):
                assert await status(reader) == 200
                while await reader.readline() != b"\r\n":
                    pass
                assert await reader.readexactly(4) == b"hall"
            writer.write(POST + b"a" * 100)
            assert await status(reader) == 200

    asyncio.run(tried())


def test_who_asks_ahead_without_end_is_hung_up_on_before_it_costs_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[bytes] = []
    of_all = HttpLine.on_message_begin

    def on_message_begin(line: HttpLine) -> None:
        begun.append(b"")
        of_all(line)

    monkeypatch.setattr(HttpLine, "on_message_begin", on_message_begin)

    async def tried() -> None:
        async with serving() as line:
            reader, _ = await line(b"GET / HTTP/1.1\r\n\r\n" * 10_000)
            with suppress(ConnectionError):
                assert len(await reader.read()) < 10_000
            assert len(begun) == MOST_AHEAD + 2
            assert await status((await line(GET))[0]) == 200

    asyncio.run(tried())


@pytest.fixture
def hall(hall: Settings) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """A hall as the command serves it, with few open files, in a process of its own; its port."""
    port = free_port()
    few = f"ulimit -n 256; exec {sys.executable} -m sandbox serve --port {port}"
    with subprocess.Popen(
        ["bash", "-c", few], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        while "Ctrl+C" not in (told := process.stdout.readline()):
            assert told, "the hall did not open"
        try:
            yield process, port
        finally:
            process.kill()


def opened(port: int, sent: bytes) -> socket.socket:
    """A line over which something was sent; tried again until the hall listens."""
    while True:
        with suppress(ConnectionRefusedError):
            line = socket.create_connection(("127.0.0.1", port), timeout=5)
            line.sendall(sent)
            return line
        time.sleep(0.05)


def test_a_hall_with_few_files_answers_all_through_a_siege_and_ends_when_told(
    hall: tuple["subprocess.Popen[str]", int],
) -> None:
    process, port = hall
    began_s = time.monotonic()
    with ExitStack() as held:
        for _ in range(examples(3_000, 300)):
            held.enter_context(opened(port, POST + b"ab"))
        for _ in range(examples(200, 5)):
            with opened(port, GET.replace(b"/ ", b"/sign-in ")) as line:
                assert line.recv(12) == b"HTTP/1.1 200"
        process.send_signal(signal.SIGTERM)
        process.wait(4)
    most = 20 + 2 * (time.monotonic() - began_s)  # each kind once a second
    assert process.stderr and (told := process.stderr.read()).count("\n") < most
    assert "Too many open files" not in told
