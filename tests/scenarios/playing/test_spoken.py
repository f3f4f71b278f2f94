"""A value is known again however people say it, and is not taken for another."""

from datetime import date

import pytest

from mock_systems.kinds import KINDS, MOBILE
from scenarios.playing.spoken import heard, spoken

TODAY = date(2026, 6, 15)
PHONE = "14272050660"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("mobile", PHONE, "新号码是14272050660。"),
        ("mobile", PHONE, "142 7205 0660"),
        ("mobile", PHONE, "142-7205-0660"),
        ("mobile", PHONE, "一四二七二零五零六六零"),
        ("mobile", PHONE, "１４２７２０５０６６０"),
        ("citizen_number", "39010219840308902X", "号码39010219840308902x"),
        ("date", "2026-06-01", "2026-06-01"),
        ("date", "2026-06-01", "2026年6月1日起"),
        ("date", "2026-06-01", "2026年06月01日"),
        ("date", "2026-06-01", "2026.6.1"),
        ("date", "2026-06-01", "6月1号来的"),
        ("date", "2025-12-20", "去年12月20日"),
        ("date", "1984-03-08", "390102198403089027"),
        ("expiry", "9999-12-31", "长期有效"),
        ("month", "2026-03", "2026年3月到6月"),
        ("month", "2026-06", "今年3月到6月"),
        ("month", "2026-06", "2026-06-01"),
        ("month", "2025-12", "12月的"),
        ("money", 3_900_00, "3,900.00"),
        ("money", 3_900_00, "每月3900元"),
        ("money", 3_900_00, "3900.0"),
        ("money", 3_900_00, "三千九百块"),
        ("money", 3_900_00, "三千九"),
        ("money", 12_000_00, "一万二"),
        ("money", 10_500_00, "一万零五百"),
        ("money", 5_616_80, "5,616.80元"),
        ("money", 5_616_80, "5616.8元"),
        ("name", "买买提·艾力", "我叫买买提•艾力"),
        ("address", "海岳省云屿市望澜区灯楼街道88号", "海岳省云屿市 望澜区 灯楼街道88号"),
    ],
)
def test_a_value_is_known_again(kind: str, value: object, text: str) -> None:
    assert spoken(KINDS[kind], value, TODAY).search(heard(text))


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("mobile", PHONE, "142720506601"),
        ("mobile", PHONE, "142****0660"),
        ("text", "12", "2012年"),
        ("date", "2026-06-01", "2025年6月1日"),
        ("date", "2026-06-01", "6月11日"),
        ("date", "2026-06-01", "16月1日"),
        ("date", "2020-06-01", "6月1日"),
        ("month", "2026-01", "2026年11月"),
        ("month", "2026-01", "2026年3月"),
        ("month", "2022-03", "3月"),
        ("money", 3_900_00, "13900元"),
        ("money", 3_900_00, "3900.50元"),
        ("money", 3_900_00, "39000元"),
        ("money", 3_900_00, "13,900.00"),
        ("money", 900_00, "3,900.00"),
        ("address", "望澜区灯楼街道88号", "望澜区灯楼街道18号"),
    ],
)
def test_a_value_is_not_taken_for_another(kind: str, value: object, text: str) -> None:
    assert not spoken(KINDS[kind], value, TODAY).search(heard(text))


def test_cells_beside_each_other_are_not_read_as_one_number() -> None:
    assert spoken(MOBILE, PHONE, TODAY).search(heard(f"2026-06-01\n{PHONE}\n12"))
    assert spoken(MOBILE, PHONE, TODAY).search(heard(f"2026-06-01 {PHONE} 12"))
