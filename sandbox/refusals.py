"""What the hall could not save, read or start: each is logged once, and counted for the organiser.

They are counted in memory, as what refuses a save may be a full disk; so each worker process counts
its own, from its start on.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    PendingRollbackError,
    ProgrammingError,
    TimeoutError,
)

from mock_systems.population.file import DamagedPopulation
from sandbox.declined import Declined, NotSaved
from sandbox.store.soundness import first_line

log = logging.getLogger("sandbox")

UNUSABLE = (DBAPIError, PendingRollbackError, TimeoutError, sqlite3.Error, DamagedPopulation)
"""What is raised where database or population cannot be used; `is_ours` tells what is a fault of
the program's among them."""

LONGEST_TOLD = 200
"""Characters of what was asked for: an address may be far longer."""


def is_ours(raised: BaseException) -> bool:
    """Whether a statement is wrong, not the database."""
    return isinstance(raised, ProgrammingError | DataError)


@dataclass(frozen=True, slots=True)
class Refused:
    """How many there were, and the last of them."""

    count: int = 0
    last_ms: int = 0
    what: str = ""
    why: str = ""


class Refusals:
    """The refusals of a process since its start."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._lock = threading.Lock()
        self.refused = Refused()

    def add(self, what: str, raised: BaseException) -> None:
        """Log and count one."""
        what, why = what[:LONGEST_TOLD], _why(_cause(raised))
        log.error("refused: %s: %s", what, why)
        with self._lock:
            self.refused = Refused(self.refused.count + 1, self._now_ms(), what, why)


def _why(raised: BaseException) -> str:
    if not isinstance(raised, Declined):
        return first_line(raised)
    sentence: str = raised.args[0]  # whole, for it is said in English, too
    return sentence


def _cause(raised: BaseException) -> BaseException:
    return raised.__cause__ if isinstance(raised, NotSaved) and raised.__cause__ else raised
