"""Reading what bounds a story: its day, how many are of it, what they are to each other and what of
their lives is meant."""

from collections.abc import Iterator

from mock_systems.policy.holidays import NoCalendar, is_working_day
from mock_systems.records import TABLES, parties
from scenarios.casting.lives import looked_for
from scenarios.checking.kin import miscalled
from scenarios.checking.reader import Reader
from scenarios.reading.problems import Problem

MOST_PARTIES = 30
"""More people or firms than this are no story: the crowd is there without it."""


def unbounded(reader: Reader) -> Iterator[Problem]:
    """What is wrong with the bounds, the same in all variants."""
    yield from _day(reader)
    yield from _crowd(reader)
    yield from miscalled(reader)
    known = {probe.what for probe in looked_for()}
    parts = {each.name for each in reader.drafts if TABLES[each.table].is_party}
    for number, each in enumerate(reader.script.unlikely):
        if each.what not in known:
            yield reader.unknown(("unlikely", number, "what"), "情况", each.what, known)
        if each.who not in parts:
            yield reader.unknown(("unlikely", number, "who"), "人物、单位", each.who, parts)


def _day(reader: Reader) -> Iterator[Problem]:
    """A hall is open on working days; another day is meant where the script says so."""
    place, day = ("business_date",), reader.script.business_date
    try:
        works = is_working_day(day)
    except NoCalendar as missing:
        yield reader.at(place, str(missing).rstrip("。"), "或者改为有放假安排的年份里的一天")
        return
    if works and reader.script.holiday:
        yield reader.at(("holiday",), f"{day} 是工作日", "请删去 holiday")
    if not (works or reader.script.holiday or reader.gaps.of("holiday")):
        mend = "请改为工作日；案例就是休息日值班的，写 holiday = true"
        yield reader.at(place, f"{day} 是休息日，大厅不办公", mend)


def _crowd(reader: Reader) -> Iterator[Problem]:
    for each in parties():
        if (count := len(reader.script.cast.get(each.table, ()))) > MOST_PARTIES:
            what = f"案例里有 {count} 个{each.title}，最多 {MOST_PARTIES} 个"
            yield reader.at(
                ("cast", each.table, MOST_PARTIES), what, "旁人系统里有的是，只写与案情有关的"
            )
