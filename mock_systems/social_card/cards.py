"""What the card operations share: one card, its log, and the basis in law."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_systems.bases import cited
from mock_systems.fields import record
from mock_systems.guards import dead, wrong_state
from mock_systems.operation import Caution, Operation, Refusal
from mock_systems.records import Card, CardEvent, Person
from mock_systems.standing import in_force
from mock_systems.world import World

CARD_RULES = cited("CARD47 16; LCARD")


class OnCard(Operation, facts={"person": Person}):
    """An operation on one card; its log entries carry the holder."""

    card: str = record("社会保障卡", Card, code="AAZ500")

    def current(self, world: World) -> Card:
        """The card as it stands today."""
        return in_force(world, world.one(Card, self.card))

    def chosen(self) -> str:
        """The state it leads to, where the clerk chooses between several."""
        return ""

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        yield from dead(world.one(Person, world.one(Card, self.card).person))
        yield from wrong_state(self.current(world), self.declared.name, self.chosen())

    def moved(self, world: World) -> Card:
        """The card in the state that the operation leads to."""
        move = Card.moves.move(self.declared.name, self.chosen())
        return world.amend(world.one(Card, self.card), state=move.after)

    def facts(self, world: World) -> Mapping[str, Any]:
        return {"person": world.one(Card, self.card).person}


def note(world: World, card: Card, kind: str, fields: str = "") -> None:
    """Write a line in the card's log."""
    world.add(
        CardEvent(
            event=world.new_key(CardEvent),
            card=card.card,
            person=card.person,
            kind=kind,
            on=world.today,
            fields=fields,
        )
    )
