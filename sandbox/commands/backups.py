"""Backing a hall up while it runs or stands, and restoring one that stands.

A copy of the folder of a running hall is none: the newest is in a file beside the database, and
what is copied page by page while it is written does not belong together. SQLite makes a copy of one
moment itself. A backup is a folder with that copy, the populations that rounds stand on, and
whatever else is in the home; it is made under another name and has its own only once it was found
to be whole.
"""

import argparse
import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import OperationalError

from mock_systems.population.file import SUFFIX, open_population
from sandbox.clock import MACHINE, clock_of, on_the_wall
from sandbox.commands import ASIDE, CannotRun, reading
from sandbox.commands.permissions import make_private
from sandbox.condition import LAST_BACKUP, keep_backup
from sandbox.settings import Settings
from sandbox.store.schema import NEWEST, demand_known
from sandbox.store.soundness import first_line, flaws, opened
from sandbox.store.tables import HALL_TIMES, ROUND

_OF_HOME = "请先复制 {} 中的全部文件（heads.txt、人口库 populations、未公开的案例 cases）"
FILE, POPULATIONS, UNFINISHED = "hall.db", "populations", ".unfinished"


def backup(chosen: argparse.Namespace) -> None:
    """Copy the hall as it is at one moment into a new folder, make sure that the copy is whole, and
    say where it is."""
    settings = Settings.of()
    _demand_outside(chosen.to, settings.home)
    with reading(settings, demand_known) as reader:
        _demand_sqlite(settings, reader)
        now = _now(reader)
        folder = chosen.to / f"hall-{on_the_wall(now):%Y%m%d-%H%M%S}"
        with _made_whole(folder) as unfinished:
            _copy(settings.home, unfinished, _not_wanted(settings, reader))
            _copy_database(reader, unfinished / FILE)  # last: it has what heads.txt already tells
            found = _demand_whole(unfinished)
    keep_backup(settings.home, now, folder)
    print(f"已备份：{folder}，{found}")
    print("请把它放到别的磁盘或电脑上；其中有全部作答、密码散列和标准答案，请妥善保管。")


def restore(chosen: argparse.Namespace) -> None:
    """Put a backup in the place of a hall that stands. What was there is kept in a folder beside."""
    settings, source = Settings.of(), chosen.source.absolute()
    if settings.database:
        way_out = f"{_OF_HOME.format(source)}，再运行 pg_restore，命令见组织者指南“备份与恢复”"
        raise CannotRun("数据库为 PostgreSQL", remedy=way_out)
    if not (source / FILE).is_file():
        raise CannotRun("这里没有备份", where=str(source), remedy="请写出 backup 所打印的文件夹")
    found, home = _demand_whole(source), settings.home.absolute()
    settings.home.mkdir(parents=True, exist_ok=True)
    if (home / FILE).exists():
        _set_aside(home, replacing=chosen.replace)
    _copy(source, home)
    unfinished = home / f"{FILE}{UNFINISHED}"
    shutil.copyfile(source / FILE, unfinished)
    _settle(unfinished)
    unfinished.rename(home / FILE)
    print(f"已恢复：{home}，{found}")
    print("备份之后的操作不在其中。请用 python -m sandbox audit 核对后再启动。")


def _demand_sqlite(settings: Settings, reader: Connection) -> None:
    if reader.dialect.name == "sqlite":
        return
    way_out = f"{_OF_HOME.format(settings.home)}，再运行 pg_dump，命令见组织者指南“备份与恢复”"
    raise CannotRun("数据库为 PostgreSQL，由它自己的工具备份，运行中即可", remedy=way_out)


def _now(reader: Connection) -> int:
    """By the hall's clock, or the machine's where an older program made a hall without one."""
    return clock_of(reader)() if inspect(reader).has_table(HALL_TIMES.name) else MACHINE.wall_ms()


def _demand_outside(folder: Path, home: Path) -> None:
    if folder.absolute().is_relative_to(home.absolute()):
        way_out = "请另选一个目录，最好在别的磁盘上"
        raise CannotRun("备份不能放在要备份的目录里", where=str(folder), remedy=way_out)


