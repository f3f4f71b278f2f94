"""What a call is about, and what is told of its arguments."""

import pytest

from tests.scenarios.reading.conftest import Expand, told

TWO_ITEMS = """
use = [{{ for_item = "C02", who = "citizen" }}, {{ for_item = "A09", who = "citizen" }}]
walkthrough = [{{ open = "C02", who = "citizen" }}, {{ open = "A09", who = "citizen", as = "changing" }}, {{ {} }}]
"""


@pytest.mark.parametrize(
    ("call", "item"),
    [
        ('refuse = "out_of_scope"', "C02"),
        ('refuse = "out_of_scope", of = "changing"', "A09"),
    ],
)
def test_a_call_is_about_the_item_of_the_step_it_goes_on_from(
    expand: Expand, call: str, item: str
) -> None:
    said = expand(TWO_ITEMS.format(f'{call}, points = "5"'))
    assert said["expect"][-1]["where"]["item"] == item


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ('item = "C02"', "changing 收件时 item 是 A09，这里写的是 C02"),
        ('item = ["C02"]', "changing 收件时 item 是 A09，这里写的是 C02"),
        ('who = "agent"', "changing 收件时 who 是 citizen，这里写的是 agent"),
        ('item = ["C02", "A09"]', ""),
        ('item = "$matter.code"', ""),
        ('who = "citizen"', ""),
    ],
)
def test_what_the_step_it_goes_on_from_says_otherwise_is_told(
    expand: Expand, said: str, what: str
) -> None:
    call = TWO_ITEMS.format(f'verify = "letter", of = "changing", {said}')
    if not what:
        expand(call)
        return
    [problem] = told(expand, call)
    assert what in problem and "请改正 of、这里的" in problem and "或者收件时的" in problem


def test_an_item_there_is_not_is_told_where_it_is_opened_and_not_where_a_step_goes_on(
    expand: Expand,
) -> None:
    call = TWO_ITEMS.format('verify = "letter", of = "changing", item = "A09"')
    [problem] = told(expand, call.replace('open = "A09"', 'open = "A099"'))
    assert "“open A099”：没有名为“A099”的事项，可用的有：A09 个人基本信息变更" in problem


@pytest.mark.parametrize(
    ("openings", "who"),
    [
        ('{ open = "A09", who = "citizen" }, { open = "A09", who = "agent", as = "other" }', "agent"),
        ('{ open = "A09", who = "citizen" }, { open = "C02", who = "agent", as = "other" }', ""),
        ('{ open = "A09", who = "agent" }, { open = "A09", who = "agent", as = "other" }', ""),
    ],
)  # fmt: skip
def test_who_an_application_is_for_comes_from_its_opening_where_the_item_does_not_tell_it(
    expand: Expand, openings: str, who: str
) -> None:
    said = expand(
        f'walkthrough = [{openings}, {{ verify = "letter", of = "other", points = "5" }}]'
    )
    assert said["rules"][0]["a"]["among"].get("applicant", []) == (
        [f"${who}.person"] if who else []
    )


def test_a_move_of_an_author_may_open_an_application_without_a_name(expand: Expand) -> None:
    quick = """
title = "收件"
about = "收件"
[parameters]
item = { about = "事项", needed = true }
[[walkthrough]]
do = "hall.open_application"
form = { item = "%item" }
"""
    said = expand('walkthrough = [{ quick = "C02" }]', moves__quick=quick)
    assert said["walkthrough"][0]["form"] == {"item": "C02"}


def test_a_call_that_may_be_about_either_of_two_items_must_say_which(expand: Expand) -> None:
    [problem] = told(expand, TWO_ITEMS.format('refuse = "out_of_scope", of = "elsewhere"'))
    assert "“refuse out_of_scope”：of：“elsewhere”不是收件的步骤，不知道 refuse 的 item" in problem
    assert "在别处收件的写明 item；可用的有：changing、" in problem


def test_a_name_given_with_a_dollar_is_told_where_it_is_given(expand: Expand) -> None:
    [problem] = told(expand, 'walkthrough = [{ read = "$citizen", points = "5" }]')
    assert problem.endswith("：who 这里写人物的名称，不带 $，写成 “citizen”")


def test_a_topic_nobody_knows_is_told_where_it_is_said_and_not_where_its_step_is_missed(
    expand: Expand,
) -> None:
    said = """
walkthrough = [
  { say = "ask_fone" },
  { say = "own_one" },
]
topics = [{ code = "own_one" }]
rules = [{ order = "ask_phone", then = "own_one", title = "先问", penalty = "1", late = "晚" }]
"""
    [problem] = told(expand, said)
    assert problem.startswith("x01.toml:3 › walkthrough › 第1项“say ask_fone”")
    assert problem.endswith("没有名为“ask_fone”的话题，是否想写“ask_phone”？")


def test_a_name_is_one_text_and_no_list_and_no_table(expand: Expand) -> None:
    for said in ('["changing"]', "{ a = 1 }"):
        problems = told(expand, TWO_ITEMS.format(f'verify = "letter", of = {said}'))
        assert any("：of 应写一个名称（" in each for each in problems), said


def test_a_step_that_goes_on_from_an_application_opens_none_to_go_on_from(expand: Expand) -> None:
    closed = 'result = "A09", who = "citizen", of = "changing" }, {'
    [problem] = told(expand, TWO_ITEMS.format(f'{closed} refuse = "out_of_scope", of = "result"'))
    assert "of：“result”不是收件的步骤" in problem


@pytest.mark.parametrize(
    ("item", "called"), [("A09", "个人基本信息变更"), ("X99", "本事项"), ("$due.item", "本事项")]
)
def test_a_result_is_called_by_its_item_and_by_none_where_nobody_knows_it(
    expand: Expand, item: str, called: str
) -> None:
    said = expand(f'walkthrough = [{{ result = "{item}", who = "citizen", points = "5" }}]')
    assert said["expect"][0]["title"] == f"{called}办结并出具通知"
