"""The writer: shared commits, single undoing, and nothing answered is ever lost."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, insert, select

from sandbox.store.engine import open_engine
from sandbox.store.tables import CONTEST
from sandbox.store.writer import Writer, end
from tests.servers import new_database


@pytest.fixture
def url(tmp_path: Path) -> str:
    file = tmp_path / "hall.db"
    file.write_bytes(new_database())
    return f"sqlite:///{file}"


def titles(url: str) -> list[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(select(CONTEST.c.title).order_by(CONTEST.c.id)).scalars().all()
    engine.dispose()
    return list(found)


def add(title: str, connection: Connection) -> str:
    connection.execute(insert(CONTEST), {"title": title})
    if title == "坏":
        raise ValueError(title)
    return title


def test_a_piece_that_fails_undoes_itself_alone(url: str) -> None:
    writer = Writer(open_engine(url))
    waiting = [
        writer.put(lambda c, items: [add(items[0], c)], title) for title in ("一", "坏", "二")
    ]
    assert isinstance(waiting[1].exception(), ValueError)
    assert [waiting[0].result(), waiting[2].result()] == ["一", "二"]
    writer.close()
    assert titles(url) == ["一", "二"]


def test_a_savepoint_released_before_the_first_write_is_undone_with_its_transaction(
    url: str,
) -> None:
    engine = open_engine(url)
    with pytest.raises(ZeroDivisionError), engine.begin() as connection:
        with connection.begin_nested():
            connection.execute(insert(CONTEST), {"title": "先释放"})
        raise ZeroDivisionError
    engine.dispose()
    assert titles(url) == []


def test_items_that_name_one_function_are_done_by_one_call_and_alone_where_it_fails(
    url: str,
) -> None:
    writer = Writer(open_engine(url))
    calls: list[int] = []

    def together(connection: Connection, items: list[str]) -> list[str]:
        calls.append(len(items))
        return [add(item, connection) for item in items]

    gate = writer.put(lambda c, items: [__import__("time").sleep(0.2)], None)
    waiting = [writer.put(together, title) for title in ("一", "坏", "二")]
    gate.result()
    failures = [each.exception() for each in waiting]
    assert [type(each) for each in failures] == [type(None), ValueError, type(None)]
    assert calls == [3, 1, 1, 1]
    writer.close()
    assert titles(url) == ["一", "二"]


def test_a_piece_that_ends_the_transaction_commits_before_what_comes_after_it(url: str) -> None:
    writer, seen = Writer(open_engine(url)), []

    def last(connection: Connection, items: list[str]) -> list[str]:
        end(connection)
        return [add(items[0], connection)]

    gate = writer.put(lambda c, items: [__import__("time").sleep(0.2)], None)
    first = writer.put(last, "一")
    writer.put(lambda c, items: [seen.extend(titles(url))], None)
    second = writer.put(lambda c, items: [add(items[0], c)], "二")
    assert [gate.result(), first.result(), second.result()] == [None, "一", "二"]
    writer.close()
    assert seen == ["一"] and titles(url) == ["一", "二"]


def test_a_database_that_cannot_be_written_fails_all_that_waits_at_once(url: str) -> None:
    engine = open_engine(url)
    writer, times = Writer(engine), []

    @event.listens_for(engine, "begin")
    def away(_connection: Connection) -> None:
        times.append(1)
        if len(times) > 1:
            raise ZeroDivisionError

    begun, all_there = threading.Event(), threading.Event()
    writer.put(lambda c, items: [begun.set() or all_there.wait(20)], None)
    assert begun.wait(20)
    waiting = [writer.put(lambda c, items: [add(items[0], c)], title) for title in ("一", "二")]
    all_there.set()
    assert [type(each.exception(20)) for each in waiting] == [ZeroDivisionError] * 2
    assert len(times) == 2
    writer.close()
