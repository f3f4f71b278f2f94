"""Finding employers in the social-insurance system and opening an employer's page."""

from typing import ClassVar

from mock_systems.facts import Fact
from mock_systems.fields import record
from mock_systems.operation import LISTED, Answer, Operation
from mock_systems.panels import Rows, facts_of, headed
from mock_systems.records import Employer, Participation, Person
from mock_systems.records.insurance import PAYING
from mock_systems.search import PRIVACY, EmployerQuery
from mock_systems.sentence import Sentence
from mock_systems.standing import EMPLOYEE_PENSION
from mock_systems.wording import OnScreen
from mock_systems.world import World

STAFF_SHOWN = 20
UNIT = (
    "employer", "credit_code", "name", "kind", "industry", "injury_class", "injury_float",
    "address", "legal_person", "contact", "opened", "state",
)  # fmt: skip


class FindEmployer(
    EmployerQuery,
    name="social_insurance.find_employer",
    part="query",
    title="单位查询",
    basis=PRIVACY,
    menu="单位管理",
):
    """Employers that answer to a number, credit code or the beginning of a name."""

    opens: ClassVar[str] = "social_insurance.open_employer"


class OpenEmployer(
    Operation,
    name="social_insurance.open_employer",
    part="page",
    title="单位参保信息",
    basis=PRIVACY,
    shows=Employer,
    facts={LISTED: Fact("列出的人员", record=Person.table, several=True)},
):
    """The page of one employer, with the first of its insured staff."""

    employer: str = record("单位编号", Employer, code="AAB001")

    def run(self, world: World) -> Answer:
        unit = world.one(Employer, self.employer)
        facts = facts_of("单位信息", world, unit, *UNIT)
        return Answer(headed(unit.name, unit.employer), (facts, _staff(world, unit)))


def _staff(world: World, unit: Employer) -> Rows:
    insured = world.find(
        Participation,
        employer=unit.employer,
        insurance=EMPLOYEE_PENSION,
        state=PAYING,
        order="person",
        limit=STAFF_SHOWN + 1,
    )
    rows = [_line(world, each) for each in insured[:STAFF_SHOWN]]
    title = Sentence("在保人员")
    if len(insured) > STAFF_SHOWN:
        title = Sentence("在保人员（前 {count} 人）", count=STAFF_SHOWN)
    columns = ("个人编号", "姓名", "参保起始年月", "缴费基数")
    keys = [each.person for each in insured[:STAFF_SHOWN]]
    return Rows(title, columns, rows, keys, numbers=columns[3:])


def _line(world: World, insured: Participation) -> tuple[str, str, str, str]:
    name = world.one(Person, insured.person).name
    return insured.person, name, insured.since, OnScreen(world).of(insured, "base")
