"""What the card operations share: one card, its log, and the basis in law."""

from collections.abc import Mapping
from typing import Any

from mock_systems.codes import CARD_STATE
from mock_systems.fields import record
from mock_systems.operation import Operation, Refusal
from mock_systems.records import Card, CardEvent, Person
from mock_systems.sentence import Sentence
from mock_systems.standing import in_force
from mock_systems.world import World

CARD_RULES = "社会保障卡管理办法"


class OnCard(Operation, facts={"person": Person}):
    """An operation on one card; its log entries carry the holder."""

    card: str = record("社会保障卡", Card, code="AAZ500")

    def current(self, world: World) -> Card:
        """The card as it stands today."""
        return in_force(world, world.one(Card, self.card))

    def facts(self, world: World) -> Mapping[str, Any]:
        return {"person": world.one(Card, self.card).person}


def wrong_state(card: Card, way_out: str) -> Refusal:
    """The refusal of what the card's state does not allow."""
    state = CARD_STATE.label(card.state)
    said = Sentence("该卡当前为“{state}”，{way_out}", state=state, way_out=way_out)
    return Refusal(f"card_{card.state}", said, CARD_RULES)


def note(world: World, card: Card, kind: str) -> None:
    """Write a line in the card's log."""
    world.add(
        CardEvent(
            event=world.new_key(CardEvent),
            card=card.card,
            person=card.person,
            kind=kind,
            on=world.today,
        )
    )
