"""One authorisation for two matters: a case tells and marks what was found for each of them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scenarios.checking.check import check
from scenarios.folders import CASES
from scenarios.playing.edits import edited
from scenarios.playing.marking import Marked, full
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proving.bystanders import two_bystanders
from scenarios.proving.mutants import mutants
from scenarios.proving.prove import prove
from scenarios.proving.report import Report
from scenarios.reading.load import load
from scenarios.reading.problems import Problem
from scenarios.reading.ways import Edit, Step
from tests.scenarios.conftest import GUIDE

CASE = Path(__file__).with_name("z02.toml")
MARKS = {"letter_checked_stands", "print_checked_stands", "good", "not_good", "print_barred"}
"""The marks that ask what was found of the letter."""

Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes the case with passages replaced; returns its path."""

    def write(*changes: tuple[str, str]) -> Path:
        shutil.copy(CASES / "common.toml", tmp_path / "common.toml")
        path = tmp_path / "social_insurance" / CASE.name
        path.parent.mkdir(exist_ok=True)
        text = CASE.read_text("utf-8")
        for old, new in changes:
            assert old in text, f"the case no longer says {old!r}"
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
        return path

    return write


def test_the_case_is_right_and_proved(written: Written) -> None:
    path = written()
    assert [str(problem) for problem in check(path)] == []
    proof = prove(load(path), 3)
    assert proof.proved, [*proof.faults, *(str(each.mutant) for each in proof.survivors)]


@pytest.mark.parametrize(
    ("mistake", "broken"),
    [
        ("", set()),
        ("good_for_both", {"not_good", "print_checked_stands", "print_barred"}),
        ("good_for_neither", {"good", "letter_checked_stands"}),
        ("wrong_way_round", MARKS),
    ],
)
def test_what_was_found_for_each_matter_is_marked_by_itself(
    written: Written, mistake: str, broken: set[str]
) -> None:
    stage = Stage(load(written()).script, 0, two_bystanders())
    steps = stage.script.walkthrough
    edits = [e for each in stage.script.mistakes if each.name == mistake for e in each.edits]
    marked = Marked(rehearse(stage, edited(steps, edits)))
    assert {mark["id"] for mark in marked.broken} == broken
    assert (marked.earned == full(stage.script)) == (not broken)


def _verifying(finding: str) -> Edit:
    """The letter verified once more for the change, after the right finding."""
    form = {"paper": "$letter.paper", "finding": finding, "application": "$opened.application"}
    step = Step.model_validate({"do": "hall.verify_paper", "form": form})
    return Edit(insert=step, after="check_letter")


@pytest.mark.parametrize(
    ("findings", "broken"),
    [
        ([], set()),
        (["mismatch"], {"good", "letter_checked_stands"}),
        (["mismatch", "no_seal", "not_needed"], {"good", "letter_checked_stands"}),
        (["mismatch", "ok"], set()),
    ],
)
def test_the_finding_that_stands_is_marked_whatever_was_said_before_it(
    written: Written, findings: list[str], broken: set[str]
) -> None:
    stage = Stage(load(written()).script, 0, two_bystanders())
    edits = [_verifying(each) for each in reversed(findings)]
    marked = Marked(rehearse(stage, edited(stage.script.walkthrough, edits)))
    assert {mark["id"] for mark in marked.broken} == broken


def _letter(finding: str, of: str = "") -> Step:
    chosen = {"application": f"${of}.application"} if of else {}
    form = {"paper": "$letter.paper", "finding": finding, **chosen}
    return Step.model_validate({"do": "hall.verify_paper", "form": form})


ONE_AFTER_THE_OTHER = [Edit(move=name, after="result") for name in ("unauthorised", "printing")]
LATE = "refusal"
"""The step after which everything is decided."""


@pytest.mark.parametrize(
    ("edits", "broken"),
    [
        ([*ONE_AFTER_THE_OTHER, Edit(insert=_letter("other_matter"), after="result")], set()),
        ([Edit(insert=_letter("ok"), after=LATE)], set()),
        ([Edit(insert=_letter("other_matter"), after=LATE)], set()),
        (
            [
                *ONE_AFTER_THE_OTHER,
                Edit(alter="check_letter", form={"finding": "mismatch"}),
                Edit(insert=_letter("ok"), after="result"),
            ],
            {"good", "letter_checked_stands"},
        ),
        ([Edit(insert=_letter("ok", "opened"), after="check_letter")], set()),
    ],
)
def test_what_is_found_once_a_matter_is_decided_neither_costs_nor_heals_what_was_found_for_it(
    written: Written, edits: list[Edit], broken: set[str]
) -> None:
    stage = Stage(load(written()).script, 0, two_bystanders())
    marked = Marked(rehearse(stage, edited(stage.script.walkthrough, edits)))
    assert {mark["id"] for mark in marked.broken} == broken


