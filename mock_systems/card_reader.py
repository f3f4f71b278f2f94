"""The card reader at the counter: what an identity card that is laid on it fills in and asks.

A reader is wired to the system that is open: the card is read, its number searched for there, or
sent with the name where another department says whether both are right. What is asked is an action of
its own. What else a department keeps of somebody the reader never asks for: whose matter it is, the
clerk says.
"""

from collections.abc import Mapping
from typing import Any

from mock_systems.kinds import CITIZEN_NUMBER, NAME
from mock_systems.operation import Operation
from mock_systems.search import PersonQuery


def asked_with(operation: type[Operation], card: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The form of an operation as a card's `content` fills it in, whole; None where the operation is
    neither a search nor asks whether a card is right."""
    number, name = card.get("number", ""), card.get("name", "")
    if issubclass(operation, PersonQuery):
        return {"by": "number", "value": number}
    if operation.declared.part != "check":
        return None
    read, fields = {CITIZEN_NUMBER: number, NAME: name}, operation.form()
    asked = {each.name: read[each.kind] for each in fields if each.kind in read}
    return asked if len(asked) == len(read) == sum(each.required for each in fields) else None
