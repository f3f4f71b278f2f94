"""Where people live and come from: dwellings in the city and in other provinces."""

from mock_systems.city import District, HomeCounty
from mock_systems.population.chance import Chance, weighted
from mock_systems.population.words import words

_WORDS = words("places")
_ROADS = _WORDS["roads"]["names"].split()
_ESTATES = _WORDS["roads"]["estates"].split()
_ETHNICITIES: list[str] = weighted(
    {**_WORDS["ethnicity"], "汉族": 1000 - sum(_WORDS["ethnicity"].values())}
)


def home_address(chance: Chance, district: District) -> str:
    """A dwelling in a district."""
    place = f"{district.name}{chance.pick(district.streets)}{chance.pick(_ROADS)}"
    if chance.happens(0.5):
        return f"{place}{chance.whole(1, 199)}号"
    return f"{place}{chance.pick(_ESTATES)}{chance.whole(1, 20)}幢{_door(chance)}室"


def office_address(chance: Chance, district: District) -> str:
    """Where a firm sits."""
    return f"{district.name}{chance.pick(_ROADS)}{chance.whole(1, 399)}号"


def origin_address(chance: Chance, origin: HomeCounty) -> str:
    """A dwelling in another province."""
    return f"{origin.name}{chance.pick(_ROADS)}{chance.whole(1, 99)}号"


def ethnicity(chance: Chance) -> str:
    """An ethnicity, 汉族 for most."""
    return chance.pick(_ETHNICITIES)


def _door(chance: Chance) -> int:
    return chance.whole(1, 18) * 100 + chance.whole(1, 4)