@pytest.mark.parametrize(
    "order", [("unauthorised", "check_letter"), ("check_letter", "unauthorised")]
)
def test_what_follows_a_wrong_expired_counts_for_its_own_matter_alone(
    written: Written, order: tuple[str, str]
) -> None:
    stage = Stage(load(written()).script, 0, two_bystanders())
    first, last = order
    walkthrough = edited(stage.script.walkthrough, [Edit(move=last, after=first)])
    wrong = [Edit(insert=_letter("expired", "opened"), before=first)]
    assert not Marked(rehearse(stage, edited(walkthrough, wrong))).broken
    marked = Marked(rehearse(stage, edited(walkthrough, [*wrong, Edit(drop="unauthorised")])))
    assert {"print_checked_stands", "not_good"} <= {mark["id"] for mark in marked.broken}


@pytest.mark.parametrize(
    ("findings", "wrong"), [(["no_seal"], False), (["ok", "no_seal"], False), (["ok"], True)]
)
def test_where_several_findings_are_right_any_of_them_may_stand(
    written: Written, findings: list[str], wrong: bool
) -> None:
    right = 'of = "printing", right = ["other_matter", "no_seal"], finding = "other_matter"'
    path = written(('of = "printing", finding = "other_matter"', right))
    assert not check(path)
    stage = Stage(load(path).script, 0, two_bystanders())
    form = {"paper": "$letter.paper", "application": "$printing.application"}
    again = [
        Step.model_validate({"do": "hall.verify_paper", "form": {**form, "finding": each}})
        for each in reversed(findings)
    ]
    edits = [Edit(insert=each, after="unauthorised") for each in again]
    marked = Marked(rehearse(stage, edited(stage.script.walkthrough, edits)))
    assert ("print_checked_stands" in {mark["id"] for mark in marked.broken}) == wrong


def test_a_finding_for_an_application_of_somebody_else_earns_nothing(written: Written) -> None:
    script = load(written(('of = "printing", ', 'of = "printing", who = "citizen", '))).script
    for_citizen = Stage(script, 0, two_bystanders())
    assert not Marked(rehearse(for_citizen, script.walkthrough)).broken
    for_agent = Edit(alter="printing", form={"person": "$agent.person"})
    steps = edited(script.walkthrough, [for_agent])
    marked = Marked(rehearse(for_citizen, steps, stubborn=True))
    assert {"print_checked", "not_good"} <= {mark["id"] for mark in marked.broken}


@pytest.mark.parametrize(("of", "heals"), [("printing", True), ("elsewhere", False)])
def test_a_wrong_finding_is_not_put_right_by_one_for_somebody_else_with_the_same_item(
    written: Written, of: str, heals: bool
) -> None:
    script = load(written(('of = "printing", ', 'of = "printing", who = "citizen", '))).script
    form = {"item": "C02", "person": "$agent.person"}
    opening = {"as": "elsewhere", "do": "hall.open_application", "form": form}
    edits = [
        Edit(insert=Step.model_validate(opening), after="printing"),
        Edit(alter="unauthorised", form={"finding": "ok"}),
        Edit(insert=_letter("other_matter", of), after="unauthorised"),
    ]
    stage = Stage(script, 0, two_bystanders())
    marked = Marked(rehearse(stage, edited(script.walkthrough, edits), stubborn=True))
    assert ("print_checked_stands" not in {mark["id"] for mark in marked.broken}) == heals


def test_a_proof_takes_back_what_was_found(written: Written) -> None:
    stage = Stage(load(written()).script, 0, two_bystanders())
    main = rehearse(stage, stage.script.walkthrough)
    again = [each for each in mutants(main, []) if each.kind == "again"]
    assert {each.step.called for each in again} == {"check_letter", "unauthorised"}
    assert all(len(each.steps) == len(main.played) + 1 for each in again)


def test_an_application_that_the_script_does_not_open_is_told(written: Written) -> None:
    path = written(
        (
            'verify = "letter", of = "printing"',
            'verify = "letter", of = "prining"',
        )
    )
    (problem,) = check(path)
    assert "“prining”不是收件的步骤，是否想写“printing”" in str(problem)
    assert "verify letter" in str(problem)


@pytest.mark.parametrize(
    "where", ['table = "paper_finding", where = { ', 'do = "hall.verify_paper", where = { ']
)
def test_a_mark_cannot_go_by_the_number_of_an_application(written: Written, where: str) -> None:
    path = written((where, f'{where}application = "$printing.application", '))
    assert all("各名选手不同，请写大家认得的内容，如 item、person" in str(p) for p in check(path))
    assert check(path)


def test_to_print_what_was_refused_must_cost_something(written: Written) -> None:
    rule = next(line for line in CASE.read_text("utf-8").splitlines() if 'id = "printed"' in line)
    proof = prove(load(written((f"{rule}\n", ""))), 1)
    told = [str(each.mutant) for each in proof.survivors]
    assert told == [
        "在“refusal”（hall.refuse）之后仍用 social_insurance.print_record 为林美玲（citizen）办理"
    ]
    assert (
        'harmless    {mutants = ["refused"], step = "refusal", field = "social_insurance.print_record", '
        'other = "*（citizen）", reason = ""}'
    ) in str(Report([proof])), "a line to paste frees that one person alone"


