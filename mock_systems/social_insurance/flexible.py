"""Flexible workers: registration (A06) and paying months (B03).

A base is free between floor and ceiling; months of past years cannot be paid, which the system
warns of and does not prevent. What was assessed may be assessed anew until it is paid.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_systems import guards, standing
from mock_systems.bases import cited
from mock_systems.bounds import Limit, Young, out_of_bounds
from mock_systems.facts import Fact
from mock_systems.fields import money, months, record
from mock_systems.money import yuan
from mock_systems.months import first_day, month_of, year_of
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.panels import rows_of
from mock_systems.policy import contribution
from mock_systems.records import ContributionSpell, Levy, Participation, Person
from mock_systems.sentence import Sentence
from mock_systems.social_insurance.levies import levied
from mock_systems.social_insurance.participations import taken_up
from mock_systems.social_insurance.person_page import LEVIED, insured
from mock_systems.standing import EMPLOYEE_PENSION, FLEXIBLE
from mock_systems.world import World

PAST_BASIS = cited("LSIM2 2")
LAW_SINCE = "2011-07"


class EnrolFlexible(
    Operation,
    name="social_insurance.enrol_flexible",
    part="deed",
    cautions=("base_out_of_bounds",),
    title="灵活就业人员参保登记",
    item="A06",
    basis=cited("SIL 10.2, 58.2"),
    menu="个人参保",
):
    """Take part in the employee pension on one's own."""

    person: str = record("个人编号", Person, code="AAC001")
    base: int = money("缴费基数", code="AAE180")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        person = world.one(Person, self.person)
        yield from guards.dead(person)
        young = "未满{years}周岁，不得参保。"
        yield from guards.too_young(world, person, "working", young, cited("LL 15; LSIM1 5"))
        yield from guards.too_old(person, world.today)
        told = "已领取职工基本养老金，不得再参保缴费。"
        yield from guards.receives_pension(world, person, told, cited("LSIM1 5; LSIM3 2"))
        for each in standing.active(world, self.person, EMPLOYEE_PENSION):
            yield _active_already(each)
        yield from wrong_base(world, self.base)

    def run(self, world: World) -> Answer:
        found = world.first(Participation, person=self.person, insurance=EMPLOYEE_PENSION)
        taken_up(
            world,
            found,
            self.person,
            EMPLOYEE_PENSION,
            identity=FLEXIBLE,
            employer="",
            base=self.base,
        )
        return Answer("已办理灵活就业人员参保登记。", (insured(world, self.person),))


