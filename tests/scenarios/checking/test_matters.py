"""What a check tells of findings on papers: for which application, and right or wrong."""

from pathlib import Path

import pytest

from mock_systems.items import ITEMS
from scenarios.checking.authority import covers
from scenarios.checking.check import check
from scenarios.reading.problems import Problem
from tests.scenarios.conftest import Written

OPENED = '  { open = "C02", who = "citizen", as = "printing" },\n'
READ = '  { read = "agent", points = "3" },\n'
VALIDITY = '{ do = "hall.check_id_validity", form = { paper = "$card.paper", finding = "%s" } },'
VERIFIED = '{ verify = "card", item = "A09", finding = "%s" },'
OTHER = '  { verify = "letter", of = "printing"'


def _findings_told(path: Path) -> list[str]:
    return [each.what for each in check(path) if "核验意见应为" in each.what]


@pytest.mark.parametrize(
    ("until", "step", "right"),
    [
        ("2039-05-11", VALIDITY % "valid", ""),
        ("2039-05-11", VALIDITY % "expired", "valid 在有效期内"),
        ("2039-05-11", VALIDITY % "long", "valid 在有效期内"),
        ("2026-06-15", VALIDITY % "valid", ""),
        ("2026-06-14", VALIDITY % "valid", "expired 已过有效期"),
        ("2026-06-14", VALIDITY % "expired", ""),
        ('"2026-05"', VALIDITY % "valid", "expired 已过有效期"),
        ('"2026-06"', VALIDITY % "valid", ""),
        ('"长期"', VALIDITY % "long", ""),
        ('"长期"', VALIDITY % "expired", "long 长期有效、valid 在有效期内"),
        ("2039-05-11", VERIFIED % "ok", ""),
        ("2039-05-11", VERIFIED % "no_seal", "ok 真实有效，与当事人相符"),
        ("2026-06-14", VERIFIED % "expired", ""),
        ("2026-06-14", VERIFIED % "ok", "expired 已过有效期"),
        ('2039-05-11, found = ["mismatch"]', VERIFIED % "mismatch", ""),
        ('2039-05-11, found = ["mismatch"]', VALIDITY % "expired", "valid 在有效期内"),
    ],
)
def test_what_the_right_way_finds_of_an_identity_card_goes_by_its_term(
    two_matters: Written, until: str, step: str, right: str
) -> None:
    path = two_matters(("until = 2039-05-11", f"until = {until}"), (READ, f"{READ}  {step}\n"))
    told = _findings_told(path)
    assert len(told) == bool(right) and all(f"应为 {right}，" in each for each in told)


@pytest.mark.parametrize(
    ("do", "finding", "letters"),
    [
        ("hall.verify_paper", 'where = { paper = "$card.paper", finding = "ok" }', "a"),
        ("hall.verify_paper", 'where = { paper = "$card.paper" }, except = { finding = ["ok"] }', "a"),
        ("hall.check_id_validity", 'where = { paper = "$card.paper", finding = "valid" }', "a"),
        ("hall.verify_paper", 'where = { paper = "$card.paper" }', ""),
        ("hall.verify_paper", 'where = { paper = "$letter.paper", finding = "ok" }', ""),
    ],
)  # fmt: skip
def test_a_rule_asks_no_finding_of_an_identity_card_for_two_operations_find_of_it(
    two_matters: Written, do: str, finding: str, letters: str
) -> None:
    rule = f'{{ id = "seen", group = "process", title = "核验", word = "happens", a = {{ do = "{do}", {finding} }}, points = "1" }},'
    path = two_matters(("\nrules = [\n", f"\nrules = [\n  {rule}\n"))
    told = [each for each in check(path) if "这条规则只看其中一样" in each.what]
    assert [each.place[-1] for each in told] == list(letters)


@pytest.mark.parametrize(
    ("where", "finding", "what"),
    [
        ("", "other_matter", "几个办件的核验意见各是一条记录，这里没有写明是哪一条"),
        (', finding = "other_matter"', "other_matter", "几个办件的核验意见各是一条记录，这里没有写明是哪一条"),
        (', finding = "expired"', "expired", ""),
        (', person = "$citizen.person"', "expired", "过期是材料本身的事，不分办件"),
        (', item = "C02"', "expired", "过期是材料本身的事，不分办件"),
        (', item = "C02", finding = "expired"', "expired", "过期是材料本身的事，不分办件"),
        (', item = ""', "expired", ""),
    ],
)  # fmt: skip
def test_an_expected_finding_says_which_it_is(
    two_matters: Written, where: str, finding: str, what: str
) -> None:
    old = (
        'where = { paper = "$letter.paper", item = "C02", person = "$citizen.person" }, fields = ['
    )
    new = f'where = {{ paper = "$letter.paper"{where} }}, fields = ['
    value = ('value = "other_matter", points', f'value = "{finding}", points')
    told = {
        each.what for each in check(two_matters((old, new), value)) if each.place[0] == "expect"
    }
    assert {each for each in told if "没有得满" not in each} == ({what} if what else set())


def test_an_expected_finding_says_for_whom_where_two_have_filed_the_same(
    two_matters: Written,
) -> None:
    second = '{ open = "C02", who = "agent", as = "elsewhere" }'
    opened = (OPENED, f"{OPENED}  {second},\n")
    told = [str(each) for each in check(two_matters(opened)) if each.place[0] == "expect"]
    assert not any("没有写明是哪一条" in each for each in told)
    told = list(
        map(
            str,
            check(
                two_matters(
                    opened,
                    (
                        ', person = "$citizen.person" }, fields = [\n    { name = "finding"',
                        ' }, fields = [\n    { name = "finding"',
                    ),
                )
            ),
        )
    )
    assert any("没有写明是哪一条" in each and "请在 where 里写 person" in each for each in told)


