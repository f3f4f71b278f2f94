"""Scripts whose papers say other than the records they repeat, and name no difference."""

from pathlib import Path

import pytest

from tests.scenarios.wrong.table import Wrong, is_told, refused, said_of

NUMBER = 'number = "$citizen.citizen_number"'
NAME = 'name = "$citizen.name"\nsex = "2"\nethnicity'
ADDRESS = 'address = "$citizen.hukou_address"'
BORN = 'born = "$citizen.born"'
UNTIL = "valid_until = 2039-05-11"
FROM = "valid_from = 2019-05-11"
HOLDER = 'holder = "$citizen.name"'
FORM = 'started = "$hired", wage = "$wage", says'
KIND = 'kind = "id_card"\nperson'
CARD = [
    "z01.toml:",
    "papers › 第1项",
    " › content：",
    "人员登记的是",
    "请改正一处；有意不同的，在这份材料里写 apart = ",
]
WRONG = [
    Wrong(
        "a card with another's number",
        [(NUMBER, 'number = "$namesake.citizen_number"')],
        [*CARD, '["number"]'],
    ),
    Wrong(
        "a card with another name",
        [(NAME, 'name = "王二"\nsex = "2"\nethnicity')],
        [*CARD, '["name"]'],
    ),
    Wrong(
        "a card with another sex",
        [(NAME, 'name = "$citizen.name"\nsex = "1"\nethnicity')],
        [*CARD, '["sex"]'],
    ),
    Wrong(
        "a card with another sex in words",
        [(NAME, 'name = "$citizen.name"\nsex = "男"\nethnicity')],
        [*CARD, '["sex"]'],
    ),
    Wrong(
        "a card with another people",
        [('ethnicity = "汉"', 'ethnicity = "回"')],
        [*CARD, '["ethnicity"]'],
    ),
    Wrong("a card with another birthday", [(BORN, "born = 1970-01-01")], [*CARD, '["born"]']),
    Wrong(
        "a card with another house number",
        [(ADDRESS, 'address = "海岳省云屿市望澜区听潮街道13号"')],
        [
            "papers › 第1项",
            " › content：address（住址）：写的是“海岳省云屿市望澜区听潮街道13号”，人员登记的是“海岳省云屿市望澜区听潮街道12号”",
        ],
    ),
    Wrong(
        "a card issued before birth",
        [(FROM, "valid_from = 1970-05-11")],
        [
            "papers › 第1项",
            " › content：valid_from（有效期限（起））：1970-05-11 在出生日期 1984-03-08 之前",
            "apart",
        ],
    ),
    Wrong(
        "an endless card of somebody of thirty-five",
        [(UNTIL, 'valid_until = "长期"')],
        [
            "papers › 第1项",
            " › content：valid_until",
            "写的是“长期”，35岁领的证应到“2039-05-11”",
            "apart",
        ],
    ),
    Wrong(
        "a card for ten years of somebody of thirty-five",
        [(UNTIL, "valid_until = 2029-05-11")],
        ["35岁领的证应到“2039-05-11”"],
    ),
    Wrong(
        "an expired card that is read as if it were good",
        [(FROM, "valid_from = 2006-05-11"), (UNTIL, "valid_until = 2026-05-11")],
        [
            "papers › 第1项“card” › found：valid_until（2026-05-11）在业务日期 2026-06-15 之前",
            'found = ["expired"]',
        ],
    ),
    Wrong(
        "a card found expired that holds until today",
        [
            (FROM, "valid_from = 2006-06-15"),
            (UNTIL, "valid_until = 2026-06-15"),
            (KIND, 'kind = "id_card"\nfound = ["expired"]\nperson'),
        ],
        [
            "papers › 第1项“card” › found：结论写了 expired，可 valid_until（2026-06-15）",
            "请改正日期，或者删去这个结论",
        ],
    ),
    Wrong(
        "a card of nobody of the story",
        [(HOLDER, 'holder = "王二"')],
        ["papers › 第1项“card” › holder：“王二”不是案例里的人、单位", "请写 $名称.name"],
    ),
    Wrong(
        "a difference said to be meant that is none",
        [(KIND, 'kind = "id_card"\napart = ["address"]\nperson')],
        ["papers › 第1项“card” › apart：", "address 与登记、与办理所填没有不同", "请删去"],
    ),
    Wrong(
        "a form with another wage than is typed",
        [(FORM, 'started = "$hired", wage = 5_000_00, says')],
        [
            "e09_new_hire.toml:",
            "staff.wage（月工资（元））：写的是“5,000.00”，步骤 enrol 填的 wage 是“3,900.00”",
            'apart = ["staff.wage"]',
        ],
        case="E09",
    ),
    Wrong(
        "a form with another day than is typed",
        [(FORM, 'started = "$today", wage = "$wage", says')],
        [
            "e09_new_hire.toml:",
            "staff.started（用工之日）：写的是“2026-06-15”，步骤 ",
            " 填的 hired 是“2026-06-01”",
            "staff.started",
        ],
        case="E09",
    ),
    Wrong(
        "a form with another name than is registered",
        [('name = "$true_name", apart = ["staff.name"]', 'name = "$true_name"')],
        ["staff.name（姓名）：写的是“林晓燕”，人员登记的是“林小燕”"],
        case="E09",
    ),
    Wrong(
        "a card with another name than is registered",
        [('name = "$true_name", apart = ["name"]', 'name = "$true_name"')],
        ["e09_new_hire.toml:", "：name（姓名）：写的是“林晓燕”，人员登记的是“林小燕”"],
        case="E09",
    ),
    Wrong(
        "a card that has expired and has another name besides",
        [
            (
                'found = ["expired"], says = "身份证在这里。"',
                'found = ["expired"], name = "林海", says = "身份证在这里。"',
            )
        ],
        ["e05_expired_id.toml:", "name（姓名）：写的是“林海”"],
        case="E05",
    ),
    Wrong(
        "a card that has expired and is not found so",
        [('found = ["expired"], says = "身份证在这里。"', 'says = "身份证在这里。"')],
        ["e05_expired_id.toml:", "在业务日期 2026-06-15 之前"],
        case="E05",
    ),
    Wrong(
        "a certificate of another day than the job ended",
        [
            (
                'started = 2017-07-03, ended = "$ended", post',
                'started = 2017-08-03, ended = "$ended", post',
            )
        ],
        [
            "e05_expired_id.toml:",
            "started（入职日期）：写的是“2017-08-03”，就业登记登记的是“2017-07-03”",
        ],
        case="E05",
    ),
    Wrong(
        "a certificate of leaving an employer there never was a job with",
        [
            (
                '{ leaving_certificate = "citizen", firm = "old_firm"',
                '{ leaving_certificate = "citizen", firm = "other_firm"',
            )
        ],
        ["e05_expired_id.toml:", "employer（用人单位）：就业登记里没有“", 'apart = ["employer"]'],
        case="E05",
    ),
    Wrong(
        "a contract without a term for a job registered with one",
        [
            (
                '{ labour_contract = "citizen", from',
                '{ labour_contract = "citizen", form = "42", from',
            )
        ],
        [
            "e04_hired_courier.toml:",
            "form（合同期限形式）：写的是“无固定期限”，步骤 register 填的 work_form 是“固定期限”",
        ],
        case="E04",
    ),
    Wrong(
        "an authorisation that does not hold yet and is good",
        [("signed = 2026-01-05, says", "signed = 2026-01-05, from = 2026-06-16, says")],
        [
            "e04_hired_courier.toml:",
            "found：valid_from（2026-06-16）在业务日期 2026-06-15 之后，还不能算 ok",
            "请改正日期，或者写明 found",
        ],
        case="E04",
    ),
    Wrong(
        "a household book with another birthday of the son",
        [('born = "$pupil.born", number', "born = 2007-01-01, number")],
        [
            "e07_student_son.toml:",
            "members.born（出生日期）：写的是“2007-01-01”",
            'apart = ["members.born"]',
        ],
        case="E07",
    ),
    Wrong(
        "a student's card of another school",
        [('place = "away", school = "$pupil.school"', 'place = "away", school = "云屿市第九中学"')],
        ["e07_student_son.toml:", "school（学校）：写的是“云屿市第九中学”，学籍信息登记的是"],
        case="E07",
    ),
    Wrong(
        "insurance stopped in another month than the certificate says",
        [
            (
                'do = "employment.register_unemployment", form = { person = "$citizen.person", unemployed = "$ended", reason = "$why.code", wish = "$seeks.wish" }',
                'do = "social_insurance.stop_participation", form = { person = "$citizen.person", insurances = ["110"], stopped = "2026-01", reason = "6301" }',
            )
        ],
        [
            "e05_expired_id.toml:",
            "ended（解除或终止日期）：写的是“",
            "步骤 register 填的 stopped 是“2026-01”",
            'apart = ["ended"]',
        ],
        case="E05",
    ),
    Wrong(
        "unemployed since another day than the certificate says",
        [
            (
                'unemployed = "$ended", reason = "$why.code"',
                'unemployed = "$expiry", reason = "$why.code"',
            )
        ],
        [
            "e05_expired_id.toml:",
            "ended（解除或终止日期）：写的是“2026-05-31”，步骤 register 填的 unemployed 是“2026-06-10”",
        ],
        case="E05",
    ),
    Wrong(
        "a certificate of a job that ended before it began",
        [('ended = "$ended", post = "$trade.job"', 'ended = 2016-05-01, post = "$trade.job"')],
        [
            "e05_expired_id.toml:",
            "ended（解除或终止日期）：2016-05-01 在入职日期 2017-07-03 之前",
            "apart",
        ],
        case="E05",
    ),
    Wrong(
        "a contract that ends before it begins",
        [('until = "$contract_end.day", post', "until = 2024-12-31, post")],
        [
            "e04_hired_courier.toml:",
            "until（合同期限（止））：2024-12-31 在合同期限（起） ",
            "之前",
        ],
        case="E04",
    ),
    Wrong(
        "a son entered in the household book before he was born",
        [
            (
                'marriage = "未婚", registered = 2011-04-18',
                'marriage = "未婚", registered = 2001-04-18',
            )
        ],
        ["e07_student_son.toml:", "members.registered（登记日期）：2001-04-18 在出生日期 ", "之前"],
        case="E07",
    ),
]


