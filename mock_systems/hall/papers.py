"""Papers on the desk: reading the identity card, judging what lies there.

The card reader says what the card says and judges nothing: whether a card is valid, or a paper
right, is the clerk's finding, and a wrong finding is possible.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from mock_systems.bases import cited
from mock_systems.codes import CodeList
from mock_systems.facts import Fact
from mock_systems.fields import coded, record
from mock_systems.hall.conversation import (
    applications,
    nobody_at_desk,
    not_at_hand,
    open_applications,
    paper_on_desk,
)
from mock_systems.hall.findings import EXPIRED, NEEDLESS, meant, note, take_back
from mock_systems.hall.paper_forms import PAPER_FORMS, told
from mock_systems.hall.paper_kinds import ENDLESS
from mock_systems.items import ITEMS, SERVICE_ITEM
from mock_systems.kinds.times import FOR_GOOD, precedes
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.panels import Facts
from mock_systems.papers import PAPER_KIND
from mock_systems.records import Application, Paper, Person
from mock_systems.records.hall import PAPER_FINDING
from mock_systems.sentence import Sentence
from mock_systems.world import World

VALID, LONG = "valid", "long"
ID_VALIDITY = CodeList(
    "id_validity", {VALID: "在有效期内", LONG: "长期有效", EXPIRED: "已过有效期"}
)


def validity(until: str, on: date) -> Sequence[str]:
    """What is right of a term that ends on a day, in a month or never, the best first."""
    if until in (ENDLESS, FOR_GOOD.isoformat()):
        return LONG, VALID
    return [EXPIRED if precedes(until, on.isoformat()) else VALID]


IDENTITY = cited("IDL 13; OPR 38; LOC 5")
_OF_SOME_KINDS = frozenset().union(*(form.findings for form in PAPER_FORMS.values()))
"""Findings only some kinds of paper can have; every other fits every kind."""
_ASKED = frozenset().union(*(item.materials for item in ITEMS.values()))
"""The kinds of paper that some item asks for."""


class _OnPaper(Operation, facts={"kind": Fact("材料", PAPER_KIND), "person": Person}):
    """An operation on one paper, which must lie on the desk."""

    paper: str = record("材料", Paper)

    def facts(self, world: World) -> Mapping[str, Any]:
        paper = paper_on_desk(world, self.paper)
        return {"kind": paper.kind, "person": paper.person} if paper else {}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from nobody_at_desk(world)
        if not paper_on_desk(world, self.paper):
            yield Refusal(Paper.moves.code, Paper.moves.told)

    def _on_desk(self, world: World) -> Paper:
        return world.one(Paper, self.paper)


class _OnIdCard(_OnPaper, facts={"citizen_number": Fact("社会保障号码")}):
    """An operation that only takes an identity card: what has a chip."""

    def facts(self, world: World) -> Mapping[str, Any]:
        found = dict(super().facts(world))
        if found and PAPER_FORMS[found["kind"]].chip:
            found["citizen_number"] = self._on_desk(world).content.get("number", "")
        return found

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from super().check(world)
        paper = paper_on_desk(world, self.paper)
        if paper and not PAPER_FORMS[paper.kind].chip:
            label = PAPER_KIND.label(paper.kind)
            yield Refusal(
                "not_id_card",
                Sentence("这是{label}，不是居民身份证，请改用“查看材料”。", label=label),
            )


class ReadIdCard(
    _OnIdCard,
    name="hall.read_id_card",
    part="check",
    title="读取身份证",
    basis=IDENTITY,
    menu="材料",
    shows=Paper,
):
    """What the card reader shows."""

    def run(self, world: World) -> Answer:
        paper = self._on_desk(world)
        card, form = paper.content, PAPER_FORMS[paper.kind]
        start, end = form.good_from, form.good_until
        keys = form.keys.items()
        read = {name: key for name, key in keys if key.kind.words and name not in (start, end)}
        term = Sentence("{start} 至 {end}", start=card[start], end=card[end])
        return Answer(
            "身份证读取成功。", [Facts("居民身份证", [*told(read, card), ("有效期限", term)])]
        )


class CheckIdValidity(
    _OnIdCard,
    name="hall.check_id_validity",
    part="deed",
    title="核对证件有效期",
    basis=IDENTITY,
    menu="材料",
):
    """The clerk's finding on the validity of an identity card. That it has expired is a finding on
    the paper, as when `VerifyPaper` finds so."""

    finding: str = coded("核对结果", ID_VALIDITY)

    def run(self, world: World) -> Answer:
        if self.finding == EXPIRED:
            note(world, self.paper, None, EXPIRED)
        else:
            take_back(world, self.paper, EXPIRED)
        found = ID_VALIDITY.label(self.finding)
        return Answer(Sentence("已记录：居民身份证{finding}。", finding=found))


class ViewPaper(
    _OnPaper,
    name="hall.view_paper",
    part="page",
    title="查看材料",
    basis=cited("LOC 5; OPR 38"),
    menu="材料",
    shows=Paper,
):
    """Take a paper up and read it."""

    def run(self, world: World) -> Answer:
        label = PAPER_KIND.label(self._on_desk(world).kind)
        return Answer(Sentence("正在查看{label}。", label=label))


_MATTER = {
    "item": Fact("事项", SERVICE_ITEM),
    "applicant": Fact("办理对象", record=Person.table),
}
"""What tells an application in the log: its number is another for every contestant."""


class VerifyPaper(
    _OnPaper,
    name="hall.verify_paper",
    part="deed",
    facts={
        **_MATTER,
        "decided": Fact("已办结的办件", several=True, parts=_MATTER),
    },
    title="核验材料",
    basis=cited("LOC 5; OPR 9, 38"),
    menu="材料",
):
    """The clerk's finding on a paper, for an application, to be chosen where several are open (see
    `findings`); for none in particular where nobody chose and others than the open one ask for such
    a paper. Item and applicant are those of the application it is for, the application itself where
    it is for nobody. `decided` are those it comes too late for: none where it has an item, which is
    open."""

    finding: str = coded("核验意见", PAPER_FINDING)
    application: str = record("用于办件", Application, "")

    def facts(self, world: World) -> Mapping[str, Any]:
        known = super().facts(world)
        if not known:
            return known
        filed = self._meant(world)
        late = [] if filed else [_matter(each) for each in applications(world) if each.closed]
        return {**known, **_matter(filed), "decided": late}

    def _meant(self, world: World) -> Application | None:
        filed = meant(world, self.application, self.finding)
        if filed is None or self.application or self.finding == NEEDLESS:
            return filed
        return None if _of_others(self._on_desk(world).kind, filed) else filed

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from super().check(world)
        if self.application:
            yield from not_at_hand(world, self.application, self.declared.name)
        elif len(open_applications(world)) > 1:
            yield Refusal(
                "no_application",
                "当前群众有几件未办结的办件，请选择这份核验意见用于哪一件；都适用的，各记一次。",
            )
        paper = paper_on_desk(world, self.paper)
        if paper and self.finding not in findings(paper.kind):
            label, found = PAPER_KIND.label(paper.kind), PAPER_FINDING.label(self.finding)
            told = Sentence(
                "{label}上没有可判“{finding}”的内容，请另选。", label=label, finding=found
            )
            yield Refusal("unfit_finding", told)

    def run(self, world: World) -> Answer:
        noted = note(world, self.paper, self._meant(world), self.finding)
        label = PAPER_KIND.label(self._on_desk(world).kind)
        said = {"label": label, "finding": PAPER_FINDING.label(self.finding)}
        if len(applications(world)) < 2 or not noted.item:
            return Answer(Sentence("{label}核验意见：{finding}。", **said))
        item = SERVICE_ITEM.described(noted.item)
        return Answer(Sentence("{label}用于“{item}”的核验意见：{finding}。", item=item, **said))


def _matter(filed: Application | None) -> Mapping[str, str]:
    """What the log tells of an application; of none, that there is none."""
    if filed is None:
        return dict.fromkeys(_MATTER, "")
    return {"item": filed.item, "applicant": filed.person or filed.key}


def _of_others(kind: str, filed: Application) -> bool:
    """Whether other items ask for a kind of paper, and that of an application does not. Who comes
    for somebody else shows an authority for whatever is applied for."""
    own = ITEMS[filed.item].materials
    return kind in _ASKED and kind not in own and not PAPER_FORMS[kind].authorizes


def findings(kind: str) -> Mapping[str, str]:
    """The findings that fit a kind of paper, with their labels."""
    return {
        code: label
        for code, label in PAPER_FINDING.labels.items()
        if code not in _OF_SOME_KINDS or code in PAPER_FORMS[kind].findings
    }
