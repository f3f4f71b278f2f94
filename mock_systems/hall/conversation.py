"""What is at the counter now: the visitor, what was said, papers, applications, notices.

Only reads. What has not happened yet (answers not given, papers in the bag) is not told.
"""

from collections.abc import Iterator

from mock_systems.guards import wrong_state
from mock_systems.operation import Refusal
from mock_systems.records import (
    Application,
    Notice,
    Paper,
    Ticket,
    Utterance,
    Visitor,
)
from mock_systems.world import World


def ticket_at_desk(world: World) -> Ticket | None:
    """The ticket being served."""
    return world.first(Ticket, state="serving")


def visitor_at_desk(world: World) -> Visitor | None:
    """Who sits at the desk."""
    ticket = ticket_at_desk(world)
    return world.one(Visitor, ticket.visitor) if ticket else None


def visitor_key(world: World) -> str:
    """The key of the visitor at the desk, empty where nobody is there."""
    ticket = ticket_at_desk(world)
    return ticket.visitor if ticket else ""


def mood(world: World, visitor: Visitor) -> str:
    """How the visitor feels: as when last something showed it."""
    moods = [u.mood for u in world.find(Utterance, visitor=visitor.visitor) if u.mood]
    return moods[-1] if moods else visitor.mood


def papers_on_desk(world: World) -> list[Paper]:
    """The papers the visitor has handed over."""
    return world.find(Paper, visitor=visitor_key(world), place="desk")


def paper_on_desk(world: World, key: str) -> Paper | None:
    """The paper with this key if it lies on the desk."""
    return next((paper for paper in papers_on_desk(world) if paper.paper == key), None)


def applications(world: World) -> list[Application]:
    """The applications of the visitor at the desk, whatever came of them."""
    return world.find(Application, visitor=visitor_key(world))


def open_applications(world: World) -> list[Application]:
    """Those not yet closed or refused."""
    return [application for application in applications(world) if not application.closed]


def all_decided(world: World) -> bool:
    """Whether the visitor at the desk applied for something, and all of it is closed or refused."""
    return bool(applications(world)) and not open_applications(world)


def newest_application(world: World, person: str, item: str) -> Application | None:
    """The newest open one that is for this person: where there are some for the item, of these."""
    found = [each for each in open_applications(world) if each.person == person]
    for_item = [each for each in found if each.item == item]
    return next(reversed(for_item or found), None)


def notices(world: World) -> list[Notice]:
    """Every notice made in this case, in order."""
    return world.find(Notice)


def nobody_at_desk(world: World) -> Iterator[Refusal]:
    """The refusal of everything that needs a visitor."""
    if not ticket_at_desk(world):
        yield Refusal("nobody", "窗口前没有来访群众，请先叫号。")


def not_at_hand(world: World, application: str, operation: str) -> Iterator[Refusal]:
    """The refusal of an application of another visitor, or in a state that the operation does not
    take."""
    filed = world.one(Application, application)
    if filed.visitor != visitor_key(world):
        yield Refusal("other_visitor", "该办件不是当前群众的办件，请选择本次收件的办件。")
    else:
        yield from wrong_state(filed, operation)
