"""What a record is: a frozen, validated row of one named table.

Records are values. They are never edited in place: the world replaces one by another and notes
the change. A column carries its official label and national field code, and a record says how
people call it, so screens, papers, logs and judges' pages name it the same way.
"""

from collections.abc import KeysView, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, ClassVar, Self, cast, get_args

from pydantic import BaseModel, ConfigDict, Field

from mock_systems.codes import LISTS, CodeList
from mock_systems.kinds import KINDS, Code, Kind
from mock_systems.records.moves import Moves

__all__ = ["TABLES", "Record", "column", "is_party", "key_column", "parties"]

_BY_UNIT = {"fen": "money", "month": "month"}
_BY_TYPE = {int: "number", bool: "flag", date: "date", dict: "json"}
TABLES: dict[str, "type[Record]"] = {}


def column(
    label: str,
    default: Any = ...,
    *,
    code: str = "",
    codes: CodeList | None = None,
    unit: str = "",
    kind: str = "",
    words: str = "",
    called: str = "",
    area: str = "",
    among: CodeList | None = None,
    by_word: bool = False,
    index: bool = False,
    secret: bool = False,
) -> Any:
    """A field of a record.

    `kind` is its kind of values where neither type, list nor unit tells it: `name`, `citizen_number`.
    `code` is the national field code (AAC003 …), `codes` the list its values come from, `unit`
    is `fen`, `percent`, `month` or empty. `words` names a list declared later that has words for texts
    of any kind, such as what was talked about. `called` is what people call it beside its
    label, parted by bars, `area` the column with the code of an address's area, `among` the list whose codes are
    all it can be of numbers. What changes `by_word` no paper need say. `World.find` is quick by an indexed column. A secret
    column belongs to the story and is never shown to a contestant as it is. A column named as a table holds keys of its records.
    """
    lists = {"codes": codes.name if codes else "", "among": among.name if among else ""}
    kept: Any = {"code": code, "unit": unit, "kind": kind, "index": index, "secret": secret}
    said: Any = {"label": label, "words": words, "called": called, "area": area, "by_word": by_word}
    return Field(default, json_schema_extra={**said, **lists, **kept})


def key_column(label: str, *, code: str = "") -> Any:
    """The key of a record: its first column, a text."""
    return column(label, code=code)


