"""What the rules make of a log, in the cases the specification names."""

import pytest

from grader.findings import Reason
from grader.rules import LETTERS
from tests.grader.builders import event, log, read, rule, selector

CHECK, SAVE = "outside.check_police", "social_insurance.change_person"


def before(**changes):
    pair = {"a": selector(CHECK), "b": selector(SAVE), "same": ["person"]}
    return read(rule("before", **pair | changes))


def check(seq, person="P1", **changes):
    return event(seq, CHECK, facts={"person": person}, **changes)


def save(seq, person="P1", **changes):
    return event(seq, SAVE, data={"person": person}, **changes)


def test_verifying_first_meets_the_obligation_and_says_by_which_step() -> None:
    (finding,) = before().findings(log(check(1), event(2), check(3), save(4)))
    assert (finding.met, finding.raised_by, finding.settled_by) == (True, 4, 3)


def test_verifying_one_person_does_not_cover_another() -> None:
    (finding,) = before().findings(log(check(1, "P2"), save(2)))
    assert finding.reason == Reason.BEFORE_MISSING
    assert finding.searched == (1, 1)
    assert [(m.seq, m.differs) for m in finding.nearest] == [(1, (("person", "P1", "P2"),))]


@pytest.mark.parametrize("typed", ["阿依古丽 · 买买提", "阿依古丽•买买提", "阿依古丽·买买提\u200b"])
def test_a_value_is_met_and_barred_whatever_its_spelling(typed: str) -> None:
    name = "阿依古丽·买买提"
    checked = event(1, CHECK, data={"name": typed})
    met = read(rule("happens", a=selector(CHECK, {"name": name})))
    barred = read(rule("never", x={**selector(CHECK), "except": {"name": [name]}}))
    paired = before(same=["name"], b=selector(SAVE))
    assert [finding.met for finding in met.findings(log(checked))] == [True]
    assert barred.findings(log(checked)) == []
    pair = log(checked, event(2, SAVE, data={"name": name}))
    assert [finding.met for finding in paired.findings(pair)] == [True]


def test_nearest_misses_are_the_two_closest_of_different_kinds() -> None:
    steps = [check(1, "P2"), check(2, "P2"), save(3), check(4), check(5)]
    (finding,) = before().findings(log(*steps))
    assert [(m.seq, m.misplaced) for m in finding.nearest] == [(2, False), (4, True)]


def said(seq, topic, *left_out):
    return event(seq, "hall.say", facts={"topic": topic, "left_out": list(left_out)})


def test_a_sentence_comes_near_only_where_it_had_the_topic_that_was_sought() -> None:
    told = read(rule("happens", a=selector("hall.say", {"topic": "tell_mismatch"})))
    steps = [said(1, "greet"), said(2, "tell_verify", "tell_mismatch"), said(3, "thank", "greet")]
    (finding,) = told.findings(log(*steps))
    assert [(m.seq, m.differs) for m in finding.nearest] == [
        (2, (("topic", "tell_mismatch", "tell_verify"),))
    ]


def test_where_one_of_several_topics_is_sought_only_sentences_with_one_of_them_count() -> None:
    sought = {"operation": "hall.say", "among": {"topic": ["tell_verify", "tell_mismatch"]}}
    told = read(rule("happens", a=sought))
    (finding,) = told.findings(log(said(1, "greet"), said(2, "thank", "tell_mismatch")))
    assert not finding.met and [miss.seq for miss in finding.nearest] == [2]
    (finding,) = told.findings(log(said(1, "tell_mismatch")))
    assert finding.met


def test_a_sentence_with_the_topic_at_the_wrong_time_comes_near() -> None:
    greeted = before(a=selector("hall.say", {"topic": "greet"}), same=[])
    (finding,) = greeted.findings(log(said(1, "thank"), save(2), said(3, "greet")))
    assert [(m.seq, m.misplaced) for m in finding.nearest] == [(3, True)]


def test_a_refused_try_is_a_near_miss_and_counts_where_the_rule_says_tried() -> None:
    steps = log(check(1, accepted=False), save(2))
    (finding,) = before().findings(steps)
    assert [(m.seq, m.refused) for m in finding.nearest] == [(1, True)]
    (finding,) = before(a=selector(CHECK, tried=True)).findings(steps)
    assert finding.met


def test_a_field_named_in_the_selector_and_in_same_is_missed_once() -> None:
    chosen = before(a=selector(CHECK, {"person": "P1"}))
    (finding,) = chosen.findings(log(check(1, "P2"), save(2)))
    assert [m.differs for m in finding.nearest] == [(("person", "P1", "P2"),)]


def test_a_refused_save_raises_no_obligation() -> None:
    assert before().findings(log(save(1, accepted=False))) == []


def test_nothing_was_before_the_first_step() -> None:
    (finding,) = before().findings(log(save(1)))
    assert (finding.searched, finding.nearest) == (None, ())


def test_every_activation_counts() -> None:
    findings = before().findings(log(save(1), check(2), save(3)))
    assert [(f.raised_by, f.met) for f in findings] == [(1, False), (3, True)]


