"""The chain of links: of each attempt, and of the whole hall."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sandbox.attempt.links import LinkKind
from sandbox.audit.finding import Finding
from sandbox.store.sealing import NOTHING, head_hash, link_hash

KINDS = {
    LinkKind.SEALING: "封存记录",
    LinkKind.MARKING: "评分",
    LinkKind.RULING: "评定",
    LinkKind.REPAIR: "补时",
}
"""What a link stands for, as it is told."""
_READ = (LinkKind.REPAIR, LinkKind.MARKING)
Contents = Mapping[tuple[str, int], str]
"""The texts of what the links of an attempt stand for, by kind and place."""


def told(kind: str, place: int) -> str:
    """What a link stands for: 评分 1."""
    return f"{KINDS[LinkKind(kind)] if kind in [*LinkKind] else kind} {place}"


def attempt_faults(
    here: str, links: Sequence[Any], contents: Contents, journal: Collection[str]
) -> Iterator[Finding]:
    """What does not fit in the links of one attempt. Its first follows an entry of its `journal`."""
    previous = ""
    for link in links:
        where = f"{here} {told(link.kind, link.place)}"
        if link.previous != previous and (previous or link.previous not in journal):
            yield Finding(where, "没有接在前一项之后")
        content = contents.get((link.kind, link.place))
        if content is None:
            yield Finding(where, "不见了")
        elif link_hash(link.previous, link.kind, link.place, content) != link.hash:
            yield Finding(where, "内容或哈希改动过")
        previous = link.hash
    known = {(link.kind, link.place) for link in links}
    for kind, place in contents:
        if (kind, place) not in known:
            yield Finding(f"{here} {told(kind, place)}", "没有登记在链上，不是程序写的")
    yield from _unasked(here, links, contents)


def _unasked(here: str, links: Sequence[Any], contents: Contents) -> Iterator[Finding]:
    """What fits in the chain, but the program would not have kept: it seals what is open, marks once
    what was sealed, and again only what could not be marked."""
    is_open, to_mark, sealed = True, 0, False
    for link in links:
        where = f"{here} {told(link.kind, link.place)}"
        said = json.loads(contents.get((link.kind, link.place), "{}")) if link.kind in _READ else {}
        if link.kind == LinkKind.SEALING:
            if not is_open:
                yield Finding(where, "没有补时，又封存一次，不是程序写的")
            is_open, to_mark, sealed = False, to_mark + 1, True
        elif link.kind == LinkKind.REPAIR:
            # What was handed in and opened again by an earlier version has no sealing of that.
            to_mark += not sealed and bool(said.get("handed_in_ms"))
            is_open = True
        elif link.kind == LinkKind.MARKING:
            if not to_mark:
                yield Finding(where, "已有评分，又评一次，不是程序写的")
            to_mark = max(0, to_mark - 1) + bool(said.get("fault"))


def hall_faults(links: Sequence[Any]) -> Iterator[Finding]:
    """What does not fit in the chain of the hall; `links` in its order."""
    head = NOTHING
    for place, link in enumerate(links, 1):
        where = f"总链第 {link.seq} 环"
        if link.seq != place:
            yield Finding(where, f"前面缺环，应为第 {place} 环")
        if head_hash(head, link.hash) != link.head:
            yield Finding(where, "没有接在前一环之后，或改动过")
        head = link.head


def is_head(line: str) -> bool:
    """Whether a line of a file of heads has a moment, a number of links and a whole head."""
    parts = line.split()
    counted = len(parts) == 3 and len(parts[1]) < 19 and parts[1].isdecimal()
    return counted and len(parts[2]) == len(NOTHING)


def written_faults(lines: Sequence[str], links: Sequence[Any], where: str) -> Iterator[Finding]:
    """Heads that were written out and that the chain has not got any more."""
    heads = {link.seq: link.head for link in links}
    for number, line in enumerate(lines, 1):
        parts = line.split()
        there = f"{where} 第 {number} 行"
        if not is_head(line):
            yield Finding(there, "不是“时间 环数 链头”")
        elif int(parts[1]) not in heads:
            yield Finding(there, f"写出时有 {parts[1]} 环，现在只有 {len(links)} 环，链尾被截去")
        elif heads[int(parts[1])] != parts[2]:
            yield Finding(there, f"写出的第 {parts[1]} 环链头与现在的不符，此前有改动")
