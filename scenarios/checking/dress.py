"""The dress rehearsal of a check: what only playing a script shows.

Steps that are refused, marks the right way does not earn, points for doing nothing, selectors
that fit two citizens or fields no operation has, mistakes that cost other than they declare.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any

import grader
from mock_systems.hints import nearest
from mock_systems.operation import OPERATIONS
from mock_systems.records import TABLES, parties
from mock_systems.world import Nothing
from scenarios.casting.cast import cast
from scenarios.casting.corners import CORNER, Draws, corners, meetings
from scenarios.casting.lives import unneeded
from scenarios.casting.names import UnknownName, name_of
from scenarios.casting.places import expected, said_at, scored
from scenarios.casting.spread import root, spread
from scenarios.checking.against import against
from scenarios.checking.blame import blamed
from scenarios.checking.ways import Ways
from scenarios.playing.coded import miscoded
from scenarios.playing.hearing import misheard
from scenarios.playing.marking import (
    Mark,
    Marked,
    excepting,
    idlers,
    sentence,
)
from scenarios.playing.rehearse import Played, Rehearsal, Stage, rehearse
from scenarios.playing.retold import retold
from scenarios.playing.side_effects import side_effects
from scenarios.playing.unasked import unasked
from scenarios.playing.untold import given_away, untold
from scenarios.playing.why_not import why_not
from scenarios.playing.wished import unheeded
from scenarios.reading.gaps import MARKS, PLAYED, TELLING
from scenarios.reading.load import Loaded
from scenarios.reading.marks import Expectation
from scenarios.reading.origins import Layout, within
from scenarios.reading.problems import Place, Problem
from scenarios.reading.script import CaseScript

CORNERS = 2
"""In how many corners a check plays the right way, beside where two lists meet: at the lower ends of all
that is drawn, and at the upper ones; a proof plays it in all, and in many variants."""
_ANSWERING = ("before", "after", "within")
"""Words that say nothing until something happens; the others speak of the case, or of wrongs."""


def rehearsed_problems(loaded: Loaded) -> Iterator[Problem]:
    """What playing the base story and the ends of what is drawn shows; the first of them with
    problems ends it."""
    script, layout = loaded.script, loaded.layout

    def play(draws: Draws) -> Sequence[Problem]:
        return [*_problems(Stage(script, CORNER, Nothing(), pinned=draws), loaded)]

    found: Sequence[Problem] = [*_problems(Stage(script, 0, Nothing()), loaded)]
    at_ends = islice(corners(script, words=False), CORNERS)
    for draws in () if found or loaded.gaps.of(*PLAYED) else chain(at_ends, meetings(script)):
        if found := play(draws):
            found = blamed(script, found, CORNER, draws, play)
            break
    yield from found or (() if loaded.gaps.of(*PLAYED) else _unneeded(script, layout))


def _unneeded(script: CaseScript, layout: Layout) -> Iterator[Problem]:
    """What is said to be meant of a life and is in none, at any end of what is drawn."""
    draws = corners(script, words=False) if script.unlikely else ()
    casts = [cast(script, 0), *(cast(script, CORNER, each) for each in draws)]
    for number in unneeded(script, casts) if script.unlikely else ():
        said = script.unlikely[number]
        what = f"“{said.who}”没有“{said.what}”这种情况"
        yield layout.problem(("unlikely", number), what, "请删去这一项，或者改正 who")


def _problems(stage: Stage, loaded: Loaded) -> Iterator[Problem]:
    """What one rehearsal shows; what only follows from it is left unsaid."""
    script, layout = stage.script, loaded.layout
    wrong = [*_faults_of_marks(stage, loaded)]
    wrong += [layout.problem(e.place, str(e), e.mend) for e in misheard(script, stage.cast)]
    wrong += [] if stage.variant else _fields(script, layout)
    yield from wrong
    if not wrong:
        yield from _played(stage, loaded)
    elif not stage.variant:
        left = loaded.apart_from(each.at for each in wrong).balanced()
        if left.script.rules != script.rules or left.script.expect != script.expect:
            yield from _problems(Stage(left.script, 0, Nothing()), left)


def _played(stage: Stage, loaded: Loaded) -> Iterator[Problem]:
    """What playing shows of marks that can be read. Where something that is played is wrong, no more
    than what nobody told and what costs nothing."""
    script, layout, gaps = stage.script, loaded.layout, loaded.gaps
    main = rehearse(stage, script.walkthrough)
    if main.stopped:
        yield from _stopped_steps(main, loaded)
        return
    typed = [*_typed(main, loaded), *against("walkthrough", [main], layout)]
    coded = [*_coded(main, loaded)]
    if gaps.of(*PLAYED):
        yield from [*typed, *coded, *Ways(loaded, main).free()]
        return
    marked = Marked(main)
    found = [*_lost(main, marked, loaded), *_two_citizens(main, layout), *coded]
    if stage.variant:
        yield from [*found, *typed]
        return
    ways = Ways(loaded, main)
    stopped = ways.stopped()
    found += _idly_earned(stage, layout)
    found += (
        [] if stopped or gaps.of("other_ways") else _asleep(script, [marked, *ways.right], layout)
    )
    found += [] if gaps.of("rules", "other_ways", "mistakes") else _idle(script, layout)
    yield from [*found, *typed, *stopped]
    yield from ways.free() if found else ways.worth()


def _faults_of_marks(stage: Stage, loaded: Loaded) -> Iterator[Problem]:
    """What the grader says of marks; not of a total that lacks some."""
    layout, script = loaded.layout, stage.script
    others = (("alternatives", number) for number, _ in enumerate(script.alternatives))
    totals: list[Place] = [("ceiling",), *others]
    for fault in grader.check_rules(stage.compiled):
        said, _, what = fault.partition("：")
        place = said_at(script, stage.cast.names, said)
        if not (place in totals and loaded.gaps.of(*MARKS)):
            yield layout.problem(place, what.removesuffix("。"))


def _stopped_steps(main: Rehearsal, loaded: Loaded) -> Iterator[Problem]:
    """The first step of the walkthrough that was not done, and why, unless something that is played
    is wrong already: of those after it nobody knows whether they would have been, but where they name
    what nothing is."""
    in_doubt, named = loaded.gaps.of(*PLAYED), set[str]()
    for number, played in enumerate(main.played):
        name = _nothing(played)
        if (played is main.stopped and not in_doubt) or (name and name not in named):
            what = f"这一步没有办成{_where(main.stage)}：{why_not(played)}"
            mend = "请改正这一步" if played.event and not played.asked else ""
            problem = loaded.layout.problem(("walkthrough", number), what, mend)
            yield replace(problem, named=name)
        named.add(name)


def _nothing(played: Played) -> str:
    """The name in a step that stands for nothing, whatever steps have made; empty where there is none."""
    unknown, waits = played.why_not, played.waits_for or played.unmade
    return name_of(unknown.name) if isinstance(unknown, UnknownName) and not waits else ""


def _typed(main: Rehearsal, loaded: Loaded) -> Iterator[Problem]:
    """What the walkthrough types and nobody told before, unless something that is wrong may have told
    it, and what was told and is to be calculated."""
    layout, gaps, telling = loaded.layout, loaded.gaps, (*PLAYED, *TELLING)
    for each in (*untold(main), *unasked(main)):
        place = ("walkthrough", each.step, "form", each.field.name)
        text = str(main.stage.script.walkthrough[each.step].form.get(each.field.name))
        if not (gaps.mention(text, *telling) or gaps.number(*telling)):
            yield layout.problem(place, str(each), each.mend)
    for said in given_away(main.stage):
        yield layout.problem(said.place, str(said), said.mend)
    for again in retold(main):
        yield layout.problem(again.place, again.what, again.mend)


def _coded(main: Rehearsal, loaded: Loaded) -> Iterator[Problem]:
    """Codes and other values that the walkthrough types beside words that say another."""
    for each in (*miscoded(main), *unheeded(main)):
        place = ("walkthrough", each.step, "form", each.field.name)
        yield loaded.layout.problem(place, str(each), each.mend)


def _lost(main: Rehearsal, marked: Marked, loaded: Loaded) -> Iterator[Problem]:
    """Marks that the right way does not earn."""
    layout = loaded.layout
    for mark in marked.broken:
        if mark["part"] == "side_effects":
            is_asked = loaded.gaps.of("expect", "alternatives", "allowed")
            yield from () if is_asked else _unasked(main, layout)
            continue
        what = f"标准做法没有得满这一项{_where(main.stage)}：{sentence(mark)}"
        place = _forbidden(main, mark) or _place(main.stage, mark)
        mend = excepting(main.stage.script, mark["id"]) or "请核对这一项与标准做法"
        yield layout.problem(place, what.removesuffix("。"), mend)


def _idly_earned(stage: Stage, layout: Layout) -> Iterator[Problem]:
    """Marks that somebody earns who does nothing."""
    for idler, steps in idlers(stage.script).items():
        empty = Marked(rehearse(stage, steps, stubborn=True), why=False)
        for mark in empty.marks if empty.earned else ():
            if mark["earned"] > 0:
                yield layout.problem(_place(stage, mark), f"{idler}也能得分", "请改写这一项")


def _unasked(main: Rehearsal, layout: Layout) -> Iterator[Problem]:
    """What the right way changes and nothing asks for, at the step that does."""
    steps = {each.event["seq"]: n for n, each in enumerate(main.played) if each.event}
    for each in side_effects(main):
        table = TABLES[each.table]
        columns = "、".join(str(table.facts(name)["label"]) for name in each.columns)
        done = f"新建了{table.title}" if each.created else f"改动了{table.title}的{columns}"
        what = f"这一步{done}，应有结果里没有，也没有写明不要紧{_where(main.stage)}"
        mend = "要的写进 expect，不要紧的写进 allowed；cases rehearse 列出能照抄的各行"
        place: Place = ("walkthrough", steps[each.seq]) if each.seq in steps else ("walkthrough",)
        yield layout.problem(place, what, mend)


def _forbidden(main: Rehearsal, mark: Mark) -> Place:
    """The step that a mark forbids, if it is lost by one."""
    raised = {each["raised_by"] for each in mark["findings"]} if mark["word"] == "never" else set()
    steps = enumerate(main.played)
    at = (n for n, each in steps if each.event and each.event["seq"] in raised)
    return next((("walkthrough", number) for number in at), ())


def _asleep(script: CaseScript, right: Sequence[Marked], layout: Layout) -> Iterator[Problem]:
    """Rules of before, after and within that cost, where no right way through the case gives them
    anything to say. One that earns is told by `_lost`: the right way does not earn it."""
    awake = {mark["id"] for way in right for mark in way.marks if mark["findings"]}
    for number, rule in enumerate(script.rules):
        if rule.word in _ANSWERING and rule.id not in awake and not rule.usual:
            what = "标准做法和其他做法都用不到这条规则"
            yield layout.problem(("rules", number), what, "请核对选择项，或删去这条规则")


_DECOYS = "请再写两三个看起来也像、但不该说的，各写一条 never 规则和说了它的错误"


def _idle(script: CaseScript, layout: Layout) -> Iterator[Problem]:
    """Topics of the case's own that no rule and no way names: whoever says one or leaves it out has
    the same marks. Those that are all to be said are a hint by themselves."""
    sections = ("rules", "walkthrough", "other_ways", "mistakes") if script.topics else ()
    named = [text for each in sections for _, text in within(layout.said.get(each))]
    said = [text for _, text in within(layout.said.get("walkthrough"))]
    for number, topic in enumerate(script.topics):
        if topic.code not in named:
            what = f"没有规则、做法说到话题“{topic.code}”，说不说得分都一样"
            mend = "该说的，在做法里写 say；不该说的，写 never 规则和说了它的错误"
            yield layout.problem(("topics", number), what, mend)
    if len(script.topics) == 1:
        what = f"只有一个本案话题“{script.topics[0].label}”，按钮本身就在提示选手"
        yield layout.problem(("topics", 0), what, _DECOYS)
    elif script.topics and all(topic.code in said for topic in script.topics):
        yield layout.problem(("topics", 0), "本案话题做对的人都要说，没有一个是不该说的", _DECOYS)


def _where(stage: Stage) -> str:
    """The variant a problem is told of; what a corner draws is told by `blamed`."""
    return "" if stage.pinned else f"（变式{stage.variant}）"


def _place(stage: Stage, mark: Mark) -> Place:
    """Where a script says a mark."""
    id = root(str(mark["id"]))
    return next((place for place, each in scored(stage.script) if each.id == id), (id,))


def _fields(script: CaseScript, layout: Layout) -> Iterator[Problem]:
    """Fields of selectors that no form has and no event of the operation as a fact."""
    always = {kind.table for kind in parties()}
    for number, rule in enumerate(script.rules):
        for letter, selector in rule.selectors():
            operation = OPERATIONS[selector.do]
            known = {*always, *operation.model_fields, *operation.declared.facts}
            for name in [*selector.where, *selector.among, *selector.except_, *rule.same]:
                if name not in known:
                    place = ("rules", number, letter, name)
                    what = f"{selector.do} 没有名为“{name}”的内容"
                    yield layout.problem(place, what, nearest(name, known))


def _two_citizens(main: Rehearsal, layout: Layout) -> Iterator[Problem]:
    """Expectations whose selector fits records of more than one person."""
    rows: dict[tuple[str, str], Mapping[str, Any]] = {}
    for change in main.attempt["changes"]:
        rows[change["table"], change["key"]] = change["after"]
    names = main.stage.cast.names
    parts = [(p, *part) for p, e in expected(main.stage.script) for part in spread(e, names)]
    for place, each, known in parts:
        people = _people(each, known.fill(each.where), rows)
        if each.is_ in ("created", "changed", "closed") and len(people) > 1:
            what = f"这一项同时适用于 {len(people)} 个人：{'、'.join(sorted(people))}"
            yield layout.problem((*place, "where"), what, "请在 where 中写明 person")


def _people(
    each: Expectation, where: Mapping[str, Any], rows: Mapping[tuple[str, str], Mapping[str, Any]]
) -> set[str]:
    fitting = (
        row
        for (table, _), row in rows.items()
        if table == each.table and all(row.get(name) == value for name, value in where.items())
    )
    return {str(row["person"]) for row in fitting if row.get("person")}
