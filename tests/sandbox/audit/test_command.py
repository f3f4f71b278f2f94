"""The command `audit`: a hall, its backup, an export; check codes and heads from elsewhere."""

import json
import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from grader import canonical
from sandbox import cli
from sandbox.attempt.links import LinkKind, hall_head
from sandbox.audit.exported import ATTEMPT as ATTEMPT_FILE
from sandbox.audit.exported import RECORD, exported_findings
from sandbox.clock import on_the_wall
from sandbox.contest.heads import FILE as HEADS
from sandbox.contest.heads import write_head
from sandbox.server import Server
from sandbox.settings import DATABASE, HOME
from sandbox.store.sealing import NOTHING, head_hash, link_hash, marking_content
from sandbox.store.tables import ATTEMPT, ENTRY, LINK
from tests.sample import examples
from tests.tampering import edited_text, spread

pytestmark = pytest.mark.attack

Audit = Callable[..., tuple[int, str]]
UNTOLD = {"seq", "head"}
"""What of an export says nothing of the attempt: the place in the hall's chain."""


@pytest.fixture
def run(
    finished: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Audit:
    """Runs a command in the finished hall: what it returned, and all it said."""
    monkeypatch.setenv(HOME, str(finished.settings.home))
    monkeypatch.delenv(DATABASE, raising=False)

    def ran(*words: object) -> tuple[int, str]:
        code = cli.main([*map(str, words)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return ran


@pytest.fixture
def backup(run: Audit, tmp_path: Path) -> Path:
    """A backup of the hall, for somebody to tamper with."""
    assert run("backup", "--to", tmp_path / "backups")[0] == 0
    [folder] = (tmp_path / "backups").iterdir()
    return folder


@contextmanager
def changing(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database of a backup, to be changed by somebody who leaves no trace in its triggers."""
    with closing(sqlite3.connect(folder / "hall.db", isolation_level=None)) as copy:
        guards = copy.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        taken_off = guards.fetchall()
        for name, _sql in taken_off:
            copy.execute(f"DROP TRIGGER {name}")
        yield copy
        for _name, sql in taken_off:
            copy.execute(sql)


@pytest.fixture
def numbers(finished: Server) -> list[str]:
    with finished.reader.connect() as reader:
        return list(reader.execute(select(ATTEMPT.c.number).order_by(ATTEMPT.c.id)).scalars())


@pytest.fixture
def exported(run: Audit, tmp_path: Path, numbers: list[str]) -> Path:
    """A folder with every attempt of the hall."""
    for number in numbers:
        assert run("attempts", "export", number, "--to", tmp_path / "all" / number)[0] == 0
    return tmp_path / "all"


def test_a_hall_its_backup_and_its_exports_are_found_unchanged(
    run: Audit, finished: Server, backup: Path, exported: Path
) -> None:
    with finished.reader.connect() as reader:
        head = hall_head(reader)
    for place in ((), (backup,), (backup / "hall.db",)):
        code, said = run("audit", *place, "--marks")
        assert (code, "没有发现改动" in said) == (0, True), said
        assert f"总链 {head.count} 环，链头 {head.hash}" in said
    code, said = run("audit", exported, "--marks")
    assert (code, "导出的作答 2 份" in said, "没有发现改动" in said) == (0, True, True)


def test_all_that_was_changed_in_a_backup_is_told_and_nothing_is_written(
    run: Audit, backup: Path, numbers: list[str]
) -> None:
    with changing(backup) as copy:
        copy.execute("UPDATE marking SET made_ms = 1 WHERE attempt_id = 1 AND run = 1")
        copy.execute("UPDATE sitting SET account_id = 4 WHERE id = 2")
    before = {each: each.read_bytes() for each in backup.rglob("*") if each.is_file()}
    code, said = run("audit", backup)
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
    run: Audit, backup: Path, numbers: list[str], table: str, column: str, key: str
) -> None:
    with changing(backup) as copy:
        copy.execute("UPDATE marking SET made_ms = 1 WHERE attempt_id = 1 AND run = 1")
        [(place,)] = copy.execute(f'SELECT max("{key}") FROM "{table}"')
        none = f"CAST(x'ff' || \"{column}\" AS TEXT)"
        copy.execute(f'UPDATE "{table}" SET "{column}" = {none} WHERE "{key}" = ?', (place,))
    code, said = run("audit", backup)
    assert code == 1, said
    assert f"作答 {numbers[0]} 评分 1：内容或哈希改动过" in said
    told = [line for line in said.splitlines() if line.startswith(f"表 {table} {key} {place}")]
    assert told and all(line.endswith(f"：{column} 一栏的文字不是 UTF-8") for line in told)


@pytest.mark.parametrize("moved_by", [7, 10**17])
def test_a_moment_that_was_moved_is_told_as_people_read_it(
    run: Audit, backup: Path, numbers: list[str], moved_by: int
) -> None:
    with changing(backup) as copy:
        [(sealed_ms,)] = copy.execute("SELECT sealed_ms FROM attempt WHERE id = 1")
        copy.execute(f"UPDATE attempt SET sealed_ms = {sealed_ms + moved_by} WHERE id = 1")
    code, said = run("audit", backup)
    now = sealed_ms + moved_by
    moments = [
        f"{on_the_wall(ms):%Y-%m-%d %H:%M:%S}.{ms % 1000:03d}" for ms in (sealed_ms, sealed_ms + 7)
    ]
    told = moments[1] if moved_by == 7 else now  # no calendar has the other
    wanted = f"作答 {numbers[0]}：交卷时间封存时为 {moments[0]}，现为 {told}"
    assert (code, wanted in said) == (1, True), said


def test_guards_that_were_taken_off_are_told_and_the_rest_is_checked(
    run: Audit, backup: Path, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with changing(backup) as copy:
        copy.execute("UPDATE marking SET made_ms = 1 WHERE attempt_id = 1 AND run = 1")
    with closing(sqlite3.connect(backup / "hall.db")) as copy:
        copy.execute("DROP TRIGGER link_no_update")
    code, said = run("audit", backup)
    assert code == 1 and "表 link：防改动的触发器 link_no_update 不见了" in said
    assert f"作答 {numbers[0]} 评分 1：内容或哈希改动过" in said and "发现 2 处不符" in said
    monkeypatch.setenv(HOME, str(backup))
    for command in (["serve", "--port", "18999"], ["migrate"]):
        code, said = run(*command)
        assert code == 2 and "防改动的触发器不全，不见了的 1 个" in said


def test_marks_another_program_would_give_are_told_where_that_is_asked(
    run: Audit, finished: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.mark", lambda attempt, script: {"marks": []})
    assert run("audit")[0] == 0
    code, said = run("audit", "--marks")
    assert code == 1 and "本程序重算的结果与它不同" in said


def leaves(value: Any, *path: Any) -> Iterator[tuple[Any, ...]]:
    """The way to everything in a document that is not made of other things."""
    if isinstance(value, dict | list) and value:
        for each in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[each], *path, each)
    else:
        yield path


def test_every_value_of_an_export_is_held_to_the_others(exported: Path, numbers: list[str]) -> None:
    folder = exported / numbers[0]
    for file in sorted(folder.iterdir()):
        text = file.read_text("utf-8")
        ways = [*leaves(json.loads(text))]
        for way in spread(ways, examples(len(ways), 20)):
            document = json.loads(text)
            place = document
            for each in way[:-1]:
                place = place[each]
            place[way[-1]] = edited_text(place[way[-1]])
            file.write_text(canonical(document), "utf-8")
            assert [*exported_findings(folder)] or way[-1] in UNTOLD, (file.name, way)
        file.write_text(text, "utf-8")
    assert [*exported_findings(folder)] == []


def test_no_byte_of_an_export_can_be_another(exported: Path, numbers: list[str]) -> None:
    """Other ones in each run."""
    folder, chance = exported / numbers[0], random.Random()
    files = sorted(folder.iterdir())
    untold = re.compile(rf'"({"|".join(UNTOLD)})":"?[^",]*$'.encode())
    file = folder / RECORD
    right = file.read_bytes()
    for key in ("format", "seq", "head", "content"):
        file.write_bytes(right.replace(f'"{key}":'.encode(), f'"{key[:-1]}~":'.encode(), 1))
        assert [*exported_findings(folder)], key
    file.write_bytes(right)
    for _ in range(examples(3_000, 20)):
        file = chance.choice(files)
        right = file.read_bytes()
        place = chance.randrange(len(right))
        wrong = bytearray(right)
        wrong[place] ^= 1 << chance.randrange(8)
        file.write_bytes(wrong)
        told = [*exported_findings(folder)] or untold.search(right[:place])
        assert told, (file.name, place, right[place - 20 : place + 20])
        file.write_bytes(right)
    assert [*exported_findings(folder)] == []


def test_a_change_of_no_step_of_an_export_is_found(exported: Path, numbers: list[str]) -> None:
    file = exported / numbers[0] / ATTEMPT_FILE
    document = json.loads(file.read_text("utf-8"))
    document["changes"].append({**document["changes"][-1], "seq": 99})
    file.write_text(canonical(document), "utf-8")
    [told] = exported_findings(file.parent)
    assert str(told).endswith("第 99 步：有记录的变动，没有这一步")


def test_other_bytes_of_an_export_are_told_with_their_place(run: Audit, exported: Path) -> None:
    file = next(exported.rglob(RECORD))
    right = file.read_bytes()
    for wrong, told in (
        (right.replace(b":", b": ", 1), f"第 {right.index(b':') + 2} 字节起不是程序的写法"),
        (right[:-1], f"第 {len(right)} 字节起不是 JSON"),
        (b"\xff" + right, "第 1 字节起不是 UTF-8"),
    ):
        file.write_bytes(wrong)
        code, said = run("audit", exported)
        assert code == 1 and f"{file}：{told}" in said, said


def test_a_folder_with_nothing_to_check_is_refused(run: Audit, tmp_path: Path) -> None:
    for words in ((tmp_path,), (tmp_path / "none.db",), ("--heads", tmp_path / "none.txt")):
        assert run("audit", *words)[0] == 2


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
    run: Audit, backup: Path, harm: Callable[[Path], None], told: str
) -> None:
    file = backup / "hall.db"
    harm(file)
    for place in (backup, file):
        code, said = run("audit", place)
        assert code == 2 and f"{file}：" in said and told in said, said
        assert "restore" not in said and "migrate" not in said
    assert run("audit") == run("audit") and run("audit")[0] == 0


def test_check_codes_are_held_to_the_hall(
    run: Audit, finished: Server, tmp_path: Path, numbers: list[str]
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
    code, said = run("audit", "--receipts", file)
    told = [line for line in said.splitlines() if line.startswith(str(file))]
    assert code == 1 and told == [
        f"{file} 第 7 行：作答 {numbers[0]} 的校验码与封存记录不符",
        f"{file} 第 8 行：作答 {numbers[1]} 的校验码与封存记录不符",
        f"{file} 第 9 行：没有交卷的作答 00000000",
    ]
    assert "凭证 7 份" in said


def test_check_codes_are_held_to_what_was_exported(
    run: Audit, exported: Path, tmp_path: Path, numbers: list[str]
) -> None:
    record = json.loads((exported / numbers[1] / RECORD).read_text("utf-8"))
    [code] = [link["hash"] for link in record["links"] if link["kind"] == "sealing"]
    assert "没有凭证可以核对" in run("audit", exported)[1]
    file = tmp_path / "receipts.txt"
    file.write_text(f"{numbers[1]} {code}\n00000000 {code}", "utf-8")
    status, said = run("audit", exported, "--receipts", file)
    assert status == 0 and "凭证 1 份" in said and "没有凭证" not in said
    file.write_text(f"{numbers[1]} {'0' * 16}", "utf-8")
    status, said = run("audit", exported, "--receipts", file)
    assert status == 1 and f"{file} 第 1 行：作答 {numbers[1]} 的校验码与封存记录不符" in said


def test_a_list_that_is_none_of_receipts_or_heads_accuses_nobody(
    run: Audit, tmp_path: Path, numbers: list[str]
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
            code, said = run("audit", option, file)
            assert code == 2 and told in said and "保留现场" not in said, said


def test_receipts_are_read_in_full_width_too(
    run: Audit, finished: Server, tmp_path: Path, numbers: list[str]
) -> None:
    with finished.reader.connect() as reader:
        kind = LINK.c.kind == LinkKind.SEALING
        sealed = reader.execute(select(LINK.c.hash).where(LINK.c.attempt_id == 1, kind)).scalars()
        code = sealed.first()
    wide = str.maketrans("0123456789abcdef", "０１２３４５６７８９ＡＢＣＤＥＦ")
    file = tmp_path / "receipts.txt"
    file.write_text(f"{numbers[0]}，{code}".translate(wide), "utf-8")
    assert run("audit", "--receipts", file)[0] == 0


def test_what_was_held_against_the_hall_is_counted(
    run: Audit, backup: Path, finished: Server
) -> None:
    (backup / HEADS).unlink(missing_ok=True)
    said = run("audit", backup)[1]
    assert "链头 0 行，凭证 0 份" in said and "没有链头可以核对" in said
    with finished.reader.connect() as reader:
        write_head(backup, hall_head(reader), 0)
    said = run("audit", backup)[1]
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
    run: Audit, finished: Server, backup: Path, tmp_path: Path
) -> None:
    with finished.reader.connect() as reader:
        head = hall_head(reader)
    write_head(tmp_path, head, 0)
    forged(backup)
    assert run("audit", backup)[0] == 0
    code, said = run("audit", backup, "--heads", tmp_path / HEADS)
    assert code == 1 and f"写出的第 {head.count} 环链头与现在的不符，此前有改动" in said


def test_a_chain_that_was_cut_is_found_by_the_heads_beside_it(
    run: Audit, finished: Server, backup: Path
) -> None:
    with finished.reader.connect() as reader:
        head = hall_head(reader)
    write_head(backup, head, 0)
    assert run("audit", backup)[0] == 0
    with changing(backup) as copy:
        copy.execute("DELETE FROM link WHERE seq = ?", (head.count,))
    code, said = run("audit", backup)
    assert code == 1 and f"写出时有 {head.count} 环，现在只有 {head.count - 1} 环" in said
    (backup / HEADS).write_text("改过的一行\n", "utf-8")
    assert "第 1 行：不是“时间 环数 链头”" in run("audit", backup)[1]
