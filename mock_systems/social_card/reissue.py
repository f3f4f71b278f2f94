"""Making a new card for an old one, and putting it into use."""

from collections.abc import Iterator

from mock_systems.bases import cited
from mock_systems.city import BANK
from mock_systems.codes import CodeList
from mock_systems.fields import coded
from mock_systems.guards import asks_back
from mock_systems.identifiers import bank_card
from mock_systems.months import day_later
from mock_systems.operation import Answer, Caution, Refusal
from mock_systems.panels import Facts
from mock_systems.records import Card, PayAccount
from mock_systems.sentence import Sentence
from mock_systems.social_card.cards import CARD_RULES, OnCard, note
from mock_systems.world import World

REISSUE_KIND = CodeList("reissue_kind", {"reissue": "补领（丢失）", "replace": "换领（交回旧卡）"})
MONTHS_VALID = 120
FIRST_SERIAL = 99_000_000_000_000
"""Accounts of cards made in an attempt: the end of the range that the population leaves free."""


class Reissue(
    OnCard,
    name="social_card.reissue",
    part="deed",
    cautions=(
        "not_lost",
        "pay_account",
    ),
    title="社会保障卡补领、换领",
    item="J04",
    basis=cited("CARD47 16; LCARD 4-6"),
    menu="挂失补领",
):
    """The old card is cancelled and a new one made on the spot, still to be activated: another
    bank account, the same card number, which a person keeps for life."""

    kind: str = coded("业务", REISSUE_KIND, "reissue")
    bank: str = coded("合作银行（不选则不变）", BANK, "")

    def check(self, world: World) -> Iterator[Refusal | Caution]:
        card = self.current(world)
        yield from super().check(world)
        if self.kind == "reissue" and asks_back(card, self.declared.name):
            yield Caution(
                "not_lost",
                "该卡没有正式挂失，丢失补领应先办理正式挂失。确认后旧卡直接注销并制发新卡。",
                CARD_RULES,
                wrong=True,
            )
        if world.first(PayAccount, person=card.person, bank_account=card.bank_account):
            yield Caution(
                "pay_account",
                "有待遇发放到旧卡账户，补领后账户改变，须另行变更待遇发放账户（D05）。确认后继续。",
                CARD_RULES,
            )

    def run(self, world: World) -> Answer:
        old = self.moved(world)
        new = world.add(_new_card(world, old, self.bank or old.bank))
        note(world, new, self.kind)
        rows = (
            ("卡片编号", new.card),
            ("社会保障卡号", new.number),
            ("合作银行", new.bank),
            ("银行账号", new.bank_account),
            ("有效期至", new.valid_until.isoformat()),
        )
        made = Sentence("旧卡{old}已注销，新卡{new}已制发，尚未启用。", old=old.card, new=new.card)
        return Answer(made, [Facts("新卡", rows)])


class Activate(
    OnCard,
    name="social_card.activate",
    part="deed",
    title="社会保障卡启用",
    item="J02",
    basis=cited("OPR 7; CARD47 16; LCARD 9"),
    menu="挂失补领",
):
    """Put a new card's social-security functions into use."""

    def run(self, world: World) -> Answer:
        card = self.moved(world)
        note(world, card, "activate")
        done = Sentence("卡片{card}已启用社会保障功能，银行功能须到银行激活。", card=card.card)
        return Answer(done)


def _new_card(world: World, old: Card, bank: str) -> Card:
    key = world.new_key(Card)
    serial = FIRST_SERIAL + int(key.removeprefix(Card.prefix))
    return Card(
        card=key,
        person=old.person,
        number=old.number,
        bank=bank,
        bank_account=bank_card(serial),
        state="issued",
        issued=world.today,
        valid_until=day_later(world.today, MONTHS_VALID),
    )
