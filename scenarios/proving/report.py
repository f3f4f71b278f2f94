"""What checks, rehearsals and proofs found, as people read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from grader.words import moment
from mock_systems.codes import CodeList
from mock_systems.kinds import Kind
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES
from mock_systems.wording import Wording
from mock_systems.world import Change
from scenarios.casting.places import scored
from scenarios.playing.rehearse import Played, Rehearsal
from scenarios.playing.side_effects import SideEffect, side_effects
from scenarios.playing.why_not import confirmed, undone, why_not
from scenarios.proving.meant import is_same_in_all
from scenarios.proving.mutants import Mutant
from scenarios.proving.proof import CaseProof, Fault, Survivor, ranges
from scenarios.reading.origins import Layout
from scenarios.reading.script import CaseScript
from scenarios.reading.written import drew, line, value

MOST_SHOWN = 60
"""How many kinds of survivors of a case are listed."""


class InScripts(Wording):
    """As a script writes it: a code with its label, all else as it stands."""

    nothing = "空"

    def code(self, codes: CodeList, code: str) -> str:
        return f"{code} {codes.label(code)}"

    def plain(self, kind: Kind, value: Any) -> str:
        return str(value)


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
    yield f"{proof.loaded.script.id}：{verdict}，{proof.variants} 个变式，{proof.mutants} 个变异"
    harmless = sum(proof.harmless.values())
    yield (
        f"  失分 {proof.caught}，被系统拦住 {proof.stopped}，声明无害 {harmless}"
        f"（本案自己声明的 {proof.own_harmless / max(proof.mutants, 1):.0%}），"
        f"漏网 {len(proof.survivors)}；不该扣分的变化逐一试了 {proof.benign} 种"
    )
    if is_same_in_all(proof.loaded.script):
        yield "  各变式变的只是人物：标准做法填的、应有结果要的都一样，练过的就是赛场上的，可以让答案也随变式而变"
    for name in sorted(proof.undoable):
        title = OPERATIONS[name].declared.title
        yield f"  没有造出 refused 变异：故事里没有人有“{title}”（{name}）要填的记录"
    yield from (f"  · {fault}" for fault in proof.faults)
    yield from _survivors(proof)


def _survivors(proof: CaseProof) -> Iterator[str]:
    """What cost nothing, those together that one line declares harmless, which is given."""
    alike: dict[str, list[Survivor]] = {}
    for each in proof.survivors:
        alike.setdefault(_declaration(each.mutant), []).append(each)
    for declaration, survivors in list(alike.items())[:MOST_SHOWN]:
        mutant, variants = survivors[0].mutant, sorted({each.variant for each in survivors})
        more = len({str(each.mutant) for each in survivors}) - 1
        what = f"漏网：{mutant}{f'，另有同样的 {more} 种' if more else ''}"
        place = ("walkthrough", _number(proof.loaded.script, mutant))
        where = filter(None, (f"变式{ranges(variants)}", drew(proof.drew.get(mutant.of, {}))))
        yield f"  · {proof.told(Fault(place, what), '，'.join(where))}"
        yield f"    {declaration}"
    if len(alike) > MOST_SHOWN:
        yield f"  · 另有 {len(alike) - MOST_SHOWN} 种漏网变异未列出"
    if alike:
        yield "  办法：为它写一项期望或规则，或在 harmless 中写明为什么不该扣分、在 independent 中写明次序无关，可复制所附的一行"


def _number(script: CaseScript, mutant: Mutant) -> int:
    """Which step was spoiled: another one may say the same."""
    return next(n for n, step in enumerate(script.walkthrough) if step is mutant.step)


def _declaration(mutant: Mutant) -> str:
    """The line by which a script would say that a mutant, and others like it, need not cost."""
    if mutant.kind == "swap":
        return f"independent {value([mutant.step.called, mutant.other]).as_string()}"
    said = {"mutants": [mutant.kind], "step": mutant.step.called, "field": mutant.field}
    said |= {"other": _which(mutant), "reason": ""}
    return (
        f"harmless    {line({key: each for key, each in said.items() if each or key == 'reason'})}"
    )


def _which(mutant: Mutant) -> str:
    """The state it leads to, or the one person it is done for, whose name differs by variant; else
    whichever there is."""
    if mutant.kind == "refused":
        return f"*{mutant.other[mutant.other.rindex('（') :]}"
    return mutant.other if mutant.kind == "move" else ""


def told(rehearsal: Rehearsal, layout: Layout) -> str:
    """The log of a rehearsal with what each step made known and changed, then all side effects and,
    once more, the steps that were not done, each at its place in the file."""
    lines = [line for played in rehearsal.played for line in _step(played)]
    return "\n".join([*lines, *_side_effects(rehearsal), *_undone(rehearsal, layout)])


def _step(played: Played) -> Iterator[str]:
    if played.event is None:
        yield f"  —  {played.step.called}（{played.step.do}）填不出来：{why_not(played)}"
        return
    title = OPERATIONS[played.step.do].declared.title
    mark = "✓" if played.accepted else f"✗ {played.event['reason']}"
    yield f"{played.event['seq']:>3}  {moment(played.event['at_ms'])}  {title}（{played.step.do}）{mark}"
    for heading, values in (("填写", played.event["data"]), ("内容", played.event["facts"])):
        pairs = "，".join(f"{k}={v}" for k, v in values.items() if v not in ("", None, []))
        yield from [f"       {heading} {pairs}"] if pairs else []
    said = [*played.event["message"].splitlines(), *filter(None, [confirmed(played)])]
    yield from (f"       {line}" for line in said)
    yield from (f"       › {told_change(change)}" for change in played.changes)


def told_change(change: Change) -> str:
    """A change with every column by label and name, one that became empty too."""
    record = TABLES[change.table]
    before, after = change.before or {}, change.after
    names = [name for name in after if name != record.key_name()]
    changed = [name for name in names if (before.get(name) or "") != (after[name] or "")]
    told, wording = [], InScripts()
    for name in changed:
        was = f"{wording.told(record, name, before.get(name))} → " if change.before else ""
        label = record.facts(name)["label"]
        told.append(f"{label} {name}：{was}{wording.told(record, name, after[name])}")
    return f"{record.title} {change.table} {change.key}　{'；'.join(told)}"


def _undone(rehearsal: Rehearsal, layout: Layout) -> Iterator[str]:
    """The steps that were not done, but for those that only wait for another."""
    steps = enumerate(rehearsal.played)
    left = [(number, each) for number, each in steps if not (each.accepted or each.waits_for)]
    if left:
        yield f"\n没有办成的步骤，共 {len(left)} 步："
    for number, each in left:
        yield f"  {layout.problem(('walkthrough', number), undone(each))}"


def _side_effects(rehearsal: Rehearsal) -> Iterator[str]:
    """Every change that is neither expected nor allowed, with lines to paste."""
    found = side_effects(rehearsal)
    if found:
        yield f"\n没有写在应有结果、也没有列为允许的变动，共 {len(found)} 条；每条二选一，复制到脚本中："
    script, pasted = rehearsal.stage.script, set[str]()
    taken = {each.id for _, each in scored(script)}
    for each in found:
        columns = "、".join(each.columns)
        yield f"  第{each.seq}步  {TABLES[each.table].title} {each.table} {each.key}：{columns}"
        without_id = each.expected("")
        if each.each and without_id in pasted:
            yield "    同上：一行说明整个列表"
        else:
            ids = (f"{each.table}_{n}" if n > 1 else each.table for n in count(1))
            taken.add(id := next(id for id in ids if id not in taken))
            yield from _lines_to_paste(each, id)
        pasted.add(without_id)


def _lines_to_paste(found: SideEffect, id: str) -> Iterator[str]:
    if unsaid := [name for name in found.columns if name not in found.fields]:
        yield f"    {'、'.join(unsaid)} 各变式的值不同，要写进 expect 的请自己写"
    if expected := found.expected(id):
        yield f"    expect  {expected}"
    yield f"    allowed {found.allowed or '说不出是谁的记录，这里不给可抄的行'}"
