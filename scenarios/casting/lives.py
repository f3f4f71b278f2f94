"""Reading the lives of a story: nobody in it may have lived what nobody can.

Its people and firms are held to the gates of the population, as of the business date: they are born
before they work, work before they are paid for, and nothing of it lies ahead. Whoever comes is alive
and old enough to come alone. What a case is about may be unlikely and possible still, such as a firm that owes a month: the script
says under `unlikely` whose life it is, with the gate's own words.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from mock_systems.ages import age
from mock_systems.population.gates import cards, employers, insurance, people, work
from mock_systems.population.gates.functions import teach
from mock_systems.population.gates.report import Finder, Offence
from mock_systems.population.schema import WRITTEN, create_table, insert
from mock_systems.records import TABLES, Record, parties
from mock_systems.records.people import DEAD, SEX
from scenarios.casting.cast import Cast, Unfilled, drafted
from scenarios.casting.names import Names
from scenarios.reading.problems import Place
from scenarios.reading.script import CaseScript
from scenarios.reading.story import Unlikely

COMES_ALONE = 16
"""The age from which on somebody comes to a counter without those who look after them."""
TITLES = {
    "1": ("先生", "大爷", "大叔", "爷爷"),
    "2": ("女士", "小姐", "大妈", "阿姨", "奶奶"),
}
"""What people are called by their sex."""
KIN = {
    "1": ("父亲", "爸爸", "祖父", "爷爷", "外公", "丈夫", "儿子", "哥哥", "弟弟", "孙子", "外孙"),
    "2": ("母亲", "妈妈", "祖母", "奶奶", "外婆", "妻子", "女儿", "姐姐", "妹妹", "孙女", "外孙女"),
}
"""What kin are called by their sex."""
_QUALITIES = ("agreement", "ages", "history", "ended", "uniqueness", "bases")
"""The gates of single lives; the others are of whole populations."""


Row = Mapping[str, Any]


class Unlived(NamedTuple):
    """What cannot have been, where a script says it, and the way out."""

    place: Place
    what: str
    mend: str


def unlived(
    script: CaseScript, names: Names, drafts: Sequence[Unfilled], records: Sequence[Record]
) -> Iterator[Unlived]:
    """What cannot have been, or not together, in the records of a story in one variant."""
    yield from _visiting(script, names, records)
    for place, said in _unlikely(script, drafts, records):
        if said not in script.unlikely:
            mend = "请改正；案例正是要写这种情况的，在脚本里写"
            meant = f'{mend} unlikely = [{{ who = "{said.who}", what = "{said.what}" }}]'
            yield Unlived(place, said.what, meant)


def unneeded(script: CaseScript, casts: Iterable[Cast]) -> Iterator[int]:
    """The numbers of what a script says is meant and none of these stories has."""
    found = [
        said for cast in casts for _, said in _unlikely(script, drafted(script, 0)[1], cast.records)
    ]
    yield from (number for number, each in enumerate(script.unlikely) if each not in found)


def _unlikely(
    script: CaseScript, drafts: Sequence[Unfilled], records: Sequence[Record]
) -> Iterator[tuple[Place, Unlikely]]:
    """What nobody lives, where a script says it, and of whose life it is."""
    numbers = {(each.table, each.key): n for n, each in enumerate(records)}
    named = {each.key: draft.name for draft, each in zip(drafts, records, strict=True)}
    numbered = {each.row().get(each.numbered_by): each.key for each in records if each.is_party}
    for offence in _offences(script.business_date, records):
        number = numbers.get((offence.table, offence.key))
        place = ("cast", offence.table) if number is None else drafts[number].place
        row = {} if number is None else records[number].row()
        keys = [row.get(kind.key_name()) for kind in parties()]
        keys.append(numbered.get(row.get("citizen_number")))
        whose = next((named[key] for key in keys if key in named), "")
        yield place, Unlikely(who=whose, what=offence.what)


@cache
def looked_for() -> Sequence[Finder]:
    """What is looked for in a life: the gates of what a story tells."""
    subjects = (people, employers, cards, insurance, work)
    return [p for each in subjects for name in _QUALITIES for p in each.PROBES.get(name, ())]


def _offences(today: date, records: Sequence[Record]) -> Sequence[Offence]:
    rows: dict[str, list[Sequence[object]]] = {}
    for record in records:
        rows.setdefault(record.table, []).append(tuple(record.row().values()))
    with closing(sqlite3.connect(":memory:")) as connection:
        teach(connection, today)
        for table in {*WRITTEN, *(each.table for each in looked_for())}:
            connection.execute(create_table(TABLES[table]))
            connection.executemany(insert(table), rows.get(table, ()))
        return [offence for probe in looked_for() for offence in probe(connection)]


def _visiting(script: CaseScript, names: Names, records: Sequence[Record]) -> Iterator[Unlived]:
    """Whoever comes is alive, of an age to come, and called what they are."""
    place: Place = ("conversation", "person")
    key = names.fill(script.conversation.person)
    row = next((each.row() for each in records if each.is_human and each.key == key), None)
    if row:
        yield from _mistitled(str(names.fill(script.conversation.call_name)), row)
        yield from _playing(str(names.fill(script.conversation.role)), row)
    if row and row["state"] == DEAD:
        yield Unlived(place, f"来访的{row['name']}登记为死亡", "请换来访人，或者改正 state")
    elif row and age(date.fromisoformat(row["born"]), script.business_date) < COMES_ALONE:
        what = f"来访的{row['name']}（{row['born']} 出生）不满{COMES_ALONE}周岁"
        yield Unlived(place, what, "请由家长来访，或者改正 born")


def _mistitled(call_name: str, row: Row) -> Iterator[Unlived]:
    """A title of the other sex."""
    for sex, titles in TITLES.items():
        title = next((each for each in titles if each in call_name), "")
        if title and sex != row["sex"]:
            what = f"{row['name']}是{SEX.label(row['sex'])}性，称呼“{call_name}”里写的是“{title}”"
            yield Unlived(("conversation", "call_name"), what, "请改正称呼，或者改正 sex")


def _playing(role: str, row: Row) -> Iterator[Unlived]:
    """Somebody's kin of the other sex."""
    if any(role in words for sex, words in KIN.items() if sex != row["sex"]):
        what = f"{row['name']}是{SEX.label(row['sex'])}性，身份写的是“{role}”"
        yield Unlived(("conversation", "role"), what, "请改正身份，或者改正 sex")
