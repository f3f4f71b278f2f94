"""Parameter files: what is looked up, and how a wrong file is answered."""

import re
from datetime import date
from decimal import Decimal

import pytest

from mock_systems.policy.load import load, parameters
from mock_systems.policy.parameter import BadParameter

GOOD = """
[[parameter]]
id = "wage.average"
label = "月平均工资"
unit = "yuan/month"
region = "CN"

[[parameter.values]]
from = 2025-01-01
value = "7500"
source.title = "参数包2025"
status = "simulated"

[[parameter.values]]
from = 2026-01-01
known_from = 2026-03-01
value = "7800"
source.title = "参数包2026"
source.clause = "第一条"
status = "simulated"
"""


@pytest.fixture
def read(tmp_path):
    """Load one file that has the good text with something replaced, and maybe other files."""

    def loaded(old="", new="", **others):
        assert old in GOOD
        for name, text in {"wage": GOOD.replace(old, new, 1), **others}.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return load(tmp_path)

    return loaded


def test_the_value_of_a_date_is_the_latest_that_has_begun(read):
    found = read()
    assert found.used("wage.average", date(2025, 12, 31)).value == Decimal(7500)
    now = found.used("wage.average", date(2026, 1, 1))
    assert (now.value, now.since, str(now.source)) == (
        Decimal(7800),
        date(2026, 1, 1),
        "参数包2026第一条",
    )


def test_a_region_overrides_the_nation_and_its_neighbours_do_not(read):
    other = GOOD.replace('"CN"', '"58"').replace('"7800"', '"6600"')
    found = read(other=other)
    assert found.used("wage.average", date(2026, 1, 1), region="5801").value == Decimal(6600)
    assert found.used("wage.average", date(2026, 1, 1), region="3901").value == Decimal(7800)


def test_a_date_before_the_first_value_has_none(read):
    with pytest.raises(
        BadParameter, match=r"wage\.average.*自 2025-01-01 起才有数值.*补上更早的值"
    ):
        read().used("wage.average", date(2024, 12, 31))


def test_an_unknown_parameter_and_an_unknown_row_are_named(read):
    with pytest.raises(BadParameter, match=r"没有名为“wage\.mean”"):
        read().used("wage.mean", date(2026, 1, 1))
    with pytest.raises(BadParameter, match="没有“9”一项"):
        parameters().used("injury.class_rate", date(2026, 1, 1), key="9")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'unit = "yuan/month"',
            'unti = "yuan/month"',
            "第1项“wage.average”：未知的键“unti”。是否想写“unit”？",
        ),
        ('"7500"', "7500.0", "values 第1项：“value”的值 7500.0 不是加引号的十进制数"),
        ('"7500"', '"7,500"', "不是加引号的十进制数。请写成 "),
        ('"7500"', '"75%"', "只有数字和半角的小数点，没有逗号、百分号、单位和空格"),
        ('source.title = "参数包2025"\n', "", "values 第1项：缺少“source”。请补上。"),
        ('source.title = "参数包2025"', 'source.title = " "', "“title”为空"),
        ("2026-01-01", "2025-01-01", "values 第2项：起始日期 2025-01-01 不晚于上一项"),
        ("2026-01-01", '"2026-01-01"', "应为日期，如 2026-01-01（不加引号）"),
        ('"yuan/month"', '"dollar"', "“unit”的值“dollar”不可用。可选：yuan、"),
        ('status = "simulated"', 'status = "sure"', "可选：reviewed、unverified、simulated"),
        ('value = "7500"\n', "", "须且只须有一个"),
        (
            'value = "7500"',
            "value = ",
            "wage.toml › 第10行第9列：等号后面不是可用的值。文本加引号",
        ),
        ('"7500"', f"{'[' * 3000}{']' * 3000}", "：括号或键一层套一层，套得太深。最多 50 层。"),
        ('"7500"', '"-7500"', "values 第1项：数值 -7500 是负数。请核对；确实如此"),
        ('"7800"', '"78000"', "values 第2项：数值从 7500 到 78000，变动超过三分之一。请核对"),
        ('"7800"', '"0"', "values 第2项：数值从 7500 到 0，变动超过三分之一"),
        ('value = "7500"', 'value = "7500"\nconfirmed = true', "“confirmed”没有要确认的数值。请删"),
        ('value = "7500"', 'value = "7500"\nconfirmed = 1', "应为 true 或 false（不加引号）"),
    ],
)
def test_a_wrong_file_is_answered_with_file_place_and_remedy(read, old, new, sentence):
    with pytest.raises(BadParameter, match=sentence) as answer:
        read(old, new)
    assert str(answer.value).startswith("wage.toml")


@pytest.mark.parametrize(
    ("unit", "figure", "sentence"),
    [
        ("ratio", "16", "数值 16 超过 1，不是比例；百分之十六写 0.16，倍数的单位写 times"),
        ("ratio", "-0.16", "数值 -0.16 是负数"),
        ("days", "30.5", "数值 30.5 不是整数，天数应为整数"),
        ("workdays", "0.5", "不是整数，天数应为整数"),
        ("months", "1.5", "不是整数，月数应为整数"),
        ("years", "15.5", "不是整数，年数应为整数"),
        ("day_of_month", "32", "数值 32 不是一个月里的日子"),
        ("day_of_month", "0", "数值 0 不是一个月里的日子"),
    ],
)
def test_a_figure_that_is_hardly_meant_is_asked_back_until_it_is_confirmed(
    read, unit, figure, sentence
):
    odd = GOOD.replace("7500", figure).replace("7800", figure).replace("yuan/month", unit)
    with pytest.raises(BadParameter) as answer:
        read(other=odd.replace("wage.average", "wage.other"))
    first, second = str(answer.value).splitlines()
    assert first.startswith("other.toml › parameter 第1项“wage.other” › values 第1项：")
    assert sentence in first and "写 confirmed = true" in first and "values 第2项" in second
    confirmed = odd.replace("status", "confirmed = true\nstatus")
    assert read(other=confirmed.replace("wage.average", "wage.other"))


