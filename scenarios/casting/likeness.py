"""Likeness: keys and numbers of a story's people and firms, such as the population has.

They are drawn anew in every variant, each as likely as any other that a person of that district, or
a firm of that age, may have in a population of the usual size. So neither a look nor a count tells
who belongs to the case, or which of two look-alikes is meant; what order lists have by keys and
numbers is by chance as well. Nothing here knows a population: whoever has the key of somebody
placed is not in that attempt's world (`World`), and a variant whose numbers somebody else has is
not used (`scenarios.shelf.stage_for`).
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from mock_systems.city import DISTRICTS
from mock_systems.identifiers import bank_card, citizen_number, mobile
from mock_systems.population.allotment import (
    ACCOUNTS,
    BLOCK,
    PAIRS,
    PEOPLE,
    PEOPLE_MOBILES,
    PEOPLE_PER_EMPLOYER,
    district_of,
    order,
)
from mock_systems.population.employers import OLD_SHARE
from mock_systems.records import Paper

_FIRST = 2
"""The first people and the first group of firms stay out: proofs need bystanders."""
_OLD = date(1996, 1, 1)
_PAPERS = 50_000


def lot(case: str, variant: int, name: str) -> int:
    """A large number that depends on the case, the variant and the name alone."""
    return int.from_bytes(hashlib.sha256(f"{case}/{variant}/{name}".encode()).digest()[:8], "big")


@lru_cache(1000)
def apart(case: str, variant: int, what: str, count: int, room: int) -> Sequence[int]:
    """So many numbers below `room`, no two alike while there is room for that. More of them leave
    the first as they were."""
    found: list[int] = []
    for each in range(count):
        number = lot(case, variant, f"{what}/{each}") % room
        while number in found and len(found) < room:
            number = (number + 1) % room
        found.append(number)
    return found


def person_key(case: str, variant: int, ordinal: int, area: str) -> str:
    """The key of somebody who comes from an area: blocks of people live in a district each."""
    inside = apart(case, variant, "person", ordinal + 1, BLOCK - _FIRST)[ordinal] + _FIRST
    blocks = _blocks(area)
    block = blocks[lot(case, variant, f"block/{ordinal}") % len(blocks)]
    return f"3901{block * BLOCK + inside:06d}"


@cache
def _blocks(area: str) -> Sequence[int]:
    """The blocks whose people come from an area; all of them where none do."""
    blocks = range(PEOPLE // BLOCK)
    return [each for each in blocks if _of_area(each, area)] or blocks


def _of_area(block: int, area: str) -> bool:
    district = DISTRICTS[district_of(block * BLOCK)]
    return area in {district.area, *(origin.area for origin in district.origins)}


def employer_number(case: str, variant: int, ordinal: int, opened: date) -> int:
    """The number of a firm: one of four is an old one."""
    groups = PEOPLE // PEOPLE_PER_EMPLOYER // OLD_SHARE - 1
    group = apart(case, variant, "employer", ordinal + 1, groups)[ordinal] + 1
    young = lot(case, variant, f"firm/{ordinal}") % (OLD_SHARE - 1) + 1
    return group * OLD_SHARE + (0 if opened < _OLD else young)


def person_number(case: str, variant: int, ordinal: int, area: str, born: date, sex: str) -> str:
    """A citizen number. `ValueError` where there is no such area."""
    pair = apart(case, variant, "order", ordinal + 1, PAIRS)[ordinal]
    return citizen_number(area, born, order(pair, sex))


def phone(case: str, variant: int, ordinal: int) -> str:
    """A mobile number; those of one story have ordinals of their own."""
    return mobile(apart(case, variant, "phone", ordinal + 1, PEOPLE_MOBILES)[ordinal])


def bank_account(case: str, variant: int, ordinal: int) -> str:
    """The number of a bank account, likewise."""
    return bank_card(apart(case, variant, "bank_account", ordinal + 1, ACCOUNTS)[ordinal])


def paper_key(case: str, variant: int, ordinal: int) -> str:
    """The key of a paper, which says nothing of the others."""
    inside = apart(case, variant, "paper", ordinal + 1, _PAPERS)[ordinal]
    return f"{Paper.prefix}{inside + _PAPERS}"
