"""A whole hall: every table that is evidence, each held against the others."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, Table, select, type_coerce
from sqlalchemy.exc import DatabaseError

import grader
from grader import canonical
from sandbox.attempt.journal import attempt_document
from sandbox.attempt.links import LinkKind, judge_told
from sandbox.audit.chain import attempt_faults, hall_faults
from sandbox.audit.facts import fact_faults, seal_in_force, unsaid
from sandbox.audit.finding import Finding, misspelt
from sandbox.audit.journals import journal_faults
from sandbox.contest.keys import answer_key, key_here, words_hash
from sandbox.contest.sealing import facts_of
from sandbox.store.contest import CONTEST as CONTEST_MODE
from sandbox.store.sealing import marking_content, repair_content, ruling_content
from sandbox.store.soundness import first_line
from sandbox.store.tables import (
    ACCOUNT,
    ANSWER_KEY,
    ATTEMPT,
    CHANGE,
    CONTEST,
    ENTRANT,
    ENTRY,
    LINK,
    MARKING,
    ROUND,
    RULING,
    SEALING,
    SITTING,
    TIME_REPAIR,
    VOCABULARY,
)

TABLES = (
    ACCOUNT, CONTEST, ROUND, ENTRANT, SITTING, ATTEMPT, ANSWER_KEY, VOCABULARY, ENTRY, CHANGE,
    SEALING, MARKING, RULING, TIME_REPAIR, LINK,
)  # fmt: skip
"""What is read."""
UNREADABLE = (
    DatabaseError, ValueError, TypeError, LookupError, AttributeError, RecursionError,
)  # fmt: skip
"""What reading rows raises that were never written by the program, or that a disk has damaged."""
Kept = dict[tuple[str, int], str]


def hall_findings(connection: Connection, *, marks: bool = False) -> Iterator[Finding]:
    """What does not fit in a hall; with `marks`, also which marks this program would not give,
    and which answer keys it would not make."""
    links = _rows(connection, LINK, LINK.c.seq)
    yield from hall_faults(links)
    of_attempt: dict[int, list[Any]] = defaultdict(list)
    for link in links:
        of_attempt[link.attempt_id].append(link)
    attempts = _rows(connection, ATTEMPT, ATTEMPT.c.id)
    for attempt in attempts:
        found = _attempt_findings(connection, attempt, of_attempt[attempt.id], marks)
        yield from _readable(f"作答 {attempt.number}", found)
    yield from _strays(connection, attempts)
    yield from _readable("标准答案", _key_findings(connection, attempts, marks))
    yield from _readable("考次", _sitting_findings(connection, attempts))


def _readable(where: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Findings, and where there are no more because something cannot be read."""
    try:
        yield from findings
    except UNREADABLE as fault:
        yield Finding(where, f"读不出来（{first_line(fault)}）")


def _rows(connection: Connection, table: Table, *order: Any) -> Sequence[Any]:
    return connection.execute(select(table).order_by(*order)).all()


def kept_of(connection: Connection, attempt_id: int) -> Kept:
    """The texts of all that the links of an attempt stand for."""
    kept: Kept = {}
    for row in _own(connection, SEALING, attempt_id):
        kept[LinkKind.SEALING, row.turn] = row.facts
    for row in _own(connection, MARKING, attempt_id):
        kept[LinkKind.MARKING, row.run] = marking_content(row)
    for row in _own(connection, RULING, attempt_id):
        kept[LinkKind.RULING, row.id] = ruling_content(row, judge_told(connection, row.judge_id))
    repaired = select(TIME_REPAIR).join(ATTEMPT, ATTEMPT.c.sitting_id == TIME_REPAIR.c.sitting_id)
    for row in connection.execute(repaired.where(ATTEMPT.c.id == attempt_id)):
        kept[LinkKind.REPAIR, row.turn] = repair_content(row)
    return kept


def _own(connection: Connection, table: Table, attempt_id: int) -> Sequence[Any]:
    return connection.execute(select(table).where(table.c.attempt_id == attempt_id)).all()


def _attempt_findings(
    connection: Connection, attempt: Any, links: Sequence[Any], marks: bool
) -> Iterator[Finding]:
    here = f"作答 {attempt.number}"
    kept = kept_of(connection, attempt.id)
    own = ENTRY.c.attempt_id == attempt.id
    # Read as it is stored, too: on SQLite any number but 0 is as true as another.
    stored = type_coerce(ENTRY.c.accepted, Integer).label("stored")
    entries = connection.execute(select(ENTRY, stored).where(own).order_by(ENTRY.c.seq)).all()
    changes = select(CHANGE).where(CHANGE.c.attempt_id == attempt.id)
    ordered = changes.order_by(CHANGE.c.seq, CHANGE.c.place)
    yield from journal_faults(attempt, entries, connection.execute(ordered).mappings().all())
    journal = {attempt.genesis, *(entry.hash for entry in entries)}
    yield from attempt_faults(here, links, kept, journal)
    said = seal_in_force(links, kept)
    yield from unsaid(here, said)
    yield from fact_faults(here, said, facts_of(connection, [attempt.id]).get(attempt.id, {}))
    if attempt.sealed_ms and not said:
        yield Finding(here, "已交卷，没有封存记录")
    if said and not attempt.sealed_ms:
        yield Finding(here, "封存以后没有补时，却又重新开放")
    if marks and attempt.sealed_ms:
        yield from _marks_again(connection, attempt, here)


