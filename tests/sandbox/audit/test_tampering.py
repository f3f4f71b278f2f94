"""Whatever is changed behind the program's back is found and named."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Column, Connection, insert, select, update

from grader import canonical
from sandbox.attempt.journal import broken_link, entries, entry_hash, entry_values
from sandbox.attempt.links import Kept, LinkKind, chain
from sandbox.audit.hall import hall_findings
from sandbox.server import Server
from sandbox.store.sealing import marking_content
from sandbox.store.tables import (
    ANSWER_KEY,
    ATTEMPT,
    CHANGE,
    ENTRY,
    LINK,
    MARKING,
    ROUND,
    RULING,
    SEALING,
    SITTING,
    VOCABULARY,
)
from tests.sandbox.audit.conftest import JUDGE
from tests.servers import NOON
from tests.tampering import EVIDENCE, NO_EVIDENCE, edited, spread, unguarded

pytestmark = pytest.mark.attack


def found(connection: Connection) -> list[str]:
    return [str(finding) for finding in hall_findings(connection)]


@contextmanager
def tampered(server: Server) -> Iterator[Connection]:
    """A connection to do in what the program never would, undone after the block."""
    with server.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN")
        with unguarded(connection):
            yield connection
        connection.rollback()


def test_a_hall_that_nobody_tampered_with_has_no_findings(finished: Server) -> None:
    with finished.reader.connect() as reader:
        assert found(reader) == []
        assert [*hall_findings(reader, marks=True)] == []


def test_an_answer_key_is_made_anew_and_held_against_the_one_that_is_kept(finished: Server) -> None:
    with tampered(finished) as connection:
        row = connection.execute(select(ANSWER_KEY)).first()
        assert row is not None
        key = {**json.loads(row.compiled), "planted": 1}
        same = ANSWER_KEY.c.variant == row.variant
        connection.execute(update(ANSWER_KEY).where(same).values(compiled=canonical(key)))
        where = f"标准答案 {row.script_hash[:16]} 变式 {row.variant}"
        told = [str(each) for each in hall_findings(connection, marks=True)]
        unasked = found(connection)
    assert f"{where}：本程序编出的与它不同" in told
    assert any("标准答案封存时为" in each for each in unasked), "nor is it what was sealed"


def edits(connection: Connection) -> Iterator[tuple[Column[Any], Any, list[str]]]:
    """Every column that could be evidence, edited in one row after another: the column, the row and
    what is found then."""
    for table in EVIDENCE:
        for row in spread(connection.execute(select(table)).mappings().all()):
            same = [key == row[key.name] for key in table.primary_key]
            for column in table.c:
                other = edited(column, row[column.name])
                undone = connection.begin_nested()
                connection.execute(table.update().where(*same).values({column: other}))
                yield column, row, found(connection)
                undone.rollback()


def place_of(column: Column[Any], row: Any, numbers: dict[int, str]) -> str:
    """What a finding about a row has to name, as far as the edit has left it its name."""
    named = {
        "entry": "第 {seq} 步",
        "change": "第 {seq} 步" if row.get("seq") else "开始时的记录",
        "marking": "评分 {run}",
        "ruling": "评定 {id}",
        "sealing": "封存记录 {turn}",
        "link": "总链第 {seq} 环",
    }.get(column.table.name, "")
    number = numbers.get(row.get("attempt_id", 0), "")
    if column.table.name == "link" and column.name == "seq":
        return "总链第"
    if column.primary_key or column.name in ("kind", "place", "previous", "attempt_id"):
        return number
    return named.format_map(row)


def test_every_column_of_every_row_is_evidence_or_named_as_none(finished: Server) -> None:
    unfound = set()
    with tampered(finished) as connection:
        numbers = dict(connection.execute(select(ATTEMPT.c.id, ATTEMPT.c.number)).all())
        for column, row, told in edits(connection):
            assert not told or place_of(column, row, numbers) in "\n".join(told), (column, told)
            if not told:
                unfound.add(str(column))
    assert unfound == {each for each in NO_EVIDENCE if "." in each}


def own(connection: Connection, mode: str) -> Any:
    """The attempt of the round of this mode."""
    joined = (SITTING.c.id == ATTEMPT.c.sitting_id, ROUND.c.id == SITTING.c.round_id)
    return connection.execute(select(ATTEMPT).where(*joined, ROUND.c.mode == mode)).one()


def hashed_on(connection: Connection, attempt: Any) -> dict[str, Any]:
    """One more entry that follows the last as it should."""
    rows = entries(connection, attempt.id)
    last, hash_ = (rows[-1].seq, rows[-1].hash) if rows else (0, attempt.genesis)
    event = {"seq": last + 1, "at_ms": 10**6, "operation": "hall.say", "data": {}, "facts": {},
             "confirmed": [], "accepted": True, "reason": "", "message": ""}  # fmt: skip
    return entry_values(attempt.id, NOON, event, hash_, entry_hash(hash_, event, ()))


def test_ends_that_were_cut_off_and_steps_added_are_found(finished: Server) -> None:
    with tampered(finished) as connection:
        attempt = own(connection, "practice")
        steps = len(entries(connection, attempt.id))
        mine = ENTRY.c.attempt_id == attempt.id
        cuts = {
            f"封存时有 {steps} 步，现有 {steps - 1} 步，末尾被截去": ENTRY.delete().where(
                mine, ENTRY.c.seq == steps
            ),
            f"封存时有 {steps} 步，现有 0 步，末尾被截去": ENTRY.delete().where(mine),
            f"第 {steps + 1} 步起是封存后加上的": insert(ENTRY).values(
                hashed_on(connection, attempt)
            ),
            "评分 2：不见了": MARKING.delete().where(MARKING.c.run == 2),
            "评定 1：不见了": RULING.delete().where(RULING.c.id == 1),
            "封存记录 2：不见了": SEALING.delete().where(SEALING.c.turn == 2),
            "已交卷，没有封存记录": LINK.delete(),
            "封存以后没有补时，却又重新开放": ATTEMPT.update().values(sealed_ms=0),
        }
        for what, cut in cuts.items():
            with connection.begin_nested() as undone:
                connection.execute(cut)
                told = "\n".join(found(connection))
                assert what in told and attempt.number in told, what
                undone.rollback()


def test_rows_put_in_each_others_place_are_found(finished: Server) -> None:
    with tampered(finished) as connection:
        numbers = connection.execute(select(ATTEMPT.c.number)).scalars().all()
        for swap in (
            "UPDATE marking SET scorecard = (SELECT scorecard FROM marking o WHERE o.run = 1 AND "
            "o.attempt_id <> marking.attempt_id) WHERE run = 1",
            "UPDATE sitting SET account_id = account_id + 3 WHERE id = 1",
            "UPDATE attempt SET place = 3 - id",
            "UPDATE entry SET attempt_id = 3 - attempt_id",
        ):
            with connection.begin_nested() as undone:
                connection.exec_driver_sql(swap)
                told = "\n".join(found(connection))
                assert any(number in told for number in numbers), swap
                undone.rollback()


def test_what_the_program_did_not_write_is_found_though_no_trigger_refuses_it(
    finished: Server,
) -> None:
    with finished.engine.connect() as connection:
        attempt = own(connection, "contest")
        card = {"attempt_id": attempt.id, "run": 2, "scorecard": "{}", "made_ms": 1}
        ruling = {"attempt_id": attempt.id, "mark": "m", "judge_id": JUDGE, "kind": "void",
                  "reason": "我说的", "made_ms": 1}  # fmt: skip
        connection.execute(insert(MARKING), card)
        connection.execute(insert(RULING), ruling)
        told = found(connection)
        connection.rollback()
    assert told == [
        f"作答 {attempt.number} 评分 2：没有登记在链上，不是程序写的",
        f"作答 {attempt.number} 评定 3：没有登记在链上，不是程序写的",
    ]


def test_a_change_that_swallows_the_next_is_found_though_the_hashed_text_is_the_same(
    finished: Server,
) -> None:
    with tampered(finished) as connection:
        attempt = own(connection, "practice")
        mine = CHANGE.c.attempt_id == attempt.id
        rows = connection.execute(select(CHANGE).where(mine, CHANGE.c.seq > 0)).all()
        next_ = next(row for row in rows if row.place == 1)
        first = next(row for row in rows if (row.seq, row.place) == (next_.seq, 0))
        lines = [f"{r.record_key} {r.before or 'null'} {r.after}" for r in (first, next_)]
        both = f"{lines[0]}\n{next_.seq}/{next_.record_table}/{next_.record_key}"
        assert f"{both} {next_.before or 'null'} {next_.after}".endswith(lines[1])
        step = (mine, CHANGE.c.seq == next_.seq)
        merged = {"record_key": both, "before": next_.before, "after": next_.after}
        connection.execute(CHANGE.delete().where(*step, CHANGE.c.place == 1))
        connection.execute(CHANGE.update().where(*step, CHANGE.c.place == 0).values(merged))
        connection.execute(
            CHANGE.update().where(*step, CHANGE.c.place > 1).values(place=CHANGE.c.place - 1)
        )
        told = found(connection)
    assert told == [f"作答 {attempt.number} 第 {next_.seq} 步：操作、记录的变动或哈希改动过"]


def test_a_truth_that_is_written_otherwise_is_found(finished: Server) -> None:
    """SQLite keeps any number for it, and all but one are read as the same."""
    with tampered(finished) as connection:
        attempt = own(connection, "practice")
        connection.exec_driver_sql(
            f"UPDATE entry SET accepted = 2 WHERE seq = 1 AND attempt_id = {attempt.id}"
        )
        told = found(connection)
    assert told == [f"作答 {attempt.number} 第 1 步：是否办成写作 2，不是程序写的"]


def test_a_change_between_two_steps_is_found(finished: Server) -> None:
    """SQLite keeps a step that is no whole number, and no entry's hash covers it."""
    with tampered(finished) as connection:
        attempt = own(connection, "practice")
        mine = CHANGE.c.attempt_id == attempt.id
        row = connection.execute(select(CHANGE).where(mine, CHANGE.c.seq > 1)).mappings().first()
        assert broken_link(connection, attempt.id) is None
        connection.execute(insert(CHANGE), {**dict(row or {}), "seq": 1.5, "place": 0})
        assert broken_link(connection, attempt.id) == 1
        told = found(connection)
    assert told == [f"作答 {attempt.number} 第 1.5 步：有记录的变动，没有这一步"]


