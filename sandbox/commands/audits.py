"""Auditing: whether anything that was kept has been changed, in a hall, its backup or an export."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from sandbox.attempt.links import hall_head
from sandbox.audit.chain import is_head, written_faults
from sandbox.audit.exported import ATTEMPT as ATTEMPT_FILE
from sandbox.audit.exported import exported_codes, exported_findings
from sandbox.audit.finding import Finding
from sandbox.audit.hall import TABLES, hall_findings
from sandbox.audit.receipts import (
    NotReceipts,
    Receipt,
    earlier,
    kept_codes,
    receipt_findings,
    receipts_in,
)
from sandbox.audit.texts import Texts
from sandbox.commands import CannotRun, demand_database
from sandbox.contest.heads import FILE as HEADS
from sandbox.settings import Settings
from sandbox.store.engine import of_one_moment, open_engine
from sandbox.store.engine import reading as readers_of
from sandbox.store.guards import breaches
from sandbox.store.schema import NEWEST, demand_schema, revision_of
from sandbox.store.soundness import first_line
from sandbox.store.tables import ATTEMPT, LINK

DATABASE = "hall.db"
OTHER = "请核对路径，或换一份备份"
PATIENCE_S = 3600.0
"""How long what is read and checked of one moment may take, in seconds."""


def audit(chosen: argparse.Namespace) -> int:
    """Check everything, say all that does not fit, and go on after it; 1 where something does not."""
    exported = _exported(chosen.place)
    found = 0
    for finding in _of_exports(exported, chosen) if exported else _of_hall(chosen):
        print(finding)
        found += 1
    print(f"发现 {found} 处不符，请保留现场，不要再改动" if found else "没有发现改动")
    return int(found > 0)


def _exported(place: Path | None) -> list[Path]:
    """The folders of exported attempts in a place; none where it is a hall."""
    if place is None or not place.is_dir() or (place / DATABASE).exists():
        return []
    folders = sorted(file.parent for file in place.rglob(ATTEMPT_FILE))
    if not folders:
        what = f"这里没有 {DATABASE}，也没有 {ATTEMPT_FILE}"
        raise CannotRun(what, where=str(place), remedy="请写明备份或导出的目录")
    return folders


def _of_exports(folders: list[Path], chosen: argparse.Namespace) -> Iterator[Finding]:
    if chosen.heads:
        raise CannotRun("导出的作答不能与链头核对", remedy="请在场次的数据库上核对")
    receipts = _receipts(chosen.receipts) if chosen.receipts else []
    held: set[str] = set()
    for folder in folders:
        yield from exported_findings(folder, marks=chosen.marks)
        # Each by itself: of one attempt there may be two folders.
        codes = exported_codes(folder)
        mine = [each for each in receipts if each.number in codes]
        yield from receipt_findings(mine, codes.__getitem__)
        held |= {each.where for each in mine}
        if not mine:
            print(f"注意：{folder} 没有凭证可以核对，几个文件一起重新做过的，看不出来")
        for each in earlier(mine, codes):
            print(f"注意：{each.where}：凭证是补时以前的，此后的补时和操作，它看不出来")
    print(f"已核对：导出的作答 {len(folders)} 份，凭证 {len(held)} 份")
    print("注意：评定以大厅的总链为准，从导出的末尾拿走的，这里看不出来")


def _of_hall(chosen: argparse.Namespace) -> Iterator[Finding]:
    settings = Settings.of()
    file = None if chosen.place is None else _database(chosen.place)
    # Before the database is: a hall that goes on writes heads of what it has meanwhile.
    heads = _heads(file.parent if file else settings.home, chosen.heads)
    receipts = _receipts(chosen.receipts) if chosen.receipts else []
    if file is None:
        demand_database(settings)
    with _reading(settings, file) as reader:
        texts = Texts(reader)
        yield from _guard_findings(reader)
        yield from hall_findings(reader, marks=chosen.marks)
        links = reader.execute(select(LINK.c.seq, LINK.c.head).order_by(LINK.c.seq)).all()
        for where, lines in heads.items():
            yield from written_faults(lines, links, where)
        yield from receipt_findings(receipts, partial(kept_codes, reader))
        yield from texts.findings(*TABLES)
        count = reader.execute(select(func.count()).select_from(ATTEMPT)).scalar_one()
        head = hall_head(reader)
    print(f"已核对：作答 {count} 份，总链 {head.count} 环，链头 {head.hash}")
    kept = sum(map(len, heads.values()))
    print(f"另外保存的：链头 {kept} 行，凭证 {len(receipts)} 份")
    if not kept:
        print("注意：没有链头可以核对，整条链重新算过或截去末尾的，看不出来")


def _guard_findings(reader: Connection) -> Iterator[Finding]:
    for breach in breaches(reader):
        yield Finding(f"表 {breach.table}", f"防改动的触发器 {breach.trigger} {breach.what}")


def _heads(home: Path, other: Path | None) -> dict[str, list[str]]:
    """The lines of the files of heads there are: what a hall wrote beside itself, and a copy."""
    own = [home / HEADS] if (home / HEADS).is_file() else []
    read = {str(file): _lines(file) for file in (*own, *filter(None, [other]))}
    if other and not all(map(is_head, read[str(other)] or [""])):
        remedy = "请用服务写下的 heads.txt，每行是时间、环数、链头"
        raise CannotRun("不是链头文件", where=str(other), remedy=remedy)
    return read


def _receipts(file: Path) -> list[Receipt]:
    try:
        return receipts_in(_lines(file), str(file))
    except NotReceipts as wrong:
        raise CannotRun(str(wrong), remedy="请改正后再运行") from wrong


def _lines(file: Path) -> list[str]:
    if not file.is_file():
        raise CannotRun("没有这个文件", where=str(file), remedy="请核对路径")
    return file.read_text("utf-8-sig", errors="replace").splitlines()


def _database(place: Path) -> Path:
    file = (place / DATABASE if place.is_dir() else place).absolute()
    if not file.is_file():
        raise CannotRun("没有这个文件", where=str(file), remedy="请核对路径")
    return file


@contextmanager
def _reading(settings: Settings, file: Path | None) -> Iterator[Connection]:
    """The database as it is at one moment, though the hall goes on: this one, or a copy, to which
    nothing is written."""
    engine = _copy(file) if file else readers_of(open_engine(settings.url), patience_s=PATIENCE_S)
    try:
        _demand_copy(engine, file) if file else demand_schema(engine)
        with engine.connect() as reader, of_one_moment(reader):
            yield reader
    except SQLAlchemyError as reason:
        if file is None:
            raise
        told = f"这不是完好的大厅数据库（{first_line(reason)}）"
        raise CannotRun(told, where=str(file), remedy=OTHER) from reason
    finally:
        engine.dispose()


def _demand_copy(engine: Engine, file: Path) -> None:
    """Nothing, where a copy has the tables of this program; nobody migrates a copy in its place."""
    found = revision_of(engine)
    if not found:
        raise CannotRun("这不是大厅的数据库", where=str(file), remedy=OTHER)
    if found != NEWEST:
        told = f"表结构版本为 {found}，本程序需要 {NEWEST}"
        way_out = "请用写出它的那个版本的程序核对"
        raise CannotRun(told, where=str(file), remedy=way_out)


def _copy(file: Path) -> Engine:
    alone = "" if file.with_name(f"{file.name}-wal").exists() else "&immutable=1"
    address = f"sqlite:///{file.as_uri()}?mode=ro{alone}&uri=true"
    return create_engine(address, isolation_level="AUTOCOMMIT")
