"""Printing a person's record of rights (C02): for the person, or by authorization.

The system warns where the person is not the one at the desk; it cannot stop a clerk who confirms.
"""

from collections.abc import Iterator

from mock_systems import standing
from mock_systems.bases import cited
from mock_systems.fields import coded, record
from mock_systems.hall.conversation import (
    newest_application,
    nobody_at_desk,
    paper_on_desk,
    visitor_at_desk,
)
from mock_systems.hall.notices import issued, printed
from mock_systems.hall.paper_forms import PAPER_FORMS
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.records import Paper, Person
from mock_systems.records.hall import PRINT_PURPOSE
from mock_systems.records.insurance import INSURANCE
from mock_systems.social_insurance.person_page import insured
from mock_systems.world import World

NOT_THE_PERSON = "not_the_person"
"""What an operation warns of whose record goes to the visitor though it is another's."""
PRIVACY = cited("SIL 81; OPR 49; CC 165; LOC 6")


class PrintRecord(
    Operation,
    name="social_insurance.print_record",
    part="deed",
    cautions=(NOT_THE_PERSON,),
    title="个人权益记录查询打印",
    item="C02",
    basis=cited("SIL 4, 74; OPR 32"),
    menu="权益",
):
    """Print a person's participations and contributions for the visitor at the desk."""

    person: str = record("个人编号", Person, code="AAC001")
    purpose: str = coded("打印用途", PRINT_PURPOSE)
    authorization: str = record("授权材料", Paper, "")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from nobody_at_desk(world)
        visitor = visitor_at_desk(world)
        if visitor and visitor.person != self.person and not self._authorized(world):
            yield Caution(
                NOT_THE_PERSON,
                "要打印的不是窗口群众本人的权益记录，也没有登记本人的书面授权。"
                "打印他人权益记录须有本人书面授权。",
                PRIVACY,
                wrong=True,
            )

    def run(self, world: World) -> Answer:
        filed = newest_application(world, self.person, self.declared.item)
        notice = issued(world, "record", self.person, filed, text=self._summary(world))
        return printed(world, notice, insured(world, self.person))

    def _authorized(self, world: World) -> bool:
        paper = paper_on_desk(world, self.authorization)
        if paper is None or paper.person != self.person:
            return False
        return PAPER_FORMS[paper.kind].authorizes == Person.table

    def _summary(self, world: World) -> str:
        lines = [
            f"{INSURANCE.label(each.insurance)} {each.months} 个月（{each.first} 至 {each.last}）"
            for each in standing.paid(world, self.person)
        ]
        paid = "；".join(lines) or "无缴费记录"
        return f"用途：{PRINT_PURPOSE.label(self.purpose)}。累计缴费：{paid}。"
