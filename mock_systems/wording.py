"""What records say, told to people: one column or the whole record, in the words of who reads it.

Nothing else turns a value of a column into words. How readers differ is a few small answers; what
a column is (a code, a key, an amount) is asked in one place.
"""

from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

from mock_systems.codes import LISTS, CodeList
from mock_systems.items import SERVICE_ITEM
from mock_systems.kinds import BANK_CARD, MOBILE, Kind
from mock_systems.masking import masked_account, masked_phone
from mock_systems.records import Record
from mock_systems.sentence import Sentence
from mock_systems.world import World

NONE = "—"
MASKS: Mapping[Kind, Callable[[str], str]] = {MOBILE: masked_phone, BANK_CARD: masked_account}


class Wording:
    """The plain wording: labels of codes, amounts in yuan, all else as it stands."""

    def told(self, kind: type[Record], column: str, value: Any) -> str:
        """A value of a column, of a record or of its row."""
        if value in (None, ""):
            return NONE
        if other := kind.names(column):
            return self.key(other, str(value))
        if codes := kind.facts(column)["codes"]:
            return self.code(LISTS[codes], value)
        return self.plain(kind.kind_of(column), value)

    def of(self, record: Record, column: str) -> str:
        """What a record says in a column."""
        return self.told(type(record), column, getattr(record, column))

    def key(self, kind: type[Record], key: str) -> str:
        """The key of a record of a kind."""
        return key

    def code(self, codes: CodeList, code: str) -> str:
        """A code of a list."""
        return codes.label(code)

    def plain(self, kind: Kind, value: Any) -> str:
        """A value that stands for itself."""
        return kind.shown(value)


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

    def plain(self, kind: Kind, value: Any) -> str:
        return MASKS[kind](value) if kind in MASKS else super().plain(kind, value)


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
