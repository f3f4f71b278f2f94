"""What was corrected stands on the explorer beside what it was corrected by: one step of its slip has
the text, its source and whether that was read, and the results follow."""

import re
from typing import NamedTuple

import pytest

from tests.sandbox.conftest import Browser

READ, UNREAD, OURS = "已核", "待核", "仿真"
DOING = "适用："
OVER_AGE = "超龄劳动者基本权益保障暂行规定"
SICK = "category=M60 birth=1980-02 index=1 balance=0 concluded=2026-05-20"


class Corrected(NamedTuple):
    """What was corrected: the rule, the facts of a slip, what stands in one step of it, what it
    gives, and the day."""

    what: str
    rule: str
    facts: str
    step: tuple[str, ...]
    gives: tuple[str, ...] = ()
    on: str = "2026-07-15"


SITUATIONS = {
    "violence": ("第十四条第三项", "认定为工伤"),
    "disease": ("第十四条第四项", "认定为工伤"),
    "away": ("第十四条第五项", "认定为工伤"),
    "missing": ("第十四条第五项、第四十一条", "供养亲属抚恤金"),
    "commute_rail": ("第十四条第六项", "认定为工伤"),
    "rescue": ("第十五条第二项", "视同工伤"),
    "veteran": ("第十五条第三项", "不发一次性伤残补助金"),
}
CORRECTED = [
    Corrected(
        "what was paid first is given back", "unemployment.refund",
        "category=M60 birth=1966-11 month=2026-10 pension_paid=1200",
        ("已以个人身份缴费", DOING, "人社部发〔2024〕76号", UNREAD), ("936.00元",),
    ),
    Corrected(
        "paying first and being given back is in force", "unemployment.refund",
        "category=M60 birth=1966-11 month=2026-10 pension_paid=1200",
        ("先缴后补（1 实施，0 不实施） 1 · 自 2025-01-01", "人社部发〔2024〕76号", READ),
    ),
    Corrected(
        "benefit runs through the month of the age", "unemployment.until_retirement",
        "category=M60 birth=1966-11 last_month=2026-09",
        ("先缴后补实施期间", DOING, "人社部发〔2024〕76号", READ), ("2027-05",),
    ),
    Corrected(
        "work injury of pensioners", "registration.enrolment",
        "sex=2 birth_day=1960-06-16 draws_employee=yes",
        (DOING, "单位必须参加工伤保险，个人不缴费，养老金不受影响", f"{OVER_AGE}第十五条、第十六条", READ),
    ),
    Corrected(
        "work injury past the age", "registration.enrolment", "sex=2 birth_day=1955-03-14",
        (DOING, "单位必须参加工伤保险，个人不缴费", f"{OVER_AGE}第十五条、第十六条", READ),
    ),
    Corrected(
        "pension past the age by agreement", "registration.enrolment",
        "sex=2 birth_day=1955-03-14 agreed=yes",
        (DOING, "由单位缴纳并代扣", f"{OVER_AGE}第十五条、第十六条", READ),
    ),
    Corrected(
        "no unemployment insurance past the age", "registration.enrolment",
        "sex=2 birth_day=1955-03-14", (DOING, "失业保险不予参加", UNREAD),
    ),
    Corrected(
        "who retires late", "registration.enrolment", "sex=1 birth_day=1965-03-14 deferred=yes",
        (DOING, "按在职职工参保", f"{OVER_AGE}第二十三条", READ),
    ),
    Corrected(
        "past the age before the law", "registration.enrolment", "sex=1 birth_day=1955-03-14",
        (DOING, "当时的法律没有写明", "劳动合同法第四十四条", UNREAD), on="2026-06-30",
    ),
    Corrected(
        "an agreement of work", "registration.employment", "way=unit sex=2 birth_day=1955-03-14",
        (DOING, "书面用工协议", "最低工资", "劳动仲裁", f"{OVER_AGE}第六条、第十一条、第十九条、第二十条", READ),
    ),
    Corrected(
        "recognition without a labour relation", "injury.recognition",
        "situation=at_work employed=no over_age=yes",
        (DOING, "不以劳动关系为前提", f"{OVER_AGE}第十五条", READ), ("认定为工伤",),
    ),
    Corrected(
        "proof of a relation in fact", "injury.recognition",
        "situation=at_work employed=no other_proof=yes",
        (DOING, "由单位举证", "工伤认定办法第十七条", READ), ("认定为工伤",),
    ),
    *(
        Corrected(f"the situation {code}", "injury.recognition", f"situation={code}",
                  (DOING, then, f"工伤保险条例{article}", READ))
        for code, (article, then) in SITUATIONS.items()
    ),
    Corrected(
        "the death grant of the accident's year", "injury.death",
        "accident=2025-12-20 wage=6480 spouse=yes others=1",
        ("54,188.00 × 20", "若干规定第十一条", "54,188", READ), ("1,083,760.00元",),
    ),
    Corrected(
        "no death grant after the rest period", "injury.death",
        "accident=2024-05-01 course=after_1_4 wage=6480 spouse=yes others=1",
        (DOING, "丧葬补助金", "工伤保险条例第三十九条第三款", READ),
    ),
    Corrected(
        "a decision is delivered within 20 days", "injury.decision",
        "received=2026-03-16 accepted=2026-03-20 decided=2026-05-19",
        ("2026-06-08", "工伤认定办法", "第二十二条", READ),
    ),
    Corrected(
        "missing papers are told within 5 working days", "injury.appraisal",
        "received=2025-08-04 concluded=2025-09-08 delivered=2025-09-11",
        ("一次性告知", "2025-08-11", "第55号", "第十条", READ),
    ),
    Corrected(
        "a conclusion is delivered within 15 days", "injury.appraisal",
        "received=2025-08-04 concluded=2025-09-08 delivered=2025-09-11",
        ("送达", "2025-09-23", "第55号", "第十七条", READ),
    ),
    Corrected(
        "a second appraisal within 15 days of receipt", "injury.appraisal",
        "received=2025-08-04 concluded=2025-09-08 delivered=2025-09-11",
        ("再次鉴定", "2025-09-26", "第二十六条", READ),
    ),
    Corrected(
        "the papers of an appraisal", "injury.appraisal", "received=2025-08-04 concluded=2025-09-08",
        ("诊断证明和完整病历", "居民身份证或者社会保障卡", "劳动能力鉴定管理办法第九条"),
    ),
    Corrected(
        "who hinders an examination", "injury.examination", "conduct=absent",
        (DOING, "当次鉴定终止", "劳动能力鉴定管理办法第十四条", READ),
    ),
    Corrected(
        "places of an unemployment registration", "registration.unemployment",
        "sex=2 birth_day=1986-03-08 usual_residence=no",
        (DOING, "告知到其中任一地办理", "云人社规〔2026〕6号", UNREAD),
    ),
    Corrected(
        "the job subsidy near the age", "injury.leaving", "grade=9 category=F50 birth=1978-07",
        ("31,200.00 × 80%", "浙江省工伤保险条例第二十七条", OURS), ("24,960.00元",),
    ),
    Corrected(
        "part years of a death grant", "death.pension_member", "paid_months=181",
        ("15.08", "计发抚恤金的年限计到", OURS), ("9.08",),
    ),
    Corrected(
        "the multiple of a death grant", "death.pension_member", "paid_months=192",
        ("人社部发〔2021〕18号", READ), ("60,000.00元",),
    ),
    Corrected(
        "the sequence 000", "identifier.citizen_number", "number=350101199001010008",
        (DOING, "本系统不受理顺序码为000的号码"),
    ),
    Corrected(
        "the divisor between whole ages", "pension.divisor", "age=60y1m",
        ("138.4", "非整岁计发月数按月插值", READ), ("138.4",),
    ),
    Corrected(
        "late retirement is agreed in writing", "retirement.choice",
        "category=M60 birth=1966-02 chosen=2027-02 paid_months=180", (DOING, "至少提前1个月与单位书面约定"),
    ),
    Corrected(
        "early retirement is told three months ahead", "retirement.choice",
        "category=M60 birth=1970-06 chosen=2030-08 paid_months=200", (DOING, "至少提前3个月书面告知"),
    ),
    *(
        Corrected(f"the rate of {year}", "pension.account", "balance=10000 first_year=2016 years=10",
                  (f"{year}年末储存额", f"{rate}%", READ if year == 2024 else UNREAD), ("17,578.31元",))
        for year, rate in (
            (2016, "8.31"), (2017, "7.12"), (2018, "8.29"), (2019, "7.61"), (2020, "6.04"),
            (2021, "6.69"), (2022, "6.12"), (2023, "3.97"), (2024, "2.62"), (2025, "1.5"),
        )
    ),
    Corrected(
        "the other rate of 2021", "pension.account",
        "balance=10000 first_year=2016 years=10 other_rate=yes", ("2021年末储存额", "5.35%", UNREAD),
        ("17,357.52元",),
    ),
    Corrected(
        "pooled money that moves", "transfer.amount", "bases_sum=642000 account=68432.17",
        ("12%", READ), ("145,472.17元",),
    ),
    Corrected(
        "ten years paid here let a newcomer in", "transfer.temporary_account",
        "sex=1 age=63y0m hukou_here=no first_here=no months_here=120", (DOING, "可以转入，由本地发放", READ),
    ),
    Corrected(
        "the divisor of residents", "resident.benefit", "balance=22000",
        ("139", "国发〔2014〕8号", READ), ("358.27元",),
    ),
    Corrected(
        "fifteen years of residents", "resident.eligibility", "age=60y0m years=12", ("15", READ), ("3",),
    ),
    Corrected(
        "sickness allowance of 4 years and 11 months", "sickness.allowance", f"{SICK} months=59",
        ("12", "病残津贴", READ), ("2027-06",), "2026-06-15",
    ),
    Corrected(
        "sickness allowance of 7 years and a month", "sickness.allowance", f"{SICK} months=85",
        ("21", "病残津贴", READ), ("2028-03",), "2026-06-15",
    ),
]  # fmt: skip

