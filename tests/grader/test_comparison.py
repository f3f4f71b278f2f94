"""Values compared by type."""

import pytest

from grader.comparison import NAMES, comparable, equal

SAME = [
    ("text", "林晓燕", "林 晓燕"),
    ("text", "Room 5A", "ｒｏｏｍ５ａ"),
    ("text", "阿依古丽·买买提", "阿依古丽•买买提"),
    ("text", "林晓燕", "林\u200b晓燕\ufeff"),
    ("text", None, None),
    ("fen", 468000, 468000),
    ("date", "2026-06-01", "2026-06-01"),
    ("date", None, None),
    ("month", "2026-06", "2026-06"),
    ("month", "", ""),
    ("code", "110", "110"),
    ("number", 3, 3),
    ("number", "3.50", "3.5"),
    ("flag", True, True),
    ("set", ["id_card", "photo"], "photo id_card"),
    ("set", ["a", "a"], ["a"]),
    ("set", [], ""),
    ("multiset", ["a", "b", "a"], ["a", "a", "b"]),
    ("band", {"low": 100, "high": 200}, 100),
    ("band", {"low": 100, "high": 200}, 200),
    ("band", {"low": "2026-06-01", "high": "2026-06-30"}, "2026-06-15"),
]
DIFFERENT = [
    ("text", "林晓燕", "林小燕"),
    # The compatibility twin U+F979 of 凉 is another character of a name, as one-character traps need.
    ("text", "凉", "\uf979"),
    ("text", "", None),
    ("fen", 468000, 390000),
    ("fen", 1, True),
    ("fen", 468000, "468000"),
    ("date", "2026-06-01", "2026-06-15"),
    ("date", "2026-06-01", None),
    ("date", "2026-06-01", "yesterday"),
    ("month", "2026-06", "2026-05"),
    ("month", "", "2026-05"),
    ("month", "2026-06", ""),
    ("month", "", 0),
    ("code", "1", 1),
    ("number", 1, True),
    ("number", 3, "three"),
    ("flag", True, 1),
    ("set", ["a"], ["a", "b"]),
    ("multiset", ["a", "a"], ["a"]),
    ("multiset", ["a"], None),
    ("band", {"low": 100, "high": 200}, 201),
    ("band", {"low": 0, "high": 1}, True),
    ("band", {"low": 100, "high": 200}, None),
    ("band", {"low": 100, "high": 200}, "150"),
]


@pytest.mark.parametrize(("kind", "expected", "actual"), SAME)
def test_what_is_the_same(kind, expected, actual) -> None:
    assert equal(kind, expected, actual)
    assert comparable(kind, expected)


@pytest.mark.parametrize(("kind", "expected", "actual"), DIFFERENT)
def test_what_is_different(kind, expected, actual) -> None:
    assert not equal(kind, expected, actual)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("fen", "12"),
        ("date", "2026-02-30"),
        ("month", "2026-13"),
        ("flag", 1),
        ("number", "x"),
        ("set", 5),
        ("band", 5),
        ("band", {"low": 2}),
        ("band", {"low": 2, "high": 1}),
    ],
)
def test_what_can_never_be_met_is_not_comparable(kind, value) -> None:
    assert not comparable(kind, value)


def test_every_kind_is_shown_to_tell_same_from_different() -> None:
    assert {kind for kind, _, _ in SAME} == {kind for kind, _, _ in DIFFERENT} == set(NAMES)
