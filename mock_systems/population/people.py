"""People: who they are before anything happens to them, and their row in the register."""

from dataclasses import dataclass
from typing import Any

from mock_systems.identifiers import citizen_check
from mock_systems.population.days import day_text

Row = tuple[Any, ...]


@dataclass(slots=True)
class Citizen:
    """A person of the population while it is made. Days are ordinals."""

    index: int
    key: str
    sex: str
    born: int
    order: int
    family: str
    given: str
    number: str
    urban: bool
    hukou_area: str
    hukou_address: str
    address: str
    ethnicity: str

    @property
    def name(self) -> str:
        return self.family + self.given


def numbered(area: str, born: int, order: int) -> str:
    """The citizen number of an area, a birth day and an order."""
    body = f"{area}{day_text(born).replace('-', '')}{order:03d}"
    return body + citizen_check(body)


def old_number(number: str) -> str:
    """The number of 15 digits that people had before 1999-10: no century, no check character."""
    return number[:6] + number[8:17]


def person_row(
    citizen: Citizen, *, state: str, phone: str, work_started: int | None, old: bool
) -> Row:
    """The person's record."""
    return (
        citizen.key,
        citizen.number,
        citizen.name,
        citizen.sex,
        day_text(citizen.born),
        citizen.ethnicity,
        state,
        "10" if citizen.urban else "20",
        citizen.hukou_area,
        citizen.hukou_address,
        citizen.address,
        phone,
        None if work_started is None else day_text(work_started),
        old_number(citizen.number) if old else "",
    )
