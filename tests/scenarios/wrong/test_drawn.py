"""Scripts that are right in the base story and wrong in something they draw."""

from pathlib import Path

import pytest

from mock_systems.bases import Basis
from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, is_told, refused, written

NEW, OLD = 'new_phone = { pool = "phone" }', 'old_phone = { pool = "phone" }'
PERSON = '[[cast.person]]\nas = "namesake"'
CARD = 'text = "带了，给您。"'
EXPIRY = "expiry = { days = [-30, -2], first = -5 }"
HIRED = "hired = { days = [-14, -3], first = -14 }"
BORN = "born = { between = [1980-01-01, 1990-12-31], first = 1984-03-08 }"


def phones(*last: str, of: int = 60) -> str:
    return str([*(f"142990000{each:02}" for each in range(of)), *last])


def rows(right: str, wrong: str, of: int = 60) -> str:
    """So many right ones, each with a number of its own, and a wrong one."""
    return f"[{', '.join([*(right.format(each + 10) for each in range(of)), wrong])}]"


def drawing(more: str, said: str = CARD) -> list[tuple[str, str]]:
    """The example with something more drawn, or worked out, that is said with the card."""
    return [(NEW, f"{NEW}\n{more}"), (CARD, said)]


KIN = rows('{{ he = "他", n = {} }}', "{ n = 9 }")
DAYS = rows('"20{}-01-01"', '"0003-01-01"')
WRONG = [
    Wrong(
        "one of sixty-one phones of a record is none",
        [(OLD, f'old_phone = {{ choose = {phones("12")} }}')],
        ["z01.toml:", " › cast › person › ", "“citizen” › phone：“12”", "11位", '取到 old_phone = "12" 时'],
    ),
    Wrong(
        "one of sixty-one phones to change to is none",
        [(NEW, f'new_phone = {{ choose = {phones("12")} }}')],
        [" › expect › ", "“phone” › value：“12”", "11位", 'new_phone = "12" 时'],
    ),
    Wrong(
        "the twentieth of twenty-one is none",
        [(OLD, f'old_phone = {{ choose = {phones("12", "14299000099", of=19)} }}')],
        [" › cast › person › ", "phone：“12”", 'old_phone = "12" 时'],
    ),
    Wrong(
        "a phone that was never given out stands among those that were",
        [(NEW, f'new_phone = {{ choose = {phones("13800138000")} }}')],
        ["new_phone", "“13800138000”可能是真实的号码"],
    ),
    Wrong(
        "the first day of a range is past the limit",
        [(HIRED, "hired = { days = [-31, -3], first = -14 }")],
        ["e09_new_hire.toml:", " › walkthrough › ", "“enrol citizen”", "逾期", 'confirm = ["late"]', "hired = 2026-05-15 时"],
        case="E09",
    ),
    Wrong(
        "the last day of a range is in the future",
        [(HIRED, "hired = { days = [-14, 1], first = -14 }"), ("$hired.chinese开始上班的。", "$hired.chinese。")],
        ["e09_new_hire.toml:", " › walkthrough › ", "hired_in_future", "hired = 2026-06-16 时", "请改正这一步"],
        case="E09",
    ),
    Wrong(
        "a card of one variant of four hundred is still good",
        [(EXPIRY, "expiry = { days = [-400, 0], first = -5 }")],
        ["e05_expired_id.toml:", " › found：结论写了 expired，可 valid_until（2026-06-15）", "expiry = 2026-06-15 时", "请改正日期"],
        case="E05",
    ),
    Wrong(
        "a birthday may lie ahead",
        [(BORN, BORN.replace("1990-12-31", "2026-12-31"))],
        [" › papers › ", "2026-12-31 在业务日期 2026-06-15 之后", "born = 2026-12-31 时"],
    ),
    Wrong(
        "one of sixty-one rows lacks what a reply says",
        [*drawing(f"kin.rows = {KIN}", 'text = "带了，$kin.he的，给您。"')],
        [" › conversation › replies › ", "“ask_id_card” › text：“$kin.he”", "取到 kin = {n = 9} 时"],
    ),
    Wrong(
        "one of sixty-one rows lacks what a mark alone says",
        [
            (NEW, f"{NEW}\nkin.rows = {KIN}"),
            ('title = "手机号码已变更"', 'title = "$kin.he的手机号码已变更"'),
        ],
        [" › expect › ", "“phone” › title：“$kin.he”", "kin = {n = 9} 时"],
    ),
    Wrong(
        "a computation has no figure at one end",
        [
            *drawing("day = { between = [2023-12-27, 2026-06-01], first = 2026-05-01 }", f'{CARD[:-1]}下限$bounds.floor.yuan元"'),
            (PERSON, f'[compute]\nbounds = {{ by = "contribution.bounds", on = "$day", basis = "SIL 58.1", policy = true }}\n\n{PERSON}'),
        ],
        [" › compute › bounds：算不出来", "2023-12-27", "day = 2023-12-27 时", "请核对已知条件"],
    ),
    Wrong(
        "a day so many years before another is before all years",
        [
            *drawing(f"old = {{ choose = {DAYS} }}", f'{CARD[:-1]}$back.day"'),
            (PERSON, f'[compute]\nback = {{ by = "other_day", day = "$old", years = -10 }}\n\n{PERSON}'),
        ],
        [" › compute › back：算不出来（0003-01-01 起 -10 年", 'old = "0003-01-01" 时', "请核对已知条件"],
    ),
    Wrong(
        "new and old number are the same in one pair of eighty",
        [
            (NEW, f"new_phone = {{ choose = {phones(of=80)} }}"),
            (OLD, 'old_phone = { choose = ["14288000000", "14299000059"] }'),
        ],
        [" › walkthrough › 第9项“change”", "没有办成", "nothing_changed", "old_phone = ", "new_phone = ", " 时"],
    ),
    Wrong(
        "more names ask a pool for words than it has",
        [*drawing("\n".join(f'f{each} = {{ pool = "catering", first = "甲{each}" }}' for each in range(5)), f'{CARD[:-1]}$f0$f1$f2$f3$f4"')],
        [" › vary › f4 › pool：词库 catering 只有 4 个词", "改写成 choose"],
    ),
    Wrong(
        "a list of months goes through fifty years and a month",
        [
            (CARD, f'{CARD[:-1]}共$span.count.plain个月"'),
            (PERSON, f'[compute]\nspan = {{ by = "month_list", first = "1970-01", last = "2020-01" }}\n\n{PERSON}'),
        ],
        [" › compute › span：算不出来（从 1970-01 到 2020-01 超过 600 个月）", "请核对已知条件"],
    ),
]  # fmt: skip
DAYS = [
    Wrong(
        "the business date is before the first figures",
        [("business_date = 2026-06-15", "business_date = 2023-06-15")],
        ["z01.toml:10 › business_date：业务日期 2023-06-15 打不开社会保险的规则页", "wage.average（3901）自 2024-01-01 起才有数值", "请改业务日期，或补上那一天的数值"],
    ),
    Wrong(
        "the business date is before the rules of later retirement",
        [("business_date = 2026-06-15", "business_date = 2024-06-17")],
        ["z01.toml:10 › business_date：业务日期 2024-06-17 打不开“失业登记”（employment.register_unemployment）", "retirement.step_months（CN）自 2025-01-01", "请改业务日期"],
    ),
    Wrong(
        "the whole case plays in 2019",
        [("2026-06-15", "2019-06-17"), ("valid_from = 2019-05-11\nvalid_until = 2039", "valid_from = 2017-05-11\nvalid_until = 2037")],
        ["z01.toml:10 › business_date：业务日期 2019-06-17 打不开社会保险的规则页", " 处（", "请改业务日期"],
    ),
]  # fmt: skip


test_what_only_a_draw_makes_wrong_is_told_with_what_was_drawn = refused(WRONG)


@pytest.mark.parametrize("wrong", DAYS, ids=str)
def test_what_cannot_be_opened_at_the_business_date_is_told_by_a_check(
    wrong: Wrong, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The hall's own rules are of 2026: that they were not in force yet is told before.
    monkeypatch.setattr(Basis, "wrong_on", lambda basis, day: ())
    said = [str(each) for each in check_cases([written(wrong, tmp_path)])]
    assert is_told(wrong, said), said
