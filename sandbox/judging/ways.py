"""Other ways through a case, right and wrong, told as what is done otherwise than in the right way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_systems.fields import FormField
from mock_systems.operation import OPERATIONS
from mock_systems.sentence import Official, Sentence
from sandbox.judging.labels import InForms, names_in
from scenarios.casting.names import UnknownName
from scenarios.playing.edits import place
from scenarios.playing.rehearse import Rehearsal
from scenarios.reading.ways import Edit, Step, Way


@dataclass(frozen=True, slots=True)
class WayView:
    """Another way through the case, as changes of the right way; a mistake `lost` points by it."""

    title: str
    edits: Sequence[str]
    lost: int = 0
    red_lines: Sequence[str] = ()


def ways_of(right: Rehearsal) -> tuple[list[WayView], list[WayView]]:
    """The other right ways, and the mistakes with what they cost."""
    script, key = right.stage.script, right.stage.compiled
    expected = [each for outcome in key["alternatives"] for each in outcome["expect"]]
    titles = {each["id"]: each["title"] for each in (*key["rules"], *expected)}
    others = [WayView(way.title, _edits(right, way)) for way in script.other_ways]
    mistakes = [
        WayView(way.title, _edits(right, way), way.lost, [titles[id] for id in way.red_lines])
        for way in script.mistakes
    ]
    return others, mistakes


def _edits(right: Rehearsal, way: Way) -> list[str]:
    telling = _Telling(right, way)
    return [telling.edit(edit) for edit in way.edits]


class _Telling:
    """Edits of the right way told in words: steps by their number and title."""

    def __init__(self, right: Rehearsal, way: Way) -> None:
        self._steps = right.stage.script.walkthrough
        self._names = right.moments[-1].names
        self._wording = InForms(names_in(list(right.changes())))
        put_in = [step for edit in way.edits for step in (edit.insert, edit.step) if step]
        self._put_in = {step.called: step for step in put_in}

    def edit(self, edit: Edit) -> str:
        """One edit."""
        beside = self._beside(edit)
        if edit.insert:
            return Sentence("在{place}多做{step}", place=beside, step=self._quoted(edit.insert))
        if edit.move:
            return Sentence("{step}移到{place}", step=self._step(edit.move), place=beside)
        if edit.replace and edit.step:
            other = self._quoted(edit.step)
            return Sentence("{step}换成{other}", step=self._step(edit.replace), other=other)
        if edit.drop:
            return Sentence("漏做{step}", step=self._step(edit.drop))
        altered, told = self._steps[place(self._steps, edit.alter)], self._step(edit.alter)
        if edit.form:
            pairs = self._filled(altered.do, edit.form)
            told = Sentence("{step}改填{pairs}", step=told, pairs=pairs)
        return told if edit.confirm is None else _confirming(told, edit.confirm)

    def _beside(self, edit: Edit) -> str:
        if edit.before:
            return Sentence("{step}之前", step=self._step(edit.before))
        return Sentence("{step}之后", step=self._step(edit.after)) if edit.after else ""

    def _step(self, called: str) -> str:
        if called in self._put_in:
            return Sentence("“{title}”", title=_title(self._put_in[called]))
        number = place(self._steps, called)
        title = _title(self._steps[number])
        return Sentence("第{number}步“{title}”", number=number + 1, title=title)

    def _quoted(self, step: Step) -> str:
        told = Sentence("“{title}”", title=_title(step))
        if step.form:
            pairs = self._filled(step.do, step.form)
            told = Sentence("“{title}”（{pairs}）", title=_title(step), pairs=pairs)
        return _confirming(told, step.confirm) if step.confirm else told

    def _filled(self, do: str, form: Mapping[str, Any]) -> str:
        fields = [field for field in OPERATIONS[do].form() if field.name in form]
        pairs = [(field.label, self._value(field, form[field.name])) for field in fields]
        told = tuple(Sentence("{label}：{value}", label=label, value=v) for label, v in pairs)
        return Sentence("{all}", all=told)

    def _value(self, field: FormField, value: Any) -> str:
        """What is filled in; a record that only this way makes is told by the step it comes from."""
        try:
            return self._wording.typed(field, self._names.fill(value))
        except UnknownName as unknown:
            return Sentence("{step}所办的", step=self._step(unknown.name.partition(".")[0]))


def _confirming(told: str, codes: Sequence[str]) -> str:
    """What is done, and which of the cautions it meets are confirmed."""
    if not codes:
        return Sentence("{step}，不确认提醒", step=told)
    return Sentence("{step}，确认提醒 {codes}", step=told, codes=tuple(codes))


def _title(step: Step) -> str:
    return Official(OPERATIONS[step.do].declared.title)
