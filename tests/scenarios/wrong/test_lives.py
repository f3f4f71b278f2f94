"""Scripts whose people lived, or come, as nobody can, on days and at times that cannot be."""

from pathlib import Path

from scenarios.shelf import check_cases, prove_cases
from tests.scenarios.wrong.table import Wrong, is_told, refused, said_of, written

PHONE = 'phone = "$old_phone"\n'
BORN = "born = { between = [1980-01-01, 1990-12-31], first = 1984-03-08 }"
DAY = "business_date = 2026-06-15"
CITIZEN = 'person = "$citizen.person"\nemployer = "$firm.employer"\n'


def firm(opened: str = "2000-01-03", **more: str) -> str:
    named = {"as": "firm", "name": "云屿试办商行", "industry": "F", "area": "390102"}
    columns = {**named, "address": "海岳省云屿市望澜区听潮街道1号", "legal_person": "路仁", **more}
    said = "".join(f'{key} = "{value}"\n' for key, value in columns.items())
    return f"\n[[cast.employer]]\n{said}injury_class = 1\nopened = {opened}\n"


def job(started: str, **more: str) -> str:
    days = {"registered": started, **more}
    said = "".join(f"{key} = {value}\n" for key, value in days.items())
    return f"\n[[cast.employment]]\n{CITIZEN}started = {started}\n{said}"


def insured(since: str, base: str = "5_000_00", state: str = "1", **more: str) -> str:
    said = "".join(
        f'{key} = "{value}"\n' for key, value in {"since": since, "state": state, **more}.items()
    )
    return f'\n[[cast.participation]]\n{CITIZEN}insurance = "110"\nbase = {base}\n{said}'


def paid(first: str, last: str, base: str = "5_000_00", employer: bool = True) -> str:
    who = CITIZEN if employer else 'person = "$citizen.person"\n'
    return (
        f'\n[[cast.contribution_spell]]\n{who}insurance = "110"\n'
        f'first = "{first}"\nlast = "{last}"\nbase = {base}\n'
    )


def card(issued: str, until: str, who: str = "citizen") -> str:
    return (
        f'\n[[cast.card]]\nperson = "${who}.person"\nnumber = "${who}.citizen_number"\n'
        f'bank = "海岳银行"\nissued = {issued}\nvalid_until = {until}\n'
    )


def known(name: str) -> str:
    return (
        f'\n[[cast.police_record]]\ncitizen_number = "$citizen.citizen_number"\nname = "{name}"\n'
        'sex = "2"\nborn = "$citizen.born"\naddress = "海岳省云屿市望澜区听潮街道12号"\n'
    )


def person(number: int, more: str = "") -> str:
    home = "海岳省云屿市望澜区听潮街道12号"
    return (
        f'\n[[cast.person]]\nname = "路人"\nsex = "2"\nborn = "$born"\nhukou_area = "390102"\n'
        f'hukou_address = "{home}"\naddress = "{home}"\nas = "other{number}"\n{more}'
    )


def meant(who: str, what: str) -> str:
    return f'{DAY}\nunlikely = [{{ who = "{who}", what = "{what}" }}]'


NO_JOB = "单位缴费不在该单位就业期间内"
AT = ["z01.toml:", " › cast › "]
MEND = "请改正；案例正是要写这种情况的，在脚本里写 unlikely = "


