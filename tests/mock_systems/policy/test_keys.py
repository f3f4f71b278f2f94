"""Facts as people write them: what is read, what is refused and how, and that it reads back."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import mock_systems.policy
from mock_systems.policy.catalogue import RULES
from mock_systems.policy.keys import Unreadable, keys
from mock_systems.policy.rule import read

HERE = Path(mock_systems.policy.__path__[0])


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("wage", "9350.55", 935055),
        ("wage", " 9,350.5 ", 935050),
        ("wage", "0", 0),
        ("wage", "１００元", 10000),
        ("birth_day", "20010228", date(2001, 2, 28)),
        ("birth_day", "2001年2月28日", date(2001, 2, 28)),
        ("birth_day", "2000-02-29", date(2000, 2, 29)),
        ("birth", "1966-02", "1966-02"),
        ("age", "60y4m", 724),
        ("age", "60岁4个月", 724),
        ("age", "60", 720),
        ("index", "0.8523", Decimal("0.8523")),
        ("spouse", "是", True),
        ("spouse", "no", False),
        ("grade", "10", 10),
        ("sex", "2", "2"),
        ("insurances", "410 110", ("110", "410")),
        ("stays", "A:6y B:11y2m,C:8m", (("A", 72), ("B", 134), ("C", 8))),
        ("number", "6228 4800", "6228 4800"),
    ],
)
def test_a_text_is_read_as_its_kind_says_and_written_so_that_it_reads_back(key, text, value):
    assert keys()[key].read(text) == value
    assert keys()[key].read(keys()[key].write(value)) == value


@pytest.mark.parametrize(
    ("key", "text", "form"),
    [
        ("wage", "3.9k", "以元为单位的金额"),
        ("wage", "-1", "以元为单位的金额"),
        ("wage", "6,24", "以元为单位的金额"),
        ("wage", "1.005", "以元为单位的金额"),
        ("wage", "１００²", "以元为单位的金额"),
        ("instalment", "0", "以元为单位的金额"),
        ("birth_day", "2001-02-29", "日期，如 2026-06-15"),
        ("birth_day", "2001228", "日期"),
        ("birth_day", "9999-12-31", "日期"),
        ("birth", "1966-13", "年月，如 2026-06"),
        ("age", "60y12m", "年龄，如 60y4m"),
        ("index", "1e3", "不超过六位小数的数"),
        ("spouse", "maybe", "yes 或 no"),
        ("grade", "11", "1 至 10 的整数"),
        ("grade", "0", "1 至 10 的整数"),
        ("sex", "3", "1（男）、2（女）"),
        ("insurances", "110 999", "110（企业职工基本养老保险）"),
        ("stays", "A", "A:6y B:11y2m"),
        ("stays", "A:0m", "A:6y B:11y2m"),
    ],
)
def test_a_text_that_is_no_value_is_answered_with_what_one_looks_like(key, text, form):
    with pytest.raises(Unreadable, match=form.replace("(", r"\(")) as wrong:
        keys()[key].read(text)
    assert f"{key}=“{text}”" in str(wrong.value)


def test_a_fact_left_out_takes_the_default_of_the_rule():
    given = read(RULES["contribution.employee"], {"wage": "3900", "injury_class": "2"})
    assert given == {"wage": 390000, "injury_class": 2}


def test_a_key_of_a_reserved_word_is_written_plainly():
    assert [fact.key.name for fact in RULES["retirement.date"].facts] == ["category", "birth"]


def test_every_key_has_a_label_and_is_used():
    used = {fact.key.name for rule in RULES.values() for fact in rule.facts}
    for rule in RULES.values():
        used |= rule.calculate(read(rule, rule.example), date(2026, 6, 15)).value.keys()
    assert used == keys().keys()
    assert all(key.label for key in keys().values())


def test_a_key_is_told_in_one_file():
    files = [tomllib.loads(path.read_text("utf-8")) for path in HERE.glob("keys*.toml")]
    assert len(files) > 1
    assert sum(map(len, files)) == len(keys())
