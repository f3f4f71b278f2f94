"""The desk as it is shown: the paper that is taken up, and how far each paper is judged.

What is found of a paper is told in a word or two, once where it is the same for every application
of the visitor, else for each of them. Like the rest of the counter a pure function of the attempt's
state.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from mock_systems.hall.conversation import applications, open_applications, papers_on_desk
from mock_systems.hall.findings import EXPIRED, GOOD, found, found_for
from mock_systems.hall.paper_forms import PAPER_FORMS, PaperForm
from mock_systems.hall.papers import (
    ID_VALIDITY,
    CheckIdValidity,
    ReadIdCard,
    VerifyPaper,
    findings,
)
from mock_systems.items import SERVICE_ITEM
from mock_systems.operation import OPERATIONS, Answer
from mock_systems.records import Application, Paper, PaperFinding, Person
from mock_systems.records.hall import PAPER_FINDING
from mock_systems.sentence import Sentence
from mock_systems.world import NoSuchRecord
from sandbox.attempt.states import AttemptState
from sandbox.counter.address import Where
from sandbox.counter.filling import Event, Unsent, form_of, last_of
from sandbox.counter.view import again
from sandbox.forms.views import FieldView, FormView

MOST_TOLD = 20
"""Applications that a paper's verdicts are told of."""
CHECK, VERIFY = CheckIdValidity.declared.name, VerifyPaper.declared.name


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a paper is judged: a word or two, and whether that is good."""

    told: str
    tone: Literal["ok", "bad", "wait"]


@dataclass(frozen=True, slots=True)
class Material:
    """A paper on the desk, and how far it is judged."""

    paper: Paper
    verdicts: Sequence[Verdict]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was found last, and at which step."""

    told: str
    seq: int


@dataclass(frozen=True, slots=True)
class PaperVerdict:
    """A form to judge a paper by: its box, that of the application where there are several to
    choose from, and what was found so far."""

    form: FormView
    box: FieldView
    matter: FieldView | None
    recorded: Sequence[Recorded]


@dataclass(frozen=True, slots=True)
class DeskView:
    """One paper taken up: what the reader showed at which step, and the forms to judge it by."""

    paper: Paper
    form: PaperForm
    pages: Sequence[str]
    """Of a book: what its pages are called."""
    answer: Answer | None
    seq: int
    judgements: Sequence[PaperVerdict]


def materials_of(state: AttemptState) -> Sequence[Material]:
    """What lies on the desk."""
    filed = _Filed(state)
    return [Material(each, _verdicts(state, each, filed)) for each in papers_on_desk(state.world)]


def desk_view(state: AttemptState, where: Where, unsent: Unsent) -> DeskView | None:
    """The paper that is taken up, if it lies on the desk: taking it up is an action, an address is
    none."""
    try:
        paper = state.world.one(Paper, where.paper)
    except NoSuchRecord:
        return None
    if paper.place != "desk" or paper.paper not in state.seen.papers:
        return None
    read = last_of(_about(paper, state.events), ReadIdCard.declared.name)
    form = PAPER_FORMS[paper.kind]
    names = [CHECK, VERIFY] if form.chip else [VERIFY]
    return DeskView(
        paper,
        form,
        _pages(form, paper.content),
        again(state.world, read),
        read["seq"] if read else 0,
        [_judgement(state, name, paper, unsent) for name in names],
    )


class _Filed:
    """What the visitor filed, and how often for whom of each item: looked at once, as an attempt may have
    hundreds of them for each of its papers."""

    def __init__(self, state: AttemptState) -> None:
        self.all = applications(state.world)
        self.whose: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for each in self.all:
            self.whose[each.item][each.person] += 1


def _verdicts(state: AttemptState, paper: Paper, filed: _Filed) -> list[Verdict]:
    """How far a paper is judged; for different applications differently, of the newest of them."""
    world = state.world
    stands = found_for(world, paper.paper, (each.application for each in filed.all))
    known = list(zip(filed.all, stands, strict=True))
    known = [(each, finding) for each, finding in known if finding or not each.closed]
    said = {finding for _, finding in known} or {found(world, paper.paper)}
    if len(said) > 1:
        left = len(known) - MOST_TOLD
        more = [Verdict(Sentence("另有 {count} 件", count=left), "wait")] if left > 0 else []
        told = known[-MOST_TOLD:]
        return [*more, *(_verdict(finding, _matter(state, each, filed)) for each, finding in told)]
    (finding,) = said
    checked = last_of(_about(paper, state.events), CHECK)
    if checked and not finding and checked["data"]["finding"] != EXPIRED:
        return [Verdict(ID_VALIDITY.label(checked["data"]["finding"]), "ok")]
    return [_verdict(finding)]


