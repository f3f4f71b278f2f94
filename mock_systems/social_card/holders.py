"""Finding card holders and opening a holder's cards with their log."""

from collections.abc import Sequence
from typing import ClassVar

from mock_systems.city import AREA
from mock_systems.codes import CodeList
from mock_systems.fields import coded, record
from mock_systems.masking import masked_account, masked_number, masked_phone
from mock_systems.operation import Answer, Operation
from mock_systems.panels import Facts, Panel, facts_of, headed, rows_of
from mock_systems.records import Card, CardEvent, CardHolder, PayAccount, Person
from mock_systems.records.cards import CARD_STATE
from mock_systems.records.insurance import INSURANCE
from mock_systems.search import PRIVACY, PersonQuery, as_registered
from mock_systems.sentence import Sentence
from mock_systems.standing import cards_of, newest_card, temporary_loss
from mock_systems.wording import NONE
from mock_systems.world import World

CARD_SEARCH = CodeList(
    "card_search", {"number": "社会保障号码", "name": "姓名", "card": "社会保障卡号"}
)
HOLDER = ("phone", "address", "id_until", "occupation", "guardian")
CARD = ("card", "state", "bank", "bank_account", "issued", "valid_until")


class FindHolder(
    PersonQuery,
    name="social_card.find",
    part="query",
    title="持卡人查询",
    basis=PRIVACY,
    menu="卡查询",
):
    """Holders who answer to a citizen number, name or card number."""

    opens: ClassVar[str] = "social_card.open"
    columns: ClassVar[Sequence[str]] = (
        "个人编号", "姓名", "社会保障号码", "户口所在地", "合作银行", "卡状态",
    )  # fmt: skip
    nobody: ClassVar[str] = "未找到符合条件的持卡人，请核对证件后重新查询。"

    by: str = coded("查询方式", CARD_SEARCH, "number")

    def _exact(self, world: World) -> list[Person]:
        if self.by != "card":
            return super()._exact(world)
        holders = {
            card.person for card in world.find(Card, number=as_registered(self.by, self.value))
        }
        return [world.one(Person, person) for person in sorted(holders)]

    def _row(self, world: World, person: Person) -> Sequence[str]:
        card = newest_card(world, person.person)
        home = AREA.label(person.hukou_area)
        who = (person.person, person.name, masked_number(person.citizen_number), home)
        if card is None:
            return (*who, NONE, "未持卡")
        return (*who, card.bank, CARD_STATE.label(card.state))


class OpenHolder(
    Operation,
    name="social_card.open",
    part="page",
    title="社会保障卡信息",
    basis=PRIVACY,
    shows=Person,
):
    """One person's cards and their log. Opening it is evidence of who was looked up."""

    person: str = record("个人编号", Person, code="AAC001")

    def run(self, world: World) -> Answer:
        person = world.one(Person, self.person)
        cards = cards_of(world, self.person)
        events = world.find(CardEvent, person=self.person, order="on")
        kept = world.find(CardHolder, person=self.person)
        changed = ("fields",) if any(event.fields for event in events) else ()
        panels: list[Panel] = [
            _holder(world, person, newest_card(world, person.person)),
            *(facts_of("持卡人信息", world, each, *HOLDER) for each in kept),
            rows_of("卡片", world, cards, Card, *CARD),
            rows_of("卡日志", world, events, CardEvent, "on", "kind", "card", *changed),
        ]
        return Answer(headed(person.name, person.person), panels if cards else panels[:1])


def _holder(world: World, person: Person, card: Card | None) -> Facts:
    accounts = world.find(PayAccount, person=person.person)
    paid = tuple(_paid_to(each) for each in accounts)
    rows = (
        ("姓名", person.name),
        ("社会保障号码", person.citizen_number),
        ("社会保障卡号", card.number if card else NONE),
        ("手机号码", masked_phone(person.phone) or NONE),
        ("当前卡状态", _state(world, card) if card else "未持卡，可办理社会保障卡申领"),
        ("待遇发放账户", Sentence("{all}", all=paid) if paid else "无"),
    )
    return Facts("持卡人", rows)


def _state(world: World, card: Card) -> str:
    loss = temporary_loss(world, world.one(Card, card.card))
    if loss is None:
        return CARD_STATE.label(card.state)
    told = (
        "正常（临时挂失已于{until}到期）" if loss.value["expired"] else "临时挂失（有效至{until}）"
    )
    return Sentence(told, until=str(loss.day("until")))


def _paid_to(account: PayAccount) -> Sentence:
    number = masked_account(account.bank_account)
    insurance = INSURANCE.label(account.insurance)
    return Sentence("{insurance} {account}", insurance=insurance, account=number)
