"""Reading a script's marks and ways: outcomes, rules, points, walkthrough, mistakes."""

import fnmatch
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from mock_systems.notices import NOTICE_KIND
from mock_systems.operation import OPERATIONS
from mock_systems.papers import PAPER_KIND
from mock_systems.records import TABLES
from scenarios.casting.names import is_open
from scenarios.casting.places import expected, scored
from scenarios.casting.spread import EACH
from scenarios.checking.bases import unfounded
from scenarios.checking.findings import misfound
from scenarios.checking.forbidden import forbidden
from scenarios.checking.laws_said import laws_said
from scenarios.checking.matters import unmeant
from scenarios.checking.meaning import meaningless
from scenarios.checking.reader import WAYS, Reader
from scenarios.checking.values import (
    impossible_among,
    impossible_in_column,
    impossible_in_event,
    impossible_in_where,
)
from scenarios.checking.wide import telling, too_wide
from scenarios.playing.edits import NoSuchStep, edited
from scenarios.playing.hearing import SAY, TOPIC, spoken_of
from scenarios.reading.fragments import library
from scenarios.reading.marks import Expectation, Judgement, Scored, Selector
from scenarios.reading.origins import called
from scenarios.reading.problems import Place, Problem
from scenarios.reading.shorthand import entries
from scenarios.reading.ways import Edit, Step

_DOCUMENTS = {*PAPER_KIND.labels, *NOTICE_KIND.labels}
"""The kinds of paper and notice that a judged mark can rest on."""


