"""The six parts of a lost point, in Chinese."""

import inspect
import re
import sys

import pytest

import grader
from grader import explain
from grader.findings import Reason
from grader.sentences import SAID, SENTENCES, STOPPED
from tests.grader.builders import (
    WORDS,
    altered,
    attempt,
    by_id,
    event,
    expectation,
    field,
    made,
    rule,
    script,
    selector,
    service,
)

CHECK, SAVE = "outside.check_police", "social_insurance.change_person"
FIRST = rule("before", a=selector(CHECK), b=selector(SAVE), same=["person"], title="先核验再变更")


def check(seq, person="P1", **changes):
    return event(seq, CHECK, facts={"person": person}, **changes)


def save(seq, person="P1", **changes):
    return event(seq, SAVE, data={"person": person, "name": "林晓燕"}, **changes)


def said(wanted, *events, **parts):
    """The only explanation of a rule's mark."""
    card = grader.mark(attempt(events), script(rules=[wanted], **parts))
    (told,) = [f["explanation"] for f in by_id(card, wanted["id"])["findings"] if not f["met"]]
    return told


def seen(wanted, *changes):
    """The only explanation of an expectation's mark."""
    cast = made(0, "person", "P1", person="P1", name="林小燕", sex="2")
    card = grader.mark(attempt(changes=[cast, *changes]), script(wanted))
    (told,) = [f["explanation"] for f in by_id(card, wanted["id"])["findings"] if not f["met"]]
    return told


def test_who_asks_for_points_alone_is_told_the_same_card_without_explanations():
    given = attempt([save(1), check(2)]), script(rules=[FIRST])
    card, bare = grader.mark(*given), grader.mark(*given, why=False)
    told = [f.pop("explanation") for mark in card["marks"] for f in mark["findings"]]
    assert any(told)
    assert not any(f.pop("explanation") for mark in bare["marks"] for f in mark["findings"])
    assert bare == card


def test_every_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Reason)


def test_sentences_ask_for_words_that_there_are_and_no_word_is_there_for_nothing() -> None:
    sentences = "".join("".join(each) for each in (*SENTENCES.values(), *SAID.values(), STOPPED))
    asked = set(re.findall(r"\{it\.(\w+)", sentences))
    words = {name for name, each in vars(explain.Lost).items() if isinstance(each, property)}
    assert asked <= words | set(explain.Lost._fields)
    used = set(re.findall(r"(?:self|lost)\.(\w+)", inspect.getsource(explain)))
    assert words <= asked | used


def test_the_six_parts_of_a_step_taken_too_early() -> None:
    steps = [event(1), check(2, "P2"), save(3, at_ms=312000), check(4, at_ms=422000)]
    assert said(FIRST, *steps) == {
        "sentence": "第3步“个人基本信息变更”之前，没有同一人员的“公安身份核验”。",
        "worth": 600,
        "earned": 0,
        "lost": 600,
        "because": "第3步 · 05:12 · 个人基本信息变更",
        "values": ["人员：林晓燕（P1）", "姓名：林晓燕"],
        "settled_by": "",
        "searched": "第1–2步，操作“公安身份核验”，同一人员",
        "nearest": "第2步“公安身份核验”，人员为陈某（P2），应为林晓燕（P1）；"
        "第4步“公安身份核验”，做对了，但在第3步之后。",
        "expected": "在第3步之前有同一人员的“公安身份核验”",
        "actual": "第2步、第4步不符合要求",
        "basis": "R24 · 先核验再变更 · 脚本 v2",
    }


def test_a_refused_try_says_why_it_was_refused() -> None:
    told = said(FIRST, check(1, accepted=False, message="未读证件"), save(2))
    assert told["nearest"] == "第1步“公安身份核验”，未被受理（未读证件）。"
    tried = FIRST | {"b": selector(SAVE, tried=True)}
    told = said(tried, save(1, accepted=False, reason="no_card"))
    assert told["because"] == "第1步 · 00:01 · 个人基本信息变更 · 未办理（no_card）"


