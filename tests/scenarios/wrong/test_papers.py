"""Scripts whose papers are of another than they say, and right by what the script says of them."""

from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, refused, written

LEFT = 'reason = "$why.paper", manner = "$why.manner", says'
LETTER = 'matter = "变更本人手机号码", from'
MARRIED = 'clerk = "夏月娥", says'
PERMIT = 'matter = "办理本单位职工就业登记、终止就业登记", signed = 2026-01-05, says'
CONTRACT = 'signed = "$signed.day", says'
END = "\n]\n\n# ── 标准做法"


def apart(key: str) -> str:
    return f'请改正一处；有意不同的，在这份材料里写 apart = ["{key}"]'


def also(name: str, key: str, value: str) -> tuple[str, str]:
    """What makes a paper of a case that has `papers` say something else, and be good."""
    said = f'{{ as = "{name}", content = {{ {key} = "{value}" }}, found = ["ok"] }}'
    return END, f"\n  {said},{END}"


ANOTHERS = [
    Wrong(
        "a certificate of leaving sealed by another employer",
        [(LEFT, f'seal = "$other_firm.name", found = ["ok"], {LEFT}')],
        ["e05_expired_id.toml:", " › papers › ", "“leaving_certificate citizen”", "seal（印章上的名称）：写的是“", "用人单位是“", apart("seal")],
        case="E05",
    ),
    Wrong(
        "a marriage certificate sealed by the bureau of another district",
        [(MARRIED, f'seal = "云屿市望澜区民政局婚姻登记专用章", found = ["ok"], {MARRIED}')],
        ["e03_wifes_record.toml:", "seal（印章上的名称）：写的是“云屿市望澜区民政局婚姻登记专用章”，登记机关是“云屿市鹭汀区民政局”", apart("seal")],
        case="E03",
    ),
    Wrong(
        "a form sealed by an employer of the same story",
        [also("form", "seal", "$old_firm.name")],
        ["e09_new_hire.toml:", "seal（印章上的名称）：写的是“", "单位名称是“", apart("seal")],
        case="E09",
    ),
    Wrong(
        "a letter of attorney signed by the agent",
        [(LETTER, f'signature = "$agent.name", found = ["ok"], {LETTER}')],
        ["z02.toml:", "“authorization citizen”", "signature（委托人签名）：写的是“许晓岚”，委托人是“林美玲”", apart("signature")],
        case="Z02",
    ),
    Wrong(
        "an authorisation signed by another than the legal person",
        [also("authorization", "signature", "$agent.name")],
        ["e04_hired_courier.toml:", "signature（法定代表人签名）：写的是“何静宜”，法定代表人（负责人）是“苏明辉”", apart("signature")],
        case="E04",
    ),
    Wrong(
        "a contract signed by another than the employee",
        [also("contract", "signature", "$agent.name")],
        ["e04_hired_courier.toml:", "signature（乙方签名）：写的是“何静宜”，乙方（劳动者）是“", apart("signature")],
        case="E04",
    ),
    Wrong(
        "a letter of attorney for another than who comes",
        [(LETTER, f'agent_name = "$citizen.name", agent_number = "$citizen.citizen_number", found = ["ok"], {LETTER}')],
        ["z02.toml:", "agent（受托人）：写的是“林美玲”，来办事的人是“许晓岚”", apart("agent")],
        case="Z02",
    ),
    Wrong(
        "an authorisation for somebody of another post",
        [(PERMIT, f'post = "财务经理", {PERMIT}')],
        ["e04_hired_courier.toml:", "agent_job（受托人职务）：写的是“财务经理”，就业登记登记的是“人事专员”", apart("agent_job")],
        case="E04",
    ),
    Wrong(
        "a contract signed years before there was the employer",
        [(CONTRACT, CONTRACT.replace('"$signed.day"', "2012-06-02"))],
        ["e04_hired_courier.toml:", "“labour_contract citizen”", "signed（签订日期）：2012-06-02 比单位参保登记的日期 2014-03-19 早30天以上，那时还没有这家单位", apart("signed")],
        case="E04",
    ),
    Wrong(
        "a household book of a head who is not in it",
        [also("book", "head", "林阿土")],
        ["e07_student_son.toml:", "head（户主姓名）：写的是“", "常住人口登记卡是“", apart("head")],
        case="E07",
    ),
]  # fmt: skip


