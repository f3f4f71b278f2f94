"""Resetting the PIN of a card. That nobody may say a PIN aloud is a rule of the window: the
system takes what is typed, whoever types it, and what was said at the counter stays said."""

from collections.abc import Iterator

from mock_systems.bases import cited
from mock_systems.fields import flag
from mock_systems.hall.conversation import nobody_at_desk, visitor_key
from mock_systems.hall.utterances import citizen_says
from mock_systems.operation import Answer, Caution, Refusal
from mock_systems.records import Card
from mock_systems.sentence import Sentence
from mock_systems.social_card.cards import OnCard, note
from mock_systems.world import World

ALOUD = "（当众报出了六位密码）"


class ResetPin(
    OnCard,
    name="social_card.reset_pin",
    part="deed",
    title="密码修改与重置",
    item="J06",
    basis=cited("CARD47 15, 16; LCARD 7; LOC 26"),
    menu="密码",
):
    """A new PIN, typed by the holder on the pad, or said aloud and typed by the clerk."""

    aloud: bool = flag("由持卡人口述、窗口代为输入")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        if self.aloud:
            yield from nobody_at_desk(world)
        yield from super().check(world)

    def run(self, world: World) -> Answer:
        card = world.one(Card, self.card)
        note(world, card, "pin")
        if self.aloud:
            citizen_says(world, visitor_key(world), "pin_aloud", ALOUD)
        way = "窗口代为输入" if self.aloud else "持卡人在密码键盘上输入"
        return Answer(Sentence("卡片{card}密码已重置（{way}）。", card=card.card, way=way))
