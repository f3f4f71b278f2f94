"""Bystanders: a person and an employer who have nothing to do with a story.

A proof opens their records, which must cost points. They come from the population; where none is
given, from a world of two kept here.
"""

from collections.abc import Sequence
from datetime import date

from mock_systems.identifiers import citizen_number, credit_code
from mock_systems.records import Employer, Person, Record
from mock_systems.world import Query, Source, World


def bystanders(source: Source) -> Sequence[Record]:
    """The first person and the first employer of a population."""
    return [*_first(source, Person), *_first(source, Employer)]


def _first(source: Source, kind: type[Record]) -> Sequence[Record]:
    rows = source.rows(kind.table, Query({}, kind.key_name(), limit=1))
    return [kind.of(row) for row in rows]


def two_bystanders() -> World:
    """The smallest population: one person, one employer."""
    born, area = date(1975, 6, 1), "390121"
    place = "海岳省云屿市雁屿县雁城镇1号"
    person = Person(
        person="3901000001",
        citizen_number=citizen_number(area, born, 1),
        name="路仁",
        sex="1",
        born=born,
        hukou_area=area,
        hukou_address=place,
        address=place,
    )
    employer = Employer(
        employer="39010001",
        credit_code=credit_code(area, "MA000001"),
        name="旁观商行",
        industry="F",
        injury_class=1,
        area=area,
        address=place,
        legal_person="路仁",
        opened=date(2001, 1, 2),
    )
    return World.of(person, employer)
