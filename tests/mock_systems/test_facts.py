"""What the log knows beside the forms has a name people understand."""

import ast
import inspect
import textwrap

import pytest

import mock_systems.catalogue  # noqa: F401  (registers every operation)
from mock_systems.facts import FACTS
from mock_systems.operation import OPERATIONS, Operation
from mock_systems.records import TABLES


def told(operation: type[Operation]) -> set[str]:
    """The names of the facts an operation adds, as written in its source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(operation.facts)))
    keys = [each.keys for each in ast.walk(tree) if isinstance(each, ast.Dict)]
    return {key.value for row in keys for key in row if isinstance(key, ast.Constant)}


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_fact_has_a_label_or_is_the_key_of_a_record(name: str) -> None:
    keys = {record.key_name() for record in TABLES.values()}
    assert told(OPERATIONS[name]) - keys - set(FACTS) == set()


def test_facts_are_found_in_the_source() -> None:
    assert told(OPERATIONS["outside.check_police"]) >= {"person", "result"}
