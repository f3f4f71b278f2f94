"""The end of a visit: inviting a rating, closing the ticket."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_systems.bases import cited
from mock_systems.hall.conversation import (
    applications,
    mood,
    nobody_at_desk,
    open_applications,
    papers_on_desk,
    ticket_at_desk,
    visitor_at_desk,
    visitor_key,
)
from mock_systems.items import SERVICE_ITEM
from mock_systems.operation import Answer, Caution, Operation, Refusal
from mock_systems.records import Application, Utterance, Visitor
from mock_systems.sentence import Sentence
from mock_systems.world import World


class InviteRating(
    Operation,
    name="hall.invite_rating",
    part="deed",
    facts={"visitor": Visitor},
    title="邀请评价",
    basis=cited("GDR51; LOC 27"),
    menu="接待",
):
    """The visitor rates by how he was spoken to and how he feels, never by what was decided."""

    def facts(self, world: World) -> Mapping[str, Any]:
        return {"visitor": visitor_key(world)}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from nobody_at_desk(world)
        visitor = visitor_at_desk(world)
        if visitor and visitor.rating:
            yield Refusal("rated", "群众已对本次服务作出评价，一次办事只评价一次。")

    def run(self, world: World) -> Answer:
        visitor = visitor_at_desk(world)
        assert visitor is not None, "checked before"
        world.amend(visitor, rating=_rating(world, visitor))
        return Answer("群众已在评价器上作出评价，感谢群众的配合。")


class Close(
    Operation,
    name="hall.close",
    part="deed",
    facts={"visitor": Visitor},
    cautions=(
        "undecided",
        "nothing_done",
    ),
    title="结束服务",
    basis=cited("LOC 1"),
    menu="接待",
):
    """Close the ticket and hand back what lies on the desk. It decides nothing: an application on
    which nothing was decided is left undecided, and the answer says so."""

    def facts(self, world: World) -> Mapping[str, Any]:
        return {"visitor": visitor_key(world)}

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from nobody_at_desk(world)
        if names := tuple(map(_named, self._undecided(world))):
            open_still = "办件尚未作出处理意见：{names}。群众离开后不能再处理，办件记为未作处理；确认后结束服务。"
            yield Caution("undecided", Sentence(open_still, names=names))
        elif not applications(world):
            yield Caution(
                "nothing_done",
                "尚未为来访群众收件登记。群众离开后不能再叫回；确认后结束服务。",
            )

    def run(self, world: World) -> Answer:
        ticket = ticket_at_desk(world)
        assert ticket is not None, "checked before"
        undecided = self._undecided(world)
        for application in undecided:
            world.amend(application, state=Application.moves.move(self.declared.name).after)
        for paper in papers_on_desk(world):
            world.amend(paper, place="returned")
        world.close(ticket, state="done")
        if undecided:
            left = "{ticket}号服务结束。未作处理的办件：{names}。"
            names = tuple(map(_named, undecided))
            return Answer(Sentence(left, ticket=ticket.ticket, names=names))
        return Answer(Sentence("{ticket}号服务结束。", ticket=ticket.ticket))

    def _undecided(self, world: World) -> list[Application]:
        before = Application.moves.move(self.declared.name).before
        return [each for each in open_applications(world) if each.state in before]


def _named(application: Application) -> Sentence:
    item = SERVICE_ITEM.label(application.item)
    return Sentence("{application} {item}", application=application.application, item=item)


def _rating(world: World, visitor: Visitor) -> str:
    rude = world.first(Utterance, visitor=visitor.visitor, topic="barred", speaker="clerk")
    felt = {"glad": "1", "annoyed": "3"}.get(mood(world, visitor), "2")
    return "4" if rude else felt
