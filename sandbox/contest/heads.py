"""Heads of the hall's chain, written out to a second file while the hall is open.

A head stands for everything before it. Once a line has left the machine, printed or copied, nobody
can change, add or cut off what it stands for unseen, not even who owns the database.
"""

import asyncio
import logging
import os
from pathlib import Path

from sandbox.attempt.links import HallHead, hall_head
from sandbox.clock import on_the_wall
from sandbox.server import Server

log = logging.getLogger("sandbox")

FILE = "heads.txt"
EVERY_S = 180.0


async def write_in_time(server: Server) -> None:
    """Write the head out every few minutes, and once more when it is cancelled."""
    try:
        while True:
            await asyncio.sleep(EVERY_S)
            await asyncio.to_thread(_write_now, server)
    finally:
        _write_now(server)


def _write_now(server: Server) -> None:
    """Whatever is wrong with the file, work goes on and the next try comes."""
    try:
        with server.reader.connect() as reader:
            head = hall_head(reader)
        write_head(server.settings.home, head, server.now_ms())
    except Exception:
        log.exception("the head of the chain was not written out")


def write_head(home: Path, head: HallHead, now: int) -> None:
    """Append a head to the file of heads, but for one that is its last line already."""
    file = home / FILE
    line = f"{head.count} {head.hash}\n"
    # Bytes: whatever else somebody or a full disk has left in it, heads go on being written.
    written = file.read_bytes() if file.exists() else b""
    if not head.count or written.endswith(f" {line}".encode()):
        return
    torn = "\n" if written and not written.endswith(b"\n") else ""
    moment = on_the_wall(now).isoformat(timespec="seconds")
    with file.open("a", encoding="utf-8") as heads:
        heads.write(f"{torn}{moment} {line}")
        heads.flush()
        os.fsync(heads.fileno())
