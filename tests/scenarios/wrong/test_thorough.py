"""Scripts that charge a clerk for looking, asking or verifying more than the way shown."""

from pathlib import Path

import pytest

from mock_systems.operation import OPERATIONS
from mock_systems.world import Nothing
from scenarios.playing.marking import Marked, full
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proving.benign import all_of_it, losses
from scenarios.proving.thorough import NEUTRAL, thorough
from scenarios.shelf import all_cases, check_cases, prove_cases
from tests.scenarios.wrong.table import (
    Wrong,
    costs,
    inserted,
    is_told,
    mistake,
    rule,
    said_of,
    written,
)

BASIS = 'penalty = "2"\ncap = "4"\nbasis = "LOC 3"'
CITIZEN = 'person = "$citizen.person"'
POLICE = 'citizen_number = "$citizen.citizen_number", name = "$citizen.name"'
VERIFIED = '{ insert = { do = "hall.verify_paper", form = { paper = "$card.paper", finding = "ok" } }, after = "page" }'
FOUND = 'do = "social_insurance.find_employer"'
NO_EMPLOYER = f'{{ id = "odd", group = "process", title = "不查单位", word = "never", x = {{ {FOUND} }}, penalty = "2", cap = "4" }}'
EMPLOYER_FOUND = f'{{ name = "oddly", title = "查单位", lost = "2", insert = {{ {FOUND}, form = {{ by = "name", value = "$firm.name" }} }}, after = "page" }}'


def never(do: str, form: str, where: str = "", points: str = 'penalty = "2"\ncap = "4"') -> str:
    """A rule that forbids an operation, and the mistake that does it once."""
    selected = f", where = {{ {where} }}" if where else ""
    forbidden = rule("odd", "never", f'x = {{ do = "{do}"{selected} }}', points)
    return forbidden + mistake("oddly", "2", inserted(do, form, "page"))


WRONG = [
    Wrong(
        "nobody may open another system's page of whom something is done for",
        [],
        ["z01.toml:", "rules › ", "“odd”：在“", "为“citizen”做“个人就业信息”", *costs("2")],
        more=never("employment.open_person", CITIZEN, CITIZEN),
        by_proof=True,
    ),
    Wrong(
        "nobody may look at a card of whom something is done for",
        [],
        ["“odd”：在“", "为“citizen”做“社会保障卡信息”", *costs("2")],
        more=never("social_card.open", CITIZEN),
        by_proof=True,
    ),
    Wrong(
        "nobody may ask the police",
        [],
        ["“odd”：在“", "为“citizen”做“公安身份核验”", *costs("2")],
        more=never("outside.check_police", POLICE),
        by_proof=True,
    ),
    Wrong(
        "nobody may check the term of a card",
        [],
        ["“odd”：在“", "核对“card”的有效期", *costs("2")],
        more=never("hall.check_id_validity", 'paper = "$card.paper", finding = "valid"'),
        by_proof=True,
    ),
    Wrong(
        "nobody may ask for a reason, whatever article that is from",
        [],
        ["“odd”：在“", "说“询问离职原因”", *costs("2")],
        more=never("hall.say", 'topic = "ask_reason"', 'topic = "ask_reason"', BASIS),
        by_proof=True,
    ),
    Wrong(
        "nobody may say how long it takes",
        [],
        ["“odd”：在“", "说“告知办理时限”", *costs("2")],
        more=never("hall.say", 'topic = "tell_time"', 'topic = "tell_time"'),
        by_proof=True,
    ),
    Wrong(
        "papers may be verified twice in all",
        [('kind = "id_card"\nperson', 'kind = "id_card"\nfound = ["ok"]\nperson')],
        ["“twice”：又多问、又多核、又多看，并没有做错", "却扣 ", "请把这一项改宽"],
        more=rule("twice", "at_most", 'x = { do = "hall.verify_paper" }\ntimes = 2')
        + mistake("thrice", "2", f"[{', '.join([VERIFIED] * 3)}]"),
        by_proof=True,
    ),
    Wrong(
        "nobody may look for the employer that applies",
        [("\nrules = [\n", f"\nrules = [\n  {NO_EMPLOYER},\n"), ("\nmistakes = [\n", f"\nmistakes = [\n  {EMPLOYER_FOUND},\n")],
        ["e09_new_hire.toml:", "第1项“odd”：在“", "查询“firm”（social_insurance.find_employer）", *costs("2")],
        case="E09",
        by_proof=True,
    ),
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_what_costs_who_is_thorough_is_told_with_both_ways_out(
    wrong: Wrong, tmp_path: Path
) -> None:
    said = said_of(wrong, tmp_path)
    assert is_told(wrong, said), said


def test_what_costs_who_is_thorough_is_proved_where_it_is_policy(tmp_path: Path) -> None:
    police = never("outside.check_police", POLICE, points=f"{BASIS}\npolicy = true")
    path = written(Wrong("", [], [], more=police), tmp_path)
    assert check_cases([path]) == []
    proof = prove_cases([path], 1).proofs[0]
    assert (proof.faults, proof.survivors) == ([], [])


@pytest.mark.parametrize("case", sorted(all_cases()))
def test_a_thorough_clerk_keeps_full_points_in_every_case(case: str) -> None:
    script = all_cases()[case]
    for variant in (0, 1):
        main = rehearse(Stage(script, variant, Nothing()), script.walkthrough)
        every = [*thorough(main)]
        way = all_of_it(main, every)
        assert way
        assert losses(main, every, alone=False) == []
        marked = Marked(way)
        assert (marked.earned, marked.red_lines) == (full(script), set())
        said = [each.step.form.get("topic") for each in way.played]
        assert min(map(said.count, NEUTRAL)) > 10
        done = {each.step.do for each in way.played if each.accepted}
        pages = {name for name, each in OPERATIONS.items() if each.declared.part == "page"}
        asked = {"outside.check_police", "hall.check_id_validity", "hall.read_id_card"}
        of_others = {"social_insurance.open_employer", "hall.view_paper"}
        assert done >= asked | (pages - of_others)
