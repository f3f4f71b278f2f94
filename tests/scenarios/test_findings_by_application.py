"""One authorisation for two matters: a case tells and marks what was found for each of them."""

import pytest

from scenarios.checking.check import check
from scenarios.playing.edits import edited
from scenarios.playing.marking import Marked, full
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proving.bystanders import two_bystanders
from scenarios.proving.mutants import mutants
from scenarios.proving.prove import prove
from scenarios.proving.report import Report
from scenarios.reading.load import load
from scenarios.reading.ways import Edit, Step
from tests.scenarios.conftest import GUIDE, TWO_MATTERS, Written

MARKS = {"letter_checked_stands", "print_checked_stands", "good", "not_good", "print_barred"}
"""The marks that ask what was found of the letter."""
FOR_CITIZEN = ('of = "printing", finding', 'of = "printing", who = "citizen", finding')
"""The letter is verified for the citizen's application."""


def test_the_case_is_right_and_proved(two_matters: Written) -> None:
    path = two_matters()
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
    two_matters: Written, mistake: str, broken: set[str]
) -> None:
    stage = Stage(load(two_matters()).script, 0, two_bystanders())
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
    two_matters: Written, findings: list[str], broken: set[str]
) -> None:
    stage = Stage(load(two_matters()).script, 0, two_bystanders())
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
    two_matters: Written, edits: list[Edit], broken: set[str]
) -> None:
    stage = Stage(load(two_matters()).script, 0, two_bystanders())
    marked = Marked(rehearse(stage, edited(stage.script.walkthrough, edits)))
    assert {mark["id"] for mark in marked.broken} == broken


@pytest.mark.parametrize(
    "order", [("unauthorised", "check_letter"), ("check_letter", "unauthorised")]
)
def test_what_follows_a_wrong_expired_counts_for_its_own_matter_alone(
    two_matters: Written, order: tuple[str, str]
) -> None:
    stage = Stage(load(two_matters()).script, 0, two_bystanders())
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
    two_matters: Written, findings: list[str], wrong: bool
) -> None:
    right = 'of = "printing", right = ["other_matter", "no_seal"], finding = "other_matter"'
    path = two_matters(('of = "printing", finding = "other_matter"', right))
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


def test_a_finding_for_an_application_of_somebody_else_earns_nothing(two_matters: Written) -> None:
    script = load(two_matters(FOR_CITIZEN)).script
    for_citizen = Stage(script, 0, two_bystanders())
    assert not Marked(rehearse(for_citizen, script.walkthrough)).broken
    for_agent = Edit(alter="printing", form={"person": "$agent.person"})
    steps = edited(script.walkthrough, [for_agent])
    marked = Marked(rehearse(for_citizen, steps, stubborn=True))
    assert {"print_checked", "not_good"} <= {mark["id"] for mark in marked.broken}


@pytest.mark.parametrize(("of", "heals"), [("printing", True), ("elsewhere", False)])
def test_a_wrong_finding_is_not_put_right_by_one_for_somebody_else_with_the_same_item(
    two_matters: Written, of: str, heals: bool
) -> None:
    script = load(two_matters(FOR_CITIZEN)).script
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


def _for_agent(*more: Edit) -> list[Edit]:
    """The print applied for on behalf of the agent, refused once the change is done; then more."""
    form = {"item": "C02", "person": "$agent.person"}
    refusal = {"application": "$elsewhere.application", "reason": "no_authorization", "text": "无"}
    steps = [
        Step.model_validate({"as": "elsewhere", "do": "hall.open_application", "form": form}),
        Step.model_validate({"as": "no", "do": "hall.refuse", "form": refusal}),
    ]
    return [
        *ONE_AFTER_THE_OTHER,
        Edit(insert=steps[0], before="printing"),
        Edit(insert=steps[1], before="printing"),
        *more,
    ]


NAMED = 'as = "unauthorised", '
FIRST = pytest.mark.parametrize("first", ["", 'first = "rating", '])
"""Whether the letter must only be verified, or before a step that follows when all is decided."""


