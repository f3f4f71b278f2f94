"""Final records against expected ones, and changes nobody asked for."""

import pytest

import grader
from tests.grader.builders import (
    altered,
    alternative,
    attempt,
    by_id,
    expectation,
    field,
    made,
    rule,
    script,
    selector,
)

LIN = {"person": "P1", "name": "林小燕", "phone": "14200000001", "sex": "2"}
CHEN = LIN | {"person": "P2", "name": "陈某"}
RENAMED = expectation("changed", "person", {"person": "P1"}, fields=[field("name", "林晓燕", 1500)])
LEVIED = expectation(
    "created",
    "levy",
    {"person": "P1", "insurance": "110"},
    fields=[field("base", 468000, 1000, "fen")],
    points=500,
)


def levy(seq, key="HD1", **changes):
    row = {"levy": key, "person": "P1", "insurance": "110", "base": 468000}
    return made(seq, "levy", key, **row | changes)


def rename(seq, name="林晓燕", **changes):
    return altered(seq, "person", "P1", LIN, name=name, **changes)


def marks(key, *changes):
    cast = made(0, "person", "P1", **LIN)
    return grader.mark(attempt(changes=[cast, *changes]), key)


def lost(card, id_):
    return [f for f in by_id(card, id_)["findings"] if not f["met"]]


def test_a_record_as_expected_earns_its_points_and_says_which_step_did_it() -> None:
    mark = by_id(marks(script(RENAMED), rename(4)), "changed.person")
    assert (mark["earned"], mark["state"]) == (1500, "full")
    assert [f["settled_by"] for f in mark["findings"]] == [4, 4]


def test_a_wrong_value_loses_its_own_points_only() -> None:
    card = marks(script(LEVIED), levy(1, base=390000))
    assert by_id(card, "created.levy")["earned"] == 500
    (finding,) = lost(card, "created.levy")
    assert (finding["reason"], finding["expected"], finding["actual"]) == (
        "field_differs",
        468000,
        390000,
    )


def test_the_last_of_several_changes_counts() -> None:
    typo = rename(1, "林小艳")
    mend = altered(2, "person", "P1", typo["after"], name="林晓燕")
    mark = by_id(marks(script(RENAMED), typo, mend), "changed.person")
    assert (mark["earned"], mark["findings"][1]["settled_by"]) == (1500, 2)


def test_a_missing_record_loses_all_its_fields_and_shows_the_nearest() -> None:
    card = marks(script(LEVIED), levy(1, person="P2"))
    (finding,) = lost(card, "created.levy")
    assert by_id(card, "created.levy")["earned"] == 0
    assert (finding["reason"], finding["worth"]) == ("created_missing", 1500)
    assert finding["nearest"][0]["differs"] == [["person", "P1", "P2"]]


def test_a_doubled_record_loses_all_its_fields() -> None:
    card = marks(script(LEVIED), levy(1), levy(2, "HD2"))
    (finding,) = lost(card, "created.levy")
    assert by_id(card, "created.levy")["earned"] == 0
    assert (finding["reason"], finding["actual"], finding["settled_by"]) == (
        "created_doubled",
        2,
        2,
    )


def test_a_record_of_the_cast_was_not_made_by_the_contestant() -> None:
    card = grader.mark(attempt(changes=[levy(0)]), script(LEVIED))
    assert lost(card, "created.levy")[0]["reason"] == "created_missing"


def test_changing_an_old_record_where_a_new_one_is_due_is_a_near_miss() -> None:
    old = levy(0)
    card = marks(script(LEVIED), altered(3, "levy", "HD1", old["after"], base=1))
    (miss,) = lost(card, "created.levy")[0]["nearest"]
    assert (miss["seq"], miss["misplaced"], miss["key"]) == (3, True, "HD1")


def test_a_record_is_found_by_what_it_was_or_by_what_it_became() -> None:
    for name in ("林小燕", "林晓燕"):
        wanted = expectation("changed", "person", {"name": name}, points=100)
        assert by_id(marks(script(wanted), rename(1)), "changed.person")["earned"] == 100


