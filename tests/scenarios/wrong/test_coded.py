"""Scripts whose right way types a code, a sum, a month against what the visitor, a paper or the records tell, or on
nobody's word."""

from datetime import date
from pathlib import Path

import pytest

from mock_systems.endings import EMPLOYMENT_END, UNEMPLOYED_REASON
from mock_systems.records.employers import JOB_WISH
from mock_systems.records.insurance import RESIDENT_TIER
from scenarios.playing.answers import HOUSE, SUM, months_paid_to, named
from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, refused, written

TOLD = ["，群众说的、材料上写的是"]
OUT = "请改正填写的，或者改正说的；政策确实要这样的，在这一步写明 basis 和 policy = true"
REFUSE = 'form = { application = "$opened.application", reason = "student"'
EXPIRED = '{ code = "1", end = "expired"'

CARD = 'id_until = "$id_until.day", no_guardian = true'
WORKS = (CARD, f'{CARD}, occupation = "4"')
JULY = [
    ('last = "2026-06"', 'last = "2026-07"'),
    ('["base_not_registered"], why', '["base_not_registered", "future_month"], why'),
    ("至6月", "至7月"),
    ("至2026年6月", "至2026年7月"),
]
UNASKED = "群众没有说过，材料上也没有：没有人要选它，请删去，或者由群众、材料说出"
AHEAD = "缴费年月“2026-07”，还没有到期，群众没有说要缴到这个月"
REGISTERED = [
    ('base = "$level.base"', 'base = "$registered"'),
    ('confirm = ["base_not_registered"], why', "why"),
]
WISHED = "，群众说的是“"
NEED = ('ask_need = "就是补缴养老保险', 'ask_need = "想缴到5月，就是补缴养老保险')
NEW_PHONE = (
    'text = "新号码是 $new_phone。"',
    'text = "新号码是 $new_phone，不对，是 13900001111。"',
)
WRONG = [
    Wrong("whatever the certificate says is a resignation", [('reason = "$why.code", wish', 'reason = "5", wish')], ["e05_expired_id.toml:", "walkthrough › ", "reason：步骤 register 的失业原因“本人辞职”", *TOLD, "“劳动合同期满”", OUT], case="E05"),
    Wrong("one row has another code than its certificate", [(EXPIRED, EXPIRED.replace("1", "2"))], ["失业原因“用人单位解除劳动合同”", *TOLD, "“劳动合同期满”"], case="E05"),
    Wrong("one row has another wish than is told", [('{ wish = "1"', '{ wish = "4"')], ["wish：步骤 register 的求职意向“参加培训后就业”", *TOLD, "“单位就业”"], case="E05"),
    Wrong("one row has another bank than is told", [('new = "海岳银行", other = "远帆银行"', 'new = "远帆银行", other = "远帆银行"')], ["e01_lost_card.toml:", "bank：步骤 reissue 的合作银行", "“远帆银行”", *TOLD, "“海岳银行”"], case="E01"),
    Wrong("a pupil of seventeen is refused for his age", [(REFUSE, REFUSE.replace("student", "age"))], ["e07_student_son.toml:", "reason：步骤 refuse 的不予受理原因“年龄不符合规定”，可是他满16周岁、不到50周岁", OUT], case="E07"),
    Wrong("a pupil who is insured nowhere is refused for being insured", [(REFUSE, REFUSE.replace("student", "already_insured"))], ["“已在其他单位参保缴费”，可是他没有参保"], case="E07"),
    Wrong("an item of the department is refused as none of its own", [('{ refuse = "no_authorization", of = "c02"', '{ refuse = "out_of_scope", of = "c02"')], ["e03_wifes_record.toml:", "“不属于本部门职责范围”，可是这个事项在本部门的事项目录里"], case="E03"),
    Wrong("an occupation nobody told", [WORKS], ["e08_of_age.toml:", "walkthrough › ", "form › occupation：步骤 change 的变更后职业“社会生产和生活服务人员”，", UNASKED], case="E08"),
    Wrong("a month that is not due and nobody asked for", JULY, ["e06_past_year.toml:", "walkthrough › ", "months：步骤 pay 的", AHEAD], case="E06"),
    Wrong("the base that is registered, and not the one chosen", REGISTERED, ["e06_past_year.toml:", "form › base：步骤 pay 的缴费基数“", WISHED + "按最低的缴，能少一点是一点。”", OUT], case="E06"),
    Wrong("the answer stops a month earlier", [("缴到这个月。", "缴到上个月。")], ["months：步骤 pay 的缴费年月“2026-06”", WISHED, "还有今年的，缴到上个月。”", OUT], case="E06"),
    Wrong("a need that stops a month earlier than the answer", [NEED], [WISHED + "想缴到5月，就是补缴养老保险"], case="E06"),
    Wrong("a number that was taken back", [NEW_PHONE], ["z01.toml:", "phone：步骤 change 的变更后手机号码“", WISHED + "新号码是 ", OUT]),
    Wrong("a street that nobody named", [("登记就写：海岳省云屿市望澜区听潮街道潮汐路21号", "登记就写：海岳省云屿市望澜区听潮街道潮汐路12号")], ["address：步骤 change 的变更后居住地址“", WISHED], case="E02"),
]  # fmt: skip


