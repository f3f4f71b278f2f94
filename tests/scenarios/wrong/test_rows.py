"""Scripts whose rows contradict themselves: whoever draws that row is told what the records deny."""

from pathlib import Path

import pytest

from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, refused, written

MORE = "\n[vary.moved]\ndays = [{}, {}]\nfirst = {}\n"
STORY = "$citizen.name换了手机号码"

WRONG = [
    Wrong("a girl is called 他", [('given = "雨桐", sex = "2", he = "她"', 'given = "雨桐", sex = "2", he = "他"')], ["e01_lost_card.toml:", "vary › student › rows › 第2项 › he：“他”与同一行的 sex = “2”不符"], case="E01"),
    Wrong("a boy in one row is called 她", [('given = "子轩", sex = "1", he = "他"', 'given = "子轩", sex = "1", he = "她"')], ["第5项 › he：“她”与同一行的 sex = “1”不符"], case="E01"),
    Wrong("the age told is not that of the birthday", [('age = "17", born = 2008-11-20', 'age = "16", born = 2008-11-20')], ["e07_student_son.toml:", "pupil › rows › 第1项 › age：“16”与同一行的 born（2008-11-20）不符，业务日期那天是 17 岁"], case="E07"),
    Wrong("two years are one by the file", [('text = "两", years = -2', 'text = "两", years = -1')], ["older › rows › 第1项 › text：“两”与同一行的 years = -1 不符"], case="E02"),
    Wrong("three years are thirteen", [('text = "三", years = -3', 'text = "十三", years = -3')], ["第3项 › text：“十三”与同一行的 years = -3 不符"], case="E02"),
    Wrong("the year told is not the one that is missing", [('year = "2022", first', 'year = "2021", first')], ["gap › rows › 第3项 › year：“2021”年与同一行的年月（2022）不符"], case="E06"),
    Wrong("the first year, who entered three years ago", [("2010-02-11, grade = \"高一（6）班\", entered = 2025-09-01", "2010-02-11, grade = \"高一（6）班\", entered = 2023-09-01")], ["第3项 › grade：“高一”应是 2025 年入学，同一行的 entered 是 2023-09-01"], case="E07"),
    Wrong("a class of another year than that of entry", [("船舶电气专业2024级", "船舶电气专业2022级")], ["第4项 › grade：“2022级”应是 2022 年入学"], case="E07"),
    Wrong("the second year, told of who is in the third", [("高三1班，前几天刚高考完", "高二1班，前几天刚高考完")], ["第2项 › said：“高二”应是 2024 年入学，同一行的 entered 是 2023-09-01"], case="E07"),
    Wrong("what expired at the end of last year expired last month", [("from = 2025-07-01, until = 2025-12-31", "from = 2025-07-01, until = 2026-05-31")], ["e03_wifes_record.toml:", "mandate › rows › 第2项 › told：“去年底”与同一行的日期都不符"], case="E03"),
    Wrong("yesterday was last week", [("event = \"loss_temporary\", on = 2026-06-14", "event = \"loss_temporary\", on = 2026-06-08")], ["lost › rows › 第2项 › ", "“前一天”与同一行的日期都不符"], case="E01"),
    Wrong("who has just come of age is twenty-four in some variants", [("between = [2007-07-01, 2008-04-30], first", "between = [2001-07-01, 2008-04-30], first")], ["e08_of_age.toml:", "story：这里说“citizen”18岁，业务日期那天是 24 岁（2001-07-01 出生）", "取到 born = 2001-07-01 时"], case="E08"),
    Wrong("who has come of age is seventeen", [(STORY, "$citizen.name已满60周岁，换了手机号码")], ["story：这里说“citizen”60岁，业务日期那天是 42 岁"]),
    Wrong("a man is called madam", [('sex = "2"\nborn = "$born"\nhukou_area = "390102"\nhukou_address = "海岳省云屿市望澜区听潮街道12号"', 'sex = "1"\nborn = "$born"\nhukou_area = "390102"\nhukou_address = "海岳省云屿市望澜区听潮街道12号"'), ('sex = "2"\nethnicity', 'sex = "1"\nethnicity')], ["conversation › call_name：来访人的性别登记是“1”，这里叫“$surname女士”"]),
    Wrong("she has moved on a day to come", [(STORY, "$citizen.name$moved.month_day搬了家，换了手机号码")], ["story：“$moved.month_day搬了家”说的是已经有过的事，$moved 却可能在业务日期以后", "请改正 vary.moved 的范围"], more=MORE.format(3, 30, 12)),
    Wrong("she has moved on a day that may be to come", [('text = "新号码是 $new_phone。"', 'text = "新号码是 $new_phone。$moved.month_day搬过去的。"')], ["text：“$moved.month_day搬过去的”说的是已经有过的事"], more=MORE.format(-3, 3, -1)),
    *(
        Wrong(f"she has moved by what may be to come: {drawn}", [(STORY, f"$citizen.name${name}.chinese搬了家，换了手机号码")], [f"story：“${name}.chinese搬了家”说的是已经有过的事", "请改正 vary.moved 的范围"], more=f"\n[vary.moved]\n{drawn}\n")
        for name, drawn in (
            ("moved", "between = [1995-01-01, 2026-12-31]\nfirst = 2020-03-08"),
            ("moved", "choose = [2020-03-08, 2026-06-16]"),
            ("moved.on", "rows = [{ on = 2020-03-08 }, { on = 2026-06-16 }]"),
        )
    ),
    Wrong("cut jobs are said to have run out", [('end = "dismissed", manner = "解除"', 'end = "dismissed", manner = "终止"')], ["e05_expired_id.toml", "why › rows › 第2项", "应是解除劳动合同，同一行的 manner 是“终止”"], case="E05"),
    Wrong("a firm that was closed dissolves contracts", [('end = "closed", manner = "终止"', 'end = "closed", manner = "解除"')], ["应是终止劳动合同，同一行的 manner 是“解除”"], case="E05"),
    Wrong("jobs are cut by the article on contracts that end", [("裁减人员（劳动合同法第四十一条）", "裁减人员（劳动合同法第四十四条）")], ["why › rows › 第2项“2” › paper：劳动合同法第四十四条说的不是这种情形", "是《劳动合同法》第三十九条至第四十一条"], case="E05"),
    Wrong("a senior high school is called a vocational school", [('called = "高中", said = "在望澜高级中学读高一', 'called = "职业学校", said = "在望澜高级中学读高一')], ["pupil › rows › 第3项 › called：“职业学校”与同一行的 school = “云屿市望澜高级中学”不是同一类学校"], case="E07"),
    Wrong("the stage is not that of the school", [('学校", stage = "中等职业教育", called = "职业学校", said = "在', '学校", stage = "普通高中", called = "职业学校", said = "在')], ["pupil › rows › 第4项 › ", "不是同一类学校"], case="E07"),
    Wrong("the file that makes her older makes her younger", [('text = "两", years = -2', 'text = "两", years = 2')], ["e02_phone_and_birthday.toml:", "older › rows › 第1项 › years：years = 2 算到了后面，别处说的是“大”", "请改正正负号"], case="E02"),
    Wrong("the year before is reckoned after", [('text = "两", years = -2', 'text = "两", years = 2'), ("比身份证大$older.text岁", "早了$older.text年"), ("改大$older.text岁，好", "改早$older.text年，好"), ("照档案改大$older.text岁", "照档案改")], ["第1项 › years：years = 2 算到了后面，别处说的是“早”"], case="E02"),
    Wrong("the card is good, and reported lost", [('state = "normal", event = "pin"', 'state = "normal", event = "loss"')], ["e01_lost_card.toml", "卡状态与卡日志最后一条不符"], case="E01"),
    Wrong("a row that is there already", [("{ base = 6_240_00, said = \"今年想多缴一点，按6240元的基数缴。\" }", "{ base = 4_680_00, said = \"按最低的缴，能少一点是一点。\" }")], ["e06_past_year.toml", "vary › level › rows › 第2项：与第1项一样"], case="E06"),
    Wrong("a choice that is there already", [(STORY, "$citizen.name$kept换了手机号码")], ["vary › kept › choose › 第3项：与第1项一样，变式因此少了一种，请删去"], more='\n[vary.kept]\nchoose = ["昨天", "前天", "昨天"]\n'),
    Wrong("a column that is misspelt in one row", [("{ base = 6_240_00,", "{ bsae = 6_240_00,")], ["level › rows › 第2项 › bsae：没有名为“bsae”的栏，是否想写“base”？"], case="E06"),
]  # fmt: skip


