"""What police and schools answer."""

from datetime import date

import pytest

from mock_systems.identifiers import citizen_number
from mock_systems.panels import Facts, Remarked
from mock_systems.world import World
from tests.mock_systems.builders import (
    AREA,
    BORN,
    NUMBER,
    OTHER_NUMBER,
    desk,
    done,
    person,
    police_record,
    refused,
    school_record,
    ticket,
    visitor,
)


def rows(tried) -> dict[str, str]:
    panel = tried.answer.panels[0]
    assert isinstance(panel, Facts)
    return dict(panel.rows)


def check(world: World, **changes):
    form = {"citizen_number": NUMBER, "name": "林晓燕", **changes}
    return done(world, "outside.check_police", **form)


def test_the_police_agree_with_our_register_where_they_hold_nothing_else():
    found = check(desk())
    assert found.facts == {"person": "39019C01", "result": "agrees"}
    assert rows(found)["核验结果"] == "一致"
    assert check(desk(), name="林　晓燕").facts["result"] == "agrees"


def test_their_own_entry_stands_before_ours():
    world = World.of(person(name="林小燕"), police_record(note="2026年换领"))
    assert check(world).facts["result"] == "agrees"
    differs = check(world, name="林小燕")
    assert differs.facts == {"person": "39019C01", "result": "differs"}
    assert rows(differs)["公安登记姓名"] == "林晓燕"
    assert rows(differs)["证件有效期限"] == "2016-06-10 至 2026-06-10"
    assert rows(differs)["备注"] == "2026年换领"
    assert differs.answer.panels[1] == Remarked(
        "stop", "姓名不一致：公安登记为“林晓燕”，提交为“林小燕”。"
    )


def test_a_card_for_life_has_no_end():
    world = World.of(police_record(card_until=None))
    assert rows(check(world))["证件有效期限"] == "2016-06-10 至 长期"


def test_a_number_nobody_has_is_unknown():
    found = check(desk(), citizen_number=OTHER_NUMBER)
    assert found.facts == {"person": "", "result": "unknown"}


def test_a_number_that_cannot_be_is_refused_and_a_small_x_is_forgiven():
    form = {"citizen_number": "390102199203142860", "name": "林晓燕"}
    assert refused(desk(), "outside.check_police", **form) == "malformed_number"
    ends_in_x = next(n for n in map(_number, range(900, 999)) if n.endswith("X"))
    world = World.of(person(citizen_number=ends_in_x))
    assert check(world, citizen_number=ends_in_x.lower()).facts["person"] == "39019C01"


def _number(order: int) -> str:
    return citizen_number(AREA, BORN, order)


@pytest.mark.parametrize(
    ("seated", "result", "fact", "mark"),
    [("39019C01", "通过", "same", "done"), ("39019C02", "未通过", "other", "stop")],
)
def test_a_face_is_compared_with_who_sits_here(seated: str, result: str, fact: str, mark: str):
    world = World.of(person(), visitor(person=seated), ticket(state="serving"))
    found = check(world, face=True)
    assert rows(found)["人脸比对"].startswith(result)
    assert found.facts["face_result"] == fact and found.answer.panels[1].kind == mark
    assert "人脸比对" not in rows(check(world)) and "face_result" not in check(world).facts


def test_no_face_is_taken_of_an_empty_chair():
    form = {"citizen_number": NUMBER, "name": "林晓燕", "face": True}
    assert refused(World.of(person()), "outside.check_police", **form) == "nobody"


@pytest.mark.parametrize(
    ("leaves", "state"), [(date(2026, 6, 15), "在校"), (date(2026, 6, 14), "已不在校")]
)
def test_a_pupil_is_at_school_until_the_last_day(leaves: date, state: str):
    world = desk(school_record(leaves=leaves))
    found = done(world, "outside.check_school", citizen_number=NUMBER)
    assert found.facts == {"person": "39019C01"}
    assert found.answer.message == f"教育部门：{state}。"


def test_who_has_no_enrolment_is_said_so():
    found = done(desk(), "outside.check_school", citizen_number=NUMBER)
    assert found.answer.message == "教育部门：没有该号码的学籍信息。"
    assert refused(desk(), "outside.check_school", citizen_number="1") == "malformed_number"
