"""Unemployment registration (H02) and its cancellation. What was registered today may be put
right today."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mock_systems import guards, standing
from mock_systems.bases import cited
from mock_systems.bounds import Limit, Young, out_of_bounds
from mock_systems.employment.cancelling import cancel
from mock_systems.employment.people import unemployments
from mock_systems.endings import UNEMPLOYED_REASON
from mock_systems.fields import coded, day, record
from mock_systems.months import month_of
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.policy import retirement
from mock_systems.records import Employment, Person, Unemployment
from mock_systems.records.employers import JOB_WISH, UNEMPLOYED_CLOSE
from mock_systems.records.insurance import EMPLOYEE_INSURANCE
from mock_systems.sentence import Sentence
from mock_systems.world import World

BASIS = cited("EPL 35, 43; ESR 63-66; LOC 32, 34")


class RegisterUnemployment(
    Operation,
    name="employment.register_unemployment",
    part="deed",
    cautions=(
        "corrects_today",
        "in_a_job",
        "insurance_active",
        "employment_open",
    ),
    title="失业登记",
    item="H02",
    basis=BASIS,
    menu="失业登记",
):
    """Register that a person of working age is without work and looks for some."""

    person: str = record("个人编号", Person, code="AAC001")
    unemployed: date = day("失业日期", code="AJC090", bounds=("birth", "age", "first", "today"))
    reason: str = coded("失业原因", UNEMPLOYED_REASON)
    wish: str = coded("求职意向", JOB_WISH, "1")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from self._wrong_age(world)
        yield from self._wrong_day(world)
        yield from self._registered_already(world)
        yield from self._still_employed(world)

    def run(self, world: World) -> Answer:
        person = world.one(Person, self.person)
        if earlier := standing.open_unemployment(world, self.person):
            world.amend(earlier, **self.model_dump())
        else:
            key = world.new_key(Unemployment)
            world.add(Unemployment(unemployment=key, registered=world.today, **self.model_dump()))
        panels = (unemployments(world, self.person),)
        done = Sentence(
            "已办理{name}的失业登记，登记日期 {today}。", name=person.name, today=world.today
        )
        return Answer(done, panels)

    def _registered_already(self, world: World) -> Iterator[Refusal | Caution]:
        open_one = standing.open_unemployment(world, self.person)
        if open_one and open_one.registered == world.today:
            yield Caution(
                "corrects_today", "该人员今天已办理失业登记。确认后按本次填写的内容更正。", BASIS
            )
        elif open_one:
            yield Refusal("registered_already", "该人员已有有效的失业登记，无需重复登记。", BASIS)

    def _wrong_age(self, world: World) -> Iterator[Refusal]:
        person = world.one(Person, self.person)
        yield from guards.dead(person)
        told = "已领取职工基本养老金，不属于失业登记范围。"
        unfit = [
            *guards.receives_pension(world, person, told, BASIS),
            *_too_old(world, person),
        ]
        yield from unfit[:1]

    def _wrong_day(self, world: World) -> Iterator[Refusal | Caution]:
        """Who was still in a job that has ended since was not unemployed; of one that has not, the
        clerk is asked anyway."""
        ends = [each.ended for each in world.find(Employment, person=self.person) if each.ended]
        working = Caution(
            "in_a_job",
            "失业日期早于已登记的就业终止日期，请对照材料核对日期。确认后按所填日期登记。",
            BASIS,
            wrong=True,
        )
        young = Young("失业之日未满{years}周岁，不属于失业登记范围，请核对日期和人员。", BASIS)
        last = Limit("unemployed", working, first=max(ends, default=None))
        person = world.one(Person, self.person)
        yield from out_of_bounds(self, world, person, last, young=young)

    def _still_employed(self, world: World) -> Iterator[Caution]:
        found = [p for i in EMPLOYEE_INSURANCE for p in standing.active(world, self.person, i)]
        if any(each.employer for each in found):
            yield Caution(
                "insurance_active",
                "该人员的职工社会保险仍在缴费，请核实劳动关系是否已终止；可凭告知承诺受理，并请单位停保。",
                cited("ESR 63; OPR 9; SIL 50.1; LOC 34"),
            )
        if standing.open_employments(world, self.person):
            yield Caution(
                "employment_open",
                "该人员的就业登记尚未终止，请核实并提醒单位办理终止就业登记。",
                cited("ESR 62"),
            )


def _too_old(world: World, person: Person) -> Iterator[Refusal]:
    last = retirement.last_working_month(person.sex, person.born, on=world.today)
    if month_of(world.today) > last:
        yield Refusal("over_age", "已达到法定退休年龄，不属于失业登记范围。", BASIS)


class CloseUnemployment(
    Operation,
    name="employment.close_unemployment",
    part="deed",
    facts={"person": Person},
    title="注销失业登记",
    item="H02",
    basis=cited("ESR 66; LOC 33"),
    menu="失业登记",
):
    """Cancel an unemployment registration."""

    unemployment: str = record("失业登记编号", Unemployment)
    reason: str = coded("注销原因", UNEMPLOYED_CLOSE)

    def facts(self, world: World) -> Mapping[str, Any]:
        return {"person": world.one(Unemployment, self.unemployment).person}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        registered = world.one(Unemployment, self.unemployment)
        yield from guards.wrong_state(registered, self.declared.name)

    def run(self, world: World) -> Answer:
        registered = world.one(Unemployment, self.unemployment)
        cancel(world, registered, self.reason)
        label = UNEMPLOYED_CLOSE.label(self.reason)
        panels = (unemployments(world, registered.person),)
        return Answer(Sentence("已注销失业登记：{reason}。", reason=label), panels)
