"""Starting: how soon a server answers, how much it holds, and how it takes a whole room's logins.

A server of its own process, byte code warm, a small population, the database on the disk.
"""

import asyncio
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import httpx2

from sandbox.accounts import add_account
from sandbox.commands import writing
from sandbox.contest import demo
from sandbox.passwords import hashed
from sandbox.settings import HOME, Settings
from tests.bench import Row

SEATS = 120
PEOPLE = 2_000
READY_S, MOST_MIB, LOGINS_S = 2.0, 150, 5.0
STARTS = 3


def rows(quick: bool) -> Sequence[Row]:
    """Ready to serve, memory of a worker, the logins of a room."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with serving(home, "--demo", "--people", str(PEOPLE)):
            pass  # a home with accounts of its own is no demonstration any more
        seats = add_seats(home, 30 if quick else SEATS)
        starts = []
        for _ in range(STARTS):
            with serving(home) as (seconds, address, process):
                starts.append(seconds)
                logins_s = asyncio.run(all_sign_in(address, seats))
                mib = resident_mib(process.pid)
    ready, wanted_s = median(starts), LOGINS_S * len(seats) / SEATS
    return [
        Row("ready to serve after start", f"{ready:.2f} s", f"≤ {READY_S:g} s", ready <= READY_S),
        Row(
            "memory of one worker, after the logins",
            f"{mib:.0f} MiB",
            f"≤ {MOST_MIB} MiB",
            mib <= MOST_MIB,
        ),
        Row(
            f"{len(seats)} logins at once from one address",
            f"{logins_s:.1f} s",
            f"≤ {wanted_s:g} s",
            logins_s <= wanted_s,
        ),
    ]


@contextmanager
def serving(home: Path, *options: str) -> Iterator[tuple[float, str, "subprocess.Popen[bytes]"]]:
    """A hall in a process of its own: seconds until it answered, its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = ["-m", "sandbox", "serve", "--port", str(port), *options]
    environment = {**os.environ, HOME: str(home), "PYTHONPYCACHEPREFIX": str(home / "pyc")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(address, process)
        yield time.perf_counter() - started, address, process
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Until the entrance opens."""
    while process.poll() is None:
        try:
            if httpx2.get(f"{address}/sign-in", verify=False).status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.01)
    raise SystemExit(f"the server ended with {process.returncode} before it answered")


def add_seats(home: Path, number: int) -> list[str]:
    """Contestants to sign in, each with a hash of its own."""
    logins = [f"seat{place:03d}" for place in range(number)]
    with writing(Settings(home)) as writer:
        for login in logins:
            seat = partial(add_account, login=login, password_hash=hashed(demo.PASSWORD))
            writer.run_now(partial(seat, name=login, role="contestant"))
    return logins


async def all_sign_in(address: str, logins: Sequence[str]) -> float:
    """Seconds until every seat, with a browser of its own, stands on its home page."""
    started = time.perf_counter()
    await asyncio.gather(*(sign_in(address, login) for login in logins))
    return time.perf_counter() - started


async def sign_in(address: str, login: str) -> None:
    """One seat: open the entrance, send the form, see the home page."""
    await (await signed_in(address, login)).aclose()


async def signed_in(address: str, login: str) -> httpx2.AsyncClient:
    """The browser of a seat that has signed in and seen its home page."""
    browser = httpx2.AsyncClient(
        base_url=address,
        headers={"origin": address},
        timeout=600,
        follow_redirects=True,
        verify=False,
        trust_env=False,
    )
    token = form_token(await browser.get("/sign-in"))
    form = {"form_token": token, "login": login, "password": demo.PASSWORD}
    answer = await browser.post("/sign-in", data=form)
    assert answer.url.path == "/", f"{login}: {answer.status_code}"
    return browser


def form_token(page: httpx2.Response) -> str:
    """The hidden field of a page."""
    found = re.search(r'name="form_token" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def processor_s(pid: int) -> float:
    """Seconds of the processor that a process has taken."""
    spent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    """The memory a process holds; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
