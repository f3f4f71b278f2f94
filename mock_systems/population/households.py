"""Households: who lives together, how old they are to each other, what they are called.

Look-alikes are made here on purpose: twins and strangers whose citizen numbers differ in one
order digit (and so in the check character), namesakes, and names one easily mistaken character
apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mock_systems.city import DISTRICTS
from mock_systems.population.allotment import (
    BLOCK,
    Allotment,
    district_of,
    near_order,
    order,
)
from mock_systems.population.chance import Chance, weighted
from mock_systems.population.days import BASE, day_text
from mock_systems.population.names import confused, given_name, surname
from mock_systems.population.people import Citizen, Row, numbered
from mock_systems.population.places import ethnicity, home_address, origin_address

YEAR = 365.2425
HEAD, SPOUSE, SON, DAUGHTER, FATHER, MOTHER = "01", "10", "20", "30", "51", "52"

_KINDS = weighted({"alone": 21, "couple": 22, "one": 20, "two": 15, "lone": 5, "three": 17})
_HEAD_AGES = {
    "alone": ((20, 34), (35, 60), (61, 90), (61, 90)),
    "couple": ((25, 36), (52, 72), (61, 84)),
    "one": ((27, 50),),
    "two": ((28, 50),),
    "lone": ((27, 52),),
    "three": ((29, 52),),
}
_CHILDREN = {"one": 1, "two": 2, "lone": 1, "three": 1}


@dataclass(slots=True)
class Home:
    """What the members of a household share."""

    area: str
    hukou_address: str
    address: str
    urban: bool
    ethnicity: str
    members: list[tuple[str, Citizen]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.members[0][1].key}00"

    def row(self) -> Row:
        """The household's record."""
        return (self.key, self.area, self.hukou_address, "10" if self.urban else "20")

    def member_row(self, relation: str, citizen: Citizen) -> Row:
        """The record of one member's place in it."""
        return (f"{citizen.key}01", self.key, citizen.key, relation)