@contextmanager
def _made_whole(folder: Path) -> Iterator[Path]:
    """A folder under another name, which gets its own when the block has ended well."""
    unfinished = folder.with_name(folder.name + UNFINISHED)
    # Another that began in the same second has either: nothing of it is touched.
    if folder.exists() or unfinished.exists():
        raise CannotRun("已有这个备份", where=str(folder), remedy="请稍后再运行，或换一个目录")
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _copy_database(reader: Connection, to: Path) -> None:
    try:
        reader.exec_driver_sql("VACUUM INTO ?", (str(to),))
    except OperationalError as reason:
        way_out = "请核对目录、权限和磁盘空间，或换一个目录"
        told = f"数据库写不进备份（{first_line(reason)}）"
        raise CannotRun(told, where=str(to.parent), remedy=way_out) from reason
    _settle(to)


def _settle(file: Path) -> None:
    """Have a file on the disk, not only on its way there."""
    with file.open("rb+") as copy:
        os.fsync(copy.fileno())


def _copy(source: Path, to: Path, but_for: Collection[str] = ()) -> None:
    """All that a home has but its database and what was set aside in it."""
    left_out = shutil.ignore_patterns(f"{FILE}*", f"{ASIDE}*", LAST_BACKUP, *but_for)
    try:
        shutil.copytree(source, to, ignore=left_out, dirs_exist_ok=True)
    except shutil.Error as several:
        [(file, _, why), *_] = several.args[0]
        way_out = "请核对它是不是普通文件、权限和磁盘空间"
        raise CannotRun(f"有文件不能复制（{why}）", where=str(file), remedy=way_out) from several
    make_private(to)


def _not_wanted(settings: Settings, reader: Connection) -> list[str]:
    """The populations that no round stands on."""
    wanted = reader.execute(select(ROUND.c.population_hash).distinct()).scalars()
    hashes = {each[:16] for each in wanted}
    files = settings.populations.glob(f"*{SUFFIX}")
    return [each.name for each in files if each.stem.rpartition("-")[2] not in hashes]


def _demand_whole(folder: Path) -> str:
    """What is in a backup, where it is whole. It has no link, which would bring what lies elsewhere (a
    backup copies what a link leads to), and no pipe, which would be waited for."""
    for each in sorted(folder.rglob("*")):
        if each.is_symlink() or not (each.is_file() or each.is_dir()):
            what = "链接" if each.is_symlink() else "管道或设备"
            told = f"备份里有{what}，备份命令不会写下{what}"
            raise CannotRun(told, where=str(each), remedy="请核对备份的来处，换一份备份")
    if found := flaws(folder / FILE, unmoved=True):
        raise _not_whole(folder, found[0])
    files = sorted((folder / POPULATIONS).glob(f"*{SUFFIX}"))
    for each in files:
        open_population(each)
    try:
        with closing(opened(folder / FILE)) as database:
            [attempts], [steps], [revision] = (
                database.execute(f"SELECT {each}").fetchone()
                for each in (
                    "count(*) FROM attempt",
                    "count(*) FROM entry",
                    "version_num FROM alembic_version",
                )
            )
    except sqlite3.DatabaseError as lacking:
        raise _not_whole(folder, first_line(lacking)) from lacking
    older = "" if revision == NEWEST else f"，表结构版本 {revision}（本程序为 {NEWEST}）"
    return f"作答 {attempts} 份，操作 {steps} 步，人口库 {len(files)} 个{older}"


def _not_whole(folder: Path, why: str) -> CannotRun:
    return CannotRun(f"备份的数据库不完好（{why}）", where=str(folder), remedy="请换一份备份")


def _set_aside(home: Path, *, replacing: bool) -> None:
    """Move what a hall that stands has into a folder of its own, so that nothing is lost."""
    if not replacing:
        way_out = "确要换成备份的，加 --replace，原有的会移到旁边保留"
        raise CannotRun("这里已有大厅的数据库", where=str(home), remedy=way_out)
    _demand_stopped(home / FILE)
    numbers = (f"{ASIDE}{number}" for number in count(1))
    aside = next(home / each for each in numbers if not (home / each).exists())
    aside.mkdir()
    for path in home.iterdir():
        if path.name != POPULATIONS and not path.name.startswith(ASIDE):
            path.rename(aside / path.name)
    print(f"原有的数据库移到：{aside}")


def _demand_stopped(file: Path) -> None:
    """Nothing, where no server has the database open: it would go on writing to what was moved."""
    with closing(sqlite3.connect(file, timeout=0)) as database:
        try:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.OperationalError as busy:
            way_out = "请先停止服务，再恢复"
            raise CannotRun("大厅还在运行", where=str(file), remedy=way_out) from busy
        except sqlite3.DatabaseError:
            return  # What cannot be read at all is why somebody restores.
