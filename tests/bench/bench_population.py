"""Building populations, beside Faker's Chinese profiles and how many of those contradict themselves."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from faker import Faker

from mock_systems.identifiers import birth_in, sex_in
from mock_systems.population.build import build
from tests.bench import Row

LIMITS = {10_000: (None, None), 100_000: (10, None), 1_000_000: (120, 1.5 * 2**30)}


def rows(quick: bool) -> Sequence[Row]:
    """Seconds and bytes by size (without the million where quick), and Faker's profiles."""
    sizes = [10_000, 100_000] if quick else list(LIMITS)
    built = [built_row(people) for people in sizes]
    return [*(row for row, _ in built), *faker_rows(built[-1][1])]


def built_row(people: int) -> tuple[Row, float]:
    """How long a population took and how large it is; also people per second."""
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        made = build(Path(folder), people)
        seconds = time.perf_counter() - started
        size = made.path.stat().st_size
    return judged(people, seconds, size), people / seconds


def judged(people: int, seconds: float, size: int) -> Row:
    """The row of one size, with its limits where it has some."""
    most_seconds, most_bytes = LIMITS[people]
    measured = f"{seconds:.1f} s, {size / 2**20:,.0f} MiB"
    if most_seconds is None:
        return Row(f"population of {people:,}", measured)
    wanted = f"≤ {most_seconds} s" + (f", ≤ {most_bytes / 2**30} GiB" if most_bytes else "")
    met = seconds <= most_seconds and (most_bytes is None or size <= most_bytes)
    return Row(f"population of {people:,}", measured, wanted, met)


def faker_rows(ours: float) -> Sequence[Row]:
    """Faker's profiles per second, and the share whose number denies sex or birth date."""
    faker = Faker("zh_CN")
    faker.seed_instance(3901)
    started = time.perf_counter()
    profiles = [faker.profile() for _ in range(500)]
    rate = len(profiles) / (time.perf_counter() - started)
    wrong = sum(map(contradicts, profiles)) / len(profiles)
    return [
        Row("people per second, whole lives", f"{ours:,.0f}"),
        Row("Faker zh_CN profiles per second", f"{rate:,.0f}, ours {ours / rate:.1f} ×"),
        Row("Faker profiles that contradict themselves", f"{wrong:.0%}, ours none (gates)"),
    ]


def contradicts(profile: Mapping[str, object]) -> bool:
    """Whether the citizen number in a profile denies its sex or birth date."""
    number = str(profile["ssn"])
    sex = "1" if profile["sex"] == "M" else "2"
    return sex_in(number) != sex or birth_in(number) != profile["birthdate"]