@pytest.mark.parametrize(
    ("right", "is_told"), [('"ok", "other_matter"', True), ('"ok", "not_needed"', False)]
)
def test_a_paper_is_not_found_good_and_wrong_and_right_both_times(
    two_matters: Written, right: str, is_told: bool
) -> None:
    new = f"{OTHER}, right = [{right}]"
    found = [
        each for each in check(two_matters((OTHER, new))) if "不能与别的结论都算对" in each.what
    ]
    assert bool(found) == is_told


def test_a_paper_that_the_case_needs_and_no_item_asks_for_is_told_at_the_step_that_asks(
    two_matters: Written,
) -> None:
    asked = '  { ask = "household_book" },\n'
    [problem] = check(two_matters((OPENED, f"{asked}{OPENED}")))
    assert problem.place[0] == "walkthrough" and "写进 needed_papers" in str(problem)


@pytest.mark.parametrize(
    ("who", "of", "is_told"), [("agent", '"A09"', False), ("citizen", '["A09", "C02"]', True)]
)
def test_a_letter_need_not_cover_what_who_comes_files_for_themselves(
    two_matters: Written, who: str, of: str, is_told: bool
) -> None:
    filed = (OPENED, OPENED.replace('"citizen"', f'"{who}"'))
    verified = ('verify = "letter", of = "opened"', f'verify = "letter", item = {of}')
    refusing = 'refuse = "no_authorization", item = "C02", who = "%s"'
    refused = (refusing % "citizen", refusing % who)
    told = " ".join(map(str, check(two_matters(filed, verified, refused))))
    assert ("凭它办的 C02" in told) is is_told


def test_a_verify_of_an_identity_card_with_points_is_told_where_it_is_written(
    two_matters: Written,
) -> None:
    verify = '{ verify = "card", item = "A09", points = "1", title = "核验身份证" },'
    told = map(str, check(two_matters((READ, f"{READ}  {verify}\n"))))
    assert any("这条规则只看其中一样" in each and "verify" in each for each in told)


@pytest.mark.parametrize(
    ("step", "is_told"),
    [
        ('{ verify = "letter", of = "opened", finding = "not_needed"', False),
        ('{ verify = "letter", of = "printing", finding = "not_needed"', True),
        ('{ verify = "letter", item = "A09", finding = "not_needed"', True),
    ],
)
def test_an_item_may_be_found_not_to_need_a_paper_that_it_does_not_ask_for(
    two_matters: Written, step: str, is_told: bool
) -> None:
    path = two_matters((OTHER, f'  {step}, as = "once" }},\n{OTHER}'))
    assert bool(_findings_told(path)) == is_told


@pytest.mark.parametrize(
    ("fault", "is_told"),
    [
        ('fault = "unsigned"', True),
        ('fault = "unsigned", found = ["no_seal", "other_matter"]', False),
        ("", False),
    ],
)
def test_a_paper_with_a_fault_is_not_found_to_be_for_another_matter_instead(
    two_matters: Written, fault: str, is_told: bool
) -> None:
    letter = 'authorization = "citizen", as = "letter", '
    path = two_matters((letter, f"{letter}{fault + ', ' if fault else ''}"))
    told = [str(each) for each in check(path)]
    assert any("这里是 other_matter" in each for each in told) == is_told, told


def _ruling(two_matters: Written, selector: str) -> list[Problem]:
    """What a check says of the case with one more rule, of what is verified so."""
    verified = f'{{ do = "hall.verify_paper", {selector} }}'
    marked = 'id = "seen", group = "process", title = "核验", points = "1"'
    rule = f'  {{ {marked}, word = "happens", a = {verified} }},\n'
    return check(two_matters(("\nrules = [\n", f"\nrules = [\n{rule}")))


@pytest.mark.parametrize(("finding", "is_told"), [("expired", True), ("other_matter", False)])
def test_a_rule_asks_of_no_application_whether_a_paper_has_expired(
    two_matters: Written, finding: str, is_told: bool
) -> None:
    where = f'paper = "$letter.paper", item = "C02", finding = "{finding}"'
    told = [
        each for each in _ruling(two_matters, f"where = {{ {where} }}") if "不分办件" in each.what
    ]
    places = [("rules", "第1项“seen”", "a", "where", "item")] if is_told else []
    assert [each.place for each in told] == places


@pytest.mark.parametrize(("key", "is_told"), [("finding", True), ("item", False)])
def test_a_rule_that_asks_for_one_of_several_findings_of_an_identity_card_is_told_too(
    two_matters: Written, key: str, is_told: bool
) -> None:
    value = {"finding": '["ok", "mismatch"]', "item": '["A09", "C02"]'}[key]
    asked = f'where = {{ paper = "$card.paper" }}, among = {{ {key} = {value} }}'
    told = [each for each in _ruling(two_matters, asked) if "这条规则只看其中一样" in each.what]
    assert len(told) == is_told


@pytest.mark.parametrize("item", ITEMS)
def test_every_item_is_covered_by_its_own_name_and_by_all_matters_of_its_field(item: str) -> None:
    assert covers(f"办理{ITEMS[item].name}", item)
    assert covers("全权办理人社业务", item)
    assert not covers("报送本单位统计报表", item)