class Marks(Reader):
    """What reading the marks and the ways shows."""

    def problems(self) -> Iterator[Problem]:
        """Everything wrong, section by section."""
        if not self.is_first:
            yield from self.again()
            return
        yield from self._outcomes()
        yield from self._rules()
        yield from self._judged()
        self.open(misfound)
        yield from self.whole(misfound, *WAYS)
        yield from self.whole(unmeant, *WAYS)
        yield from meaningless(self)
        yield from self.whole(forbidden, *WAYS, "papers")
        yield from self.whole(laws_said, *WAYS)
        yield from (ways := list(self._ways()))
        yield from self._mentioned()
        # A step may be called by what is wrong with it.
        if not any(each.at and each.at[0] == "walkthrough" for each in ways):
            yield from self._mentioned_steps()

    def _outcomes(self) -> Iterator[Problem]:
        if not self.script.expect and not self.gaps.of("expect"):
            mend = "请补上；cases rehearse 会列出每项变动和可以复制的写法"
            yield self.at(("expect",), "缺少这一项", mend)
        for place, each in expected(self.script):
            read = self._spread if each.each else self._expectation
            yield from read(place, each)
        for number, allowed in enumerate(self.script.allowed):
            here: Place = ("allowed", number)
            yield from self._record_fields(here, allowed.table, allowed.where, allowed.fields)
            if allowed.table in TABLES:
                yield from (self.at(here, *each) for each in too_wide(allowed))

    def _spread(self, place: Place, each: Expectation) -> Iterator[Problem]:
        """An expectation meant for each value of a list is read with the first."""
        self.open(lambda reader: reader._spread(place, each))
        values, unknown = self.filled((*place, EACH), each.each)
        yield from unknown
        if isinstance(values, list) and values:
            yield from self.knowing(**{EACH: values[0]})._expectation(place, each)
        elif not unknown:
            yield self.at((*place, EACH), "不是有内容的列表", "请写列表的名称，如 $due.months")

    def _expectation(self, place: Place, each: Expectation) -> Iterator[Problem]:
        names = [field.name for field in each.fields]
        wrong = list(self._record_fields(place, each.table, each.where, names))
        yield from wrong or self._apart(place, each, names)
        yield from self._heading(place, each)
        if not wrong:
            yield from self._expected_values(place, each)

    def _apart(self, place: Place, each: Expectation, names: Sequence[str]) -> Iterator[Problem]:
        """What is expected of one record of somebody who has several says which of them it is."""
        known, said = TABLES[each.table], {*each.where, *names}
        lacking = [] if known.key_name() in said else [n for n in telling(known) if n not in said]
        if lacking and each.is_ in ("created", "changed", "closed"):
            labels = "、".join(known.facts(name)["label"] for name in lacking)
            what = f"“{known.title}”一个人有几条，没有写明{labels}，办成别的也得分"
            yield self.at((*place, "where"), what, f"请在 where 中写明 {'、'.join(lacking)}")

    def _expected_values(self, place: Place, each: Expectation) -> Iterator[Problem]:
        for number, field in enumerate(each.fields):
            here = (*place, "fields", number, "value")
            why_not = partial(impossible_in_column, each.table, field.name, own=self.own)
            yield from self.read(here, field.value, *(() if field.as_ else (why_not,)))

    def _record_fields(
        self, place: Place, table: str, where: dict[str, Any], fields: Sequence[str]
    ) -> Iterator[Problem]:
        if table not in TABLES:
            yield self.unknown((*place, "table"), "记录", table, TABLES)
            return
        known = TABLES[table].model_fields
        for name in [*where, *fields]:
            if name not in known:
                inside = ("where", name) if name in where else (name,)
                yield self.unknown((*place, *inside), "列", name, known)
        for name in where.keys() & known.keys():
            why_not = partial(impossible_in_column, table, name, own=self.own)
            yield from self.read((*place, "where", name), where[name], why_not)

    def _rules(self) -> Iterator[Problem]:
        ids = [each.id for each in (*self.script.rules, *self.script.expect)]
        for number, rule in enumerate(self.script.rules):
            place: Place = ("rules", number)
            yield from self._heading(place, rule)
            for letter, selector in rule.selectors():
                yield from self._selector((*place, letter), selector)
            if rule.samples and not spoken_of(rule):
                mend = "选择项写 hall.say 和 where = { topic = … }，或者删去 samples"
                yield self.at((*place, "samples"), "这条规则没有话题，不能写 samples", mend)
            for nth, text in enumerate(rule.samples):
                yield from self.read((*place, "samples", nth), text)
            for other in sorted(set(rule.broken_with) - set(ids)):
                yield self.unknown((*place, "broken_with"), "规则", other, ids)

    def _selector(self, place: Place, selector: Selector) -> Iterator[Problem]:
        if selector.do not in OPERATIONS:
            if selector.do not in {step.do for step in self.script.walkthrough}:  # Told there.
                yield self.unknown((*place, "do"), "操作", selector.do, OPERATIONS)
            return
        for name, value in selector.where.items():
            why_not = partial(impossible_in_where, selector.do, name, own=self.own)
            yield from self.read((*place, "where", name), value, why_not)
        for key, lists in (("among", selector.among), ("except", selector.except_)):
            for name, values in lists.items():
                if isinstance(values, list):
                    said = [each for each in values if each != "" or key == "among"]
                    yield from self._possible(selector.do, (*place, key), name, said)
                else:
                    yield from self.read((*place, key, name), values)

    def _possible(
        self, do: str, place: Place, name: str, values: Sequence[Any]
    ) -> Iterator[Problem]:
        """What is wrong with values one of which a field of an operation's events has or has not."""
        why_not = partial(impossible_among, do, name, own=self.own)
        for value in values:
            yield from self.read((*place, name), value, why_not)

    def _judged(self) -> Iterator[Problem]:
        for number, each in enumerate(self.script.service):
            yield from self._heading(("service", number), each)
            yield from self.read(("service", number, "levels"), each.levels)
            for kind in set(each.documents) - _DOCUMENTS:
                yield self.unknown(("service", number, "documents"), "材料或文书", kind, _DOCUMENTS)

    def _heading(self, place: Place, each: Scored | Judgement) -> Iterator[Problem]:
        """The group, title and basis of a line of the score sheet."""
        if each.group not in self.script.groups:
            yield self.unknown((*place, "group"), "得分项", each.group, self.script.groups)
        yield from self.read((*place, "title"), each.title)
        yield from unfounded(self, (*place, "basis"), each)

    def _ways(self) -> Iterator[Problem]:
        script = self.script
        for number, step in enumerate(script.walkthrough):
            yield from self._step(("walkthrough", number), step)
        for section in ("mistakes", "other_ways"):
            for number, way in enumerate(getattr(script, section)):
                place: Place = (section, number, "edits")
                try:
                    edited(script.walkthrough, way.edits)
                except NoSuchStep as absent:
                    yield self._absent((*place, absent.edit), absent, way.name)
                yield from self._edits(place, way.edits)

    def _absent(self, place: Place, absent: NoSuchStep, way: str) -> Problem:
        """A step that an edit names and that is not there. Edits that a script adds to those of a
        way that was brought come behind these."""
        told = self.unknown(place, "步骤", absent.called, absent.known)
        is_of_own_fragment = self.layout.brought(place).source is not None
        if (brought := self.layout.brought_by(place[:2])) and not is_of_own_fragment:
            mend = (
                f'edits 接在 {brought} 带出的后面；要整个换掉，在那里写 less = ["{way}"]，另写一项'
            )
            return replace(told, mend=f"{told.mend}；{mend}" if told.mend else mend)
        return told

    def _leaving_out(self, place: Place, name: str) -> str:
        """How the second way of a name is put right: one that was brought has no name to change."""
        if not (brought := self.layout.brought_by(place)):
            return "请改成不同的名称"
        known = library(self.layout.script)
        ways = entries({**known.calls, **known.items}[brought].sections.get(str(place[0])))
        by = next((each.get("when", "") for each in ways if called(each) == name), "")
        asked = f"删去那里的参数 {by}，或者" if by else "在那里"
        return (
            f'是 {brought} 带出的，请{asked}写 less = ["{name}"]；两样都要的，另写一项，换一个名称'
        )

    def _edits(self, place: Place, edits: Sequence[Edit]) -> Iterator[Problem]:
        done = {step.called: step.do for step in self.script.walkthrough}
        for number, edit in enumerate(edits):
            if step := edit.insert or edit.step:
                done[step.called] = step.do
                yield from self._step((*place, number), step)
            elif edit.alter in done:
                yield from self._form((*place, number), done[edit.alter], edit.form)
                yield from self._confirm((*place, number), done[edit.alter], edit.confirm or ())

    def _step(self, place: Place, step: Step) -> Iterator[Problem]:
        if step.do not in OPERATIONS:
            yield self.unknown((*place, "do"), "操作", step.do, OPERATIONS)
        yield from self._form(place, step.do, step.form)
        yield from self._confirm(place, step.do, step.confirm)

    def _confirm(self, place: Place, do: str, confirm: Sequence[str]) -> Iterator[Problem]:
        known = OPERATIONS[do].declared.cautions if do in OPERATIONS else confirm
        for name in confirm:
            if name not in known:
                yield self.unknown((*place, "confirm"), "提醒", name, known)

    def _form(self, place: Place, do: str, form: Mapping[str, Any]) -> Iterator[Problem]:
        known = OPERATIONS[do].model_fields if do in OPERATIONS else form
        for name, value in form.items():
            here = (*place, "form", name)
            if name not in known:
                yield self.unknown(here, "填写项", name, known)
            if (do, name) == (SAY, TOPIC) and value and "$" not in str(value):
                yield from self._topic(here, str(value))
            elif do in OPERATIONS and name in known and not is_open(value):
                yield from self._coded(here, do, name, value)
            yield from self.bare(here, value)

    def _coded(self, place: Place, do: str, name: str, value: Any) -> Iterator[Problem]:
        """What is wrong with a code; what else a field may take the system says, when it is played."""
        coded = {field.name for field in OPERATIONS[do].form() if field.codes}
        if name in coded and (wrong := impossible_in_event(do, name, value, self.own)):
            yield self.at(place, wrong)

    def _topic(self, place: Place, topic: str) -> Iterator[Problem]:
        if topic not in self.topics:
            yield self.unknown(place, "话题", topic, self.topics)

    def _mentioned_steps(self) -> Iterator[Problem]:
        """Steps that are mentioned by name and must exist."""
        called = [step.called for step in self.script.walkthrough]
        for number, group in enumerate(self.script.independent):
            for name in sorted(set(group) - set(called)):
                yield self.unknown(("independent", number), "步骤", name, called)
        for number, each in enumerate(self.script.harmless):
            if not (each.usual or fnmatch.filter(called, each.step)):
                yield self.unknown(("harmless", number, "step"), "步骤", each.step, called)

    def _mentioned(self) -> Iterator[Problem]:
        """Ways, rules and operations that are mentioned by name and must exist."""
        script = self.script
        for section in ("mistakes", "other_ways"):
            names = [way.name for way in getattr(script, section)]
            for number, name in enumerate(names):
                if name in names[:number]:
                    what, mend = (
                        f"名称“{name}”用了不止一次",
                        self._leaving_out((section, number), name),
                    )
                    yield self.at((section, number, "name"), what, mend)
        worked = {way.name for way in script.other_ways}
        for number, other in enumerate(script.alternatives):
            if other.name not in worked and not self.gaps.of("other_ways"):
                mend = f"请在 other_ways 写一条 name = “{other.name}”"
                yield self.at(("alternatives", number), "没有演示这一结果的做法", mend)
        red = {each.id for _, each in scored(script) if isinstance(each, Scored) and each.red_line}
        for number, mistake in enumerate(script.mistakes):
            for name in sorted(set(mistake.red_lines) - red):
                yield self.unknown(("mistakes", number, "red_lines"), "红线", name, red)
        for number, each in enumerate(script.harmless):
            if each.do not in ("*", *OPERATIONS):
                yield self.unknown(("harmless", number, "do"), "操作", each.do, OPERATIONS)