def test_a_closed_record_needs_every_value_that_ends_it() -> None:
    fields = [field("name", "林晓燕", 100), field("sex", "1", 100, "code")]
    wanted = expectation("closed", "person", {"person": "P1"}, fields=fields, points=300)
    assert by_id(marks(script(wanted), rename(1, sex="1")), "closed.person")["earned"] == 500
    card = marks(script(wanted), rename(1))
    assert by_id(card, "closed.person")["earned"] == 100
    reasons = [f["reason"] for f in lost(card, "closed.person")]
    assert reasons == ["not_closed", "field_differs"]


@pytest.mark.parametrize(("count", "earned"), [(1, 0), (2, 700), (3, 0)])
def test_exactly_counts_touched_records_that_end_as_expected(count, earned) -> None:
    fields = [field("base", 468000, 0, "fen")]
    wanted = expectation("exactly", "levy", {"person": "P1"}, fields=fields, points=700)
    key = script(wanted | {"count": count})
    done = [levy(1, month="2026-05"), levy(2, "HD2"), levy(3, "HD3", base=1)]
    mark = by_id(marks(key, *done), "exactly.levy")
    assert (mark["earned"], mark["findings"][0]["actual"]) == (earned, 2)


def test_of_too_many_the_step_that_made_one_is_told_before_one_that_altered_one() -> None:
    single = expectation("exactly", "person", {"sex": "2"}, points=700)
    second = made(1, "person", "P9", **LIN | {"person": "P9"})
    (finding,) = lost(marks(script(single), second, rename(2)), "exactly.person")
    assert (finding["settled_by"], finding["key"]) == (1, "P9、P1")


def test_exactly_asks_for_the_values_that_tell_its_records() -> None:
    ended = expectation("exactly", "person", {"person": "P1", "sex": "1"}, points=700)
    mark = by_id(marks(side_effects(ended), rename(1, "林小燕", sex="1")), "side_effects")
    assert mark["findings"] == []


def guard(**changes):
    costs = {"penalty": 300, "cap": 500}
    return expectation("unchanged", "person", {"name": "林小燕"}, **costs | changes)


def test_each_guarded_record_that_was_touched_costs_up_to_the_cap() -> None:
    other = made(0, "person", "P3", **LIN | {"person": "P3"})
    assert by_id(marks(script(guard())), "unchanged.person")["earned"] == 0
    assert by_id(marks(script(guard()), rename(1)), "unchanged.person")["earned"] == -300
    both = [other, rename(1), altered(2, "person", "P3", other["after"], phone="1")]
    card = marks(script(guard()), *both)
    assert by_id(card, "unchanged.person")["earned"] == -500
    assert [f["explanation"]["lost"] for f in lost(card, "unchanged.person")] == [300, 200]


def test_a_guarded_record_may_not_be_made_either() -> None:
    card = marks(script(guard()), made(1, "person", "P9", **LIN | {"person": "P9"}))
    assert lost(card, "unchanged.person")[0]["reason"] == "guarded_created"


def test_a_change_taken_back_was_still_a_change() -> None:
    card = marks(script(guard()), rename(1), altered(2, "person", "P1", rename(1)["after"], **LIN))
    assert by_id(card, "unchanged.person")["earned"] == -300


def test_a_change_taken_back_is_told_with_what_it_had_made_of_the_field() -> None:
    away = rename(1, phone="1")
    back = altered(2, "person", "P1", away["after"], phone=LIN["phone"])
    (finding,) = lost(marks(script(guard()), away, back), "unchanged.person")
    assert (finding["settled_by"], finding["expected"]) == (
        1,
        {"name": "林小燕", "phone": "14200000001"},
    )
    assert finding["actual"] == {"name": "林晓燕", "phone": {"restored": "1"}}
    told = finding["explanation"]
    assert told["expected"] == "保持姓名：林小燕，手机号码：14200000001"
    assert told["actual"] == "改为姓名：林晓燕，手机号码：1（后已改回）"


