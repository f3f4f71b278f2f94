"""What the log and scorecards keep in Chinese is said in English, as far as that is certain."""

import random
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import grader
from grader.sentences import SENTENCES
from sandbox.language import CHINESE, ENGLISH, language_of, languages
from sandbox.recall import CERTAIN, OFFICIAL, Recall, _forms
from scenarios.playing.rehearse import Rehearsal, Stage, rehearse
from scenarios.proving.bystanders import two_bystanders
from scenarios.reading.script import CaseScript
from scenarios.reading.ways import Step
from scenarios.shelf import all_cases
from tests.sample import examples, sampled

WORDS = languages()[ENGLISH]
PARTS = ("sentence", "because", "settled_by", "searched", "nearest", "expected", "actual")


def in_english(text: str) -> str:
    return Recall(WORDS)(text)


def wrong_ways(script: CaseScript) -> Iterator[list[Step]]:
    """The walkthrough cut short, without each of its steps, and backwards."""
    right = list(script.walkthrough)
    yield from ([], right[: len(right) // 2], right[::-1])
    yield from ([*right[:place], *right[place + 1 :]] for place in range(len(right)))


def texts(card: dict[str, Any], played: Rehearsal) -> Iterator[str]:
    """Every text of the evidence and of the log."""
    for event in played.attempt["events"]:
        yield event["message"]
    for mark in card["marks"]:
        for finding in mark["findings"]:
            if said := finding["explanation"]:
                yield from (said[part] for part in PARTS)
                yield from said["values"]


def strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (text for each in value.values() for text in strings(each))
        case list():
            yield from (text for each in value for text in strings(each))


def content(stage: Stage, played: Rehearsal) -> list[str]:
    """The texts of a case that are Chinese by nature, the longest first: names, addresses, words
    typed and said; and official titles, which English stands beside."""
    typed = [event["data"] for event in played.attempt["events"]]
    told_in_case = strings([typed, played.attempt["changes"], stage.compiled["alternatives"]])
    return sorted({*told_in_case, *OFFICIAL} - {""}, key=len, reverse=True)


def without(text: str, known: list[str]) -> str:
    for each in known:
        text = text.replace(each, "")
    return text


@pytest.mark.parametrize("case", sampled())
def test_evidence_and_messages_leave_nothing_but_content_in_chinese(case: str) -> None:
    script = all_cases()[case]
    stage, left = Stage(script, 0, two_bystanders()), set()
    for steps in (script.walkthrough, *wrong_ways(script)):
        played = rehearse(stage, steps, stubborn=True)
        known = content(stage, played)
        said = map(in_english, texts(grader.mark(played.attempt, stage.compiled), played))
        left |= {text for text in said if re.search("[\u4e00-\u9fff。]", without(text, known))}
    assert left == set()


@pytest.mark.parametrize("reason", SENTENCES, ids=str)
def test_every_sentence_of_the_grader_has_english(reason: Any) -> None:
    for template in SENTENCES[reason]:
        if re.fullmatch(r"{it\.\w+}", template):
            continue
        assert _msgid(template) in WORDS.catalogue, template


def _msgid(template: str) -> str:
    """A sentence of the grader as the catalogue calls it."""
    text = re.sub(r"{it\.(?:finding\.)?(\w+)}", r"{\1}", template)
    named = text.replace("{operation}", "“{title}”").replace("应有{expected}条", "应有{count}条")
    return named.replace("{expected}条", "{count}条").replace("{actual}条", "{number}条")


def test_no_sentence_is_made_of_values_and_stops_that_any_text_has() -> None:
    stops = [text for text in WORDS.catalogue if re.fullmatch(r"({\w+}|[，；。、])+", text)]
    assert [text for text in stops if not CERTAIN & set(re.findall(r"{(\w+)}", text))] == []


def test_values_are_recalled_inside_a_sentence() -> None:
    text = "第3步“公安身份核验”之前，没有个人编号相同的“读取身份证”（材料：居民户口簿）。"
    assert in_english(text) == (
        "step 3, “公安身份核验 Police identity check”: no earlier “读取身份证 Read the identity card”"
        " (Papers: Household register) was found. (Same: Personal number.)"
    )


def test_the_last_value_of_a_sentence_leaves_the_stop_to_the_sentence() -> None:
    text = "第6步“读取身份证”，个人编号为何静宜（P1），应为罗鹏飞（P3）。"
    assert in_english(text).endswith("Personal number is 何静宜 (P1), expected 罗鹏飞 (P3).")


def test_the_basis_keeps_its_chinese_and_names_the_version_in_english() -> None:
    assert in_english("《社会保险法》第五十八条 · 先公安核验再变更姓名 · 脚本 v2") == (
        "《社会保险法》第五十八条 · 先公安核验再变更姓名 · script v2"
    )


def test_a_list_is_taken_apart_only_where_each_part_is_certain() -> None:
    assert in_english("姓名：赵六，材料：居民户口簿") == "Name: 赵六, Papers: Household register"
    assert in_english("核验意见：真实有效，与当事人相符") == (
        "Opinion of the check: Genuine, valid, of this person"
    )


@pytest.mark.parametrize(
    "text", ["赵六说：不行，明天再来。", "已登记：甲在乙在丙参加 2 个险种。", ""]
)
def test_what_is_not_certain_stays_as_it_was_written(text: str) -> None:
    assert in_english(text) == text


def test_chinese_is_left_alone() -> None:
    text = "第3步“读取身份证”，未被受理（桌面上没有这份材料，请先请群众出示。）。"
    assert Recall(languages()[CHINESE])(text) == text


def test_what_people_typed_is_never_said_in_other_words() -> None:
    assert in_english("说明：真实有效，与当事人相符") == "Note: 真实有效，与当事人相符"
    assert in_english("姓名：男，说明：女，男，材料：居民户口簿") == (
        "Name: 男, Note: 女，男, Papers: Household register"
    )
    assert in_english("人员的“姓名”应为男，实为女。") == "Person, “Name”: expected 男, actual 女."


MOST_SECONDS = 0.5
"""Ten times what the worst text known takes on an idle machine."""


def seconds_recalling(text: str) -> float:
    began = time.process_time()
    in_english(text)
    return time.process_time() - began


SEPARATORS = "，；、\n"
TYPED = some.text(some.sampled_from("甲男a：为“”（） " + SEPARATORS), min_size=500, max_size=500)
PIECES = sorted(set(re.split(r"{\w+}", "{_}".join(m for m in WORDS.catalogue if "{" in m))) - {""})
REPEATED = some.lists(some.sampled_from([*PIECES, *SEPARATORS, "甲"]), min_size=1, max_size=6)


@given(TYPED)
@settings(max_examples=examples(100, 40), deadline=None)
def test_any_text_is_recalled_in_a_moment(text: str) -> None:
    assert seconds_recalling(f"说明：{text}") < MOST_SECONDS
    assert seconds_recalling(f"未被受理（{text}）") < MOST_SECONDS


@given(REPEATED)
@settings(max_examples=examples(100, 40), deadline=None)
def test_a_text_of_pieces_of_our_sentences_is_recalled_in_a_moment(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert seconds_recalling((text * 500)[:500]) < MOST_SECONDS


def test_a_text_in_which_a_sentence_may_lie_in_any_number_of_ways_is_recalled_in_a_moment() -> None:
    """As two that were typed stand side by side in what is told of a mark."""
    for form in _forms(ENGLISH):
        each = 1_000 // len(form.fixed) if form.fixed else 0
        text = "".join((part * each)[:each] for part in form.fixed)
        assert seconds_recalling(text) < MOST_SECONDS, form.msgid


@pytest.mark.parametrize("count", [15, 16, 17, 90, 160])
@pytest.mark.parametrize("between", SEPARATORS)
def test_a_long_list_of_typed_words_is_recalled_in_a_moment(between: str, count: int) -> None:
    words = [f"{chr(0x4E00 + place)}a" for place in range(count)]
    for head in ("", "说明：", "材料：", "第3步“读取身份证”，"):
        assert seconds_recalling(head + between.join(words)) < MOST_SECONDS


def test_a_text_of_sentences_within_sentences_is_recalled() -> None:
    nested = "材料：" * 160 + "居民户口簿"
    assert in_english(nested).startswith("Papers: Papers: ")


NOTE = (
    "您好，因材料不齐，依据《社会保险经办条例》第三十八条的规定，本次不予受理；请补齐身份证、户口簿。"
    * 10
)


def test_what_is_told_of_a_note_as_long_as_can_be_typed_is_recalled() -> None:
    note = NOTE[:490]
    assert in_english(f"第12步“书面告知”，说明：{note}") == f"step 12 “书面告知”: Note: {note}"
    assert in_english(f"第3步“书面告知”，说明为{note}，应为男。").startswith(
        "step 3 “书面告知”: Note is 您"
    )


def hostile(seed: int) -> str:
    """Pieces of our sentences, as somebody would type them who wants others to wait."""
    of = random.Random(seed)
    short = [each for each in PIECES if len(each) <= 6]
    ends = ["人", "甲", "第1步", "“a”"]
    pieces = (f"{of.choice(short)}{of.randint(0, 999)}{of.choice(ends)}" for _ in range(100))
    return "".join(each + of.choice("，、；") for each in pieces)[:490]


def test_the_texts_of_a_page_are_recalled_in_a_moment_and_the_others_by_the_next_looks() -> None:
    typed, honest = [*map(hostile, range(60))], "桌面上没有这份材料，请先请群众出示。"
    others = "材料：居民户口簿"
    assert in_english(honest) != honest

    def look() -> tuple[str, str]:
        page = Recall(WORDS)
        for text in typed:
            page(text)
        return page(honest), page(others)

    began = time.process_time()
    assert look() == (in_english(honest), others), "no work is left but for what is kept"
    assert time.process_time() - began < MOST_SECONDS
    looks = 1
    while look()[1] == others:
        looks += 1
    assert 1 < looks < 10


def test_no_sentence_fills_a_place_twice() -> None:
    """One that did could not be told in English, nor any other beside it."""
    for msgid in language_of(ENGLISH).catalogue:
        places = re.findall(r"{(\w+)}", msgid)
        assert len({*places}) == len(places), msgid
