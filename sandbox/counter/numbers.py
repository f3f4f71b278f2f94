"""Numbers people have at hand in place of the systems' own: a citizen number for a person, a
credit code for an employer."""

from typing import Any

from mock_systems.kinds import RECORD_KEY
from mock_systems.operation import Operation
from mock_systems.records import TABLES, is_party
from mock_systems.world import World
from sandbox.forms.typed import Typed

LENGTH = 18
"""Of both; the systems' own numbers are shorter."""


def keyed(operation: type[Operation], typed: Typed, world: World) -> Typed:
    """What was typed, with the system's own number for everybody who was named otherwise. A
    number that names nobody, or more than one, stays as it is."""
    named = [each for each in operation.form() if is_party(each.record) and typed.get(each.name)]
    keys = {each.name: [_key(each.record, typed[each.name][-1], world)] for each in named}
    return {**typed, **keys}


def _key(table: str, text: str, world: World) -> str:
    number = RECORD_KEY.spelt(text)
    if len(number) != LENGTH:
        return text
    kind = TABLES[table]
    wanted: dict[str, Any] = {kind.numbered_by: number}
    found = world.find(kind, limit=2, **wanted)
    return found[0].key if len(found) == 1 else text