def test_findings_that_nobody_asked_for_are_no_side_effects(written: Written) -> None:
    script = load(
        written(
            (
                'where = { paper = "$letter.paper", item = "A09" }',
                'where = { paper = "$letter.paper", item = "B03" }',
            )
        )
    ).script
    stage = Stage(script, 0, two_bystanders())
    marked = Marked(rehearse(stage, script.walkthrough))
    assert {mark["id"] for mark in marked.broken} == {"good"}


def test_the_example_of_the_guide_is_taken_from_the_case() -> None:
    guide = GUIDE.read_text("utf-8")
    example = guide[guide.index("核验意见（记录 `paper_finding`）") :]
    lines = example[example.index("```toml") : example.index("```\n\n")].splitlines()[1:]
    assert len(lines) > 6
    assert set(lines) <= set(CASE.read_text("utf-8").splitlines())


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
    written: Written, until: str, step: str, right: str
) -> None:
    path = written(("until = 2039-05-11", f"until = {until}"), (READ, f"{READ}  {step}\n"))
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
    written: Written, do: str, finding: str, letters: str
) -> None:
    rule = f'{{ id = "seen", group = "process", title = "核验", word = "happens", a = {{ do = "{do}", {finding} }}, points = "1" }},'
    path = written(("\nrules = [\n", f"\nrules = [\n  {rule}\n"))
    told = [each for each in check(path) if "这条规则只看其中一样" in each.what]
    assert [each.place[-1] for each in told] == list(letters)


@pytest.mark.parametrize(
    ("where", "finding", "what"),
    [
        ("", "other_matter", "几个事项的核验意见各是一条记录，这里没有写明是哪一条"),
        (', finding = "expired"', "expired", ""),
        (', item = "C02"', "expired", "过期是材料本身的事，不分办件"),
        (', item = "C02", finding = "expired"', "expired", "过期是材料本身的事，不分办件"),
        (', item = ""', "expired", ""),
    ],
)
def test_an_expected_finding_says_which_it_is(
    written: Written, where: str, finding: str, what: str
) -> None:
    old = (
        'where = { paper = "$letter.paper", item = "C02", person = "$citizen.person" }, fields = ['
    )
    new = f'where = {{ paper = "$letter.paper"{where} }}, fields = ['
    value = ('value = "other_matter", points', f'value = "{finding}", points')
    told = {each.what for each in check(written((old, new), value)) if each.place[0] == "expect"}
    assert {each for each in told if "没有得满" not in each} == ({what} if what else set())


def test_a_verify_of_an_identity_card_with_points_is_told_where_it_is_written(
    written: Written,
) -> None:
    verify = '{ verify = "card", item = "A09", points = "1", title = "核验身份证" },'
    told = map(str, check(written((READ, f"{READ}  {verify}\n"))))
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
    written: Written, step: str, is_told: bool
) -> None:
    path = written((OTHER, f'  {step}, as = "once" }},\n{OTHER}'))
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
    written: Written, fault: str, is_told: bool
) -> None:
    letter = 'authorization = "citizen", as = "letter", '
    path = written((letter, f"{letter}{fault + ', ' if fault else ''}"))
    told = [str(each) for each in check(path)]
    assert any("这里是 other_matter" in each for each in told) == is_told, told


def _ruling(written: Written, selector: str) -> list[Problem]:
    """What a check says of the case with one more rule, of what is verified so."""
    verified = f'{{ do = "hall.verify_paper", {selector} }}'
    marked = 'id = "seen", group = "process", title = "核验", points = "1"'
    rule = f'  {{ {marked}, word = "happens", a = {verified} }},\n'
    return check(written(("\nrules = [\n", f"\nrules = [\n{rule}")))


@pytest.mark.parametrize(("finding", "is_told"), [("expired", True), ("other_matter", False)])
def test_a_rule_asks_of_no_application_whether_a_paper_has_expired(
    written: Written, finding: str, is_told: bool
) -> None:
    where = f'paper = "$letter.paper", item = "C02", finding = "{finding}"'
    told = [each for each in _ruling(written, f"where = {{ {where} }}") if "不分办件" in each.what]
    places = [("rules", "第1项", "a", "where", "item")] if is_told else []
    assert [each.place for each in told] == places


@pytest.mark.parametrize(("key", "is_told"), [("finding", True), ("item", False)])
def test_a_rule_that_asks_for_one_of_several_findings_of_an_identity_card_is_told_too(
    written: Written, key: str, is_told: bool
) -> None:
    value = {"finding": '["ok", "mismatch"]', "item": '["A09", "C02"]'}[key]
    asked = f'where = {{ paper = "$card.paper" }}, among = {{ {key} = {value} }}'
    told = [each for each in _ruling(written, asked) if "这条规则只看其中一样" in each.what]
    assert len(told) == is_told
