"""Every operation declares all that screens, logs, judges and authors ask of it."""

import json
import re
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from mock_systems.catalogue import SYSTEMS
from mock_systems.codes import LISTS
from mock_systems.fields import FormField
from mock_systems.items import ITEMS
from mock_systems.operation import OPERATIONS, Operation, Undeclared
from mock_systems.records import TABLES, Record
from mock_systems.search import EmployerQuery, PersonQuery

LISTED = [each for each in OPERATIONS.values() if not each.declared.menu]
"""Operations without an entry in a menu: a row of a query's result opens them."""

EVERY = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))


def chinese(text: str) -> bool:
    return bool(re.search("[一-龥]", text))


@EVERY
def test_an_operation_belongs_to_a_named_system_and_a_known_item(operation: type[Operation]):
    assert operation.declared.system in SYSTEMS
    assert operation.declared.title
    assert operation.declared.item in ("", *ITEMS)


@EVERY
def test_an_operation_says_what_it_is_and_by_what_right(operation: type[Operation]):
    declared = operation.declared
    assert re.fullmatch("[a-z_]+[.][a-z]+(_[a-z]+)*", declared.name)
    assert chinese(declared.title)
    assert chinese(declared.basis)
    assert operation.__doc__ and operation.__doc__ != Operation.__doc__


def test_an_operation_without_a_part_cannot_be_declared():
    with pytest.raises(Undeclared, match="idle: write part=, one of query, page,"):
        type("Idle", (Operation,), {}, name="hall.idle", title="闲置")
    assert "hall.idle" not in OPERATIONS


@EVERY
def test_an_operation_stands_in_a_menu_or_is_opened_from_a_list(operation: type[Operation]):
    assert chinese(operation.declared.menu) is (operation not in LISTED)


def test_what_queries_list_is_opened_by_a_page_that_takes_the_key_of_a_row():
    queries = [each for each in OPERATIONS.values() if each.declared.part == "query"]
    assert all(issubclass(each, PersonQuery | EmployerQuery) for each in queries)
    assert {query.opens for query in queries} == {each.declared.name for each in LISTED}
    assert {each.declared.part for each in LISTED} == {"page"}


@EVERY
def test_a_page_takes_the_key_of_one_record(operation: type[Operation]):
    if operation.declared.part == "page":
        assert [field.kind.name for field in operation.form()] == ["record"]


def test_a_service_item_is_named_by_operations_that_save():
    assert not [o for o in OPERATIONS.values() if o.declared.item and o.declared.reads]


def test_no_two_operations_of_a_system_share_a_title():
    titles = [(o.declared.system, o.declared.title) for o in OPERATIONS.values()]
    assert len(set(titles)) == len(titles)


@EVERY
def test_a_field_that_changes_a_column_names_one_of_the_record_its_form_begins_with(
    operation: type[Operation],
):
    changed = {field.changes for field in operation.form() if field.changes}
    record = TABLES.get(operation.form()[0].record) if changed else None
    assert changed <= set(record.model_fields if record else ())


def fields() -> Iterator[tuple[str, FormField]]:
    for name, operation in OPERATIONS.items():
        yield from ((f"{name}.{field.name}", field) for field in operation.form())


@pytest.mark.parametrize("field", dict(fields()).values(), ids=list(dict(fields())))
def test_a_field_is_labelled_and_says_what_it_takes(field: FormField):
    assert chinese(field.label)
    assert chinese(field.hint) or not field.hint
    assert re.fullmatch("([A-Z]{3}[0-9]{3})?", field.code)
    assert (field.codes is not None) is (field.kind.name in ("code", "codes"))
    assert (field.record in TABLES) is (field.kind.name == "record")
    assert field.codes is None or field.default in (None, "", (), *field.codes)


def complaints(name: str, value: object) -> list[str]:
    """What is said of a field whose value is this: none where it can be filled in like that."""
    operation, _, field = name.rpartition(".")
    try:
        OPERATIONS[operation].model_validate_json(json.dumps({field: value}))
    except ValidationError as invalid:
        return [each["msg"] for each in invalid.errors() if each["loc"] == (field,)]
    return []


def too_much(field: FormField) -> object:
    """More than a field may take: a thousand members, fifty thousand characters, a number of as many."""
    if field.kind.name in ("months", "codes"):
        one = next(iter(field.codes)) if field.codes else "2026-06"
        return [one] * 1_000
    return 10**1_000 if field.kind.name in ("number", "money") else "长" * 50_000


BOUNDED = {name: field for name, field in fields() if field.kind.name != "flag"}


@pytest.mark.parametrize("name", BOUNDED)
def test_a_field_takes_only_so_much_and_does_not_repeat_it(name: str):
    said = complaints(name, too_much(BOUNDED[name]))
    assert said and all(len(each) < 2_000 for each in said)


@pytest.mark.parametrize("name", [n for n, f in BOUNDED.items() if f.kind.name == "codes"])
def test_a_code_that_is_none_is_not_repeated_in_full(name: str):
    said = complaints(name, ["长" * 50_000])
    assert said and all(len(each) < 2_000 for each in said)


KEPT_AS_TEXT = [n for n, f in BOUNDED.items() if f.kind.name in ("text", "long_text", "record")]


def takes(name: str, value: str) -> bool:
    """Whether a field says nothing against a value."""
    operation, _, field = name.rpartition(".")
    try:
        OPERATIONS[operation].model_validate({field: value})
    except ValidationError as invalid:
        return (field,) not in [each["loc"] for each in invalid.errors()]
    return True


def test_every_field_kept_as_text_takes_a_name():
    assert [name for name in KEPT_AS_TEXT if not takes(name, "林")] == []


@pytest.mark.parametrize("unkept", ["林\0", "\0", "林\ud800", "\udfff林"], ids=ascii)
def test_what_no_database_can_keep_is_refused_by_every_field(unkept: str):
    assert [name for name in KEPT_AS_TEXT if takes(name, unkept)] == []


@pytest.mark.parametrize("codes", LISTS.values(), ids=list(LISTS))
def test_a_code_list_has_a_label_for_every_code_and_each_label_once(codes):
    assert list(codes) and all(codes.labels.values())
    assert len(set(codes.labels.values())) == len(codes.labels)


@pytest.mark.parametrize("record", TABLES.values(), ids=list(TABLES))
def test_a_record_names_its_columns_as_the_national_dictionary_does(record: type[Record]):
    assert chinese(record.title) and record.prefix and record.__doc__
    for name in record.model_fields:
        facts = record.facts(name)
        assert chinese(facts["label"])
        assert re.fullmatch("([A-Z]{3}[0-9]{3})?", facts["code"])
        assert facts["codes"] in ("", *LISTS)
        assert facts["unit"] in ("", "fen", "month", "percent")
    key = record.facts(record.key_name())
    assert not key["codes"] and not key["unit"] and not key["secret"]


def test_keys_of_new_records_tell_their_table():
    prefixes = [record.prefix for record in TABLES.values()]
    assert len(set(prefixes)) == len(prefixes)