LAW_OF_2024 = "国务院关于渐进式延迟法定退休年龄的办法第二条"
FIGURES = [
    ("pension.divisor_interpolated", "2025-01-01", "1", "核定表十份", READ),
    ("pension.years_step", "2006-01-01", "0.01", "四十一份中二十九份", UNREAD),
    ("pension.years_rounding", "2006-01-01", "1", "安徽进到一位小数", UNREAD),
    *(
        (
            "retirement.minimum_months",
            f"{year}-01-01",
            str(180 + 6 * (year - 2029)),
            LAW_OF_2024,
            READ,
        )
        for year in range(2030, 2040)
    ),
    ("retirement.original_months", "1978-06-02", "720", "国发〔1978〕104号", READ),
    ("retirement.flexible_months", "2025-01-01", "36", "人社部发〔2024〕94号", READ),
    ("retirement.extended_months", "2011-07-01", "60", "若干规定第二条", READ),
    ("injury.accept_days", "2011-01-01", "15", "工伤认定办法（人社部令第8号）第八条", READ),
    ("injury.national_income", "2025-01-01", "54,188", "2024年国民经济和社会发展统计公报", READ),
    ("injury.leaving_medical_months", "2024-01-01", "30", "浙江省工伤保险条例第二十七条", OURS),
    ("injury.leaving_job_months", "2024-01-01", "30", "浙江省工伤保险条例第二十七条", OURS),
    ("transfer.pool_rate", "2010-01-01", "12%", "国办发〔2009〕66号）第四条", READ),
    ("transfer.temporary_age", "2010-01-01", "50", "国办发〔2009〕66号）第五条", READ),
    ("transfer.payment_months", "2010-01-01", "120", "国办发〔2009〕66号）第六条", READ),
    ("resident.divisor", "2014-02-21", "139", "国发〔2014〕8号", READ),
    ("resident.minimum_years", "2014-02-21", "15", "国发〔2014〕8号", READ),
    ("resident.pension_age", "2014-02-21", "60", "国发〔2014〕8号", READ),
    *(
        (
            "resident.basic_least",
            f"{year}-01-01",
            least,
            f"{year}年全国城乡居民基础养老金最低标准",
            UNREAD,
        )
        for year, least in ((2024, "123"), (2025, "143"), (2026, "163"))
    ),
    ("sickness.short_months", "2025-01-01", "60", "人社部发〔2024〕72号", READ),
    ("sickness.more_months", "2025-01-01", "3", "人社部发〔2024〕72号", READ),
    ("unemployment.pay_first", "2025-01-01", "1", "人社部发〔2024〕76号", READ),
    ("unemployment.pay_first", "2040-01-01", "0", "人社部发〔2024〕76号", READ),
    ("registration.over_age", "2026-07-01", "1", "人社部等五部门令第56号", READ),
    ("injury.appraisal_notice_workdays", "2025-07-01", "5", "第55号）第十条", READ),
    ("injury.appraisal_delivery_days", "2025-07-01", "15", "第55号）第十七条", READ),
]


