"""Scripts that write out what is drawn: true in the base story, untrue in the next variant."""

from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, refused, written

UNTRUE = "到别的变式就不对了"
WRONG = [
    Wrong(
        "the name of whom it is about, in the story",
        [("$citizen.name换了手机号码", "林美玲换了手机号码")],
        ["z01.toml:", "story：“林美玲”是变式0取到的 $namesake.name、$citizen.name，", UNTRUE, "请写“$namesake.name”或“$citizen.name”"],
    ),
    Wrong(
        "the name, in an answer",
        [("她是我老婆呀", "苏惠敏是我老婆呀")],
        ["e03_wifes_record.toml:", "talk › ask_relation › text：“苏惠敏”是变式0取到的 ", "$wife.name", UNTRUE],
        case="E03",
    ),
    Wrong(
        "the name, in the text of a notice",
        [("申请人要求打印配偶 $wife.name 的权益记录", "申请人要求打印配偶苏惠敏的权益记录")],
        ["e03_wifes_record.toml:", "walkthrough › ", "text：“苏惠敏”是变式0取到的 ", "$wife.name", UNTRUE],
        case="E03",
    ),
    Wrong(
        "the surname of who comes, in a level",
        [("自助渠道、授权书、打印他自己的清单，三样没有说全", "告诉郑先生自助渠道、授权书")],
        ["e03_wifes_record.toml:", "levels", "“郑先生”是变式0取到的 $surname，", UNTRUE, "请写“$surname先生”"],
        case="E03",
    ),
    Wrong(
        "an employer, in the opening",
        [('opening = "你好，我们公司', 'opening = "你好，星渡物流有限公司')],
        ["e04_hired_courier.toml:", "conversation › opening：“星渡物流有限公司”是变式0取到的 $firm.name", UNTRUE, "请写“$firm.name”"],
        case="E04",
    ),
    Wrong(
        "a wage, in an answer",
        [("每月$wage.yuan元，登记表上写着", "每月6200元，登记表上写着")],
        ["e04_hired_courier.toml:", "talk › ask_wage › text：“6200元”是变式0取到的 $wage", UNTRUE, "请写“$wage.yuan元”"],
        case="E04",
    ),
    Wrong(
        "a sum that is worked out, in a notice",
        [("缴费基数按下限核定。", "缴费基数按下限核定，单位应缴790.92元。")],
        ["e09_new_hire.toml:", "：“790.92元”是变式0取到的 $due.employer_total", UNTRUE, "请写“$due.employer_total.yuan"],
        case="E09",
    ),
    Wrong(
        "a day, in an answer",
        [("他$hired.month_day就来上班了", "他6月1日就来上班了")],
        ["e04_hired_courier.toml:", "talk › ask_started › text：“6月1日”是变式0取到的 $hired", UNTRUE, "请写“$hired.month_day”"],
        case="E04",
    ),
    Wrong(
        "a day that is worked out, with its year, in the story",
        [("$citizen.name换了手机号码", "她1984年3月8日生，换了手机号码")],
        ["z01.toml:", "story：“1984年3月8日”是变式0取到的 ", "$citizen.born", UNTRUE, "“$citizen.born.chinese”"],
    ),
    Wrong(
        "a month without its year, in the story",
        [("应核定$unpaid.first.chinese至6月", "应核定1月至6月")],
        ["e06_past_year.toml:", "story：“1月”是变式0取到的 $unpaid.first", UNTRUE, "请写“$unpaid.first.chinese”"],
        case="E06",
    ),
    Wrong(
        "how many months there are, right in the base story",
        [("共$due.count.text个月（", "共6个月（")],
        ["story：“共6个月”，$due.count 是 ", "（取到 unpaid = ", "请写“共$due.count.text个月”"],
        case="E06",
    ),
    Wrong(
        "months that end before those worked out, in a notice",
        [("$unpaid.first.chinese至2026年6月", "$unpaid.first.chinese至2026年5月")],
        ["text：“2026年1月至2026年5月”，$due 是从 2026-01 到 2026-06，请写“$unpaid.first.chinese至2026年6月”"],
        case="E06",
    ),
]  # fmt: skip


test_what_is_drawn_and_written_out_is_told_with_the_name_to_write = refused(WRONG)


LEFT = "他上一家是自己辞职的"
SIGNED = 'signed = "$signed.day", says'
LOWEST = "缴费基数按下限核定。"


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ("E04", [(LEFT, f"12026年6月1日，6月10日，每月16200元，{LEFT}")]),
        ("E04", [(LEFT, f"合同是6月3日补签的，{LEFT}"), (SIGNED, SIGNED.replace('"$signed.day"', "2026-06-03"))]),
        ("E09", [(LOWEST, "缴费基数按下限4,680.00元核定。")]),
        ("E06", [("缴到这个月。", "缴到这个月，大概从1月起共6个月没缴。"), ("（她自己记不清）", "，6月到期")]),
        ("E06", [('point = "', 'point = "养老保险要缴满，共180个月；')]),
    ],
    ids=["part of something longer", "a day the script fixes", "a sum that is always so", "what a visitor remembers", "other months"],
)  # fmt: skip
def test_what_is_the_same_in_every_variant_may_be_written_out(
    case: str, changes: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert check_cases([written(Wrong("", changes, [], case=case), tmp_path)]) == []
