"""Reading the records of a story: their values and numbers, their addresses, what they name and
what they share."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Any

from mock_systems.city import AREA
from mock_systems.identifiers import (
    birth_in,
    is_citizen_number,
    is_unreal_citizen_number,
    real_numbers,
    sex_in,
)
from mock_systems.kinds import Code
from mock_systems.records import TABLES, Record
from mock_systems.social_insurance.employee import INJURY
from scenarios.casting.cast import Unfilled
from scenarios.casting.names import named_in
from scenarios.checking.reader import Reader
from scenarios.checking.values import impossible_in_column
from scenarios.reading.origins import within
from scenarios.reading.problems import Place, Problem

_FIRST_KEPT_ORDER = 900
"""The population has no order number from there on: scripts may give such numbers themselves."""
_TOWN = re.compile("^(.+?省).+?市(.+市)$")
_PIECES = re.compile(
    r"[\d〇零一二三四五六七八九]\s*\$|\$[a-z_.]+\s*[$]|\}\s*[$\d〇零一二三四五六七八九]"
)
_PIECE = re.compile(r"(?!\d{4}-\d\d$)[\d〇零幺一二三四五六七八九XxOo\W_]{2,17}")
"""What a script draws that may be part of a number; a month is none."""
UNREAL = "不写就自动生成，或者用 [vary]、[cast] 里的 $名称"
"""How a story comes to a number that is nobody's."""
Made = Sequence[tuple[Unfilled, Record]]
"""Records, each as the script says it and as it was made."""


def unfit(reader: Reader, draft: Unfilled, row: dict[str, Any]) -> Iterator[Problem]:
    """What is wrong with the values of a record."""
    yield from _columns(reader, draft, row)
    yield from _numbers(reader, draft, row)


def misfitting(reader: Reader, made: Made) -> Iterator[Problem]:
    """What is wrong with the records of a story beside each other."""
    yield from _references(reader, made)
    yield from _doubled(reader, made)


def pieced(reader: Reader) -> Iterator[Problem]:
    """Numbers that may be real and are made of pieces, some of them drawn."""
    drawn = reader.script.vary.items()
    pieces = {name for name, each in drawn if any(map(_is_piece, within([each.choose, each.rows])))}
    said = ((d.columns[column], (*d.place, column)) for d in reader.drafts for column in d.open)
    for place, text in (each for value, at in said for each in within(value, at)):
        if not isinstance(text, str):
            continue
        if _PIECES.search(text) or any(n.partition(".")[0] in pieces for n in named_in(text)):
            reader.open(partial(_together, place=place, text=text))
            yield from _together(reader, place, text)


def _is_piece(drawn: tuple[Place, Any]) -> bool:
    return isinstance(drawn[1], str) and bool(_PIECE.fullmatch(drawn[1]))


def _together(reader: Reader, place: Place, text: str) -> Iterator[Problem]:
    for number in real_numbers(str(reader.filled(place, text)[0])):
        yield reader.at(place, f"“{text}”连起来是“{number}”，可能是真实的号码", UNREAL)


def _numbers(reader: Reader, draft: Unfilled, row: dict[str, Any]) -> Iterator[Problem]:
    place, number = draft.place, TABLES[draft.table].numbered_by
    if number == "citizen_number":
        yield from _citizen_number(reader, draft, row)
    if number == "credit_code" and not row[number]:
        yield reader.at((*place, "area"), f"“{row['area']}”不是区划代码", "写成六位数字，如 390102")
    elif wrong := Code(AREA).why_not(row.get("area", [])):
        yield reader.at((*place, "area"), wrong)
    yield from _district(reader, draft, row)


def _district(reader: Reader, draft: Unfilled, row: dict[str, Any]) -> Iterator[Problem]:
    """An area and the address that lies in it name one place."""
    for area, address in _lying(TABLES[draft.table]):
        text, code = str(row.get(address, "")), str(row.get(area, ""))
        if not text or code not in AREA or text.startswith(_beginnings(AREA.labels[code])):
            continue
        labels = AREA.labels.items()
        lies = next((each for each, label in labels if text.startswith(_beginnings(label))), "")
        where = f"在{AREA.label(lies)}" if lies else f"是“{text}”"
        mend = f"那里的代码是 {lies}" if lies else "地址从省写起，与代码的名称一字不差"
        what = f"{code} 是{AREA.label(code)}，地址{where}"
        yield reader.at((*draft.place, area), what, f"请改正一处；{mend}")


def _citizen_number(reader: Reader, draft: Unfilled, row: dict[str, Any]) -> Iterator[Problem]:
    """A number must agree with its person; one that the script gives must lie where nobody else
    can be."""
    place, number = (*draft.place, "citizen_number"), row["citizen_number"]
    given = not callable(draft.columns["citizen_number"])
    if not number:
        yield reader.at(place, "生成不了号码", "请核对 hukou_area（六位数字）和 born")
    elif not is_citizen_number(number):
        yield reader.at(place, f"“{number}”不是有效的号码", "不写就自动生成")
    elif given and not _is_kept(number):
        yield reader.at(place, f"“{number}”不在保留号段", "不写就自动生成")
    elif (str(birth_in(number)), sex_in(number)) != (row["born"], row["sex"]):
        yield reader.at(place, "号码与出生日期、性别不符", "不写就自动生成")


def _references(reader: Reader, made: Made) -> Iterator[Problem]:
    """A column called as the key of another table holds one of its keys, or nothing."""
    keys = defaultdict[str, set[str]](set)
    for _, record in made:
        keys[record.key_name()].add(record.key)
    for draft, record in made:
        for name in _referring(type(record)):
            key = getattr(record, name)
            if key and key not in keys[name]:
                yield reader.unknown((*draft.place, name), "记录", key, keys[name])


def _doubled(reader: Reader, made: Made) -> Iterator[Problem]:
    """Records of one party of which there is only one, as in the population; of work injury there
    may be one for each employer. Parties have a number each; else they may well share one: a family
    has one phone."""
    seen = set[tuple[str, ...]]()
    for draft, record in made:
        once_for = [record.numbered_by] if record.is_party else record.once_for
        for together in map(str.split, once_for):
            said = [str(getattr(record, name)) for name in together]
            if (key := (draft.table, *together, *said)) in seen and INJURY not in said:
                labels = "、".join(record.facts(name)["label"] for name in together)
                what = f"{labels}相同的{record.title}不止一条"
                yield reader.at((*draft.place, together[-1]), what, "请删去一条，或者改正一处")
            seen.add(key)


def _columns(reader: Reader, draft: Unfilled, row: dict[str, Any]) -> Iterator[Problem]:
    for name in row if reader.is_first else draft.open:
        if wrong := impossible_in_column(draft.table, name, row[name]):
            yield reader.at((*draft.place, name), wrong, reader.meant(row[name]))


@cache
def _referring(record: type[Record]) -> Sequence[str]:
    """The columns called as the key of a table, its own among them."""
    return sorted(record.columns() & {each.key_name() for each in TABLES.values()})


@cache
def _lying(record: type[Record]) -> Sequence[tuple[str, str]]:
    """The columns with the code of an area, each with the address that lies in it."""
    columns = ((record.facts(name)["area"], name) for name in record.columns())
    return [(area, name) for area, name in columns if area]


@cache
def _beginnings(area: str) -> tuple[str, ...]:
    """How an address in an area begins: like its name; in a town of a county's rank without the
    city around it, too."""
    return area, _TOWN.sub(r"\1\2", area)


def _is_kept(number: str) -> bool:
    return is_unreal_citizen_number(number) and int(number[14:17]) >= _FIRST_KEPT_ORDER
