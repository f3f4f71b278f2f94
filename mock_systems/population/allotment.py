"""Which numbers each person gets, so that no two people anywhere in a population share one.

Blocks of people are made apart from each other, so numbers cannot be checked against those
already given: they are unique by construction. A person's place in the district fixes a residue
of the birth day (of 313) and one of 400 pairs of order numbers; no two people of a district have
the same two. Areas belong to one district each. Orders 801–898 are for look-alikes: someone born
on the same day in the same area whose order differs from an order below 100 in its first digit
alone. Nothing here reaches the orders 900–999 and the accounts from 90000000000000 on, which are left
to scripts and to attempts (docs/architecture.md).
"""

from dataclasses import dataclass

from mock_systems.identifiers import bank_card, mobile
from mock_systems.population.chance import number
from mock_systems.population.days import BASE

BLOCK = 1000
DISTRICTS = 8
PEOPLE = 20_000
"""How many there are where nobody asks for more or fewer."""
LARGEST = 1_000_000
PEOPLE_PER_EMPLOYER = 100

_RESIDUES = 313
PAIRS = 400
"""How many pairs of order numbers there are: see `order`."""
_PLACES = _RESIDUES * PAIRS
_PLACE_STEP = 48_611
PEOPLE_MOBILES = 88_000_007
_EMPLOYER_MOBILES = 88_500_000
_MOBILE_STEP = 39_916_801
ACCOUNTS = 89_999_999_999_963
_ACCOUNT_STEP = 27_644_437_000_011
_NEAR = 800


@dataclass(frozen=True, slots=True)
class Allotment:
    """The numbers of one population; `seed` turns them, so that populations differ."""

    place_turn: int
    mobile_turn: int
    account_turn: int

    @classmethod
    def of(cls, seed: int) -> "Allotment":
        return cls(*(number("allotment", seed, each) for each in ("place", "mobile", "account")))

    def birth_and_pair(self, index: int, about: int) -> tuple[int, int]:
        """The day nearest to `about` that this person may be born on, and the pair of orders."""
        in_district = index // (BLOCK * DISTRICTS) * BLOCK + index % BLOCK
        place = (in_district * _PLACE_STEP + self.place_turn) % _PLACES
        residue, pair = divmod(place, PAIRS)
        day = about - (about - residue + _RESIDUES // 2) % _RESIDUES + _RESIDUES // 2
        return (day if day < BASE else day - _RESIDUES), pair

    def mobile(self, index: int) -> str:
        """The mobile number of a person."""
        return mobile((index * _MOBILE_STEP + self.mobile_turn) % PEOPLE_MOBILES)

    def bank_account(self, index: int, which: int) -> str:
        """The bank card number of a person's account: 0 and 1 on cards, 2 a plain one."""
        serial = ((index * 3 + which) * _ACCOUNT_STEP + self.account_turn) % ACCOUNTS
        return bank_card(serial)


def district_of(index: int) -> int:
    """The district a person's block of people lives in."""
    return index // BLOCK % DISTRICTS


def order(pair: int, sex: str) -> int:
    """The order number of a pair that fits the sex: odd for men, even for women."""
    return pair * 2 + (1 if sex == "1" else 2)


def employer_phone(index: int) -> str:
    """The telephone number of an employer."""
    return mobile(_EMPLOYER_MOBILES + index)


def near_order(taken: int) -> int | None:
    """The order a look-alike of this one gets, or None where there is none."""
    return taken + _NEAR if taken < 100 else None