test_a_row_that_contradicts_itself_is_told = refused(WRONG)


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ([(STORY, "$citizen.name已满18周岁，换了手机号码")], ""),
        ([(STORY, "$citizen.name$moved.month_day搬了家，换了手机号码")], MORE.format(-30, -3, -12)),
        ([(STORY, "$citizen.name$moved.month_day要搬家，换了手机号码")], MORE.format(3, 30, 12)),
        (
            [(STORY, "$citizen.name$moved.month_day搬了家，换了手机号码")],
            "\n[vary.moved]\nbetween = [1995-01-01, 2026-06-15]\nfirst = 2020-03-08\n",
        ),
    ],
)
def test_what_is_so_in_every_variant_is_left_alone(
    changes: list[tuple[str, str]], more: str, tmp_path: Path
) -> None:
    path = written(Wrong("", changes, [], more=more), tmp_path)
    assert [str(each) for each in check_cases([path])] == []


@pytest.mark.parametrize(
    ("case", "old", "new"),
    [
        ("E07", "读高一6班，还有两年。", "读高一6班，还有两年。去年底还评上了三好学生。"),
        ("E07", 'called = "高中", said = "在望澜高级中学读高一', 'called = "高中", job = "小学教师", said = "在望澜高级中学读高一'),
        ("E05", 'business = "就业失业登记"', 'business = "综合受理"'),
        ("E05", 'business = "就业失业登记"', 'business = "失业保险"'),
    ],
)  # fmt: skip
def test_what_a_row_or_a_ticket_tells_of_something_else_is_left_alone(
    case: str, old: str, new: str, tmp_path: Path
) -> None:
    path = written(Wrong("", [(old, new)], [], case=case), tmp_path)
    assert [str(each) for each in check_cases([path])] == []
