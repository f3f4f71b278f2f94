"""The counter page under 32 connections, beside a bare page of the same size with one SQLite read.

A page is kept until the next action, so reloads and second tabs cost little; after an action it is
drawn. Both are measured: as it is served, and with keeping switched off.

Each is served by one uvicorn worker in a process of its own; another process asks over 32 kept
connections. Both are measured in turns within one call, and medians are compared.
"""

import asyncio
import multiprocessing
import os
import re
import signal
import socket
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jinja2
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from sandbox.app import make_app
from sandbox.contest.demo import PASSWORD
from sandbox.counter import kept
from tests.bench import Row
from tests.servers import open_server, sit

CONNECTIONS = 32
ATTEMPTS = 32
TURNS = 3


@dataclass(frozen=True)
class Measured:
    """Requests per second and the times of single ones, in milliseconds."""

    rate: float
    times: Sequence[float]

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[-1]


def rows(quick: bool) -> Sequence[Row]:
    """Rates of both pages, their ratio, and the spread of the counter page's times."""
    seconds = 2.0 if quick else 5.0
    with TemporaryDirectory() as folder:
        home = Path(folder)
        cookies, paths, size = prepared(home)
        _bare_database(home / "bare.db")
        with (
            served(_counter, home) as counter,
            served(_drawing, home) as drawing,
            served(_bare, home, size) as bare,
        ):
            turns = [
                (
                    asked(bare, ["/"], [""], seconds),
                    asked(counter, paths, cookies, seconds),
                    asked(drawing, paths, cookies, seconds),
                )
                for _ in range(TURNS)
            ]
    ratio = statistics.median(ours.rate / plain.rate for plain, ours, _ in turns)
    anew = statistics.median(drawn.rate / plain.rate for plain, _, drawn in turns)
    plain, ours, drawn = sorted(turns, key=lambda turn: turn[1].rate)[TURNS // 2]
    spread = statistics.median(ours.p95 / ours.p50 for _, ours, _ in turns)
    return [
        Row(f"bare page of {size / 1024:.0f} KiB, one SQLite read", _told(plain)),
        Row("counter page in the middle of a case, 32 connections", _told(ours)),
        Row("counter page against bare page", f"{ratio:.0%}", "≥ 40 %", ratio >= 0.4),
        Row("counter page, p95 against p50", f"{spread:.1f} ×", "≤ 4 ×", spread <= 4),
        Row("counter page drawn for every request", _told(drawn)),
        Row("… against bare page", f"{anew:.0%}"),
    ]


def _told(measured: Measured) -> str:
    return f"{measured.rate:,.0f}/s, p50 {measured.p50:.1f} ms, p95 {measured.p95:.1f} ms"


def prepared(home: Path) -> tuple[list[str], list[str], int]:
    """A hall with attempts in the middle of a case: sign-in cookies, addresses, a page's size."""
    url = f"sqlite:///{home / 'hall.db'}"
    with open_server(url, lambda: time.time_ns() // 1_000_000, home=home) as server:
        seats = [sit(server) for _ in range(ATTEMPTS)]
        for seat in seats:
            for action in seat.actions()[:20]:
                server.door.put(action).result()
        app = make_app(server.settings, lambda _: server)
        client = TestClient(app)
        with client:
            cookie = _signed_in(client)
            paths = [f"/attempts/{seat.attempt_id}" for seat in seats]
            size = len(client.get(paths[0]).content)
    return [cookie], paths, size


def _signed_in(client: TestClient) -> str:
    page = client.get("/sign-in").text
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found
    form = {"form_token": found[1], "login": "xs001", "password": PASSWORD}
    answer = client.post("/sign-in", data=form, headers={"origin": "http://testserver"})
    assert answer.url.path == "/", answer.text
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


def _counter(home: Path, port: int) -> None:
    url = f"sqlite:///{home / 'hall.db'}"
    now = lambda: time.time_ns() // 1_000_000  # noqa: E731
    with open_server(url, now, home=home, fresh=False, durable=True) as server:
        _serve(make_app(server.settings, lambda _: server), port)


def _drawing(home: Path, port: int) -> None:
    kept.MOST_KEPT = 0
    _counter(home, port)


def _bare(home: Path, port: int, size: int) -> None:
    template = jinja2.Environment(autoescape=True).from_string(
        "<!doctype html><title>{{ rows|length }}</title><table>{% for row in rows %}<tr>{% for cell in row %}"
        "<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>{{ filler }}"
    )
    connection = sqlite3.connect(home / "bare.db", check_same_thread=False)
    filler = "x" * size

    async def bare(_: Request) -> HTMLResponse:
        found = connection.execute("SELECT * FROM line ORDER BY id LIMIT 20").fetchall()
        text = template.render(rows=found, filler="")
        return HTMLResponse(text + filler[len(text) :])

    _serve(Starlette(routes=[Route("/", bare)]), port)


def _bare_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, a, b, c, d)")
        lines = [(f"行{n}", "望海区", f"{n:08d}", "参保缴费") for n in range(100)]
        connection.executemany("INSERT INTO line (a, b, c, d) VALUES (?, ?, ?, ?)", lines)


def _serve(app: Any, port: int) -> None:
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)


@contextmanager
def served(run: Callable[..., None], home: Path, *more: Any) -> Any:
    """A server in a process of its own; its port."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=run, args=(home, port, *more))
    process.start()
    _await(port)
    try:
        yield port
    finally:
        os.kill(process.pid or 0, signal.SIGTERM)
        process.join()


def _await(port: int) -> None:
    for _ in range(300):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"no server on port {port}")


def asked(port: int, paths: Sequence[str], cookies: Sequence[str], seconds: float) -> Measured:
    """Ask for the pages in turn over all connections for some seconds, after a short warm-up."""
    asyncio.run(_asking(port, paths, cookies, seconds / 4))
    started = time.perf_counter()
    times = asyncio.run(_asking(port, paths, cookies, seconds))
    return Measured(len(times) / (time.perf_counter() - started), times)


async def _asking(
    port: int, paths: Sequence[str], cookies: Sequence[str], seconds: float
) -> list[float]:
    until = time.perf_counter() + seconds
    asking = (
        _connection(port, paths[n % len(paths)], cookies[n % len(cookies)], until)
        for n in range(CONNECTIONS)
    )
    return [each for times in await asyncio.gather(*asking) for each in times]


async def _connection(port: int, path: str, cookie: str, until: float) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {path} HTTP/1.1\r\nHost: testserver\r\nCookie: {cookie}\r\n\r\n".encode()
    times = []
    while time.perf_counter() < until:
        started = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = re.search(rb"content-length: (\d+)", head)
        assert length
        await reader.readexactly(int(length[1]))
        times.append((time.perf_counter() - started) * 1000)
    writer.close()
    return times
