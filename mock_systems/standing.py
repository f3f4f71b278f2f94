"""Where a person stands: insured how, paid since when, receiving what, employed or registered as
unemployed, holding which card. Every system of the hall asks these questions the same way."""

from dataclasses import dataclass

from mock_systems.months import span
from mock_systems.policy import card as card_rules
from mock_systems.policy.calculation import Calculation
from mock_systems.records import (
    Benefit,
    Card,
    CardEvent,
    ContributionSpell,
    Employment,
    Participation,
    Unemployment,
)
from mock_systems.records.insurance import PAYING
from mock_systems.world import World

EMPLOYEE_PENSION = "110"
RESIDENT_PENSION = "170"
FLEXIBLE = "11"
TEMPORARY = "loss_temporary"
"""What a card's log calls a temporary loss."""


@dataclass(frozen=True, slots=True)
class Paid:
    """Months paid to one insurance: how many, the first and the last."""

    insurance: str
    months: int
    first: str
    last: str


def active(world: World, person: str, insurance: str) -> list[Participation]:
    """The person's participations that are being paid to now."""
    return world.find(Participation, person=person, insurance=insurance, state=PAYING)


def benefits(world: World, person: str) -> list[Benefit]:
    """Benefits that have not ended: one whose payment rests is still the person's."""
    return [each for each in world.find(Benefit, person=person) if not each.closed]


def receives(world: World, person: str, kind: str) -> bool:
    """Whether the person has a benefit of that kind."""
    return any(each.kind == kind for each in benefits(world, person))


def open_unemployment(world: World, person: str) -> Unemployment | None:
    """The unemployment registration that is still valid."""
    return world.first(Unemployment, person=person, valid="1")


def open_employments(world: World, person: str) -> list[Employment]:
    """Employment registrations that have not ended."""
    return world.find(Employment, person=person, ended=None)


def temporary_loss(world: World, card: Card) -> Calculation | None:
    """Until when a card's temporary loss holds (rule R16); None where it has none in its log."""
    if card.state != "lost_temporary":
        return None
    lost = world.first(CardEvent, card=card.card, kind=TEMPORARY, order="on", descending=True)
    return card_rules.temporary_loss(lost.on, on=world.today) if lost else None


def in_force(world: World, card: Card) -> Card:
    """A card as it stands today: in use again once its temporary loss holds no longer, although
    nobody has written that down."""
    loss = temporary_loss(world, card)
    return card.model_copy(update={"state": "normal"}) if loss and loss.value["expired"] else card


def cards_of(world: World, person: str) -> list[Card]:
    """A person's cards as they stand today, the newest first."""
    cards = world.find(Card, person=person, order="issued", descending=True)
    return [in_force(world, card) for card in cards]


def newest_card(world: World, person: str) -> Card | None:
    """The card in use, or the last one where none is: never an old one before its successor."""
    cards = cards_of(world, person)
    return max(cards, key=lambda card: (not card.closed, card.issued, card.card), default=None)


def paid(world: World, person: str) -> list[Paid]:
    """What was paid to each insurance, each month counted once."""
    months: dict[str, set[str]] = {}
    for spell in world.find(ContributionSpell, person=person):
        months.setdefault(spell.insurance, set()).update(span(spell.first, spell.last))
    return [
        Paid(insurance, len(found), min(found), max(found))
        for insurance, found in sorted(months.items())
        if found
    ]
