"""Months, ages and money at their edges."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mock_systems.ages import age
from mock_systems.money import whole_fen, yuan
from mock_systems.months import later, length, month_of, span


@given(some.dates(date(1950, 1, 1), date(2090, 1, 1)), some.integers(-600, 600))
def test_going_on_and_coming_back_leads_to_the_same_month(day, months):
    month = month_of(day)
    assert later(later(month, months), -months) == month


@given(some.dates(date(1990, 1, 1), date(2030, 1, 1)), some.integers(0, 400))
def test_a_span_has_as_many_months_as_its_length(day, months):
    first = month_of(day)
    last = later(first, months)
    found = list(span(first, last))
    assert (found[0], found[-1], len(found)) == (first, last, length(first, last))
    assert found == sorted(set(found))


def test_months_sort_as_time_does_from_the_first_year_on():
    assert month_of(date(1, 2, 3)) == "0001-02"


def test_a_span_that_ends_before_it_begins_is_empty():
    assert list(span("2026-02", "2026-01")) == []


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2010, 6, 15), date(2026, 6, 14), 15),
        (date(2010, 6, 15), date(2026, 6, 15), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_a_year_is_completed_on_the_birthday(born, on, years):
    assert age(born, on) == years


def test_half_a_fen_is_rounded_up_and_yuan_are_grouped():
    assert [whole_fen(Decimal(text)) for text in ("0.4999", "0.5", "2.5", "3.5")] == [0, 1, 3, 4]
    assert [yuan(fen) for fen in (0, 5, 123456789)] == ["0.00", "0.05", "1,234,567.89"]
