"""Kinds of values: what is typed is read as it was meant, or asked back; one idea of the same."""

import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from time import process_time
from typing import get_args
from unicodedata import category, decomposition

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import TypeAdapter

from grader import comparison
from mock_systems import spelling
from mock_systems.fields import FormField
from mock_systems.kinds import KINDS, NAME, Kind, KindName, Misread, Months, kind_of
from mock_systems.kinds.times import FOR_GOOD
from mock_systems.operation import OPERATIONS
from mock_systems.records.insurance import INSURANCE
from mock_systems.spelling import folded, keepable, same, seen

EVERY = [
    kind_of(name, INSURANCE if name in ("code", "codes") else None, 60)
    for name in get_args(KindName)
]

SPELLINGS = {
    ("date", "2026-06-05"): (
        "2026-06-05", "2026-6-5", "2026年6月5日", "2026 年 6 月 5 日", "2026.6.5", "2026。6。5", "2026/06/05",
        "20260605", "２０２６年６月５日", "2026－06－05", "2026—6—5", "2026 6 5", " 2026-06-05\u3000",
        "2026年06月05号。", "2026-06-05。", "2026\u200b-06-05", "\ufeff2026-06-05", "2026\xa0年6月5日",
    ),
    ("date", "2026-06-15"): ("15/6/2026", "6/15/2026", "15.06.2026", "１５－６－２０２６", "15-6-2026。"),
    ("date", "2026-06-06"): ("6/6/2026",),
    ("expiry", "9999-12-31"): ("长期", "长期有效", " 长\u3000期\u200b", "9999-12-31", "9999年12月31日", "99991231", "长期。", "9999年12月31日止。", "31/12/9999"),
    ("month", "2026-06"): (
        "2026年6月。", "2026年6月份。",
        "2026-06", "2026-6", "2026年6月", "2026.06", "2026/6", "202606", "２０２６年０６月", "2026 年 6 月", "2026\u200b-06",
    ),
    ("money", 390_000): (
        "3900", "3,900", "3900.00", "3,900.00", "3900元", "３９００元", "３，９００．００", "¥3900", "￥3,900.0", " 3900 元 ",
        "3\u3000900", "3\xa0900.00", "3900。00", "3900\u200b", "\xa03900.00", "3900圆", "3900圆整", "3,900.00圆", "3900块", "3900块钱", "3900元。", "3900。", "3900元0角0分",
    ),
    ("money", 390_050): ("3900元5角", "3,900元5角整", "人民币３９００圆５角", "3900块5毛", "3900 元 5 角。", "3900元5角0分"),
    ("money", 390_052): ("3900元5角2分", "￥3900圆5角2分"),
    ("money", 390_002): ("3900元零2分", "3900元2分", "3900元0角2分"),
    ("number", 12): ("12", "１２", " 12", "12\u200b", "12。"),
    ("name", "阿依古丽·买买提"): (
        "阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽・买买提", "阿依古丽．买买提", "阿依古丽.买买提", "阿依古丽･买买提", "阿依古丽∙买买提", "阿依古丽\u0387买买提", "阿依古丽⋅买买提", "阿依古丽 · 买买提",
        "阿 依 古 丽·买买提", "阿依古丽\u3000·\u3000买买提", "阿依古丽·买买提\u200b", "\u202a阿依古丽·买买提\u202c", "阿依古丽·\U000e0041买买提",
    ),
    ("address", "屿南街道12号"): ("屿南街道12号", "屿南街道１２号", "屿南街道 12 号", "屿南街道\u300012号", "屿南街道12号\ufeff"),
    ("citizen_number", "39010219920314286X"): (
        "39010219920314286X", "39010219920314286x", "３９０１０２１９９２０３１４２８６ｘ", "390102 19920314 286X",
        "390102-19920314-286x", "\u3000390102199203\u200b14286X\xa0", "390102\t19920314286X",
    ),
    ("mobile", "14200010187"): (
        "14200010187", "142 0001 0187", "142-0001-0187", "１４２０００１０１８７", "+8614200010187", "+86 142 0001 0187", "＋86-142-0001-0187",
        "8614200010187", "0086 14200010187", "（+86）14200010187", "(+86) 142-0001-0187", "(86)14200010187", "14200010187。",
    ),
    ("record", "39019C01"): ("39019C01", "39019c01", " 39019C01", "３９０１９Ｃ０１", "3901 9C01"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [(name, value, typed) for (name, value), texts in SPELLINGS.items() for typed in texts],
)
def test_however_it_is_typed_it_is_one_value(kind: str, value: object, typed: str) -> None:
    assert KINDS[kind].read([typed]) == value


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.name)
@pytest.mark.parametrize(
    "filler", [*" \u3000\u200b1a,.-/。·年元整角日零甲", "1 ", "1,", "1元", "-1", "\n"]
)
def test_no_text_that_is_typed_keeps_the_hall_from_anything_else(kind: Kind, filler: str) -> None:
    began = process_time()
    for text in (filler * 20_000, f"1{filler * 20_000}1", f"{filler * 20_000}元"):
        with suppress(Misread):
            kind.read(*[[text]] * len(kind.ends))
    assert process_time() - began < 0.3


