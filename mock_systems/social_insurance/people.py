"""Finding people in the social-insurance system and opening a person's page."""

from typing import ClassVar

from mock_systems.fields import record
from mock_systems.operation import Answer, Operation
from mock_systems.panels import headed
from mock_systems.records import Person
from mock_systems.search import PRIVACY, PersonQuery
from mock_systems.social_insurance.person_page import person_page
from mock_systems.world import World


class FindPerson(
    PersonQuery,
    name="social_insurance.find_person",
    part="query",
    title="人员查询",
    basis=PRIVACY,
    menu="人员管理",
):
    """People who answer to a number, name or phone."""

    opens: ClassVar[str] = "social_insurance.open_person"


class OpenPerson(
    Operation,
    name="social_insurance.open_person",
    part="page",
    title="人员参保信息",
    basis=PRIVACY,
    shows=Person,
):
    """The page of one person. Opening it is evidence of who was looked up."""

    person: str = record("个人编号", Person, code="AAC001")

    def run(self, world: World) -> Answer:
        person = world.one(Person, self.person)
        return Answer(headed(person.name, person.person), person_page(world, person))
