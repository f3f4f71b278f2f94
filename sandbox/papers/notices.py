"""What a notice says when it is printed: its record, and what the hall's records add to it.

Nothing is decided or calculated here; sums and reasons are those the clerk gave.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mock_systems import standing
from mock_systems.ages import age
from mock_systems.codes import PAPER_KIND, REFUSAL_REASON
from mock_systems.hall.applications import TELL_ONCE
from mock_systems.hall.business import is_register
from mock_systems.hall.notices import REFUSAL_BASIS
from mock_systems.hall.paper_forms import NOTICE_FORMS
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS
from mock_systems.records import (
    Application,
    ContributionSpell,
    Employer,
    Levy,
    Notice,
    Paper,
    Participation,
    Person,
    PersonalAccount,
    Printout,
    Visitor,
)
from mock_systems.social_insurance.levies import still_due
from mock_systems.world import Change, World
from sandbox.papers.registered import registered, written_month

OFFICE = "云屿市人力资源和社会保障局"
SERIES = {
    "acceptance": "受",
    "one_time": "告",
    "refusal": "不受",
    "result": "办",
    "contribution": "核",
    "record": "权",
}
BY_EMPLOYER = "请单位在规定期限内足额缴纳；个人应缴部分由用人单位代扣代缴。"
BY_PERSON = "全部由参保人本人缴纳，请在规定期限内向税务机关足额缴纳。"
ADULT = 18
_LAW = re.compile(
    r"(?<![^；、（])(?!按)([\u4e00-\u9fff]+?(?:法|条例|规定|办法))(?=第|[；、（）]|$)"
)
_CITING = ("basis", "legal_time", "promised_time")


@dataclass(frozen=True, slots=True)
class PrintedNotice:
    """A notice as the drawing takes it."""

    kind: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """What actions did so far: the changes they made, and the operation of each by its number."""

    changes: Sequence[Change] = ()
    operations: Mapping[int, str] = field(default_factory=dict)


NOTHING = Work()


@dataclass(frozen=True, slots=True)
class _Case:
    """A notice with the records around it."""

    world: World
    notice: Notice
    work: Work
    now: World

    @property
    def application(self) -> Application | None:
        key = self.notice.application
        return self.world.one(Application, key) if key else None

    @property
    def person(self) -> Person | None:
        key = self.notice.person
        return self.world.one(Person, key) if key else None

    @property
    def employer(self) -> Employer | None:
        key = self.application.employer if self.application else ""
        return self.world.one(Employer, key) if key else None

    @property
    def present(self) -> str:
        """Who stood at the window."""
        return _name(self.world, self.application.visitor) if self.application else "申请人"

    def by_operations(self, changes: Sequence[Change]) -> str:
        """The articles that the operations behind some changes rest on."""
        done = dict.fromkeys(self.work.operations.get(change.seq, "") for change in changes)
        bases = dict.fromkeys(OPERATIONS[name].declared.basis for name in done if name)
        return "；".join(bases)


def printed_notice(
    world: World, notice: Notice, clerk: str, work: Work = NOTHING, *, now: World | None = None
) -> PrintedNotice:
    """The notice as the window prints it, after the work of the attempt that led to it.

    `world` is as it was when the notice was issued: what is done later does not alter a paper that
    is out. Only the signature is taken from the world of `now`.
    """
    case = _Case(world, notice, work, now or world)
    content = {**_every(case, clerk), **_addressed(case), **_SAYS[notice.kind](case)}
    for name in _CITING:
        content[name] = cited(content[name])
    keys = NOTICE_FORMS[notice.kind].keys
    return PrintedNotice(
        notice.kind, {name: content[name] for name in keys if content.get(name) not in (None, "")}
    )


def cited(basis: str) -> str:
    """Articles with the names of their laws in 《》."""
    return _LAW.sub("《\\1》", basis)


def _every(case: _Case, clerk: str) -> dict[str, Any]:
    notice, application = case.notice, case.application
    item = ITEMS.get(notice.item)
    serial = notice.notice.removeprefix(Notice.prefix)
    return {
        "notice_number": f"云人社{SERIES[notice.kind]}〔{notice.issued.year}〕{serial}号",
        "office": OFFICE,
        "seal": OFFICE,
        "item": item.name if item else "窗口业务",
        "code": item.code if item else "",
        "application": notice.application or notice.notice,
        "received": str(application.opened if application else notice.issued),
        "applied": str(application.opened if application else notice.issued),
        "finished": str(notice.issued),
        "basis": item.basis if item else "",
        "legal_time": item.legal if item else "",
        "promised_time": item.promised if item else "",
        "text": notice.text,
        "place": "云屿市市民服务中心二楼 人社综合服务大厅",
        "hours": "工作日 8:30–12:00，14:30–17:30",
        "window": "综合受理窗口",
        "clerk": clerk,
        "phone": "大厅内线 8003",
        "issued": str(notice.issued),
        "signature": _signed_by(case),
    }


def _addressed(case: _Case) -> Mapping[str, str]:
    """To whom it is written and for whom was applied: an employer by its agent; for a minor, or
    without a person's authority, whoever stood at the window; else the person, with the agent."""
    person = case.person.name if case.person else ""
    if case.employer:
        return {
            "addressee": case.employer.name,
            "you": "贵单位",
            "agent": case.present,
            "subject": person,
        }
    if case.person and case.present != person and not _speaks_for_itself(case, case.person):
        return {"addressee": case.present, "you": "您", "subject": person}
    agent = case.present if case.application and person not in ("", case.present) else ""
    return {"addressee": person or case.present, "you": "您", "agent": agent}