def test_an_absence_says_where_it_was_sought_even_where_there_was_nothing() -> None:
    told = said(FIRST, save(1))
    assert (told["searched"], told["nearest"]) == ("此范围内没有任何操作", "没有相近的操作。")
    assert told["actual"] == "没有做"


def test_a_sentence_that_was_not_said_names_no_other_as_near() -> None:
    wanted = rule("happens", a=selector("hall.say", {"topic": "tell_base"}))
    greeting = event(1, "hall.say", facts={"topic": "greet", "left_out": []})
    assert said(wanted, greeting)["nearest"] == "没有相近的话。"
    both = event(1, "hall.say", facts={"topic": "greet", "left_out": ["tell_base"]})
    assert said(wanted, both)["nearest"].startswith("第1步")


def test_where_a_few_are_allowed_they_are_named_beside_what_was_done() -> None:
    wanted = rule("never", x=selector(SAVE, **{"except": {"person": ["P1", "P2"]}}))
    told = said(wanted, save(1, "P3"))
    assert told["sentence"] == "第1步不该有“个人基本信息变更”（人员：P3）。"
    assert told["expected"] == "人员只可为：林晓燕（P1）、陈某（P2）"
    assert (told["worth"], told["earned"], told["lost"]) == (0, -200, 200)
    assert told["settled_by"] == "第1步 · 00:01 · 个人基本信息变更"


def test_where_many_are_allowed_only_what_was_done_is_named() -> None:
    many = [f"P{number}" for number in range(10, 70)]
    told = said(rule("never", x=selector(SAVE, **{"except": {"person": many}})), save(1, "P3"))
    assert told["sentence"] == "第1步不该有“个人基本信息变更”（人员：P3）。"
    assert told["expected"] == "不进行“个人基本信息变更”（人员：P3）"
    assert not any("P10" in str(part) for part in told.values())


def test_the_nearest_of_many_that_are_left_out_is_told_without_the_list() -> None:
    left_out = selector(SAVE, **{"except": {"person": ["P1", "P2"]}})
    told = said(rule("happens", a=left_out), save(1))
    assert told["nearest"] == "第1步“个人基本信息变更”，人员为林晓燕（P1），不符合要求。"
    assert told["sentence"] == "没有“个人基本信息变更”。"


def test_a_table_is_told_by_what_it_has() -> None:
    barred = selector(SAVE, **{"except": {"done": [{"person": "P1"}]}})
    done = save(1, facts={"done": [{"item": "A", "person": "P1"}]})
    told = said(
        rule("happens", a=barred), done, words=WORDS | {"codes": {"item.item": {"A": "变更"}}}
    )
    assert told["nearest"] == "第1步“个人基本信息变更”，done为变更 林晓燕（P1），不符合要求。"


def test_the_nearest_that_has_none_of_several_values_is_told_with_those_it_may_have() -> None:
    one_of = selector(SAVE, among={"person": ["P1", "P2"]})
    told = said(rule("happens", a=one_of), save(1, "P3"))
    assert told["sentence"] == "没有“个人基本信息变更”（人员：林晓燕（P1）、陈某（P2））。"
    assert told["nearest"] == "第1步“个人基本信息变更”，人员为P3，应为林晓燕（P1）、陈某（P2）。"


def test_late_tells_the_seconds_over() -> None:
    wanted = rule("within", a=selector(CHECK), b=selector(SAVE), seconds=60)
    told = said(wanted, check(1), save(2, at_ms=73500))
    assert told["sentence"] == (
        "第1步“公安身份核验”之后，第2步才完成“个人基本信息变更”，超时13秒。"
    )


def test_a_span_names_what_opened_it_and_what_would_have_closed_it() -> None:
    letters = {"x": selector(SAVE), "a": selector(CHECK), "b": selector("hall.greet")}
    told = said(rule("not_between", **letters), check(1), save(2))
    assert told["sentence"] == (
        "第2步做了“个人基本信息变更”，而第1步“公安身份核验”之后、“问候”之前不该做。"
    )


