"""Checking school enrolment with the education department."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_systems.bases import cited
from mock_systems.fields import numbered
from mock_systems.kinds import CITIZEN_NUMBER
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.outside.police import malformed_number, person_numbered
from mock_systems.panels import Remarked, Rows
from mock_systems.records import Person, SchoolRecord
from mock_systems.sentence import Sentence
from mock_systems.world import World


class CheckSchool(
    Operation,
    name="outside.check_school",
    part="check",
    facts={"person": Person},
    title="学籍信息核验",
    basis=cited("ONS 7; PIP 6, 34"),
    menu="教育",
):
    """The school enrolments of a citizen number, the latest first."""

    citizen_number: str = numbered("公民身份号码", CITIZEN_NUMBER, code="AAC147", most=18)

    def facts(self, world: World) -> Mapping[str, Any]:
        person = person_numbered(world, self.citizen_number)
        return {"person": person.person if person else ""}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from malformed_number(self.citizen_number)

    def run(self, world: World) -> Answer:
        number = self.citizen_number
        enrolled = world.find(SchoolRecord, citizen_number=number, order="leaves", descending=True)
        if not enrolled:
            return Answer("教育部门：没有该号码的学籍信息。")
        rows = [_row(world, each) for each in enrolled]
        studying = any(each.leaves >= world.today for each in enrolled)
        state = "在校" if studying else "已不在校"
        columns = ("姓名", "学校", "学段", "入学日期", "预计毕业日期", "状态")
        until = Sentence("截至{today}：{state}。", today=world.today, state=state)
        note = Remarked("care" if studying else "done", until)
        answer = Sentence("教育部门：{state}。", state=state)
        return Answer(answer, [Rows("学籍信息", columns, rows), note])


def _row(world: World, each: SchoolRecord) -> tuple[str, ...]:
    state = "在校" if each.leaves >= world.today else "已毕业或离校"
    return (each.name, each.school, each.stage, str(each.entered), str(each.leaves), state)