def test_a_field_is_looked_up_as_typed_before_it_is_looked_up_as_a_fact() -> None:
    chosen = read(rule("never", x=selector(SAVE, {"person": "P1"})))
    typed = event(1, SAVE, data={"person": "P1"}, facts={"person": "P2"})
    fact = event(2, SAVE, facts={"person": "P1"})
    other = event(3, SAVE, data={"person": "P2"}, facts={"person": "P1"})
    assert [f.raised_by for f in chosen.findings(log(typed, fact, other))] == [1, 2]


def test_a_field_that_neither_event_has_never_agrees() -> None:
    (finding,) = before().findings(log(event(1, CHECK), event(2, SAVE)))
    assert not finding.met


def test_a_field_that_both_events_left_empty_never_agrees() -> None:
    for empty in ("", None, []):
        (finding,) = before().findings(log(check(1, empty), save(2, empty)))
        assert not finding.met


def test_a_list_matches_an_equal_list_only() -> None:
    chosen = read(rule("never", x=selector(SAVE, {"papers": ["a", "b"]})))
    steps = [event(n, SAVE, data={"papers": p}) for n, p in enumerate((["a", "b"], ["b", "a"]), 1)]
    assert [f.raised_by for f in chosen.findings(log(*steps))] == [1]


def test_except_leaves_out_the_listed_people_only() -> None:
    stranger = {"except": {"person": ["P1", "P2"]}}
    chosen = read(rule("never", x=selector(SAVE, **stranger)))
    assert [f.raised_by for f in chosen.findings(log(save(1), save(2, "P2"), save(3, "P3")))] == [3]


def test_among_takes_the_listed_people_and_what_names_nobody() -> None:
    chosen = read(rule("never", x=selector(SAVE, among={"person": ["P1", "P2"]})))
    steps = [save(1), save(2, "P2"), save(3, "P3"), save(4, "")]
    assert [f.raised_by for f in chosen.findings(log(*steps))] == [1, 2, 4]


def test_of_a_table_among_and_except_ask_what_they_name_of_it() -> None:
    pairs = [
        [],
        [{"item": "A", "of": "P1"}],
        [{"item": "B", "of": "P1"}, {"item": "A", "of": "P2"}],
        7,
        "item",
    ]
    steps = [save(seq, facts={"pairs": each}) for seq, each in enumerate(pairs, 1)]
    for asked, fit in [
        ({"item": "A", "of": "P1"}, [2]), ({"item": "A"}, [2, 3]), ({"of": " p1"}, [2, 3]),
        ({"item": "C"}, []), ({"at": "A"}, []), ("A", []),
    ]:  # fmt: skip
        chosen = read(rule("never", x=selector(SAVE, among={"pairs": [asked]})))
        assert [f.raised_by for f in chosen.findings(log(*steps))] == [1, *fit]
        others = read(rule("never", x=selector(SAVE, **{"except": {"pairs": [asked]}})))
        left = [f.raised_by for f in others.findings(log(*steps))]
        assert left == [seq for seq in (1, 2, 3, 4, 5) if seq not in fit]


def test_one_answer_settles_several_that_wait() -> None:
    chosen = read(rule("after", a=selector(SAVE), b=selector(CHECK)))
    findings = chosen.findings(log(save(1), save(2), check(3)))
    assert [(f.raised_by, f.settled_by) for f in findings] == [(1, 3), (2, 3)]


@pytest.mark.parametrize(("at", "over"), [(11000, 0), (11001, 1), (12001, 2)])
def test_late_is_not_missing_and_tells_the_seconds_over(at, over) -> None:
    chosen = read(rule("within", a=selector(SAVE), b=selector(CHECK), seconds=10))
    (finding,) = chosen.findings(log(save(1), check(2, at_ms=at)))
    assert (finding.over, finding.settled_by) == (over, 2)
    assert finding.reason == (Reason.WITHIN_LATE if over else None)


def test_a_later_answer_does_not_stand_in_for_a_late_one() -> None:
    chosen = read(rule("within", a=selector(SAVE), b=selector(CHECK), seconds=1))
    first, second = chosen.findings(log(save(1), save(2, at_ms=9000), check(3, at_ms=9500)))
    assert (first.met, second.met) == (False, True)


def test_a_span_that_never_closes_forbids_to_the_end_and_reopened_stays_one() -> None:
    letters = {"x": selector("x"), "a": selector("a"), "b": selector("b")}
    chosen = read(rule("not_between", **letters))
    findings = chosen.findings(log(*(event(n, name) for n, name in enumerate("xaxabxax", 1))))
    assert [(f.raised_by, f.searched) for f in findings] == [(3, (2, 3)), (8, (7, 8))]


def test_an_empty_log_breaks_what_the_case_itself_demands_and_nothing_else() -> None:
    letters = dict.fromkeys("abx", selector("save"))
    broken = {word: read(rule(word, **letters)).findings(log()) for word in LETTERS}
    assert {word for word, findings in broken.items() if findings} == {"happens", "by"}


def test_order_is_by_number_even_when_the_clock_stands_still() -> None:
    (finding,) = before().findings(log(save(1, at_ms=0), check(2, at_ms=0)))
    assert not finding.met
