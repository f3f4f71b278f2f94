"""Numbers that could be somebody's are told apart from those that can be nobody's."""

from datetime import date

import pytest

from mock_systems.identifiers import bank_card, citizen_number, credit_code, mobile, real_numbers


@pytest.mark.parametrize(
    "number",
    ["11010519491231002X", "91110108551385082Q", "13800138000", "6222021001116245702"],
)
def test_a_number_that_may_be_real_is_found_in_a_text(number: str) -> None:
    assert real_numbers(f"号码是{number}，请核对") == [number]


@pytest.mark.parametrize(
    "number",
    [
        citizen_number("390102", date(1984, 3, 8), 902),
        credit_code("390102", "MAX00001"),
        mobile(1),
        bank_card(1),
        "11010519491231003X",
        "138001380001",
        "20260615000000001",
    ],
)
def test_what_can_be_nobodys_is_let_pass(number: str) -> None:
    assert real_numbers(f"号码是{number}，请核对") == []
