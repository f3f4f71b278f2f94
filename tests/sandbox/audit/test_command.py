"""The command `audit`: a hall, its backup, an export; check codes and heads from elsewhere."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from sandbox.attempt.links import LinkKind, hall_head
from sandbox.clock import on_the_wall
from sandbox.contest.heads import FILE as HEADS
from sandbox.contest.heads import write_head
from sandbox.server import Server
from sandbox.settings import HOME
from sandbox.store.sealing import NOTHING, head_hash, link_hash, marking_content
from sandbox.store.tables import ENTRY, LINK
from tests.sandbox.audit.conftest import Audit

pytestmark = pytest.mark.attack


@pytest.fixture
def backup(in_hall: Audit, tmp_path: Path) -> Path:
    """A backup of the hall, for somebody to tamper with."""
    assert in_hall("backup", "--to", tmp_path / "backups")[0] == 0
    [folder] = (tmp_path / "backups").iterdir()
    return folder


@contextmanager
def changing(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database of a backup, to be changed by somebody who leaves no trace in its triggers."""
    with closing(sqlite3.connect(folder / "hall.db", isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # each of a hundred statements is one of its own
        guards = copy.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        taken_off = guards.fetchall()
        for name, _sql in taken_off:
            copy.execute(f"DROP TRIGGER {name}")
        yield copy
        for _name, sql in taken_off:
            copy.execute(sql)


def test_a_hall_its_backup_and_its_exports_are_found_unchanged(
    in_hall: Audit, finished: Server, backup: Path, exported: Path
) -> None:
    with finished.reader.connect() as reader:
        head = hall_head(reader)
    for place in ((), (backup,), (backup / "hall.db",)):
        code, said = in_hall("audit", *place, "--marks")
        assert (code, "没有发现改动" in said) == (0, True), said
        assert f"总链 {head.count} 环，链头 {head.hash}" in said
    code, said = in_hall("audit", exported, "--marks")
    assert (code, "导出的作答 2 份" in said, "没有发现改动" in said) == (0, True, True)


def test_all_that_was_changed_in_a_backup_is_told_and_nothing_is_written(
    in_hall: Audit, backup: Path, numbers: list[str]
) -> None:
    with changing(backup) as copy:
        copy.execute("UPDATE marking SET made_ms = 1 WHERE attempt_id = 1 AND run = 1")
        copy.execute("UPDATE sitting SET account_id = 4 WHERE id = 2")
    before = {each: each.read_bytes() for each in backup.rglob("*") if each.is_file()}
    code, said = in_hall("audit", backup)
    assert code == 1 and f"作答 {numbers[0]} 评分 1：内容或哈希改动过" in said
    assert f"作答 {numbers[1]}：选手账号封存时为 1，现为 4" in said
    assert before == {each: each.read_bytes() for each in backup.rglob("*") if each.is_file()}


@pytest.mark.parametrize(
    ("table", "column", "key"),
    [
        ("link", "head", "seq"),
        ("attempt", "genesis", "id"),
        ("vocabulary", "words", "hash"),
        ("round", "paper", "id"),
        ("change", "after", "attempt_id"),
    ],
)
def test_bytes_that_are_no_text_are_told_with_their_row_and_the_rest_is_checked(
    in_hall: Audit, backup: Path, numbers: list[str], table: str, column: str, key: str
) -> None:
    with changing(backup) as copy:
        copy.execute("UPDATE marking SET made_ms = 1 WHERE attempt_id = 1 AND run = 1")
        [(place,)] = copy.execute(f'SELECT max("{key}") FROM "{table}"')
        none = f"CAST(x'ff' || \"{column}\" AS TEXT)"
        copy.execute(f'UPDATE "{table}" SET "{column}" = {none} WHERE "{key}" = ?', (place,))
    code, said = in_hall("audit", backup)
    assert code == 1, said
    assert f"作答 {numbers[0]} 评分 1：内容或哈希改动过" in said
    told = [line for line in said.splitlines() if line.startswith(f"表 {table} {key} {place}")]
    assert told and all(line.endswith(f"：{column} 一栏的文字不是 UTF-8") for line in told)


@pytest.mark.parametrize("moved_by", [7, 10**17])
def test_a_moment_that_was_moved_is_told_as_people_read_it(
    in_hall: Audit, backup: Path, numbers: list[str], moved_by: int
) -> None:
    with changing(backup) as copy:
        [(sealed_ms,)] = copy.execute("SELECT sealed_ms FROM attempt WHERE id = 1")
        copy.execute(f"UPDATE attempt SET sealed_ms = {sealed_ms + moved_by} WHERE id = 1")
    code, said = in_hall("audit", backup)
    now = sealed_ms + moved_by
    moments = [
        f"{on_the_wall(ms):%Y-%m-%d %H:%M:%S}.{ms % 1000:03d}" for ms in (sealed_ms, sealed_ms + 7)
    ]
    moment = moments[1] if moved_by == 7 else now  # no calendar has the other
    wanted = f"作答 {numbers[0]}：交卷时间封存时为 {moments[0]}，现为 {moment}"
    assert (code, wanted in said) == (1, True), said


def test_guards_that_were_taken_off_are_told_and_the_rest_is_checked(
    in_hall: Audit, backup: Path, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with changing(backup) as copy:
        copy.execute("UPDATE marking SET made_ms = 1 WHERE attempt_id = 1 AND run = 1")
    with closing(sqlite3.connect(backup / "hall.db")) as copy:
        copy.execute("DROP TRIGGER link_no_update")
    code, said = in_hall("audit", backup)
    assert code == 1 and "表 link：防改动的触发器 link_no_update 不见了" in said
    assert f"作答 {numbers[0]} 评分 1：内容或哈希改动过" in said and "发现 2 处不符" in said
    monkeypatch.setenv(HOME, str(backup))
    for command in (["serve", "--port", "18999"], ["migrate"]):
        code, said = in_hall(*command)
        assert code == 2 and "防改动的触发器不全，不见了的 1 个" in said


def test_marks_another_program_would_give_are_told_where_that_is_asked(
    in_hall: Audit, finished: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.mark", lambda attempt, script: {"marks": []})
    assert in_hall("audit")[0] == 0
    code, said = in_hall("audit", "--marks")
    assert code == 1 and "本程序重算的结果与它不同" in said


def test_a_folder_with_nothing_to_check_is_refused(in_hall: Audit, tmp_path: Path) -> None:
    for words in ((tmp_path,), (tmp_path / "none.db",), ("--heads", tmp_path / "none.txt")):
        assert in_hall("audit", *words)[0] == 2


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def misspelt(file: Path) -> None:
    with file.open("rb+") as pages:
        pages.write(b"sqlite")


def written_over(file: Path) -> None:
    file.write_text("登录名,姓名\nxs001,选手一\n", "gb18030")


def of_another_program(file: Path) -> None:
    file.unlink()
    with changing(file.parent) as other:
        other.execute("CREATE TABLE person (name TEXT)")


def of_an_older_program(file: Path) -> None:
    with changing(file.parent) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '0009'")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (cut, "不是完好的大厅数据库"),
        (misspelt, "不是完好的大厅数据库"),
        (written_over, "不是完好的大厅数据库"),
        (of_another_program, "不是大厅的数据库"),
        (of_an_older_program, "请用写出它的那个版本的程序核对"),
    ],
)
def test_of_a_file_that_cannot_be_audited_that_file_is_told_not_the_hall(
    in_hall: Audit, backup: Path, harm: Callable[[Path], None], told: str
) -> None:
    file = backup / "hall.db"
    harm(file)
    for place in (backup, file):
        code, said = in_hall("audit", place)
        assert code == 2 and f"{file}：" in said and told in said, said
        assert "restore" not in said and "migrate" not in said
    assert in_hall("audit") == in_hall("audit") and in_hall("audit")[0] == 0


def test_check_codes_are_held_to_the_hall(
    in_hall: Audit, finished: Server, tmp_path: Path, numbers: list[str]
) -> None:
    with finished.reader.connect() as reader:
        sealed = select(LINK.c.hash).where(LINK.c.attempt_id == 1, LINK.c.kind == LinkKind.SEALING)
        first, second = reader.execute(sealed.order_by(LINK.c.seq)).scalars()
        entries = select(ENTRY.c.hash).where(ENTRY.c.attempt_id == 1).order_by(ENTRY.c.seq.desc())
        last = reader.execute(entries.limit(1)).scalar_one()
    known = [f"{numbers[0]} {code}" for code in (first, second, second[:16].upper(), last)]
    strange = [f"{numbers[0]} {'0' * 64}", f"{numbers[1]} {first}", f"00000000 {first}"]
    file = tmp_path / "receipts.txt"
    file.write_text("\n".join(["作答编号,校验码", *known, "", *strange]), "utf-8")
    code, said = in_hall("audit", "--receipts", file)
    told = [line for line in said.splitlines() if line.startswith(str(file))]
    assert code == 1 and told == [
        f"{file} 第 7 行：作答 {numbers[0]} 的校验码与封存记录不符",
        f"{file} 第 8 行：作答 {numbers[1]} 的校验码与封存记录不符",
        f"{file} 第 9 行：没有交卷的作答 00000000",
    ]
    assert "凭证 7 份" in said


def test_a_list_that_is_none_of_receipts_or_heads_accuses_nobody(
    in_hall: Audit, tmp_path: Path, numbers: list[str]
) -> None:
    file = tmp_path / "list.txt"
    for option, told, *contents in (
        ("--receipts", "没有凭证", "", "作答编号,校验码"),
        (
            "--receipts",
            "第 2 行：没有作答编号",
            f"{numbers[0]} {'a' * 16}\n不是凭证",
            f"\n{numbers[0]}",
            f"标题\n{numbers[0]} {'a' * 15}",
        ),
        ("--heads", "不是链头文件", "", f"2026-06-15 1 {'a' * 64}\n不是链头", "作答编号,校验码"),
    ):
        for content in contents:
            file.write_text(content, "utf-8")
            code, said = in_hall("audit", option, file)
            assert code == 2 and told in said and "保留现场" not in said, said


def test_receipts_are_read_in_full_width_too(
    in_hall: Audit, finished: Server, tmp_path: Path, numbers: list[str]
) -> None:
    with finished.reader.connect() as reader:
        kind = LINK.c.kind == LinkKind.SEALING
        sealed = reader.execute(select(LINK.c.hash).where(LINK.c.attempt_id == 1, kind)).scalars()
        code = sealed.first()
    wide = str.maketrans("0123456789abcdef", "０１２３４５６７８９ＡＢＣＤＥＦ")
    file = tmp_path / "receipts.txt"
    file.write_text(f"{numbers[0]}，{code}".translate(wide), "utf-8")
    assert in_hall("audit", "--receipts", file)[0] == 0


def test_what_was_held_against_the_hall_is_counted(
    in_hall: Audit, backup: Path, finished: Server
) -> None:
    (backup / HEADS).unlink(missing_ok=True)
    said = in_hall("audit", backup)[1]
    assert "链头 0 行，凭证 0 份" in said and "没有链头可以核对" in said
    with finished.reader.connect() as reader:
        write_head(backup, hall_head(reader), 0)
    said = in_hall("audit", backup)[1]
    assert "链头 1 行，凭证 0 份" in said and "没有链头可以核对" not in said


def forged(folder: Path) -> None:
    """A marking changed by somebody who makes every hash after it anew."""
    with changing(folder) as copy:
        copy.row_factory = sqlite3.Row
        copy.execute("UPDATE marking SET fault = 'x' WHERE attempt_id = 2")
        marking = copy.execute("SELECT * FROM marking WHERE attempt_id = 2").fetchone()
        head = NOTHING
        for link in copy.execute("SELECT * FROM link ORDER BY seq").fetchall():
            hash_ = link["hash"]
            if (link["attempt_id"], link["kind"]) == (2, "marking"):
                content = marking_content(dict(marking))
                hash_ = link_hash(link["previous"], "marking", 1, content)
            head = head_hash(head, hash_)
            anew = (hash_, head, link["seq"])
            copy.execute("UPDATE link SET hash = ?, head = ? WHERE seq = ?", anew)


def test_whoever_makes_all_hashes_anew_is_found_by_a_head_that_left_the_machine(
    in_hall: Audit, finished: Server, backup: Path, tmp_path: Path
) -> None:
    with finished.reader.connect() as reader:
        head = hall_head(reader)
    write_head(tmp_path, head, 0)
    forged(backup)
    assert in_hall("audit", backup)[0] == 0
    code, said = in_hall("audit", backup, "--heads", tmp_path / HEADS)
    assert code == 1 and f"写出的第 {head.count} 环链头与现在的不符，此前有改动" in said


def test_a_chain_that_was_cut_is_found_by_the_heads_beside_it(
    in_hall: Audit, finished: Server, backup: Path
) -> None:
    with finished.reader.connect() as reader:
        head = hall_head(reader)
    write_head(backup, head, 0)
    assert in_hall("audit", backup)[0] == 0
    with changing(backup) as copy:
        copy.execute("DELETE FROM link WHERE seq = ?", (head.count,))
    code, said = in_hall("audit", backup)
    assert code == 1 and f"写出时有 {head.count} 环，现在只有 {head.count - 1} 环" in said
    (backup / HEADS).write_text("改过的一行\n", "utf-8")
    assert "第 1 行：不是“时间 环数 链头”" in in_hall("audit", backup)[1]