def _speaks_for_itself(case: _Case, person: Person) -> bool:
    minor = age(person.born, case.notice.issued) < ADULT
    return not minor and case.notice.reason != "no_authorization"


def _name(world: World, visitor: str) -> str:
    found = world.one(Visitor, visitor)
    return world.one(Person, found.person).name if found.person else found.call_name


def _signed_by(case: _Case) -> str:
    printout = case.now.first(Printout, notice=case.notice.notice, signed="1")
    return _name(case.now, printout.visitor) if printout and printout.visitor else ""


def _acceptance(case: _Case) -> Mapping[str, Any]:
    visitor = case.application.visitor if case.application else ""
    papers = case.world.find(Paper, visitor=visitor, place="desk")
    received = [
        PAPER_KIND.label(paper.kind) + (f"（{paper.holder}）" if paper.holder else "")
        for paper in papers
    ]
    return {"papers": received or ["无"], "text": ""}


def _one_time(case: _Case) -> Mapping[str, Any]:
    missing = [PAPER_KIND.label(kind) for kind in case.notice.missing.split()]
    return {"missing": missing or ["见下列说明"], "basis": TELL_ONCE}


def _refusal(case: _Case) -> Mapping[str, Any]:
    item = ITEMS.get(case.notice.item)
    return {
        "reason": REFUSAL_REASON.label(case.notice.reason),
        "basis": REFUSAL_BASIS.get(case.notice.reason) or (item.basis if item else "有关规定"),
        "reconsideration": "云屿市人民政府",
        "court": "云屿市望澜区人民法院",
    }


def _result(case: _Case) -> Mapping[str, Any]:
    """What was changed for the person up to this result and since the one before it."""
    made = {c.key: c.seq for c in case.work.changes if c.table == "notice" and not c.before}
    results = [made[n.notice] for n in case.world.find(Notice, kind="result") if n.notice in made]
    until = made[case.notice.notice]
    since = max((seq for seq in results if seq < until), default=0)
    own = [
        change
        for change in case.work.changes
        if since < change.seq <= until
        and is_register(change.table)
        and change.after.get("person") == case.notice.person
    ]
    said = {"outcome": "已按规定办结。", "changes": list(registered(case.world, own))}
    return {**said, "basis": basis} if (basis := case.by_operations(own)) else said


def _contribution(case: _Case) -> Mapping[str, Any]:
    """What is still to be paid for the person, by the payer who was assessed last."""
    world, person = case.world, case.world.one(Person, case.notice.person)
    levies = still_due(world, person.person)
    employer = levies[-1].employer
    payer = world.one(Employer, employer) if employer else person
    assessed = "issue_contribution_slip" if employer else "pay_flexible"
    period = map(written_month, (levies[0].month, levies[-1].month))
    return {
        "payer": payer.name,
        "payer_number": payer.key,
        "name": person.name,
        "number": person.citizen_number,
        "period": "至".join(dict.fromkeys(period)),
        "lines": [_levy(levy) for levy in levies],
        "employer_amount": case.notice.employer_amount,
        "person_amount": case.notice.person_amount,
        "basis": OPERATIONS[f"social_insurance.{assessed}"].declared.basis,
        "duty": BY_EMPLOYER if employer else BY_PERSON,
    }


def _levy(levy: Levy) -> Mapping[str, Any]:
    names = ("insurance", "month", "base", "employer_amount", "person_amount")
    return {name: getattr(levy, name) for name in names}


def _record(case: _Case) -> Mapping[str, Any]:
    person, world = case.person, case.world
    if person is None:
        return {}
    paid = {each.insurance: each for each in standing.paid(world, person.person)}
    account = world.first(PersonalAccount, person=person.person, insurance="110")
    return {
        "name": person.name,
        "sex": person.sex,
        "number": person.citizen_number,
        "person": person.person,
        "participations": [
            {
                "insurance": each.insurance,
                "state": each.state,
                "from": each.since,
                "months": paid[each.insurance].months if each.insurance in paid else 0,
            }
            for each in world.find(Participation, person=person.person, order="insurance")
        ],
        "spells": [
            _spell(world, each)
            for each in world.find(ContributionSpell, person=person.person, order="first")
        ],
        "account": account.principal + account.interest if account else None,
    }


def _spell(world: World, spell: ContributionSpell) -> Mapping[str, Any]:
    employer = world.one(Employer, spell.employer).name if spell.employer else ""
    return {
        "insurance": spell.insurance,
        "from": spell.first,
        "until": spell.last,
        "employer": employer,
        "base": spell.base,
    }


_SAYS: Mapping[str, Callable[[_Case], Mapping[str, Any]]] = {
    "acceptance": _acceptance,
    "one_time": _one_time,
    "refusal": _refusal,
    "result": _result,
    "contribution": _contribution,
    "record": _record,
}
