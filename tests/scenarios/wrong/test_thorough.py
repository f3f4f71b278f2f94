"""Scripts that charge a clerk for looking, asking or verifying more than the way shown."""

import re
from pathlib import Path

import pytest

from mock_systems.operation import OPERATIONS
from mock_systems.records import Employer
from mock_systems.world import Nothing
from scenarios.playing.marking import Marked, full
from scenarios.playing.rehearse import Stage, rehearse
from scenarios.proving.benign import all_of_it, losses
from scenarios.proving.prove import ENOUGH
from scenarios.proving.thorough import NEUTRAL, thorough
from scenarios.shelf import all_cases, check_cases, prove_cases
from tests.sample import everything, sampled
from tests.scenarios.wrong.table import Wrong, costs, inserted, mistake, refused, rule, written

BASIS = 'penalty = "2"\ncap = "4"\nbasis = "LOC 3"'
CITIZEN = 'person = "$citizen.person"'
POLICE = 'citizen_number = "$citizen.citizen_number", name = "$citizen.name"'
VERIFIED = '{ insert = { do = "hall.verify_paper", form = { paper = "$card.paper", finding = "ok" } }, after = "page" }'


def never(do: str, form: str, where: str = "", points: str = 'penalty = "2"\ncap = "4"') -> str:
    """A rule that forbids an operation, and the mistake that does it once."""
    selected, name = f", where = {{ {where} }}" if where else "", re.sub(r"\W+", "_", do + where)
    forbidden = rule(f"no_{name}", "never", f'x = {{ do = "{do}"{selected} }}', points)
    return forbidden + mistake(f"done_{name}", "2", inserted(do, form, "page"))


WRONG = [
    Wrong(
        "nobody may open another system's page of whom something is done for",
        [],
        ["z01.toml:", "rules › ", "”：在“", "为“citizen”做“个人就业信息”", *costs("2")],
        more=never("employment.open_person", CITIZEN, CITIZEN),
        by_proof=True,
    ),
    Wrong(
        "nobody may look at a card of whom something is done for",
        [],
        ["”：在“", "为“citizen”做“社会保障卡信息”", *costs("2")],
        more=never("social_card.open", CITIZEN),
        by_proof=True,
    ),
    Wrong(
        "nobody may ask the police",
        [],
        ["”：在“", "为“citizen”做“公安身份核验”", *costs("2")],
        more=never("outside.check_police", POLICE),
        by_proof=True,
    ),
    Wrong(
        "nobody may check the term of a card",
        [],
        ["”：在“", "核对“card”的有效期", *costs("2")],
        more=never("hall.check_id_validity", 'paper = "$card.paper", finding = "valid"'),
        by_proof=True,
    ),
    Wrong(
        "nobody may ask for a reason, whatever article that is from",
        [],
        ["”：在“", "说“询问离职原因”", *costs("2")],
        more=never("hall.say", 'topic = "ask_reason"', 'topic = "ask_reason"', BASIS),
        by_proof=True,
    ),
    Wrong(
        "nobody may say how long it takes",
        [],
        ["”：在“", "说“告知办理时限”", *costs("2")],
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
]  # fmt: skip


test_what_costs_who_is_thorough_is_told_with_both_ways_out = refused(WRONG)


def test_what_costs_who_is_thorough_is_proved_where_it_is_policy(tmp_path: Path) -> None:
    police = never("outside.check_police", POLICE, points=f"{BASIS}\npolicy = true")
    path = written(Wrong("", [], [], more=police), tmp_path)
    assert check_cases([path]) == []
    proof = prove_cases([path], 1).proofs[0]
    assert (proof.faults, proof.survivors) == ([], [])


def test_who_is_thorough_looks_for_the_employer_that_applies_by_all_that_tells_it() -> None:
    script = all_cases()["E09"]
    main = rehearse(Stage(script, 0, Nothing()), script.walkthrough)
    steps = [step for each in thorough(main) for step in each.more]
    asked = [each.form for each in steps if each.do == "social_insurance.find_employer"]
    firm = main.moments[-1].world.one(Employer, main.stage.cast.names.of("firm.employer"))
    known = {(by, str(getattr(firm, by))) for by in ("employer", "credit_code", "name")}
    assert {(each["by"], each["value"]) for each in asked} == known


@pytest.mark.parametrize("case", sampled())
def test_a_thorough_clerk_keeps_full_points_in_every_case(case: str) -> None:
    script = all_cases()[case]
    for variant in range(ENOUGH if everything() else 1):
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
