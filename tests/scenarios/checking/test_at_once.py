"""All that is wrong is told at once, at the line an author mends, with what to write there."""

from pathlib import Path

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, written

NEEDLESS = ("mistakes = [\n", 'mistakes = [\n  { needless = "photo", after = "read" },\n')
PAGE = ('points = "4", title = "查看本人登记的信息"', 'points = "5", title = "查看本人登记的信息"')
LOST = ('title = "查看本人登记的信息"', 'lost = "3", title = "查看本人登记的信息"')


def told(home: Path, *changes: tuple[str, str]) -> list[str]:
    """What a check says of E02, a case written short, with some passages changed."""
    return [str(each) for each in check_cases([written(Wrong("", changes, [], case="E02"), home)])]


def has(found: list[str], *parts: str) -> bool:
    return any(all(part in each for part in parts) for each in found)


def test_a_mistake_that_could_not_be_read_hides_neither_sums_nor_costs(tmp_path: Path) -> None:
    found = told(tmp_path, NEEDLESS, PAGE, LOST)
    assert has(found, "needless 缺少 title"), found
    assert has(found, "process 分值合计 26，应为 25"), found
    assert has(found, "声明 3"), found


def test_what_only_a_mistake_used_that_could_not_be_read_is_not_told_besides(
    tmp_path: Path,
) -> None:
    assert len(told(tmp_path, NEEDLESS)) == 1


def test_the_sum_of_a_group_of_the_frame_is_told_at_the_first_line_that_pays_for_it(
    tmp_path: Path,
) -> None:
    [problem] = [each for each in told(tmp_path, PAGE) if "分值合计" in each]
    assert problem.startswith("e02_phone_and_birthday.toml:"), problem
    assert "common.toml" not in problem
    assert "walkthrough › " in problem


def test_what_a_call_costs_otherwise_is_mended_at_the_call(tmp_path: Path) -> None:
    found = told(tmp_path, LOST)
    assert has(found, "page citizen", "声明 3", '在那里写 lost = "'), found
    assert not has(found, "edits"), found


def test_what_a_call_costs_by_a_parameter_of_another_name_is_mended_by_that(tmp_path: Path) -> None:
    found = told(tmp_path, ('silent = "', 'silent = "1'))
    assert has(found, "result A09", "在那里写 silent = "), found


def test_a_brought_mistake_that_costs_nothing_is_left_out_and_not_declared(tmp_path: Path) -> None:
    rude = (
        '  { peek = "namesake" },',
        '  { rude = "请稍等一下", name = "impatient", after = "read", lost = "5" },\n  { peek = "namesake" },',
    )
    found = told(tmp_path, rude)
    assert has(found, "rude", "这样做不失分", "less = ["), found
    assert not has(found, 'lost = "0"'), found