test_a_code_that_is_not_what_was_told_is_told_with_place_and_remedy = refused(WRONG)


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ("E08", [WORKS, ('ask_need = "', 'ask_need = "我在做社会生产和生活服务人员，')]),
        ("E06", [*JULY, ("缴到这个月。", "缴到下个月，预缴一个月。")]),
        ("E06", [*JULY, ("缴到这个月。", "缴到7月。")]),
        ("E01", [('kind = "reissue", bank', 'kind = "replace", bank')]),
        (
            "E06",
            [
                REGISTERED[0],
                (
                    "walkthrough = [\n",
                    'walkthrough = [\n  { as = "pay", basis = "LSIM1 3", policy = true },\n',
                ),
            ],
        ),
        (
            "E06",
            [("缴到这个月。", "缴到年底。"), ('tell_base = "', 'tell_base = "那就缴到这个月。')],
        ),
        ("E04", [("他$hired.month_day就来上班了", "他大概6月20日就来上班了")]),
    ],
)
def test_what_somebody_asked_for_is_left_alone(case: str, changes, tmp_path: Path) -> None:
    said = [str(e) for e in check_cases([written(Wrong("", changes, [], case=case), tmp_path)])]
    assert not any(told in each for each in said for told in (UNASKED, AHEAD, WISHED))


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("按最低的缴，能少一点是一点。", {"最低"}),
        ("5000元太多了，4680元太少，就5000元吧？算了还是按4680元。", {"4680"}),
        ("不按最低的，比6000元低一点，按五千吧。", {"5000"}),
        ("四千八吧。", {"4800"}),
        ("最低的是多少？我2026年才来的，随便。", set()),
        ("四千八。", {"4800"}),
        ("去年按4800元缴的，今年就按最低的吧。", {"最低"}),
        ("还按去年的4800元。", {"4800"}),
    ],
)
def test_an_answer_names_the_sums_it_means(text: str, sums: set[str]) -> None:
    assert named(SUM, text) == sums


def test_the_day_of_a_move_is_no_house() -> None:
    assert named(HOUSE, "上个月15号搬的，搬到潮汐路21号3幢。") == {"汐路21号"}


@pytest.mark.parametrize(
    ("text", "is_asked", "months"),
    [
        ("今年有几个月忘了，想缴到5月。", False, {"2026-05"}),
        ("缴到上个月。今年缴到几月我记不清了。", False, {"2026-05"}),
        ("补3月到五月的。", False, {"2026-05"}),
        ("3月到5月。", True, {"2026-05"}),
        ("3月到5月。", False, set()),
        ("就缴到年底吧。", True, {"2026-12"}),
        ("我缴到3月，后来就断了。", True, set()),
        ("原来单位缴到3月。", True, set()),
        ("1月到3月缴过了。", True, set()),
        ("到上个月都缴了，就差这个月。", True, set()),
        ("想把1月到3月的缴了。", True, {"2026-03"}),
        ("缴到2025年12月。", True, set()),
    ],
)
def test_an_answer_names_the_month_to_which_somebody_wants_to_pay(
    text: str, is_asked: bool, months: set[str]
) -> None:
    assert months_paid_to(text, date(2026, 6, 15), is_asked=is_asked) == months


@pytest.mark.parametrize(
    ("codes", "text", "found"),
    [
        (UNEMPLOYED_REASON, "不是辞职，是合同到期了。", {"1"}),
        (UNEMPLOYED_REASON, "公司先提出来的，谈好了我就签了字。", {"3"}),
        (UNEMPLOYED_REASON, "我主动提出，单位同意的。", {"4"}),
        (UNEMPLOYED_REASON, "那年生意不好，手头紧。", set()),
        (EMPLOYMENT_END, "单位破产了，提前退休。", {"closed", "retired"}),
        (JOB_WISH, "想先学个手艺，以后自己开个小店。", {"3", "4"}),
        (RESIDENT_TIER, "按1500元的交。", {"150000"}),
    ],
)
def test_a_text_tells_the_codes_whose_words_it_has(codes, text: str, found: set[str]) -> None:
    assert codes.found_in(text) == found
