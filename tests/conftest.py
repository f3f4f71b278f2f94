"""What any test may need of the machine: a browser, a PostgreSQL server, no way out.

What is missing is a skip with its reason on a developer's machine and a failure in CI.
"""

import asyncio
import gc
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

import dev

HERE = ("127.0.0.1", "::1", "localhost")
VENUE = "--host-resolver-rules=MAP *.lan 127.0.0.1"
"""A venue's host names lead here: browsers are more lenient with 127.0.0.1 itself."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests are made that stay: none is searched for garbage. What tests make is
    searched seldom, which would be a twentieth of a proof's time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def no_way_out() -> Iterator[None]:
    """What a test connects to is on this machine."""
    connect = socket.socket.connect

    def connect_here(from_socket: socket.socket, address: Any) -> None:
        if from_socket.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in HERE:
            raise PermissionError(f"a test tried to reach {address[0]}: use this machine or a fake")
        connect(from_socket, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@contextmanager
def out_of_a_browsers_loop(item: pytest.Item) -> Iterator[None]:
    """A browser that some test was given leaves a running loop in the main thread. Whatever test
    comes later does without, and what it is given too: it may run a loop of its own."""
    loop = asyncio._get_running_loop()
    if loop is None or "playwright" in getattr(item, "fixturenames", ()):
        yield
        return
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Before anything that a test is given, of whatever scope, is made."""
    with out_of_a_browsers_loop(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """While the test runs."""
    with out_of_a_browsers_loop(item):
        return (yield)


def lacking(what: str, where: str = " as root on Debian") -> NoReturn:
    """Skip, or fail where the machine is CI's, because something is not installed."""
    reason = f"{what}; `python3 dev.py test`{where} installs it"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: Mapping[str, Any], playwright: Any
) -> dict[str, Any]:
    """Chromium as pytest-playwright starts it: the one named in SANDBOX_BROWSER, Playwright's own
    where it is installed, or the machine's."""
    own = Path(playwright.chromium.executable_path).exists()
    found = {} if own and "SANDBOX_BROWSER" not in os.environ else dev.browser()
    if not own and not found:
        lacking("no Chromium here", where="")
    args = [*browser_type_launch_args.get("args", []), VENUE]
    return {**browser_type_launch_args, **found, "args": args}


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of an empty PostgreSQL server of this test run's own, on the loopback alone."""
    programs = dev.postgres_programs()
    if programs is None:
        lacking("no PostgreSQL server here")
    with server(programs) as url:
        yield url


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A PostgreSQL server that lives in a temporary folder as long as the block."""
    folder = Path(tempfile.mkdtemp(prefix="sandbox-postgres-"))
    call = unprivileged(folder)
    port = free_port()
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    control = [str(programs / "pg_ctl"), "--pgdata", str(folder / "cluster"), "--silent", "--wait"]
    log = str(folder / "log")
    try:
        call(
            [*control, "initdb", "-o", "--auth=trust --username=sandbox --encoding=UTF8 --locale=C"]
        )
        call([*control, "start", "--log", log, "-o", settings])
        try:
            yield f"postgresql+psycopg://sandbox@127.0.0.1:{port}/postgres"
        finally:
            call([*control, "stop", "--mode", "immediate"])
    finally:
        shutil.rmtree(folder)


def unprivileged(folder: Path) -> Callable[[list[str]], object]:
    """Calls a program that refuses root; as root, under the account that packages made for it."""
    account: dict[str, Any] = {}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        account = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")

    def call(words: list[str]) -> object:
        return subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL, **account)

    return call


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