@pytest.mark.parametrize(
    ("kind", "value"), [("money", "3900"), ("date", "2026-06-15"), ("number", "12")]
)
def test_a_value_is_read_of_as_many_characters_as_it_may_have(kind: str, value: str) -> None:
    most = KINDS[kind].longest
    assert KINDS[kind].read([value.rjust(most)]) == KINDS[kind].read([value])
    with pytest.raises(Misread, match="文字过长：至多 200 字，现有 201 字"):
        KINDS[kind].read([value.rjust(most + 1)])


def test_an_amount_is_looked_through_once_however_many_blanks_it_has() -> None:
    began = process_time()
    for text in (f"1{' ' * 150}1", f"{' ' * 60}1{' ' * 60}元{' ' * 60}", f"1{' 元' * 90}"):
        with suppress(Misread):
            KINDS["money"].read([text])
    assert process_time() - began < 0.004


def test_only_what_may_be_good_for_good_is_read_as_that() -> None:
    with pytest.raises(Misread):
        KINDS["date"].read(["长期"])


DAYS = [
    (field, day)
    for operation in OPERATIONS.values()
    for field in operation.form()
    for day in re.findall(r"\d{4}-\d\d-\d\d", field.described)
]


@pytest.mark.parametrize(("field", "day"), DAYS)
def test_a_day_that_a_field_is_explained_by_reads_back(field: FormField, day: str) -> None:
    assert field.kind.read([day]) == day


@given(some.dates(date(1000, 1, 1), date(2999, 12, 31)) | some.just(FOR_GOOD))
def test_a_day_that_is_kept_reads_back_as_it_is_written(day: date) -> None:
    for kind in (KINDS["date"], KINDS["expiry"]):
        assert kind.read(*kind.written(day)) == kind.read([kind.on_paper(day)]) == day.isoformat()


@pytest.mark.parametrize(("typed", "ticked"), [("1", True), (" on ", True), ("", False)])
def test_a_tick_is_read_as_a_browser_sends_it(typed: str, ticked: bool) -> None:
    assert KINDS["flag"].read([typed]) is ticked


@pytest.mark.parametrize("typed", ["0", "false", "off", "否"])
def test_what_no_browser_sends_for_a_tick_is_asked_back(typed: str) -> None:
    with pytest.raises(Misread):
        KINDS["flag"].read([typed])


ASKED_BACK = {
    "01/02/2026": "“01/02/2026”分不清月和日：2026-01-02 还是 2026-02-01？请把年写在前面。",
    "29/02/2026": "没有“29/02/2026”这一天，请核对月和日。",
    "6/15/0026": "日期应为 2026-06-15 的形式。",
    "202611": "“202611”分不清年、月、日，请写成 2026-06-15 或 20260615。",
    "2026115": "“2026115”分不清年、月、日，请写成 2026-06-15 或 20260615。",
    "26-06-15": "“26”不是年份，请写四位，如 2026。",
    "2026-02-30": "没有“2026-02-30”这一天，请核对月和日。",
    "2026-6": "“2026-6”没有写日，日期应为 2026-06-15 的形式。",
    "6月15日": "“6月15日”没有写年，日期应为 2026-06-15 的形式。",
    "3026-06-15": "年份 3026 不在 1000 至 2999 之间，请核对。",
    "0001-01-01": "年份 0001 不在 1000 至 2999 之间，请核对。",
    "明天": "日期应为 2026-06-15 的形式。",
}