class PayFlexible(
    Operation,
    name="social_insurance.pay_flexible",
    part="deed",
    facts={"past_year": Fact("含以前年度月份")},
    cautions=(
        "assesses_again",
        "before_since",
        "past_year",
        "future_month",
        "base_not_registered",
        "base_out_of_bounds",
    ),
    title="灵活就业人员缴费申报",
    item="B03",
    also=("A06",),
    basis=cited("SIL 10.2, 12.3, 60.2; RATE 3; PEN38"),
    menu="征缴",
):
    """Assess months of a flexible worker on one base; the tax authority collects them."""

    person: str = record("个人编号", Person, code="AAC001")
    base: int = money("缴费基数", code="AAE180")
    months: tuple[str, ...] = months("缴费年月", bounds=("birth", "age", "first", "last", "life"))

    def facts(self, world: World) -> Mapping[str, Any]:
        return {"past_year": bool(self._past(world))}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from guards.dead(world.one(Person, self.person))
        own = standing.active(world, self.person, EMPLOYEE_PENSION)
        if not any(each.identity == FLEXIBLE for each in own):
            yield Refusal("not_flexible", "该人员不是在缴的灵活就业人员，请先办理参保登记（A06）。")
        yield from self._paid_already(world)
        yield from self._wrong_months(world)
        yield from self._out_of_bounds(world, own)
        yield from wrong_base(world, self.base)
        yield from self._other_base(own)

    def run(self, world: World) -> Answer:
        levies = [self._levy(world, month) for month in self.months]
        total = sum(levy.person_amount for levy in levies)
        return Answer(
            Sentence(
                "已核定 {count} 个月，合计 {total} 元。", count=len(levies), total=yuan(total)
            ),
            (rows_of("缴费核定", world, levies, Levy, *LEVIED),),
        )

    def _levy(self, world: World, month: str) -> Levy:
        fee = contribution.flexible_fee(self.base, on=first_day(month))
        return levied(
            world,
            self.person,
            EMPLOYEE_PENSION,
            month,
            employer="",
            base=self.base,
            employer_amount=0,
            person_amount=fee,
        )

    def _paid_already(self, world: World) -> Iterator[Refusal | Caution]:
        spells = world.find(ContributionSpell, person=self.person, insurance=EMPLOYEE_PENSION)
        levies = world.find(Levy, person=self.person, insurance=EMPLOYEE_PENSION)
        due = {levy.month for levy in levies if levy.paid == "0" and not levy.employer}
        known = {levy.month for levy in levies if levy.paid != "0" or levy.employer}
        paid = [m for m in self.months if m in known or any(s.first <= m <= s.last for s in spells)]
        if paid:
            doubled = Sentence(
                "{months} 已缴费或已由单位核定，请去掉后再申报。", months=tuple(paid)
            )
            yield Refusal("paid_already", doubled)
        if again := sorted(due.intersection(self.months)):
            yield Caution(
                "assesses_again",
                Sentence(
                    "{months} 已核定，尚未缴费。确认后按本次填写的内容重新核定。",
                    months=tuple(again),
                ),
            )

    def _out_of_bounds(self, world: World, own: list[Participation]) -> Iterator[Refusal | Caution]:
        old = Sentence("{since} 以前的年月不在本功能申报，请改正年月。", since=LAW_SINCE)
        ahead = Sentence(
            "{year} 年以后的缴费基数上下限还没有公布，请改正年月。", year=world.today.year
        )
        outside = Caution(
            "before_since",
            "所填年月早于参保登记的起始年月，当时没有参保，请核对年月。确认后按所填年月核定。",
            wrong=True,
        )
        since = min((each.since for each in own if each.identity == FLEXIBLE), default=None)
        yield from out_of_bounds(
            self,
            world,
            world.one(Person, self.person),
            Limit("months", Refusal("before_law", old), first=LAW_SINCE),
            Limit("months", outside, first=since),
            Limit("months", Refusal("no_bounds_yet", ahead), last=f"{world.today.year}-12"),
            young=Young(
                "所填年月未满{years}周岁，不能缴费，请核对年月和人员。", cited("LL 15; LSIM1 5")
            ),
        )

    def _wrong_months(self, world: World) -> Iterator[Caution]:
        current = month_of(world.today)
        if past := self._past(world):
            yield Caution(
                "past_year",
                Sentence(
                    "{first} 等 {count} 个月属于以前年度。灵活就业人员以前年度未缴的月份不得补缴。",
                    first=past[0],
                    count=len(past),
                ),
                PAST_BASIS,
                wrong=True,
            )
        ahead = [month for month in self.months if month > current]
        if ahead:
            not_due = Sentence("{months} 尚未到缴费期，请核对是否预缴。", months=tuple(ahead))
            yield Caution("future_month", not_due)

    def _past(self, world: World) -> list[str]:
        return [month for month in self.months if year_of(month) < world.today.year]

    def _other_base(self, own: list[Participation]) -> Iterator[Caution]:
        registered = next((each.base for each in own if each.identity == FLEXIBLE), 0)
        if registered not in (0, self.base):
            yield Caution(
                "base_not_registered",
                Sentence(
                    "缴费基数 {base} 元与登记的缴费基数不一致，请核对。", base=yuan(self.base)
                ),
            )


def wrong_base(world: World, base: int) -> Iterator[Caution]:
    """Whether a chosen base lies outside this year's floor and ceiling."""
    bounds = contribution.bounds(on=world.today)
    floor, ceiling = bounds.fen("floor"), bounds.fen("ceiling")
    if not floor <= base <= ceiling:
        yield Caution(
            "base_out_of_bounds",
            Sentence(
                "缴费基数 {base} 元不在 {floor} 至 {ceiling} 元之间。",
                base=yuan(base),
                floor=yuan(floor),
                ceiling=yuan(ceiling),
            ),
            cited("RATE 3; LSIM1 3"),
            wrong=True,
        )


def _active_already(participation: Participation) -> Refusal:
    if participation.identity == FLEXIBLE:
        return Refusal("flexible_already", "该人员已是在缴的灵活就业人员，无需重复登记。")
    return Refusal(
        "insured_elsewhere",
        "该人员正由单位参加职工养老保险，须由该单位先办理减少申报，再以灵活就业身份参保。",
        cited("LSIM3 1; LOC 17"),
    )
