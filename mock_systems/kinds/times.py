"""Times: dates, months and spans of months, typed the usual ways and never guessed.

The year stands first, and either separators part it from month and day or there are all eight
digits (six of a month); or it stands last, where only one of month and day can be the day. Anything
else could be meant in two ways, and is asked back.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from mock_systems.kinds.kind import Kind, Misread
from mock_systems.months import first_day, last_day, later, length, month_of, span
from mock_systems.sentence import Sentence
from mock_systems.spelling import folded, narrow, unstopped

FOR_GOOD = date(9999, 12, 31)
"""How the systems write that something does not end (SIM)."""
MONTH = "[12][0-9]{3}-(0[1-9]|1[0-2])"
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ENDLESS = ("长期", "长期有效")
_DAY = re.compile(
    r"([12][0-9]{3}|9999)(?:-([0-9]{1,2})-([0-9]{1,2})|([0-9]{2})([0-9]{2}))(?:-?[日号])?"
)
_MONTH = re.compile(r"([12][0-9]{3})(?:-([0-9]{1,2})|([0-9]{2}))(?:-份?)?")
_YEAR = re.compile("([0-9]{1,4})-[0-9]{1,2}(?:-[0-9]{1,2})?")
_NO_YEAR_AT_ALL = re.compile("[0-9]{1,2}-[0-9]{1,2}(?:-?[日号])?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([12][0-9]{3}|9999)")
_NO_YEAR = re.compile(r"(?<!\d)(?<!\d年)").pattern
_OF_YEAR, _OF_MONTH = re.compile("[-年./]0?").pattern, re.compile("[-月./]0?").pattern
_MONTH_SIGN, _DAY_SIGN = re.compile("月").pattern, re.compile("[日号]").pattern
_SEPARATORS = re.compile(r"\s*[-./。、年月‐‑‒–—−]\s*|\s+")


class Date(Kind):
    """A day, `YYYY-MM-DD`."""

    name = "date"
    title = "日期"
    form = "日期，如 2026-06-15"
    told = "日期，YYYY-MM-DD，如 2026-06-15。"
    stored = date | None
    empty = None
    compared = "date"
    may_be_empty = False
    example = Sentence("年-月-日")
    keyboard = "numeric"

    def _of(self, text: str) -> Any:
        plain = _parted(text)
        meant = _days(plain)
        if not meant:
            raise Misread(_asked_back(text.strip(), plain))
        possible = [*filter(self._fits, meant)]
        if not possible:
            raise Misread(Sentence("没有“{text}”这一天，请核对月和日。", text=text.strip()))
        if len(possible) > 1:
            raise Misread(_which(text.strip(), *possible))
        return possible[0]

    def misgiven(self, value: Any) -> str:
        is_iso = value is None or type(value) is date or _ISO.fullmatch(str(value))
        return "" if is_iso else "日期应为 2026-06-15 的形式。"

    def why_not(self, value: Any) -> str:
        wrong = super().why_not(value)
        return f"没有“{value}”这一天" if wrong and _ISO.fullmatch(str(value)) else wrong

    def _fits(self, value: Any) -> bool:
        try:
            return bool(date.fromisoformat(value).isoformat() == value)
        except (TypeError, ValueError):
            return False

    def ways(self, value: Any, on: date) -> Iterator[str]:
        year, month, day = map(int, value.split("-"))
        yield rf"(?<!\d){year}{_OF_YEAR}{month}{_OF_MONTH}{day}(?!\d)"
        yield value.replace("-", "")
        if _is_near(value, on):
            yield rf"{_NO_YEAR}0?{month}{_MONTH_SIGN}0?{day}{_DAY_SIGN}"

    def on_paper(self, value: Any) -> str:
        day = date.fromisoformat(str(value))
        return f"{day.year}年{day.month}月{day.day}日"

    def otherwise(self, value: Any) -> Iterator[Any]:
        day = date.fromisoformat(value)
        yield (day + timedelta(1 if day < date.max else -1)).isoformat()

    def likely(self, on: date) -> Any:
        return on.isoformat()

    def edges(self, value: Any) -> tuple[date, date] | None:
        day = date.fromisoformat(str(value)) if value else None
        return (day, day) if day else None


class Expiry(Date):
    """The day until which something is good, `FOR_GOOD` where it does not end."""

    name = "expiry"
    title = "有效期"

    def _of(self, text: str) -> Any:
        meant = unstopped(text).removesuffix("止")
        return FOR_GOOD.isoformat() if folded(meant) in _ENDLESS else super()._of(meant)

    def ways(self, value: Any, on: date) -> Iterator[str]:
        yield from (_ENDLESS[0],) if value == FOR_GOOD.isoformat() else super().ways(value, on)


class Month(Kind):
    """A month, `YYYY-MM`."""

    name = "month"
    title = "年月"
    form = "年月，如 2026-06"
    told = "年月，YYYY-MM，如 2026-06。"
    compared = "month"
    pattern = MONTH
    example = Sentence("年-月")
    keyboard = "numeric"

    def _of(self, text: str) -> str:
        plain = _parted(text)
        match = _MONTH.fullmatch(plain)
        if not match:
            if days := _days(plain):
                raise Misread(Sentence("这里填年月，不填日，如 {month}。", month=days[0][:7]))
            raise Misread(_wrong_year(plain) or "年月应为 2026-06 的形式。")
        month = f"{match[1]}-{(match[2] or match[3]).zfill(2)}"
        if not _is_month(month):
            raise Misread("月份应为 01 至 12。")
        return month

    def kept(self, value: Any) -> Any:
        if value and not _is_month(value):
            raise ValueError(_wrong_year(str(value)) or "年月应为 YYYY-MM，如 2026-06")
        return value

    def why_not(self, value: Any) -> str:
        return super().why_not(value) and (_wrong_year(str(value)) or super().why_not(value))

    def _fits(self, value: Any) -> bool:
        return _is_month(value)

    def ways(self, value: Any, on: date) -> Iterator[str]:
        """Who is told a month knows those beside it: the one after the last that was paid."""
        for month in (value, later(value, -1), later(value, 1)):
            year, number = map(int, month.split("-"))
            yield rf"(?<!\d){year}{_OF_YEAR}{number}(?!\d)"
            if _is_near(month, on):
                yield rf"{_NO_YEAR}0?{number}{_MONTH_SIGN}"

    def on_paper(self, value: Any) -> str:
        year, number = value.split("-")
        return f"{year}年{int(number)}月"

    def otherwise(self, value: Any) -> Iterator[Any]:
        yield next(each for each in (later(value, 1), later(value, -1)) if _is_month(each))

    def likely(self, on: date) -> Any:
        return month_of(on)

    def edges(self, value: Any) -> tuple[date, date] | None:
        """A month is too early as a whole, or too late as a whole."""
        return (last_day(value), first_day(value)) if value else None


class Months(Month):
    """Some months in order, at most `most`, none twice; typed as a span's first and last."""

    name = "months"
    title = "年月"
    form = '年月的列表，如 ["2026-06"]'
    told = "年月的列表，各为 YYYY-MM，如 2026-06。"
    stored = tuple[str, ...]
    empty = ()
    compared = "set"
    several = True
    ends = (".first", ".last")
    box = "span"

    def __init__(self, most: int = 0) -> None:
        self.most = most

    def read(self, *boxes: Sequence[str]) -> Any:
        first, last = (super(Months, self).read(box) for box in boxes)
        if not first and not last:
            return []
        start, end = first or last, last or first
        if start > end:
            raise Misread(
                Sentence("截止年月 {end} 早于起始年月 {start}，请核对。", end=end, start=start)
            )
        if (months := length(start, end)) > self.most:
            told = "{start} 至 {end} 有 {months} 个月，至多 {most} 个月。"
            raise Misread(Sentence(told, start=start, end=end, months=months, most=self.most))
        return list(span(start, end))

    def kept(self, value: Any) -> Any:
        return tuple(sorted({super(Months, self).kept(each) for each in value}))

    def _fits(self, value: Any) -> bool:
        return isinstance(value, list | tuple) and all(map(_is_month, value))

    def written(self, value: Any) -> Sequence[Sequence[str]]:
        return [[value[0]], [value[-1]]] if value else [[], []]

    def shown(self, value: Any) -> str:
        return Sentence("{all}", all=tuple(value))

    def on_paper(self, value: Any) -> str:
        return Sentence("{all}", all=tuple(map(super().on_paper, value)))

    def otherwise(self, value: Any) -> Iterator[Any]:
        if len(value) > 1:
            yield value[1:]

    def likely(self, on: date) -> Any:
        return [super().likely(on)]

    def edges(self, value: Any) -> tuple[date, date] | None:
        return (last_day(value[0]), first_day(value[-1])) if value else None