@FIRST
@pytest.mark.parametrize(
    ("early", "late", "lost"),
    [
        (["other_matter"], "", set()),
        ([], "other_matter", {"print_checked"}),
        (["mismatch"], "", {"print_checked_stands"}),
        (["mismatch", "other_matter"], "", set()),
        (["mismatch"], "other_matter", {"print_checked_stands"}),
    ],
)
def test_what_is_found_before_a_second_person_s_matter_is_filed_counts_though_the_first_s_is_decided(
    two_matters: Written, early: list[str], late: str, lost: set[str], first: str
) -> None:
    script = load(two_matters(FOR_CITIZEN, (NAMED, NAMED + first))).script
    more = [Edit(insert=_letter(each), before="printing") for each in early]
    more += [Edit(insert=_letter(late), after=LATE)] if late else []
    steps = edited(script.walkthrough, _for_agent(Edit(drop="unauthorised"), *more))
    played = rehearse(Stage(script, 0, two_bystanders()), steps, stubborn=True)
    broken = {mark["id"] for mark in Marked(played).broken}
    assert broken & {"print_checked", "print_checked_stands"} == lost, played.played


@FIRST
@pytest.mark.parametrize("late", ["other_matter", ""])
@pytest.mark.parametrize("found", ["mismatch", ""])
def test_what_is_found_once_the_visitor_s_own_matter_is_decided_earns_and_heals_nothing(
    two_matters: Written, found: str, late: str, first: str
) -> None:
    path = two_matters(
        (NAMED, NAMED + first),
        ('open = "C02", who = "citizen"', 'open = "C02", who = "agent"'),
        ('item = "C02", person = "$citizen.person"', 'item = "C02", person = "$agent.person"'),
        ('item = "C02", who = "citizen", of', 'item = "C02", who = "agent", of'),
    )
    stage = Stage(load(path).script, 0, two_bystanders())
    early = Edit(alter="unauthorised", form={"finding": found})
    edits = [early if found else Edit(drop="unauthorised")]
    if late:
        edits.append(Edit(insert=_letter(late), after=LATE))
    marked = Marked(rehearse(stage, edited(stage.script.walkthrough, edits)))
    wanted = "print_checked_stands" if found else "print_checked"
    assert wanted in {mark["id"] for mark in marked.broken}


def test_a_proof_takes_back_what_was_found(two_matters: Written) -> None:
    stage = Stage(load(two_matters()).script, 0, two_bystanders())
    main = rehearse(stage, stage.script.walkthrough)
    again = [each for each in mutants(main, []) if each.kind == "again"]
    assert {each.step.called for each in again} == {"check_letter", "unauthorised", "refusal"}
    assert all(len(each.steps) == len(main.played) + 1 for each in again)


def test_an_application_that_the_script_does_not_open_is_told(two_matters: Written) -> None:
    path = two_matters(
        (
            'verify = "letter", of = "printing"',
            'verify = "letter", of = "prining"',
        )
    )
    (problem,) = check(path)
    assert (
        "“prining”不是收件的步骤，不知道 verify 的 item，在别处收件的写明 item；是否想写“printing”"
        in str(problem)
    )
    assert "verify letter" in str(problem)


@pytest.mark.parametrize(
    "where", ['table = "paper_finding", where = { ', 'do = "hall.verify_paper", where = { ']
)
def test_a_mark_cannot_go_by_the_number_of_an_application(two_matters: Written, where: str) -> None:
    path = two_matters((where, f'{where}application = "$printing.application", '))
    assert all("各名选手不同，请写大家认得的内容，如 item、person" in str(p) for p in check(path))
    assert check(path)


def test_to_print_what_was_refused_must_cost_something(two_matters: Written) -> None:
    rule = next(
        line for line in TWO_MATTERS.read_text("utf-8").splitlines() if 'id = "printed"' in line
    )
    proof = prove(load(two_matters((f"{rule}\n", ""))), 1)
    told = [str(each.mutant) for each in proof.survivors]
    assert set(told) == {
        "在“page”（social_insurance.open_person）之后用 social_insurance.print_record 把林美玲（citizen）的记录打给来访人",
        "在“refusal”（hall.refuse）之后仍用 social_insurance.print_record 为林美玲（citizen）办理",
    }
    assert (
        'harmless    {mutants = ["refused"], step = "refusal", field = "social_insurance.print_record", '
        'other = "*（citizen）", reason = ""}'
    ) in str(Report([proof])), "a line to paste frees that one person alone"


def test_findings_that_nobody_asked_for_are_no_side_effects(two_matters: Written) -> None:
    script = load(
        two_matters(
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
    assert set(lines) <= set(TWO_MATTERS.read_text("utf-8").splitlines())
