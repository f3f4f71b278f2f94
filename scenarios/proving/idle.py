"""What a case script says in vain: marks nobody loses, one deed paid for twice, what was declared or
confirmed and never came."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mock_systems.records import TABLES
from scenarios.casting.places import scored
from scenarios.casting.spread import root
from scenarios.playing.marking import Marked
from scenarios.playing.needed import beyond, charged
from scenarios.proving.proof import CaseProof, Fault
from scenarios.reading.marks import Rule, Scored
from scenarios.reading.problems import Place
from scenarios.reading.script import CaseScript
from scenarios.reading.ways import Way

MOST_HARMLESS = 0.25
"""Which share of the mutants a case's own declarations may let pass; shipped cases need at most 0.18."""


def idle(proof: CaseProof, runs: Sequence[Marked]) -> Iterator[Fault]:
    """What is said in vain, where `runs` are the wrong attempts that were tried. What was confirmed
    is told where all else is right: else a step may not have come as far as the caution."""
    script = proof.loaded.script
    found = [*_unlost(script, runs), *_twins(script, runs), *_idle_declarations(proof)]
    found += [*_unmet_values(proof), *_too_much(proof), *_idle_policies(proof)]
    found += _idle_allowances(proof)
    yield from found
    if not found and not proof.found:
        yield from _idle_confirmations(proof)


def _unlost(script: CaseScript, runs: Iterable[Marked]) -> Iterator[Fault]:
    """Marks that no wrong attempt ever lost: they tell right from wrong for nobody."""
    broken = {root(mark["id"]) for run in runs for mark in run.broken}
    for place, each in scored(script):
        if place[0] not in ("expect", "rules") or not isinstance(each, Scored):
            continue
        if each.id not in broken and not each.usual:
            what = f"“{each.title}”（{each.id}）从未失分"
            yield Fault(place, what, "请补一个会失去它的 mistakes，或删去这一项")


def _twins(script: CaseScript, runs: Sequence[Marked]) -> Iterator[Fault]:
    """A rule always broken together with another or with an expectation, without saying so: one
    deed, paid for twice. Of two expectations each is a record of its own."""
    seen: dict[str, set[int]] = defaultdict(set)
    for number, run in enumerate(runs):
        for mark in run.broken:
            seen[root(mark["id"])].add(number)
    for number, rule in enumerate(script.rules):
        others = [*script.rules[number + 1 :], *script.expect]
        for other in others if seen[rule.id] else ():
            further = other.broken_with if isinstance(other, Rule) else ()
            said = other.id in rule.broken_with or rule.id in further
            if seen[rule.id] == seen[other.id] and not said:
                kind = "" if isinstance(other, Rule) else "应有结果 "
                what = f"规则 {rule.id} 与 {kind}{other.id} 总是同时违反"
                yield Fault(("rules", number), what, "请合并，或写明 broken_with")


def _unmet_values(proof: CaseProof) -> Iterator[Fault]:
    """Values of rules that nothing done ever had, right or wrong."""
    for (place, _), (do, _, value) in proof.met.unmet.items():
        rule = proof.loaded.script.rules[int(place[1])].id
        what = f"规则 {rule} 的“{value}”从来没有碰到过：做对、做错，{do} 都没有出现这个值"
        yield Fault(place, what, "请核对写法，补一个会用到它的 mistakes，或删去")


def _idle_declarations(proof: CaseProof) -> Iterator[Fault]:
    """Declared harmless, but no mutant needed it; those of the frame serve other cases too."""
    for number, each in enumerate(proof.loaded.script.harmless):
        if not proof.harmless[each.reason] and not each.usual:
            yield Fault(("harmless", number), f"harmless“{each.reason}”没有用到", "请删去")


def _idle_policies(proof: CaseProof) -> Iterator[Fault]:
    """Marks said to be policy that nobody loses who does nothing else wrong, that want nothing
    beyond what anybody need do and charge for nothing that may be told."""
    for place, each in scored(proof.loaded.script):
        if not isinstance(each, Scored) or not each.policy or each.id in proof.policies:
            continue
        if not (charged(each) or (isinstance(each, Rule) and beyond(proof.loaded.script, each))):
            what = f"“{each.title}”写了 policy，可是没有一种无害的做法会失去它"
            yield Fault((*place, "policy"), what, "请删去 policy")


def _idle_allowances(proof: CaseProof) -> Iterator[Fault]:
    """What is allowed, or a column of it, that nobody needs who does no wrong."""
    for each in proof.freed.idle:
        table = TABLES[proof.loaded.script.allowed[each.number].table]
        what = f"“{table.title}”{f'的 {each.column}' if each.column else '的变动'}"
        mend = "请删去；另一种对的做法要的，补一条 other_ways"
        yield Fault(each.place, f"放行了{what}，没有一种对的做法要它，错办了也不计较", mend)


def _too_much(proof: CaseProof) -> Iterator[Fault]:
    """Declarations of the case's own that let more mutants pass than is likely to be harmless."""
    if proof.own_harmless > MOST_HARMLESS * proof.mutants:
        share = proof.own_harmless / proof.mutants
        what = f"本案自己声明无害的占变异的 {share:.0%}，至多 {MOST_HARMLESS:.0%}"
        yield Fault(("harmless",), what, "请写得窄一些：为该扣分的写规则，次序无关的写 independent")


def _idle_confirmations(proof: CaseProof) -> Iterator[Fault]:
    """Cautions that a step confirms and never met."""
    script = proof.loaded.script
    for number, step in enumerate(script.walkthrough):
        met = proof.warned["walkthrough", step.called]
        yield from _unmet(("walkthrough", number), step.called, step.confirm, met)
    for section in ("other_ways", "mistakes"):
        ways: Sequence[Way] = getattr(script, section)
        for number, way in enumerate(ways):
            for edit in way.edits:
                put = edit.insert or edit.step
                called, confirm = (put.called, put.confirm) if put else (edit.alter, edit.confirm)
                met = proof.warned[section, number, called]
                yield from _unmet((section, number), called, confirm or (), met)


def _unmet(place: Place, called: str, confirm: Sequence[str], met: set[str]) -> Iterator[Fault]:
    for name in confirm:
        if name not in met:
            what = f"步骤 {called} 的 confirm“{name}”没有用到"
            yield Fault(place, what, "系统没有这样提醒过，请删去")
