"""Resident pension registration (A07).

The system knows ages, participations and pensions. It does not know who is at school: that is
for the clerk to ask and to look up.
"""

from collections.abc import Iterator

from mock_systems import guards, standing
from mock_systems.bases import cited
from mock_systems.city import within
from mock_systems.fields import coded, record
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.policy.parameter import HOME
from mock_systems.records import Participation, Person
from mock_systems.records.insurance import RESIDENT_TIER
from mock_systems.social_insurance.participations import taken_up
from mock_systems.social_insurance.person_page import insured
from mock_systems.standing import EMPLOYEE_PENSION, RESIDENT_PENSION
from mock_systems.world import World

RESIDENT = "50"


class EnrolResident(
    Operation,
    name="social_insurance.enrol_resident",
    part="deed",
    title="城乡居民养老保险参保登记",
    item="A07",
    basis=cited("RES 3; OPR 6.2; LOC 35"),
    menu="个人参保",
):
    """Take part in the resident pension with one yearly tier."""

    person: str = record("个人编号", Person, code="AAC001")
    tier: str = coded("缴费档次", RESIDENT_TIER)

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        person = world.one(Person, self.person)
        yield from guards.dead(person)
        young = "未满{years}周岁，不属于参保范围。"
        yield from guards.too_young(
            world, person, "resident_joining", young, cited("RES 3; LOC 35")
        )
        yield from guards.too_old(person, world.today)
        if not within(person.hukou_area, HOME):
            yield Refusal("other_hukou", "户籍不在本市，应在户籍地参保。", cited("RES 3; LOC 35"))
        if standing.active(world, self.person, EMPLOYEE_PENSION):
            yield Refusal(
                "insured_elsewhere",
                "正在参加职工基本养老保险，同一月份不得重复参保；"
                "确已停止缴费的，请先办理人员减少申报（B01）。",
            )
        yield from guards.receives_pension(
            world,
            person,
            "已领取基本养老保险待遇，不得再参保。",
            kinds=(EMPLOYEE_PENSION, RESIDENT_PENSION),
        )
        for own in standing.active(world, self.person, RESIDENT_PENSION):
            yield from guards.wrong_state(own, self.declared.name)

    def run(self, world: World) -> Answer:
        found = world.first(Participation, person=self.person, insurance=RESIDENT_PENSION)
        taken_up(world, found, self.person, RESIDENT_PENSION, identity=RESIDENT, tier=self.tier)
        return Answer("已办理城乡居民养老保险参保登记。", (insured(world, self.person),))
