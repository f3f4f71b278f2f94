"""An expectation meant for each value of a list: one record for each, the points shared out."""

import pytest

from scenarios.playing.rehearse import Stage
from scenarios.proving.prove import prove
from scenarios.reading.load import load

EACH_PHONE = (
    """
[[expect]]
id = "phone"
""",
    """
[[expect]]
id = "phone"
each = "$numbers"
""",
)
LIST = """
[vary.numbers]
choose = [["$new_phone"]]
"""


def wanted(stage: Stage) -> list[dict]:
    expect = stage.compiled["alternatives"][0]["expect"]
    return [each for each in expect if each["id"].startswith("phone")]


def spread_over(written, values: str, *changes: tuple[str, str]) -> Stage:
    more = LIST.replace('["$new_phone"]', values)
    return Stage(load(written(EACH_PHONE, *changes, more=more)).script, 0, None)


def test_each_value_has_an_expectation_of_its_own(written) -> None:
    stage = spread_over(written, '["1", "2"]', ('value = "$new_phone"', 'value = "$each"'))
    assert [(each["id"], each["fields"][0]["value"]) for each in wanted(stage)] == [
        ("phone.1", "1"),
        ("phone.2", "2"),
    ]


def test_titles_may_name_the_value(written) -> None:
    stage = spread_over(written, '["2026-05"]', ("手机号码已变更", "$each.chinese已变更"))
    assert wanted(stage)[0]["title"] == "2026年5月已变更"


@pytest.mark.parametrize("count", [1, 3, 7])
def test_points_are_shared_out_without_a_rest(written, count: int) -> None:
    stage = spread_over(written, str(["1"] * count))
    points = [each["fields"][0]["points"] for each in wanted(stage)]
    assert (len(points), sum(points)) == (count, 4000)
    assert max(points) - min(points) <= 1


def test_a_case_with_a_list_is_proved(written) -> None:
    assert prove(load(written(EACH_PHONE, more=LIST)), 1).faults == []


def test_what_is_no_list_is_told(written, problems) -> None:
    place = "z01.toml › expect › 第1项 › each：不是有内容的列表"
    assert problems((EACH_PHONE[0], EACH_PHONE[1].replace("$numbers", "$today")))[0].startswith(
        place
    )


def test_an_unknown_name_in_it_is_told(written, problems) -> None:
    told = problems(EACH_PHONE, ('value = "$new_phone"', 'value = "$eech"'), more=LIST)
    assert any("eech" in problem for problem in told)


def test_nothing_else_may_be_called_each(problems) -> None:
    told = problems(
        (
            'old_phone = { pool = "phone" }',
            'old_phone = { pool = "phone" }\neach = { pool = "phone" }',
        )
    )
    assert any("名称“each”用了不止一次" in problem for problem in told)
