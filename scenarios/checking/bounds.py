"""Reading what bounds a story: its day, its minutes, how many are of it, who has to do with it."""

from collections.abc import Iterator, Sequence

from mock_systems.policy.holidays import NoCalendar, is_working_day
from mock_systems.records import Record, parties
from scenarios.casting.lives import looked_for
from scenarios.checking.reader import Reader
from scenarios.reading.problems import Place, Problem

MOST_PARTIES = 30
"""More people or firms than this are no story: the crowd is there without it."""
SLOW = 2
"""How many times the right way's own time somebody slow takes."""


def unbounded(reader: Reader) -> Iterator[Problem]:
    """What is wrong with the bounds, the same in all variants."""
    yield from _day(reader)
    yield from _times(reader)
    yield from _crowd(reader)
    known = {probe.what for probe in looked_for()}
    for number, what in enumerate(reader.script.unlikely):
        if what not in known:
            yield reader.unknown(("unlikely", number), "情况", what, known)


def unlinked(reader: Reader, records: Sequence[Record]) -> Iterator[Problem]:
    """Those said to have to do with the case who are nobody of it."""
    place: Place = ("linked",)
    keys = {record.key for record in records if record.is_party}
    named, unknown = reader.filled(place, reader.script.linked)
    for each in () if unknown else named:
        if each not in keys:
            mend = "请写案例里的人员、单位，如 $citizen.person、$firm.employer"
            yield reader.at(place, f"“{each}”不是案例里人员、单位的编号", mend)


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
    if not works and not reader.script.holiday:
        mend = "请改为工作日；案例就是休息日值班的，写 holiday = true"
        yield reader.at(place, f"{day} 是休息日，大厅不办公", mend)


def _times(reader: Reader) -> Iterator[Problem]:
    """Half the time is enough for the right way, and nothing is said when it is over."""
    script, whole = reader.script, reader.script.minutes * 60
    if (taken := sum(step.after for step in script.walkthrough)) * SLOW > whole:
        what = f"标准做法要 {taken} 秒，手脚慢一倍的人 {script.minutes} 分钟做不完"
        yield reader.at(("minutes",), what, "请放宽 minutes，或者减少各步的 after")
    for number, remark in enumerate(script.remarks):
        if remark.at >= whole:
            what = f"{remark.at} 秒时已经过了本案的 {script.minutes} 分钟，没有人听见"
            yield reader.at(("remarks", number, "at"), what, "请提前，或者放宽 minutes")


def _crowd(reader: Reader) -> Iterator[Problem]:
    for each in parties():
        if (count := len(reader.script.cast.get(each.table, ()))) > MOST_PARTIES:
            what = f"案例里有 {count} 个{each.title}，最多 {MOST_PARTIES} 个"
            yield reader.at(
                ("cast", each.table, MOST_PARTIES), what, "旁人系统里有的是，只写与案情有关的"
            )
