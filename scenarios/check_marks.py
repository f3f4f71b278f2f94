"""Reading a script's marks and ways: outcomes, rules, points, walkthrough, mistakes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES
from scenarios.cast import Place
from scenarios.edits import NoSuchStep, edited
from scenarios.points import points_text
from scenarios.problems import Problem
from scenarios.reading import Reading
from scenarios.script import Expectation, Scored, Selector, Step
from scenarios.spread import EACH
from scenarios.values import impossible_in_column, impossible_in_form


class Marks(Reading):
    """What reading the marks and the ways shows."""

    def problems(self) -> Iterator[Problem]:
        """Everything wrong, section by section."""
        yield from self._outcomes()
        yield from self._rules()
        yield from self._judged()
        yield from self._points()
        yield from self._ways()
        yield from self._mentioned()

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
            if each.each:
                yield from self._spread(here, each)
            else:
                yield from self._expectation(here, each)

    def _spread(self, place: Place, each: Expectation) -> Iterator[Problem]:
        """An expectation meant for each value of a list is read with the first."""
        values, unknown = self.filled((*place, EACH), each.each)
        yield from unknown
        if isinstance(values, list) and values:
            yield from self.knowing(**{EACH: values[0]})._expectation(place, each)
        elif not unknown:
            yield self.at((*place, EACH), "不是有内容的列表", "请写列表的名称，如 $due.months")

    def _expectation(self, place: Place, each: Expectation) -> Iterator[Problem]:
        names = [field.name for field in each.fields]
        wrong = list(self._record_fields(place, each.table, each.where, names))
        yield from wrong
        yield from self.filled((*place, "title"), each.title)[1]
        if not wrong:
            yield from self._expected_values(place, each)

    def _expected_values(self, place: Place, each: Expectation) -> Iterator[Problem]:
        fields = [(n, f.name, f.value) for n, f in enumerate(each.fields) if not f.as_]
        for number, name, value in fields:
            here = (*place, "fields", number, "value")
            filled, unknown = self.filled(here, value)
            yield from unknown
            wrong = "" if unknown else impossible_in_column(each.table, name, filled)
            yield from [self.at(here, wrong)] if wrong else []

    def _record_fields(
        self, place: Place, table: str, where: dict[str, Any], fields: Sequence[str]
    ) -> Iterator[Problem]:
        if table not in TABLES:
            yield self.unknown((*place, "table"), "记录", table, TABLES)
            return
        known = TABLES[table].model_fields
        for name in [*where, *fields]:
            if name not in known:
                yield self.unknown((*place, name), "列", name, known)
        for name in where.keys() & known.keys():
            filled, unknown = self.filled((*place, "where", name), where[name])
            yield from unknown
            if not unknown and (wrong := impossible_in_column(table, name, filled)):
                yield self.at((*place, "where", name), wrong)

    def _rules(self) -> Iterator[Problem]:
        ids = [rule.id for rule in self.script.rules]
        for number, rule in enumerate(self.script.rules):
            place: Place = ("rules", number)
            for letter, selector in rule.selectors():
                yield from self._selector((*place, letter), selector)
            for other in sorted(set(rule.broken_with) - set(ids)):
                yield self.unknown((*place, "broken_with"), "规则", other, ids)

    def _selector(self, place: Place, selector: Selector) -> Iterator[Problem]:
        if selector.do not in OPERATIONS:
            yield self.unknown((*place, "do"), "操作", selector.do, OPERATIONS)
            return
        for name, value in selector.where.items():
            filled, unknown = self.filled((*place, "where", name), value)
            yield from unknown
            wrong = "" if unknown else impossible_in_form(selector.do, name, filled)
            yield from [self.at((*place, "where", name), wrong)] if wrong else []
        yield from self.filled((*place, "except"), selector.except_)[1]

    def _judged(self) -> Iterator[Problem]:
        for number, each in enumerate(self.script.service):
            for name in ("title", "basis", "levels"):
                yield from self.filled(("service", number, name), getattr(each, name))[1]

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
        for name in sorted(worth.keys() - self.script.groups.keys()):
            yield self.unknown(("groups",), "得分项", name, self.script.groups)
        for name, group in self.script.groups.items():
            if worth[name] != group.points:
                what = f"分值合计 {points_text(worth[name])}，应为 {points_text(group.points)}"
                yield self.at(("groups", name), f"{what}（结果 {outcome}）", "请调整各项分值")

    def _ways(self) -> Iterator[Problem]:
        script = self.script
        yield from self._steps(("walkthrough",), script.walkthrough)
        for section in ("mistakes", "other_ways"):
            for number, way in enumerate(getattr(script, section)):
                place: Place = (section, number)
                try:
                    edited(script.walkthrough, way.edits)
                except NoSuchStep as absent:
                    yield self.unknown((*place, "edits"), "步骤", absent.called, absent.known)
                put_in = [(n, e.insert or e.step) for n, e in enumerate(way.edits)]
                for n, step in put_in:
                    yield from self._steps((*place, "edits", n), [step]) if step else ()

    def _steps(self, place: Place, steps: Sequence[Step]) -> Iterator[Problem]:
        for number, step in enumerate(steps):
            here = (*place, number) if place == ("walkthrough",) else place
            if step.do not in OPERATIONS:
                yield self.unknown((*here, "do"), "操作", step.do, OPERATIONS)
                continue
            known = OPERATIONS[step.do].model_fields
            for name in sorted(step.form.keys() - known.keys()):
                yield self.unknown((*here, "form", name), "填写项", name, known)

    def _mentioned(self) -> Iterator[Problem]:
        """Steps, ways and rules that are mentioned by name and must exist."""
        script = self.script
        called = [step.called for step in script.walkthrough]
        for number, group in enumerate(script.independent):
            for name in sorted(set(group) - set(called)):
                yield self.unknown(("independent", number), "步骤", name, called)
        shown = {way.name for way in script.other_ways}
        for number, other in enumerate(script.alternatives):
            if other.name not in shown:
                mend = f"请在 other_ways 写一条 name = “{other.name}”"
                yield self.at(("alternatives", number), "没有演示这一结果的做法", mend)
        scored: list[Scored] = [*script.expect, *script.rules]
        red = {each.id for each in scored if each.red_line}
        for number, mistake in enumerate(script.mistakes):
            for name in sorted(set(mistake.red_lines) - red):
                yield self.unknown(("mistakes", number, "red_lines"), "红线", name, red)