@pytest.mark.parametrize(("typed", "said"), ASKED_BACK.items())
def test_a_date_that_could_be_another_is_asked_back(typed: str, said: str) -> None:
    with pytest.raises(Misread) as misread:
        KINDS["date"].read([typed])
    assert misread.value.args[0] == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9999-12", "年份 9999 不在 1000 至 2999 之间，请核对。"),
        ("26-06", "“26”不是年份，请写四位，如 2026。"),
        ("2026-13", "月份应为 01 至 12。"),
        ("2026-06-15", "这里填年月，不填日，如 2026-06。"),
        ("六月", "年月应为 2026-06 的形式。"),
    ],
)
def test_a_month_that_cannot_be_is_told_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(Misread) as misread:
        KINDS["month"].read([typed])
    assert misread.value.args[0] == said


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("date", "2026-02-30", "没有“2026-02-30”这一天"),
        ("date", "昨天", "“昨天”不是可能的值，应为日期，如 2026-06-15"),
        ("month", "9999-12", "年份 9999 不在 1000 至 2999 之间，请核对。"),
        ("month", "2026-13", "“2026-13”不是可能的值，应为年月，如 2026-06"),
    ],
)
def test_an_author_is_told_what_is_wrong_with_a_time(kind: str, value: str, said: str) -> None:
    assert KINDS[kind].why_not(value) == said


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("month", "06/2026"), ("month", "20266"), ("month", "2026-13"), ("money", "6,24"),
     ("money", "3.9万"), ("money", "12元50"), ("money", "3900.5元5角"), ("money", "3900元55角"), ("money", "39,00元5角"), ("money", "3900²"), ("number", "1e3"), ("number", "三")],
)  # fmt: skip
def test_what_cannot_be_meant_is_asked_back(kind: str, typed: str) -> None:
    with pytest.raises(Misread):
        KINDS[kind].read([typed])


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.name)
def test_a_kind_says_what_it_is_and_nothing_typed_is_nothing(each) -> None:
    assert each.name in get_args(KindName) and each.form
    assert each.read(*[[" \u200b"]] * len(each.ends)) in ("", [], False, [" \u200b"])
    assert each.compared in comparison.NAMES


VALUES = {
    "text": "电工", "long_text": "一\n二", "name": "林晓燕", "address": "屿南街道12号", "citizen_number": "39010219920314286X",
    "credit_code": "91390102MAX000018A", "mobile": "14200010187", "bank_card": "0099900000000000017", "number": 12,
    "code": "110", "codes": ["110", "210"], "record": "39019C01", "date": "2026-06-15", "expiry": "9999-12-31", "month": "2026-06",
    "months": ["2026-05", "2026-06"], "money": 390_000, "flag": True,
}  # fmt: skip


@pytest.mark.parametrize("each", [k for k in EVERY if k.name in VALUES], ids=lambda each: each.name)
def test_a_value_written_into_boxes_reads_back_and_another_one_is_wrong(each) -> None:
    value = VALUES[each.name]
    kept = each.kept(value)
    assert each.read(*each.written(value)) == value
    assert each.same(kept, each.kept(value)) and each.shown(value)
    assert [other for other in each.otherwise(value) if not each.same(other, value)]


@pytest.mark.parametrize("each", [k for k in EVERY if k.name in VALUES], ids=lambda each: each.name)
def test_what_is_likely_on_a_day_may_stand_in_a_form(each) -> None:
    value = each.likely(date(2026, 6, 15))
    assert each.read(*each.written(value)) == value
    if each.name == "record":
        assert value == "", "only the hall knows which records there are"
    else:
        assert value and each.why_not(value) == ""


@pytest.mark.parametrize(
    ("kind", "value", "on_screen", "on_paper"),
    [
        (KINDS["mobile"], "14200010187", "142****0187", "142****0187"),
        (KINDS["bank_card"], "0099900000000000017", "0099****0017", "0099****0017"),
        (KINDS["citizen_number"], "39010219920314286X", "39010219920314286X", "39010219920314286X"),
        (KINDS["date"], "2026-06-05", "2026-06-05", "2026年6月5日"),
        (KINDS["date"], date(2026, 6, 5), "2026-06-05", "2026年6月5日"),
        (KINDS["month"], "2026-06", "2026-06", "2026年6月"),
        (Months(3), ["2026-06", "2026-07"], "2026-06、2026-07", "2026年6月、2026年7月"),
        (KINDS["money"], 390_000, "3,900.00", "3,900.00"),
    ],
)  # fmt: skip
def test_screens_hide_private_numbers_and_papers_write_times_out(kind, value, on_screen, on_paper):
    assert (kind.on_screen(value), kind.on_paper(value)) == (on_screen, on_paper)


@pytest.mark.parametrize(
    ("kind", "last", "before"),
    [(KINDS["date"], "9999-12-31", "9999-12-30"), (KINDS["month"], "2999-12", "2999-11")],
)
def test_the_last_time_there_is_has_another_beside_it(kind, last: str, before: str) -> None:
    assert list(kind.otherwise(last)) == [before]


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.name)
def test_a_record_can_keep_nothing_of_a_kind(each):
    assert TypeAdapter(each.stored).validate_python(each.empty, strict=True) == each.empty


def test_a_span_of_months_is_typed_by_its_ends() -> None:
    months = Months(3)
    assert months.read(["2026年4月"], ["202606"]) == ["2026-04", "2026-05", "2026-06"]
    assert months.read([], ["2026-06"]) == ["2026-06"] == months.read(["2026-06"], [])
    with pytest.raises(Misread, match="至多 3 个月"):
        months.read(["2026-03"], ["2026-06"])


