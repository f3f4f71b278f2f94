"""Employers: one for every hundred people, and which of them a career may lead to.

An employer's facts depend on the seed and its own number alone, so any block of people can know
an employer that another block writes. People only work for employers that come before them in
the population: asking for more people never changes where the first ones work.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mock_systems.city import DISTRICTS, District
from mock_systems.identifiers import credit_code
from mock_systems.population.allotment import DISTRICTS as DISTRICT_COUNT
from mock_systems.population.allotment import PEOPLE_PER_EMPLOYER, employer_phone
from mock_systems.population.chance import Chance, number
from mock_systems.population.days import day_text
from mock_systems.population.names import given_name, surname
from mock_systems.population.places import office_address
from mock_systems.population.words import words

Row = tuple[Any, ...]

OLD_SHARE = 4
"""Every fourth employer, the very first included, has been there since before 1996."""

_WORDS = words("firms")
_BRANDS = [a + b for a in _WORDS["first"] for b in _WORDS["second"]]
_OLD = (date(1992, 1, 6).toordinal(), date(1995, 12, 20).toordinal())
_YOUNG = (date(1996, 1, 8).toordinal(), date(2024, 6, 28).toordinal())
_STEP = 17_011
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_PREFIX = {"10": ("91", "有限公司"), "40": ("51", ""), "60": ("92", "")}


@dataclass(frozen=True, slots=True)
class Business:
    """A line of business: what its firms are called, their kind, and the jobs in them."""

    noun: str
    kind: str
    industry: str
    injury_class: int
    jobs: tuple[str, ...]


def _businesses() -> list[Business]:
    return [
        Business(noun, kind, each["code"], each["injury_class"], tuple(each["jobs"].split()))
        for each in _WORDS["industry"]
        for kind, names in (("10", "companies"), ("60", "shops"), ("40", "societies"))
        for noun in each[names].split()
    ]


_BUSINESSES = _businesses()


@dataclass(frozen=True, slots=True)
class Workplace:
    """What careers need to know of an employer."""

    key: str
    opened: int
    business: Business
    district: District
    name: str


class Employers:
    """The employers of one population, made when they are first asked for."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._turn = number("employers", seed)
        self._known: dict[int, Workplace] = {}

    def __getitem__(self, index: int) -> Workplace:
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = self._workplace(index)
        return known

    def open_by(self, day: int, chance: Chance, person: int) -> Workplace:
        """An employer this person may have started with on that day."""
        known = person // PEOPLE_PER_EMPLOYER + 1
        for _ in range(4):
            found = self[int(chance.random() * known)]
            if found.opened <= day:
                return found
        old = (known + OLD_SHARE - 1) // OLD_SHARE
        return self[int(chance.random() * old) * OLD_SHARE]

    def row(self, index: int) -> Row:
        """The employer's record."""
        place = self[index]
        business = place.business
        chance = Chance("employer", self._seed, index)
        floats = (100, 120, 150) if business.injury_class == 1 else (50, 80, 100, 120, 150)
        return (
            place.key,
            _credit_code(place, index),
            place.name,
            business.kind,
            business.industry,
            business.injury_class,
            chance.pick((100, 100, *floats)),
            place.district.area,
            office_address(chance, place.district),
            surname(chance) + given_name(chance, chance.pick("112"), 1972),
            surname(chance) + given_name(chance, chance.pick("122"), 1986),
            employer_phone(index),
            day_text(place.opened),
            "1",
        )

    def _workplace(self, index: int) -> Workplace:
        chance = Chance("workplace", self._seed, index)
        which = (index * _STEP + self._turn) % (len(_BRANDS) * len(_BUSINESSES))
        brand, business = divmod(which, len(_BUSINESSES))
        low, high = _YOUNG if index % OLD_SHARE else _OLD
        district = DISTRICTS[int(chance.random() * DISTRICT_COUNT)]
        return Workplace(
            f"3901{index:04d}",
            chance.whole(low, high),
            _BUSINESSES[business],
            district,
            _name(_BUSINESSES[business], _BRANDS[brand], district),
        )


def _name(business: Business, brand: str, district: District) -> str:
    if business.kind == "10":
        return f"云屿{brand}{business.noun}{_CODE_PREFIX['10'][1]}"
    return f"{district.name}{brand}{business.noun}"


def _credit_code(place: Workplace, index: int) -> str:
    return numbered(place.district.area, place.business.kind, index)


def numbered(area: str, kind: str, index: int) -> str:
    """The credit code of an employer of an area and a kind; its body counts up from the number."""
    body = "MA2" + "".join(_CODE_LETTERS[index * 7 // 31**power % 31] for power in range(4, -1, -1))
    return credit_code(area, body, kind=_CODE_PREFIX.get(kind, _CODE_PREFIX["10"])[0])
