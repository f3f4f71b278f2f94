"""The folder of one person: the rows that belong to them, with keys that start with theirs."""

from typing import Any

from mock_systems.population.people import Citizen
from mock_systems.population.schema import WRITTEN
from mock_systems.records import TABLES

Rows = dict[str, list[tuple[Any, ...]]]
_DEFAULTS = {
    table: tuple(field.default for field in TABLES[table].model_fields.values())
    for table in WRITTEN
}
"""The defaults of each table's columns, in their order."""


class Folder:
    """Adds records of one person to the rows of a block."""

    def __init__(self, citizen: Citizen, rows: Rows) -> None:
        self.citizen = citizen
        self._key = citizen.key
        self._rows = rows
        self._made = 0
        self.pensions: list[str] = []
        """The insurances that pay them a pension."""
        self.phone = ""
        """Their own mobile number, or ''."""
        self.card_account = ""
        """The bank account of their valid card, or ''."""

    def add(self, table: str, *values: Any) -> str:
        """Add a record: a key, the person, the values in the order of the table's columns; the last
        ones may be left to their defaults. Its key."""
        # By name, with the names checked, making people took a fifth longer; a wrong place shows when
        # every row is read as a record, which the tests do.
        self._made += 1
        key = f"{self._key}{self._made:03d}"
        row = (key, self._key, *values)
        self._rows[table].append(row + _DEFAULTS[table][len(row) :])
        return key

    def log_card(self, card: str, kind: str, on: str) -> None:
        """Add a line to a card's log, which names the card before the person."""
        self._put("card_event", self._new_key(), card, self._key, kind, on)

    def add_police_record(self, *values: Any) -> None:
        """Add the police register's own entry, which names the citizen number, not the person."""
        self._put("police_record", self._new_key(), self.citizen.number, *values)

    def grant(self, insurance: str, since: str, amount: int) -> None:
        """Add a pension."""
        self.add("benefit", insurance, since, amount, "1")
        self.pensions.append(insurance)

    def _put(self, table: str, *row: Any) -> None:
        self._rows[table].append(row + _DEFAULTS[table][len(row) :])

    def _new_key(self) -> str:
        self._made += 1
        return f"{self._key}{self._made:03d}"