@pytest.mark.parametrize(
    ("kind", "value", "said", "heard"),
    [
        ("date", "2025-06-01", "6月1日", True),
        ("date", "2025-05-31", "5月31日", False),
        ("month", "2027-06", "6月", True),
        ("month", "2027-08", "8月", False),
    ],
)
def test_a_time_is_told_without_its_year_a_year_from_the_day_at_most(kind, value, said, heard):
    ways = KINDS[kind].ways(value, date(2026, 6, 15))
    assert any(re.fullmatch(way, said) for way in ways) is heard


def test_an_author_is_told_why_a_value_cannot_be() -> None:
    assert KINDS["citizen_number"].why_not("390102199203142860").endswith("校验码正确")
    assert NAME.why_not("阿依古丽•买买提") == "“阿依古丽•买买提”应写作“阿依古丽·买买提”"
    assert not NAME.why_not("阿依古丽·买买提")
    codes = kind_of("codes", INSURANCE, 60)
    assert codes.why_not(["110", "999"]).startswith("“999”不在代码表中")
    assert not codes.why_not(["110", "410"])


UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u202e\u2066\u00ad\u034f\u061c\ufe0f\U000e0041\U000e0100\x07\x7f\u3164\u180e"


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
def test_what_nobody_can_see_is_dropped_when_it_is_typed(character: str) -> None:
    for name in ("text", "long_text", "name", "address", "record"):
        assert KINDS[name].spelt(f"林{character}晓") == "林晓"
    assert seen(character) == "" and comparison.alike(f"林{character}晓", "林晓")


TYPED = some.text(
    some.sampled_from(f"林晓燕。aAxX19１Ａｘ．.·•・･‧∙⋅ \u3000\xa0\t\n-－（(，{UNSEEN}\uf979凉é") | some.characters(),
    max_size=12,
)  # fmt: skip


def _folds(table: Mapping[int, int | str | None]) -> dict[str, str]:
    """What a table makes of each character it names."""
    return {chr(code): chr(code).translate(table) for code in table}


def test_grader_and_kinds_fold_every_character_alike() -> None:
    assert _folds(comparison._SPELLING) == _folds(spelling.FOLDED)


SIGNS = (
    (0x0600, 0x0605), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2),
    (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x13430, 0x1343F),
)  # fmt: skip
"""Characters of format that are drawn: before numbers in Arabic, Syriac and Kaithi; between
hieroglyphs."""


def test_what_unicode_draws_as_nothing_is_nothing_and_what_it_draws_wide_is_narrow() -> None:
    drawn = {code for first, last in SIGNS for code in range(first, last + 1)}
    every = [chr(code) for code in range(sys.maxunicode + 1) if code not in drawn]
    assert [ascii(each) for each in every if category(each) in ("Cc", "Cf") and folded(each)] == []
    for code in range(0xFF01, 0xFF5F):
        wide, narrow = chr(code), chr(int(decomposition(chr(code)).removeprefix("<wide> "), 16))
        assert folded(wide) == ("·" if narrow == "." else narrow.lower())


@given(TYPED, TYPED)
def test_grader_and_kinds_have_one_idea_of_the_same(one: str, other: str) -> None:
    assert comparison.alike(one, other) == same(one, other)
    assert comparison.alike(one, folded(one)) and same(one, folded(one))


@given(TYPED, some.sampled_from([each for each in EVERY if each.words]))
def test_one_spelling_is_the_same_text_and_stays_as_it_is(text: str, kind) -> None:
    if keepable(text):
        spelt = kind.spelt(text)
        assert kind.spelt(spelt) == spelt
        assert kind.same(text, spelt)
        assert comparison.equal("text", spelt, kind.spelt(spelt))


@pytest.mark.parametrize("kind", [each for each in EVERY if each.words])
def test_a_full_stop_that_closes_a_text_makes_no_other_text(kind) -> None:
    for text in ("林晓燕", "海岳省云屿市屿南区88号", "A5"):
        for stopped in (f"{text}。", f"{text} 。", f"{text}。。\n"):
            assert kind.same(text, stopped) and comparison.alike(text, stopped)
            assert comparison.equal("text", text, stopped)
        assert not kind.same(text, f"{text}，") and not comparison.alike(text, f"{text}，")
        assert not comparison.alike(f"林。{text}", f"林{text}")
    assert not kind.same("", "。") and not comparison.alike("", "。")


def test_registers_hold_names_and_addresses_without_one() -> None:
    assert (
        NAME.of("林晓燕。") == "林晓燕" and KINDS["address"].of("屿南街道21号 。") == "屿南街道21号"
    )
    assert KINDS["text"].of("按时来过。") == "按时来过。"


def test_a_name_s_look_alike_is_another_name() -> None:
    assert not NAME.same("林晓燕", "林小燕")
    # The compatibility twin U+F979 of 凉 is another character, as one-character traps need.
    assert not NAME.same("凉", "\uf979") and not comparison.alike("凉", "\uf979")
