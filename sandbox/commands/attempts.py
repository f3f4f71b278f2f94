"""Attempts: replaying them and checking their chains."""

import argparse

from sqlalchemy import Connection, select

from sandbox.commands import CannotRun
from sandbox.hall import Hall, open_hall
from sandbox.journal import attempt_document, broken_link
from sandbox.replay import differences
from sandbox.settings import Settings
from sandbox.store.tables import ATTEMPT


def replay(chosen: argparse.Namespace) -> None:
    """Replay attempts by number (all of them where none is named); a difference is a fault."""
    hall = open_hall(Settings.of())
    try:
        with hall.reader.connect() as reader:
            found = [
                line
                for number in chosen.numbers or _numbers(reader)
                for line in _replayed(hall, reader, number)
            ]
    finally:
        hall.close()
    if found:
        raise CannotRun("\n".join(found), remedy="请保留数据库并报告")


def _replayed(hall: Hall, reader: Connection, number: str) -> list[str]:
    attempt_id = reader.execute(select(ATTEMPT.c.id).where(ATTEMPT.c.number == number)).scalar()
    if attempt_id is None:
        raise CannotRun("没有这份作答", where=number, remedy="请核对作答编号")
    document = attempt_document(reader, attempt_id)
    link = broken_link(reader, attempt_id)
    found = [] if link is None else [f"第 {link} 步的日志链断开"]
    found += differences(document, hall.source(document["population_hash"]))
    steps, case = len(document["events"]), document["case"]
    print(f"{number} {case}：{steps} 步，{'不一致' if found else '一致，日志链完整'}")
    return [f"{number} {line}" for line in found]


def _numbers(reader: Connection) -> list[str]:
    return list(reader.execute(select(ATTEMPT.c.number).order_by(ATTEMPT.c.id)).scalars())
