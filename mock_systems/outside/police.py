"""Checking an identity with the police register.

The register agrees with the person register except where it has an entry of its own.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mock_systems.bases import cited
from mock_systems.facts import Fact
from mock_systems.fields import flag, named, numbered
from mock_systems.hall.conversation import nobody_at_desk, visitor_at_desk
from mock_systems.kinds import CITIZEN_NUMBER, NAME
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.panels import Facts, Remarked
from mock_systems.records import Person, PoliceRecord
from mock_systems.records.outside import FACE_RESULT, POLICE_RESULT
from mock_systems.search import people_numbered
from mock_systems.sentence import Sentence
from mock_systems.world import World


def malformed_number(citizen_number: str) -> Iterator[Refusal]:
    """The refusal of a citizen number that cannot exist."""
    if not CITIZEN_NUMBER.possible(citizen_number):
        yield Refusal(
            "malformed_number",
            "公民身份号码校验不通过，请对照证件核对18位号码后重新输入。",
            cited("GB11643"),
        )


class CheckPolice(
    Operation,
    name="outside.check_police",
    part="check",
    facts={
        "person": Person,
        "result": Fact("核验结果", POLICE_RESULT),
        "face_result": Fact("人脸比对结果", FACE_RESULT),
    },
    title="公安身份核验",
    basis=cited("OPR 8, 9, 38; IDL 13"),
    menu="公安",
):
    """Whether number and name agree with the police register; `face` compares who sits here."""

    citizen_number: str = numbered("公民身份号码", CITIZEN_NUMBER, code="AAC147", most=18)
    name: str = named("姓名", most=60)
    face: bool = flag("现场人脸比对")

    def facts(self, world: World) -> Mapping[str, Any]:
        person = person_numbered(world, self.citizen_number)
        return {
            "person": person.person if person else "",
            "result": self._result(world),
            **({"face_result": self._face(world)} if self.face else {}),
        }

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from malformed_number(self.citizen_number)
        if self.face:
            yield from nobody_at_desk(world)

    def run(self, world: World) -> Answer:
        result = self._result(world)
        rows = [("公民身份号码", self.citizen_number), ("核验结果", POLICE_RESULT.label(result))]
        rows += _held(world, self.citizen_number)
        if self.face:
            rows.append(("人脸比对", FACE_RESULT.label(self._face(world))))
        return Answer(
            Sentence("公安核验：{result}。", result=POLICE_RESULT.label(result)),
            [Facts("公安人口信息核验", rows), self._note(world)],
        )

    def _result(self, world: World) -> str:
        held = police_entry(world, self.citizen_number)
        if held is None:
            return "unknown"
        return "agrees" if NAME.same(held.name, self.name) else "differs"

    def _face(self, world: World) -> str:
        visitor = visitor_at_desk(world)
        person = person_numbered(world, self.citizen_number)
        same = visitor and person and visitor.person == person.person
        return "same" if same else "other"

    def _note(self, world: World) -> Remarked:
        held = police_entry(world, self.citizen_number)
        if held is None:
            return Remarked("stop", "公安人口信息中查无此号，请核对证件后重试。")
        if self.face and self._face(world) == "other":
            return Remarked("stop", "人脸比对未通过：现场人员不是号码所指的本人。")
        if NAME.same(held.name, self.name):
            return Remarked("done", "号码与姓名一致。")
        differ = "姓名不一致：公安登记为“{held}”，提交为“{given}”。"
        return Remarked("stop", Sentence(differ, held=held.name, given=self.name))


def police_entry(world: World, citizen_number: str) -> PoliceRecord | Person | None:
    """What the police hold for a number: their own entry, else the person's."""
    own = world.first(PoliceRecord, citizen_number=citizen_number)
    return own or person_numbered(world, citizen_number)


def person_numbered(world: World, citizen_number: str) -> Person | None:
    """The person in our own register with this number."""
    return next(iter(people_numbered(world, citizen_number)), None)


def _held(world: World, citizen_number: str) -> list[tuple[str, str]]:
    entry = police_entry(world, citizen_number)
    own = world.first(PoliceRecord, citizen_number=citizen_number)
    return [("公安登记姓名", entry.name), *(_of_card(own) if own else [])] if entry else []


def _of_card(own: PoliceRecord) -> list[tuple[str, str]]:
    validity = ("证件有效期限", _validity(own.card_from, own.card_until))
    return [validity, ("备注", own.note)] if own.note else [validity]


def _validity(start: date | None, end: date | None) -> str:
    """Without an end the card is valid for life."""
    return Sentence("{start} 至 {end}", start=start, end=end or "长期") if start else "未登记"
