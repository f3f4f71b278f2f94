"""Rehearsal: steps played through the step the server takes."""

import json
import re

from mock_systems.world import Nothing
from scenarios.playing.edits import edited
from scenarios.playing.marking import excepting
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.proving.report import told
from scenarios.reading.origins import Layout
from scenarios.reading.ways import Edit, Step
from scenarios.shelf import all_cases


def test_every_step_of_the_walkthrough_is_done(main: Rehearsal, layout: Layout) -> None:
    assert all(played.accepted for played in main.played), told(main, layout)


def test_the_attempt_is_one_the_grader_reads(main: Rehearsal) -> None:
    attempt = json.loads(json.dumps(main.attempt))
    assert (attempt["case"], attempt["variant"], attempt["business_date"]) == (
        "Z01",
        0,
        "2026-06-15",
    )
    assert [event["seq"] for event in attempt["events"]] == list(range(1, 15))
    assert attempt["events"][5]["at_ms"] - attempt["events"][4]["at_ms"] == 15_000
    assert attempt["sealed_ms"] == attempt["events"][-1]["at_ms"]
    assert {change["seq"] for change in attempt["changes"]} <= set(range(15))


def test_the_same_steps_make_the_same_attempt(stage: Stage) -> None:
    again = Stage(stage.script, 0, Nothing())
    steps = stage.script.walkthrough
    assert rehearse(stage, steps).attempt == rehearse(again, steps).attempt


def test_a_step_speaks_of_what_an_earlier_one_made(main: Rehearsal) -> None:
    opened, result = (
        next(p for p in main.played if p.step.called == n) for n in ("opened", "result")
    )
    made = next(change.key for change in opened.changes if change.table == "application")
    assert result.event and result.event["data"]["application"] == made


def test_a_step_that_makes_one_record_of_another_is_named_for_the_new_one() -> None:
    script = all_cases()["E01"]
    main = rehearse(Stage(script, 0, Nothing()), script.walkthrough)
    reissue, activate = (
        next(p for p in main.played if p.step.called == n) for n in ("reissue", "activate")
    )
    made = [c.key for c in reissue.changes if c.table == "card" and c.before is None]
    assert activate.event and [activate.event["data"]["card"]] == made


def test_what_is_taken_over_from_a_rehearsal_changes_nothing(stage, main, steps) -> None:
    edits = [Edit(drop="ask_phone"), Edit(move="page", before="read")]
    changed = edited(stage.script.walkthrough, edits)
    assert rehearse(stage, changed, before=main).attempt == rehearse(stage, changed).attempt


def test_a_refused_try_is_in_the_log_and_changes_nothing(stage: Stage, steps) -> None:
    played = rehearse(stage, [steps["hall.call_next"], steps["hall.call_next"]]).played[1]
    assert played.event and not played.accepted
    assert (played.event["seq"], played.event["reason"], list(played.changes)) == (2, "serving", [])


def test_a_step_that_cannot_be_filled_in_is_no_step(stage: Stage, steps) -> None:
    played = rehearse(stage, [steps["result"], steps["hall.call_next"]]).played
    assert played[0].event is None
    assert "没有所指" in str(played[0].why_not)
    assert played[1].event and played[1].event["seq"] == 1


def test_a_log_says_what_to_confirm_and_which_step_others_wait_for(stage, steps, layout) -> None:
    unsure = steps["result"].model_copy(update={"confirm": []})
    way = [unsure if step is steps["result"] else step for step in stage.script.walkthrough]
    said = told(rehearse(stage, way), layout)
    assert '只是提醒，照办就在这一步写 confirm = ["not_accepted"]' in said
    assert "print（hall.print_notice）填不出来：要用步骤 result 办出的，那一步没有办成" in said
    assert "sign（hall.obtain_signature）填不出来：要用步骤 print 办出的，那一步没有办成" in said
    end = said[said.index("没有办成的步骤，共 2 步：") :].splitlines()
    assert len(end) == 3 and re.match(
        r"  z01\.toml:\d+ › walkthrough › 第10项“result”：步骤 result 没有办成：", end[1]
    )
    assert end[1].endswith('confirm = ["not_accepted"]')


def test_a_stubborn_contestant_confirms_what_is_asked(stage, main, steps) -> None:
    unsure = [*stage.script.walkthrough]
    number = unsure.index(steps["result"])
    unsure[number] = Step(do="hall.issue_result", form=steps["result"].form)
    asked = rehearse(stage, unsure).played[number]
    confirmed = rehearse(stage, unsure, stubborn=True).played[number]
    assert asked.event and asked.event["reason"] == "not_accepted"
    assert confirmed.accepted
    assert confirmed.event and confirmed.event["confirmed"] == ["not_accepted"]


def test_the_log_is_told_with_titles_values_and_changes(main: Rehearsal, layout: Layout) -> None:
    text = told(main, layout)
    assert "个人基本信息变更（social_insurance.change_person）✓" in text
    assert re.search("› 人员 person 3901[0-9]{6}　手机号码 phone：142", text)
    assert "00:10  叫号" in text


def test_who_is_missing_from_a_list_that_a_rule_leaves_alone_is_written_there() -> None:
    script = all_cases()["E09"]
    assert excepting(script, "unlinked_person") == "这是与本案有关的人、单位，就写进 linked"
    assert excepting(script, "agent_checked") == ""
