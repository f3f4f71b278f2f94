"""What can be done from the command line. A command that cannot be done says what is wrong, where,
and what to do next; the process then ends with 2."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, Connection, Engine

from sandbox.settings import HOME, Settings
from sandbox.store.engine import open_engine
from sandbox.store.engine import reading as readers_of
from sandbox.store.schema import demand_schema
from sandbox.store.writer import Writer

ASIDE = "replaced-"
"""How folders begin that a restore moves a hall to."""


class CannotRun(Exception):
    """A command that cannot be done: what is wrong, where, and the way out."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        place = f"{where}：" if where else ""
        sentence = f"{what}，{remedy}" if remedy else what
        super().__init__(f"{place}{sentence}{'' if sentence.endswith('？') else '。'}")


def whereabouts(settings: Settings) -> str:
    """The database as people are told of it, without a password."""
    return settings.database.rpartition("@")[2] or str(settings.home / "hall.db")


def fitting(label: str, text: str, column: Column[Any]) -> str:
    """The text without blanks around it, made sure to fit its column on every database."""
    text, most = text.strip(), getattr(column.type, "length", 0)
    if len(text) > most:
        raise CannotRun(f"{label}有 {len(text)} 个字，至多 {most} 个", remedy="请缩短后再运行")
    if text and not text.isprintable():
        raise CannotRun(f"{label}中有无法显示的字符", remedy="请删去后再运行")
    return text


def demand_database(settings: Settings) -> None:
    """Nothing, where the home has its database, or another is named: opening one that is not there
    would make it."""
    if settings.database or (settings.home / "hall.db").exists():
        return
    remedy = f"请核对环境变量 {HOME}；新的大厅先运行 python -m sandbox migrate，演示用 serve --demo"
    if aside := sorted(settings.home.glob(f"{ASIDE}*/hall.db")):
        remedy = f"恢复没有做完，原来的在 {aside[-1]}：请再运行一次 restore，或把那里的文件移回来"
    raise CannotRun("还没有数据库", where=whereabouts(settings), remedy=remedy)


@contextmanager
def reading(
    settings: Settings, demand: Callable[[Engine], object] = demand_schema
) -> Iterator[Connection]:
    """A connection to a database, for as long as the block, whose tables are what is demanded: the
    newest where nothing else is."""
    demand_database(settings)
    engine = open_engine(settings.url)
    demand(engine)
    reader = readers_of(engine)
    try:
        with reader.connect() as connection:
            yield connection
    finally:
        reader.dispose()
        engine.dispose()


@contextmanager
def writing(settings: Settings) -> Iterator[Writer]:
    """The writer of a database whose tables are the newest, for as long as the block."""
    demand_database(settings)
    engine = open_engine(settings.url, durable=settings.durable)
    demand_schema(engine)
    writer = Writer(engine)
    try:
        yield writer
    finally:
        writer.close()
        engine.dispose()
