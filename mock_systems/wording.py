"""What records say, told to people: one column or the whole record, in the words of who reads it.

Nothing else turns a value of a column into words. How readers differ is a few small answers; what
a column is (a code, a key, an amount) is asked in one place.
"""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from mock_systems.codes import LISTS, CodeList
from mock_systems.items import SERVICE_ITEM
from mock_systems.masking import MASKS
from mock_systems.money import yuan
from mock_systems.records import Record
from mock_systems.sentence import Sentence
from mock_systems.world import World

NONE = "—"


class Wording:
    """The plain wording: labels of codes, amounts in yuan, all else as it stands."""

    def told(self, kind: type[Record], column: str, value: Any) -> str:
        """A value of a column, of a record or of its row."""
        if value in (None, ""):
            return NONE
        if other := kind.names(column):
            return self.key(other, str(value))
        facts = kind.facts(column)
        if codes := facts["codes"]:
            return self.code(LISTS[codes], value)
        if facts["masked"]:
            return self.number(value, facts["masked"])
        return self.amount(value, facts["unit"])

    def of(self, record: Record, column: str) -> str:
        """What a record says in a column."""
        return self.told(type(record), column, getattr(record, column))

    def key(self, kind: type[Record], key: str) -> str:
        """The key of a record of a kind."""
        return key

    def code(self, codes: CodeList, code: str) -> str:
        """A code of a list."""
        return codes.label(code)

    def number(self, number: str, mask: str) -> str:
        """A number that the systems mask."""
        return number

    def amount(self, value: Any, unit: str) -> str:
        """An amount, a time or a text."""
        return yuan(value) if unit == "fen" else str(value)


class OnScreen(Wording):
    """As the systems show it: keys and codes with what they stand for, numbers masked."""

    def __init__(self, world: World) -> None:
        self._world = world

    def key(self, kind: type[Record], key: str) -> str:
        return f"{key} {self._name(kind, key)}" if kind.told_by else key

    def _name(self, kind: type[Record], key: str) -> str:
        return super().told(kind, kind.told_by, getattr(self._world.one(kind, key), kind.told_by))

    def code(self, codes: CodeList, code: str) -> str:
        return codes.described(code)

    def number(self, number: str, mask: str) -> str:
        return MASKS[mask](number)


class InLists(OnScreen):
    """As lists show it: by its name alone, without number or code."""

    def key(self, kind: type[Record], key: str) -> str:
        return self._name(kind, key) if kind.told_by else key

    def code(self, codes: CodeList, code: str) -> str:
        return spoken(codes, code)


def spoken(codes: CodeList, code: str) -> str:
    """A code as staff say it: by its label, but a service item with its code, which they know."""
    return codes.described(code) if codes is SERVICE_ITEM else codes.label(code)


def named(kind: type[Record], row: Mapping[str, Any]) -> str:
    """How people call the record that a row stands for; empty where nobody calls it anything."""
    plain = Wording()
    if not kind.called:
        return plain.told(kind, kind.told_by, row[kind.told_by]) if kind.told_by else ""
    columns = [name for _, name, _, _ in Formatter().parse(kind.called) if name]
    told = {name: plain.told(kind, name, row[name]) if row[name] else "" for name in columns}
    return Sentence(kind.called, **told)


def heading(kind: type[Record], column: str) -> str:
    """What stands over a column, or before its value: its label; over names, whose they are."""
    other = kind.names(column)
    return other.title if other and other.told_by else str(kind.facts(column)["label"])
