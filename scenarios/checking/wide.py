"""What fits more than an author means: permissions, expectations of one record of several, and bands
that are wider than two readings of what was told."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from mock_systems.records import TABLES, Application, Record, parties
from scenarios.casting.places import expected
from scenarios.checking.reader import Reader
from scenarios.playing.side_effects import names_one, of_the_hall
from scenarios.reading.marks import Allowed
from scenarios.reading.problems import Problem

_MOST_DAYS = timedelta(1)
"""How far apart the ends of a band of days may be: the day itself and the next one."""
_MOST_PARTS = 100
"""Into how many parts an amount is divided, of which a band of amounts may be as wide as one."""


def too_wide(allowed: Allowed) -> Iterator[tuple[str, str]]:
    """What nobody meant to be free: deeds for others, any deed on a record, any item's application."""
    title = f"“{TABLES[allowed.table].title}”"
    if allowed.table == Application.table and "item" not in allowed.where:
        what = f"{title}没有写明是哪个事项的，多余的收件、不予受理都不计较了"
        yield what, '请在 where 中写明 item，一个事项写一项，如 item = "A06"'
    if of_the_hall(allowed.table):
        return
    if not names_one(allowed.table, allowed.where):
        lacking = "where 没有写明是谁的，" if allowed.where else "不写 where "
        what = f"{title}是业务系统的记录，{lacking}就放行了所有人的"
        yield what, "请在 where 中写明是谁的，如 person"
    elif not (allowed.fields or allowed.is_):
        what = f"{title}是业务系统的记录，没有写明准许哪一种变动，错停、错改也不计较了"
        yield what, '只准新增的写 is = "created"，只准改几栏的写 fields = ["…"]'


def telling(record: type[Record]) -> Sequence[str]:
    """The columns that tell records of one owner apart."""
    owners = {kind.key_name() for kind in parties()}
    together = [{*each.split()} for each in record.once_for]
    return sorted({name for each in together if each & owners for name in each - owners})


def wide_bands(reader: Reader) -> Iterator[Problem]:
    """Bands that are wider than need be, as they are in the base story."""
    for place, each in expected(reader.script):
        for number, field in enumerate(each.fields):
            here = (*place, "fields", number, "value")
            band = reader.filled(here, field.value)[0] if field.as_ == "band" else None
            low, high = (band.get("low"), band.get("high")) if isinstance(band, Mapping) else (0, 0)
            if not _near(low, high):
                what = f"{low} 到 {high} 都算对，比群众说的、材料写的宽"
                yield reader.at(here, what, "请只写说的那一天到次日，或者那一个数")


def _near(low: Any, high: Any) -> bool:
    """Whether the ends of a band are two readings of one thing: a day and the next, an amount as it
    is rounded; texts that are no days are not."""
    if isinstance(low, int) and isinstance(high, int):
        return high - low <= max(high // _MOST_PARTS, 1)
    with suppress(ValueError):
        return date.fromisoformat(str(high)) - date.fromisoformat(str(low)) <= _MOST_DAYS
    return bool(low == high)
