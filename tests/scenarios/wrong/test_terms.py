"""Scripts that tell terms, fees and weekdays of their own."""

from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, noted, refused, written

OPENING = 'opening = "你好，'
REMINDED = "原失业登记同时注销。"
LEVEL = "复述号码并告知已生效"


def opened(text: str) -> list[tuple[str, str]]:
    """The visitor says so on coming."""
    return [(OPENING, f"{OPENING}{text}")]


WRONG = [
    Wrong("sixty days to register whom one hires", [(REMINDED, f"{REMINDED}今后请在用工之日起60日内登记。")], ["e04_hired_courier.toml", "› text：“60日内”不在本案引用的条文里", "请照条文写"], case="E04"),
    Wrong("the same in words", [(REMINDED, f"{REMINDED}今后请在用工之日起六十天之内登记。")], ["“六十天之内”不在本案引用的条文里"], case="E04"),
    Wrong("thirty workdays, which are more than thirty days", [(REMINDED, f"{REMINDED}今后请在30个工作日内登记。")], ["“30个工作日内”不在本案引用的条文里"], case="E04"),
    Wrong("a term in what judges read", [(LEVEL, "复述号码并告知两年内有效")], ["“manner” › levels", "“两年内”不在"]),
    Wrong("a notice with a fee", noted("手机号码已变更，请缴30元工本费。"), ["form › text：“请缴30元工本费”：窗口办事不收费", "请删去"]),
    Wrong("a visitor on Saturday", opened("今天星期六您还上班呀？"), ["opening：“今天星期六”，业务日期 2026-06-15 是星期一"]),
    Wrong("a visitor on Sunday, in other words", opened("今天是周日，"), ["opening：“今天是周日”，业务日期 2026-06-15 是星期一"]),
]  # fmt: skip

test_a_term_a_fee_and_a_weekday_are_those_of_the_law_the_hall_and_the_calendar = refused(WRONG)


@pytest.mark.parametrize(
    ("changes", "case"),
    [
        ([(REMINDED, f"{REMINDED}今后请在用工之日起30日内登记。")], "E04"),
        ([(REMINDED, f"{REMINDED}今后请在用工之日起三十天之内登记。")], "E04"),
        (noted("手机号码已变更，不收工本费。"), ""),
        (opened("今天星期一人真多，上周六就想来。"), ""),
    ],
)
def test_what_is_told_as_the_law_has_it_is_left_alone(
    changes: list[tuple[str, str]], case: str, tmp_path: Path
) -> None:
    path = written(Wrong("", changes, [], case=case), tmp_path)
    assert [str(each) for each in check_cases([path])] == []
