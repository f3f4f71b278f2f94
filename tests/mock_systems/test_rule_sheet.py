"""The rule sheet: every system that serves the public says its lines, with the figures in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from mock_systems import rule_sheet
from mock_systems.catalogue import SYSTEMS
from mock_systems.money import yuan
from mock_systems.policy import contribution
from mock_systems.policy.load import parameters
from mock_systems.rule_sheet import SHEETS
from mock_systems.sentence import Sentence

DAY = date(2026, 6, 15)
WITHOUT = {"outside", "social_card"}
"""The systems without a sheet: one asks other departments, the rules of the other have no figures."""
FIGURES: Mapping[tuple[str, int], Mapping[str, str]] = {
    ("social_insurance", 1): {
        "pension_employer": "pension.employer_rate",
        "pension_employee": "pension.employee_rate",
        "unemployment_employer": "unemployment.employer_rate",
        "unemployment_employee": "unemployment.employee_rate",
    },
    ("social_insurance", 2): {"rate": "flexible.rate"},
    ("social_insurance", 3): {"days": "registration.enrolment_days"},
    ("social_insurance", 4): {"years": "age.resident_joining"},
    ("employment", 0): {
        "days": "registration.employment_days",
        "end": "registration.employment_end_days",
    },
    ("employment", 1): {"years": "age.working"},
}
"""The parameters behind the figures of a line, by what they are called in it."""
NAMES = [name for figures in FIGURES.values() for name in figures.values()]
BOUNDS = ("social_insurance", 0)


@dataclass(frozen=True)
class Figure:
    """A figure that only one parameter has."""

    value: Decimal


class OneOfEach:
    """Parameters of which no two have the same figure."""

    def used(self, name: str, on: date) -> Figure:
        assert on == DAY
        return Figure(Decimal(7 + NAMES.index(name)))


def with_figures(system: str) -> Iterator[tuple[tuple[str, int], Mapping[str, str]]]:
    """The lines of a system that have figures."""
    for place, line in enumerate(SHEETS[system](DAY)):
        assert isinstance(line, Sentence)
        if line.values:
            yield (system, place), line.values


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_figure_of_a_sheet_is_that_of_its_parameter(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if system in WITHOUT:
        assert system not in SHEETS
        return
    monkeypatch.setattr(rule_sheet, "parameters", OneOfEach)
    told = dict(with_figures(system))
    bounds = told.pop(BOUNDS, {})
    assert told.keys() == {place for place in FIGURES if place[0] == system}
    for place, names in FIGURES.items():
        if place[0] == system:
            assert told[place].keys() == names.keys()
            for called, name in names.items():
                figure = told[place][called].removesuffix("00%")
                assert figure == str(OneOfEach().used(name, DAY).value), f"{place} › {called}"
    assert bool(bounds) == (system == BOUNDS[0])


def test_the_bounds_on_the_sheet_are_those_bases_are_held_between() -> None:
    bounds = contribution.bounds(on=DAY)
    line = SHEETS[BOUNDS[0]](DAY)[BOUNDS[1]]
    assert line == f"缴费基数 {yuan(bounds.fen('floor'))} – {yuan(bounds.fen('ceiling'))} 元。"


def test_a_rate_is_told_in_percent_and_a_limit_as_it_is() -> None:
    rate = parameters().used("pension.employer_rate", DAY).value
    assert Decimal(rule_sheet.percent("pension.employer_rate", DAY).removesuffix("%")) == rate * 100
    assert rule_sheet.figure("registration.enrolment_days", DAY) == "30"


def test_every_system_with_figures_of_its_own_has_a_sheet() -> None:
    assert SHEETS.keys() == SYSTEMS.keys() - WITHOUT
    assert all(lines(DAY) for lines in SHEETS.values())


@pytest.mark.parametrize(
    ("system", "told"), [("employment", "2200 元"), ("social_insurance", "必须")]
)
def test_what_is_owed_to_workers_past_the_age_stands_there_from_july_on(system, told) -> None:
    before, after = (SHEETS[system](date(2026, *day)) for day in ((6, 30), (7, 1)))
    [more] = [line for line in after if line not in before]
    assert "工伤保险" in more and told in more
