"""Cancelling unemployment registrations, by request or because work was found."""

from mock_systems.records import Unemployment
from mock_systems.standing import open_unemployment
from mock_systems.world import World

CANCELLED = "0"
HIRED_KINDS = ("1", "4")


def cancel(world: World, registered: Unemployment, reason: str) -> None:
    """Cancel a registration today."""
    world.close(registered, valid=CANCELLED, closed_on=world.today, close_reason=reason)


def cancel_for_work(world: World, person: str, kind: str) -> bool:
    """Cancel the person's open registration because of work of a kind of `EMPLOYMENT_KIND`;
    False where none is open."""
    registered = open_unemployment(world, person)
    if registered:
        cancel(world, registered, "hired" if kind in HIRED_KINDS else "business")
    return registered is not None