def _marks_again(connection: Connection, attempt: Any, here: str) -> Iterator[Finding]:
    mine = select(MARKING).where(MARKING.c.attempt_id == attempt.id)
    last = connection.execute(mine.order_by(MARKING.c.run.desc()).limit(1)).one_or_none()
    if last is None:
        yield Finding(here, "已交卷，没有评分")
        return
    if last.fault:
        return
    key = answer_key(connection, attempt.script_hash, attempt.variant)
    again = canonical(grader.mark(attempt_document(connection, attempt.id), key))
    if again != last.scorecard:
        yield Finding(f"{here} 评分 {last.run}", "本程序重算的结果与它不同")


_STRAYS = (
    (ENTRY, "操作"), (CHANGE, "记录变动"), (SEALING, "封存记录"), (LINK, "总链上的环"),
    (MARKING, "评分"), (RULING, "评定"),
)  # fmt: skip


def _strays(connection: Connection, attempts: Sequence[Any]) -> Iterator[Finding]:
    """Rows of attempts that are not there."""
    known = {attempt.id for attempt in attempts}
    for table, what in _STRAYS:
        for attempt_id in connection.execute(select(table.c.attempt_id).distinct()).scalars():
            if attempt_id not in known:
                yield Finding(f"作答行 {attempt_id}", f"有{what}，没有这份作答")
    begun = {attempt.sitting_id for attempt in attempts}
    for sitting_id in connection.execute(select(TIME_REPAIR.c.sitting_id).distinct()).scalars():
        if sitting_id not in begun:
            yield Finding(f"考次 {sitting_id}", "有补时，没有作答")


def _key_findings(
    connection: Connection, attempts: Sequence[Any], marks: bool
) -> Iterator[Finding]:
    worked = {(attempt.script_hash, attempt.variant) for attempt in attempts}
    words, held = set(), set()
    for row in _rows(connection, ANSWER_KEY, ANSWER_KEY.c.script_hash, ANSWER_KEY.c.variant):
        where = f"标准答案 {row.script_hash[:16]} 变式 {row.variant}"
        words.add(row.vocabulary_hash)
        if (row.script_hash, row.variant) not in worked:
            yield Finding(where, "没有任何作答用它")
        if wrong := misspelt(row.compiled):
            yield Finding(where, wrong)
        if marks and key_here(row.script_hash, row.variant) not in (None, row.compiled):
            yield Finding(where, "本程序编出的与它不同")
    for row in _rows(connection, VOCABULARY, VOCABULARY.c.hash):
        where = f"用语表 {row.hash[:16]}"
        held.add(row.hash)
        if words_hash(row.words) != row.hash:
            yield Finding(where, "内容与哈希不符")
        if row.hash not in words:
            yield Finding(where, "没有任何标准答案用它")
    for missing in sorted(words - held):
        yield Finding(f"用语表 {missing[:16]}", "不见了，有标准答案用它")


def _sitting_findings(connection: Connection, attempts: Sequence[Any]) -> Iterator[Finding]:
    """Sittings held against their rounds and lists."""
    begun = {attempt.sitting_id for attempt in attempts}
    rounds = {row.id: row for row in _rows(connection, ROUND, ROUND.c.id)}
    lists = {(row.round_id, row.account_id) for row in _rows(connection, ENTRANT)}
    contests = {row.id for row in _rows(connection, CONTEST)}
    people = set(connection.execute(select(ACCOUNT.c.id)).scalars())
    for id, round in rounds.items():
        if round.contest_id not in contests:
            yield Finding(f"场次 {id}", "没有它的赛事")
    for row in _rows(connection, SITTING, SITTING.c.id):
        where, round = f"考次 {row.id}", rounds.get(row.round_id)
        if row.id not in begun:
            yield Finding(where, "没有作答")
        if round is None or row.account_id not in people:
            yield Finding(where, "没有它的场次或选手")
            continue
        if round.mode == CONTEST_MODE and (row.round_id, row.account_id) not in lists:
            yield Finding(where, f"选手不在场次 {row.round_id} 的名单上")
        if round.closes_ms and round.closes_ms <= row.started_ms:
            yield Finding(f"场次 {row.round_id}", f"结束时间在考次 {row.id} 开始之前")
