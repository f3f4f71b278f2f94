"""The catalogue of systems and service items."""

from mock_systems.catalogue import SYSTEMS
from mock_systems.items import ITEMS
from mock_systems.masking import masked_account, masked_number, masked_phone
from mock_systems.operation import OPERATIONS
from mock_systems.papers import PAPER_KIND


def test_each_system_has_operations():
    assert {operation.declared.system for operation in OPERATIONS.values()} == set(SYSTEMS)


def test_the_items_are_those_of_the_catalogue():
    groups = [sum(code[0] == group for code in ITEMS) for group in "ABCDEFGHIJKL"]
    assert groups == [9, 6, 5, 12, 7, 12, 7, 10, 5, 7, 6, 5]
    assert ITEMS["A05"].name == "职工参保登记" and ITEMS["A05"].verified
    assert not ITEMS["J04"].verified


def test_items_name_papers_that_exist_and_say_their_basis_and_english():
    for item in ITEMS.values():
        assert set(item.materials) <= set(PAPER_KIND), item
        assert item.basis and item.english, item


def test_times_are_told_as_far_as_they_are_known():
    assert ITEMS["H02"].times == "承诺办结时限：即办至3个工作日"
    assert ITEMS["D12"].times == ""


def test_the_middle_of_a_number_is_hidden():
    assert masked_number("39010219920314286X") == "390102********286X"
    assert masked_phone("14200010187") == "142****0187"
    assert masked_account("0099900000000000017") == "0099****0017"
    assert masked_number("") == masked_phone("") == masked_account("") == ""
