"""The server: everything a request may need, opened once and closed at the end."""

import logging
from asyncio import Future, Semaphore, Task
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select
from starlette.requests import HTTPConnection

from mock_systems.population.file import SUFFIX, DamagedPopulation, Population, open_population
from mock_systems.sentence import Sentence
from mock_systems.world import Source
from sandbox.attempt.door import Door
from sandbox.attempt.states import States
from sandbox.clock import HallClock, clock_of
from sandbox.declined import Unstartable
from sandbox.grading import Grading
from sandbox.refusals import Refusals
from sandbox.settings import Settings
from sandbox.store.engine import open_engine, reading
from sandbox.store.schema import demand_schema
from sandbox.store.tables import ROUND
from sandbox.store.writer import Writer
from sandbox.turns import Turns
from sandbox.unpublished import lay_out
from scenarios.reading.script import CaseScript
from scenarios.shelf import all_cases

log = logging.getLogger("sandbox")

STARTS = 4
"""How many sittings are drawn and started at a time: whose step comes meanwhile waits for them, and what is
drawn for one takes half a megabyte until it is kept."""


class NoSuchPopulation(Unstartable):
    """A round was set up on a population that this node has not got."""

    code, status = "no_such_population", 503
    message = Sentence("本服务器上没有这个场次的人口库。")
    remedy = Sentence("请举手报告，由组织者复制人口库后再试。")


@dataclass(frozen=True, slots=True)
class Server:
    """What is open while it serves: readers read through `reader`, all writes go through
    `writer`, and actions on attempts through `door`."""

    settings: Settings
    engine: Engine
    reader: Engine
    writer: Writer
    populations: Mapping[str, Population]
    """By content hash."""
    cases: Mapping[str, CaseScript]
    """By id."""
    states: States
    door: Door
    now_ms: Callable[[], int]
    """The hall's clock."""
    refusals: Refusals
    """What could not be saved or read."""
    unstarted: Refusals
    """What could not be started, for a fault of a case or its population."""
    turns: Turns = field(default_factory=Turns)
    """Who waits for an answer."""
    grading: Grading = field(default_factory=Grading)
    """Where the marker grades."""
    handing_in: dict[tuple[int, int], Task[None]] = field(default_factory=dict)
    """The hand-ins under way here, by sitting and by who asked for it."""
    starting: Semaphore = field(default_factory=partial(Semaphore, STARTS))
    """Held by a start until it is kept."""
    drawn_in: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1, "draws"))
    """Where what is about to be started is drawn."""
    made_in: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 2, "pages"))
    """Where pages that take long are made: threads that stay, for each reads by a connection of its own."""
    drawn: dict[tuple[int, int, str, int], Future[Any]] = field(default_factory=dict)
    """The draws under way here, by round, who asked for it, case, and attempt done again."""

    def source(self, population_hash: str) -> Source:
        """The population with this hash."""
        return _known(self.populations, population_hash)

    def close(self) -> None:
        """Finish what is drawn, graded and what waits to be written, and let the database go: a connection
        that is closed while it is read through can take the process along."""
        self.drawn_in.shutdown(cancel_futures=True)
        self.made_in.shutdown(cancel_futures=True)
        self.grading.close()
        self.writer.close()
        self.reader.dispose()
        self.engine.dispose()


def open_server(settings: Settings, now_ms: Callable[[], int] | None = None) -> Server:
    """Open everything; `WrongSchema` where the database was made for another version, `Unsealed`
    where others can read the unpublished cases."""
    lay_out(settings)
    engine = open_engine(settings.url, durable=settings.durable)
    demand_schema(engine)
    reader = reading(engine)
    populations = _Populations(reader, settings.populations)
    states = States(lambda population_hash: _known(populations, population_hash))
    writer, now = Writer(engine), now_ms or _clock(reader)
    refusals = Refusals(now)
    return Server(
        settings=settings,
        engine=engine,
        reader=reader,
        writer=writer,
        populations=populations,
        cases=all_cases(),
        states=states,
        door=Door(writer, states, now, refusals),
        now_ms=now,
        refusals=refusals,
        unstarted=Refusals(now),
    )


def _clock(reader: Engine) -> HallClock:
    with reader.connect() as connection:
        return clock_of(connection)


def server_of(connection: HTTPConnection) -> Server:
    """The server a request came to."""
    server: Server = connection.app.state.server
    return server


def reader_of(connection: HTTPConnection) -> Connection:
    """The reader of a request, let go when it is answered; a new one, where the database has ended its connection
    while the request waited: requests of a thread have one, and another's has met the end of it."""
    state = connection.scope.setdefault("state", {})
    if "reader" in state and not state["reader"].connection.is_valid:
        state.pop("reader").close()
    if "reader" not in state:
        state["reader"] = server_of(connection).reader.connect()
    reader: Connection = state["reader"]
    return reader


class _Populations(dict[str, Population]):
    """The populations of a folder that rounds stand on, made sure to be whole. One that a round was
    set up on since is opened when it is first asked for."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        with engine.connect() as connection:
            wanted = connection.execute(select(ROUND.c.population_hash).distinct()).scalars().all()
        for each in wanted:
            with suppress(KeyError):  # missed when somebody starts its round
                self[each] = self._opened(each)

    def __missing__(self, population_hash: str) -> Population:
        try:
            self[population_hash] = self._opened(population_hash)
        except DamagedPopulation as damage:
            log.error(damage)
            raise KeyError(population_hash) from damage
        return self[population_hash]

    def _opened(self, population_hash: str) -> Population:
        files = {each.stem.rpartition("-")[2]: each for each in self._folder.glob(f"*{SUFFIX}")}
        return open_population(files[population_hash[:16]], population_hash)


def _known(populations: Mapping[str, Population], population_hash: str) -> Population:
    try:
        return populations[population_hash]
    except KeyError:
        raise NoSuchPopulation from None