test_a_good_paper_of_another_than_it_says_is_told = refused(ANOTHERS)


@pytest.mark.parametrize(("day", "is_told"), [("2014-02-16", True), ("2014-02-17", False)])
def test_an_employer_s_paper_may_be_thirty_days_older_than_its_registration(
    day: str, is_told: bool, tmp_path: Path
) -> None:
    signed = Wrong("", [(CONTRACT, CONTRACT.replace('"$signed.day"', day))], [], case="E04")
    assert bool(check_cases([written(signed, tmp_path)])) is is_told


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong("named", [(MARRIED, f'seal = "云屿市望澜区民政局", found = ["ok"], apart = ["seal"], {MARRIED}')], [], case="E03"),
        Wrong("a month before registration", [(CONTRACT, CONTRACT.replace('"$signed.day"', "2014-02-17"))], [], case="E04"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_of_another_and_meant_is_let_through(wrong: Wrong, tmp_path: Path) -> None:
    assert check_cases([written(wrong, tmp_path)]) == []


UNAUTHORISED = [
    Wrong(
        "an employer's authorisation to report statistics, under which somebody is registered",
        [("办理本单位职工就业登记、终止就业登记", "报送本单位统计报表")],
        ["e04_hired_courier.toml:", "“unit_authorization agent”", "matter（委托事项）：写的是“报送本单位统计报表”，凭它办的 H01 就业登记 不在里面（委托书上如“就业登记”）", apart("matter")],
        case="E04",
    ),
    Wrong(
        "an employer's authorisation for matters of cards",
        [("办理本单位职工就业登记、终止就业登记", "办理本单位职工社会保障卡相关业务")],
        ["e04_hired_courier.toml:", "写的是“办理本单位职工社会保障卡相关业务”，凭它办的 H01 就业登记 不在里面", apart("matter")],
        case="E04",
    ),
    Wrong(
        "an authorisation for one of the two things that are done",
        [("办理本单位职工参保登记及个人信息变更", "办理本单位职工参保登记")],
        ["e09_new_hire.toml:", "matter（委托事项）：写的是“办理本单位职工参保登记”，凭它办的 A09 个人基本信息变更 不在里面", apart("matter")],
        case="E09",
    ),
    Wrong(
        "an authorisation for the other of the two things that are done",
        [("办理本单位职工参保登记及个人信息变更", "办理本单位职工个人信息变更")],
        ["e09_new_hire.toml:", "凭它办的 A05 职工参保登记 不在里面（委托书上如“参保登记”）", apart("matter")],
        case="E09",
    ),
    Wrong(
        "a letter to report a lost card under which a phone is changed",
        [("变更本人手机号码", "办理本人社会保障卡挂失")],
        ["z02.toml:", "写的是“办理本人社会保障卡挂失”，凭它办的 A09 个人基本信息变更 不在里面", apart("matter")],
        case="Z02",
    ),
]  # fmt: skip


test_what_is_done_under_an_authority_for_something_else_is_told = refused(UNAUTHORISED)


@pytest.mark.parametrize(
    "matter",
    ["办理本单位职工社会保险、就业相关业务", "参保登记、个人信息变更", "全权办理人社业务", "办理增员和职工姓名更正"],
)  # fmt: skip
def test_an_authority_may_name_what_is_done_in_other_words(matter: str, tmp_path: Path) -> None:
    said = Wrong("", [("办理本单位职工参保登记及个人信息变更", matter)], [], case="E09")
    assert check_cases([written(said, tmp_path)]) == []


NOT_SEEN = (
    "请删去这个结论，或者把毛病写到材料上；毛病在没有登记可对的内容里的，在 apart 里写上是哪一项"
)


def claimed(paper: str, finding: str, verify: str = "") -> list[tuple[str, str]]:
    """What makes a paper that says nothing else have a fault, and the right way find it."""
    found = (verify, f'{verify}finding = "{finding}", ')
    return [(paper, f'{paper}found = ["{finding}"], '), *([found] if verify else [])]


LEAVING = '{ leaving_certificate = "citizen", '
AUTHORISED, VERIFIED = '{ unit_authorization = "agent", ', '{ verify = "authorization", '
CLAIMED = [
    Wrong(
        "a seal is missing of a certificate that has it",
        claimed(LEAVING, "no_seal"),
        ["e05_expired_id.toml:", "“leaving_certificate citizen”", " › found：结论写了 no_seal 缺少印章或签名，可是看不出来：签名、印章都在", NOT_SEEN],
        case="E05",
    ),
    Wrong(
        "a certificate is not of who brings it, as far as anybody sees",
        claimed(LEAVING, "mismatch"),
        ["e05_expired_id.toml:", "结论写了 mismatch 内容与系统或当事人不一致，可是看不出来：写的与登记、与办理所填、与来办事的人都一致", NOT_SEEN],
        case="E05",
    ),
    Wrong(
        "a certificate without a term has expired",
        claimed(LEAVING, "expired"),
        ["e05_expired_id.toml:", "结论写了 expired 已过有效期，可是看不出来：材料上没有已过的期限", NOT_SEEN],
        case="E05",
    ),
    Wrong(
        "an authorisation for what is done is for something else",
        claimed(AUTHORISED, "other_matter", VERIFIED),
        ["e04_hired_courier.toml:", "“unit_authorization agent”", "结论写了 other_matter 授权事项不符，可是看不出来：委托事项包括要办的", NOT_SEEN],
        case="E04",
    ),
    Wrong(
        "an authorisation for this year is for another term",
        claimed(AUTHORISED, "other_term", VERIFIED),
        ["e04_hired_courier.toml:", "结论写了 other_term 期限不符，可是看不出来：期限包括业务日期", NOT_SEEN],
        case="E04",
    ),
    Wrong(
        "an authorisation for this year has expired",
        claimed(AUTHORISED, "expired", VERIFIED),
        ["e04_hired_courier.toml:", "结论写了 expired，可 valid_until（2026-12-31）在业务日期当天或之后", "请改正日期，或者删去这个结论"],
        case="E04",
    ),
    Wrong(
        "a letter for both matters is for one of them alone",
        [("变更本人手机号码", "变更本人手机号码，打印权益记录")],
        ["z02.toml:", "“authorization citizen”", "结论写了 other_matter 授权事项不符，可是看不出来：委托事项包括要办的", NOT_SEEN],
        case="Z02",
    ),
    Wrong(
        "a fault is in what agrees with the records",
        [*claimed(LEAVING, "mismatch"), ('{ leaving_certificate = "citizen", ', '{ leaving_certificate = "citizen", apart = ["job"], ')],
        ["e05_expired_id.toml:", "结论写了 mismatch", "可是看不出来", NOT_SEEN],
        case="E05",
    ),
]  # fmt: skip


test_a_fault_that_nobody_can_see_is_told = refused(CLAIMED)


@pytest.mark.parametrize(
    ("finding", "more"),
    [
        ("no_seal", 'seal = "", '),
        ("no_seal", 'seal = "$other_firm.name", '),
        ("mismatch", 'seal = "$other_firm.name", '),
        ("mismatch", 'apart = ["reason"], '),
        ("expired", 'apart = ["manner"], '),
    ],
)
def test_a_fault_that_can_be_seen_or_is_named_is_let_through(
    finding: str, more: str, tmp_path: Path
) -> None:
    seen = Wrong("", [*claimed(LEAVING, finding), (LEAVING, LEAVING + more)], [], case="E05")
    assert "可是看不出来" not in "".join(map(str, check_cases([written(seen, tmp_path)])))


@pytest.mark.parametrize(("whose", "is_told"), [("citizen", True), ("brother", False)])
def test_the_card_of_somebody_for_whom_nothing_is_done_may_be_found_so(
    whose: str, is_told: bool, tmp_path: Path
) -> None:
    """The case has both people; the card of who comes agrees with the records."""
    term = "from = 2016-10-10, until = 2036-10-10"
    card = f'{{ id_card = "{whose}", as = "other", office = "云屿市公安局", {term}, found = ["mismatch"] }}'
    shown = Wrong("", [("\npapers = [", f"\npapers = [\n  {card},")], [], case="E03")
    said = "".join(map(str, check_cases([written(shown, tmp_path)])))
    assert ("可是看不出来" in said) == is_told
