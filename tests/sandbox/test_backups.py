"""A hall of an older program is backed up as it is, and what is no backup replaces no hall."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sandbox.commands.permissions import OTHERS
from sandbox.settings import HOME, Settings
from sandbox.store.engine import open_engine
from sandbox.store.schema import MIGRATIONS, NEWEST, migrate
from tests.sandbox.conftest import Said

REVISIONS = sorted(each.name[:4] for each in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def migrated(settings: Settings, revision: str) -> None:
    engine = open_engine(settings.url, durable=False)
    migrate(engine, revision)
    engine.dispose()


def exposed(folder: Path) -> list[Path]:
    return [each for each in (folder, *folder.rglob("*")) if each.stat().st_mode & OTHERS]


def test_a_hall_of_any_older_program_is_backed_up_as_migrate_asks_and_migrated_when_restored(
    home: Settings, run: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.home.mkdir()
    for revision in (*REVISIONS[::4], NEWEST):
        migrated(home, revision)
        code, said, complaint = run("backup", "--to", str(tmp_path / revision))
        assert code == 0, complaint
        assert (f"表结构版本 {revision}（本程序为 {NEWEST}）" in said) == (revision != NEWEST)
    [oldest] = (tmp_path / REVISIONS[0]).iterdir()
    monkeypatch.setenv(HOME, str(tmp_path / "restored"))
    assert run("restore", str(oldest))[0] == 0
    assert "请先备份，再运行 python -m sandbox migrate" in run("audit")[2]
    assert run("migrate")[0] == 0 and run("audit")[0] == 0


def test_a_hall_of_a_newer_program_or_without_tables_is_not_backed_up(
    hall: Settings, run: Callable[..., Said], tmp_path: Path
) -> None:
    file, to = hall.home / "hall.db", tmp_path / "backups"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "请改用该版本的程序" in run("backup", "--to", str(to))[2]
    for each in hall.home.iterdir():
        each.unlink()
    file.touch()
    assert "还没有建表" in run("backup", "--to", str(to))[2]
    assert not to.exists()


def a_pipe(backup: Path) -> None:
    os.mkfifo(backup / "notes.txt")


def a_pipe_for_a_population(backup: Path) -> None:
    (backup / "populations").mkdir()
    os.mkfifo(backup / "populations" / "z.sqlite")


def an_empty_file(backup: Path) -> None:
    (backup / "hall.db").write_bytes(b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (a_pipe, "notes.txt：备份里有管道或设备"),
        (a_pipe_for_a_population, "z.sqlite：备份里有管道或设备"),
        (an_empty_file, "备份的数据库不完好（no such table: attempt），请换一份备份"),
    ],
)
def test_what_no_backup_holds_is_told_before_the_hall_is_set_aside(
    hall: Settings,
    run: Callable[..., Said],
    tmp_path: Path,
    spoil: Callable[[Path], None],
    complaint: str,
) -> None:
    assert run("backup", "--to", str(tmp_path / "backups"))[0] == 0
    [folder] = (tmp_path / "backups").iterdir()
    spoil(folder)
    code, _, told = run("restore", str(folder), "--replace")
    assert code == 2 and complaint in told
    assert not [*hall.home.glob("replaced-*")] and (hall.home / "hall.db").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_what_cannot_be_copied_of_a_hall_is_told_in_a_sentence(
    hall: Settings, run: Callable[..., Said], tmp_path: Path
) -> None:
    os.mkfifo(hall.home / "pipe")
    code, _, told = run("backup", "--to", str(tmp_path / "backups"))
    assert code == 2 and told.startswith(f"{hall.home / 'pipe'}：有文件不能复制（")
    assert "[(" not in told and not [*(tmp_path / "backups").iterdir()]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_what_is_copied_is_for_its_owner_alone_whatever_disk_it_lay_on(
    hall: Settings, run: Callable[..., Said], tmp_path: Path
) -> None:
    notes = hall.home / "kept" / "notes.txt"
    notes.parent.mkdir()
    notes.touch()
    for each in (hall.home, notes.parent, notes):
        each.chmod(0o777)
    assert run("backup", "--to", str(tmp_path / "backups"))[0] == 0
    [folder] = (tmp_path / "backups").iterdir()
    assert not exposed(folder)
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o777)
    assert run("restore", str(folder), "--replace")[0] == 0
    assert notes.exists() and not exposed(hall.home)
