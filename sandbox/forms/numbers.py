"""Numbers people have at hand in place of the systems' own: a citizen number for a person, a
credit code for an employer."""

from collections.abc import Callable
from typing import Any

from mock_systems.kinds import RECORD_KEY
from mock_systems.operation import Operation
from mock_systems.records import TABLES, Record, is_party
from mock_systems.world import World
from sandbox.forms.typed import Typed

LENGTH = 18
"""Of both; the systems' own numbers are shorter."""


def keyed(
    operation: type[Operation],
    typed: Typed,
    world: World,
    which: Callable[[Record], bool] = lambda party: True,
) -> Typed:
    """What was typed, with the system's own number for everybody who was named otherwise, or only
    for `which` of them. A number that names nobody, or more than one, stays as it is."""
    named = [each for each in operation.form() if is_party(each.record) and typed.get(each.name)]
    found = {each.name: party(world, each.record, typed[each.name][-1]) for each in named}
    return {**typed, **{name: [each.key] for name, each in found.items() if each and which(each)}}


def party(world: World, table: str, text: str) -> Record | None:
    """The one whom a number names, the system's own or the one people have at hand."""
    kind, number = TABLES[table], RECORD_KEY.spelt(text)
    wanted: dict[str, Any] = {
        kind.numbered_by if len(number) == LENGTH else kind.key_name(): number
    }
    found = world.find(kind, limit=2, **wanted)
    return found[0] if len(found) == 1 else None
