"""An exported attempt: its files held against each other, without the hall.

`RECORD.json` has what the other two cannot tell: the hash of every step, and the attempt's links
with the texts they stand for.
"""

import json
from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

import grader
from grader import canonical
from mock_systems.world import Change
from sandbox.attempt.journal import entry_hash, genesis
from sandbox.attempt.links import LinkKind
from sandbox.audit.chain import attempt_faults
from sandbox.audit.facts import fact_faults, seal_in_force, unsaid
from sandbox.audit.finding import Finding, misspelt, short
from sandbox.audit.hall import kept_of
from sandbox.contest.keys import key_hash, key_here, own_key, words_hash
from sandbox.store.tables import ENTRY, LINK
from scenarios.casting.words import OF_THE_STORY

ATTEMPT, SCRIPT, RECORD = "ATTEMPT.json", "SCRIPT.json", "RECORD.json"
FORMAT = 1
_Link = namedtuple("_Link", ("seq", "kind", "place", "previous", "hash", "head", "content"))
_KEPT = _Link._fields[:-1]
"""What of a link the hall keeps beside its content."""
_CHANGE = {each.name for each in fields(Change)}
_ATTEMPT = {
    "format", "attempt", "case", "variant", "business_date", "script_hash", "population_hash",
    "last_hash", "sealed_ms", "events", "changes",
}  # fmt: skip
_RECORD = {"format", "hashes", "links"}
"""The names in a file. Of a script, of an event and of a link no hash would be the same with one more."""


def record_of(connection: Connection, attempt_id: int) -> dict[str, Any]:
    """What is kept of a sealed attempt beside the attempt itself."""
    steps = select(ENTRY.c.hash).where(ENTRY.c.attempt_id == attempt_id).order_by(ENTRY.c.seq)
    links = select(LINK).where(LINK.c.attempt_id == attempt_id).order_by(LINK.c.seq)
    kept = kept_of(connection, attempt_id)
    return {
        "format": FORMAT,
        "hashes": list(connection.execute(steps).scalars()),
        "links": [
            {name: getattr(row, name) for name in _KEPT}
            | {"content": kept.get((row.kind, row.place), "")}
            for row in connection.execute(links)
        ],
    }


def exported_findings(folder: Path, *, marks: bool = False) -> Iterator[Finding]:
    """What does not fit in an exported attempt."""
    read = {name: _read(folder / name) for name in (ATTEMPT, SCRIPT, RECORD)}
    for value in read.values():
        if isinstance(value, Finding):
            yield value
    if any(isinstance(value, Finding) for value in read.values()):
        return
    try:
        yield from _findings(folder, read[ATTEMPT], read[SCRIPT], read[RECORD], marks)
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as fault:
        yield Finding(str(folder), f"不是程序导出的内容（{fault}）")


def exported_codes(folder: Path) -> Mapping[str, Sequence[str]]:
    """The check codes of an exported attempt by its number; nothing of files that cannot be read."""
    attempt, record = (_read(folder / name) for name in (ATTEMPT, RECORD))
    with suppress(LookupError, TypeError):
        sealed = [link["hash"] for link in record["links"] if link["kind"] == LinkKind.SEALING]
        return {attempt["attempt"]: [*map(str, (*sealed, *record["hashes"][-1:]))]}
    return {}


def _read(file: Path) -> Any:
    """A file's content, or what is wrong with its bytes."""
    if not file.is_file():  # to open another kind may take for ever
        return Finding(str(file), "没有这个文件")
    try:
        text = file.read_bytes().decode()
    except OSError as fault:
        return Finding(str(file), f"读不出来（{fault.strerror}）")
    except UnicodeDecodeError as wrong:
        return Finding(str(file), f"第 {wrong.start + 1} 字节起不是 UTF-8")
    flaw = misspelt(text)
    return Finding(str(file), flaw) if flaw else json.loads(text)


