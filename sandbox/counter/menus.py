"""What there is to open at the counter: the systems of the middle column and their menus, and the
forms of the hall."""

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from mock_systems.catalogue import SYSTEMS
from mock_systems.operation import OPERATIONS, Operation

HALL = "hall"
"""The system whose forms stand beside the case, not in the middle."""
Menu = Sequence[tuple[str, Sequence[type[Operation]]]]


@cache
def systems() -> Sequence[str]:
    """The systems of the middle column: those with a menu, the hall's own forms aside."""
    return [name for name in SYSTEMS if name != HALL and menu_of(name)]


@cache
def menu_of(system: str) -> Menu:
    """The menu of a system: groups of operations, in the order they are declared."""
    listed = [o for o in OPERATIONS.values() if o.declared.system == system and o.declared.menu]
    order = {o.declared.menu: place for place, o in reversed(list(enumerate(listed)))}
    listed.sort(key=lambda o: order[o.declared.menu])
    groups = groupby(listed, key=lambda o: o.declared.menu)
    return [(menu, list(operations)) for menu, operations in groups]


def in_menu(name: str, menu: Menu) -> type[Operation] | None:
    """The operation of a menu with this name."""
    listed = (operation for _, group in menu for operation in group)
    return next((o for o in listed if o.declared.name == name), None)


def step_named(name: str) -> type[Operation] | None:
    """The operation of the hall with this name, whose form is a step of the case."""
    operation = OPERATIONS.get(name)
    return operation if operation and operation.declared.system == HALL else None
