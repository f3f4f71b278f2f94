"""The city the hall stands in: its districts, the counties its people come from, its banks.

The city is data (`city.toml`), all of it invented.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from mock_systems.codes import CodeList
from mock_systems.sentence import Typed

_CITY = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class HomeCounty:
    """A county elsewhere that people of one district come from."""

    area: str
    name: str
    """With province and city, as addresses begin."""


@dataclass(frozen=True, slots=True)
class District:
    """A district of the city; `urban` is the share of town households."""

    area: str
    name: str
    urban: float
    streets: tuple[str, ...]
    origins: tuple[HomeCounty, ...]


def within(area: str, region: str) -> bool:
    """Whether an area lies in a region: the code of each begins with the codes of what lies around
    it (GB/T 2260)."""
    return area.startswith(region)


def _origin(province: dict[str, str], number: int) -> HomeCounty:
    city, county = divmod(number, 2)
    area = f"{province['prefix']}{city + 1:02d}{county + 21:02d}"
    return HomeCounty(area, province["province"] + province["places"].split()[number])


def _district(number: int, district: dict[str, str]) -> District:
    return District(
        district["area"],
        f"{_CITY['city']}{district['name']}",
        int(district["urban"]) / 100,
        tuple(district["streets"].split()),
        tuple(_origin(province, number) for province in _CITY["origin"]),
    )


DISTRICTS = tuple(_district(*each) for each in enumerate(_CITY["district"]))
_AREAS = {
    **{each.area: _CITY["province"] + each.name for each in DISTRICTS},
    **{origin.area: origin.name for each in DISTRICTS for origin in each.origins},
}
AREA = CodeList("area", {area: Typed(name) for area, name in _AREAS.items()}, "GB/T 2260")
"""Every area a citizen number of the population may start with; like addresses, they are the same in
every language."""
BANK = CodeList("bank", {name: name for name in _CITY["banks"].split()}, asked="ask_bank")
