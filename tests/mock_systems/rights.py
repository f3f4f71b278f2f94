"""Insurance and employment records for tests, each with a default and named changes."""

from datetime import date
from typing import Any

from mock_systems.records import (
    Benefit,
    ContributionSpell,
    Employment,
    Levy,
    Participation,
    PersonalAccount,
    Unemployment,
)

KEY = "39019C01"


def participation(key: str = "CB1", **changes: Any) -> Participation:
    """林晓燕, insured in the employee pension with another employer until last year."""
    return Participation.of(
        {
            "participation": key,
            "person": KEY,
            "insurance": "110",
            "employer": "3901A02",
            "state": "2",
            "since": "2014-07",
            "base": 450000,
            "stopped": "2024-11",
            "stop_reason": "6301",
            **changes,
        }
    )


def flexible(**changes: Any) -> Participation:
    """林晓燕, paying on her own on the floor base."""
    own = {"identity": "11", "employer": "", "state": "1", "stopped": "", "stop_reason": ""}
    return participation(**{**own, "base": 468000, **changes})


def working(**changes: Any) -> Participation:
    """林晓燕, insured by another employer now."""
    return participation(**{"state": "1", "stopped": "", "stop_reason": "", **changes})


def spell(key: str = "JF1", **changes: Any) -> ContributionSpell:
    """Two years paid to the employee pension."""
    return ContributionSpell.of(
        {
            "spell": key,
            "person": KEY,
            "insurance": "110",
            "first": "2022-12",
            "last": "2024-11",
            "base": 450000,
            **changes,
        }
    )


def levy(key: str = "HD1", **changes: Any) -> Levy:
    """June as a flexible worker."""
    return Levy.of(
        {
            "levy": key,
            "person": KEY,
            "insurance": "110",
            "month": "2026-06",
            "base": 468000,
            "employer_amount": 0,
            "person_amount": 93600,
            **changes,
        }
    )


def benefit(key: str = "DY1", **changes: Any) -> Benefit:
    """An employee pension in payment."""
    return Benefit.of(
        {
            "benefit": key,
            "person": KEY,
            "kind": "110",
            "since": "2025-01",
            "amount": 346267,
            **changes,
        }
    )


def account(key: str = "ZH1", **changes: Any) -> PersonalAccount:
    """A pension account."""
    return PersonalAccount.of(
        {
            "account": key,
            "person": KEY,
            "insurance": "110",
            "months": 24,
            "principal": 864000,
            "interest": 12345,
            **changes,
        }
    )


def unemployment(key: str = "SY1", **changes: Any) -> Unemployment:
    """A registration of last December, still valid."""
    return Unemployment.of(
        {
            "unemployment": key,
            "person": KEY,
            "unemployed": date(2025, 11, 30),
            "registered": date(2025, 12, 5),
            "reason": "1",
            **changes,
        }
    )


def employment(key: str = "JY1", **changes: Any) -> Employment:
    """A job with the second employer, still open."""
    return Employment.of(
        {
            "employment": key,
            "person": KEY,
            "employer": "3901A02",
            "started": date(2024, 1, 8),
            "registered": date(2024, 1, 20),
            **changes,
        }
    )
