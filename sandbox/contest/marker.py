"""The marker: it grades beside the writer, so that nobody's step waits for another's marks.

It reads an attempt as it stands; the writer only keeps what came of that, in the transaction that
hands in. Until then the attempt is open, and whatever stops the marker leaves it open. However often
a contestant asks for a hand-in, there is one at a time, and no door takes actions meanwhile: a row
tells those of other servers, too. One that moves on all the same, for its grading took longer than
the row keeps steps out, is graded again and, in the end, by the writer.
"""

from asyncio import Task, create_task, gather, shield, wrap_future
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Engine

from sandbox.attempt.states import Head, heads_of_sitting
from sandbox.contest.marking import (
    Closing,
    Graded,
    MovedOn,
    closing_of,
    grade,
    mark_again,
    not_gradable,
)
from sandbox.contest.sittings import (
    begin_hand_in,
    begin_seal,
    give_up,
    hand_in,
    own_sitting,
    seal,
    seal_overdue,
)
from sandbox.declined import NotSaved
from sandbox.grading import Grading
from sandbox.refusals import UNUSABLE
from sandbox.server import Server
from sandbox.store.writer import Writer

T = TypeVar("T")
TRIES = 3
"""How often an attempt is graded beside the writer."""
Look = Callable[[Connection], Sequence[Head]]


async def _at_once() -> None:
    """Nothing before the next try."""


@dataclass(frozen=True, slots=True)
class Marker:
    """Hands in and marks: reads through `reader` where it is `grading`, keeps through `writer`."""

    reader: Engine
    grading: Grading
    writer: Writer
    now_ms: Callable[[], int]
    handing_in: dict[tuple[int, int], Task[None]] = field(default_factory=dict)
    """The server's, where there is one."""

    async def hand_in(self, sitting_id: int, account_id: int) -> None:
        """Seal and mark every open attempt of a contestant's own sitting, or wait for the hand-in of
        it that is under way."""
        asked = sitting_id, account_id
        if asked not in self.handing_in:
            self.handing_in[asked] = create_task(self._hand_in(*asked))
            self.handing_in[asked].add_done_callback(lambda _: self.handing_in.pop(asked))
        await shield(self.handing_in[asked])

    async def _hand_in(self, sitting_id: int, account_id: int) -> None:
        begin = partial(begin_hand_in, sitting_id=sitting_id, account_id=account_id)
        look = _open(partial(own_sitting, sitting_id=sitting_id, account_id=account_id))
        keep = partial(hand_in, sitting_id=sitting_id, account_id=account_id)
        await self._marked_shut(sitting_id, begin, look, keep)

    async def seal_overdue(self, sitting_id: int) -> None:
        """Seal and mark a sitting whose time is over."""
        look = _open(partial(heads_of_sitting, sitting_id=sitting_id))
        await self._marked(look, partial(seal_overdue, sitting_id=sitting_id))

    async def seal(self, sitting_id: int) -> bool:
        """Seal and mark a sitting, however long it could go on; whether it still went on."""
        look = _open(partial(heads_of_sitting, sitting_id=sitting_id))
        begin, keep = (
            partial(begin_seal, sitting_id=sitting_id),
            partial(seal, sitting_id=sitting_id),
        )
        return await self._marked_shut(sitting_id, begin, look, keep)

    async def mark_again(self, attempt_id: int) -> None:
        """Mark an attempt whose last marking failed."""
        look = partial(not_gradable, attempt_id=attempt_id)
        await self._marked(look, partial(mark_again, attempt_id=attempt_id))

    async def _marked_shut(
        self, sitting_id: int, begin: Callable[..., None], look: Look, keep: Callable[..., T]
    ) -> T:
        """Mark a sitting that no door takes steps of meanwhile; they do again where this fails."""

        async def begun() -> None:
            await self.writer.run(lambda connection: begin(connection, now=self.now_ms()))

        await begun()
        try:
            return await self._marked(look, keep, begun)
        except BaseException:
            with suppress(*UNUSABLE, NotSaved):
                await self.writer.run(partial(give_up, sitting_id=sitting_id))
            raise

    async def _marked(
        self, look: Look, keep: Callable[..., T], again: Callable[[], Awaitable[None]] = _at_once
    ) -> T:
        for _ in range(TRIES):
            now, closings = await wrap_future(self.grading.put(0, partial(self._looked, look)))
            marks = [self.grading.put(each.seq, partial(self._graded, each)) for each in closings]
            graded = dict(zip(closings, await gather(*map(wrap_future, marks)), strict=True))
            with suppress(MovedOn):
                return await self.writer.run(partial(keep, now=now, graded=graded))
            await again()
        return await self.writer.run(lambda connection: keep(connection, now=self.now_ms()))

    def _looked(self, look: Look) -> tuple[int, Sequence[Closing]]:
        """How attempts would close, and when that was looked at."""
        with self.reader.connect() as reader:
            heads, now = look(reader), self.now_ms()  # in this order: no action is after it
            return now, [closing_of(reader, head, now) for head in heads]

    def _graded(self, closing: Closing) -> Graded:
        with self.reader.connect() as reader:
            return grade(reader, closing)


def marker_of(server: Server) -> Marker:
    """The marker of a server."""
    return Marker(server.reader, server.grading, server.writer, server.now_ms, server.handing_in)


def _open(heads: Callable[[Connection], Iterable[Head]]) -> Look:
    return lambda reader: [head for head in heads(reader) if not head.sealed]
