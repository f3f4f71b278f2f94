"""What the base story draws, written out where a name must stand: true there, untrue in the next.

A name, a number, a sum or a day as it is drawn in the first variant, in what is said, told or written
of the case. What is the same in other variants, and what people and papers of the script are by its
own word, is left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from mock_systems.records import TABLES
from scenarios.casting.cast import drafted
from scenarios.casting.names import Names, UnknownName
from scenarios.checking.reader import HAN, Reader
from scenarios.reading.origins import within
from scenarios.reading.problems import Place, Problem
from scenarios.reading.writings import WRITINGS

_FIXED = ("cast", "compute", "unlikely")
"""Sections in which a script says what is so in every variant, or works it out."""
_DRAWN, _PARTIES = "vary", "cast"
_SHORTEST, _LEAST = 6, 100_00
"""Words of fewer characters, and sums below so many fen, stand in any text."""
_DIGITS = 8
"""How many characters a number has at least that is told by itself."""
_TITLES = ("女士", "先生", "小姐", "师傅", "阿姨", "大姐", "大哥")
_MONTH = re.compile(r"\d{4}-\d\d")
_OTHERS = range(1, 4)
"""The variants in which something else must be drawn."""
_SELECTING = {"where", "among", "except"}
"""What picks out what was done, and is no text: a proof tries whether it fits."""
_SAID = ("conversation", "remarks")
"""What visitors say, who tell no sum that is to be worked out, and may misremember a month."""
_SINCE, _ON = "(?:今年|从|自|由|应[^，。；0-9]{0,3})", "份?(?:起|开始|[至到])"
"""What stands around a month without its year that something begins with."""


class Spelling(NamedTuple):
    """How something drawn is spelled in the base story, how a script names it so, and its name; a month
    without its year `is_short`."""

    text: str
    written: str
    name: str
    is_short: bool = False

    def stands_in(self, said: str) -> bool:
        """Whether a text has it: not as part of a longer number, nor as a day of another year."""
        before = r"(?<![\d年,.])" if self.text[0].isdigit() else ""
        pattern = rf"{before}{re.escape(self.text)}(?!\d)"
        return bool(re.search(f"{_SINCE}{pattern}{_ON}" if self.is_short else pattern, said))


def written_out(reader: Reader) -> Iterator[Problem]:
    """What is written out of what the base story draws, once in each text."""
    texts, fixed = [*_texts_of(reader)], _fixed(reader)
    every = "\n".join(text for _, text in texts)
    spelled = [
        each
        for each in _spellings(reader)
        if each.text in every
        and (_is_of_this_year(reader, each) if each.is_short else each.text not in fixed)
    ]
    found = defaultdict[str, list[Spelling]](list)
    for each in _drawn(reader, spelled):
        found[each.text].append(each)
    for place, text in texts if found else ():
        left = text
        for said in sorted(found, key=len, reverse=True):
            first = found[said][0]
            is_sum = isinstance(reader.names.of(first.name), int) and not _is_drawn(reader, first)
            is_theirs = place[0] in _SAID and (is_sum or first.is_short)
            if first.stands_in(left) and not is_theirs:
                left = left.replace(said, "")
                names = "、".join(dict.fromkeys(f"${each.name}" for each in found[said]))
                mend = "或".join(dict.fromkeys(f"“{each.written}”" for each in found[said]))
                what = f"“{said}”是变式0取到的 {names}，到别的变式就不对了"
                yield reader.at(place, what, f"请写{mend}；各变式都是这样的，变式0换一个取值")


def _texts_of(reader: Reader) -> Iterator[tuple[Place, str]]:
    """What the script tells in words, but for what it draws, and says of people and firms."""
    for place, text in reader.texts:
        is_told = place[0] not in (*_FIXED, _DRAWN) and not _SELECTING & {*place}
        if is_told and HAN.search(text):
            yield place, text


def _fixed(reader: Reader) -> str:
    """What the script says of people, and the days that are the same in every variant."""
    said = {key: each for key, each in reader.layout.said.items() if key != _DRAWN}
    days = [each for _, each in within(said) if isinstance(each, date)]
    spelled = [each.text for day in days for each in _spelled(day, "")]
    return "\n".join([*spelled, *(t for place, t in reader.texts if place[0] in _FIXED)])


def _drawn(reader: Reader, found: Sequence[Spelling]) -> Sequence[Spelling]:
    """Those of which another variant has something else."""
    others = [drafted(reader.script, variant)[0] for variant in _OTHERS] if found else []
    return [each for each in found if any(_is_other(each, reader.names, e) for e in others)]


def _is_other(spelling: Spelling, names: Names, others: Names) -> bool:
    return bool(_value(names, spelling.name) != _value(others, spelling.name))


def _is_of_this_year(reader: Reader, spelling: Spelling) -> bool:
    """Whether it is a month that everybody takes for one of the year, written without that."""
    year = str(reader.script.business_date.year)
    return str(_value(reader.names, spelling.name)).startswith(year)


def _is_drawn(reader: Reader, spelling: Spelling) -> bool:
    return spelling.name.partition(".")[0] in reader.script.vary


def _value(names: Names, name: str) -> Any:
    """What a name stands for; nothing where that names what there is not, which is told elsewhere."""
    try:
        return names.of(name)
    except UnknownName:
        return None


def _spellings(reader: Reader) -> Iterator[Spelling]:
    """All that the base story draws or works out and that can be told when it is written out: first
    what people and firms are called, as nothing says that better."""
    for draft in reader.drafts:
        for column in draft.open if draft.name and draft.place[0] == _PARTIES else ():
            least = 2 if column == TABLES[draft.table].told_by else _SHORTEST
            name = f"{draft.name}.{column}"
            yield from _spelled(_value(reader.names, name), name, least)
    for name in (*reader.script.vary, *reader.script.compute):
        yield from _parts(reader.names, name)
    for name, each in reader.script.vary.items():
        for title in _TITLES if each.pool == "surname" else ():
            yield Spelling(f"{each.first}{title}", f"${name}{title}", name)


def _parts(names: Names, name: str) -> Iterator[Spelling]:
    value = _value(names, name)
    if isinstance(value, Mapping):
        for part in value:
            yield from _parts(names, f"{name}.{part}")
    else:
        yield from _spelled(value, name)


def _spelled(value: Any, name: str, least: int = _SHORTEST) -> Iterator[Spelling]:
    """How a value is spelled in Chinese text."""
    if isinstance(value, date):
        for way in ("chinese", "month_day"):
            yield Spelling(WRITINGS[date][way](value), f"${name}.{way}", name)
        yield Spelling(value.isoformat(), f"${name}", name)
    elif isinstance(value, int) and value >= _LEAST:
        yuan = WRITINGS[int]["yuan"](value)
        for text in (yuan, yuan.replace(",", "")):
            yield Spelling(text, f"${name}.yuan", name)
            yield Spelling(f"{text.removesuffix('.00')}元", f"${name}.yuan元", name)
    elif isinstance(value, str) and _MONTH.fullmatch(value):
        said = WRITINGS[str]["chinese"](value)
        yield Spelling(said, f"${name}.chinese", name)
        yield Spelling(said.partition("年")[2], f"${name}.chinese", name, is_short=True)
    elif isinstance(value, str) and len(value) >= (least if HAN.search(value) else _DIGITS):
        yield Spelling(value, f"${name}", name)