WRONG = [
    Wrong(
        "a firm of years to come",
        [],
        [*AT, "employer › 第1项“firm”：opened 晚于基准日", MEND],
        more=firm("2030-01-01"),
    ),
    Wrong(
        "a job that ended before it began",
        [],
        [*AT, "employment › ", "：终止就业早于就业", MEND],
        more=firm() + job("2009-05-04", ended="2009-05-03", end_reason='"resigned"'),
    ),
    Wrong(
        "a job at nine",
        [],
        [*AT, "employment › ", "：就业时不满16周岁", MEND],
        more=firm("1990-01-02") + job("1993-05-04"),
    ),
    Wrong(
        "a job registered in months to come",
        [],
        [*AT, "employment › ", "：registered 晚于基准日", MEND],
        more=firm() + job("2026-12-01"),
    ),
    Wrong(
        "work begun at six",
        [(PHONE, f"{PHONE}work_started = 1990-01-01\n")],
        [*AT, "person › ", "“citizen”：参加工作时不满16周岁", MEND],
    ),
    Wrong(
        "two jobs at once",
        [],
        [*AT, "employment › ", "：两段就业重叠", MEND],
        more=firm() + job("2010-05-04") + job("2011-05-04"),
    ),
    Wrong(
        "retired at thirty-two",
        [('until = 2024-11-30, why = "resigned"', 'until = 2024-11-30, why = "retired"')],
        ["e09_new_hire.toml:", " › people › ", "：退休时男不满50周岁、女不满45周岁", "citizen"],
        case="E09",
    ),
    Wrong(
        "insurance ended at thirty-two for retiring",
        [
            (
                'until = 2024-11-30, why = "resigned"',
                'until = 2024-11-30, why = "retired", stop = "6501"',
            )
        ],
        ["e09_new_hire.toml:", " › people › ", "：因退休停保时男不满50周岁、女不满45周岁"],
        case="E09",
    ),
    Wrong(
        "a job that ended by the death of who comes to work",
        [
            (
                'until = 2024-11-30, why = "resigned"',
                'until = 2024-11-30, why = "died", stop = "6401"',
            )
        ],
        ["e09_new_hire.toml:", "：因死亡终止就业，人却没有登记死亡"],
        case="E09",
    ),
    Wrong(
        "insurance that ended by the death of who comes to work",
        [
            (
                'until = 2024-11-30, why = "resigned"',
                'until = 2024-11-30, why = "resigned", stop = "6401"',
            )
        ],
        ["e09_new_hire.toml:", "：因死亡停保，人却没有登记死亡"],
        case="E09",
    ),
    Wrong(
        "a hundred and twenty years old",
        [(BORN, "born = { between = [1900-01-01, 1906-06-15], first = 1904-03-08 }")],
        [*AT, "person › ", "“citizen”：已满120周岁而没有登记死亡", MEND],
    ),
    Wrong(
        "a dead pupil",
        [('phone = "", life = [', 'phone = "", state = "4", life = [')],
        ["e07_student_son.toml:", " › people › ", "：死亡以后仍在学校"],
        case="E07",
    ),
    Wrong(
        "a pupil of four",
        [
            (
                'stage = "$pupil.stage", entered = "$pupil.entered"',
                'stage = "$pupil.stage", entered = 2012-09-01',
            )
        ],
        ["e07_student_son.toml:", " › people › ", "：入学时不满5周岁"],
        case="E07",
    ),
    Wrong(
        "a woman is called 先生",
        [('call_name = "$surname女士"', 'call_name = "$surname先生"')],
        [
            "z01.toml:",
            "conversation › call_name：",
            "是女性，称呼“",
            "先生”里写的是“先生”",
            "请改正称呼",
        ],
    ),
    Wrong(
        "insured before born",
        [],
        [*AT, "participation › ", "：参保时不满16周岁", MEND],
        more=firm("1970-01-02") + insured("1975-01"),
    ),
    Wrong(
        "insured until before",
        [],
        [*AT, "participation › ", "：停保早于参保", MEND],
        more=firm() + insured("2010-01", state="2", stopped="2009-12", stop_reason="6301"),
    ),
    Wrong(
        "stopped without a reason",
        [],
        [*AT, "participation › ", "：停保年月、原因与参保状态不符", MEND],
        more=firm() + insured("2010-01", state="2", stopped="2012-12"),
    ),
    Wrong(
        "paid before the firm was there",
        [],
        [*AT, "contribution_spell › ", "：缴费早于单位参保登记", MEND],
        more=firm("2007-10-16") + job("2004-07-05") + paid("2004-07", "2026-05", "3_500_00"),
    ),
    Wrong(
        "paid for by a firm without a job there",
        [],
        [*AT, "contribution_spell › ", "：单位缴费不在该单位就业期间内", MEND],
        more=firm() + insured("2015-01") + paid("2015-01", "2026-05"),
    ),
    Wrong(
        "paid twice for one month",
        [],
        [*AT, "contribution_spell › ", "：同一险种的缴费月份重叠", MEND],
        more=firm()
        + paid("2015-01", "2015-06", employer=False)
        + paid("2015-06", "2015-09", employer=False),
    ),
    Wrong(
        "paid on a base of a million",
        [],
        [*AT, "contribution_spell › ", "：缴费基数超出当年上下限", MEND],
        more=firm() + paid("2015-01", "2015-06", "999_999_999_00", employer=False),
    ),
    Wrong(
        "paid for a month after this",
        [],
        [*AT, "contribution_spell › ", "：缴费记录晚于基准日或起止颠倒", MEND],
        more=firm() + paid("2026-05", "2026-07", employer=False),
    ),
    Wrong(
        "a pension of somebody young",
        [],
        [*AT, "benefit › ", "：职工养老待遇不是从法定退休年龄次月起", MEND],
        more='\n[[cast.benefit]]\nperson = "$citizen.person"\nkind = "110"\nsince = "2000-01"\namount = 300000\n',
    ),
    Wrong(
        "retired without a pension",
        [(PHONE, f'{PHONE}state = "2"\n')],
        [*AT, "person › ", "“citizen”：退休状态与职工养老待遇不符", MEND],
    ),
    Wrong(
        "a card from before birth",
        [],
        [*AT, "card › ", "：发卡早于出生，或有效期早于发卡", MEND],
        more=card("1970-05-11", "2030-05-11"),
    ),
    Wrong(
        "a card that ends before it begins",
        [],
        [*AT, "card › ", "：发卡早于出生，或有效期早于发卡", MEND],
        more=card("2020-05-11", "2010-05-11"),
    ),
    Wrong(
        "two cards that both hold",
        [],
        [*AT, "：一人有两张有效社会保障卡", MEND],
        more=card("2018-05-11", "2028-05-11") + card("2020-05-11", "2030-05-11"),
    ),
    Wrong(
        "known to the police twice",
        [],
        [*AT, "：同一公民身份号码有两条公安登记", MEND],
        more=known("林美玲") + known("林美铃"),
    ),
    Wrong(
        "one number of two people",
        [],
        [*AT, "person › ", "citizen_number：社会保障号码相同的人员不止一条", "请删去一条"],
        more=person(1, 'citizen_number = "390102198403089016"\n')
        .replace('sex = "2"', 'sex = "1"')
        .replace("$born", "1984-03-08")
        + person(2, 'citizen_number = "390102198403089016"\n')
        .replace('sex = "2"', 'sex = "1"')
        .replace("$born", "1984-03-08"),
    ),
    Wrong(
        "sixty people of one birthday",
        [],
        [*AT, "第31项“other28”：案例里有 62 个人员，最多 30 个"],
        more="".join(map(person, range(60))),
    ),
    Wrong(
        "somebody who was born yesterday comes",
        [
            (BORN, "born = { between = [2026-06-14, 2026-06-14], first = 2026-06-14 }"),
            ("valid_from = 2019-05-11", "valid_from = 2026-06-14"),
        ],
        [
            "z01.toml:",
            "conversation › person：来访的林美玲（2026-06-14 出生）不满16周岁，请由家长来访",
        ],
    ),
    Wrong(
        "somebody dead comes",
        [(PHONE, f'{PHONE}state = "4"\n')],
        ["z01.toml:", "conversation › person：来访的林美玲登记为死亡，请换来访人"],
    ),
    Wrong(
        "a Sunday",
        [(DAY, "business_date = 2026-06-14")],
        ["z01.toml:10 › business_date：2026-06-14 是休息日", "请改为工作日", "holiday = true"],
    ),
    Wrong(
        "the national day",
        [(DAY, "business_date = 2026-10-01")],
        ["z01.toml:", "business_date：2026-10-01 是休息日", "holiday = true"],
    ),
    Wrong(
        "a holiday that is none",
        [(DAY, f"{DAY}\nholiday = true")],
        ["z01.toml:", "holiday：2026-06-15 是工作日，请删去 holiday"],
    ),
    Wrong(
        "a year without a calendar",
        [(DAY, "business_date = 2031-06-16")],
        ["z01.toml:", "business_date：缺少2031年放假安排", "或者改为有放假安排的年份"],
    ),
    Wrong(
        "a word nobody knows for what is unlikely",
        [(DAY, f'{DAY}\nunlikely = [{{ who = "citizen", what = "就业时不满十六周岁" }}]')],
        [
            "z01.toml:",
            "unlikely › 第1项 › what：",
            "没有名为“就业时不满十六周岁”的情况，是否想写“就业时不满16周岁”",
        ],
    ),
    Wrong(
        "what is meant of somebody who is nobody",
        [(DAY, meant("citzen", NO_JOB))],
        ["unlikely › 第1项 › who：没有名为“citzen”的人物、单位，是否想写“citizen”？"],
    ),
    Wrong(
        "what is meant and is not there",
        [(DAY, meant("citizen", NO_JOB))],
        ["unlikely › 第1项：“citizen”没有“单位缴费不在该单位就业期间内”这种情况", "请删去这一项"],
    ),
    Wrong(
        "what is meant of one and is so of another",
        [(DAY, meant("namesake", NO_JOB))],
        [*AT, "单位缴费不在该单位就业期间内", f'{MEND}[{{ who = "citizen", what = "{NO_JOB}" }}]'],
        more=firm() + insured("2015-01") + paid("2015-01", "2026-05"),
    ),
]