def _verdict(finding: str, matter: str = "") -> Verdict:
    told = _told(finding, matter)
    return Verdict(told, "wait" if not finding else "ok" if finding == GOOD else "bad")


def _told(finding: str, matter: str) -> str:
    word = PAPER_FINDING.briefly(finding)
    return Sentence("{found} {matter}", found=word, matter=matter) if matter else word


def _matter(state: AttemptState, application: Application | PaperFinding, filed: _Filed) -> str:
    """An application as briefly as tells it from the others that the visitor `filed`: by its item,
    and by what tells it from others of that item."""
    return " ".join(filter(None, (application.item, _apart(state, application, filed))))


def _apart(state: AttemptState, application: Application | PaperFinding, filed: _Filed) -> str:
    """The name of the person, where the visitor has applications for one item for others, too; the
    number, where several are for one item and one person, or nobody looked up whom it is for."""
    person, world = application.person, state.world
    alike = filed.whose[application.item]
    apart = world.one(Person, person) if person and alike.keys() != {person} else None
    name = apart.name if apart and state.seen.names(apart) else ""
    number = application.application if alike[person] > 1 or (apart and not name) else ""
    return " ".join(filter(None, (name, number)))


def _judgement(state: AttemptState, name: str, paper: Paper, unsent: Unsent) -> PaperVerdict:
    operation, mine = OPERATIONS[name], replace(state, events=_about(paper, state.events))
    own = {n: d for n, d in unsent.drafts.items() if d.typed.get("paper") == [paper.paper]}
    form = form_of(mine, operation, {"paper": paper.paper}, replace(unsent, drafts=own))
    boxes = {field.declared.name: field for field in form.fields}
    options, recorded = ID_VALIDITY.labels, _checked(mine, paper)
    if name == VERIFY:
        options, recorded = findings(paper.kind), _verified(state, paper)
    box = replace(boxes["finding"], options=tuple(options.items()))
    matter = _choice_of_matter(state, boxes.get("application"))
    return PaperVerdict(form, box, matter, recorded)


def _choice_of_matter(state: AttemptState, box: FieldView | None) -> FieldView | None:
    """The box of the application, where there are several that a finding can be for."""
    undecided = open_applications(state.world)
    if box is None or len(undecided) < 2:
        return None
    filed = _Filed(state)
    named = [(each.application, _named(state, each, filed)) for each in undecided]
    return replace(box, options=named)


def _named(state: AttemptState, application: Application, filed: _Filed) -> str:
    name = _apart(state, application, filed)
    item = SERVICE_ITEM.described(application.item)
    return Sentence("{item}（{name}）", item=item, name=name) if name else item


def _checked(state: AttemptState, paper: Paper) -> list[Recorded]:
    """What was found last of the validity of a card; that it has expired, so long as it stands."""
    last = last_of(state.events, CHECK)
    finding = last["data"]["finding"] if last else ""
    taken_back = finding == EXPIRED and found(state.world, paper.paper) != EXPIRED
    return [Recorded(ID_VALIDITY.label(finding), last["seq"])] if last and not taken_back else []


def _verified(state: AttemptState, paper: Paper) -> list[Recorded]:
    """What is found of a paper, for each application where there are several, so long as it
    stands."""
    filed = _Filed(state)
    several = len(filed.all) > 1
    recorded = [
        Recorded(_told(known.finding, _matter(state, known, filed) if several else ""), known.step)
        for known in state.world.find(PaperFinding, paper=paper.paper, order="step")
        if known.finding
    ]
    return recorded if several else recorded[-1:]


def _pages(form: PaperForm, content: Mapping[str, Any]) -> Sequence[str]:
    rows = content.get(form.pages.get("then", ""))
    if not isinstance(rows, list):
        return ()
    return [form.pages["title"], *(str(row["name"]) for row in rows if isinstance(row, dict))]


def _about(paper: Paper, events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(event for event in events if event["data"].get("paper") == paper.paper)
