"""Reading the rows a script draws from: none may contradict itself.

A row is drawn whole, and its columns are told in other places: an age in words beside a birthday, a
pronoun beside a sex, a year beside months, a class beside the year of entry, 去年底 beside a day.
Whoever draws that row is told what its records deny.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from mock_systems.ages import age as age_on
from mock_systems.bases import number_of
from mock_systems.endings import ENDING, ENDINGS
from mock_systems.records import Person
from scenarios.casting.names import Names, UnknownName, name_of
from scenarios.checking.reader import CLAUSE, Reader
from scenarios.reading.problems import Place, Problem

Row = Mapping[str, Any]
Age = tuple[Place, str, str, bool]
"""Where somebody is told to be how old, by their name (the visitor has none), and whether exactly."""
_NUMBER = r"\d+|[零一二两三四五六七八九十]+"
_COUNTED = re.compile(r"\$\{?([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\}?周?(岁|年|个月)")
"""A column that is told as a number of years or months."""
_IN_FIGURES = {"岁": ("age", "years"), "年": ("years",), "个月": ("months", "count")}
"""The columns that have the same number in figures: of a row that an author draws, whose columns are called as
they like, so that nothing declares them."""
_NEAR = timedelta(1100)
"""How far from the business date a day lies that 去年, 上个月 and the like may tell."""
_HE = {"他": "1", "她": "2"}
_TITLES = {"1": ("先生",), "2": ("女士", "小姐")}
_YEAR, _MONTH = re.compile(r"(?:19|20)\d\d"), re.compile(r"((?:19|20)\d\d)-\d\d")
_CLASS = re.compile("[高初]([一二三])")
_ENTERED = re.compile(r"((?:19|20)\d\d)级")
_OLD = re.compile(
    rf"\$\{{?([a-z][a-z0-9_]*)\.name\}}?(已经|已|刚|才|今年|现在)*(满)?({_NUMBER})周?岁"
)
_MINE = re.compile(rf"我(?:已经|已|都|刚)?满({_NUMBER})周?岁")
_ARTICLE = re.compile("劳动合同法第([零一二三四五六七八九十百]+|[0-9]+)条")
_DISSOLVED = range(36, 42)
"""The articles of the Labour Contract Law by which somebody dissolves a contract; by others it ends."""
_SCHOOLS = {
    "普通高中": "高级中学|(?<!职业)高中",
    "职业学校": "职业|中专|技校|技工|职高",
    "初中": "初级中学|初中",
    "小学": "小学",
    "高等学校": "大学|学院|高等|本科|大专|高职",
}
"""What schools of one stage are called, which those of another are not."""
_STAGE = re.compile("[^，。；：！？“”]{2,20}")
"""A school's name, its stage or what it is called: what is said of one may tell of others."""
_OF_RECORDS = re.compile(
    "期|过了|失效|作废|挂失|丢|写|签|办|毕业|入学|开学|读|搬|离|辞|走|上班|到岗|来|参保|缴|交|换|领"
    "|结婚|世|失业|解除|终止|停|开|生效|登记|退|补|没了"
)
"""What is told with the day of a record; who won a prize last year tells of none."""
_AWAY = re.compile(
    r"(大|老|早|小|年轻|晚)了?\$\{?([a-z][a-z0-9_]*)((?:\.[a-z][a-z0-9_]*)*)\}?周?(岁|年|天)"
    r"|\$\{?([a-z][a-z0-9_]*)((?:\.[a-z][a-z0-9_]*)*)\}?(年|天)以?(前|后)"
)
"""A number of years or days by which a day lies before or after another."""
_SPANS = {"岁": "years", "年": "years", "天": "days"}
_BEFORE = ("大", "老", "早", "前")
_DONE = re.compile("了|过(?!期)|的$|来的")
_AHEAD = re.compile("将|要|准备|打算|会|前|起|到期|截止|满|毕业|再|才能|可以|请")


def torn(reader: Reader) -> Iterator[Problem]:
    """What is wrong with rows, days and ages, the same whoever is drawn; ages also in each variant."""
    for name, each in reader.script.vary.items():
        for number, row in enumerate(each.rows):
            place: Place = ("vary", name, "rows", number)
            yield from (reader.at((*place, at), what, mend) for at, what, mend in _row(reader, row))
            yield from _counted(reader, place, name, row)
        for way, all_of in (("rows", each.rows), ("choose", each.choose)):
            yield from _twice(reader, ("vary", name, way), all_of)
    yield from _turned(reader)
    yield from _told_as_done(reader)
    ages = [*_ages(reader)]
    reader.open(partial(_people, ages=ages))
    yield from _people(reader, ages)


def _twice(reader: Reader, place: Place, drawn: Sequence[Any]) -> Iterator[Problem]:
    """What is drawn twice: variants that should differ then are the same."""
    for number, each in enumerate(drawn):
        if each in drawn[:number]:
            what = f"与第{drawn.index(each) + 1}项一样，变式因此少了一种"
            yield reader.at((*place, number), what, "请删去，或者改写")


