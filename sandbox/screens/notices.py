"""What a notice says when it is printed: its record, and what the hall's records add to it.

Nothing is decided or calculated here; sums and reasons are those the clerk gave.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_systems import standing
from mock_systems.codes import PAPER_KIND, REFUSAL_REASON
from mock_systems.hall.paper_forms import NOTICE_FORMS
from mock_systems.items import ITEMS
from mock_systems.panels import shown
from mock_systems.records import (
    TABLES,
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
from mock_systems.world import Change, World, record_of

OFFICE = "云屿市人力资源和社会保障局"
SERIES = {
    "acceptance": "受",
    "one_time": "告",
    "refusal": "不受",
    "result": "办",
    "contribution": "核",
    "record": "权",
}
TELL_ONCE = "《优化营商环境条例》第三十六条"


@dataclass(frozen=True, slots=True)
class PrintedNotice:
    """A notice as the drawing takes it."""

    kind: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Case:
    """A notice with the records around it."""

    world: World
    notice: Notice
    changes: Sequence[Change]

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
    def visitor(self) -> Visitor | None:
        return self.world.one(Visitor, self.application.visitor) if self.application else None


def printed_notice(
    world: World, notice: Notice, clerk: str, changes: Sequence[Change] = ()
) -> PrintedNotice:
    """The notice as the window prints it; `changes` are those of the attempt so far."""
    case = _Case(world, notice, changes)
    content = {**_every(case, clerk), **_SAYS[notice.kind](case)}
    keys = NOTICE_FORMS[notice.kind].keys
    return PrintedNotice(
        notice.kind, {name: content[name] for name in keys if content.get(name) not in (None, "")}
    )


def _every(case: _Case, clerk: str) -> Mapping[str, Any]:
    notice, application = case.notice, case.application
    item = ITEMS.get(notice.item)
    return {
        "notice_number": f"云人社{SERIES[notice.kind]}〔{notice.issued.year}〕{notice.notice}号",
        "office": OFFICE,
        "seal": OFFICE,
        "addressee": _addressee(case),
        "item": f"{item.code} {item.name}" if item else "窗口业务",
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


def _addressee(case: _Case) -> str:
    named = case.employer or case.person
    if named:
        return named.name
    return case.visitor.call_name if case.visitor else "申请人"


def _signed_by(case: _Case) -> str:
    printout = case.world.first(Printout, notice=case.notice.notice, signed="1")
    if printout is None or not printout.visitor:
        return ""
    visitor = case.world.one(Visitor, printout.visitor)
    return case.world.one(Person, visitor.person).name if visitor.person else visitor.call_name


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
    return {
        "reason": REFUSAL_REASON.label(case.notice.reason),
        "basis": ITEMS[case.notice.item].basis if case.notice.item in ITEMS else "有关规定",
        "reconsideration": "云屿市人民政府",
        "court": "云屿市望澜区人民法院",
    }


def _result(case: _Case) -> Mapping[str, Any]:
    return {"outcome": "已按规定办结。", "changes": _changed(case)}


def _changed(case: _Case) -> list[dict[str, str]]:
    """Columns of the person's own records in the systems that actions changed up to this result
    and since the one before, as before and after."""
    made = {c.key: c.seq for c in case.changes if c.table == "notice" and not c.before}
    results = [made[n.notice] for n in case.world.find(Notice, kind="result") if n.notice in made]
    until = made[case.notice.notice]
    since = max((seq for seq in results if seq < until), default=0)
    own = [c for c in case.changes if since < c.seq <= until and _registered(c, case.notice.person)]
    return [line for change in own for line in _lines(case.world, change)]


def _registered(change: Change, person: str) -> bool:
    """Whether a change is one of a record that a system keeps of this person."""
    mine = bool(change.before and person and change.after.get("person") == person)
    return mine and TABLES[change.table].__module__ != Notice.__module__


def _lines(world: World, change: Change) -> list[dict[str, str]]:
    after = record_of(change)
    before = after.of(change.before or {})
    return [
        {
            "what": str(after.facts(name)["label"]),
            "before": shown(world, before, name),
            "after": shown(world, after, name),
        }
        for name in after.row()
        if getattr(before, name) != getattr(after, name) and not after.facts(name)["secret"]
    ]


def _contribution(case: _Case) -> Mapping[str, Any]:
    person, payer = case.person, case.employer or case.person
    levies = case.world.find(Levy, person=case.notice.person, paid="0", order="insurance")
    months = sorted({levy.month for levy in levies})
    return {
        "payer": payer.name if payer else "",
        "payer_number": payer.key if payer else "",
        "name": person.name if person else "",
        "number": person.citizen_number if person else "",
        "period": " 至 ".join(dict.fromkeys((months[0], months[-1]))) if months else "见说明",
        "lines": [_levy(levy) for levy in levies],
        "employer_amount": case.notice.employer_amount,
        "person_amount": case.notice.person_amount,
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
