"""What a sealing record says, held against what is said now."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from sandbox.attempt.links import LinkKind
from sandbox.audit.chain import Contents
from sandbox.audit.finding import Finding, short
from sandbox.clock import on_the_wall

LABELS = {
    "number": "作答编号", "id": "作答", "sitting_id": "考次", "place": "题号", "case_id": "案例",
    "variant": "变式", "script_hash": "脚本哈希", "population_hash": "人口库哈希",
    "business_date": "业务日期", "genesis": "日志起点", "started_ms": "作答开始时间",
    "sealed_ms": "交卷时间", "stood_ms": "停表时间", "login": "选手登录名", "contestant": "选手号",
    "account_id": "选手账号", "round_id": "场次", "turn": "第几次", "until_ms": "截止时间",
    "sitting_started_ms": "考次开始时间", "handed_in_ms": "考次交卷时间", "contest": "赛事名称",
    "round": "场次名称", "contest_id": "赛事", "mode": "场次类型", "paper": "试卷",
    "minutes": "作答分钟数", "opens_ms": "场次开放时间", "closes_ms": "场次结束时间",
    "round_population_hash": "场次的人口库哈希", "commitment": "种子的承诺",
    "key_hash": "标准答案", "entries": "步数", "last_hash": "最后一步", "clock": "服务器时刻",
}  # fmt: skip
"""What a sealing record says, by what it is called."""
MOMENTS = {
    "started_ms", "sealed_ms", "until_ms", "sitting_started_ms", "handed_in_ms", "opens_ms", "closes_ms",
}  # fmt: skip
"""Of it, the moments of the hall's clock."""


def seal_in_force(links: Sequence[Any], contents: Contents) -> Mapping[str, Any]:
    """What the sealing record that an attempt stands by says; nothing where it has none, or was
    opened again since."""
    last = next(
        (each for each in reversed(links) if each.kind in (LinkKind.SEALING, LinkKind.REPAIR)), None
    )
    if last is None or last.kind == LinkKind.REPAIR:
        return {}
    try:
        said = json.loads(contents.get((LinkKind.SEALING, last.place), "{}"))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def unsaid(here: str, said: Mapping[str, Any]) -> Iterator[Finding]:
    """What a sealing record leaves out: it would hold nobody to it."""
    if said and (missing := [told for name, told in LABELS.items() if name not in said]):
        yield Finding(here, f"封存记录没有写明{'、'.join(missing)}，不是程序写的")


def fact_faults(here: str, said: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Finding]:
    """Where what was sealed and what is said now part."""
    for name, sealed in said.items():
        value = now.get(name)
        if value == sealed or (name == "closes_ms" and _closed_since(sealed, value)):
            continue
        if name == "entries":
            yield Finding(here, _cut_or_added(sealed, value))
        elif name == "clock":
            yield Finding(f"{here} 第 {_first(sealed, value)} 步", "服务器时刻与封存时不符")
        else:
            what = f"{LABELS.get(name, name)}封存时为 {_value(name, sealed)}，现为 {_value(name, value)}"
            yield Finding(here, what)


def _value(name: str, value: Any) -> str:
    """A value as people read it: a moment to its millisecond, for by one it may differ."""
    if name in MOMENTS and isinstance(value, int) and value > 0:
        with suppress(ValueError, OverflowError):  # a moment far from all calendars
            return f"{on_the_wall(value):%Y-%m-%d %H:%M:%S}.{value % 1000:03d}"
    return short(value)


def _closed_since(sealed: int, value: Any) -> bool:
    """A round may be closed, or closed earlier, after somebody has handed in."""
    return isinstance(value, int) and value > 0 and (sealed == 0 or value < sealed)


def _cut_or_added(sealed: int, value: Any) -> str:
    if isinstance(value, int) and value > sealed:
        return f"封存时有 {sealed} 步，第 {sealed + 1} 步起是封存后加上的"
    return f"封存时有 {sealed} 步，现有 {value} 步，末尾被截去"


def _first(sealed: Any, value: Any) -> int:
    """The first entry whose moment differs."""
    parted = {*map(tuple, sealed)} ^ {*map(tuple, value or ())}
    return min((seq for seq, _ in parted), default=1)
