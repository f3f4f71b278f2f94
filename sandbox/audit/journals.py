"""The journal of one attempt, entry by entry: what follows from what, and what does not.

A fault does not end the check: what comes after it is held to what is stored before it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.attempt.journal import entry_hash, event_of, genesis, genesis_facts
from sandbox.audit.finding import Finding, misspelt, short

_TEXTS = ("form", "facts", "confirmed")


def journal_faults(
    attempt: Any, entries: Sequence[Any], changes: Sequence[Any]
) -> Iterator[Finding]:
    """What does not fit in the stored journal of an attempt; `changes` in order, with the cast, `entries`
    with what is `stored` of their being accepted."""
    here = f"作答 {attempt.number}"
    of_step: dict[int, list[Any]] = defaultdict(list)
    for change in changes:
        of_step[change["seq"]].append(change)
    if genesis(genesis_facts(attempt), of_step.get(0, ())) != attempt.genesis:
        yield Finding(here, "作答的题目或开始时的记录与起点不符")
    previous = attempt.genesis
    for place, entry in enumerate(entries, 1):
        where = f"{here} 第 {entry.seq} 步"
        if entry.seq != place:
            yield Finding(where, f"前面缺少步骤，应为第 {place} 步")
        if entry.previous != previous:
            yield Finding(where, "没有接在前一步之后")
        yield from _step_faults(where, entry, of_step.get(entry.seq, ()))
        previous = entry.hash
    steps = {0, *(entry.seq for entry in entries)}
    for seq, group in of_step.items():
        if seq not in steps:  # on SQLite it may lie between two of them
            yield Finding(f"{here} 第 {seq} 步", "有记录的变动，没有这一步")
        yield from _places(f"{here} 第 {seq} 步", group)


def _step_faults(where: str, entry: Any, changes: Sequence[Any]) -> Iterator[Finding]:
    try:
        hash_ = entry_hash(entry.previous, event_of(entry), changes)
    except (ValueError, TypeError) as fault:
        yield Finding(where, f"读不出来（{fault}）")
        return
    if hash_ != entry.hash:
        yield Finding(where, "操作、记录的变动或哈希改动过")
    if entry.stored not in (0, 1):
        yield Finding(where, f"是否办成写作 {short(entry.stored)}，不是程序写的")
    for name in _TEXTS:
        if wrong := misspelt(getattr(entry, name)):
            yield Finding(where, f"{name} 的{wrong}")


def _places(where: str, changes: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    if [change["place"] for change in changes] != [*range(len(changes))]:
        yield Finding(where, "记录变动的次序号不连续")
    for change in changes:
        for name in ("before", "after"):
            if change[name] is not None and (wrong := misspelt(change[name])):
                key = f"{change['record_table']} {change['record_key']}"
                yield Finding(where, f"{key} 的 {name} {wrong}")
