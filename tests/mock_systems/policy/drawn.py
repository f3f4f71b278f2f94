"""Facts as the comparison with the plain twins draws them, edges on purpose beside the rest."""

from datetime import date

from tests.mock_systems.policy import draws as some
from tests.mock_systems.policy import plain
from tests.mock_systems.policy.draws import Draw

money = some.integers(0, 5_000_000) | some.sampled_from(
    [0, 1, 467_999, 468_000, 468_001, 2_339_999, 2_340_000, 2_340_001, 935_055, 9_999_999_999]
)
months = some.integers(0, 600) | some.sampled_from(
    [0, 11, 12, 13, 59, 60, 119, 120, 179, 180, 181, 359, 360, 361]
)
days = some.dates(date(2025, 1, 1), date(2027, 12, 31)) | some.sampled_from(
    [date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 31), date(2026, 12, 31)]
)
births = some.builds(
    lambda year, month: f"{year}-{month:02d}", some.integers(1955, 1990), some.integers(1, 12)
) | some.sampled_from(["1964-12", "1965-01", "1969-12", "1970-01", "1974-12", "1975-01", "1984-11"])
month_texts = some.builds(
    lambda year, month: f"{year}-{month:02d}", some.integers(2024, 2028), some.integers(1, 12)
)
this_year = some.integers(1, 12).map(lambda month: f"2026-{month:02d}")
classes = some.sampled_from(["M60", "F55", "F50"])
injury_classes, floats = some.integers(1, 8), some.sampled_from([50, 80, 100, 120, 150])
tiers = some.sampled_from(sorted(plain.SUBSIDIES))
stays = some.lists(
    some.tuples(some.sampled_from("ABC"), some.integers(1, 150) | some.sampled_from([119, 120])),
    min_size=1,
    max_size=4,
).map(tuple)


def facts(**draws: Draw) -> Draw:
    return some.fixed_dictionaries(draws)


def rated(**draws: Draw) -> Draw:
    """Facts with a work-injury rate that there is: the first class has no lower floats."""
    return facts(injury_class=injury_classes, injury_float=floats, **draws).filter(
        lambda case: case["injury_class"] > 1 or case["injury_float"] >= 100
    )
