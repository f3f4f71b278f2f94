"""Facts: what an operation adds to the log beside the form as it was typed, and how people call it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mock_systems.codes import CodeList
from mock_systems.records import Record


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as an operation declares it: its label, the list its codes are from, the table whose
    key it is, empty where it is no record's, and whether it is a list of them. One of several may be
    a table, of these parts."""

    label: str
    codes: CodeList | None = None
    record: str = ""
    several: bool = False
    parts: Mapping[str, "Fact"] = field(default_factory=dict)


def fact_of(declared: Fact | type[Record]) -> Fact:
    """A fact as it was declared; a record's class stands for its key, called as the key is."""
    if isinstance(declared, Fact):
        return declared
    return Fact(declared.facts(declared.key_name())["label"], record=declared.table)
