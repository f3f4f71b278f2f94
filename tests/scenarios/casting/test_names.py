"""What `$names` stand for."""

from datetime import date

import pytest

from scenarios.casting.names import Boundless, Names, UnknownName, template

NAMES = Names(
    {
        "wage": 390000,
        "hired": date(2026, 6, 1),
        "month": "2026-06",
        "full": "$person.name先生",
        "person": {"name": "$surname明", "late": lambda names: names.fill("$wage")},
        "surname": "林",
        "list": ["a", "b"],
        "round": "$about",
        "about": "$round",
    }
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("$wage", 390000),
        ("$hired", "2026-06-01"),
        ("$list", ["a", "b"]),
        ("$person.name", "林明"),
        ("$person.late", 390000),
        ("$full", "林明先生"),
        ("工资$wage.yuan元", "工资3,900.00元"),
        ("$hired.chinese到岗", "2026年6月1日到岗"),
        ("$hired.month", "2026-06"),
        ("$month.chinese", "2026年6月"),
        ("$$wage", "$wage"),
        ("${wage}", 390000),
        ("${surname}2${wage.yuan}", "林23,900.00"),
        ({"a": ["$surname", 1, True]}, {"a": ["林", 1, True]}),
    ],
)
def test_names_stand_for_values_and_stand_in_texts(written, meant) -> None:
    assert NAMES.fill(written) == meant


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("$wag", "wag"),
        ("$person.nam", "nam"),
        ("$wage.month", "month"),
        ("$surname.chinese", "chinese"),
        ("$person", "person"),
    ],
)
def test_a_name_that_stands_for_nothing_says_which_would_do(written, part) -> None:
    with pytest.raises(UnknownName) as unknown:
        NAMES.fill(written)
    assert unknown.value.part == part
    assert unknown.value.known


def test_names_that_stand_for_each_other_stand_for_nothing() -> None:
    with pytest.raises(UnknownName):
        NAMES.fill("$round")


def test_names_that_multiply_one_another_are_stopped() -> None:
    doubled = {f"z{n}": f"$z{n + 1}$z{n + 1}" for n in range(40)}
    with pytest.raises(Boundless, match=r"^“\$z\d+\$z\d+”写出来超过 20000 字$"):
        Names({**doubled, "z40": "林"}).fill("$z0")


def test_names_that_stand_for_one_another_too_deep_are_stopped() -> None:
    chain = {f"z{n}": f"$z{n + 1}" for n in range(2000)}
    with pytest.raises(Boundless, match=r"^“\$z\d+”由名称一层套一层写成，超过 50 层$"):
        Names({**chain, "z2000": "林"}).fill("$z0")


def test_more_names_leave_the_old_ones_alone() -> None:
    assert NAMES.with_(made={"notice": "WS1"}).fill("$made.notice") == "WS1"
    assert not NAMES.reads("made.notice")
    assert NAMES.with_(made={}).reads("made.notice")


def test_a_template_is_filled_anew_by_the_names_of_each_variant() -> None:
    written = template(
        {"who": "$who：$$$n.text", "both": ["$who", {"n": "$n"}], "same": [date(2026, 6, 1)]}
    )
    first, second = (written(Names({"who": who, "n": 1}, n)) for n, who in enumerate("甲乙"))
    assert first == {"who": "甲：$1", "both": ["甲", {"n": 1}], "same": ["2026-06-01"]}
    assert second == {"who": "乙：$1", "both": ["乙", {"n": 1}], "same": ["2026-06-01"]}
    assert first["same"] is second["same"]
    assert list(first) == ["who", "both", "same"]


def test_a_function_in_a_template_is_asked_for_every_variant() -> None:
    asked = template({"variant": lambda names: names.variant})
    assert [asked(Names({}, n))["variant"] for n in (3, 4)] == [3, 4]