class Record(BaseModel):
    """One row of one table. The first column is its key.

    A class says in its variables all that others must know of it: nobody keeps a list of tables.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: ClassVar[str]
    title: ClassVar[str]
    prefix: ClassVar[str]
    """Starts the key of a record made during an attempt (see `World.new_key`)."""
    counts_as: ClassVar[Mapping[str, str]] = {}
    """What one says as long as it counts: a notice that was made void is there, and none any more."""
    told_by: ClassVar[str] = ""
    """The column by which people call one; empty where its key is all there is to say."""
    called: ClassVar[str] = ""
    """How people call one where that takes more words: a sentence with columns in braces."""
    numbered_by: ClassVar[str] = ""
    """The column of the number that people have at hand for one, in place of its key."""
    found_by: ClassVar[Sequence[str]] = ()
    """The columns by which one is looked for beside its key and number."""
    apart_by: ClassVar[Sequence[str]] = ()
    """The columns that tell those of one person apart, on papers, the most telling first."""
    chosen_by: ClassVar[Sequence[str]] = ()
    """What a list of choices says of one, where that is something else."""
    drawn: ClassVar[Sequence[str]] = ()
    """The columns of numbers that one of a story is given where its script gives none."""
    vital: ClassVar[Sequence[str]] = ()
    """The columns that tell who somebody is, or where money goes: a change of one rests on evidence."""
    title_on_papers: ClassVar[str] = ""
    """What papers call it, where that is something else."""
    voiced: ClassVar[str] = ""
    """The column with what the visitor says or shows, of one that tells some of it."""
    is_party: ClassVar[bool] = False
    """Whether business is done for one. Parties are so many, and so many of them namesakes, that
    forms ask for a number and words tell it."""
    is_human: ClassVar[bool] = False
    """Whether one is a human being: of two parties that a record names it is theirs first."""
    populated: ClassVar[str] = ""
    """What the population has of them, a phrase for its page; empty where they come up in stories
    and attempts alone."""
    once_for: ClassVar[Sequence[str]] = ()
    """The columns, each or some together parted by blanks, that no two of the population agree on
    where they say anything."""
    is_log: ClassVar[bool] = False
    """Whether it only notes what was done to other records."""
    of_hall: ClassVar[bool] = False
    """Whether it is kept at the counter, of its own work, and not by the systems."""
    of_story: ClassVar[bool] = False
    """Whether it is how a case is told, which nobody works on."""
    kept_back: ClassVar[bool] = False
    """Whether there may be some that nobody has shown: asking for one must not tell that it is
    there."""
    moves: ClassVar[Moves | None] = None
    """How a record that has a state goes from one to the next; none where it has no state."""
    _facts: ClassVar[dict[str, dict[str, Any]]]
    _key: ClassVar[str]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        TABLES[cls.table] = cls
        fields = cls.model_fields.items()
        cls._facts = {name: cast(dict[str, Any], field.json_schema_extra) for name, field in fields}
        cls._key = next(iter(cls._facts))

    @classmethod
    def key_name(cls) -> str:
        """The name of the first column."""
        return cls._key

    @classmethod
    def columns(cls) -> KeysView[str]:
        """The names of all columns."""
        return cls._facts.keys()

    @classmethod
    def listed(cls) -> Sequence[str]:
        """The columns that a list of one person's records shows: all but the key, the person and
        what is secret."""
        left = (cls.key_name(), "person")
        return [
            name for name, facts in cls._facts.items() if name not in left and not facts["secret"]
        ]

    @classmethod
    def names(cls, column: str) -> "type[Record] | None":
        """The records whose keys a column holds: another table's, which it is named for."""
        return None if column == cls.key_name() else TABLES.get(column)

    @classmethod
    def asked_by(cls) -> Sequence[str]:
        """The columns by which a form may name one, where they are more than its key."""
        return (cls.key_name(), cls.numbered_by, *cls.found_by) if cls.numbered_by else ()

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The record that a plain row (as in a change, or in the population file) stands for."""
        return cls.model_validate(row)

    @classmethod
    def facts(cls, name: str) -> Mapping[str, Any]:
        """What is declared of one column: label, code, code list, unit and the rest of `column`."""
        return cls._facts[name]

    @classmethod
    @cache
    def kind_of(cls, name: str) -> Kind:
        """The kind of a column's values."""
        facts = cls._facts[name]
        if facts["codes"]:
            return Code(LISTS[facts["codes"]])
        named = facts["kind"] or _BY_UNIT.get(facts["unit"])
        return KINDS[named or _BY_TYPE.get(_plain_type(cls.model_fields[name].annotation), "text")]

    @classmethod
    def is_register(cls) -> bool:
        """Whether it is what systems register, and no log of it."""
        return not (cls.of_hall or cls.of_story or cls.is_log)

    @property
    def is_business(self) -> bool:
        """Whether one that was made or changed is what somebody came for."""
        return self.is_register()

    @property
    def key(self) -> str:
        return str(getattr(self, self.key_name()))

    @property
    def stands_in(self) -> str:
        """The state it is in by its table of moves; empty where it has none."""
        return self.moves.state(getattr(self, self.moves.column)) if self.moves else ""

    @property
    def closed(self) -> bool:
        """Whether the record has come to its end; kinds that can end say when."""
        return False

    def says(self, column: str, value: Any) -> bool:
        """Whether a column has this value already, however it is written."""
        return bool(self.kind_of(column).same(value, getattr(self, column)))

    def row(self) -> dict[str, Any]:
        """The record as plain JSON values: dates as YYYY-MM-DD, money as integer fen."""
        return self.model_dump(mode="json")


def parties() -> Sequence[type[Record]]:
    """The records that business is done for, people first."""
    found = (kind for kind in TABLES.values() if kind.is_party)
    return sorted(found, key=lambda kind: not kind.is_human)


def is_party(table: str) -> bool:
    """Whether business is done for the records of a table; an empty name is no table's."""
    return table in TABLES and TABLES[table].is_party


def _plain_type(annotation: Any) -> Any:
    """The type inside an optional one, the class of a generic one."""
    inner = [kind for kind in get_args(annotation) if kind is not type(None)]
    if getattr(annotation, "__origin__", None) is dict:
        return dict
    return inner[0] if len(inner) == 1 else annotation
