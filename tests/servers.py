"""A server with the real cases and a demonstration round, for tests of whole attempts and benchmarks."""

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Connection, Engine, select, text, update

from mock_systems.world import Nothing, Source
from sandbox import cli
from sandbox.attempt.door import Acted, Action, Door
from sandbox.attempt.states import States
from sandbox.contest.demo import seed
from sandbox.contest.marker import marker_of
from sandbox.contest.sittings import Ahead, draw_ahead, start
from sandbox.refusals import Refusals
from sandbox.server import Server
from sandbox.settings import HOME, Settings
from sandbox.store.engine import open_engine, reading
from sandbox.store.schema import migrate
from sandbox.store.tables import ATTEMPT, ROUND
from sandbox.store.writer import Writer
from scenarios.playing.edits import edited
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.reading.ways import Step
from scenarios.shelf import all_cases
from tests.tampering import unguarded

NOON = 1_781_496_000_000
"""2026-06-15 12:00 in the hall."""
CONTESTANT, OTHER = 1, 2
"""Accounts of the demonstration."""
EMPTY = "0" * 64
SEED = "5eed" * 16
"""What rounds of tests draw by, so that a test works the same variants in each run."""


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.ms = NOON

    def __call__(self) -> int:
        return self.ms


@cache
def new_database(*, seeded: bool = False) -> bytes:
    """The file of a SQLite database with its tables, and the demonstration in it where asked for:
    migrated once a test process, for hundreds of tests begin with one."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "new.db")
        engine = open_engine(f"sqlite:///{file}", durable=False)
        migrate(engine)
        if seeded:
            with engine.begin() as connection:
                _seed(connection)
        engine.dispose()
        return file.read_bytes()


def run_at(home: Path, words: Sequence[str]) -> int:
    """A command at a home, in a process of its own."""
    os.environ[HOME] = str(home)
    return cli.main(words)


def quickly_hashed(password: str) -> str:
    """A password as accounts keep it, at next to no cost: hundreds of tests sign in. How strong the
    product makes a hash is kept in it, and the affair of tests of signing in."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


def _seed(connection: Connection) -> None:
    seed(connection, quickly_hashed("yunyu-3901"), all_cases(), EMPTY)
    with unguarded(connection):
        connection.execute(update(ROUND).values(seed=SEED))


def _prepare(engine: Engine) -> None:
    """Give a database its tables and the demonstration, and nothing else."""
    if engine.url.get_backend_name() == "sqlite":
        Path(str(engine.url.database)).write_bytes(new_database(seeded=True))
        return
    clear(engine)
    migrate(engine)
    with engine.begin() as connection:
        _seed(connection)


def clear(engine: Engine) -> None:
    """Have nothing in a database: the tests of a run share that of PostgreSQL."""
    if engine.url.get_backend_name() == "sqlite":
        return
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))


@contextmanager
def open_server(
    url: str,
    clock: Callable[[], int] | None = None,
    *,
    home: Path = Path(),
    durable: bool = False,
    source: Source | None = None,
    fresh: bool = True,
) -> Iterator[Server]:
    """A server over a database at `url`: migrated and seeded where it is fresh."""
    engine = open_engine(url, durable=durable)
    if fresh:
        _prepare(engine)
    writer = Writer(engine)
    known: Mapping[str, Any] = {EMPTY: source or Nothing()}
    states = States(lambda population_hash: known[population_hash])
    now = clock or Clock()
    refusals = Refusals(now)
    server = Server(
        settings=Settings(home, url, durable),
        engine=engine,
        reader=reading(engine),
        writer=writer,
        populations=known,
        cases=all_cases(),
        states=states,
        door=Door(writer, states, now, refusals),
        now_ms=now,
        refusals=refusals,
        unstarted=Refusals(now),
    )
    try:
        yield server
    finally:
        server.close()


def asked_first(steps: Iterable[Step]) -> list[Step]:
    """Steps of a script as people come to them: what one confirms is shown to them first."""
    return [each for step in steps for each in (*_asked(step), step)]


def _asked(step: Step) -> Sequence[Step]:
    return [step.model_copy(update={"name": "", "confirm": []})] if step.confirm else ()


@dataclass(frozen=True)
class Seat:
    """A contestant's practice attempt at a case."""

    server: Server
    attempt_id: int
    number: str
    """What judges know it by."""
    sitting_id: int
    account_id: int
    right: Rehearsal
    """The walkthrough of this very variant, asked first what is confirmed in it."""

    def act(self, operation: str, seen: int, confirmed: tuple[str, ...] = (), **form: Any) -> Acted:
        """One operation through the door."""
        action = Action(self.attempt_id, self.account_id, operation, form, seen, confirmed)
        return self.server.door.put(action).result()

    def actions(self) -> list[Action]:
        """The walkthrough as actions of this seat, each drawn from the state before it."""
        return [
            Action(
                self.attempt_id,
                self.account_id,
                event["operation"],
                event["data"],
                event["seq"] - 1,
                tuple(event["confirmed"]),
            )
            for event in self.right.attempt["events"]
        ]

    def work(self) -> None:
        """The whole walkthrough."""
        self.do(*self.actions())

    def do(self, *actions: Action) -> None:
        """Some actions of the walkthrough, each carried out, or asked back."""
        for action in actions:
            step = self.server.door.put(action).result().step
            assert step and (step.tried.accepted or step.tried.cautions), action

    def erring(self, *mistakes: str) -> "Seat":
        """The same seat, with the named mistakes of the case made in its walkthrough."""
        stage = self.right.stage
        made = [mistake for mistake in stage.script.mistakes if mistake.name in mistakes]
        edits = [edit for mistake in made for edit in mistake.edits]
        return replace(
            self, right=rehearse(stage, asked_first(edited(stage.script.walkthrough, edits)))
        )

    def hand_in(self) -> None:
        """Hand the sitting in."""
        asyncio.run(marker_of(self.server).hand_in(self.sitting_id, self.account_id))


_practice = select(ROUND.c.id).where(ROUND.c.mode == "practice")


def draw(server: Server, case_id: str = "E09", account_id: int = CONTESTANT) -> Ahead:
    """What a practice sitting at a case draws that is started now."""
    with server.reader.connect() as reader:
        round_id, now = reader.execute(_practice).scalar_one(), server.now_ms()
        return draw_ahead(reader, round_id, account_id, now, server.source, case_id)


def begin(
    server: Server, case_id: str = "E09", account_id: int = CONTESTANT, ahead: Ahead | None = None
) -> int:
    """Start a practice sitting at a case; its id."""

    def started(connection: Connection) -> int:
        round_id, now = connection.execute(_practice).scalar_one(), server.now_ms()
        return start(connection, round_id, account_id, now, server.source, case_id, ahead or {})

    return server.writer.run_now(started)


def sit(server: Server, case_id: str = "E09", account_id: int = CONTESTANT) -> Seat:
    """Start a practice sitting at a case, with the right way at hand."""
    sitting_id = begin(server, case_id, account_id)
    with server.reader.connect() as reader:
        row = reader.execute(select(ATTEMPT).where(ATTEMPT.c.sitting_id == sitting_id)).one()
    stage = Stage(all_cases()[case_id], row.variant, server.source(row.population_hash))
    right = rehearse(stage, asked_first(stage.script.walkthrough))
    return Seat(server, row.id, row.number, sitting_id, account_id, right)