def test_a_record_that_was_put_back_is_not_changed_and_its_change_costs() -> None:
    key = side_effects(
        expectation(
            "changed",
            "person",
            {"person": "P1"},
            fields=[field("phone", "1", 1500), field("sex", LIN["sex"], 500)],
        )
    )
    away = altered(1, "person", "P1", LIN, phone="1")
    card = marks(key, away)
    assert by_id(card, "changed.person")["earned"] == 2000
    back = altered(2, "person", "P1", away["after"], phone=LIN["phone"])
    card = marks(key, away, back)
    assert by_id(card, "changed.person")["earned"] == 0, (
        "its sex is as it was: nothing is earned by it"
    )
    (finding,) = lost(card, "changed.person")
    assert finding["reason"] == "changed_missing"
    assert finding["explanation"]["nearest"] == "第2步写入的人员记录P1，又改回了原样。"
    (unasked,) = lost(card, "side_effects")
    assert (unasked["raised_by"], unasked["actual"]) == (1, {"phone": {"restored": "1"}})
    again = altered(3, "person", "P1", back["after"], phone="1")
    card = marks(key, away, back, again)
    assert by_id(card, "changed.person")["earned"] == 2000 and not lost(card, "side_effects")


def test_a_record_of_which_one_field_was_put_back_is_changed_by_another() -> None:
    wanted = expectation("changed", "person", {"person": "P1"}, fields=[field("phone", "1", 1500)])
    away = altered(1, "person", "P1", LIN, phone="1", sex="1")
    back = altered(2, "person", "P1", away["after"], sex=LIN["sex"])
    assert by_id(marks(script(wanted), away, back), "changed.person")["earned"] == 1500


def test_a_guard_with_fields_leaves_the_others_free() -> None:
    key = script(guard(fields=[field("sex", None)]))
    assert by_id(marks(key, rename(1)), "unchanged.person")["earned"] == 0
    (finding,) = lost(marks(key, rename(1), rename(2, sex="1")), "unchanged.person")
    assert (finding["settled_by"], finding["expected"]) == (2, {"sex": "2"})


def side_effects(*expect, **changes):
    costs = {"side_effects": {"penalty": 200, "cap": 500, "group": "records"}}
    return script(*expect, **costs | changes)


def test_every_unasked_record_costs_once_up_to_the_cap() -> None:
    card = marks(side_effects(), rename(1, phone="1"), levy(2))
    mark = by_id(card, "side_effects")
    assert (mark["earned"], [f["reason"] for f in mark["findings"]]) == (
        -400,
        ["unasked_changed", "unasked_created"],
    )
    swapped = marks(side_effects(), levy(1), rename(2), made(3, "levy", "HD2", levy="HD2"))
    assert [f["settled_by"] for f in by_id(swapped, "side_effects")["findings"]] == [1, 2, 3]
    more = [levy(n, f"HD{n}") for n in range(2, 6)]
    mark = by_id(marks(side_effects(), *more), "side_effects")
    assert mark["earned"] == -500
    assert [f["explanation"]["lost"] for f in mark["findings"]] == [200, 200, 100, 0]


def test_only_the_fields_an_expectation_names_are_asked_for() -> None:
    mark = by_id(marks(side_effects(RENAMED), rename(1, phone="1")), "side_effects")
    (finding,) = mark["findings"]
    assert (finding["expected"], finding["actual"]) == ({"phone": "14200000001"}, {"phone": "1"})
    assert by_id(marks(side_effects(RENAMED), rename(1)), "side_effects")["earned"] == 0


def test_a_wrong_value_in_an_expected_field_is_not_charged_twice() -> None:
    card = marks(side_effects(RENAMED), rename(1, "林小艳"))
    assert (by_id(card, "changed.person")["earned"], card["marks"][1]["earned"]) == (0, 0)


def test_a_guarded_change_is_not_charged_twice() -> None:
    card = marks(side_effects(guard()), rename(1))
    assert by_id(card, "side_effects")["earned"] == 0


def test_an_expected_new_record_is_explained_whole() -> None:
    assert by_id(marks(side_effects(LEVIED), levy(1, extra="x")), "side_effects")["earned"] == 0


