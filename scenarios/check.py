"""Checking a case script: everything that can be known to be wrong, each with its place.

First what can be seen by reading (`Reading`), then, where reading found nothing, what the grader
says of the marks and what a rehearsal shows (`scenarios.dress`). What only a proof can show is
the affair of `prove`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mock_systems.codes import MOOD, PAPER_KIND
from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.hall.topics import TOPICS
from mock_systems.identifiers import (
    birth_in,
    is_citizen_number,
    is_unreal_citizen_number,
    sex_in,
)
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES
from scenarios.cast import FIRST_CAST_ORDER, Draft, Place, drafted
from scenarios.computed import COMPUTATIONS, inputs
from scenarios.dress import rehearsed_problems
from scenarios.edits import NoSuchStep, edited
from scenarios.load import Layout, Loaded, load, sentence
from scenarios.names import Names, UnknownName
from scenarios.points import points_text
from scenarios.problems import BadScript, Problem, nearest
from scenarios.script import Expectation, Scored, Selector, Step
from scenarios.values import impossible_in_column, impossible_in_form


def check(path: Path) -> list[Problem]:
    """Everything wrong with the case script in a file."""
    try:
        loaded = load(path)
    except BadScript as bad:
        return list(bad.problems)
    return list(Reading(loaded).problems()) or list(rehearsed_problems(loaded))


class Reading:
    """What reading a script shows."""

    def __init__(self, loaded: Loaded) -> None:
        self.script = loaded.script
        self.layout: Layout = loaded.layout
        self.names = Names({})
        self.drafts: Sequence[Draft] = ()

    def problems(self) -> Iterator[Problem]:
        """Everything wrong, section by section; casting first, since all else names its people."""
        story = [*self._computations(), *self._tables(), *self._names()]
        yield from story
        if story:
            return
        self.names, self.drafts = drafted(self.script, 0)
        results = list(self._results())
        yield from results
        if results:
            return
        yield from self._records()
        yield from self._story()
        yield from self._outcomes()
        yield from self._rules()
        yield from self._points()
        yield from self._ways()

    def _at(self, place: Place, what: str, mend: str = "") -> Problem:
        return self.layout.problem(place, what, mend)

    def _unknown(self, place: Place, what: str, name: str, known: Iterable[str]) -> Problem:
        return self._at(place, f"没有名为“{name}”的{what}", nearest(name, known))

    def _computations(self) -> Iterator[Problem]:
        for name, asked in self.script.compute.items():
            place: Place = ("compute", name)
            if asked.by not in COMPUTATIONS:
                yield self._unknown((*place, "by"), "计算", asked.by, COMPUTATIONS)
                continue
            wanted, given = inputs(asked.by), asked.model_extra or {}
            for key in given.keys() - wanted.keys():
                yield self._unknown((*place, key), "已知条件", key, wanted)
            for key, each in wanted.items():
                if each.default is each.empty and key not in given and key != "on":
                    yield self._at((*place, key), "缺少这一项", "请补上")

    def _tables(self) -> Iterator[Problem]:
        for table, entries in self.script.cast.items():
            if table not in TABLES:
                yield self._unknown(("cast", table), "记录", table, TABLES)
                continue
            for number, said in enumerate(entries):
                for column in said.keys() - TABLES[table].model_fields.keys() - {"as"}:
                    known = TABLES[table].model_fields
                    yield self._unknown(("cast", table, number, column), "列", column, known)

    def _names(self) -> Iterator[Problem]:
        script = self.script
        always = ("today", "linked", "askable", "visitor", "ticket")
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
                yield self._at(place, f"名称“{name}”用了不止一次", "请改成不同的名称")
            seen.add(name)

    def _records(self) -> Iterator[Problem]:
        for draft in self.drafts:
            try:
                row = draft.record(self.names).row()
            except UnknownName as unknown:
                yield self._no_name(draft.place, unknown)
            except ValidationError as error:
                for detail in error.errors():
                    yield self._at((*draft.place, *detail["loc"]), *sentence(detail))
            else:
                yield from self._columns(draft.place, draft.table, row)
                if draft.table == "person":
                    yield from self._number(draft.place, row)

    def _number(self, place: Place, row: dict[str, Any]) -> Iterator[Problem]:
        """A number must agree with its person and lie where nobody else can be."""
        number = row["citizen_number"]
        if not is_citizen_number(number):
            yield self._at(
                (*place, "citizen_number"), f"“{number}”不是有效的号码", "不写就自动生成"
            )
        elif not is_unreal_citizen_number(number) or int(number[14:17]) < FIRST_CAST_ORDER:
            yield self._at((*place, "citizen_number"), f"“{number}”不在保留号段", "不写就自动生成")
        elif (str(birth_in(number)), sex_in(number)) != (row["born"], row["sex"]):
            yield self._at((*place, "citizen_number"), "号码与出生日期、性别不符", "不写就自动生成")

    def _results(self) -> Iterator[Problem]:
        for name in self.script.compute:
            try:
                self.names.of(name)
            except UnknownName as unknown:
                yield self._no_name(("compute", name), unknown)
            except Exception as wrong:  # whatever a rule makes of facts it was not made for
                yield self._at(("compute", name), f"算不出来（{wrong}）", "请核对已知条件")

    def _no_name(self, place: Place, unknown: UnknownName) -> Problem:
        return self._at(place, str(unknown), nearest(unknown.part, unknown.known))

    def _columns(self, place: Place, table: str, row: dict[str, Any]) -> Iterator[Problem]:
        for name, value in row.items():
            if wrong := impossible_in_column(table, name, value):
                yield self._at((*place, name), wrong)

    def _filled(self, place: Place, value: Any) -> tuple[Any, list[Problem]]:
        try:
            return self.names.fill(value), []
        except UnknownName as unknown:
            return None, [self._no_name(place, unknown)]

    def _story(self) -> Iterator[Problem]:
        yield from self._filled(("linked",), self.script.linked)[1]
        for kind in self.script.needed_papers:
            if kind not in PAPER_KIND:
                yield self._unknown(("needed_papers",), "材料", kind, PAPER_KIND)
        papers = {paper.name for paper in self.script.papers if paper.name}
        for number, reply in enumerate(self.script.conversation.replies):
            place: Place = ("conversation", "replies", number)
            if reply.topic not in TOPICS:
                yield self._unknown((*place, "topic"), "话题", reply.topic, TOPICS)
            if reply.mood and reply.mood not in MOOD:
                yield self._unknown((*place, "mood"), "情绪", reply.mood, MOOD)
            for name in set(reply.hands_over) - papers:
                yield self._unknown((*place, "hands_over"), "材料", name, papers)
        for number, paper in enumerate(self.script.papers):
            if paper.kind not in PAPER_KIND:
                yield self._unknown(("papers", number, "kind"), "材料", paper.kind, PAPER_KIND)
                continue
            content, unknown = self._filled(("papers", number, "content"), paper.content)
            faults = [] if unknown else PAPER_FORMS[paper.kind].faults(content)
            yield from unknown
            yield from (self._at(("papers", number, "content"), fault) for fault in faults)

    def _outcomes(self) -> Iterator[Problem]:
        yield from self._expectations(("expect",), self.script.expect)
        for number, other in enumerate(self.script.alternatives):
            yield from self._expectations(("alternatives", number, "expect"), other.expect)
        for number, allowed in enumerate(self.script.allowed):
            place: Place = ("allowed", number)
            yield from self._record_fields(place, allowed.table, allowed.where, allowed.fields)

    def _expectations(self, place: Place, expect: Sequence[Expectation]) -> Iterator[Problem]:
        for number, each in enumerate(expect):
            here = (*place, number)
            names = [field.name for field in each.fields]
            wrong = list(self._record_fields(here, each.table, each.where, names))
            yield from wrong
            if not wrong:
                yield from self._expected_values(here, each)

    def _expected_values(self, place: Place, each: Expectation) -> Iterator[Problem]:
        fields = [(n, f.name, f.value) for n, f in enumerate(each.fields) if not f.as_]
        for number, name, value in fields:
            here = (*place, "fields", number, "value")
            filled, unknown = self._filled(here, value)
            yield from unknown
            wrong = "" if unknown else impossible_in_column(each.table, name, filled)
            yield from [self._at(here, wrong)] if wrong else []

    def _record_fields(
        self, place: Place, table: str, where: dict[str, Any], fields: Sequence[str]
    ) -> Iterator[Problem]:
        if table not in TABLES:
            yield self._unknown((*place, "table"), "记录", table, TABLES)
            return
        known = TABLES[table].model_fields
        for name in [*where, *fields]:
            if name not in known:
                yield self._unknown((*place, name), "列", name, known)
        for name in where.keys() & known.keys():
            filled, unknown = self._filled((*place, "where", name), where[name])
            yield from unknown
            if not unknown and (wrong := impossible_in_column(table, name, filled)):
                yield self._at((*place, "where", name), wrong)

    def _rules(self) -> Iterator[Problem]:
        ids = [rule.id for rule in self.script.rules]
        for number, rule in enumerate(self.script.rules):
            place: Place = ("rules", number)
            for letter, selector in rule.selectors():
                yield from self._selector((*place, letter), selector)
            for other in set(rule.broken_with) - set(ids):
                yield self._unknown((*place, "broken_with"), "规则", other, ids)

    def _selector(self, place: Place, selector: Selector) -> Iterator[Problem]:
        if selector.do not in OPERATIONS:
            yield self._unknown((*place, "do"), "操作", selector.do, OPERATIONS)
            return
        for name, value in selector.where.items():
            filled, unknown = self._filled((*place, "where", name), value)
            yield from unknown
            wrong = "" if unknown else impossible_in_form(selector.do, name, filled)
            yield from [self._at((*place, "where", name), wrong)] if wrong else []
        yield from self._filled((*place, "except"), selector.except_)[1]

    def _points(self) -> Iterator[Problem]:
        script = self.script
        fixed = [(each.group, each.points) for each in script.rules]
        fixed += [(each.group, each.points) for each in script.service]
        for outcome in script.outcomes:
            worth = Counter[str]()
            for group, points in [*fixed, *((e.group, e.worth) for e in outcome.expect)]:
                worth[group] += points
            yield from self._sums(outcome.name, worth)

    def _sums(self, outcome: str, worth: Counter[str]) -> Iterator[Problem]:
        for name in worth.keys() - self.script.groups.keys():
            yield self._unknown(("groups",), "得分项", name, self.script.groups)
        for name, group in self.script.groups.items():
            if worth[name] != group.points:
                what = f"分值合计 {points_text(worth[name])}，应为 {points_text(group.points)}"
                yield self._at(("groups", name), f"{what}（结果 {outcome}）", "请调整各项分值")

    def _ways(self) -> Iterator[Problem]:
        script = self.script
        yield from self._steps(("walkthrough",), script.walkthrough)
        for section in ("mistakes", "other_ways"):
            for number, way in enumerate(getattr(script, section)):
                place: Place = (section, number)
                try:
                    edited(script.walkthrough, way.edits)
                except NoSuchStep as absent:
                    yield self._unknown((*place, "edits"), "步骤", absent.called, absent.known)
                put_in = [(n, e.insert or e.step) for n, e in enumerate(way.edits)]
                for n, step in put_in:
                    yield from self._steps((*place, "edits", n), [step]) if step else ()
        yield from self._mentioned()

    def _steps(self, place: Place, steps: Sequence[Step]) -> Iterator[Problem]:
        for number, step in enumerate(steps):
            here = (*place, number) if place == ("walkthrough",) else place
            if step.do not in OPERATIONS:
                yield self._unknown((*here, "do"), "操作", step.do, OPERATIONS)
                continue
            known = OPERATIONS[step.do].model_fields
            for name in step.form.keys() - known.keys():
                yield self._unknown((*here, "form", name), "填写项", name, known)

    def _mentioned(self) -> Iterator[Problem]:
        """Steps, ways and rules that are mentioned by name and must exist."""
        script = self.script
        called = [step.called for step in script.walkthrough]
        for number, group in enumerate(script.independent):
            for name in set(group) - set(called):
                yield self._unknown(("independent", number), "步骤", name, called)
        shown = {way.name for way in script.other_ways}
        for number, other in enumerate(script.alternatives):
            if other.name not in shown:
                mend = f"请在 other_ways 写一条 name = “{other.name}”"
                yield self._at(("alternatives", number), "没有演示这一结果的做法", mend)
        scored: list[Scored] = [*script.expect, *script.rules]
        red = {each.id for each in scored if each.red_line}
        for number, mistake in enumerate(script.mistakes):
            for name in set(mistake.red_lines) - red:
                yield self._unknown(("mistakes", number, "red_lines"), "红线", name, red)
