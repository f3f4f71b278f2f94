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
    ("spelt", "number"),
    [
        ("11010519491231002x", "11010519491231002X"),
        ("110105 19491231 002X", "11010519491231002X"),
        ("110105-19491231-002x", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X"),
        ("110105\u200b19491231002X", "11010519491231002X"),
        ("ID11010519491231002X", "11010519491231002X"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("tel13800138000", "13800138000"),
        ("6222 0210 0111 6245 702", "6222021001116245702"),
        ("138·0013·8000", "13800138000"),
        ("138•0013.8000", "13800138000"),
        ("110105/19491231/002X", "11010519491231002X"),
        ("138_0013_8000", "13800138000"),
        ("幺三八零零一三八〇〇〇", "13800138000"),
        ("91110108551385082q", "91110108551385082Q"),
    ],
)
def test_a_number_that_may_be_real_is_found_in_every_spelling(spelt: str, number: str) -> None:
    assert number in real_numbers(f"号码是{spelt}，请核对")


@pytest.mark.parametrize(
    "number",
    [
        citizen_number("390102", date(1984, 3, 8), 902).lower(),
        "390102 19840308 9027",
        "142 0000 0001",
        "2026-06-15 2026-12-31 2027-01-01",
        "2026/06/15 2026/12/31",
        "一三五七九、二四六八〇",
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
