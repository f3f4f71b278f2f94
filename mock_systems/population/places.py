"""Where people live and come from: the city's districts, streets and roads, other provinces."""

from dataclasses import dataclass

from mock_systems.population.chance import Chance, weighted
from mock_systems.population.words import words

_WORDS = words("places")
_ROADS = _WORDS["roads"]["names"].split()
_ESTATES = _WORDS["roads"]["estates"].split()
_ETHNICITIES: list[str] = weighted(
    {**_WORDS["ethnicity"], "汉族": 1000 - sum(_WORDS["ethnicity"].values())}
)

BANKS = tuple(_WORDS["banks"]["names"].split())


@dataclass(frozen=True, slots=True)
class Origin:
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
    origins: tuple[Origin, ...]


def _origin(province: dict[str, str], number: int) -> Origin:
    city, county = divmod(number, 2)
    area = f"{province['prefix']}{city + 1:02d}{county + 21:02d}"
    return Origin(area, province["province"] + province["places"].split()[number])


def _district(number: int, district: dict[str, str]) -> District:
    return District(
        district["area"],
        f"{_WORDS['city']}{district['name']}",
        int(district["urban"]) / 100,
        tuple(district["streets"].split()),
        tuple(_origin(province, number) for province in _WORDS["origin"]),
    )


DISTRICTS = tuple(_district(*each) for each in enumerate(_WORDS["district"]))
AREAS = {each.area: _WORDS["province"] + each.name for each in DISTRICTS} | {
    origin.area: origin.name for each in DISTRICTS for origin in each.origins
}
"""Every area a citizen number of the population may start with, and its name."""


def home_address(chance: Chance, district: District) -> str:
    """A dwelling in a district."""
    place = f"{district.name}{chance.pick(district.streets)}{chance.pick(_ROADS)}"
    if chance.happens(0.5):
        return f"{place}{chance.whole(1, 199)}号"
    return f"{place}{chance.pick(_ESTATES)}{chance.whole(1, 20)}幢{_door(chance)}室"


def office_address(chance: Chance, district: District) -> str:
    """Where a firm sits."""
    return f"{district.name}{chance.pick(_ROADS)}{chance.whole(1, 399)}号"


def origin_address(chance: Chance, origin: Origin) -> str:
    """A dwelling in another province."""
    return f"{origin.name}{chance.pick(_ROADS)}{chance.whole(1, 99)}号"


def ethnicity(chance: Chance) -> str:
    """An ethnicity, 汉族 for most."""
    return chance.pick(_ETHNICITIES)


def _door(chance: Chance) -> int:
    return chance.whole(1, 18) * 100 + chance.whole(1, 4)
