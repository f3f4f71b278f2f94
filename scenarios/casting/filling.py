"""Filling in: the keys of a story's records, and the numbers that its script leaves out.

All of them look like the population's (`likeness`): what belongs to a person has that person's key
and a running number.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from mock_systems.population.allotment import employer_phone
from mock_systems.population.employers import numbered
from mock_systems.records import TABLES, Employer, Person
from scenarios.casting.likeness import (
    bank_account,
    employer_number,
    person_key,
    person_number,
    phone,
)
from scenarios.casting.names import Names, Template, UnknownName, template
from scenarios.reading.script import CaseScript

_RECENT = date(2000, 1, 1)
"""When a firm opened that does not say so."""


class Filling:
    """Fills in the records of one script, in the order in which it tells them."""

    def __init__(self, script: CaseScript) -> None:
        self._case = script.id
        self._records: Counter[str] = Counter()
        self._drawn = Counter[str](each.pool for each in script.vary.values())
        """How many of the numbers of each pool the script draws itself."""
        self._first = self._person(0, next(iter(script.cast.get(Person.table, [])), {}))

    def of(self, table: str, ordinal: int, columns: Mapping[str, Any]) -> Mapping[str, Any]:
        """Key and numbers of the record of a table at a place of the script, by column."""
        if table not in TABLES:
            return {}
        kind = TABLES[table]
        numbers = {name: self._number(table, name, ordinal, columns) for name in kind.drawn}
        return {kind.key_name(): self._key(table, ordinal, columns), **numbers}

    def _key(self, table: str, ordinal: int, columns: Mapping[str, Any]) -> Template:
        if table == Person.table:
            return self._person(ordinal, columns)
        if table == Employer.table:
            number = self._employer(ordinal, columns)
            return lambda names: f"3901{number(names):04d}"
        return self._belonging(columns.get(Person.key_name(), ""))

    def _person(self, ordinal: int, columns: Mapping[str, Any]) -> Template:
        area = template(columns.get("hukou_area", ""))
        return lambda names: person_key(self._case, names.variant, ordinal, str(area(names)))

    def _employer(self, ordinal: int, columns: Mapping[str, Any]) -> Template:
        opened = template(columns.get("opened", ""))

        def number(names: Names) -> int:
            since = _day(opened(names)) or _RECENT
            return employer_number(self._case, names.variant, ordinal, since)

        return number

    def _belonging(self, person: Any) -> Template:
        """What names no person is kept with the first one."""
        owner = template(person) if person else self._first
        self._records[str(person)] += 1
        number = self._records[str(person)]

        def key(names: Names) -> str:
            try:
                return f"{owner(names)}{number:03d}"
            except UnknownName:  # told of the column itself
                return f"{number:03d}"

        return key

    def _number(self, table: str, name: str, ordinal: int, columns: Mapping[str, Any]) -> Template:
        case, behind = self._case, self._drawn[name] + ordinal
        if name == "citizen_number":
            return self._citizen_number(ordinal, columns)
        if name == "bank_account":
            return lambda names: bank_account(case, names.variant, behind)
        if name == "credit_code":
            return self._credit_code(ordinal, columns)
        if table == Employer.table:
            number = self._employer(ordinal, columns)
            return lambda names: employer_phone(number(names))
        return lambda names: phone(case, names.variant, behind)

    def _citizen_number(self, ordinal: int, columns: Mapping[str, Any]) -> Template:
        """Empty where area or birth date are none: the check says so of them."""
        asked = template([columns.get(name, "") for name in ("hukou_area", "born", "sex")])

        def made(names: Names) -> str:
            area, born, sex = asked(names)
            try:
                return person_number(
                    self._case, names.variant, ordinal, area, date.fromisoformat(born), sex
                )
            except (TypeError, ValueError):
                return ""

        return made

    def _credit_code(self, ordinal: int, columns: Mapping[str, Any]) -> Template:
        """Empty where the area is none: the check says so of it."""
        said = template([columns.get("area", ""), columns.get("kind", "")])
        number = self._employer(ordinal, columns)

        def made(names: Names) -> str:
            area, kind = said(names)
            try:
                return numbered(area, str(kind), number(names))
            except ValueError:
                return ""

        return made


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