@pytest.mark.parametrize(("unit", "figure"), [("flag", "2"), ("rounding", "0.5")])
def test_a_figure_that_a_unit_has_no_meaning_for_is_refused_even_if_confirmed(read, unit, figure):
    odd = GOOD.replace("7500", figure).replace("7800", "1").replace("yuan/month", unit)
    for said in (odd, odd.replace("status", "confirmed = true\nstatus")):
        with pytest.raises(BadParameter, match=rf"values 第1项：数值 {figure} 不可用。0 "):
            read(other=said.replace("wage.average", "wage.other"))


def test_one_row_of_a_table_is_asked_back_by_its_key(read):
    head, *values = GOOD.replace("wage.average", "wage.other").split("[[parameter.values]]\n")
    tables = [
        f'{re.sub("value = .*", "", value)}[parameter.values.table]\n1 = "{first}"\n2 = "40"\n'
        for value, first in zip(values, ("30", "50"), strict=True)
    ]
    with pytest.raises(BadParameter, match="values 第2项：“1”的数值从 30 到 50，变动超过三分之一"):
        read(other="[[parameter.values]]\n".join([head, *tables]))


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [
        ("gb18030", "不是 UTF-8 文本，像是 GB18030（GBK、ANSI）。请另存为 UTF-8。"),
        ("utf-16", "不是 UTF-8 文本，像是 UTF-16。请另存为 UTF-8。"),
    ],
)
def test_a_file_in_another_encoding_is_refused_with_the_remedy(tmp_path, encoding, sentence):
    (tmp_path / "wage.toml").write_text(GOOD, encoding=encoding)
    with pytest.raises(BadParameter) as answer:
        load(tmp_path)
    assert str(answer.value) == f"wage.toml：{sentence}"


def test_utf_16_without_a_mark_is_named_where_it_could_be_read(tmp_path):
    (tmp_path / "wage.toml").write_text("x = 1\n", encoding="utf-16-le")
    with pytest.raises(BadParameter, match="像是 UTF-16 文本。请另存为 UTF-8。"):
        load(tmp_path)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "wage.toml").write_text(GOOD, encoding="utf-8-sig")
    assert load(tmp_path).used("wage.average", date(2026, 1, 1)).value == Decimal(7800)


def test_all_that_is_wrong_in_several_files_is_told_at_once(read):
    with pytest.raises(BadParameter) as answer:
        read(
            'status = "simulated"',
            'status = "sure"\nsauce = 1',
            beta=GOOD.replace("7800", "a lot").replace('label = "月平均工资"', ""),
            gamma="x = ",
        )
    told = str(answer.value).splitlines()
    assert [each.partition("：")[0] for each in told] == [
        "beta.toml › parameter 第1项“wage.average”",
        "beta.toml › parameter 第1项“wage.average” › values 第2项",
        "gamma.toml › 文件末尾",
        "wage.toml › parameter 第1项“wage.average” › values 第1项",
        "wage.toml › parameter 第1项“wage.average” › values 第1项",
    ], told


def test_one_region_has_one_definition_of_a_parameter(read):
    with pytest.raises(
        BadParameter,
        match=r"重复定义，前面有 other.toml › parameter 第1项.*region 改成.*names.toml",
    ):
        read(other=GOOD)


def test_a_group_that_nobody_registered_is_told_where_it_is_written_first(read):
    names = '[regions]\nCN = "全国"\n[families]\nwage = "工资标准"\n'
    with pytest.raises(BadParameter, match=r"的类别“wages”未登记。请改用已有类别，或在 names.toml"):
        read(names=names, other=GOOD.replace('"wage.average"', '"wages.average"'))


@pytest.mark.parametrize("before", ["", "a"])
def test_a_long_file_in_gb18030_is_known_wherever_it_is_cut(tmp_path, before):
    """A reader takes a file in pieces, and may end one within a character."""
    path = tmp_path / "wage.toml"
    path.write_bytes(f"# {before}{'月平均工资' * 120_000}\n{GOOD}".encode("gb18030"))
    with pytest.raises(BadParameter, match="像是 GB18030"):
        load(tmp_path)


def test_who_copies_a_region_is_told_where_its_code_is_written_first(read):
    names = '[regions]\nCN = "全国"\n[families]\nwage = "工资标准"\n'
    with pytest.raises(
        BadParameter,
        match=r"“region”的值“1901”不可用。新的地区先写进 names.toml 的 .regions.；可选：CN。",
    ):
        read(names=names, other=GOOD.replace('"CN"', '"1901"'))


def test_the_parameters_of_the_product_are_in_order():
    assert {p.id for p in parameters()} >= {"wage.average", "resident.subsidy"}
    assert all(v.source.title for p in parameters() for v in p.values)
