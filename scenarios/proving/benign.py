"""Benign variations: the right way as other clerks go it, who are no worse for that.

One talks more or looks more often, finds somebody by another number, accepts what may be decided at
once, is slower or faster, takes looks or courtesies the other way round, writes a notice in words of
their own. All keep full points, or what they lose is policy and says so (`Scored.policy`).
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from mock_systems.hall.applications import Accept, IssueResult
from mock_systems.hall.notices import ObtainSignature, PrintNotice
from mock_systems.hall.papers import ViewPaper
from mock_systems.hall.talk import Say
from mock_systems.hall.topics import TOPICS
from mock_systems.operation import LISTED, OPERATIONS, Declaration, Operation
from mock_systems.records import Paper, Record, parties
from mock_systems.relied import taking_note
from scenarios.casting.places import scored
from scenarios.casting.spread import root
from scenarios.playing.marking import Mark, Marked
from scenarios.playing.rehearse import Played, Rehearsal, rehearse
from scenarios.playing.side_effects import side_effects
from scenarios.proving.proof import CaseProof, Fault
from scenarios.reading.marks import Scored
from scenarios.reading.points import points_text
from scenarios.reading.ways import Step

Form = Mapping[str, Any]
WORDS = (
    *(code for code, topic in TOPICS.items() if topic.rank == "courtesy"),
    *("ask_more", "ask_confirm", "hand_back"),
)
"""What may be said at any time: courtesies, and what every clerk asks or says of any matter."""
WORDED = "已按规定办理，请您核对。"
"""What another clerk may write in a notice."""
SLOW = "每步多用60秒"
PACES = {"每步用时减半": (0.5, 0), "每步用时加倍": (2, 0), SLOW: (1, 60)}
"""How fast others are: how many times the seconds of each step, and how many more."""
ALL_OF_IT = "又多说、又多看、换了次序、又慢"
_KIND = "benign "
"""What faults told here begin their kind with, before the mark."""


@dataclass(frozen=True, slots=True)
class Benign:
    """Something done otherwise, and no worse: what that is and at which step of the right way; the
    steps that follow it then, the one in its place, whether it changes places with the next one; the
    pace of all."""

    what: str
    at: int = 0
    more: tuple[Step, ...] = ()
    instead: Step | None = None
    turned: bool = False
    pace: tuple[float, int] | None = None


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
    told = {fault.kind.removeprefix(_KIND) for fault in proof.found}
    with taking_note():  # Kept from the proof: whoever calculates besides rests it on no figure.
        every = [*variations(main)]
        lost = losses(main, every, alone=alone, known=policies | told)
    proof.benign += len(every) if alone else 0
    for loss in lost:
        if loss.id in policies:
            proof.policies.add(loss.id)
        else:
            yield _fault(loss)


def _fault(loss: Loss) -> Fault:
    mark, script = loss.mark, loss.way.stage.script
    cost = points_text(mark["worth"] - mark["earned"])
    what = f"{loss.what}，并没有做错，“{mark['title']}”却扣 {cost} 分"
    what += "，还触及红线" if mark["breached"] else ""
    what += f"，另有 {loss.others} 种做法也是" if loss.others else ""
    place = next((place for place, each in scored(script) if each.id == loss.id), ())
    mend = "请把这一项改宽；政策确实要这样的，写明 basis 和 policy = true"
    if not place:  # what was not asked for, which is no mark of the script's own
        lines = "，".join(each.allowed for each in side_effects(loss.way))
        place = ("allowed",)
        mend = (
            f"请在 allowed 写 {lines}；政策确实不许的，另写 never 规则，写明 basis 和 policy = true"
        )
    return Fault(place, what, mend, f"{_KIND}{loss.id}")


def losses(
    main: Rehearsal, every: Sequence[Benign], *, alone: bool, known: Container[str] = ()
) -> Sequence[Loss]:
    """What `every` benign variation of a right way loses, once for each mark. All are tried at once; each on
    its own where that cannot be done or costs more than the marks that are `known` to be lost, and
    wherever they are to be tried `alone`."""
    together = all_of_it(main, every)
    lost = [Loss(ALL_OF_IT, together, mark) for mark in Marked(together).broken] if together else []
    found: dict[str, list[Loss]] = defaultdict(list)
    if alone or together is None or any(each.id not in known for each in lost):
        for each in every:
            way = _gone(main, [each])
            for mark in () if way.stopped else Marked(way).broken:
                loss = Loss(each.what, way, mark)
                found[loss.id].append(loss)
    for loss in lost:
        found.setdefault(loss.id, [loss])
    return [replace(first, others=len(others)) for first, *others in found.values()]


def variations(main: Rehearsal) -> Iterator[Benign]:
    """What may be done otherwise in a right way. Some of it the systems may refuse where it stands."""
    yield from (Benign(what, pace=pace) for what, pace in PACES.items())
    trials = _trials(main)
    for at, played in enumerate(main.played[:-1]):
        called, next_one = played.step.called, main.played[at + 1]
        for what, step in (*_said(), *_looked(main, at), *_searched(main, at), *trials):
            yield Benign(f"在“{called}”之后{what}", at, (step,))
        if _may_turn(played, next_one):
            what = f"“{called}”与后一步“{next_one.step.called}”颠倒"
            yield Benign(what, at, turned=True)
    for at, played in enumerate(main.played):
        for what, form in (*_reworded(played), *_found_otherwise(main, at)):
            step = played.step.model_copy(update={"form": {**played.step.form, **form}})
            yield Benign(f"“{played.step.called}”{what}", at, instead=step)
        if played.step.do == IssueResult.declared.name:
            yield _accepted(main, played)


def all_of_it(main: Rehearsal, every: Sequence[Benign]) -> Rehearsal | None:
    """As much of it in one way as goes together, but for what the systems refuse; None where a step
    of the right way is refused then."""
    taken: list[Benign] = []
    turned, instead = -1, set[int]()
    for each in every:
        if each.turned and each.at > turned and not _gone(main, [each]).stopped:
            turned = each.at + 1
            taken.append(each)
        elif each.instead and each.at not in instead:
            instead.add(each.at)
            taken.append(each)
        elif each.more or each.pace == PACES[SLOW]:
            taken.append(each)
    added = {id(step): each for each in taken for step in each.more}
    way = _gone(main, taken)
    refused = [added.get(id(played.step)) for played in way.played if not played.accepted]
    if refused:
        way = _gone(main, [each for each in taken if each not in refused])
    return None if way.stopped else way


def _gone(main: Rehearsal, otherwise: Sequence[Benign]) -> Rehearsal:
    """The right way with some things done otherwise; what is done besides takes no time."""
    slots = [[played.step] for played in main.played]
    for each in otherwise:
        if each.instead:
            slots[each.at][0] = each.instead
    for each in otherwise:
        if each.pace:
            slots = [[_paced(first, *each.pace), *more] for first, *more in slots]
        slots[each.at] += each.more
    for each in otherwise:
        if each.turned:
            slots[each.at : each.at + 2] = slots[each.at + 1], slots[each.at]
    return rehearse(main.stage, [step for slot in slots for step in slot], before=main)


def _said() -> Iterator[tuple[str, Step]]:
    for topic in WORDS:
        yield f"说“{TOPICS[topic].label}”", _step(Say, topic=topic)


def _looked(main: Rehearsal, at: int) -> Iterator[tuple[str, Step]]:
    """The looks of the way so far once more, and the papers that lie on the desk."""
    for played in main.played[: at + 1]:
        if _declared(played).reads:
            again = played.step.model_copy(update={"name": "", "after": 0})
            yield f"再做一遍“{played.step.called}”", again
    for paper in main.moments[at + 1].world.find(Paper, place="desk"):
        yield f"查看材料“{_called(main, paper)}”", _step(ViewPaper, paper=paper.key)


def _searched(main: Rehearsal, at: int) -> Iterator[tuple[str, Step]]:
    """Whoever the way looks at, looked for in every system by all they are known by."""
    for party in _parties(main):
        for operation in OPERATIONS.values():
            for line, form in _lines(main, at, party, operation):
                yield f"按{line}（{operation.declared.name}）", _step(operation, **form)


def _found_otherwise(main: Rehearsal, at: int) -> Iterator[tuple[str, Form]]:
    """Whom a step looks for, looked for by something else they are known by."""
    event = main.played[at].event
    operation = OPERATIONS[main.played[at].step.do]
    for party in _parties(main):
        if event and party.key in event["facts"].get(LISTED, ()):
            for line, form in _lines(main, at, party, operation):
                if form != event["data"]:
                    yield f"改按{line}", form


def _parties(main: Rehearsal) -> Sequence[Record]:
    """The people and employers whom the way finds or opens, as they are in the end."""
    found: dict[tuple[str, str], Record] = {}
    for played in main.played:
        event, part = played.event or {}, _declared(played).part
        told: Form = {"query": event["facts"], "page": event["data"]}.get(part, {})
        for kind in parties():
            if key := told.get(kind.table):
                found[kind.table, key] = main.moments[-1].world.one(kind, key)
    return [*found.values()]


def _lines(
    main: Rehearsal, at: int, party: Record, operation: type[Operation]
) -> Iterator[tuple[str, Form]]:
    """The queries of an operation by which a party is found after a step, if it looks for such."""
    declared = operation.declared
    if declared.part != "query" or declared.facts[LISTED].record != party.table:
        return
    now = main.moments[at + 1].world.first(type(party), **{party.key_name(): party.key})
    if now is None:  # Who is entered later.
        return
    by = next(field for field in operation.form() if field.codes)
    for code, label in by.codes.labels.items() if by.codes else ():
        if value := getattr(now, now.numbered_by if code == "number" else code, ""):
            yield f"{label}查询“{_called(main, now)}”", {by.name: code, "value": value}


def _trials(main: Rehearsal) -> Sequence[tuple[str, Step]]:
    """Each trial calculation with what is likely, but for one that breaks down, which is told where
    everything is opened (`scenarios.playing.opened`)."""
    found: list[tuple[str, Step]] = []
    today = main.stage.script.business_date
    for operation in OPERATIONS.values():
        if operation.declared.part == "trial":
            fields = [each for each in operation.form() if not (each.record or each.default)]
            step = _step(operation, **{each.name: each.kind.likely(today) for each in fields})
            with suppress(Exception):
                main.moments[0].after(step, stubborn=False)
                found.append((f"做“{operation.declared.title}”", step))
    return found


def _accepted(main: Rehearsal, result: Played) -> Benign:
    """The application that a step decides at once accepted where it was opened, with its notice."""
    key = result.event["data"]["application"] if result.event else ""
    made = (at for at, each in enumerate(main.played) for one in each.changes if one.key == key)
    at = next(made)
    names = f"accepted_{at}", f"printed_{at}"
    steps = (
        _step(Accept, names[0], application=result.step.form["application"]),
        _step(PrintNotice, names[1], notice=f"${names[0]}.notice"),
        _step(ObtainSignature, printout=f"${names[1]}.printout"),
    )
    return Benign(f"在“{main.played[at].step.called}”之后受理，送达受理通知书", at, steps)


def _reworded(played: Played) -> Iterator[tuple[str, Form]]:
    """A text that a step writes, or leaves out, in other words; what is said aloud is no text."""
    for field in OPERATIONS[played.step.do].form() if played.step.do != Say.declared.name else ():
        if field.kind.words and field.kind.free:
            yield f"的“{field.label}”换一种写法", {field.name: WORDED}


def _may_turn(one: Played, other: Played) -> bool:
    """Whether two neighbours may change places: both only look, or one is a courtesy."""
    both = (one, other)
    return all(_declared(each).reads for each in both) or any(map(_is_courtesy, both))


def _is_courtesy(played: Played) -> bool:
    topic = played.event["facts"].get("topic") if played.event else ""
    known = TOPICS.get(topic) if isinstance(topic, str) else None
    return played.step.do == Say.declared.name and known is not None and known.rank == "courtesy"


def _declared(played: Played) -> Declaration:
    return OPERATIONS[played.step.do].declared


def _paced(step: Step, times: float, more: int) -> Step:
    return step.model_copy(update={"after": int(step.after * times) + more})


def _called(main: Rehearsal, record: Record) -> str:
    return main.stage.cast.called.get(record.key, record.key)


def _step(operation: type[Operation], as_: str = "", **form: Any) -> Step:
    return Step(name=as_, do=operation.declared.name, form=form, after=0)
