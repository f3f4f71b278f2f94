"""The desk as it is drawn: the paper that is taken up, and how far each paper is judged.

Like the rest of the counter a pure function of the attempt's state.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mock_systems.hall.conversation import papers_on_desk
from mock_systems.hall.papers import ID_VALIDITY, findings
from mock_systems.operation import OPERATIONS, Answer
from mock_systems.records import Paper
from mock_systems.sentence import Sentence
from mock_systems.world import NoSuchRecord
from sandbox.attempt.states import AttemptState
from sandbox.counter.address import Where
from sandbox.counter.filling import Event, Unsent, form_of, last_of
from sandbox.counter.view import again
from sandbox.forms.drawn import FieldView, FormView

CHECK, VERIFY = "hall.check_id_validity", "hall.verify_paper"


@dataclass(frozen=True, slots=True)
class Material:
    """A paper on the desk, and how far it is judged: a word or two, and whether that is good."""

    paper: Paper
    state: str
    tone: Literal["ok", "bad", "wait"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A form to judge a paper by: its only box, and what was found last, at which step, empty
    where nothing was."""

    form: FormView
    box: FieldView
    found: str
    seq: int


@dataclass(frozen=True, slots=True)
class DeskView:
    """One paper taken up: what the reader showed at which step, and the forms to judge it by."""

    paper: Paper
    pages: Sequence[str]
    """Of a book: what its pages are called."""
    answer: Answer | None
    seq: int
    judgements: Sequence[Judgement]


def materials_of(state: AttemptState) -> Sequence[Material]:
    """What lies on the desk."""
    return [_material(paper, state.events) for paper in papers_on_desk(state.world)]


def desk_view(state: AttemptState, where: Where, unsent: Unsent) -> DeskView | None:
    """The paper that is taken up, if it lies on the desk."""
    try:
        paper = state.world.one(Paper, where.paper)
    except NoSuchRecord:
        return None
    if paper.place != "desk":
        return None
    mine = replace(state, events=_about(paper, state.events))
    read = last_of(mine.events, "hall.read_id_card")
    names = [CHECK, VERIFY] if paper.kind == "id_card" else [VERIFY]
    return DeskView(
        paper,
        _pages(paper),
        again(state.world, read),
        read["seq"] if read else 0,
        [_judgement(mine, name, paper, unsent) for name in names],
    )


def _material(paper: Paper, events: Sequence[Event]) -> Material:
    if paper.finding:
        return Material(paper, _FOUND[paper.finding], "ok" if paper.finding == "ok" else "bad")
    checked = last_of(_about(paper, events), CHECK)
    if checked:
        return Material(paper, ID_VALIDITY.label(checked["data"]["finding"]), "ok")
    return Material(paper, Sentence("待核"), "wait")


_FOUND: Mapping[str, str] = {
    "ok": Sentence("已核"),
    "mismatch": Sentence("不一致"),
    "expired": Sentence("已过期"),
    "no_seal": Sentence("缺签章"),
    "other_matter": Sentence("授权不符"),
    "other_term": Sentence("期限不符"),
    "not_needed": Sentence("无需提供"),
}
"""The findings in words short enough to stand beside the name of a paper."""


def _judgement(mine: AttemptState, name: str, paper: Paper, unsent: Unsent) -> Judgement:
    operation = OPERATIONS[name]
    own = {n: d for n, d in unsent.drafts.items() if d.typed.get("paper") == [paper.paper]}
    form = form_of(mine, operation, {"paper": paper.paper}, replace(unsent, drafts=own))
    box = next(field for field in form.fields if field.declared.name == "finding")
    options, words = ID_VALIDITY.labels, ID_VALIDITY.labels
    if name == VERIFY:
        options, words = findings(paper.kind), _FOUND
    found = last_of(mine.events, name)
    told = words[found["data"]["finding"]] if found else ""
    box = replace(box, options=tuple(options.items()))
    return Judgement(form, box, told, found["seq"] if found else 0)


def _pages(paper: Paper) -> Sequence[str]:
    members = paper.content.get("members")
    if paper.kind != "household_book" or not isinstance(members, list):
        return ()
    return [Sentence("户主页"), *(str(m["name"]) for m in members if isinstance(m, dict))]


def _about(paper: Paper, events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(event for event in events if event["data"].get("paper") == paper.paper)