def test_what_is_chained_as_it_should_be_but_the_program_would_not_keep_is_found(
    finished: Server,
) -> None:
    with finished.engine.connect() as connection:
        attempt = own(connection, "contest")
        mine = SEALING.c.attempt_id == attempt.id
        facts = connection.execute(select(SEALING.c.facts).where(mine)).scalar_one()
        card = {"run": 2, "scorecard": "{}", "fault": "", "made_ms": 1}
        sealed = {"attempt_id": attempt.id, "turn": 2, "facts": facts}
        connection.execute(insert(MARKING), {"attempt_id": attempt.id, **card})
        connection.execute(insert(SEALING), sealed)
        marking = Kept(attempt.id, LinkKind.MARKING, 2, marking_content(card))
        chain(connection, [marking, Kept(attempt.id, LinkKind.SEALING, 2, facts)])
        told = found(connection)
        connection.rollback()
    assert told == [
        f"作答 {attempt.number} 评分 2：已有评分，又评一次，不是程序写的",
        f"作答 {attempt.number} 封存记录 2：没有补时，又封存一次，不是程序写的",
    ]


def test_a_sealing_record_that_says_little_is_found(finished: Server) -> None:
    with tampered(finished) as connection:
        attempt = own(connection, "contest")
        for table in (LINK, SEALING, MARKING):
            connection.execute(table.delete().where(table.c.attempt_id == attempt.id))
        little = canonical({"number": attempt.number})
        row = {"attempt_id": attempt.id, "turn": 1, "facts": little}
        connection.execute(insert(SEALING), row)
        chain(connection, [Kept(attempt.id, LinkKind.SEALING, 1, little)])
        [told] = found(connection)
    assert told.startswith(f"作答 {attempt.number}：封存记录没有写明作答、考次、")