@pytest.mark.parametrize("figure", FIGURES, ids=[f"{each[0]} {each[1]}" for each in FIGURES])
def test_a_figure_stands_beside_its_day_source_and_status(
    client: Browser, figure: tuple[str, ...]
) -> None:
    client.sign_in("mt001")
    page = client.get(
        f"/policy/parameters/{figure[0]}", params={"on": "2026-07-15", "region": "3901"}
    )
    rows = [plain(row) for row in re.findall("<tr.*?</tr>", page.text, re.DOTALL)]
    assert any(all(text in row for text in figure[1:]) for row in rows), "\n".join(rows)


@pytest.mark.parametrize("each", CORRECTED, ids=[each.what for each in CORRECTED])
def test_a_corrected_rule_stands_beside_its_source(client: Browser, each: Corrected) -> None:
    client.sign_in("mt001")
    facts = dict(pair.split("=") for pair in each.facts.split())
    asked = {"on": each.on, "region": "3901", **facts}
    page = client.get(f"/policy/rules/{each.rule}", params=asked).text
    slip = page[page.index('aria-labelledby="slip"') :]
    steps = [plain(step) for step in re.findall("<li>(.*?)</li>", slip, re.DOTALL)]
    assert any(all(text in step for text in each.step) for step in steps), "\n".join(steps)
    assert all(text in plain(slip) for text in each.gives)


def plain(page: str) -> str:
    """The text of a page, without its elements, the marks of titles and what stays folded."""
    shown = re.sub("</summary>.*?</details>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub("<[^>]*>|[《》]", "", shown))
