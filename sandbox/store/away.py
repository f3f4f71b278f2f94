"""A PostgreSQL that does not answer: given up after some seconds, and then not waited for.

A machine that hangs, or whose network is gone, breaks no connection: whoever waits for it waits as
long as TCP does. So every wait has an end, at which the connection is closed. From then on nobody
else waits either: until a look in the background has found it answering, what wants to connect is
told at once that it is away.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
from sqlalchemy import Engine, event

CONNECTS_WITHIN_S = 3
LOOKS_EVERY_S = 1.0


class Away(psycopg.OperationalError):
    """PostgreSQL answers nothing."""


def bound(engine: Engine, patience_s: float) -> None:
    """Let nobody wait for an engine's database for longer, and nobody at all while it is away."""
    watch = _Watch()

    class Bounded(_Connection):
        patience = patience_s
        given_up = watch.look

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, words: Any, named: dict[str, Any]) -> Any:
        watch.demand()
        asked = {**_limits(patience_s), **named}
        watch.connect = lambda: Bounded.connect(*words, **asked)
        try:
            return watch.connect()
        except psycopg.errors.ConnectionTimeout:
            watch.look()
            raise


def _limits(patience_s: float) -> dict[str, Any]:
    """What PostgreSQL itself keeps to. A server that stops within a transaction holds its locks no
    longer than the others wait for them."""
    ms = int(patience_s * 1000)
    kept = {"statement_timeout": ms, "lock_timeout": ms, "idle_in_transaction_session_timeout": ms}
    options = " ".join(f"-c {name}={value}" for name, value in kept.items())
    return {"connect_timeout": CONNECTS_WITHIN_S, "tcp_user_timeout": ms, "options": options}


class _Connection(psycopg.Connection[Any]):
    """A connection that is closed where PostgreSQL lets it wait for too long."""

    patience: float
    given_up: Callable[[], None]

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, timeout or self.patience)
        except psycopg.errors._WaitTimeout as nothing:
            self.pgconn.finish()
            type(self).given_up()
            raise Away(f"no answer in {self.patience:.0f} seconds") from nothing


class _Watch:
    """Whether a database is away, and the look in the background that finds it again."""

    def __init__(self) -> None:
        self.connect: Callable[[], psycopg.Connection[Any]]
        self._away = threading.Event()

    def demand(self) -> None:
        """Nothing, unless it is away."""
        if self._away.is_set():
            raise Away("the database does not answer")

    def look(self) -> None:
        """It is away until it is found answering."""
        if not self._away.is_set():
            self._away.set()
            threading.Thread(target=self._find, name="away", daemon=True).start()

    def _find(self) -> None:
        pause = threading.Event()
        while self._away.is_set():
            with suppress(psycopg.Error):
                self.connect().close()
                self._away.clear()
            pause.wait(LOOKS_EVERY_S)
