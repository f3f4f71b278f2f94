"""Employment registration (H01) and its end.

Registering a job must close an open unemployment registration; the system asks, and does not do
it by itself. What was registered today may be put right today.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mock_systems import guards, standing
from mock_systems.bases import NOTHING, Basis, cited
from mock_systems.bounds import Limit, Young, out_of_bounds
from mock_systems.employment.cancelling import HIRED_KINDS, cancel_for_work
from mock_systems.employment.people import employments, unemployments
from mock_systems.endings import DIED, EMPLOYMENT_END
from mock_systems.fields import coded, day, flag, record, text
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.policy import registration
from mock_systems.records import Employer, Employment, Person
from mock_systems.records.employers import EMPLOYMENT_FORM, EMPLOYMENT_KIND
from mock_systems.sentence import Sentence
from mock_systems.standing import EMPLOYEE_PENSION
from mock_systems.world import World

BASIS = cited("EPL 35, 43; ESR 61-62; LOC 31, 32")
FLEXIBLE = "3"
FIXED_TERM = "41"
OVER_AGE = cited("OV56 6, 11, 15, 23")


class RegisterEmployment(
    Operation,
    name="employment.register_employment",
    part="deed",
    cautions=(
        "over_age",
        "unemployment_open",
        "late",
        "corrects_today",
        "employed_elsewhere",
    ),
    title="就业登记",
    item="H01",
    basis=BASIS,
    menu="就业登记",
):
    """Register that a person works, for an employer or on their own."""

    person: str = record("个人编号", Person, code="AAC001")
    kind: str = coded("就业类型", EMPLOYMENT_KIND, "1")
    employer: str = record("单位编号", Employer, "", code="AAB001")
    work_form: str = coded("用工形式", EMPLOYMENT_FORM, FIXED_TERM, code="AAC013")
    started: date = day("就业日期", code="AAE030", bounds=("birth", "age", "today", "life"))
    contract_until: date | None = day("合同终止日期", None, bounds=("first", "life"))
    job: str = text("岗位（工种）", "", most=30)
    close_unemployment: bool = flag("同时注销失业登记")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from self._wrong_person(world)
        yield from self._wrong_form(world)
        yield from self._wrong_days(world)
        yield from self._registered_already(world)
        yield from self._over_age(world)
        if standing.open_unemployment(world, self.person) and not self.close_unemployment:
            yield Caution(
                "unemployment_open",
                "确认不注销失业登记：该人员有有效的失业登记，登记就业应同时注销。"
                "要同时注销的，不勾这里，改勾表中的“同时注销失业登记”。",
                cited("ESR 66; LOC 33"),
            )
        hired = self.kind in HIRED_KINDS
        if hired and registration.is_late("employment", self.started, on=world.today):
            yield Caution(
                "late", "已超过用工之日起的登记期限，仍应受理，请提醒单位按时登记。", BASIS
            )

    def run(self, world: World) -> Answer:
        person = world.one(Person, self.person)
        self._register(world)
        closed = self.close_unemployment and cancel_for_work(world, self.person, self.kind)
        both = Sentence("已办理{name}的就业登记，失业登记同时注销。", name=person.name)
        alone = Sentence("已办理{name}的就业登记。", name=person.name)
        panels = (employments(world, self.person), unemployments(world, self.person))
        return Answer(both if closed else alone, panels)

    def _register(self, world: World) -> None:
        values: dict[str, Any] = {
            "employer": self.employer,
            "kind": self.kind,
            "form": self.work_form,
            "job": self.job,
            "started": self.started,
            "contract_until": self.contract_until,
        }
        if earlier := self._of_today(world):
            world.amend(earlier, **values)
            return
        key = world.new_key(Employment)
        world.add(Employment(employment=key, person=self.person, registered=world.today, **values))

    def _of_today(self, world: World) -> Employment | None:
        """What was registered for the person today."""
        found = standing.open_employments(world, self.person)
        return next((each for each in found if each.registered == world.today), None)

    def _wrong_person(self, world: World) -> Iterator[Refusal]:
        person = world.one(Person, self.person)
        yield from guards.dead(person)
        yield from guards.receives_pension(world, person, *_pensioner(world.today))

    def _over_age(self, world: World) -> Iterator[Caution]:
        person = world.one(Person, self.person)
        if self.kind not in HIRED_KINDS or standing.receives(world, self.person, EMPLOYEE_PENSION):
            return
        if registration.over_age(person.sex, person.born, on=world.today):
            yield Caution(
                "over_age",
                "该人员已超过法定退休年龄，应订立书面用工协议，报酬不低于最低工资标准，单位须为其参加工伤保险；"
                "书面约定弹性延迟退休的，仍为劳动合同。请核对后确认。",
                OVER_AGE,
            )

    def _wrong_form(self, world: World) -> Iterator[Refusal]:
        if self.kind in HIRED_KINDS and not self.employer:
            yield Refusal("no_employer", "该就业类型须填写单位编号。", BASIS)
        if self.kind == FLEXIBLE and self.employer:
            yield Refusal(
                "employer_given", "灵活就业没有用人单位，请清空单位编号或改选就业类型。", BASIS
            )
        yield from guards.unit_closed(world, self.employer, "该单位已注销，请核对单位编号。")
        if self.kind in HIRED_KINDS and self.work_form == FIXED_TERM and not self.contract_until:
            yield Refusal(
                "no_contract_end",
                "固定期限劳动合同须填写合同终止日期。",
                cited("LCL 13.1, 17.1(3)"),
            )

    def _wrong_days(self, world: World) -> Iterator[Refusal | Caution]:
        early = Refusal("contract_ends_early", "合同终止日期应晚于就业日期，请对照合同核对。")
        after = date.fromordinal(min(self.started.toordinal() + 1, date.max.toordinal()))
        young = Young("就业之日未满{years}周岁，不得招用。", cited("LL 15"))
        end = Limit("contract_until", early, first=after)
        yield from out_of_bounds(self, world, world.one(Person, self.person), end, young=young)

    def _registered_already(self, world: World) -> Iterator[Refusal | Caution]:
        found = standing.open_employments(world, self.person)
        if earlier := self._of_today(world):
            yield Caution(
                "corrects_today",
                "该人员今天已办理就业登记。确认后按本次填写的内容更正。",
                BASIS,
            )
            found.remove(earlier)
        if any(each.employer == self.employer and each.kind == self.kind for each in found):
            yield Refusal("registered_already", "该人员的同一就业登记仍然有效，无需重复登记。")
        elif found:
            yield Caution(
                "employed_elsewhere",
                "该人员有尚未终止的就业登记，请核实是否已终止就业。",
                cited("ESR 62; LOC 31"),
            )


class EndEmployment(
    Operation,
    name="employment.end_employment",
    part="deed",
    facts={"person": Person, "employer": Employer},
    cautions=("dead_otherwise", "late"),
    title="终止就业登记",
    item="H01",
    basis=cited("ESR 62"),
    menu="就业登记",
):
    """Register that an employment has ended."""

    employment: str = record("就业登记编号", Employment)
    ended: date = day("终止就业日期", code="AAE031", bounds=("first", "today"))
    reason: str = coded("终止原因", EMPLOYMENT_END)

    def facts(self, world: World) -> Mapping[str, Any]:
        employment = world.one(Employment, self.employment)
        return {"person": employment.person, "employer": employment.employer}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        employment = world.one(Employment, self.employment)
        yield from guards.wrong_state(employment, self.declared.name)
        person = world.one(Person, employment.person)
        early = Refusal("wrong_date", "终止日期应在就业日期与业务日期之间，请核对。")
        yield from out_of_bounds(
            self, world, person, Limit("ended", early, first=employment.started)
        )
        yield from guards.ends_otherwise(person, self.reason == DIED, cited("LCL 44(3)"))
        if registration.is_late("employment_end", self.ended, on=world.today):
            yield Caution("late", "已超过终止就业的登记期限，仍应受理，请提醒单位按时登记。", BASIS)

    def run(self, world: World) -> Answer:
        employment = world.one(Employment, self.employment)
        world.close(employment, ended=self.ended, end_reason=self.reason)
        panels = (employments(world, employment.person),)
        reason = EMPLOYMENT_END.label(self.reason)
        return Answer(Sentence("已终止就业登记：{reason}。", reason=reason), panels)


def _pensioner(on: date) -> tuple[str, Basis]:
    """Why the job of a pensioner is not registered, what there is instead, and by what law."""
    if registration.protected(on=on):
        return (
            "该人员已领取职工基本养老金，不办理就业登记；受单位聘用的，应订立书面用工协议，报酬不低于最低工资标准，单位须为其参加工伤保险。",
            OVER_AGE,
        )
    told = "该人员已领取职工基本养老金，不办理就业登记；受单位聘用的，与单位为劳务关系。"
    return told, NOTHING
