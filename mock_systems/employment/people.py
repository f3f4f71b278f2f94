"""Finding people in the employment system and opening a person's page."""

from typing import ClassVar

from mock_systems.bases import cited
from mock_systems.fields import record
from mock_systems.operation import Answer, Operation
from mock_systems.panels import Rows, facts_of, headed, rows_of
from mock_systems.records import Employment, Participation, Person, Unemployment
from mock_systems.search import PersonQuery
from mock_systems.world import World

PRIVACY = cited("PIP 6, 34; CC 1039; LOC 9")
BASIC = (
    "person", "citizen_number", "name", "sex", "born", "hukou_kind", "hukou_address", "address",
    "phone",
)  # fmt: skip
EMPLOYED = (
    "kind", "employer", "form", "job", "started", "contract_until", "registered", "ended",
    "end_reason",
)  # fmt: skip
INSURED = ("insurance", "state", "identity", "employer", "stopped")


class FindPerson(
    PersonQuery,
    name="employment.find_person",
    part="query",
    title="人员查询",
    basis=PRIVACY,
    menu="人员管理",
):
    """People who answer to a number, name or phone."""

    opens: ClassVar[str] = "employment.open_person"


class OpenPerson(
    Operation,
    name="employment.open_person",
    part="page",
    title="个人就业信息",
    basis=PRIVACY,
    shows=Person,
):
    """One person's employments and unemployment history. Opening it is evidence of who was
    looked up."""

    person: str = record("个人编号", Person, code="AAC001")

    def run(self, world: World) -> Answer:
        person = world.one(Person, self.person)
        insured = world.find(Participation, person=self.person, order="insurance")
        panels = (
            facts_of("基本信息", world, person, *BASIC),
            employments(world, self.person),
            unemployments(world, self.person),
            rows_of("参保信息", world, insured, Participation, *INSURED),
        )
        return Answer(headed(person.name, person.person), panels)


def employments(world: World, person: str) -> Rows:
    """The person's employment registrations, the latest first."""
    found = world.find(Employment, person=person, order="started", descending=True)
    return rows_of("就业登记", world, found, Employment, *EMPLOYED)


def unemployments(world: World, person: str) -> Rows:
    """The person's unemployment registrations, the latest first."""
    found = world.find(Unemployment, person=person, order="registered", descending=True)
    return rows_of("失业登记", world, found, Unemployment)
