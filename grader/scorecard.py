"""The scorecard: every mark of an attempt with its evidence, as plain JSON.

`mark` is a function of its two documents alone: the same inputs give the same bytes. The machine's
marks are never edited; rulings stand in front of them (see `rulings`).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from grader import score
from grader.check import sound
from grader.events import FORMAT, Attempt, Log
from grader.expectations import Alternative, Expectation
from grader.explain import Lost, explained
from grader.findings import Finding, Reason
from grader.outcomes import assessed, unasked
from grader.reading import Malformed, inside
from grader.records import Records, touched
from grader.rules import Rule
from grader.rulings import state, totals
from grader.script import Script, ServiceMark, SideEffects

VERSION = "1.6.0"
"""Raised whenever the same inputs, rulings among them, would give other bytes."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

Scorecard = dict[str, Any]


class Mark(NamedTuple):
    """What one expectation, rule or service mark gives, between `least` and `worth`."""

    id: str
    group: str
    part: str
    word: str
    title: str
    basis: str
    worth: int
    least: int
    red_line: bool = False
    findings: Sequence[Finding] = ()
    source: Rule | Expectation | None = None
    levels: Sequence[str] = ()

    @property
    def earned(self) -> int:
        """What its findings give together."""
        return sum(finding.earned for finding in self.findings)

    @property
    def breached(self) -> bool:
        """Whether it is a red line that was crossed."""
        return self.red_line and any(finding.breached for finding in self.findings)

    def as_dict(self, log: Log, script: Script, *, why: bool) -> dict[str, Any]:
        """Plain JSON; if asked `why`, with an explanation beside every finding that is not met."""
        plain = self._asdict()
        del plain["source"]
        plain |= {"levels": list(self.levels), "earned": self.earned, "breached": self.breached}
        plain["state"] = state(plain)
        plain["findings"] = [
            {
                **finding.as_dict(),
                "explanation": self._explained(finding, log, script) if why else None,
            }
            for finding in self.findings
        ]
        return plain

    def _explained(self, finding: Finding, log: Log, script: Script) -> dict[str, Any] | None:
        if finding.met:
            return None
        basis = f"{self.basis and f'{self.basis} · '}{self.title} · 脚本 v{script.version}"
        lost = Lost(finding, self.source, log, script)
        return explained(lost, finding.worth, finding.earned, basis)


def read_script(script: Mapping[str, Any]) -> Script:
    """A compiled script, read once to mark many attempts; `Malformed` where it cannot be,
    or where its points contradict each other."""
    return inside({"script": script}, "script", sound)


def mark(
    attempt: Mapping[str, Any], script: Mapping[str, Any] | Script, *, why: bool = True
) -> Scorecard:
    """The scorecard of an attempt (docs/architecture.md › The scorecard), explanations included but
    for who only wants the points, and so does not ask `why`.

    Raises `Malformed` where a document cannot be read, the script contradicts itself or the two do not
    belong together.
    """
    work = inside({"attempt": attempt}, "attempt", Attempt.read)
    key = script if isinstance(script, Script) else read_script(script)
    _check_pair(work, key)
    records = touched(work.changes)
    rules = [_of_rule(rule, work.log) for rule in key.rules]
    outcomes = {each.name: _outcome(each, key, records) for each in key.alternatives}
    gained = _sum(rules)
    best = max(outcomes, key=lambda name: _counts(outcomes[name], gained, key.ceiling))
    marks = [*outcomes[best], *rules, *(_of_service(each, work.log) for each in key.service)]
    plain = [each.as_dict(work.log, key, why=why) for each in marks]
    return {
        **_head(work, key),
        "alternative": best,
        "alternatives": [
            {"name": each.name, "title": each.title, "earned": _sum(outcomes[each.name])}
            for each in key.alternatives
        ],
        "marks": plain,
        **totals(plain, key.groups, key.ceiling),
    }


def canonical(value: Any) -> str:
    """The one spelling of plain JSON values, so of a scorecard: sorted keys, no blanks, characters
    as they are."""
    return _ENCODER.encode(value)


def _head(work: Attempt, key: Script) -> dict[str, Any]:
    """What was marked, by what."""
    return {
        "format": FORMAT,
        "grader": VERSION,
        "attempt": work.attempt,
        "case": key.case,
        "title": key.title,
        "version": key.version,
        "variant": key.variant,
        "script_hash": key.script_hash,
        "population_hash": work.population_hash,
        "last_hash": work.last_hash,
        "sealed_ms": work.sealed_ms,
        "total": key.total,
        "ceiling": key.ceiling,
    }


def _check_pair(work: Attempt, key: Script) -> None:
    if (work.case, work.variant) != (key.case, key.variant):
        raise Malformed(
            "script",
            f"脚本是 {key.case} 变式 {key.variant}，作答是 {work.case} 变式 {work.variant}",
            "请给出同一案例、同一变式的脚本",
        )


def _sum(marks: Sequence[Mark]) -> int:
    return sum(each.earned for each in marks)


def _counts(outcome: Sequence[Mark], gained: int, ceiling: int) -> tuple[int, int]:
    """What an alternative comes to, beside what rules gained, once its red lines are confirmed;
    then what it earns itself, for where that is equal."""
    own = _sum(outcome)
    earned = score.total((own, gained))
    limited = min(earned, ceiling) if any(each.breached for each in outcome) else earned
    return limited, own


def _outcome(alternative: Alternative, key: Script, records: Records) -> list[Mark]:
    """The marks of one alternative: its expectations, then what nobody asked for."""
    marks = [_of_expectation(wanted, assessed(wanted, records)) for wanted in alternative.expect]
    found = unasked(alternative, key.allowed, records)
    return [*marks, _of_side_effects(key.side_effects, found)]


def _of_side_effects(priced: SideEffects, found: Sequence[Finding]) -> Mark:
    kind = "side_effects"
    return Mark(
        kind,
        priced.group,
        kind,
        kind,
        "未要求的变动",
        "",
        worth=0,
        least=-priced.cap,
        findings=score.charged(priced.penalty, priced.cap, found),
    )


def _of_expectation(wanted: Expectation, found: Sequence[Finding]) -> Mark:
    costs = wanted.word == "unchanged"
    return Mark(
        wanted.id,
        wanted.group,
        "outcome",
        wanted.word,
        wanted.title,
        wanted.basis,
        worth=wanted.worth,
        least=-wanted.cap if costs else 0,
        red_line=wanted.red_line,
        findings=score.charged(wanted.penalty, wanted.cap, found) if costs else found,
        source=wanted,
    )


def _of_rule(rule: Rule, log: Log) -> Mark:
    found = rule.findings(log)
    if rule.earns:
        found = score.credited(rule, found or [rule.absence(log)])
    else:
        found = score.charged(rule.penalty, rule.cap, found)
    return Mark(
        rule.id,
        rule.group,
        "rule",
        rule.word,
        rule.title,
        rule.basis,
        worth=rule.points if rule.earns else 0,
        least=0 if rule.earns else -rule.cap,
        red_line=rule.red_line,
        findings=found,
        source=rule,
    )


def _of_service(judged: ServiceMark, log: Log) -> Mark:
    """What judges are asked for; of an attempt that nobody touched there is nothing to ask."""
    untouched = Finding("service", Reason.UNTOUCHED).priced(judged.points, 0)
    return Mark(
        judged.id,
        judged.group,
        "service",
        "service",
        judged.title,
        judged.basis,
        worth=judged.points,
        least=0,
        findings=() if log.events else (untouched,),
        levels=judged.levels if log.events else (),
    )
