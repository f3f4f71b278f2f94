"""Values in words: what stands in records, forms and papers, as judges and authors read it.

Codes are told by their labels, keys by whom or what they stand for. What has no word stands for
itself, so that nothing is ever left out.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_systems.codes import CodeList
from mock_systems.hall.paper_forms import PAPER_FORMS, told
from mock_systems.items import SERVICE_ITEM
from mock_systems.records import TABLES, Record, is_party
from mock_systems.sentence import Sentence
from mock_systems.wording import NONE, Wording, named, spoken
from mock_systems.world import Change


class Labels(dict[str, str]):
    """What the records of an attempt are called by key, as they were first called: people and
    employers by name, papers, applications and notices by what they are."""

    def __init__(self, changes: Sequence[Change]) -> None:
        calls = ((each, named(TABLES[each.table], each.after)) for each in changes)
        self._calls = [(each.seq, each.key, name) for each, name in calls if name]
        super().__init__({key: name for _, key, name in reversed(self._calls)})
        renamed = {key for _, key, name in self._calls if name != self[key]}
        self._calls = [call for call in self._calls if call[1] in renamed]

    def after(self, seq: int) -> Mapping[str, str]:
        """What they were called after action `seq`; those that came later, as they were first."""
        return ChainMap({key: name for at, key, name in self._calls if at <= seq}, self)


def names_in(changes: Sequence[Change]) -> Labels:
    """What the records of an attempt are called."""
    return Labels(changes)


def called(table: str, key: str, names: Mapping[str, str]) -> str:
    """Whom or what a key stands for, parties with their number, for there are namesakes; the key
    itself where nothing is known of it."""
    if key not in names:
        return key
    if is_party(table):
        return Sentence("{name}（{number}）", name=names[key], number=key)
    return names[key]


class InForms(Wording):
    """As judges and authors read what was typed: nothing masked, keys by whom or what they stand
    for."""

    nothing = ""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def key(self, kind: type[Record], key: str) -> str:
        return called(kind.table, key, self._names)

    def code(self, codes: CodeList, code: str) -> str:
        label = codes.label(code)
        return called(codes.widened_by, label, self._names) if codes.widened_by else label


class ForJudges(InForms):
    """As judges and authors read what records have: service items with their code."""

    nothing = NONE

    def words_of(self, kind: type[Record], column: str) -> str:
        return super().words_of(kind, column) or str(kind.facts(column)["words"])

    def code(self, codes: CodeList, code: str) -> str:
        return spoken(codes, code) if codes is SERVICE_ITEM else super().code(codes, code)


def written_on(paper: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands on a paper (the row of its record): labels and values, in reading order."""
    yield from told(PAPER_FORMS[paper["kind"]].keys, paper["content"])
