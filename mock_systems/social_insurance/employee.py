"""Insuring employees: registration with an employer (A05).

What a real system blocks is blocked: children, double registration, pensioners, unemployment
insurance of who can no longer retire late, a name that is not the one registered. A base or starting month that is merely wrong goes through after a warning.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from mock_systems import guards, standing
from mock_systems.bases import Basis, cited
from mock_systems.bounds import Limit, Young, out_of_bounds
from mock_systems.fields import coded, day, money, month, named, record, several
from mock_systems.kinds import NAME
from mock_systems.money import yuan
from mock_systems.months import first_day, month_of, span, year_of
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.panels import rows_of
from mock_systems.policy import contribution, registration
from mock_systems.policy.calculation import Calculation
from mock_systems.records import Employer, Levy, Participation, Person
from mock_systems.records.insurance import EMPLOYEE_INSURANCE, INSURANCE, INSURED_IDENTITY, PAYING
from mock_systems.sentence import Sentence
from mock_systems.social_insurance.levies import levied
from mock_systems.social_insurance.participations import taken_up
from mock_systems.social_insurance.person_page import LEVIED, insured
from mock_systems.standing import EMPLOYEE_PENSION
from mock_systems.world import World

EMPLOYEE = "10"
INJURY = "410"
OVER_AGE = cited("OV56 15, 16, 23")
PARTS = {EMPLOYEE_PENSION: "pension", "210": "unemployment", INJURY: "injury"}
"""What the results of the contribution rule call the parts of each insurance."""


class EnrolEmployee(
    Operation,
    name="social_insurance.enrol_employee",
    part="deed",
    cautions=(
        "agreement",
        "injury_missing",
        "injury_elsewhere",
        "flexible",
        "base_below_floor",
        "base_above_ceiling",
        "base_not_wage",
        "late",
    ),
    title="职工参保登记",
    item="A05",
    basis=cited("SIL 58; OPR 6"),
    menu="单位参保",
):
    """Insure a person with an employer and assess the months from `since` to the current one;
    an empty `since` is the current month."""

    person: str = record("个人编号", Person, code="AAC001")
    name_on_card: str = named("证件姓名", hint="按参保登记表和居民身份证填写")
    employer: str = record("单位编号", Employer, code="AAB001")
    identity: str = coded("参保身份", INSURED_IDENTITY, EMPLOYEE, code="AAC066")
    insurances: tuple[str, ...] = several("险种", EMPLOYEE_INSURANCE, code="AAE140")
    hired: date = day("用工之日", code="AAE030", bounds=("birth", "age", "today", "life"))
    since: str = month("缴费起始年月", "", code="AAC030", bounds=("first", "today"))
    wage: int = money("申报工资", code="AAC040")
    base: int = money("缴费基数", code="AAE180")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        person = world.one(Person, self.person)
        yield from self._wrong_person(world, person)
        yield from self._wrong_form(world)
        yield from self._wrong_times(world, person)
        yield from self._insured_already(world)
        yield from self._wrong_base(world)
        yield from self._late(world)

    def run(self, world: World) -> Answer:
        person, unit = world.one(Person, self.person), world.one(Employer, self.employer)
        for insurance in self.insurances:
            self._insure(world, insurance)
        levies = [
            levy
            for month in span(self._first_month(world), month_of(world.today))
            for levy in self._levies(world, unit, month)
        ]
        return Answer(
            Sentence(
                "已登记：{person}在{unit}参加 {count} 个险种。",
                person=person.name,
                unit=unit.name,
                count=len(self.insurances),
            ),
            (
                insured(world, self.person),
                rows_of("缴费核定", world, levies, Levy, *LEVIED),
            ),
        )

    def _wrong_person(self, world: World, person: Person) -> Iterator[Refusal | Caution]:
        if not NAME.same(self.name_on_card, person.name):
            yield Refusal(
                "name_differs",
                Sentence(
                    "证件姓名“{given}”与本系统登记的姓名不一致，不得参保登记，请先办理个人基本信息变更。",
                    given=self.name_on_card,
                ),
                cited("IDL 3; OPR 9"),
            )
        yield from guards.dead(person)
        if {*self.insurances} - {INJURY}:
            yield from guards.receives_pension(world, person, *_pensioner(world.today))
        if registration.over_age(person.sex, person.born, on=world.today):
            yield from self._over_age(world, person)

    def _over_age(self, world: World, person: Person) -> Iterator[Refusal | Caution]:
        """What the rule of enrolment does not allow whatever was agreed, what it allows only then,
        and what it demands."""
        if standing.receives(world, self.person, EMPLOYEE_PENSION):
            return
        rule = partial(registration.enrolment, person.sex, person.born, on=world.today)
        wanted, plain, agreed = {*self.insurances}, rule(), rule(agreed=True, deferred=True)
        if wanted - agreed.codes("insurances"):
            told = "该人员已超过法定退休年龄，且不在弹性延迟退休期间，不得参加失业保险。"
            yield Refusal("over_age", told, OVER_AGE)
        elif wanted - plain.codes("insurances"):
            yield Caution(
                "agreement",
                "该人员已超过法定退休年龄：参加养老保险须与单位约定，参加失业保险须有弹性延迟退休的书面约定。请核对约定后确认。",
                OVER_AGE,
            )
        here = {each.employer for each in standing.active(world, self.person, INJURY)}
        if INJURY in plain.codes("required") - wanted and self.employer not in here:
            told = "该人员已超过法定退休年龄，单位必须为其参加工伤保险。确认后仍按所选险种登记。"
            yield Caution("injury_missing", told, OVER_AGE, wrong=True)

    def _wrong_form(self, world: World) -> Iterator[Refusal]:
        closed = "该单位已注销，不得为职工参保，请核对单位编号。"
        yield from guards.unit_closed(world, self.employer, closed)
        if self.identity != EMPLOYEE:
            yield Refusal("identity", "由单位参保的，参保身份应选“10 企业职工”。")

    def _wrong_times(self, world: World, person: Person) -> Iterator[Refusal | Caution]:
        hired, current = month_of(self.hired), month_of(world.today)
        told = "缴费起始年月应在用工之月 {hired} 至本月 {current} 之间。"
        early = Refusal("since", Sentence(told, hired=hired, current=current))
        young = Young(
            "该人员用工之日未满{years}周岁，不得招用，请报告劳动保障监察。",
            cited("LL 15; WIR 66"),
        )
        start = Limit("since", early, first=self.hired)
        yield from out_of_bounds(self, world, person, start, young=young)
        first = self._first_month(world)
        if hired <= first and year_of(first) < year_of(current) and self._is_late(world):
            yield Refusal(
                "earlier_year",
                "以前年度的月份不在本登记中核定，起始年月填本年月份，其余另办断缴补缴申报（B03）。",
                cited("SIL 63, 86; LSIM2 1"),
            )

    def _insured_already(self, world: World) -> Iterator[Refusal | Caution]:
        found = [each for i in self.insurances for each in standing.active(world, self.person, i)]
        here = [each for each in found if each.employer == self.employer]
        elsewhere = [each for each in found if each not in here and each.employer]
        flexible = [each for each in found if not each.employer]
        if here:
            doubled = Sentence(
                "该职工已在本单位参加{insurances}，无需重复登记。", insurances=_named(here)
            )
            yield Refusal("insured_here", doubled)
        blocked = [each for each in elsewhere if each.insurance != INJURY]
        if blocked:
            yield Refusal(
                "insured_elsewhere",
                Sentence(
                    "该职工的{insurances}已在其他单位参保缴费，须由原单位先办理减少申报。",
                    insurances=_named(blocked),
                ),
                cited("LSIM3 1; LOC 17"),
            )
        elif elsewhere:
            yield Caution(
                "injury_elsewhere",
                "该职工已在其他单位参加工伤保险，继续将作为第二用人单位单独登记工伤保险。",
                cited("SIR 9"),
            )
        if flexible:
            yield Caution(
                "flexible",
                "该职工正以灵活就业人员身份参保，继续将改为企业职工；重叠月份的缴费应退费。",
                cited("OPR 9; SIL 10.1"),
            )

    def _wrong_base(self, world: World) -> Iterator[Caution]:
        bounds = contribution.bounds(on=world.today)
        floor, ceiling = bounds.fen("floor"), bounds.fen("ceiling")
        right = min(max(self.wage, floor), ceiling)
        if self.base == right:
            return
        basis = cited("RATE 3; LSIM1 2")
        base = yuan(self.base)
        if self.base < floor:
            below = Sentence(
                "缴费基数 {base} 元低于下限 {floor} 元。确认后按所填基数核定。",
                base=base,
                floor=yuan(floor),
            )
            yield Caution("base_below_floor", below, basis, wrong=True)
        elif self.base > ceiling:
            above = Sentence(
                "缴费基数 {base} 元高于上限 {ceiling} 元。确认后按所填基数核定。",
                base=base,
                ceiling=yuan(ceiling),
            )
            yield Caution("base_above_ceiling", above, basis, wrong=True)
        else:
            apart = Sentence(
                "缴费基数 {base} 元与申报工资 {wage} 元不符。确认后按所填基数核定。",
                base=base,
                wage=yuan(self.wage),
            )
            yield Caution("base_not_wage", apart, basis)

    def _late(self, world: World) -> Iterator[Caution]:
        if self._is_late(world):
            until = registration.deadline("enrolment", self.hired, on=world.today).day("until")
            yield Caution(
                "late",
                Sentence(
                    "登记期限为 {until}，现已逾期。仍应受理，自用工之月起核定；请提醒单位按时申报。",
                    until=until,
                ),
                cited("SIL 58"),
            )

    def _is_late(self, world: World) -> bool:
        return registration.is_late("enrolment", self.hired, on=world.today)

    def _first_month(self, world: World) -> str:
        return self.since or month_of(world.today)

    def _insure(self, world: World, insurance: str) -> None:
        """Take up the person's participation again, or make one. Each employer must insure work
        injury, so a second employer gets a record of its own for that."""
        found = world.find(Participation, person=self.person, insurance=insurance)
        own = [p for p in found if not (p.state == PAYING and p.employer and insurance == INJURY)]
        taken_up(
            world,
            own[0] if own else None,
            self.person,
            insurance,
            since=self.since,
            identity=self.identity,
            employer=self.employer,
            base=self.base,
        )

    def _levies(self, world: World, unit: Employer, month: str) -> Iterator[Levy]:
        calculated = contribution.employee_on_base(
            self.base, unit.injury_class, unit.injury_float, on=first_day(month)
        )
        for insurance in self.insurances:
            yield levied(
                world,
                self.person,
                insurance,
                month,
                employer=self.employer,
                base=self.base,
                employer_amount=calculated.fen(f"{PARTS[insurance]}_employer"),
                person_amount=_own_part(calculated, insurance),
            )


def _pensioner(on: date) -> tuple[str, Basis]:
    """Why a pensioner is not insured in everything, and by what law."""
    if registration.protected(on=on):
        told = "该人员已领取职工基本养老金，不得再参加养老、失业保险；单位必须为其参加工伤保险，养老金不受影响。"
        return told, cited("SIL 51; LSIM3 2") | OVER_AGE
    told = "该人员已领取职工基本养老金，不得再参加养老、失业保险。"
    return told, cited("SIL 51; LSIM3 2")


def _own_part(calculated: Calculation, insurance: str) -> int:
    """What the employee pays: nothing for work injury (社会保险法 art. 33)."""
    return 0 if insurance == INJURY else calculated.fen(f"{PARTS[insurance]}_employee")


def _named(participations: Sequence[Participation]) -> tuple[str, ...]:
    return tuple(INSURANCE.label(each.insurance) for each in participations)
