"""Lists, tables and names where one text was meant: told where they stand, in an author's words."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.rules import LETTERS
from scenarios.checking.check import check
from scenarios.folders import CASES
from scenarios.shelf import file_of

FORM = '{ verify = "form", item = "A05",'
OPENED = '{ open = "A05", who = "citizen", employer = "$firm.employer", as = "a05", after = 12 }'
OF = ', { verify = "authorization", of = "a05", as = "again" }'
LETTER = '{ unit_authorization = "agent",'
AGENT = 'item = ["A05", "A09"], first = "page"'
RULES = "rules = [\n"
CODE = "应写一个{}的代码，不写成一列或一张表".format

Told = Callable[[str, str], list[str]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """What a check says of E09 with one passage replaced."""
    shutil.copy(CASES / "common.toml", tmp_path)
    path = tmp_path / "social_insurance" / "e09.toml"
    path.parent.mkdir()
    text = file_of("E09").read_text("utf-8")

    def of(old: str, new: str) -> list[str]:
        assert old in text, f"the case no longer says {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return [str(problem) for problem in check(path)]

    return of


def rule(word: str, selector: str) -> str:
    """The rules with one more before them, which asks how the form was verified."""
    where = '{ do = "hall.verify_paper", where = { paper = "$form.paper" }, '
    marked = 'id = "zz", group = "process", title = "x", penalty = "1"'
    letter = LETTERS[word][0]
    return f'{RULES}  {{ {marked}, word = "{word}", {letter} = {where}{selector} }} }},\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (OPENED, OPENED.replace('"A05"', '["A05", "A09"]'), f"item {CODE('事项')}"),
        (OPENED, OPENED.replace('"A05"', '["A05", "A09"]') + OF, f"item {CODE('事项')}"),
        (OPENED, OPENED.replace('"A05"', "{ a = 1 }"), f"item {CODE('事项')}"),
        (FORM, f'{FORM} right = [["ok"], "no_seal"],', f"finding {CODE('核验意见')}"),
        (FORM, f"{FORM} right = {{ a = 1 }},", f"finding {CODE('核验意见')}"),
        (FORM, f'{FORM} right = ["$askable"],', f"finding {CODE('核验意见')}"),
        (FORM, f"{FORM} finding = {{ a = 1 }},", f"finding {CODE('核验意见')}"),
        (FORM, f'{FORM} finding = ["ok"],', f"finding {CODE('核验意见')}"),
        (FORM, FORM.replace('"A05"', "{ a = 1 }"), f"item {CODE('事项')}"),
        (FORM, FORM.replace('"A05"', '[["A05"]]'), f"item {CODE('事项')}"),
        (FORM, FORM.replace('"A05"', "[]"), "verify 缺少 item（事项的代码"),
        (FORM, f'{FORM} of = ["a05"],', "of 应写一个名称（收件那一步的名称），不写成一列或一张表"),
        (FORM, FORM.replace('"form"', '["form"]'), "paper 应写一个名称（材料的名称）"),
        (LETTER, f"{LETTER} fault = {{ a = 1 }},", "fault 应写一种的名称，可用的有：expired"),
        (
            LETTER,
            f'{LETTER} found = ["$askable"],',
            "found 里的每一项 应写一个核验意见的代码，不写成一列或一张表，如",
        ),
        (RULES, rule("never", 'except = { finding = [["ok"]] }'), f"finding {CODE('核验意见')}"),
        (RULES, rule("happens", 'except = { finding = [["ok"]] }'), f"finding {CODE('核验意见')}"),
        (RULES, rule("happens", 'among = { finding = [["ok"]] }'), f"finding {CODE('核验意见')}"),
    ],
)
def test_several_things_where_one_is_meant_are_told(
    told: Told, old: str, new: str, said: str
) -> None:
    found = told(old, new)
    assert any(said in each for each in found), found
    assert all(re.match(r"e09\.toml:\d+ › ", each) for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('{ holds_card = "澜江农商银行", issued', '{ holds_card = "澜江农商银行", isued', "holds_card 没有名为“isued”的参数"),
        ('{ holds_card = "海岳银行", issued', '{ holds_card = "海岳银行", isued', "holds_card 没有名为“isued”的参数"),
        ('{ double = "citizen", name', '{ duble = "citizen", name', "没有名为“duble”的做法或键，是否想写“double”？"),
        ('{ employed = "old_firm", post', '{ employed = "odl_firm", post', "“$odl_firm.employer”中的“odl_firm”没有所指"),
        ('industry = "C", injury_class = 3, area = "390103"', 'industry = "C", injury_class = 9, area = "390103"', "› injury_class：“9”不在代码表中，可用的有：1 1类"),
        ('{ holds_card = "海岳银行",', '{ holds_card = "海岳银行", as = "plastic", events = [{ kind = "loss", on = 2027-01-01 }],', '写 unlikely = [{ who = "citizen", what = "on 晚于基准日" }]'),
        ('{ firm = "old_firm"', '{ firm = "firm"', "名称“firm”用了不止一次，请改成不同的名称"),
        ('as = "a05_result"', 'as = "a09_result"', '请给这一步另起名称，如 as = "a09_result_again"'),
        ('{ deliver = "slip"', '{ deliver = "slip" }, { deliver = "slip"', '请给这一步另起名称，如 print = "print_again"'),
        ('{ deliver = "slip"', '{ deliver = "slip" }, { deliver = "slip"', '请给这一步另起名称，如 sign = "sign_again"'),
    ],
)  # fmt: skip
def test_a_slip_in_one_of_several_lines_of_a_call_is_told_with_that_line(
    told: Told, old: str, new: str, said: str
) -> None:
    found = told(old, new)
    text = file_of("E09").read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1
    assert any(each.startswith(f"e09.toml:{line} › ") and said in each for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (AGENT, AGENT.replace("A09", "J05"), "walkthrough › 第6项“verify authorization”"),
        (FORM, FORM.replace("A05", "J05"), "walkthrough › 第16项“verify form”"),
        (RULES, rule("at_most", 'among = { item = ["A05", "J05"] }'), "rules › 第1项“zz” › x"),
        (RULES, rule("at_most", "among = {}").replace('.paper" }', '.paper", item = "J05" }'), "rules › 第1项“zz” › x"),
    ],
)  # fmt: skip
def test_an_item_that_no_right_way_opens_is_told_with_those_that_are_opened(
    told: Told, old: str, new: str, place: str
) -> None:
    found = [each for each in told(old, new) if "J05" in each]
    assert found and all(place in each for each in found)
    what = "标准做法和其他做法都不收事项“J05”的件，这条规则却要为它核验"
    assert all(what in each for each in found)
    assert all(each.endswith("可用的有：A05 职工参保登记、A09 个人基本信息变更") for each in found)


def test_what_must_never_be_verified_may_be_for_an_item_nobody_opens(told: Told) -> None:
    never = rule("never", 'among = { item = ["J05"] }')
    assert not any("都不收事项" in each for each in told(RULES, never))


@pytest.mark.parametrize(
    ("selector", "said"),
    [
        ('where = { months = "2026-01" }', "months 是一列，写成一列（要与它全部相同）"),
        ('where = { months = ["2026-01"] }', ""),
        ('among = { months = ["2026-01"] }', ""),
        ('except = { months = ["2026-01"] }', ""),
        ('among = { months = ["", "2026-01"] }', "年月的列表"),
        ('except = { months = ["", "2026-01"] }', ""),
        ('among = { months = ["2026-13"] }', "2026-13"),
        ('among = { months = [["2026-01"]] }', "不写成一列或一张表"),
    ],
)
def test_lists_are_asked_whole_by_where_and_by_their_members_by_among(
    told: Told, selector: str, said: str
) -> None:
    marked = 'id = "zz", group = "process", title = "x", penalty = "1", cap = "1", word = "never"'
    new = f'{RULES}  {{ {marked}, x = {{ do = "social_insurance.pay_flexible", {selector} }} }},\n'
    found = [each for each in told(RULES, new) if "rules › 第1项" in each]
    assert any(said in each for each in found) if said else not found


def test_of_a_name_for_nothing_in_a_person_there_is_one_answer(told: Told) -> None:
    area = 'born = "$born", area = "390102", home = "海岳省云屿市望澜区听潮'
    [only] = told(area, area.replace('"390102"', '"$area"'))
    assert "“$area”中的“area”没有所指" in only and "（由 someone 带出的 cast“citizen”）" in only


@pytest.mark.parametrize("do", ["hall.verify_paper", "hall.say"])
def test_facts_that_are_lists_are_told_from_those_that_are_not(told: Told, do: str) -> None:
    fact = {"hall.verify_paper": 'decided = { item = "A05" }', "hall.say": 'left_out = "greet"'}[do]
    marked = 'id = "zz", group = "process", title = "x", penalty = "1", cap = "1", word = "never"'
    new = f'{RULES}  {{ {marked}, x = {{ do = "{do}", where = {{ {fact} }} }} }},\n'
    assert any("是一列，写成一列" in each for each in told(RULES, new))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ('{ item = "A05" }', ""),
        ('{ item = "A05", applicant = "$citizen.person" }', ""),
        ('{ item = "A5", applicant = "$citizen.person" }', "“A5”不在代码表中"),
        ('{ item = ["A05"] }', f"item {CODE('事项')}"),
        ('{ item = "A05", aplicant = "$citizen.person" }', "没有名为“aplicant”的内容，是否想写“applicant”"),
        ('{ item = "A05", applicant = "$citzen.person" }', "citzen"),
        ('"A05"', "decided 的每一个是一张表，写成 { item = …、applicant = … }"),
        ("{}", "decided 的每一个是一张表，写成 { item = …、applicant = … }"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", ["among", "except"])
def test_a_fact_that_is_tables_is_asked_by_their_parts(
    told: Told, key: str, wanted: str, said: str
) -> None:
    marked = 'id = "zz", group = "process", title = "x", penalty = "1", cap = "1", word = "never"'
    asked = f'do = "hall.verify_paper", {key} = {{ decided = [{wanted}] }}'
    told_now = told(RULES, f"{RULES}  {{ {marked}, x = {{ {asked} }} }},\n")
    found = [each for each in told_now if "rules › 第1项" in each]
    assert any(said in each for each in found) if said else not found


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ('{ item = "A05", applicant = "$citizen.person" }', ""),
        ('{ item = "A05" }', "decided 的每一张表要写全 item、applicant；只看其中几项的，写在 among 里"),
        ('{ item = "A5", applicant = "$citizen.person" }', "“A5”不在代码表中"),
        ('"A05"', "decided 的每一个是一张表"),
    ],
)  # fmt: skip
def test_a_fact_that_is_tables_is_asked_for_whole_tables_by_where(
    told: Told, wanted: str, said: str
) -> None:
    marked = 'id = "zz", group = "process", title = "x", penalty = "1", cap = "1", word = "never"'
    asked = f'do = "hall.verify_paper", where = {{ decided = [{wanted}] }}'
    told_now = told(RULES, f"{RULES}  {{ {marked}, x = {{ {asked} }} }},\n")
    found = [each for each in told_now if "rules › 第1项" in each]
    assert any(said in each for each in found) if said else not found


def test_a_fact_that_is_one_code_is_not_asked_as_a_list(told: Told) -> None:
    new = rule("never", "").replace('.paper" }, ', '.paper", item = ["A05"] } ')
    assert any(f"item {CODE('事项')}" in each for each in told(RULES, new))
