"""Months as years: the step and the direction a place rounds them by, and what hangs on it."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mock_systems.policy.catalogue import RULES
from mock_systems.policy.keys import keys
from mock_systems.policy.load import FOLDER, load
from mock_systems.policy.parameter import HOME, BadParameter
from mock_systems.policy.slip import as_json, as_text, work_out
from tests.mock_systems.policy.figures import ON, worked_out
from tests.mock_systems.policy.plain import half_up

DOWN, HALF_UP, UP = "0", "1", "2"


def rounded_by(family: str, step: str, rounding: str) -> dict[str, str]:
    return {f"{family}.years_step": step, f"{family}.years_rounding": rounding}


WAYS: dict[str, Callable[[Fraction], int]] = {
    DOWN: lambda exact: exact.numerator // exact.denominator,
    HALF_UP: half_up,
    UP: lambda exact: -(-exact.numerator // exact.denominator),
}


def plain_years(months: int, step: str, rounding: str) -> Fraction:
    if step == "0":
        return Fraction(months, 12)
    return WAYS[rounding](Fraction(months, 12) / Fraction(step)) * Fraction(step)


steps = some.sampled_from(["0", "0.01", "0.1", "0.25", "0.5", "1"])
roundings = some.sampled_from([DOWN, HALF_UP, UP])


@settings(deadline=None)
@given(some.integers(0, 1200), some.integers(0, 30_000), some.integers(0, 1200), steps, roundings)
def test_a_pension_follows_the_step_and_the_direction_of_its_place(
    months: int, index: int, deemed: int, step: str, rounding: str
) -> None:
    deemed = min(deemed, months)
    found = worked_out(
        "pension.monthly",
        rounded_by("pension", step, rounding),
        months=months,
        deemed_months=deemed,
        index=Decimal(index) / 10_000,
        balance=10_000_000,
        age=720,
    )
    z = Fraction(index, 10_000)
    years, before = (plain_years(each, step, rounding) for each in (months, deemed))
    assert found.value["basic"] == half_up(810_000 * (1 + z) / 2 * years / 100)
    assert found.value["transitional"] == half_up(810_000 * z * before * 13 / 1000)


@settings(deadline=None)
@given(some.integers(0, 600), some.integers(0, 600), steps, roundings)
def test_a_death_grant_follows_the_step_and_the_direction_of_its_place(
    paid: int, drawn: int, step: str, rounding: str
) -> None:
    found = worked_out(
        "death.pension_member",
        rounded_by("death", step, rounding),
        paid_months=paid,
        drawn_months=drawn,
    )
    if paid >= 360:
        multiple = Fraction(24)
    elif paid > 180:
        multiple = plain_years(paid, step, rounding) - 6
    else:
        multiple = Fraction(9 if paid >= 120 else 6 if paid >= 60 else 3)
    if drawn:
        multiple = max(Fraction(9), multiple - plain_years(drawn, step, rounding))
    assert found.value["consolation"] == half_up(500_000 * multiple)


@pytest.mark.parametrize(
    ("step", "rounding", "years", "basic"),
    [
        ("0.01", HALF_UP, "29.42", 220_703),
        ("0.01", DOWN, "29.41", 220_628),
        ("0.1", UP, "29.5", 221_304),
        ("0.5", HALF_UP, "29.5", 221_304),
        ("1", DOWN, "29", 217_553),
        ("0", HALF_UP, "29.416667", 220_678),
    ],
)
def test_353_months_are_as_many_years_as_determination_sheets_of_each_kind_say(
    step: str, rounding: str, years: str, basic: int
) -> None:
    facts = {"months": 353, "index": Decimal("0.8523"), "balance": 0, "age": 720}
    done = worked_out("pension.monthly", rounded_by("pension", step, rounding), **facts)
    steps = {each.title: each for each in done.steps}
    assert (steps["缴费年限"].result, done.value["basic"]) == (years, basic)
    assert f"× {years} ×" in steps["基础养老金"].formula


def test_a_pension_that_ends_on_half_a_fen_is_rounded_up_though_its_years_are_not_rounded() -> None:
    figures = {"pension.years_step": "0", "pension.calculation_base": "3.00"}
    record = {"months": 16, "index": Decimal("0.25"), "balance": 0, "age": 720}
    assert (
        worked_out("pension.monthly", figures, **record).fen("basic") == 3
    )  # 300 × 1.25 ÷ 2 × 16/12 %


@pytest.mark.parametrize(
    ("months", "multiple", "total"),
    [(181, "9", "55000.00"), (192, "10", "60000.00"), (352, "23", "125000.00")],
)
def test_whole_years_are_the_other_reading_of_a_death_grant(
    months: int, multiple: str, total: str
) -> None:
    found = worked_out("death.pension_member", rounded_by("death", "1", DOWN), paid_months=months)
    assert keys()["multiple"].write(found.value["multiple"]) == multiple
    assert keys()["total"].write(found.value["total"]) == total


@pytest.mark.parametrize(
    ("months", "multiple"), [(59, 3), (60, 6), (119, 6), (120, 9), (359, 24), (360, 24)]
)
def test_whoever_is_short_of_a_band_by_a_month_is_not_rounded_into_it(
    months: int, multiple: int
) -> None:
    found = worked_out("death.pension_member", rounded_by("death", "1", UP), paid_months=months)
    assert found.value["multiple"] == multiple


def doubts(region: str = HOME, **facts: int) -> list[str]:
    slip = work_out(RULES["death.pension_member"], facts, ON, region)
    return [str(doubt) for doubt in as_json(slip)["doubts"]]


@pytest.mark.parametrize(
    ("paid", "drawn", "is_told"),
    [
        (99, 0, False),
        (180, 0, False),
        (181, 0, True),
        (192, 0, False),
        (352, 0, True),
        (361, 0, False),
        (360, 120, False),
        (360, 122, True),
        (181, 122, True),
    ],
)
def test_a_slip_names_the_reading_of_part_years_where_it_decides(
    paid: int, drawn: int, is_told: bool
) -> None:
    for region in (HOME, "1801"):
        said = "".join(doubts(region, paid_months=paid, drawn_months=drawn))
        assert ("另一读法只算整年" in said) is is_told


def test_the_second_region_reads_whole_years_and_rounds_a_pension_s_years_up() -> None:
    slip = work_out(RULES["death.pension_member"], {"paid_months": 352}, ON, "1801")
    assert slip.calculation.value["multiple"] == 23
    assert "29（舍去不足 1 年的部分）" in as_text(slip)
    facts = {"months": 353, "index": Decimal("0.8523"), "balance": 0, "age": 720}
    assert "29.5（进到 0.1 年）" in as_text(work_out(RULES["pension.monthly"], facts, ON, "1801"))


def test_a_direction_that_there_is_not_is_refused_with_those_there_are(tmp_path: Path) -> None:
    text = (FOLDER / "pension.toml").read_text("utf-8")
    before, after = text.split('unit = "rounding"')
    (tmp_path / "pension.toml").write_text(
        before + 'unit = "rounding"' + after.replace('value = "1"', 'value = "3"', 1), "utf-8"
    )
    with pytest.raises(BadParameter, match="第1项：数值 3 不可用。0 舍去，1 四舍五入，2 进位。"):
        load(tmp_path)