@pytest.mark.parametrize(
    ("allowed", "earned"),
    [
        ({"table": "person", "where": {}, "fields": []}, 0),
        ({"table": "person", "where": {"person": "P1"}, "fields": ["name", "phone"]}, 0),
        ({"table": "person", "where": {"person": "P1"}, "fields": ["name"]}, -200),
        ({"table": "person", "where": {"person": "P2"}, "fields": []}, -200),
        ({"table": "levy", "where": {}, "fields": []}, -200),
    ],
)
def test_an_allowed_selector_frees_its_table_records_and_fields(allowed, earned) -> None:
    card = marks(side_effects(allowed=[allowed]), rename(1, phone="1"))
    assert by_id(card, "side_effects")["earned"] == earned


def test_allowed_fields_do_not_allow_a_new_record() -> None:
    allowed = [{"table": "levy", "where": {}, "fields": ["base"]}]
    assert by_id(marks(side_effects(allowed=allowed), levy(1)), "side_effects")["earned"] == -200


@pytest.mark.parametrize(("word", "earned"), [("", 0), ("created", -200)])
def test_what_is_allowed_of_new_records_does_not_free_one_that_was_there(word, earned) -> None:
    allowed = [{"table": "person", "where": {"person": "P1"}, "fields": [], "is": word}]
    card = marks(side_effects(allowed=allowed), rename(1))
    assert by_id(card, "side_effects")["earned"] == earned


@pytest.mark.parametrize("where", [{}, {"person": "P1"}])
def test_a_new_record_is_free_where_new_records_are(where) -> None:
    allowed = [{"table": "levy", "where": where, "fields": [], "is": "created"}]
    assert by_id(marks(side_effects(allowed=allowed), levy(1)), "side_effects")["earned"] == 0


def test_the_best_alternative_counts_with_its_side_effects() -> None:
    either = [alternative(RENAMED, name="rename"), alternative(LEVIED, name="levy")]
    key = side_effects(alternatives=either)
    card = marks(key, rename(1))
    assert (card["alternative"], card["earned"]) == ("rename", 1500)
    assert [a["earned"] for a in card["alternatives"]] == [1500, -200]
    card = marks(key, levy(1), rename(2, "林小艳"))
    assert (card["alternative"], card["earned"]) == ("levy", 1300)


def either(**changes):
    """Two right outcomes: a levy and a guard that is a red line, or less for the levy alone."""
    guarded = [LEVIED, guard(penalty=0, cap=0, red_line=True)]
    card = expectation("created", "card", {"person": "P1"}, points=LEVIED["points"])
    alone = [LEVIED | {"points": 0}, card]
    ways = [alternative(*guarded, name="guarded"), alternative(*alone, name="alone")]
    return script(alternatives=ways, **changes)


@pytest.mark.parametrize(
    ("ceiling", "best"), [(400, "alone"), (1200, "guarded"), (1500, "guarded")]
)
def test_an_alternative_whose_red_line_was_crossed_counts_up_to_the_ceiling(ceiling, best) -> None:
    assert marks(either(ceiling=ceiling), levy(1))["alternative"] == "guarded"
    card = marks(either(ceiling=ceiling), levy(1), rename(2))
    assert card["alternative"] == best
    assert [each["earned"] for each in card["alternatives"]] == [1500, 1000]


def test_what_the_rules_give_counts_when_an_alternative_is_limited() -> None:
    rules = [rule("happens", a=selector("hall.greet"), points=600)]
    key = either(ceiling=1200, rules=rules)
    card = marks(key, levy(1), rename(2))
    assert (card["alternative"], card["earned"], card["if_confirmed"]) == ("alone", 1600, 1600)


def test_where_nothing_counts_the_alternative_that_earns_more_is_told() -> None:
    card = marks(either(ceiling=0), levy(1, base=1), rename(2))
    assert card["alternative"] == "guarded"


def test_of_equal_alternatives_the_first_counts() -> None:
    either = [alternative(LEVIED, name="one"), alternative(LEVIED, name="two")]
    assert marks(script(alternatives=either), levy(1))["alternative"] == "one"


def test_records_of_other_tables_do_not_count() -> None:
    card = marks(script(LEVIED), made(1, "card", "HD1", **levy(1)["after"]))
    assert lost(card, "created.levy")[0]["nearest"] == []
