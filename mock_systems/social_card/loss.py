"""Loss of a card, and taking it back.

Who asks is not known here: that only the holder may take a loss back is for the clerk to see to.
"""

from collections.abc import Iterator

from mock_systems.bases import cited
from mock_systems.codes import CodeList
from mock_systems.fields import coded
from mock_systems.guards import wrong_state
from mock_systems.operation import Answer, Caution, Refusal
from mock_systems.records.cards import CARD_STATE
from mock_systems.sentence import Sentence
from mock_systems.social_card.cards import OnCard, note
from mock_systems.standing import TEMPORARY, temporary_loss
from mock_systems.world import World

LOSS_KIND = CodeList(
    "loss_kind", {code: CARD_STATE.labels[code] for code in ("lost", "lost_temporary")}
)


class ReportLoss(
    OnCard,
    name="social_card.report_loss",
    part="deed",
    title="社会保障卡挂失",
    item="J03",
    basis=cited("CARD47 15, 16; LCARD 1-3"),
    menu="挂失补领",
):
    """Stop a card's social-security functions; the bank account on it is not stopped by this."""

    kind: str = coded("挂失方式", LOSS_KIND, "lost")

    def chosen(self) -> str:
        return self.kind

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        """The card of somebody dead is stopped, too."""
        yield from wrong_state(self.current(world), self.declared.name, self.chosen())

    def run(self, world: World) -> Answer:
        card = self.moved(world)
        note(world, card, {"lost": "loss", "lost_temporary": TEMPORARY}[self.kind])
        if loss := temporary_loss(world, card):
            told = "卡片{card}已临时挂失，有效至{until}；到期未办正式挂失的，自动恢复使用。"
            return Answer(Sentence(told, card=card.card, until=str(loss.day("until"))))
        return Answer(Sentence("卡片{card}已正式挂失。", card=card.card))


class CancelLoss(
    OnCard,
    name="social_card.cancel_loss",
    part="deed",
    title="社会保障卡解挂",
    item="J03",
    basis=cited("CARD47 15, 16; LCARD 1-3"),
    menu="挂失补领",
):
    """The card was found: it is in use again."""

    def run(self, world: World) -> Answer:
        card = self.moved(world)
        note(world, card, "unloss")
        return Answer(Sentence("卡片{card}已解除挂失，恢复正常使用。", card=card.card))
