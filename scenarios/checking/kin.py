"""Reading who is whose: kin by the sex and the ages they can have.

What people call each other tells their sex; parents are older than their children, and who is
married was of an age to be on that day. A paper tells both, and so does a row that is drawn.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from mock_systems.ages import age
from mock_systems.hall.paper_forms import ContentKey
from mock_systems.records.people import RELATION, SEX
from scenarios.casting.lives import KIN
from scenarios.checking.paper_lines import PaperLine
from scenarios.checking.reader import Reader
from scenarios.checking.values import day_told
from scenarios.reading.problems import Problem

PARENT = 16
"""How many years a parent has on a child at least, as in the population."""
MARRIED: Mapping[str, int] = {"1": 22, "2": 20}
"""The age to be married from, by sex (民法典第一千零四十七条; 1950年婚姻法第四条: two years less)."""
_HEAD, _SPOUSE = "01", "10"
_CHILDREN, _PARENTS = ("20", "30"), ("51", "52")
_SEX_OF = {"20": "1", "51": "1", "30": "2", "52": "2"}
"""The sex of who stands in a relation to the head of a household."""
_MEND = "请改正一处；说的不是同一个人的，这一列另起名称"
Row = Mapping[str, Any]
Said = tuple[PaperLine, str]
"""What stands on a paper and cannot be so, and why."""


def miscalled(reader: Reader) -> Iterator[Problem]:
    """Rows of what is drawn that say the sex of somebody and call them as one of the other."""
    for name, variation in reader.script.vary.items():
        for number, row in enumerate(variation.rows):
            for said in (each for each in row.values() if isinstance(each, str)):
                sex = next((sex for sex, words in KIN.items() if said in words), None)
                if sex and row.get("sex") in KIN.keys() - {sex}:
                    what = f"“{said}”是{SEX.label(sex)}性，同一行的 sex 写的是“{row['sex']}”"
                    yield reader.at(("vary", name, "rows", number), what, _MEND)


def unrelated(keys: Mapping[str, ContentKey], content: Row) -> Iterator[Said]:
    """Who stands on a paper as what they cannot be of each other."""
    for key in keys.values():
        rows = content.get(key.name) or () if key.of else ()
        for inner in key.of.values():
            if inner.codes is RELATION:
                yield from _household(key, inner, rows)
        if key.married and len(rows) == len(MARRIED):
            yield from _couple(key, rows, day_told(content.get(key.married)))


def _household(key: ContentKey, relation: ContentKey, rows: Sequence[Row]) -> Iterator[Said]:
    name = f"{key.name}.{relation.name}"
    head = next((row for row in rows if _relation(relation, row) == _HEAD), {})
    for row in rows:
        code, who = _relation(relation, row), row.get("name", "")
        sex, label = _sex(row), relation.codes.label(code) if relation.codes else code
        wanted = _SEX_OF.get(code, sex)
        if sex and wanted != sex:
            yield (
                PaperLine(name, relation, code),
                f"{who}是{SEX.label(sex)}性，与户主的关系写的是“{label}”",
            )
        if code == _SPOUSE and sex and sex == _sex(head):
            yield (
                PaperLine(name, relation, code),
                f"{who}与户主{head.get('name', '')}同是{SEX.label(sex)}性",
            )
        older, younger = (head, row) if code in _CHILDREN else (row, head)
        if code in (*_CHILDREN, *_PARENTS) and _apart(older, younger) < PARENT:
            apart = f"{who}与户主{head.get('name', '')}相差不足{PARENT}年"
            yield PaperLine(name, relation, code), f"{apart}，关系写的是“{label}”"


def _couple(key: ContentKey, rows: Sequence[Row], day: date | None) -> Iterator[Said]:
    sexes = [_sex(row) for row in rows]
    if sexes[0] and sexes[0] == sexes[1]:
        yield (
            PaperLine(f"{key.name}.sex", key.of["sex"], sexes[0]),
            f"两人同是{SEX.label(sexes[0])}性",
        )
    for row, sex in zip(rows, sexes, strict=True):
        born = day_told(row.get("born"))
        least = MARRIED.get(sex, 0) - (2 if day and day < date(1981, 1, 1) else 0)
        if day and born and (years := age(born, day)) < least:
            what = f"{row.get('name', '')}登记结婚时{years}岁，不满{least}周岁"
            yield PaperLine(f"{key.name}.born", key.of["born"], row["born"]), what


def _apart(older: Row, younger: Row) -> int:
    """Years from one birth to another; enough where one is not told."""
    first, then = day_told(older.get("born")), day_told(younger.get("born"))
    return age(first, then) if first and then else PARENT


def _relation(key: ContentKey, row: Row) -> str:
    return _code(key.codes, row.get(key.name))


def _sex(row: Row) -> str:
    return _code(SEX, row.get("sex"))


def _code(codes: Any, said: Any) -> str:
    """A code, whether it stands there or its label does."""
    return next((code for code, label in codes.labels.items() if said in (code, label)), "")
