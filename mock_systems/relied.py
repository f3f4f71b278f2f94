"""What is relied on: figures of a day, calendars and operations, noted while somebody takes note.

Whoever proves something learns by it what the proof rests on. Nothing else hangs on it, and where
nobody takes note nothing happens.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Relied = tuple[str, ...]
"""The kind, and what of that kind."""
_NOTES: ContextVar[set[Relied] | None] = ContextVar("notes", default=None)


@contextmanager
def taking_note() -> Iterator[set[Relied]]:
    """All that is relied on from here on, as long as the block lasts."""
    notes: set[Relied] = set()
    before = _NOTES.set(notes)
    try:
        yield notes
    finally:
        _NOTES.reset(before)


def rely(*on: str) -> None:
    """Say that something is relied on."""
    notes = _NOTES.get()
    if notes is not None:
        notes.add(on)
