"""Reading a script's story: its names, what is worked out, its people, papers and words."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from mock_systems.city import AREA
from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.topics import TOPICS, Topic, parts_of
from mock_systems.identifiers import (
    birth_in,
    is_citizen_number,
    is_unreal_citizen_number,
    real_numbers,
    sex_in,
)
from mock_systems.kinds import Code
from mock_systems.papers import PAPER_KIND
from mock_systems.records import TABLES, Record
from mock_systems.records.story import MOOD
from scenarios.casting.cast import ALWAYS, Unfilled
from scenarios.casting.computed import COMPUTATIONS, inputs
from scenarios.casting.names import UnknownName, is_open
from scenarios.casting.spread import EACH
from scenarios.checking.reader import Reader
from scenarios.checking.values import impossible_in_column
from scenarios.reading.load import Loaded
from scenarios.reading.origins import within
from scenarios.reading.problems import Place, Problem
from scenarios.reading.sentences import sentence
from scenarios.reading.story import OwnTopic, Sheet

_FIRST_KEPT_ORDER = 900
"""The population has no order number from there on: scripts may give such numbers themselves."""
_DOTS = re.compile(r"\.{2,}|。{2,}")
_NAMED = re.compile(r"\$\{?([a-z][a-z0-9_]*)")
_PLACES = {"hukou_area": "hukou_address", "area": "address"}
"""Columns with the code of an area, and those with the address in it."""
SHORTEST = 2
"""How many characters a keyword must have: one alone is in half of all that is said."""


class Story(Reader):
    """What reading the story shows."""

    def __init__(self, loaded: Loaded) -> None:
        super().__init__(loaded)
        self._made: dict[tuple[Place, str, str], Record] = {}

    def ground(self) -> Iterator[Problem]:
        """What is wrong with names, tables and computations, of which all else is made."""
        found = [*self._said()] if self.is_first else []
        yield from found or self._results()

    def _said(self) -> Iterator[Problem]:
        yield from self._computations()
        yield from self._tables()
        yield from self._names()

    def contents(self) -> Iterator[Problem]:
        """What is wrong with people, papers and words."""
        yield from self._records()
        if not self.is_first:
            yield from self.again()
            return
        yield from self._links()
        yield from self._papers()
        yield from self._explained()
        yield from self._unused()
        yield from self._topics()
        yield from self._replies()
        yield from self._real_numbers((), self.script.model_dump())

    def _computations(self) -> Iterator[Problem]:
        for name, asked in self.script.compute.items():
            place: Place = ("compute", name)
            if asked.by not in COMPUTATIONS:
                yield self.unknown((*place, "by"), "计算", asked.by, COMPUTATIONS)
                continue
            wanted, given = inputs(asked.by), asked.model_extra or {}
            for key in sorted(given.keys() - wanted.keys()):
                yield self.unknown((*place, key), "已知条件", key, wanted)
            for key, each in wanted.items():
                if each.default is each.empty and key not in given and key != "on":
                    yield self.at((*place, key), "缺少这一项", "请补上")

    def _tables(self) -> Iterator[Problem]:
        for table, entries in self.script.cast.items():
            if table not in TABLES:
                yield self.unknown(("cast", table), "记录", table, TABLES)
                continue
            known = TABLES[table].model_fields.keys()
            for number, said in enumerate(entries):
                for column in sorted(said.keys() - known - {"as"}):
                    yield self.unknown(("cast", table, number, column), "列", column, known)

    def _names(self) -> Iterator[Problem]:
        script = self.script
        always = (*ALWAYS, "visitor", "ticket", EACH)
        named: list[tuple[str, Place]] = [(name, ("names",)) for name in always]
        named += [(name, ("vary", name)) for name in script.vary]
        named += [(name, ("compute", name)) for name in script.compute]
        for table, entries in script.cast.items():
            named += [(str(e["as"]), ("cast", table)) for e in entries if e.get("as")]
        named += [(p.name, ("papers", n)) for n, p in enumerate(script.papers) if p.name]
        named += [(s.name, ("walkthrough", n)) for n, s in enumerate(script.walkthrough) if s.name]
        seen = set[str]()
        for name, place in named:
            if name in seen:
                again = f'请给这一步另起名称，如 as = "{name}_again"'
                mend = again if place[0] == "walkthrough" else "请改成不同的名称"
                yield self.at(place, f"名称“{name}”用了不止一次", mend)
            seen.add(name)

    def _results(self) -> Iterator[Problem]:
        for name in self.script.compute:
            try:
                self.names.of(name)
            except UnknownName as unknown:
                yield self.no_name(("compute", name), unknown)
            except Exception as wrong:  # whatever a rule makes of facts it was not made for
                yield self.at(("compute", name), f"算不出来（{wrong}）", "请核对已知条件")

    def _records(self) -> Iterator[Problem]:
        made: list[tuple[Unfilled, Record]] = []
        new: list[tuple[Unfilled, Record]] = []
        for draft in self.drafts:
            try:
                record, known = self._record(draft)
            except UnknownName as unknown:
                yield self.no_name(draft.place, unknown)
            except ValidationError as error:
                for detail in error.errors():
                    yield self.at((*draft.place, *detail["loc"]), *sentence(detail))
            else:
                made.append((draft, record))
                new += [] if known else [(draft, record)]
        for draft, record in new:
            row = record.row()
            yield from self._columns(draft, row)
            yield from self._numbers(draft, row)
        if len(made) == len(self.drafts):
            yield from self._references(made)

    def _record(self, draft: Unfilled) -> tuple[Record, bool]:
        """A record, and whether a variant before has the same: then nothing is wrong with it."""
        filled = draft.filled(self.names) if draft.open else {}
        said = draft.place, draft.table, repr([filled[name] for name in draft.open])
        known = said in self._made
        if not known:
            self._made[said] = draft.of(filled) if draft.open else draft.record(self.names)
        return self._made[said], known

    def _numbers(self, draft: Unfilled, row: dict[str, Any]) -> Iterator[Problem]:
        place, number = draft.place, TABLES[draft.table].numbered_by
        if number == "citizen_number":
            yield from self._citizen_number(draft, row)
        if number == "credit_code" and not row[number]:
            yield self.at(
                (*place, "area"), f"“{row['area']}”不是区划代码", "写成六位数字，如 390102"
            )
        elif wrong := Code(AREA).why_not(row.get("area", [])):
            yield self.at((*place, "area"), wrong)
        yield from self._district(place, row)

    def _district(self, place: Place, row: dict[str, Any]) -> Iterator[Problem]:
        """An area and the address that lies in it name one place."""
        for area, address in _PLACES.items():
            text, code = str(row.get(address, "")), str(row.get(area, ""))
            if code not in AREA or text.startswith(AREA.labels[code]):
                continue
            labels = AREA.labels.items()
            lies = next((each for each, label in labels if text.startswith(label)), code)
            if lies != code:
                what = f"{code} 是{AREA.label(code)}，地址在{AREA.label(lies)}"
                yield self.at((*place, area), what, f"请改正一处；那里的代码是 {lies}")

    def _citizen_number(self, draft: Unfilled, row: dict[str, Any]) -> Iterator[Problem]:
        """A number must agree with its person; one that the script gives must lie where nobody else
        can be."""
        place, number = (*draft.place, "citizen_number"), row["citizen_number"]
        given = not callable(draft.columns["citizen_number"])
        if not number:
            yield self.at(place, "生成不了号码", "请核对 hukou_area（六位数字）和 born")
        elif not is_citizen_number(number):
            yield self.at(place, f"“{number}”不是有效的号码", "不写就自动生成")
        elif given and not _is_kept(number):
            yield self.at(place, f"“{number}”不在保留号段", "不写就自动生成")
        elif (str(birth_in(number)), sex_in(number)) != (row["born"], row["sex"]):
            yield self.at(place, "号码与出生日期、性别不符", "不写就自动生成")

    def _references(self, made: Sequence[tuple[Unfilled, Record]]) -> Iterator[Problem]:
        """A column called as the key of another table holds one of its keys, or nothing."""
        keys: dict[str, set[str]] = {record.key_name(): set() for record in TABLES.values()}
        for _, record in made:
            keys[record.key_name()].add(record.key)
        for draft, record in made:
            for name in sorted(record.columns() & keys.keys()):
                key = getattr(record, name)
                if key and key not in keys[name]:
                    yield self.unknown((*draft.place, name), "记录", key, keys[name])

    def _columns(self, draft: Unfilled, row: dict[str, Any]) -> Iterator[Problem]:
        for name in row if self.is_first else draft.open:
            if wrong := impossible_in_column(draft.table, name, row[name]):
                yield self.at((*draft.place, name), wrong)

    def _links(self) -> Iterator[Problem]:
        yield from self.read(("linked",), self.script.linked)
        for kind in self.script.needed_papers:
            if kind not in PAPER_KIND:
                yield self.unknown(("needed_papers",), "材料", kind, PAPER_KIND.labels)

    def _unused(self) -> Iterator[Problem]:
        """What differs between variants and is not named anywhere."""
        said = (text for _, text in within(self.layout.said) if isinstance(text, str))
        named = {name for text in said for name in _NAMED.findall(text)}
        for name in self.script.vary:
            if name not in named:
                yield self.at(("vary", name), "这一项没有用到", f"请写 ${name} 用它，或者删去")

    def _topics(self) -> Iterator[Problem]:
        """A topic of the case's own must be told apart from every other."""
        codes, labels = {*TOPICS}, {str(topic.label) for topic in TOPICS.values()}
        for number, topic in enumerate(self.script.topics):
            place: Place = ("topics", number)
            if topic.code in codes:
                yield self.at((*place, "code"), f"已经有话题“{topic.code}”", "请换一个代码")
            if topic.label in labels:
                yield self.at((*place, "label"), f"已经有按钮“{topic.label}”", "请换一个名称")
            codes.add(topic.code)
            labels.add(topic.label)
            yield from self._keywords(place, topic)

    def _keywords(self, place: Place, topic: OwnTopic) -> Iterator[Problem]:
        """Words a topic is known by, which no other knows and nobody says of anything else."""
        known: list[Topic | OwnTopic] = [*TOPICS.values(), *self.script.topics]
        others = [each for each in known if each.code != topic.code]
        taken = {keyword: each.code for each in others for keyword in each.keywords}
        for nth, keyword in enumerate(topic.keywords):
            if keyword in taken:
                what = f"“{keyword}”已是话题 {taken[keyword]} 的词"
                yield self.at((*place, "keywords", nth), what, "请换别的词")
            if _DOTS.search(keyword):
                what = f"“{keyword}”里的省略号应写 …"
                yield self.at((*place, "keywords", nth), what, f"写成“{_DOTS.sub('…', keyword)}”")
            parts = parts_of(keyword)
            if not all(parts) or len("".join(parts)) < SHORTEST:
                what = f"“{keyword}”太短，别的话里也有"
                yield self.at((*place, "keywords", nth), what, "请至少写两个看得见的字")

    def _replies(self) -> Iterator[Problem]:
        for name, example in (
            ("person", "$citizen.person"),
            ("opening", "来意，即来访人的第一句话"),
        ):
            if not getattr(self.script.conversation, name):
                yield self.at(("conversation", name), "缺少这一项", f"请补上，写{example}")
        papers = {paper.name for paper in self.script.papers if paper.name}
        for number, reply in enumerate(self.script.conversation.replies):
            place: Place = ("conversation", "replies", number)
            if reply.topic not in self.topics:
                yield self.unknown((*place, "topic"), "话题", reply.topic, self.topics)
            if reply.mood and reply.mood not in MOOD:
                yield self.unknown((*place, "mood"), "情绪", reply.mood, MOOD.labels)
            for name in sorted(set(reply.hands_over) - papers):
                yield self.unknown((*place, "hands_over"), "材料", name, papers)

    def _papers(self) -> Iterator[Problem]:
        for number, paper in enumerate(self.script.papers):
            place: Place = ("papers", number)
            if paper.kind not in PAPER_KIND:
                yield self.unknown((*place, "kind"), "材料", paper.kind, PAPER_KIND.labels)
                continue
            yield from self._content((*place, "content"), paper)

    def _content(self, place: Place, paper: Sheet) -> Iterator[Problem]:
        if is_open(paper.content):
            self.open(lambda reader: reader._content(place, paper))
        content, unknown = self.filled(place, paper.content)
        yield from unknown
        if not unknown:
            form, today = PAPER_FORMS[paper.kind], self.script.business_date
            for fault in [*form.faults(content), *form.ahead(content, today)]:
                yield self.at(place, fault)

    def _explained(self) -> Iterator[Problem]:
        """What is told to judges, and to contestants afterwards."""
        yield from self.read(("story",), self.script.story)
        for number, step in enumerate(self.script.walkthrough):
            yield from self.read(("walkthrough", number, "why"), step.why)

    def _real_numbers(self, place: Place, value: Any) -> Iterator[Problem]:
        """Nobody real may be hit by a story: numbers come from ranges that were never given out."""
        if isinstance(value, dict | list):
            inner = value.items() if isinstance(value, dict) else enumerate(value)
            for key, each in inner:
                yield from self._real_numbers((*place, key), each)
        elif isinstance(value, str):
            for number in real_numbers(value):
                way_out = "不写就自动生成，或者用 [vary]、[cast] 里的 $名称"
                yield self.at(place, f"“{number}”可能是真实的号码", way_out)


def _is_kept(number: str) -> bool:
    return is_unreal_citizen_number(number) and int(number[14:17]) >= _FIRST_KEPT_ORDER