def test_values_of_another_kind_keep_nothing_else_from_being_found(finished: Server) -> None:
    with tampered(finished) as connection:
        connection.exec_driver_sql("UPDATE answer_key SET compiled = x'ff'")
        connection.exec_driver_sql("UPDATE round SET closes_ms = 'x' WHERE mode = 'contest'")
        told = "\n".join(found(connection))
    assert "标准答案：读不出来" in told and "考次：读不出来" in told


def test_texts_that_are_nested_too_deep_hide_nothing_else(finished: Server) -> None:
    with tampered(finished) as connection:
        connection.execute(SEALING.update().values(facts="[" * 100_000))
        connection.execute(ANSWER_KEY.update().values(compiled="[" * 100_000))
        told = "\n".join(found(connection))
    assert told.count("：读不出来") == 2 and "层次太深，不是程序的写法" in told


def test_nothing_that_is_told_writes_on_the_terminal_of_whoever_audits(finished: Server) -> None:
    with tampered(finished) as connection:
        hiding = "\r\x1b[2K没有发现改动\n\x1b[8m"
        connection.execute(ATTEMPT.update().where(ATTEMPT.c.id == 1).values(number=hiding))
        told = found(connection)
    assert told and all(line.isprintable() for line in told)


def test_words_that_answer_keys_are_read_with_are_missed(finished: Server) -> None:
    with tampered(finished) as connection:
        connection.execute(VOCABULARY.delete())
        [told] = found(connection)
    assert told.startswith("用语表 ") and told.endswith("：不见了，有标准答案用它")


def test_what_is_found_first_hides_nothing_that_comes_later(finished: Server) -> None:
    with tampered(finished) as connection:
        attempt = own(connection, "practice")
        connection.execute(ENTRY.update().where(ENTRY.c.seq.in_((2, 5))).values(reason="x"))
        connection.execute(MARKING.update().where(MARKING.c.run == 1).values(fault="x"))
        told = found(connection)
    here = f"作答 {attempt.number}"
    for where in ("第 2 步", "第 5 步", "评分 1"):
        assert any(line.startswith(f"{here} {where}：") for line in told), told
    assert not any("第 3 步" in line for line in told)
