"""Scripts whose people are to each other what they cannot be."""

from pathlib import Path

import pytest

from mock_systems.hall.paper_forms import PAPER_FORMS
from scenarios.checking.kin import unrelated
from scenarios.shelf import check_cases
from tests.scenarios.wrong.table import Wrong, refused, written

WRONG = [
    Wrong(
        "a son entered as a daughter",
        [('relation = "20", sex = "1"', 'relation = "30", sex = "1"')],
        [
            "e07_student_son.toml:",
            "members.relation（户主或与户主关系）：",
            "是男性，与户主的关系写的是“女”",
            'apart = ["members.relation"]',
        ],
        case="E07",
    ),
    Wrong(
        "a son entered as the father of his father",
        [('relation = "20", sex = "1"', 'relation = "51", sex = "1"')],
        ["e07_student_son.toml:", "members.relation", "相差不足16年，关系写的是“父亲”"],
        case="E07",
    ),
    Wrong(
        "a husband entered as the wife",
        [('relation = "10", sex = "2"', 'relation = "10", sex = "1"')],
        ["e07_student_son.toml:", "members.relation", "与户主", "同是男性"],
        case="E07",
    ),
    Wrong(
        "married as a child",
        [("married = { choose = [2005-05-18,", "married = { choose = [1992-05-18,")],
        ["e03_wifes_record.toml:", "spouses.born（出生日期）：", "登记结婚时", "周岁", "apart"],
        case="E03",
    ),
    Wrong(
        "a wife who is a man",
        [
            (
                'marriage_certificate = "citizen", spouse = "wife"',
                'marriage_certificate = "wife", spouse = "wife"',
            )
        ],
        ["e03_wifes_record.toml:", "spouses.sex（性别）：两人同是女性", "apart"],
        case="E03",
    ),
    Wrong(
        "a mother who is a man, in what is drawn",
        [('{ word = "妈妈", sex = "2"', '{ word = "妈妈", sex = "1"')],
        ["e08_of_age.toml:", "vary › kin › rows › 第1项", "“妈妈”是女性，同一行的 sex 写的是“1”"],
        case="E08",
    ),
    Wrong(
        "a mother who comes as the father",
        [('role = "母亲"', 'role = "父亲"')],
        ["e07_student_son.toml:", "conversation › role：", "是女性，身份写的是“父亲”"],
        case="E07",
    ),
]


test_kin_that_cannot_be_are_told_with_the_way_out = refused(WRONG)


def test_a_sex_that_a_row_says_in_words_is_not_taken_for_another(tmp_path: Path) -> None:
    new, card = 'new_phone = { pool = "phone" }', 'text = "带了，给您。"'
    kin = f'{new}\nkin.rows = [{{ word = "妈妈", sex = "女" }}]'
    said = card.replace("给您", "是$kin.word的，$kin.sex的")
    assert check_cases([written(Wrong("", [(new, kin), (card, said)], []), tmp_path)]) == []


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("1980-05-31", ["男方登记结婚时19岁，不满20周岁"]),
        ("1980-06-01", []),
        ("1980-12-31", []),
        ("1981-01-01", ["男方登记结婚时20岁，不满22周岁", "女方登记结婚时19岁，不满20周岁"]),
        ("长期", []),
    ],
)
def test_the_age_to_be_married_from_is_that_of_the_day(day: str, told: list[str]) -> None:
    """By the law of 1950 twenty and eighteen, from 1981 on twenty-two and twenty."""
    man = {"name": "男方", "sex": "1", "born": "1960-06-01"}
    woman = {"name": "女方", "sex": "女", "born": "1961-06-01"}
    keys = PAPER_FORMS["marriage_certificate"].keys
    said = unrelated(keys, {"registered": day, "spouses": [man, woman]})
    assert [what for _, what in said] == told


@pytest.mark.parametrize(("born", "is_related"), [("1996-06-02", True), ("1996-06-01", False)])
@pytest.mark.parametrize("relation", ["51", "父亲"])
def test_a_father_is_sixteen_years_older(born: str, relation: str, is_related: bool) -> None:
    head = {"name": "户主", "relation": "01", "sex": "1", "born": "2012-06-01"}
    father = {"name": "父亲", "relation": relation, "sex": "1", "born": born}
    keys = PAPER_FORMS["household_book"].keys
    assert bool([*unrelated(keys, {"members": [head, father]})]) == is_related
