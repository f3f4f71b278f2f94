"""Benign variations: the right way as other clerks go it, who are no worse for that.

One talks more or looks more often, finds somebody by another number, accepts what may be decided at
once, is slower or faster, takes looks, courtesies or explanations the other way round, writes a notice in
words of their own, corrects at once (`scenarios.proving.otherwise`), is thorough (`scenarios.proving.thorough`). All keep full points, or what they lose is policy and says so (`Scored.policy`).
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.findings import Reason
from mock_systems.records import TABLES
from mock_systems.relied import taking_note
from scenarios.casting.places import expected, scored
from scenarios.casting.spread import root
from scenarios.playing.marking import Mark, Marked, excepting
from scenarios.playing.rehearse import Rehearsal, rehearse
from scenarios.playing.side_effects import side_effects
from scenarios.proving.otherwise import otherwise
from scenarios.proving.proof import CaseProof, Fault
from scenarios.proving.thorough import thorough
from scenarios.proving.variations import PACES, SLOW, Benign, variations
from scenarios.reading.marks import Scored
from scenarios.reading.points import points_text
from scenarios.reading.ways import Step
from scenarios.reading.written import line

ALL_OF_IT = "又多说、又多看、换了次序、又慢"
THOROUGH = "又多问、又多核、又多看"
HANDFUL = 8
"""How many things that are done besides are tried in one way."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A mark that is lost by doing something otherwise: by what, the way so gone, and by how many
    other things it is lost, too."""

    what: str
    way: Rehearsal
    mark: Mark
    others: int = 0

    @property
    def id(self) -> str:
        """What the script calls the mark."""
        return root(str(self.mark["id"]))


def charged(main: Rehearsal, proof: CaseProof) -> Iterator[Fault]:
    """What benign variations of a right way lose that is no policy. In the base story each is tried
    on its own."""
    if Marked(main).broken:
        return
    script, alone = main.stage.script, not (main.stage.variant or main.stage.pinned)
    policies = {e.id for _, e in scored(script) if isinstance(e, Scored) and e.policy}
    with taking_note():  # Kept from the proof: whoever calculates besides rests it on no figure.
        every = [*variations(main), *otherwise(main)]
        see = proof.freed.see
        lost = [*losses(main, every, alone=alone, known=policies | proof.charged, see=see)]
        if alone:
            known = policies | proof.charged | {each.id for each in lost}
            lost += losses(main, [*thorough(main)], alone=False, known=known, as_=THOROUGH, see=see)
    proof.benign += len(every) if alone else 0
    for loss in lost:
        if loss.id in policies:
            proof.policies.add(loss.id)
        else:
            proof.charged.add(loss.id)
            yield _fault(loss)


def _fault(loss: Loss) -> Fault:
    mark, script = loss.mark, loss.way.stage.script
    cost = points_text(mark["worth"] - mark["earned"])
    what = f"{loss.what}，并没有做错，“{mark['title']}”却扣 {cost} 分"
    what += "，还触及红线" if mark["breached"] else ""
    what += f"，另有 {loss.others} 种做法也是" if loss.others else ""
    place = next((place for place, each in scored(script) if each.id == loss.id), ())
    mend = f"{excepting(script, loss.id) or '请把这一项改宽'}；政策确实要这样的，写明 basis 和 policy = true"
    if one := _one_of_two(loss):
        mend = f"另有一件也合这一项：请写 {one}；政策确实要这样的，写明 basis 和 policy = true"
    if not place:  # what was not asked for, which is no mark of the script's own
        lines = "，".join(each.allowed for each in side_effects(loss.way))
        place = ("allowed",)
        mend = (
            f"请在 allowed 写 {lines}；政策确实不许的，另写 never 规则，写明 basis 和 policy = true"
        )
    return Fault(place, what, mend, loss.id)


def _one_of_two(loss: Loss) -> str:
    """The line by which an expectation is of the record in its own state alone, where a second one of
    its kind was what cost; empty where it was not."""
    if not any(each["reason"] == Reason.CREATED_DOUBLED for each in loss.mark["findings"]):
        return ""
    wanted = next(e for _, e in expected(loss.way.stage.script) if e.id == loss.id)
    moves = TABLES[wanted.table].moves
    fields = {each.name: each.value for each in wanted.fields}
    state = fields.get(moves.column) if moves else None
    return line({"id": loss.id, "where": {moves.column: state}}) if moves and state else ""


def losses(
    main: Rehearsal,
    every: Sequence[Benign],
    *,
    alone: bool,
    known: Container[str] = (),
    as_: str = ALL_OF_IT,
    see: Callable[[Rehearsal], object] = id,
) -> Sequence[Loss]:
    """What `every` benign variation of a right way loses, once for each mark. All are tried at once; each on
    its own where that cannot be done or costs more than the marks that are `known` to be lost, and
    wherever they are to be tried `alone`. `see` is shown all of those ways."""
    together = all_of_it(main, every)
    if together:
        see(together)
    lost = [Loss(as_, together, mark) for mark in Marked(together).broken] if together else []
    found: dict[str, list[Loss]] = defaultdict(list)
    if alone or together is None or any(each.id not in known for each in lost):
        for each in _suspects(main, every, see):
            way = _gone(main, [each])
            if _amiss(way, [each]):
                continue
            see(way)
            for mark in Marked(way).broken:
                loss = Loss(each.what, way, mark)
                found[loss.id].append(loss)
    for loss in lost:
        found.setdefault(loss.id, [loss])
    return [replace(first, others=len(others)) for first, *others in found.values()]


def _suspects(
    main: Rehearsal, every: Sequence[Benign], see: Callable[[Rehearsal], object]
) -> Sequence[Benign]:
    """What may lose something on its own. What is only done besides goes by the handful first: where
    all of one goes as it should and costs nothing, none of it would alone, and `see` is shown that."""
    besides = [each for each in every if each.more]
    many = len(besides) // HANDFUL + 1
    cleared = set[int]()
    for first in range(many):
        handful = besides[first::many]
        way = _gone(main, handful)
        if not _amiss(way, handful) and not Marked(way).broken:
            see(way)
            cleared.update(map(id, handful))
    return [each for each in every if id(each) not in cleared]


def all_of_it(main: Rehearsal, every: Sequence[Benign]) -> Rehearsal | None:
    """As much of it in one way as goes together, but for what the systems refuse; None where a step
    of the right way is refused then."""
    taken: list[Benign] = []
    turned, instead = -1, set[int]()
    for each in every:
        if each.turned and each.at > turned and not _gone(main, [each]).stopped:
            turned = each.at + 1
            taken.append(each)
        elif each.instead and not each.without and each.at not in instead:
            instead.add(each.at)
            taken.append(each)
        elif each.more or each.before or each.pace == PACES[SLOW]:
            taken.append(each)
    way = _gone(main, taken)
    if unfit := _amiss(way, taken):
        taken = [each for each in taken if each not in unfit]
        way = _gone(main, taken)
    return None if _amiss(way, taken) else way


def _amiss(way: Rehearsal, otherwise: Sequence[Benign]) -> Sequence[Benign | None]:
    """What of it did not go as it should, one for each step that did not; None for those of the right way."""
    besides = {id(step): each for each in otherwise for step in (*each.before, *each.more)}
    gone = [(played, besides.get(id(played.step))) for played in way.played]
    return [e for played, e in gone if not (played.asked if e and e.asked else played.accepted)]


def _gone(main: Rehearsal, otherwise: Sequence[Benign]) -> Rehearsal:
    """The right way with some things done otherwise; what is done besides takes no time."""
    slots = [[played.step] for played in main.played]
    for each in otherwise:
        if each.instead:
            slots[each.at][0] = each.instead
        for at in each.without:
            slots[at] = []
    for each in otherwise:
        if each.confirm:
            step = slots[each.at][0]
            confirm = [*dict.fromkeys([*step.confirm, *each.confirm])]
            slots[each.at][0] = step.model_copy(update={"confirm": confirm})
    for each in otherwise:
        if each.pace:
            slots = [[_paced(step, *each.pace) for step in slot[:1]] + slot[1:] for slot in slots]
        slots[each.at] += each.more
    for each in otherwise:
        slots[each.at][:0] = each.before
    for each in otherwise:
        if each.turned:
            slots[each.at : each.at + 2] = slots[each.at + 1], slots[each.at]
    for each in otherwise:
        if each.moved:
            slots.insert(each.at + each.moved, slots.pop(each.at))
    return rehearse(main.stage, [step for slot in slots for step in slot], before=main)


def _paced(step: Step, times: float, more: int) -> Step:
    return step.model_copy(update={"after": int(step.after * times) + more})
