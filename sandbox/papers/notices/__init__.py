"""What a notice says when it is printed: its record, and what the hall's records add to it.

What each kind says of its own stands in a module of its name. Nothing is decided or calculated
here; sums and reasons are those the clerk gave.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from mock_systems.ages import ADULT, age
from mock_systems.hall.paper_forms import NOTICE_FORMS
from mock_systems.items import ITEMS
from mock_systems.reasons import UNAUTHORIZED
from mock_systems.records import Notice, Person, Printout
from mock_systems.world import World
from sandbox.papers.notices.case import NOTHING, Case, Known, Work, everybody, name_of

__all__ = ["PrintedNotice", "Work", "clerk_numbered", "printed_notice"]

OFFICE = "云屿市人力资源和社会保障局"


@dataclass(frozen=True, slots=True)
class PrintedNotice:
    """A notice as the drawing takes it."""

    kind: str
    content: Mapping[str, Any]


def printed_notice(
    world: World,
    notice: Notice,
    clerk: str,
    work: Work = NOTHING,
    *,
    now: World | None = None,
    known: Known = everybody,
) -> PrintedNotice:
    """The notice as the window prints it, after the work of the attempt that led to it.

    `world` is as it was when the notice was issued: what is done later does not alter a paper that
    is out. Only the signature is taken from the world of `now`. Who is not `known` to its reader is
    addressed by number, and at the window as they are called there.
    """
    case = Case(world, notice, work, now or world, known)
    keys = NOTICE_FORMS[notice.kind].keys
    content = {
        **_every(case, clerk),
        **_addressed(case),
        **SAYS[notice.kind](case),
        **notice.given,
    }
    return PrintedNotice(
        notice.kind, {name: content[name] for name in keys if content.get(name) not in (None, "")}
    )


def clerk_numbered(number: str) -> str:
    """What notices call a clerk with a number."""
    return f"工号 {number}"


def _every(case: Case, clerk: str) -> dict[str, Any]:
    notice, application = case.notice, case.application
    item = ITEMS.get(notice.item)
    serial = notice.notice.removeprefix(Notice.prefix)
    return {
        "notice_number": f"云人社{NOTICE_FORMS[notice.kind].series}〔{notice.issued.year}〕{serial}号",
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


def _addressed(case: Case) -> Mapping[str, str]:
    """To whom it is written and for whom was applied: an employer by its agent; for a minor, or
    without a person's authority, whoever stood at the window; else the person, with the agent."""
    person = case.told(case.person) if case.person else ""
    if case.employer:
        return {
            "addressee": case.told(case.employer),
            "you": "贵单位",
            "agent": case.present,
            "subject": person,
        }
    if not case.person or case.in_person:
        return {"addressee": case.present, "you": "您", "agent": ""}
    if not _speaks_for_itself(case, case.person):
        return {"addressee": case.present, "you": "您", "subject": person}
    agent = case.present if case.application else ""
    return {"addressee": person, "you": "您", "agent": agent}


def _speaks_for_itself(case: Case, person: Person) -> bool:
    minor = age(person.born, case.notice.issued) < ADULT
    return not minor and case.notice.reason not in UNAUTHORIZED


def _signed_by(case: Case) -> str:
    printout = case.now.first(Printout, notice=case.notice.notice, signed="1")
    if not printout or not printout.visitor:
        return ""
    return name_of(case.now, printout.visitor, case.known)


SAYS: Mapping[str, Callable[[Case], Mapping[str, Any]]] = {
    kind: import_module(f"{__name__}.{kind}").said for kind in NOTICE_FORMS
}
"""What is said on each kind of notice beside that; each kind has a module of its name here."""
