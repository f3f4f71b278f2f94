"""The words of a compiled script: how the grader, which imports nothing, speaks Chinese."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import mock_systems.catalogue  # noqa: F401  (registers every operation)
from mock_systems.codes import LISTS, CodeList
from mock_systems.facts import Fact
from mock_systems.hall.topics import TOPIC, TOPICS
from mock_systems.operation import OPERATIONS, Operation
from mock_systems.records import TABLES, Paper, Printout, Record
from mock_systems.wording import named

OF_THE_STORY = ("people", "papers")
"""The words that are of one story and variant: all others are the program's, the same for every script."""


def words(
    people: Iterable[Record], papers: Iterable[Record] = (), topics: Iterable[Record] = ()
) -> dict[str, Any]:
    """The vocabulary, who is who and what is what in the story, and what its own topics are called."""
    known, own = vocabulary(), {r.key: str(getattr(r, "label", "")) for r in topics}
    if own:
        topical = {k: {**known["codes"][k], **own} for k in _coded_by(TOPIC)}
        known = {**known, "codes": {**known["codes"], **topical}}
    called = {r.key: str(named(Paper, r.model_dump())) for r in papers}
    who = {r.key: str(getattr(r, "name", "")) for r in people}
    return {**known, "people": who, "papers": called}


@cache
def vocabulary() -> Mapping[str, Any]:
    """Titles, labels, code labels and kinds of every operation and record."""
    return {
        "operations": {name: each.declared.title for name, each in OPERATIONS.items()},
        "tables": {name: record.title for name, record in TABLES.items()},
        "fields": {
            **{k: fact.label for k, fact in _facts()},
            **_column_labels(),
            **{k: str(f.label) for k, f in _form_fields()},
        },
        "codes": {
            **{k: dict(fact.codes.labels) for k, fact in _facts() if fact.codes},
            **_column_codes(),
            **{k: dict(f.codes.labels) for k, f in _form_fields() if f.codes},
        },
        "kinds": {**_column_kinds(), **{k: f.kind.name for k, f in _form_fields()}},
        "works_on": {
            **{name: on for name, each in OPERATIONS.items() if (on := _works_on(each))},
            **{code: Printout.table for code, topic in TOPICS.items() if topic.kind == "tell"},
        },
    }


def _works_on(operation: type[Operation]) -> str:
    """What an operation has in hand where others do much the same with it: a thing of the hall, such as a
    paper, or what a system shows of somebody."""
    held = next((f.record for f in operation.form() if f.record), "")
    if held and TABLES[held].of_hall:
        return held
    declared = operation.declared
    return declared.system if declared.part in ("query", "page") else ""


def _coded_by(codes: CodeList) -> list[str]:
    """The facts and fields whose values are from a list."""
    return [k for k, each in (*_facts(), *_form_fields()) if each.codes is codes]


def _facts() -> Iterator[tuple[str, Fact]]:
    """What most operations mean by each fact stands under the fact's own name (`item.item`), for
    columns without words of their own too; what one means otherwise under its name as well. Not
    here: the key of a record that a column is named for, which has the words of that column."""
    meant: dict[str, list[tuple[str, Fact]]] = {}
    columns = {name for _, _, name in _columns()}
    for name, operation in OPERATIONS.items():
        for known, fact in operation.declared.facts.items():
            if not fact.record or known not in columns:
                meant.setdefault(known, []).append((name, fact))
    for known, declared in meant.items():
        facts = [fact for _, fact in declared]
        usual = max(facts, key=facts.count)
        yield f"{known}.{known}", usual
        yield from ((f"{name}.{known}", fact) for name, fact in declared if fact != usual)


def _form_fields() -> list[tuple[str, Any]]:
    return [
        (f"{name}.{field.name}", field)
        for name, operation in OPERATIONS.items()
        for field in operation.form()
    ]


def _columns() -> list[tuple[str, type[Record], str]]:
    return [(f"{t}.{name}", r, name) for t, r in TABLES.items() for name in r.model_fields]


def _column_labels() -> dict[str, str]:
    return {key: str(record.facts(name)["label"]) for key, record, name in _columns()}


def _column_codes() -> dict[str, Any]:
    return {
        key: dict(LISTS[record.facts(name)["codes"]].labels)
        for key, record, name in _columns()
        if record.facts(name)["codes"]
    }


def _column_kinds() -> dict[str, str]:
    return {key: record.kind_of(name).name for key, record, name in _columns()}
