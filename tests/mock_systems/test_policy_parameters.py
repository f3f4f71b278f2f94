"""Parameter files: what is looked up, and how a wrong file is answered."""

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
            "第1项：未知的键“unti”。是否想写“unit”？",
        ),
        ('"7500"', "7500.0", "values 第1项：“value”的值 7500.0 不是加引号的十进制数"),
        ('"7500"', '"7,500"', "不是加引号的十进制数"),
        ('source.title = "参数包2025"\n', "", "values 第1项：缺少“source”。请补上。"),
        ('source.title = "参数包2025"', 'source.title = " "', "“title”为空"),
        ("2026-01-01", "2025-01-01", "values 第2项：起始日期 2025-01-01 不晚于上一项"),
        ("2026-01-01", '"2026-01-01"', "应为日期，如 2026-01-01（不加引号）"),
        ('"yuan/month"', '"dollar"', "“unit”的值“dollar”不可用。可选：yuan、"),
        ('status = "simulated"', 'status = "sure"', "可选：reviewed、unverified、simulated"),
        ('value = "7500"\n', "", "须且只须有一个"),
        ('value = "7500"', "value = ", "不是合法的 TOML"),
        ('"7500"', f"{'[' * 3000}{']' * 3000}", "：括号一层套一层，套得太深。请删去多余的括号。"),
    ],
)
def test_a_wrong_file_is_answered_with_file_place_and_remedy(read, old, new, sentence):
    with pytest.raises(BadParameter, match=sentence) as answer:
        read(old, new)
    assert str(answer.value).startswith("wage.toml")


def test_one_region_has_one_definition_of_a_parameter(read):
    with pytest.raises(BadParameter, match="重复定义"):
        read(other=GOOD)


def test_the_parameters_of_the_product_are_in_order():
    assert {p.id for p in parameters()} >= {"wage.average", "resident.subsidy"}
    assert all(v.source.title for p in parameters() for v in p.values)
