"""How the hall is doing, for its organiser: what it could not save or start, what space is left, how old the
newest backup is, and whether somebody set the machine's clock."""

import logging
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sandbox.clock import gap_of, parted_ms
from sandbox.refusals import Refused
from sandbox.server import Server

log = logging.getLogger("sandbox")

LAST_BACKUP = "last-backup.txt"
LOW_BYTES = 1024**3
"""A hall of a thousand contestants with eight cases each writes half of that."""
OLD_MS = 24 * 3_600_000
"""A backup that is older has none of today's."""


@dataclass(frozen=True, slots=True)
class Backup:
    """The newest backup: when it was made, and where to."""

    made_ms: int
    folder: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What an organiser should know of a hall that runs."""

    refused: Refused
    unstarted: Refused
    free_bytes: int
    backup: Backup | None
    backup_is_old: bool
    parted_s: int
    """How far the machine's clock is ahead of the hall's; 0 where it is not worth telling."""
    waits_until_ms: int
    """Until when what ended while the machine was off is not handed in; 0 for no longer."""

    @property
    def space_is_low(self) -> bool:
        """Whether the disk will soon be full."""
        return self.free_bytes < LOW_BYTES


def condition_of(server: Server) -> Condition:
    """How a hall is doing now."""
    now, backup = server.now_ms(), _last_backup(server.settings.home)
    gap = gap_of(server.now_ms)
    return Condition(
        refused=server.refusals.refused,
        unstarted=server.unstarted.refused,
        free_bytes=shutil.disk_usage(server.settings.home).free,
        backup=backup,
        backup_is_old=backup is None or now - backup.made_ms > OLD_MS,
        parted_s=round(parted_ms(server.now_ms) / 1000),
        waits_until_ms=gap.sealed_from_ms if gap and now < gap.sealed_from_ms else 0,
    )


def keep_backup(home: Path, made_ms: int, folder: Path) -> None:
    """Note that a backup was made."""
    (home / LAST_BACKUP).write_text(f"{made_ms} {folder.absolute()}\n", "utf-8")


def _last_backup(home: Path) -> Backup | None:
    with suppress(OSError, ValueError):
        made_ms, _, folder = (home / LAST_BACKUP).read_text("utf-8").strip().partition(" ")
        return Backup(int(made_ms), folder)
    return None


class Watch:
    """Tells in the log, once for each time it happens, that the clocks parted or space runs low."""

    def __init__(self) -> None:
        self._parted_s, self._low = 0, False

    def look(self, server: Server) -> None:
        """Tell what has changed since the last look."""
        seen = condition_of(server)
        if abs(seen.parted_s - self._parted_s) > 1:
            log.warning(
                "the machine's clock is %d seconds ahead of the hall's: the hall goes on by its own",
                seen.parted_s,
            )
            self._parted_s = seen.parted_s
        if seen.space_is_low and not self._low:
            log.warning("only %d MiB are free in %s", seen.free_bytes >> 20, server.settings.home)
        self._low = seen.space_is_low