def _row(reader: Reader, row: Row) -> Iterator[tuple[str, str, str]]:
    """Where a row contradicts itself, how, and the way out."""
    said = {column: text for column, text in row.items() if isinstance(text, str)}
    today = reader.script.business_date
    for column, text in said.items():
        if text in _HE and "sex" in row and _HE[text] != row["sex"]:
            yield column, f"“{text}”与同一行的 sex = “{row['sex']}”不符", "请改正一处"
        if years := _years(row, said, column, text):
            told = "、".join(sorted(years))
            yield column, f"“{text}”年与同一行的年月（{told}）不符", "请改正一处"
        if entered := row.get("entered") if isinstance(row.get("entered"), date) else None:
            for year, word in _entered(text, today):
                if year != entered.year:
                    what = f"“{word}”应是 {year} 年入学，同一行的 entered 是 {entered}"
                    yield column, what, "请改正一处"
        yield from ((column, what, "请改正一处") for what in _ended(said, text))
        near = [day for day in _days(row) if abs(day - today) < _NEAR]
        if wrong := _relative(text, near, today):
            yield column, f"“{wrong}”与同一行的日期都不符", "请改正一处"
    yield from _called(said)


def _called(said: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What schools are called in a row that has them of another stage."""
    stages: dict[str, set[str]] = {}
    for column, text in said.items():
        found = {
            e for e, words in _SCHOOLS.items() if re.search(f"(?:{words})(?:学校|教育)?$", text)
        }
        if not (found and _STAGE.fullmatch(text)):
            continue
        for other, known in stages.items():
            if not known & found:
                what = f"“{text}”与同一行的 {other} = “{said[other]}”不是同一类学校"
                yield column, what, "请改正一处"
                return
        stages[column] = found


def _years(row: Row, said: Mapping[str, str], column: str, text: str) -> set[str]:
    """The years of a row's months where a year that is told is another; nothing where it agrees."""
    if not _YEAR.fullmatch(text):
        return set()
    ends = {at[1] for at in (_MONTH.fullmatch(said.get(n, "")) for n in ("first", "last")) if at}
    every = ends or {at[1] for at in map(_MONTH.fullmatch, said.values()) if at}
    every = every or {str(day.year) for day in _days(row)}
    return every if every and text not in every else set()


def _entered(text: str, today: date) -> Iterator[tuple[int, str]]:
    """In which year somebody entered school who is in such a class."""
    term = today.year if today.month >= 9 else today.year - 1
    for found in _CLASS.finditer(text):
        yield term + 1 - number_of(found[1]), found[0]
    for found in _ENTERED.finditer(text):
        yield int(found[1]), found[0]


def _ended(said: Mapping[str, str], text: str) -> Iterator[str]:
    """What is wrong with how a job ended, as a row tells it: the article, or what that is called."""
    ends = [ENDINGS[code] for code in sorted(ENDING.found_in(text))]
    if not ends:
        return
    if (named := _ARTICLE.search(text)) and not any(
        number_of(named[1]) in each.articles for each in ends
    ):
        rests = "、".join(each.law for each in ends)
        yield f"{named[0]}说的不是这种情形，“{ends[0].label}”是{rests}"
    manners = {"解除" if {*each.articles} & {*_DISSOLVED} else "终止" for each in ends}
    for column, manner in said.items():
        if manner in ("解除", "终止") and manner not in manners:
            yield f"“{text}”应是{manners.pop()}劳动合同，同一行的 {column} 是“{manner}”"


def _days(row: Row) -> Sequence[date]:
    return [each for each in row.values() if isinstance(each, date)]


def _relative(text: str, days: Sequence[date], today: date) -> str:
    """A word for when something was that none of the row's days agrees with."""
    last_month = (today.replace(day=1) - timedelta(1)).replace(day=1)
    fits = {
        "去年底": lambda day: day.year == today.year - 1 and day.month > 10,
        "去年": lambda day: day.year == today.year - 1,
        "前年": lambda day: day.year == today.year - 2,
        "明年": lambda day: day.year == today.year + 1,
        "上个月": lambda day: day.replace(day=1) == last_month,
        "昨天": lambda day: day == today - timedelta(1),
        "前一天": lambda day: day == today - timedelta(1),
    }
    for clause in CLAUSE.findall(text) if days else ():
        word = next((each for each in fits if each in clause), "")
        if word and _OF_RECORDS.search(clause) and not any(map(fits[word], days)):
            return word
    return ""


def _counted(reader: Reader, place: Place, name: str, row: Row) -> Iterator[Problem]:
    """Numbers in words that are told before 岁, 年 or 个月, beside what the row has in figures."""
    counted = {
        found[1:]
        for _, text in reader.texts
        for found in _COUNTED.findall(text)
        if found[0] == name
    }
    for column, unit in sorted(counted):
        number, born = _number(str(row.get(column, ""))), row.get("born")
        if number is None or _YEAR.fullmatch(str(row[column])):
            continue
        age = age_on(born, reader.script.business_date) if isinstance(born, date) else number
        if unit == "岁" and age != number:
            what = f"“{row[column]}”与同一行的 born（{born}）不符，业务日期那天是 {age} 岁"
            yield reader.at((*place, column), what, "请改正一处")
        for other in _IN_FIGURES[unit]:
            if other != column and type(row.get(other)) is int and abs(row[other]) != number:
                what = f"“{row[column]}”与同一行的 {other} = {row[other]} 不符"
                yield reader.at((*place, column), what, "请改正一处")


def _turned(reader: Reader) -> Iterator[Problem]:
    """Years and days that are told to lie on one side of a day and reckoned to the other."""
    reckoned = {
        (str(named).strip("${}").partition(".")[0], unit): str(named).strip("${}").partition(".")[2]
        for each in reader.script.compute.values()
        for unit, named in (each.model_extra or {}).items()
        if each.by == "other_day" and unit in _SPANS.values() and str(named).startswith("$")
    }
    spans = {
        (name, _SPANS[unit], way)
        for _, text in (reader.texts if reckoned else ())
        for way, name, unit in _aways(text)
    }
    for name, unit, way in sorted(spans):
        column, drawn = reckoned.get((name, unit)), reader.script.vary.get(name)
        for number, row in enumerate(drawn.rows if drawn and column else ()):
            value = row.get(str(column))
            if type(value) is int and value and (value < 0) != (way in _BEFORE):
                what = (
                    f"{column} = {value} 算到了{'后' if value > 0 else '前'}面，别处说的是“{way}”"
                )
                yield reader.at(("vary", name, "rows", number, str(column)), what, "请改正正负号")


def _aways(text: str) -> Iterator[tuple[str, str, str]]:
    """Each number that says how far away a day is: on which side, its name, and of what."""
    for found in _AWAY.finditer(text):
        way, name, _, unit, other, _, later, side = found.groups()
        yield way or side, name or other, unit or later


def _number(text: str) -> int | None:
    if not re.fullmatch(_NUMBER, text):
        return None
    return number_of(text.replace("两", "二"))


def _told_as_done(reader: Reader) -> Iterator[Problem]:
    """Days that may be to come, told as if they had been."""
    coming = {*_coming(reader)}
    for place, text in reader.texts if coming else ():
        for name in coming if place[0] != "vary" else ():
            for said in re.findall(rf"\$\{{?{re.escape(name)}\b[^，。；！？\n]*", text):
                if _DONE.search(said) and not _AHEAD.search(said):
                    what = f"“{said}”说的是已经有过的事，${name} 却可能在业务日期以后"
                    drawn = name.partition(".")[0]
                    yield reader.at(place, what, f"请改正 vary.{drawn} 的范围，或者改写这句话")


def _coming(reader: Reader) -> Iterator[str]:
    """What a script draws that may lie after the business date, by name; of a row, by its column."""
    today = reader.script.business_date
    for name, each in reader.script.vary.items():
        days = (day for day in [*each.choose, *each.between] if isinstance(day, date))
        if max([*each.days, *each.months], default=0) > 0 or any(day > today for day in days):
            yield name
        for column, value in (said for row in each.rows for said in row.items()):
            if isinstance(value, date) and value > today:
                yield f"{name}.{column}"


def _ages(reader: Reader) -> Iterator[Age]:
    """How old people of the script are told to be."""
    for place, text in reader.texts:
        for who, since, full, said in _OLD.findall(text):
            if place[0] != "vary":
                yield place, who, said, not full or since == "刚"
        for said in _MINE.findall(text) if place[0] in ("talk", "conversation", "remarks") else ():
            yield place, "", said, False


def _people(reader: Reader, ages: Sequence[Age]) -> Iterator[Problem]:
    """What is told of how old people of the script are, and how the visitor is called."""
    script = reader.script
    visitor = next((d.name for d in reader.drafts if _is_visitor(reader, d.name, d.table)), "")
    for place, who, said, exact in ages:
        yield from _aged(reader, place, who or visitor, said, exact=exact)
    sex = _column(reader.names, visitor, "sex")
    for other in (each for key, each in _TITLES.items() if sex in _TITLES and key != sex):
        if any(word in script.conversation.call_name for word in other):
            what = f"来访人的性别登记是“{sex}”，这里叫“{script.conversation.call_name}”"
            yield reader.at(("conversation", "call_name"), what, "请改正一处")


def _is_visitor(reader: Reader, name: str, table: str) -> bool:
    is_said = bool(name) and name == name_of(reader.script.conversation.person)
    return table == Person.table and is_said


def _aged(reader: Reader, place: Place, who: str, said: str, *, exact: bool) -> Iterator[Problem]:
    """What is wrong with the age somebody is said to have, or to have come to."""
    born, years = _column(reader.names, who, "born"), _number(said)
    day = date.fromisoformat(born) if isinstance(born, str) and born else born
    if not isinstance(day, date) or years is None:
        return
    age = age_on(day, reader.script.business_date)
    if age < years or (exact and age != years):
        what = f"这里说“{who}”{said}岁，业务日期那天是 {age} 岁（{day} 出生）"
        yield reader.at(place, what, "请改正年龄，或者出生日期的范围")


def _column(names: Names, who: str, column: str) -> Any:
    try:
        return names.of(f"{who}.{column}") if who else None
    except UnknownName:
        return None
