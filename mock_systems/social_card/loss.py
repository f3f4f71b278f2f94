"""Loss of a card, and taking it back.

Who asks is not known here: that only the holder may take a loss back is for the clerk to see to.
"""

from collections.abc import Iterator

from mock_systems.codes import LOSS_KIND
from mock_systems.fields import coded
from mock_systems.operation import Answer, Caution, Refusal
from mock_systems.records import Card
from mock_systems.sentence import Sentence
from mock_systems.social_card.cards import CARD_RULES, OnCard, note, wrong_state
from mock_systems.standing import TEMPORARY, temporary_loss
from mock_systems.world import World


class ReportLoss(
    OnCard,
    name="social_card.report_loss",
    part="deed",
    title="社会保障卡挂失",
    item="J03",
    basis=CARD_RULES,
    menu="挂失补领",
):
    """Stop a card's social-security functions; the bank account on it is not stopped by this."""

    kind: str = coded("挂失方式", LOSS_KIND, "lost")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        card = self.current(world)
        if card.state == "cancelled":
            yield wrong_state(card, "无需挂失；请查询该人正在使用的卡。")
        elif card.state in ("lost", self.kind):
            yield wrong_state(card, "无需重复挂失。")
        elif card.state == "making":
            yield wrong_state(card, "尚未发卡，不能挂失。")

    def run(self, world: World) -> Answer:
        card = world.amend(world.one(Card, self.card), state=self.kind)
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
    basis=CARD_RULES,
    menu="挂失补领",
):
    """The card was found: it is in use again."""

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        card = self.current(world)
        if card.state == "cancelled":
            yield wrong_state(card, "不能解挂；请查询补领的新卡，需要用卡的请启用新卡。")
        elif card.state not in ("lost", "lost_temporary"):
            yield wrong_state(card, "没有挂失，无需解挂。")

    def run(self, world: World) -> Answer:
        card = world.amend(world.one(Card, self.card), state="normal")
        note(world, card, "unloss")
        return Answer(Sentence("卡片{card}已解除挂失，恢复正常使用。", card=card.card))
