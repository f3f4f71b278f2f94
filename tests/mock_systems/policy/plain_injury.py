"""The oracle of work injury: limits and benefits, in the same plain way."""

import datetime
from typing import Any

from tests.mock_systems.policy import draws as some
from tests.mock_systems.policy.drawn import births, classes, days, facts, money
from tests.mock_systems.policy.plain import (
    AVERAGE,
    MINIMUM_WAGE,
    Answer,
    held,
    months_on,
    percent,
    year_later,
)
from tests.mock_systems.policy.plain_benefits import retirement
from tests.mock_systems.policy.plain_days import due


def deadlines(accident: datetime.date) -> Answer:
    return {
        "employer_until": accident + datetime.timedelta(30),
        "employee_until": year_later(accident),
    }


def decision(
    received: datetime.date,
    accepted: datetime.date,
    clear: bool,
    waiting_days: int,
    completed: datetime.date | None,
    decided: datetime.date | None,
) -> Answer:
    decide_until = accepted + datetime.timedelta((15 if clear else 60) + waiting_days)
    return {
        "accept_until": (completed or received) + datetime.timedelta(15),
        "decide_until": decide_until,
        "deliver_until": (decided or decide_until) + datetime.timedelta(20),
    }


def appraisal(
    received: datetime.date,
    concluded: datetime.date,
    prolonged: bool,
    delivered: datetime.date | None,
) -> Answer:
    known = datetime.date(2025, 7, 1)
    return {
        "notice_until": due(received, 5)["due"] if received >= known else None,
        "appraise_until": received + datetime.timedelta(90 if prolonged else 60),
        "deliver_until": concluded + datetime.timedelta(15) if concluded >= known else None,
        "second_until": delivered + datetime.timedelta(15) if delivered else None,
        "review_from": year_later(concluded),
    }


def rest(accident: datetime.date, prolonged: bool) -> Answer:
    until = year_later(accident)
    if not prolonged:
        return {"until": until}
    if (accident.month, accident.day) == (2, 29):
        return {"until": accident.replace(year=accident.year + 2, day=28)}
    return {"until": year_later(until)}


def disability(grade: int, wage: int, grant_due: bool) -> Answer:
    own = held(wage)
    one_off = own * [27, 25, 23, 21, 18, 16, 13, 11, 9, 7][grade - 1]
    monthly = 0
    if grade <= 6:
        rate = [9000, 8500, 8000, 7500, 7000, 6000][grade - 1]
        monthly = max(MINIMUM_WAGE, percent(own, rate))
    return {"own_wage": own, "one_off": one_off if grant_due else 0, "monthly": monthly}


def nursing(dependence: str) -> Answer:
    return {"monthly": AVERAGE * {"full": 5, "most": 4, "part": 3}[dependence] // 10}


def leaving(grade: int, category: str, birth: str, draws_pension: bool) -> Answer:
    months = {5: 30, 6: 25, 7: 10, 8: 7, 9: 4, 10: 2}.get(grade, 0)
    if draws_pension:
        months = 0
    job, last = AVERAGE * months, retirement(category, birth)["month"]
    for years in (4, 3, 2, 1):
        if months_on(last, -12 * years) < "2026-06":
            job -= AVERAGE * months // 5
    return {"medical": AVERAGE * months, "job": job}


def death(
    accident: datetime.date, wage: int, course: str, spouse: bool, others: int, alone: int
) -> Answer:
    if course == "after_other":
        return {"funeral": 0, "one_off": 0, "monthly": 0}
    own = held(wage)
    shares = [percent(own, 4000)] * spouse + [percent(own, 3000)] * others
    shares += [percent(own, 1000)] * alone
    income = {2024: 51821, 2025: 54188, 2026: 56502}[accident.year]
    return {
        "funeral": AVERAGE * 6,
        "one_off": 0 if course == "after_1_4" else income * 20 * 100,
        "monthly": min(own, sum(shares)),
    }


def in_order(case: dict[str, Any]) -> bool:
    given = [case[name] for name in ("received", "completed", "accepted", "decided", "concluded", "delivered") if case.get(name)]  # fmt: skip
    return given == sorted(given)


ON = datetime.date(2026, 6, 15)
some_days = some.dates(datetime.date(2025, 6, 25), datetime.date(2025, 7, 5)) | some.dates(
    datetime.date(2024, 1, 1), datetime.date(2027, 9, 1)
)
perhaps = days | some.just(None)
COMPARED = {
    "injury.deadlines": (facts(accident=days), deadlines),
    "injury.decision": (
        facts(received=days, accepted=days, clear=some.booleans(),
              waiting_days=some.integers(0, 400), completed=perhaps, decided=perhaps,
        ).filter(in_order),
        decision,
    ),
    "injury.appraisal": (
        facts(received=some_days, concluded=some_days, prolonged=some.booleans(),
              delivered=perhaps).filter(in_order),
        appraisal,
    ),
    "injury.rest": (facts(accident=days, prolonged=some.booleans()), rest),
    "injury.own_wage": (facts(wage=money), lambda wage: {"own_wage": held(wage)}),
    "injury.disability": (facts(grade=some.integers(1, 10), wage=money, grant_due=some.booleans()), disability),
    "injury.nursing": (facts(dependence=some.sampled_from(["full", "most", "part"])), nursing),
    "injury.leaving": (
        facts(grade=some.integers(1, 10), category=classes, draws_pension=some.booleans(),
              birth=births | some.sampled_from(["1965-10", "1966-10", "1969-02"])),
        leaving,
    ),
    "injury.death": (
        facts(
            accident=some.dates(datetime.date(2024, 1, 1), ON) | some.sampled_from(
                [datetime.date(2024, 12, 31), datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)]
            ),
            wage=money,
            course=some.sampled_from(["work", "rest", "after_1_4", "after_other"]),
            spouse=some.booleans(), others=some.integers(0, 4), alone=some.integers(0, 2),
        ).filter(lambda case: case["alone"] <= case["spouse"] + case["others"]),
        death,
    ),
}  # fmt: skip
