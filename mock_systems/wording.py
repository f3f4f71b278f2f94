"""What records and forms say, told to people: a column, a field or the whole record, in the words of
who reads it.

Nothing else turns a value of a column or a field into words. How readers differ is a few small
answers; what a value is (a code, a key, an amount) is asked in one place.
"""

from collections.abc import Mapping
from string import Formatter
from typing import Any, ClassVar

from mock_systems.codes import LISTS, CodeList
from mock_systems.fields import FormField
from mock_systems.items import SERVICE_ITEM
from mock_systems.kinds import Kind
from mock_systems.records import TABLES, Record
from mock_systems.sentence import Sentence
from mock_systems.world import World

NONE = "—"


class Wording:
    """The plain wording: labels of codes, amounts in yuan, all else as it stands."""

    nothing: ClassVar[str] = NONE
    """What is told where there is no value."""

    def told(self, kind: type[Record], column: str, value: Any) -> str:
        """A value of a column, of a record or of its row."""
        codes = LISTS.get(self.words_of(kind, column))
        return self._value(value, kind.names(column), codes, kind.kind_of(column))

    def typed(self, field: FormField, value: Any) -> str:
        """A value of a field of a form."""
        return self._value(value, TABLES.get(field.record), field.codes, field.kind)

    def _value(
        self, value: Any, named: type[Record] | None, codes: CodeList | None, kind: Kind
    ) -> str:
        if value in (None, ""):
            return self.nothing
        if named:
            return self.key(named, str(value))
        if codes and kind.several:
            return Sentence("{all}", all=tuple(self.code(codes, each) for each in value))
        return self.code(codes, value) if codes else self.plain(kind, value)

    def of(self, record: Record, column: str) -> str:
        """What a record says in a column."""
        return self.told(type(record), column, getattr(record, column))

    def words_of(self, kind: type[Record], column: str) -> str:
        """The name of the code list whose words tell a column, empty where none does."""
        return str(kind.facts(column)["codes"])

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
        return kind.on_screen(value)


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
    values = {name: plain.told(kind, name, row[name]) if row[name] else "" for name in columns}
    return Sentence(kind.called, **values)


def heading(kind: type[Record], column: str) -> str:
    """What stands over a column, or before its value: its label; over names, whose they are."""
    other = kind.names(column)
    return other.title if other and other.told_by else str(kind.facts(column)["label"])
