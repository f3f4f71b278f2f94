"""A name nobody knows is answered with the one that was meant, or with those there are."""

import pytest

from mock_systems.hints import nearest

ITEMS = ("A05", "A09", "B03", "C02", "H01", "H02", "J04", "J05")


@pytest.mark.parametrize(
    ("name", "known", "told"),
    [
        ("serch", ["after", "search", "as"], "是否想写“search”？"),
        ("A06", ITEMS, "可用的有：A05、A09、B03、C02、H01、H02、J04、J05"),
        ("B04", ITEMS, "可用的有：A05、A09、B03、C02、H01、H02、J04、J05"),
        ("step_2", ["step_1", "stop_2"], "是否想写“stop_2”？"),
        ("aks", ["as", "ask", "tasks"], "是否想写“ask”？"),
        ("h02", ITEMS, "是否想写“H02”？"),
        ("x", [], "此处不能填写"),
    ],
)
def test_what_is_near_is_suggested_and_another_number_is_not_near(name, known, told) -> None:
    assert nearest(name, known) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("缺少印章", "是否想写“no_seal”？"),
        ("材料已过有效期", "是否想写“expired”？"),
        ("no_sael", "是否想写“no_seal”？"),
        ("q", "可用的有：ok 真实有效、no_seal 缺少印章或签名、expired 已过有效期"),
    ],
)
def test_a_code_is_meant_by_its_label_too_and_codes_are_listed_with_theirs(name, told) -> None:
    labels = {"ok": "真实有效", "no_seal": "缺少印章或签名", "expired": "已过有效期"}
    assert nearest(name, labels) == told


def test_of_many_names_the_most_alike_are_listed_first() -> None:
    many = [f"aaaaaaaa{n}" for n in range(20)]
    assert nearest("zebxx", [*many, "zzzebra"]).startswith("可用的有：zzzebra、")