class Neighbourhood:
    """One block of people: its households, one after another, until the block is full."""

    def __init__(self, block: int, allotment: Allotment, chance: Chance) -> None:
        self._next = block * BLOCK
        self._end = self._next + BLOCK
        self._allotment = allotment
        self._chance = chance
        self._district = DISTRICTS[district_of(self._next)]
        self._heads: list[Citizen] = []

    def homes(self) -> Iterator[Home]:
        while self._next < self._end:
            yield self._home()

    def _home(self) -> Home:
        near = self._near_stranger()
        if near:
            return near
        home = self._empty_home()
        kind = self._chance.pick(_KINDS)
        head = self._head(home, kind)
        family = self._family(home, head, kind)
        home.members = [(HEAD, head), *family]
        self._heads.append(head)
        return home

    def _empty_home(self) -> Home:
        chance, district = self._chance, self._district
        address = home_address(chance, district)
        if chance.happens(0.14):
            origin = chance.pick(district.origins)
            hukou = origin_address(chance, origin)
            urban = chance.happens(0.35)
            return Home(origin.area, hukou, address, urban, ethnicity(chance))
        urban = chance.happens(district.urban)
        return Home(district.area, address, address, urban, ethnicity(chance))

    def _head(self, home: Home, kind: str) -> Citizen:
        chance = self._chance
        low, high = chance.pick(_HEAD_AGES[kind])
        sex = "1" if chance.happens(0.46 if kind in ("alone", "lone") else 0.74) else "2"
        return self._citizen(home, sex, _born_about(chance.whole(low * 12, high * 12)))

    def _family(self, home: Home, head: Citizen, kind: str) -> Iterator[tuple[str, Citizen]]:
        """The others, as far as there is room in the block."""
        for relation, citizen in self._relatives(home, head, kind):
            yield relation, citizen
            if self._next >= self._end:
                return

    def _relatives(self, home: Home, head: Citizen, kind: str) -> Iterator[tuple[str, Citizen]]:
        if self._next >= self._end or kind == "alone":
            return
        mother = father = head
        if kind != "lone":
            spouse = self._spouse(home, head)
            yield SPOUSE, spouse
            father, mother = (head, spouse) if head.sex == "1" else (spouse, head)
        yield from self._children(home, father, mother, _CHILDREN.get(kind, 0))
        if kind == "three":
            yield from self._parents(home, head)

    def _spouse(self, home: Home, head: Citizen) -> Citizen:
        older = self._chance.whole(-3, 6) * (1 if head.sex == "1" else -1)
        about = min(head.born + int(older * YEAR), _born_about(23 * 12))
        return self._citizen(home, "2" if head.sex == "1" else "1", about, moved=0.14)

    def _children(
        self, home: Home, father: Citizen, mother: Citizen, count: int
    ) -> Iterator[tuple[str, Citizen]]:
        about = mother.born + int(self._chance.whole(21 * 12, 35 * 12) * YEAR / 12)
        sibling: Citizen | None = None
        for _ in range(count):
            if about > BASE - 60:
                return
            twin = self._twin(home, sibling)
            sibling = twin or self._child(home, father, mother, about)
            yield SON if sibling.sex == "1" else DAUGHTER, sibling
            about = sibling.born + int(self._chance.whole(27, 84) * YEAR / 12)

    def _child(self, home: Home, father: Citizen, mother: Citizen, about: int) -> Citizen:
        sex = "1" if self._chance.happens(0.525) else "2"
        parent = father if self._chance.happens(0.94) else mother
        return self._citizen(home, sex, about, family=parent.family)

    def _parents(self, home: Home, head: Citizen) -> Iterator[tuple[str, Citizen]]:
        chance = self._chance
        mother = head.born - int(chance.whole(22 * 12, 32 * 12) * YEAR / 12)
        if chance.happens(0.55):
            about = mother - int(chance.whole(-1, 5) * YEAR)
            yield FATHER, self._citizen(home, "1", about, family=head.family)
        if self._next < self._end and chance.happens(0.75):
            yield MOTHER, self._citizen(home, "2", mother)

    def _citizen(
        self, home: Home, sex: str, about: int, *, family: str = "", moved: float = 0
    ) -> Citizen:
        born, pair = self._allotment.birth_and_pair(self._next, about)
        area = home.area
        if moved and self._chance.happens(moved):
            area = self._chance.pick(self._district.origins).area
        return self._named(home, area, sex, born, order(pair, sex), family)

    def _named(
        self, home: Home, area: str, sex: str, born: int, taken: int, family: str
    ) -> Citizen:
        chance = self._chance
        family = family or surname(chance)
        given = given_name(chance, sex, int(day_text(born)[:4]))
        if self._heads and chance.happens(0.025):
            family, given = self._resembling(sex, family, given)
        index, self._next = self._next, self._next + 1
        return Citizen(
            index,
            f"3901{index:06d}",
            sex,
            born,
            taken,
            family,
            given,
            numbered(area, born, taken),
            home.urban,
            home.area,
            home.hukou_address,
            home.address,
            home.ethnicity,
        )

    def _resembling(self, sex: str, family: str, given: str) -> tuple[str, str]:
        """The name of an earlier head of the same sex, or one character off it."""
        model = self._chance.pick(self._heads)
        if model.sex != sex:
            return family, given
        mistaken = confused(model.family, model.given)
        if mistaken and self._chance.happens(0.6):
            return model.family, mistaken[len(model.family) :]
        return model.family, model.given

    def _twin(self, home: Home, sibling: Citizen | None) -> Citizen | None:
        if sibling is None or self._chance.random() > 0.2:
            return None
        near = near_order(sibling.order)
        return self._near(home, sibling, near, sibling.family) if near else None

    def _near_stranger(self) -> Home | None:
        """A person living alone whose number is nearly that of the household head before."""
        if not self._heads or self._chance.random() > 0.05:
            return None
        near = near_order(self._heads[-1].order)
        if near is None:
            return None
        model = self._heads.pop()  # an order has one look-alike only
        home = self._empty_home()
        family = model.family if self._chance.happens(0.4) else ""
        home.members = [(HEAD, self._near(home, model, near, family))]
        return home

    def _near(self, home: Home, model: Citizen, near: int, family: str) -> Citizen:
        return self._named(home, model.number[:6], model.sex, model.born, near, family)


def _born_about(months: int) -> int:
    return BASE - int(months * YEAR / 12)
