"""Resetting the PIN of a card. That nobody may say a PIN aloud is a rule of the window: the
system takes what is typed, whoever types it, and what was said at the counter stays said."""

from collections.abc import Iterator, Mapping

from mock_systems.fields import flag
from mock_systems.hall.conversation import nobody_at_desk, visitor_key
from mock_systems.hall.utterances import citizen_says
from mock_systems.operation import Answer, Caution, Refusal
from mock_systems.records import Card
from mock_systems.sentence import Sentence
from mock_systems.social_card.cards import CARD_RULES, OnCard, note, wrong_state
from mock_systems.world import World

ALOUD = "（当众报出了六位密码）"
_LOST = "须先解挂或者补领新卡，才能重置密码。"
WAYS_OUT: Mapping[str, str] = {
    "making": "发卡启用后才能设置密码。",
    "issued": "请先启用再设置密码。",
    "lost_temporary": _LOST,
    "lost": _LOST,
    "cancelled": "不能重置密码；请查询该人正在使用的卡。",
}
"""What to do first with a card in any other state than in use."""


class ResetPin(
    OnCard,
    name="social_card.reset_pin",
    part="deed",
    title="密码修改与重置",
    item="J06",
    basis=CARD_RULES,
    menu="密码",
):
    """A new PIN, typed by the holder on the pad, or said aloud and typed by the clerk."""

    aloud: bool = flag("由持卡人口述、窗口代为输入")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        if self.aloud:
            yield from nobody_at_desk(world)
        card = self.current(world)
        if card.state != "normal":
            yield wrong_state(card, WAYS_OUT[card.state])

    def run(self, world: World) -> Answer:
        card = world.one(Card, self.card)
        note(world, card, "pin")
        if self.aloud:
            citizen_says(world, visitor_key(world), "pin_aloud", ALOUD)
        way = "窗口代为输入" if self.aloud else "持卡人在密码键盘上输入"
        return Answer(Sentence("卡片{card}密码已重置（{way}）。", card=card.card, way=way))
