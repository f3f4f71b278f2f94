"""The slip that says what is to be paid."""

from collections.abc import Mapping
from typing import Any

from mock_systems.operation import OPERATIONS
from mock_systems.records import Employer, Levy, Person
from mock_systems.social_insurance.levies import still_due
from sandbox.papers.notices.case import Case

BY_EMPLOYER = "请单位在规定期限内足额缴纳；个人应缴部分由用人单位代扣代缴。"
BY_PERSON = "全部由参保人本人缴纳，请在规定期限内向税务机关足额缴纳。"


def said(case: Case) -> Mapping[str, Any]:
    """What is still to be paid for the person, by the payer who was assessed last."""
    world, person = case.world, case.world.one(Person, case.notice.person)
    levies = still_due(world, person.person)
    employer = levies[-1].employer
    payer = world.one(Employer, employer) if employer else person
    assessed = "issue_contribution_slip" if employer else "pay_flexible"
    period = map(Levy.kind_of("month").on_paper, (levies[0].month, levies[-1].month))
    return {
        "payer": payer.name,
        "payer_number": payer.key,
        "name": person.name,
        "number": person.citizen_number,
        "period": "至".join(dict.fromkeys(period)),
        "lines": [_levy(levy) for levy in levies],
        "basis": OPERATIONS[f"social_insurance.{assessed}"].declared.basis,
        "duty": BY_EMPLOYER if employer else BY_PERSON,
    }


def _levy(levy: Levy) -> Mapping[str, Any]:
    names = ("insurance", "month", "base", "employer_amount", "person_amount")
    return {name: getattr(levy, name) for name in names}