LEVIED = expectation(
    "created",
    "levy",
    {"person": "P1", "insurance": "110"},
    fields=[field("base", 468000, 1000, "fen")],
    points=500,
)


def test_money_is_yuan_and_codes_are_words() -> None:
    row = {"person": "P1", "insurance": "110", "base": 390000}
    told = seen(LEVIED, made(1, "levy", "HD1", **row))
    assert told["sentence"] == "缴费核定的“缴费基数”应为4,680.00元，实为3,900.00元。"
    assert (told["worth"], told["earned"], told["lost"]) == (1000, 0, 1000)
    assert told["because"] == "本案要求做到"
    assert told["settled_by"] == "第1步 · 00:01 · 问候"


def test_a_missing_record_names_itself_and_the_nearest_one() -> None:
    told = seen(LEVIED, made(1, "levy", "HD1", person="P2", insurance="110"))
    assert told["sentence"] == "没有应有的缴费核定记录（人员：林晓燕（P1），险种：职工养老）。"
    assert told["nearest"] == "第1步写入的缴费核定记录HD1，人员为陈某（P2），应为林晓燕（P1）。"
    assert told["expected"] == "新增一条：缴费基数：4,680.00元"


COUNTED = expectation("exactly", "levy", {"person": "P1"}, points=700)


def test_a_wrong_count_is_told_of_what_the_attempt_did_not_of_all_there_is() -> None:
    told = seen(COUNTED)
    assert told["sentence"] == (
        "经办中新增或改动的缴费核定记录（人员：林晓燕（P1））应有1条，实有0条。"
    )
    assert (told["actual"], told["settled_by"]) == ("0条", "")
    assert told["searched"] == "全部变动中的缴费核定记录（人员：林晓燕（P1））"


def test_too_many_are_named_and_too_few_are_told_with_where_they_were_sought() -> None:
    two = [made(n, "levy", f"HD{n}", person="P1") for n in (1, 2)]
    told = seen(COUNTED, *two)
    assert (told["actual"], told["searched"]) == ("2条：HD1、HD2", "")
    assert told["settled_by"].startswith("第2步")
    told = seen(COUNTED | {"count": 3}, *two)
    assert (told["actual"], told["settled_by"]) == ("2条：HD1、HD2", "")
    assert told["searched"].startswith("全部变动中的")


def levy(seq, base=468000, person="P1", **changes):
    """A try to assess, which a caution stopped."""
    stopped = {"accepted": False, "message": "与登记的基数不一致，请核对。"}
    data = {"person": person, "base": base, "months": ["2026-06"]}
    return event(seq, SAVE, data=data, **stopped | changes)


def missing(*events):
    """What is told of an assessment that was never made."""
    card = grader.mark(attempt(events), script(LEVIED))
    (told,) = [f["explanation"] for f in by_id(card, LEVIED["id"])["findings"] if not f["met"]]
    return told


def test_a_missing_record_names_the_try_that_was_stopped() -> None:
    told = missing(event(1), levy(2))
    assert told["sentence"] == (
        "第2步“个人基本信息变更”没有办成，"
        "应有的缴费核定记录（人员：林晓燕（P1），险种：职工养老）没有办理。"
    )
    assert told["nearest"] == "第2步“个人基本信息变更”，未被受理（与登记的基数不一致，请核对。）。"
    assert (told["lost"], told["actual"]) == (1500, "没有办成，此后没有再办")


@pytest.mark.parametrize(
    "tries",
    [
        [levy(1, person="P2")],
        [levy(1, base=390000)],
        [levy(1), levy(2, accepted=True)],
        [event(1, SAVE, data={"person": "P1"}, accepted=False)],
    ],
    ids=["for another person", "of another sum", "made good later", "too little said"],
)
def test_a_try_that_would_not_have_made_the_record_is_not_named(tries) -> None:
    told = missing(*tries)
    assert told["sentence"].startswith("没有应有的缴费核定记录")
    assert told["nearest"] == "没有相近的记录。"


