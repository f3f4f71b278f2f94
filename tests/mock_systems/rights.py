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
from tests.mock_systems.builders import usual

KEY = "39019C01"


participation = usual(
    Participation,
    "CB1",
    person=KEY,
    insurance="110",
    employer="3901A02",
    state="2",
    since="2014-07",
    base=450000,
    stopped="2024-11",
    stop_reason="6301",
)
"""林晓燕, insured in the employee pension with another employer until last year."""


def flexible(**changes: Any) -> Participation:
    """林晓燕, paying on her own on the floor base."""
    own = {"identity": "11", "employer": "", "state": "1", "stopped": "", "stop_reason": ""}
    return participation(**{**own, "base": 468000, **changes})


def working(**changes: Any) -> Participation:
    """林晓燕, insured by another employer now."""
    return participation(**{"state": "1", "stopped": "", "stop_reason": "", **changes})


spell = usual(
    ContributionSpell,
    "JF1",
    person=KEY,
    insurance="110",
    first="2022-12",
    last="2024-11",
    base=450000,
)
"""Two years paid to the employee pension."""

levy = usual(
    Levy,
    "HD1",
    person=KEY,
    insurance="110",
    month="2026-06",
    base=468000,
    employer_amount=0,
    person_amount=93600,
)
"""June as a flexible worker."""

benefit = usual(
    Benefit,
    "DY1",
    person=KEY,
    kind="110",
    since="2025-01",
    amount=346267,
)
"""An employee pension in payment."""

account = usual(
    PersonalAccount,
    "ZH1",
    person=KEY,
    insurance="110",
    months=24,
    principal=864000,
    interest=12345,
)
"""A pension account."""

unemployment = usual(
    Unemployment,
    "SY1",
    person=KEY,
    unemployed=date(2025, 11, 30),
    registered=date(2025, 12, 5),
    reason="1",
)
"""A registration of last December, still valid."""

employment = usual(
    Employment,
    "JY1",
    person=KEY,
    employer="3901A02",
    started=date(2024, 1, 8),
    registered=date(2024, 1, 20),
)
"""A job with the second employer, still open."""