def _findings(
    folder: Path, attempt: Any, script: Any, record: Any, marks: bool
) -> Iterator[Finding]:
    here = f"{folder} 作答 {attempt['attempt']}"
    if any(file["format"] != FORMAT for file in (attempt, script, record)):
        yield Finding(here, f"格式不是 {FORMAT}")
    named = ((ATTEMPT, _ATTEMPT, [attempt]), (RECORD, _RECORD, [record]))
    for name, names, parts in (*named, (ATTEMPT, _CHANGE, attempt["changes"])):
        for more in sorted({each for part in parts for each in part.keys() - names}):
            yield Finding(f"{here} {name}", f"多出“{short(more)}”一项，不是程序写的")
    if (order := [change["seq"] for change in attempt["changes"]]) != sorted(order):
        yield Finding(f"{here} {ATTEMPT}", "记录的变动次序改动过")
    journal = _journal(attempt)
    for step, (kept, made) in enumerate(_paired(record["hashes"], journal[1:]), 1):
        if kept != made:
            yield Finding(f"{here} 第 {step} 步", "操作、记录的变动或哈希改动过，或者前面有改动")
    steps = {0, *(event["seq"] for event in attempt["events"])}
    for stray in dict.fromkeys(c["seq"] for c in attempt["changes"] if c["seq"] not in steps):
        yield Finding(f"{here} 第 {stray} 步", "有记录的变动，没有这一步")
    links = [_Link(**link) for link in record["links"]]
    kept_texts = {(link.kind, link.place): link.content for link in links}
    yield from attempt_faults(here, links, kept_texts, {journal[0], *record["hashes"]})
    said = seal_in_force(links, kept_texts)
    if not said:
        yield Finding(here, "没有封存记录")
        return
    yield from unsaid(here, said)
    kinds = [link.kind for link in reversed(links)]
    if LinkKind.MARKING not in kinds[: kinds.index(LinkKind.SEALING)]:
        yield Finding(here, "已交卷，没有评分")
    now = _told_now(attempt, script, journal)
    yield from fact_faults(here, {name: said[name] for name in now if name in said}, now)
    if marks:
        yield from _marks_again(here, attempt, script, kept_texts)


def _paired(kept: Sequence[str], made: Sequence[str]) -> Iterator[tuple[str, str]]:
    most = max(len(kept), len(made))
    for step in range(most):
        yield (kept[step] if step < len(kept) else "", made[step] if step < len(made) else "")


def _journal(attempt: Mapping[str, Any]) -> list[str]:
    """The hashes of an attempt as its content makes them: where its chain begins, then each step."""
    of_step: dict[int, list[dict[str, Any]]] = {}
    for change in attempt["changes"]:
        of_step.setdefault(change["seq"], []).append(_stored(change))
    named = ("variant", "script_hash", "population_hash", "business_date")
    facts = {"number": attempt["attempt"], "case_id": attempt["case"]}
    facts |= {name: attempt[name] for name in named}
    hashes = [genesis(facts, of_step.get(0, ()))]
    for event in attempt["events"]:
        hashes.append(entry_hash(hashes[-1], event, of_step.get(event["seq"], ())))
    return hashes


def _stored(change: Mapping[str, Any]) -> dict[str, Any]:
    before = None if change["before"] is None else canonical(change["before"])
    named = {"record_table": change["table"], "record_key": change["key"]}
    return {"seq": change["seq"], **named, "before": before, "after": canonical(change["after"])}


def _told_now(attempt: Any, script: Any, journal: Sequence[str]) -> dict[str, Any]:
    """What of a sealing record the two files tell as well."""
    words = {name: value for name, value in script["words"].items() if name not in OF_THE_STORY}
    same = ("variant", "script_hash", "population_hash", "business_date", "sealed_ms", "last_hash")
    return {
        "number": attempt["attempt"],
        "case_id": attempt["case"],
        **{name: attempt[name] for name in same},
        "genesis": journal[0],
        "entries": len(attempt["events"]),
        "key_hash": key_hash(own_key(script), words_hash(canonical(words))),
    }


def _marks_again(
    here: str, attempt: Any, script: Any, texts: Mapping[tuple[str, int], str]
) -> Iterator[Finding]:
    runs = [place for kind, place in texts if kind == LinkKind.MARKING]
    last = json.loads(texts[LinkKind.MARKING, max(runs)])
    if not last["fault"] and canonical(grader.mark(attempt, script)) != last["scorecard"]:
        yield Finding(f"{here} 评分 {max(runs)}", "本程序重算的结果与它不同")
    if key_here(attempt["script_hash"], attempt["variant"]) not in (None, own_key(script)):
        yield Finding(f"{here} 标准答案", "本程序编出的与它不同")
