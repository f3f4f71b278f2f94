"""Attempts: replaying them, checking their chains, and writing them down for the grader."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from grader import canonical
from sandbox.attempt.journal import attempt_document, broken_link
from sandbox.attempt.replay import differences
from sandbox.audit.exported import ATTEMPT as ATTEMPT_FILE
from sandbox.audit.exported import RECORD, SCRIPT, record_of
from sandbox.commands import CannotRun, demand_database, reading
from sandbox.contest.keys import answer_key
from sandbox.declined import Declined
from sandbox.server import Server, open_server
from sandbox.settings import Settings
from sandbox.store.soundness import first_line
from sandbox.store.tables import ATTEMPT


def replay(chosen: argparse.Namespace) -> None:
    """Replay attempts by number (all of them where none is named); a difference is a fault."""
    settings = Settings.of()
    demand_database(settings)
    server = open_server(settings)
    try:
        with server.reader.connect() as reader:
            found = [
                line
                for number in chosen.numbers or _numbers(reader)
                for line in _tried(server, reader, number)
            ]
    finally:
        server.close()
    if found:
        raise CannotRun("\n".join(found), remedy="请保留数据库并报告")


def export(chosen: argparse.Namespace) -> None:
    """Write a sealed attempt and the script it is marked by as the grader reads them. The script is
    the answer key."""
    with reading(Settings.of()) as reader:
        attempt_id = _id_of(reader, chosen.number)
        document = attempt_document(reader, attempt_id)
        if not document["sealed_ms"]:
            raise CannotRun("还没有交卷", where=chosen.number, remedy="请在交卷后导出")
        key = answer_key(reader, document["script_hash"], document["variant"])
        record = record_of(reader, attempt_id)
    chosen.to.mkdir(parents=True, exist_ok=True)
    for name, content in ((ATTEMPT_FILE, document), (SCRIPT, key), (RECORD, record)):
        print(f"已导出：{_exported(chosen.to / name, content)}")
    print("其中有标准答案：案例仍在使用时，请勿交给选手。")


def _exported(path: Path, content: Mapping[str, Any]) -> Path:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(canonical(content))
    except FileExistsError:
        raise CannotRun("文件已存在", where=str(path), remedy="请换一个目录") from None
    return path


def _id_of(reader: Connection, number: str) -> int:
    attempt_id = reader.execute(select(ATTEMPT.c.id).where(ATTEMPT.c.number == number)).scalar()
    if attempt_id is None:
        raise CannotRun("没有这份作答", where=number, remedy="请核对作答编号")
    return int(attempt_id)


def _tried(server: Server, reader: Connection, number: str) -> list[str]:
    """What is found of one attempt: that it cannot be read is no reason to leave the others."""
    try:
        return _replayed(server, reader, number)
    except (DatabaseError, ValueError, Declined) as reason:
        print(f"{number}：读不出来")
        return [f"{number} 读不出来（{first_line(reason)}）"]


def _replayed(server: Server, reader: Connection, number: str) -> list[str]:
    attempt_id = _id_of(reader, number)
    document = attempt_document(reader, attempt_id)
    link = broken_link(reader, attempt_id)
    found = [] if link is None else [f"第 {link} 步的日志链断开"]
    found += differences(document, server.source(document["population_hash"]))
    steps, case = len(document["events"]), document["case"]
    print(f"{number} {case}：{steps} 步，{'不一致' if found else '一致，日志链完整'}")
    return [f"{number} {line}" for line in found]


def _numbers(reader: Connection) -> list[str]:
    return list(reader.execute(select(ATTEMPT.c.number).order_by(ATTEMPT.c.id)).scalars())
