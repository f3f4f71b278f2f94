"""Recognition as a person with difficulty in finding work (rule R13)."""

from datetime import date

from mock_systems.ages import age
from mock_systems.bases import cited
from mock_systems.months import day_later
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.registration import outside_working_age
from mock_systems.policy.retirement import AGES
from mock_systems.policy.rule import rule
from mock_systems.policy.workdays import counted
from mock_systems.sentence import Sentence

_BASIS = cited("EPL 52; AID84; LSIM6 1")
TOWN = "10"


@rule(
    "R13",
    "就业困难人员类别",
    basis=_BASIS,
    uses=(
        "hardship.age",
        "hardship.rural_age",
        "hardship.unemployed_months",
        "age.working",
        *AGES,
    ),
    sex="1",
    birth_day="1977-01-20",
    hukou_kind="10",
    since="2025-08-01",
)
def category(
    sheet: Worksheet,
    sex: str,
    birth_day: date,
    hukou_kind: str,
    since: date,
    disabled: bool = False,
    allowance: bool = False,
    paid_unemployment: bool = False,
    landless: bool = False,
    few_children: bool = False,
    former_poor: bool = False,
    nobody_employed: bool = False,
    hukou_here: bool = True,
) -> Calculation:
    """The `categories` a registered unemployed person belongs to, and the day `long_from` which a
    year of unemployment is full. `since` is the start of the registration (`hardship.since`);
    who is not of this province (`hukou_here`) or not of working age belongs to none."""
    young, past = outside_working_age(sheet, sex, birth_day)
    years, town = age(birth_day, sheet.on), hukou_kind == TOWN
    old, rural_old = sheet.figure("hardship.age", sex), sheet.figure("hardship.rural_age", sex)
    limit = sheet.figure("hardship.unemployed_months")
    full = day_later(since, int(limit.value))
    long = sheet.on >= full
    sheet.note("周岁", str(birth_day), str(years))
    formula = Sentence("{since} 起 {months} 个月", since=since, months=limit.value)
    sheet.note("登记失业满一年之日", formula, str(full), limit)
    sheet.note("达到大龄的周岁", old.label, str(old.value), old, rural_old)
    outside = sheet.every(
        (
            Row("户籍不在本省", not hukou_here, "不予认定"),
            Row("未满最低就业年龄，或已过法定退休年龄", young or past, "不予认定"),
        )
    )
    rows = sheet.every(
        (
            Row("城镇，达到大龄", town and years >= old.value, "01 城镇大龄人员", code="01"),
            Row("城镇，持残疾人证", town and disabled, "02 城镇残疾人员", code="02"),
            Row("城镇，享受最低生活保障", town and allowance, "03 城镇低保人员", code="03"),
            Row("城镇，连续登记失业一年以上", town and long, "04 城镇长期失业人员", code="04"),
            Row("农村进城，缴过失业保险且失业超过一年", not town and paid_unemployment and sheet.on > full, "05 农村进城失业人员", code="05"),
            Row("城市规划区失地农民", landless, "06 失地农民", code="06"),
            Row("农村独生子女或二女户，达到年龄", not town and few_children and years >= rural_old.value, "07 农村计生户", code="07"),
            Row("农村，持残疾人证", not town and disabled, "08 农村残疾人员", code="08"),
            Row("农村，享受最低生活保障", not town and allowance, "09 农村低保人员", code="09"),
            Row("脱贫人口", former_poor, "10 脱贫人口", code="10"),
            Row("零就业家庭", nobody_employed, "11 零就业家庭成员", cited("EPL 56"), code="11"),
        )
    )  # fmt: skip
    return sheet.done(
        eligible=bool(rows) and not outside,
        categories=() if outside else tuple(row.code for row in rows),
        long_from=full,
    )


@rule(
    "R13",
    "连续登记失业的起算日",
    basis=_BASIS,
    first_registered="2025-03-01",
    cancelled="2026-01-10",
    registered_again="2026-01-10",
)
def since(
    sheet: Worksheet, first_registered: date, cancelled: date, registered_again: date
) -> Calculation:
    """From which day a year of unemployment counts: the first registration's where it was made
    again on the very day it was cancelled, else the new one's."""
    same = cancelled == registered_again
    start = first_registered if same else registered_again
    row = sheet.first(
        (
            Row("注销当日重新登记", same, "原登记日起连续计算"),
            Row("注销后另日登记", True, "重新登记之日起计算"),
        )
    )
    return sheet.done(since=start, reason=row.then)


@rule(
    "R13",
    "就业困难人员认定期限",
    basis=_BASIS,
    uses=("hardship.review_workdays",),
    received="2026-06-15",
)
def decision(sheet: Worksheet, received: date) -> Calculation:
    """Until when the street gives its `first_review` and then the county its `final_review`."""
    days = sheet.figure("hardship.review_workdays")
    first = counted(sheet, "街道初审期限", received, int(days.value), days)
    final = counted(sheet, "县级终审期限", first, int(days.value), days)
    return sheet.done(first_review=first, final_review=final)
