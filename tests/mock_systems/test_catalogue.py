"""The catalogue of systems and service items."""

import pytest

from mock_systems.catalogue import SYSTEMS
from mock_systems.items import ITEMS
from mock_systems.masking import masked_account, masked_number, masked_phone
from mock_systems.operation import OPERATIONS
from mock_systems.papers import PAPER_KIND


def test_each_system_has_operations():
    assert {operation.declared.system for operation in OPERATIONS.values()} == set(SYSTEMS)


def test_the_items_are_those_of_the_catalogue():
    groups = [sum(code[0] == group for code in ITEMS) for group in "ABCDEFGHIJKL"]
    assert groups == [9, 6, 5, 12, 8, 12, 7, 10, 5, 7, 6, 5]
    assert ITEMS["A05"].name == "职工参保登记" and ITEMS["A05"].verified
    assert not ITEMS["J04"].verified


ANNOUNCED = ("L04", "L05")
"""Items that rest on what is announced for each examination, of which nothing was read."""


def test_items_name_papers_that_exist_and_say_their_basis_and_english():
    for item in ITEMS.values():
        assert set(item.materials) <= set(PAPER_KIND), item
        assert item.english, item
        assert item.basis or item.code in ANNOUNCED, item


def test_times_are_told_as_far_as_they_are_known():
    assert ITEMS["H02"].times == "承诺办结时限：即办至3个工作日"
    assert ITEMS["D12"].times == ""


@pytest.mark.parametrize(
    ("code", "legal", "promised"),
    [
        ("A03", "", "1个工作日"),
        ("D09", "及时核实，未定天数（《社会保险经办条例》第十九条）", "10个工作日"),
        (
            "F01",
            "事故后30日内申请认定（《工伤保险条例》第十七条）",
            "事故后24小时内报告（本市规定），即办",
        ),
        (
            "F02",
            "15日内受理，60日内作出决定，事实清楚的15日，20日内送达",
            "事实清楚的15日，其余60日",
        ),
        ("F03", "5个工作日内告知缺件，60日内作出结论，可延长30日，15日内送达", "60日"),
        ("F09", "20个工作日", "10个工作日"),
        ("K04", "5个工作日内决定是否受理，60个工作日内办结，可延长30个工作日", ""),
    ],
)
def test_no_limit_is_called_legal_that_the_law_does_not_have(code, legal, promised):
    assert (ITEMS[code].legal, ITEMS[code].promised) == (legal, promised)


@pytest.mark.parametrize(
    ("code", "materials", "terms"),
    [
        ("F03", ("id_card",), ["申请表", "诊断证明", "完整的病历材料", "社会保障卡原件", "第九条"]),
        ("D11", (), ["完全丧失劳动能力", "不满最低缴费年限的也可以申领", "第二至四条"]),
    ],
)
def test_what_the_law_asks_beside_the_papers_is_told_in_words(
    code: str, materials: tuple[str, ...], terms: list[str]
) -> None:
    item = ITEMS[code]
    assert item.materials == materials
    assert [each for each in terms if each not in item.terms] == []


def test_the_middle_of_a_number_is_hidden():
    assert masked_number("39010219920314286X") == "390102********286X"
    assert masked_phone("14200010187") == "142****0187"
    assert masked_account("0099900000000000017") == "0099****0017"
    assert masked_number("") == masked_phone("") == masked_account("") == ""
