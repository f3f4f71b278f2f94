"""The marker: it grades beside the writer, so that nobody's step waits for another's marks.

It reads an attempt as it stands; the writer only keeps what came of that, in the transaction that
hands in. Until then the attempt is open, and whatever stops the marker leaves it open. However often
a contestant asks for a hand-in, there is one at a time, and the door takes no actions meanwhile. One
that moves on all the same, through another server's, is graded again and, in the end, by the writer:
whoever goes on acting is handed in, too.
"""

from asyncio import Task, create_task, shield, wrap_future
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection, Engine

from sandbox.attempt.states import Head, heads_of_sitting
from sandbox.contest.marking import AllGraded, MovedOn, closing_of, grade, mark_again, not_gradable
from sandbox.contest.sittings import hand_in, own_sitting, seal, seal_overdue
from sandbox.server import Server
from sandbox.store.writer import Writer

TRIES = 3
"""How often an attempt is graded beside the writer."""
Look = Callable[[Connection], Sequence[Head]]


@dataclass(frozen=True, slots=True)
class Marker:
    """Hands in and marks: reads through `reader` where it is `grading`, keeps through `writer`."""

    reader: Engine
    grading: Executor
    writer: Writer
    now_ms: Callable[[], int]
    handing_in: dict[tuple[int, int], Task[None]] = field(default_factory=dict)
    """The door's, where there is one."""

    async def hand_in(self, sitting_id: int, account_id: int) -> None:
        """Seal and mark every open attempt of a contestant's own sitting, or wait for the hand-in of
        it that is under way."""
        asked = sitting_id, account_id
        if asked not in self.handing_in:
            self.handing_in[asked] = create_task(self._hand_in(*asked))
            self.handing_in[asked].add_done_callback(lambda _: self.handing_in.pop(asked))
        await shield(self.handing_in[asked])

    async def _hand_in(self, sitting_id: int, account_id: int) -> None:
        own = partial(own_sitting, sitting_id=sitting_id, account_id=account_id)
        keep = partial(hand_in, sitting_id=sitting_id, account_id=account_id)
        await self._marked(_open(own), keep)

    async def seal_overdue(self, sitting_id: int) -> None:
        """Seal and mark a sitting whose time is over."""
        look = _open(partial(heads_of_sitting, sitting_id=sitting_id))
        await self._marked(look, partial(seal_overdue, sitting_id=sitting_id))

    async def seal(self, sitting_id: int) -> None:
        """Seal and mark a sitting, however long it could go on."""
        look = _open(partial(heads_of_sitting, sitting_id=sitting_id))
        await self._marked(look, partial(seal, sitting_id=sitting_id))

    async def mark_again(self, attempt_id: int) -> None:
        """Mark an attempt whose last marking failed."""
        look = partial(not_gradable, attempt_id=attempt_id)
        await self._marked(look, partial(mark_again, attempt_id=attempt_id))

    async def _marked(self, look: Look, keep: Callable[..., None]) -> None:
        for _ in range(TRIES):
            now, graded = await wrap_future(self.grading.submit(self._graded, look))
            with suppress(MovedOn):
                return await self.writer.run(partial(keep, now=now, graded=graded))
        return await self.writer.run(lambda connection: keep(connection, now=self.now_ms()))

    def _graded(self, look: Look) -> tuple[int, AllGraded]:
        """What the grader says of attempts, and when that was looked at."""
        with self.reader.connect() as reader:
            heads, now = look(reader), self.now_ms()  # in this order: no action is after it
            closings = [closing_of(reader, head, now) for head in heads]
            return now, {each: grade(reader, each) for each in closings}


def marker_of(server: Server) -> Marker:
    """The marker of a server."""
    under_way = server.door.handing_in
    return Marker(server.reader, server.grading, server.writer, server.now_ms, under_way)


def _open(heads: Callable[[Connection], Iterable[Head]]) -> Look:
    return lambda reader: [head for head in heads(reader) if not head.sealed]