test_a_life_that_cannot_be_is_told_with_its_place_and_the_way_out = refused(WRONG)


def test_a_life_is_looked_at_in_every_variant_a_proof_goes_through(tmp_path: Path) -> None:
    """What the base story draws can be: a check says nothing."""
    wrong = Wrong(
        "a job at nine of somebody in half the variants",
        [(BORN, f"{BORN}\nhired = {{ choose = [2010-05-04, 1993-05-04] }}")],
        ["cast › employment › ", "就业时不满16周岁"],
        more=firm("1990-01-02") + job('"$hired"'),
    )
    path = written(wrong, tmp_path)
    assert check_cases([path]) == []
    said = prove_cases([path], 2).proofs[0].faults
    assert is_told(wrong, said), "\n".join(said)


def test_what_a_case_says_is_meant_is_let_through(tmp_path: Path) -> None:
    """Contributions for which there is no job: a firm that never registered one."""
    said = Wrong(
        "meant",
        [(DAY, meant("citizen", NO_JOB))],
        [],
        more=firm() + insured("2015-01") + paid("2015-01", "2026-05"),
    )
    assert said_of(said, tmp_path) == []


def test_contributions_of_years_whose_limits_nobody_knows_are_let_through(tmp_path: Path) -> None:
    changes = [
        (BORN, "born = { between = [1970-01-01, 1972-12-31], first = 1970-03-08 }"),
        ("valid_until = 2039-05-11", 'valid_until = "长期"'),
    ]
    early = Wrong(
        "early",
        changes,
        [],
        more=firm("1990-01-02") + paid("1992-01", "1995-12", "200_00", employer=False),
    )
    assert said_of(early, tmp_path) == []


def test_the_month_a_job_ends_in_may_be_paid(tmp_path: Path) -> None:
    more = firm() + job("2015-01-05", ended="2026-06-10", end_reason='"resigned"')
    more += insured("2015-01", state="2", stopped="2026-06", stop_reason="6301")
    ended = Wrong("ended", [], [], more=more + paid("2015-01", "2026-06"))
    assert said_of(ended, tmp_path) == []
