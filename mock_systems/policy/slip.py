"""The slip: a calculation as an office prints it, as plain text and as JSON.

Results are written as their keys are (money as yuan with two places), so they read back as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mock_systems.policy.calculation import Calculation, Working
from mock_systems.policy.keys import Value, keys
from mock_systems.policy.load import regions
from mock_systems.policy.parameter import Status, Used
from mock_systems.policy.rule import PolicyRule
from mock_systems.sentence import Sentence

STATUS: Mapping[Status, str] = {"reviewed": "已核", "unverified": "待核", "simulated": "仿真"}
DOUBTFUL = {
    "unverified": "含待核数值：尚未与文件原文核对，不得作为实际办理依据。",
    "simulated": "含仿真数值：由本系统拟定，不是任何地区的实际标准。",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A fact or result on the slip: its key, its label, and its value as text."""

    key: str
    label: str
    text: str
    said: str = ""
    """How people say it, where that differs: labels of codes, money with its thousands."""


@dataclass(frozen=True)
class Slip:
    """One rule worked out for some facts, on a day, in a region."""

    rule: PolicyRule[...]
    given: Mapping[str, Value]
    on: date
    region: str
    calculation: Calculation

    @property
    def place(self) -> str:
        """The region in words."""
        return regions().get(self.region, self.region)

    @property
    def asked(self) -> Mapping[str, Value]:
        """What was asked, defaults included."""
        return {f.key.name: self.given.get(f.key.name, f.default) for f in self.rule.facts}

    @property
    def facts(self) -> Sequence[Line]:
        """What was asked, in lines."""
        return [_line(name, value) for name, value in self.asked.items()]

    @property
    def results(self) -> Sequence[Line]:
        """What came of it."""
        return [_line(name, value) for name, value in self.calculation.value.items()]

    @property
    def used(self) -> Sequence[Used]:
        """Every parameter it used, once, in order."""
        return list(dict.fromkeys(used for step in self.calculation.steps for used in step.used))

    @property
    def doubts(self) -> Sequence[str]:
        """What must be said of figures and rows that are not reviewed, and of what may still change."""
        found = {used.status for used in self.used}
        figures = [Sentence(told) for status, told in DOUBTFUL.items() if status in found]
        steps = [step.doubt for step in self.calculation.steps if step.doubt]
        return [*figures, *dict.fromkeys(steps)]


def work_out(rule: PolicyRule[...], given: Mapping[str, Value], on: date, region: str) -> Slip:
    """The slip of a rule for facts by key."""
    return Slip(rule, given, on, region, rule.calculate(given, on, region))


def as_text(slip: Slip) -> str:
    """The slip as plain text."""
    return "\n".join(_lines(slip))


def as_json(slip: Slip) -> dict[str, Any]:
    """The slip as plain JSON values."""
    return {
        "rule": slip.rule.name,
        "number": slip.rule.number,
        "title": slip.rule.title,
        "basis": slip.rule.basis,
        "on": slip.on.isoformat(),
        "region": slip.region,
        "facts": {name: _plain(name, value) for name, value in slip.asked.items()},
        "value": {name: _plain(name, value) for name, value in slip.calculation.value.items()},
        "steps": [_step(step) for step in slip.calculation.steps],
        "doubts": [str(doubt) for doubt in slip.doubts],
        "simulated": "仿真数据",
    }


def _line(name: str, value: Value) -> Line:
    key = keys()[name]
    return Line(name, key.label, key.write(value), "" if value is None else key.kind.said(value))


def _lines(slip: Slip) -> Iterator[str]:
    yield f"{slip.rule.title}（{slip.rule.name}，{slip.rule.number}）  仿真数据"
    yield f"日期 {slip.on}  地区 {slip.place}"
    yield f"依据 {slip.rule.basis}"
    if slip.facts:
        yield from ("", "条件", *map(_told, slip.facts))
    yield from ("", "步骤")
    for number, step in enumerate(slip.calculation.steps, 1):
        yield from _step_lines(number, step)
    yield from ("", "结果", *map(_told, slip.results))
    yield from ("", *slip.doubts) if slip.doubts else ()


def _told(line: Line) -> str:
    echoed = line.said and keys()[line.key].kind.echoed
    said = f"（{line.said}）" if echoed else ""
    return f"  {line.key} {line.label} = {line.text or '无'}{said}"


def _step_lines(number: int, step: Working) -> Iterator[str]:
    formula = f"：{step.formula}" if step.formula else ""
    rounding = f"（{step.rounding}）" if step.rounding else ""
    status = f"【{STATUS[step.status]}】" if step.status else ""
    basis = f"〔{step.basis}〕{status}" if step.basis else status
    yield f"  {number}. {step.title}{formula} → {step.result}{rounding}{basis}"
    for used in step.used:
        yield f"     {used.id} = {used.value:f}，自 {used.since}，{used.source}【{STATUS[used.status]}】"


def _step(step: Working) -> dict[str, Any]:
    return {
        "rule": step.rule,
        "title": step.title,
        "formula": step.formula,
        "inputs": dict(step.inputs),
        "result": step.result,
        "rounding": step.rounding,
        "basis": step.basis,
        "status": step.status,
        "parameters": [
            {
                "id": used.id,
                "label": used.label,
                "unit": used.unit,
                "region": used.region,
                "value": f"{used.value:f}",
                "from": used.since.isoformat(),
                "source": str(used.source),
                "status": used.status,
            }
            for used in step.used
        ],
    }


def _plain(name: str, value: Value) -> Any:
    """A value as JSON says it: flags and counts as they are, all else as text."""
    return None if value is None else keys()[name].kind.plain(value)
