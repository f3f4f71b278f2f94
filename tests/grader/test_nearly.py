"""What came near without being what was sought, and sentences that were not said, in words of the hall."""

from typing import Any

import grader
from tests.grader.builders import WORDS, attempt, by_id, event, rule, script, selector

LOOK, CHECK, OPEN, SAY, SIGN = "hall.view", "hall.verify", "person.open", "hall.say", "hall.sign"
STORY: dict[str, Any] = {
    **WORDS,
    "operations": {LOOK: "查看材料", CHECK: "核验材料", OPEN: "人员参保信息", SAY: "对群众说", SIGN: "请群众签收"},
    "fields": {f"{CHECK}.paper": "材料", f"{CHECK}.finding": "核验意见"},
    "codes": {f"{SAY}.topic": {"tell_use": "告知新卡启用", "greet": "问候请坐"}},
    "papers": {"M1": "单位授权委托书（云帆公司）", "M2": "居民身份证（陈某）"},
    "works_on": {LOOK: "paper", CHECK: "paper", SIGN: "printout", "tell_use": "printout"},
}  # fmt: skip
CHECKED = rule("before", a=selector(CHECK, {"paper": "M1"}), b=selector(OPEN))


def told(wanted: Any, *events: Any) -> dict[str, Any]:
    """The only explanation of a rule's mark."""
    card = grader.mark(attempt(events), script(rules=[wanted], words=STORY))
    (found,) = (f["explanation"] for f in by_id(card, wanted["id"])["findings"] if not f["met"])
    explanation: dict[str, Any] = found
    return explanation


def look(seq: int, paper: str = "M1", **more: Any) -> Any:
    return event(seq, LOOK, data={"paper": paper}, **more)


def test_a_paper_that_was_looked_at_and_not_checked_comes_near() -> None:
    said = told(CHECKED, look(1), look(2, "M2"), event(3, OPEN))
    assert said["nearest"] == "第1步“查看材料”（单位授权委托书（云帆公司）），没有“核验材料”。"
    assert said["sentence"] == (
        "第3步“人员参保信息”之前，没有“核验材料”（材料：单位授权委托书（云帆公司））。"
    )


def test_of_several_looks_the_last_before_comes_nearest_and_one_after_says_so() -> None:
    assert told(CHECKED, look(1), look(2), event(3, OPEN))["nearest"].startswith("第2步")
    later = told(CHECKED, event(1, OPEN), look(2))["nearest"]
    assert later == "第2步“查看材料”（单位授权委托书（云帆公司）），在第1步之后，没有“核验材料”。"


def test_another_paper_a_refused_look_and_what_the_script_has_no_words_for_come_not_near() -> None:
    for steps in ([look(1, "M2")], [look(1, accepted=False)], [event(1, SAY)]):
        assert told(CHECKED, *steps, event(2, OPEN))["nearest"] == "没有相近的操作。"


def test_the_operation_itself_comes_nearer_than_another_like_it() -> None:
    late = event(3, CHECK, data={"paper": "M1"})
    said = told(CHECKED, look(1), event(2, OPEN), late)["nearest"]
    assert said == "第3步“核验材料”，做对了，但在第2步之后。"


def test_where_the_steps_are_to_agree_the_thing_of_the_step_that_raised_it_counts() -> None:
    same = rule("before", a=selector(CHECK), b=selector(OPEN), same=["person"])
    opened = event(2, OPEN, data={"person": "P1"})
    for person, near in (("P1", True), ("P2", False)):
        seen = look(1, facts={"person": person})
        assert told(same, seen, opened)["nearest"].startswith("第1步") is near


def test_a_value_left_empty_is_told_as_not_filled_in() -> None:
    wanted = rule("happens", a=selector(CHECK, {"paper": "M1", "finding": "真实"}))
    said = told(wanted, event(1, CHECK, data={"paper": "M1", "finding": ""}))["nearest"]
    assert said == "第1步“核验材料”，没有填核验意见，应为真实。"


def test_what_was_not_said_is_told_as_a_sentence_to_the_citizen() -> None:
    wanted = rule("happens", a=selector(SAY, {"topic": "tell_use"}))
    said = told(wanted, event(1, OPEN))
    assert (said["sentence"], said["expected"], said["actual"]) == (
        "没有对群众说“告知新卡启用”。", "对群众说“告知新卡启用”1次", "没有说",
    )  # fmt: skip
    never = rule("never", x=selector(SAY, {"topic": "greet"}), penalty=100, cap=100)
    assert told(never, event(1, SAY, facts={"topic": "greet"}))["sentence"] == (
        "第1步不该对群众说“问候请坐”。"
    )


def test_a_notice_that_was_signed_is_named_where_the_sentence_may_stand_on_it() -> None:
    signed = [event(1, SIGN), event(2, SIGN), event(3, SIGN, accepted=False)]
    for topic, near in (
        ("tell_use", "没有相近的话；第2步“请群众签收”的文书上写了什么，请看文书。"),
        ("greet", "没有相近的话。"),
    ):
        assert told(rule("happens", a=selector(SAY, {"topic": topic})), *signed)["nearest"] == near
