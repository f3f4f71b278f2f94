"""What stands on a paper, line by line, and whether two say the same."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from mock_systems.hall.paper_forms import PAPER_FORMS, ContentKey
from mock_systems.hall.paper_kinds import ENDLESS
from mock_systems.kinds.times import precedes
from mock_systems.records import Record
from scenarios.checking.values import day_told


class PaperLine(NamedTuple):
    """Something on a paper: how a script names it under `apart`, its key, what stands there."""

    name: str
    key: ContentKey
    value: Any


def fields(key: ContentKey) -> Iterator[tuple[str, str]]:
    """The operations in which a key is typed, each with the field it is typed into."""
    for each in (*key.typed, *key.or_next):
        operation, _, field = each.rpartition(".")
        yield operation, field


def lines_of(kind: str, content: Mapping[str, Any]) -> Iterator[PaperLine]:
    """What stands on a paper, rows line by line."""
    for key in PAPER_FORMS[kind].keys.values():
        value = content.get(key.name)
        for row in value or () if key.of else ():
            own = (inner for inner in key.of.values() if row.get(inner.name) not in (None, ""))
            yield from (PaperLine(f"{key.name}.{each.name}", each, row[each.name]) for each in own)
        if not key.of and value not in (None, ""):
            yield PaperLine(key.name, key, value)


def texts_at(content: Mapping[str, Any], by: str) -> Sequence[str]:
    """What stands under a key, or under one of the keys of its rows."""
    name, _, inner = by.partition(".")
    value = content.get(name) or ()
    return [str(row.get(inner, "")) for row in value] if inner else [str(value or "")]


def by_whom(
    keys: Mapping[str, ContentKey], content: Mapping[str, Any], before: str
) -> Mapping[str, Sequence[PaperLine]]:
    """What repeats records, by whose record of what."""
    found: dict[str, list[PaperLine]] = {}
    for key in keys.values():
        value = content.get(key.name)
        if key.record and value not in (None, ""):
            found.setdefault(told_of(key), []).append(PaperLine(f"{before}{key.name}", key, value))
    return found


def told_of(key: ContentKey) -> str:
    """Whose record of what a key repeats."""
    return key.record.rpartition(".")[0]


def column(line: PaperLine) -> str:
    """The column of a record that a line repeats."""
    return line.key.record.rpartition(".")[2]


def shared(lines: Sequence[PaperLine], record: Record) -> int:
    """How many lines say what a record has."""
    return sum(same(line.key, line.value, getattr(record, column(line))) for line in lines)


def same(key: ContentKey, one: Any, other: Any) -> bool:
    """Whether two values read alike; of a day and a month, whether it lies in it."""
    texts = shown(key, one), shown(key, other)
    is_month = key.kind.dated and len("2026-06") in map(len, texts)
    return len({each[: len("2026-06")] if is_month else each for each in texts}) == 1


def leads_to(line: PaperLine, do: str, field: str, typed: Any) -> bool:
    """Whether what stands on a paper is what is typed, or may be the day before it."""
    days = [line.value]
    if f"{do}.{field}" in line.key.or_next and (day := day_told(line.value)):
        days.append((day + timedelta(days=1)).isoformat())
    return any(same(line.key, each, typed) for each in days)


def backwards(
    keys: Mapping[str, ContentKey], content: Mapping[str, Any], before: str = ""
) -> Iterator[tuple[PaperLine, str]]:
    """Days that lie before one which they follow, and what is wrong with them."""
    for key in keys.values():
        for row in content.get(key.name) or () if key.of else ():
            yield from backwards(key.of, row, f"{key.name}.")
        day, first = str(content.get(key.name) or ""), str(content.get(key.after) or "")
        if key.after and precedes(day, first) and ENDLESS not in (day, first):
            line = PaperLine(f"{before}{key.name}", key, day)
            yield line, f"{day} 在{keys[key.after].label} {first} 之前"


def shown(key: ContentKey, value: Any) -> str:
    """A value as it is read: codes by their labels, a people without the word for one."""
    text = key.codes.label(value) if key.codes and value in key.codes else str(value)
    return (key.kind.shown(value) if isinstance(value, int) else text).removesuffix("族")
