"""What may be done otherwise in a right way, and no worse.

More is said or looked at, somebody is looked for by another number, what may be decided at once is
accepted first, what is confirmed was tried without, looks, courtesies and explanations change places with
their neighbours, a notice is written in other words, the pace is another.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from mock_systems.hall.applications import Accept, IssueResult
from mock_systems.hall.notices import ObtainSignature, PrintNotice
from mock_systems.hall.papers import ViewPaper
from mock_systems.hall.talk import Say
from mock_systems.hall.topics import TOPICS, Topic
from mock_systems.operation import LISTED, OPERATIONS, Declaration, Operation
from mock_systems.records import Paper, Record, parties
from scenarios.playing.rehearse import Played, Rehearsal
from scenarios.reading.story import OwnTopic
from scenarios.reading.ways import Step

Form = Mapping[str, Any]
SAY = Say.declared.name
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


@dataclass(frozen=True, slots=True)
class Benign:
    """Something done otherwise, and no worse: what that is and at which step of the right way; the
    steps that follow it then, and whether they are only asked back; the one in its place, whether it
    changes places with the next one; the pace of all; what is done right before it; how many steps later,
    or earlier, it is done; which steps are left out; which cautions it confirms beside its own."""

    what: str
    at: int = 0
    more: tuple[Step, ...] = ()
    asked: bool = False
    instead: Step | None = None
    turned: bool = False
    pace: tuple[float, int] | None = None
    before: tuple[Step, ...] = ()
    moved: int = 0
    without: tuple[int, ...] = ()
    confirm: tuple[str, ...] = ()


def variations(main: Rehearsal) -> Iterator[Benign]:
    """What may be done otherwise in a right way. Some of it the systems may refuse where it stands."""
    yield from (Benign(what, pace=pace) for what, pace in PACES.items())
    trials = _trials(main)
    for at, played in enumerate(main.played[:-1]):
        called, next_one = played.step.called, main.played[at + 1]
        for what, step in (*_said(), *_looked(main, at), *_searched(main, at), *trials):
            yield Benign(f"在“{called}”之后{what}", at, (step,))
        if _may_turn(main, played, next_one):
            what = f"“{called}”与后一步“{next_one.step.called}”颠倒"
            yield Benign(what, at, turned=True)
        if next_one.step.confirm:
            what = f"“{next_one.step.called}”先不确认提醒，看了再确认"
            yield Benign(what, at, (_unconfirmed(next_one.step),), asked=True)
    for at, played in enumerate(main.played):
        for what, form in (*_reworded(played), *_found_otherwise(main, at)):
            step = played.step.model_copy(update={"form": {**played.step.form, **form}})
            yield Benign(f"“{played.step.called}”{what}", at, instead=step)
        if played.step.do == IssueResult.declared.name and not _is_accepted(main, played):
            yield _accepted(main, played)


def _said() -> Iterator[tuple[str, Step]]:
    for topic in WORDS:
        yield f"说“{TOPICS[topic].label}”", step_of(Say, topic=topic)


def _looked(main: Rehearsal, at: int) -> Iterator[tuple[str, Step]]:
    """The looks of the way so far once more, and the papers that lie on the desk."""
    for played in main.played[: at + 1]:
        if declared(played).reads:
            again = played.step.model_copy(update={"name": "", "after": 0})
            yield f"再做一遍“{played.step.called}”", again
    for paper in main.moments[at + 1].world.find(Paper, place="desk"):
        yield f"查看材料“{main.stage.cast.called(paper)}”", step_of(ViewPaper, paper=paper.key)


def _searched(main: Rehearsal, at: int) -> Iterator[tuple[str, Step]]:
    """Whoever the way looks at, looked for in every system by all they are known by."""
    for party in _parties(main):
        for operation in OPERATIONS.values():
            for line, form in searches(main, at, party, operation):
                yield f"按{line}（{operation.declared.name}）", step_of(operation, **form)


def _found_otherwise(main: Rehearsal, at: int) -> Iterator[tuple[str, Form]]:
    """Whom a step looks for, looked for by something else they are known by."""
    event = main.played[at].event
    operation = OPERATIONS[main.played[at].step.do]
    for party in _parties(main):
        if event and party.key in event["facts"].get(LISTED, ()):
            for line, form in searches(main, at, party, operation):
                if form != event["data"]:
                    yield f"改按{line}", form


def _parties(main: Rehearsal) -> Sequence[Record]:
    """The people and employers whom the way finds or opens, as they are in the end."""
    found: dict[tuple[str, str], Record] = {}
    for played in main.played:
        event, part = played.event or {}, declared(played).part
        named: Form = {"query": event["facts"], "page": event["data"]}.get(part, {})
        for kind in parties():
            if key := named.get(kind.table):
                found[kind.table, key] = main.moments[-1].world.one(kind, key)
    return [*found.values()]


def searches(
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
            yield f"{label}查询“{main.stage.cast.called(now)}”", {by.name: code, "value": value}


def _trials(main: Rehearsal) -> Sequence[tuple[str, Step]]:
    """Each trial calculation with what is likely, but for one that breaks down, which is told where
    everything is opened (`scenarios.playing.opened`)."""
    found: list[tuple[str, Step]] = []
    today = main.stage.script.business_date
    for operation in OPERATIONS.values():
        if operation.declared.part == "trial":
            fields = [each for each in operation.form() if not (each.record or each.default)]
            step = step_of(operation, **{each.name: each.kind.likely(today) for each in fields})
            with suppress(Exception):
                main.moments[0].after(step, stubborn=False)
                found.append((f"做“{operation.declared.title}”", step))
    return found


def _is_accepted(main: Rehearsal, result: Played) -> bool:
    """Whether the way itself accepts the application that a step decides."""
    accepted = (each.step for each in main.played if each.step.do == Accept.declared.name)
    return result.step.form["application"] in [each.form["application"] for each in accepted]


def _accepted(main: Rehearsal, result: Played) -> Benign:
    """The application that a step decides at once accepted where it was opened, with its notice."""
    key = result.event["data"]["application"] if result.event else ""
    made = (at for at, each in enumerate(main.played) for one in each.changes if one.key == key)
    at = next(made)
    names = f"accepted_{at}", f"printed_{at}"
    steps = (
        step_of(Accept, names[0], application=result.step.form["application"]),
        step_of(PrintNotice, names[1], notice=f"${names[0]}.notice"),
        step_of(ObtainSignature, printout=f"${names[1]}.printout"),
    )
    return Benign(f"在“{main.played[at].step.called}”之后受理，送达受理通知书", at, steps)


def _unconfirmed(step: Step) -> Step:
    """A step as everybody tries it first, who has not seen the caution yet."""
    return step.model_copy(update={"name": "", "confirm": [], "after": 0})


def _reworded(played: Played) -> Iterator[tuple[str, Form]]:
    """A text that a step writes, or leaves out, in other words; what is said aloud is no text."""
    for field in OPERATIONS[played.step.do].form() if played.step.do != SAY else ():
        if field.kind.words and field.kind.free:
            yield f"的“{field.label}”换一种写法", {field.name: WORDED}


def _may_turn(main: Rehearsal, one: Played, other: Played) -> bool:
    """Whether two neighbours may change places: both only look, one is a courtesy, or one explains
    and the other is not said."""
    both = (one, other)
    if all(declared(each).reads for each in both) or any(map(_is_courtesy, both)):
        return True
    return any(explains(main, e) for e in both) and not all(e.step.do == SAY for e in both)


def explains(main: Rehearsal, played: Played) -> bool:
    """Whether a step explains something by a topic."""
    said = played.step.form.get("topic") if played.step.do == SAY else ""
    known: list[Topic | OwnTopic] = [*TOPICS.values(), *main.stage.script.topics]
    return any(each.code == said and each.kind == "tell" for each in known)


def _is_courtesy(played: Played) -> bool:
    topic = played.event["facts"].get("topic") if played.event else ""
    known = TOPICS.get(topic) if isinstance(topic, str) else None
    return played.step.do == SAY and known is not None and known.rank == "courtesy"


def declared(played: Played) -> Declaration:
    """What the operation of a step that was played says of itself."""
    return OPERATIONS[played.step.do].declared


def step_of(operation: type[Operation], as_: str = "", **form: Any) -> Step:
    """A step that is done besides, which takes no time."""
    return Step(name=as_, do=operation.declared.name, form=form, after=0)
