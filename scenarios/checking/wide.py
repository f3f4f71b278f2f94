"""What fits more than an author means: permissions, and expectations of one record of several."""

from collections.abc import Iterator, Sequence

from mock_systems.records import TABLES, Application, Record, parties
from scenarios.playing.side_effects import names_one, of_the_hall
from scenarios.reading.marks import Allowed


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
