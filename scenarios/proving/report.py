"""What checks, rehearsals and proofs found, as people read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.words import moment
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES
from mock_systems.world import Change
from scenarios.playing.rehearse import Played, Rehearsal
from scenarios.playing.why_not import why_not
from scenarios.proving.prove import CaseProof

SHOWN = 60
"""How many survivors of a case are listed."""


@dataclass(frozen=True, slots=True)
class Report:
    """The proofs of some cases."""

    proofs: Sequence[CaseProof]

    @property
    def proved(self) -> bool:
        return all(proof.proved for proof in self.proofs)

    @property
    def share(self) -> float:
        """The share of mutants that cost points, were stopped, or are declared harmless."""
        made = sum(proof.mutants for proof in self.proofs)
        alive = sum(len(proof.survivors) for proof in self.proofs)
        return (made - alive) / made if made else 0.0

    def __str__(self) -> str:
        total = f"变异捕获率 {self.share:.2%}；{'全部通过' if self.proved else '未通过'}"
        return "\n".join([*(line for proof in self.proofs for line in _told(proof)), total])


def _told(proof: CaseProof) -> Iterator[str]:
    verdict = "通过" if proof.proved else "未通过"
    yield f"{proof.case}：{verdict}，{proof.variants} 个变式，{proof.mutants} 个变异"
    harmless = sum(proof.harmless.values())
    yield (
        f"  失分 {proof.caught}，被系统拦住 {proof.stopped}，声明无害 {harmless}，"
        f"漏网 {len(proof.survivors)}"
    )
    yield from (f"  · {fault}" for fault in dict.fromkeys(proof.faults))
    told = dict.fromkeys(f"{each.mutant}" for each in proof.survivors)
    yield from (f"  · 漏网：{mutant}" for mutant in list(told)[:SHOWN])
    if len(told) > SHOWN:
        yield f"  · 另有 {len(told) - SHOWN} 种漏网变异未列出"
    if told:
        yield "  办法：为它写一项期望或规则，或在 harmless 中写明为什么不该扣分"


def told(rehearsal: Rehearsal) -> str:
    """The log of a rehearsal with the changes each step made."""
    return "\n".join(line for played in rehearsal.played for line in _step(played))


def _step(played: Played) -> Iterator[str]:
    if played.event is None:
        yield f"  —  {played.step.called}（{played.step.do}）填不出来：{why_not(played)}"
        return
    title = OPERATIONS[played.step.do].declared.title
    mark = "✓" if played.accepted else f"✗ {played.event['reason']}"
    yield f"{played.event['seq']:>3}  {moment(played.event['at_ms'])}  {title}（{played.step.do}）{mark}"
    shown = "，".join(f"{name}={value}" for name, value in _entered(played).items())
    yield from [f"       {shown}"] if shown else []
    yield from (f"       {line}" for line in played.event["message"].splitlines())
    yield from (f"       › {_change(change)}" for change in played.changes)


def _entered(played: Played) -> dict[str, Any]:
    entered = played.event["data"] if played.event else {}
    return {name: value for name, value in entered.items() if value not in ("", None, [])}


def _change(change: Change) -> str:
    record = TABLES[change.table]
    before = change.before or {}
    changed = [
        f"{record.facts(name)['label']} {before.get(name, '—')} → {value}"
        for name, value in change.after.items()
        if before.get(name) != value and name != record.key_name() and value not in ("", None)
    ]
    return f"{record.title} {change.key}：{'；'.join(changed)}"