def precedes(day: str, other: str) -> bool:
    """Whether a day or month lies before another: of a month and a day in it neither does."""
    return day < other[: len(day)]


def _is_month(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(MONTH, value))


def _parted(text: str) -> str:
    """A typed time, its parts parted by hyphens where they were parted at all."""
    return _SEPARATORS.sub("-", unstopped(narrow(text)))


def _days(plain: str) -> Sequence[str]:
    """What a typed day may mean: one with the year last may be two."""
    if turned := _YEAR_LAST.fullmatch(plain):
        one, two, year = (part.zfill(2) for part in turned.groups())
        return [*dict.fromkeys([f"{year}-{one}-{two}", f"{year}-{two}-{one}"])]
    match = _DAY.fullmatch(plain)
    return ["-".join(part.zfill(2) for part in match.groups() if part)] if match else []


def _which(text: str, one: str, two: str) -> str:
    return Sentence(
        "“{text}”分不清月和日：{one} 还是 {two}？请把年写在前面。", text=text, one=one, two=two
    )


def _asked_back(text: str, plain: str) -> str:
    """What to say of a text that may mean any day, or none."""
    if re.fullmatch("[0-9]{5,7}", plain):
        return Sentence("“{text}”分不清年、月、日，请写成 2026-06-15 或 20260615。", text=text)
    lacking = "日" if _MONTH.fullmatch(plain) else "年" if _NO_YEAR_AT_ALL.fullmatch(plain) else ""
    if lacking:
        told = "“{text}”没有写{part}，日期应为 2026-06-15 的形式。"
        return Sentence(told, text=text, part=lacking)
    return _wrong_year(plain) or Sentence("日期应为 2026-06-15 的形式。")


def _wrong_year(plain: str) -> str:
    """What to say of a time that is in its form but for the year; empty where it is not."""
    year = _YEAR.fullmatch(plain)
    if year is None or 1000 <= int(year[1]) < 3000:
        return ""
    if len(year[1]) < len("2026"):
        return Sentence("“{year}”不是年份，请写四位，如 2026。", year=year[1])
    return Sentence("年份 {year} 不在 1000 至 2999 之间，请核对。", year=year[1])


def _is_near(day: str, on: date) -> bool:
    """Whether a day or month is told without its year: a year from a day at most."""
    return length(*sorted((day[:7], month_of(on)))) <= 13