def test_a_step_that_is_refused_again_and_again_costs_its_marks_no_more_each_time() -> None:
    def calls(tries: int) -> int:
        log, count = attempt(map(levy, range(1, tries + 1))), 0

        def count_one(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(count_one)
        grader.mark(log, script(LEVIED))
        sys.setprofile(None)
        return count

    assert calls(400) < 2.2 * calls(200)


def test_what_came_nearest_is_told_of_the_first_fifty_that_a_rule_misses() -> None:
    steps = [check(1, "P2"), *map(save, range(2, 62))]
    card = grader.mark(attempt(steps), script(rules=[FIRST]))
    told = [each["explanation"]["nearest"] for each in by_id(card, FIRST["id"])["findings"]]
    assert ["人员为陈某" in each for each in told] == [True] * 50 + [False] * 10
    assert {*told[50:]} == {""}


def test_an_unwanted_record_is_told_by_what_was_entered_and_found_by_its_key() -> None:
    guard = expectation("unchanged", "levy", {"person": "P1"}, penalty=300, cap=300)
    steps = [event(1, SAVE, data={"name": "林晓燕"})]
    found = made(1, "levy", "HD000101", person="P1", insurance="110", base=468000)
    card = grader.mark(attempt(steps, [found]), script(guard))
    (told,) = [f["explanation"] for f in by_id(card, guard["id"])["findings"]]
    assert told["sentence"] == (
        "第1步“个人基本信息变更”（姓名：林晓燕）新增了不得新增的缴费核定记录。"
    )
    assert told["actual"] == "新增了缴费核定记录HD000101"


def test_a_change_nobody_asked_for_shows_before_and_after() -> None:
    guard = expectation("unchanged", "person", {"person": "P1"}, penalty=300, cap=300)
    told = seen(guard, altered(1, "person", "P1", {"person": "P1", "sex": "2"}, sex="1"))
    assert told["sentence"] == "第1步改动了不得改动的人员记录P1。"
    assert (told["expected"], told["actual"]) == ("保持性别：女", "改为性别：男")


PERSON = {"person": "P1", "name": "林小燕", "sex": "2"}
OTHER = PERSON | {"person": "P1", "name": "林小艳"}
CHANGED = altered(1, "person", "P1", PERSON, name="林晓艳")
BOTH = [CHANGED, altered(1, "person", "PX", OTHER, name="林晓艳")]
TWINS = [made(1, "levy", key, person="P1", insurance="110") for key in ("HD1", "HD2")]
NAMED = {"where": {"person": "P1"}, "fields": [field("name", "林晓燕", 100)]}


def person(word, **changes):
    return expectation(word, "person", **NAMED | changes)


HARM = {"fields": [], "penalty": 100, "cap": 100}
PAIR = {"a": selector(CHECK), "b": selector(SAVE)}
SPAN = {"x": selector(SAVE), "a": selector(CHECK), "b": selector("hall.greet")}
LATE = [check(1), save(2, at_ms=99000)]

EXAMPLES = {
    Reason.HAPPENS_MISSING: (rule("happens", a=selector(CHECK), times=2), [check(1)]),
    Reason.NEVER_BROKEN: (rule("never", x=selector(SAVE)), [save(1)]),
    Reason.AT_MOST_EXCEEDED: (rule("at_most", x=selector(SAVE)), [save(1), save(2)]),
    Reason.BEFORE_MISSING: (FIRST, [save(1)]),
    Reason.AFTER_MISSING: (rule("after", **PAIR), [save(1), check(2)]),
    Reason.WITHIN_MISSING: (rule("within", **PAIR), [save(1), check(2)]),
    Reason.WITHIN_LATE: (rule("within", **PAIR), LATE),
    Reason.NOT_BETWEEN_BROKEN: (rule("not_between", **SPAN), [check(1), save(2)]),
    Reason.BY_MISSING: (rule("by", a=selector(SAVE)), [check(1)]),
    Reason.BY_LATE: (rule("by", a=selector(SAVE)), LATE),
    Reason.NEVER_AROSE: (rule("after", **PAIR), [save(1)]),
    Reason.UNTOUCHED: (service(), []),
    Reason.CREATED_MISSING: (LEVIED, [CHANGED]),
    Reason.CREATED_DOUBLED: (LEVIED, TWINS),
    Reason.CHANGED_MISSING: (person("changed"), [made(1, "person", "PX", **PERSON)]),
    Reason.CHANGED_DOUBLED: (person("changed"), BOTH),
    Reason.CLOSED_MISSING: (person("closed"), TWINS),
    Reason.CLOSED_DOUBLED: (person("closed"), BOTH),
    Reason.NOT_CLOSED: (person("closed", points=100), [CHANGED]),
    Reason.FIELD_DIFFERS: (person("changed"), [CHANGED]),
    Reason.COUNT_DIFFERS: (person("exactly", points=100), [CHANGED]),
    Reason.GUARDED_CREATED: (person("unchanged", **HARM), [made(1, "person", "PX", **PERSON)]),
    Reason.GUARDED_CHANGED: (person("unchanged", **HARM), [CHANGED]),
    Reason.UNASKED_CREATED: (LEVIED, [made(1, "person", "PX", **PERSON)]),
    Reason.UNASKED_CHANGED: (LEVIED, [CHANGED]),
}


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_can_come_about_and_is_told_in_the_words_of_the_hall(reason) -> None:
    wanted, story = EXAMPLES[reason]
    if "levels" in wanted:
        card = grader.mark(attempt(story), script(service=[wanted]))
    elif "word" in wanted:
        card = grader.mark(attempt(story), script(rules=[wanted]))
    else:
        costs = {"side_effects": {"penalty": 100, "cap": 100, "group": "records"}}
        card = grader.mark(attempt(changes=story), script(wanted, **costs))
    findings = [finding for mark in card["marks"] for finding in mark["findings"]]
    (told, *_) = [f["explanation"] for f in findings if f["reason"] == reason]
    words = "".join(str(part) for part in told.values())
    assert "None" not in words
    assert not any(name in words for name in ("outside.", "social_insurance.", "person", "levy"))
    assert told["lost"] > 0


def test_what_has_no_word_stands_for_itself() -> None:
    told = said(rule("never", x=selector("hall.peek", {"mood": "calm"})), peek(1), words={})
    assert told["expected"] == "不进行“hall.peek”（mood：calm）"


def peek(seq):
    return event(seq, "hall.peek", data={"mood": "calm"})


def test_what_was_left_empty_is_not_told_as_entered() -> None:
    told = said(rule("never", x=selector(SAVE)), event(1, SAVE, data={"name": "", "person": "P1"}))
    assert told["values"] == ["人员：林晓燕（P1）"]


def test_a_rule_whose_obligation_never_arose_says_what_was_not_done_and_what_came_near() -> None:
    named = rule("before", a=selector(CHECK), b=selector(SAVE, {"person": "P1"}), same=["person"])
    told = said(named, check(1), save(2, "P2"))
    assert told["sentence"].startswith("没有“个人基本信息变更”")
    assert (told["because"], told["lost"]) == ("没有哪一步引起本项要求", 600)
    assert told["nearest"].startswith("第2步")


def test_what_a_field_must_have_is_told_beside_what_it_may_have() -> None:
    both = selector(SAVE, {"person": "P1"}, among={"person": ["P1", "P2"]})
    told = said(rule("happens", a=both))
    assert "（人员：林晓燕（P1），人员：林晓燕（P1）、陈某（P2））" in told["sentence"]