test_a_paper_that_says_other_than_the_record_is_told = refused(WRONG)


@pytest.mark.parametrize(
    "changes",
    [
        [
            (ADDRESS, 'address = "海岳省云屿市望澜区听潮街道13号"'),
            (KIND, 'kind = "id_card"\napart = ["address"]\nperson'),
        ],
        [
            (NAME, 'name = "王二"\nsex = "2"\nethnicity'),
            (KIND, 'kind = "id_card"\nfound = ["mismatch"]\nperson'),
        ],
        [('ethnicity = "汉"', 'ethnicity = "汉族"')],
        [(NAME, 'name = "$citizen.name"\nsex = "女"\nethnicity')],
        [
            (FROM, "valid_from = 2024-02-29"),
            (UNTIL, "valid_until = 2034-02-28"),
            (
                "[1980-01-01, 1990-12-31], first = 1984-03-08",
                "[2000-01-01, 2005-12-31], first = 2001-03-08",
            ),
        ],
    ],
    ids=["named", "found", "汉族", "女", "no such day ten years on"],
)
def test_what_is_meant_or_said_in_other_words_is_let_through(
    changes: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert said_of(Wrong("meant", changes, []), tmp_path) == []


def test_a_paper_may_be_of_somebody_who_stands_on_it_and_not_in_the_story(tmp_path: Path) -> None:
    another = [(HOLDER, 'holder = "王二"'), (NAME, 'name = "王二"\nsex = "2"\nethnicity')]
    said = said_of(Wrong("another's", another, []), tmp_path)
    assert is_told(Wrong("", [], ["content：name"]), said) and "holder" not in " ".join(said)


def test_the_day_after_a_job_ended_may_be_the_first_without_work(tmp_path: Path) -> None:
    the_day_after = ('unemployed = "$ended", reason', 'unemployed = "$day_after.day", reason')
    said = said_of(Wrong("the day after", [the_day_after], [], case="E05"), tmp_path)
    assert not is_told(Wrong("", [], ["papers › "]), said), "\n".join(said)


@pytest.mark.parametrize("written", ["2026-05", "长期"])
def test_a_paper_may_tell_a_month_or_no_end_where_a_day_is_asked_for(
    written: str, tmp_path: Path
) -> None:
    """Such a certificate is compared as far as it goes."""
    ended = ('ended = "$ended", post = "$trade.job"', f'ended = "{written}", post = "$trade.job"')
    said = said_of(Wrong("no day", [ended], [], case="E05"), tmp_path)
    assert all("e05_expired_id.toml" in each for each in said)
