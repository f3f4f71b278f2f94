"""What the gates must catch of cards, what is kept of their holders, and accounts paid to."""

from collections.abc import Sequence
from typing import Any

from mock_systems.identifiers import bank_card
from tests.mock_systems.gates.breaches import Breaches, Edge, Violation
from tests.mock_systems.newcomers import (
    ABSENT,
    ADULT,
    CHILD,
    NEW,
    number_of,
    paid_to,
    row,
)

PLAIN_CARD = "(SELECT min(card) FROM card WHERE person NOT IN (SELECT person FROM pay_account))"
PENSIONER = "(SELECT min(person) FROM benefit WHERE kind = '110')"
ACCOUNT = "substr(bank_account, 1, 18) || ((substr(bank_account, 19) + 1) % 10)"
NO_GUARDIAN = "未成年人没有监护人，或监护人不是同户的成年人"


def card(issued: str = "2020-01-01", until: str = "2030-01-01", **changed: Any) -> str:
    """A card of the newcomer."""
    named = {"card": "SK1", "person": NEW, "number": number_of(), "bank": "远帆银行"}
    days = {"issued": issued, "valid_until": until, "bank_account": bank_card(1)}
    return row("card", **{**named, **days, **changed})


def card_event(on: str, **changed: Any) -> str:
    """The loss of the newcomer's card."""
    named = {"event": "KR1", "card": "SK1", "person": NEW, "kind": "loss", "on": on}
    return row("card_event", **{**named, **changed})


def holder(**changed: Any) -> str:
    """What is kept of the newcomer with the card."""
    named = {"card_holder": "CK1", "person": NEW, "address": "云屿市", "id_until": "2030-03-15"}
    return row("card_holder", **{**named, **changed})


def _temporary(on: str) -> str:
    return ADULT + card(state="lost_temporary") + card_event(on, kind="loss_temporary")


VIOLATIONS: Sequence[Violation] = (
    ("unreal", "card", "银行卡号不在虚构号段或属保留号段", "a card of a real range",
     ADULT + card(bank_account="6228480012345678903")),
    ("unreal", "card", "银行卡号不在虚构号段或属保留号段", "a card kept for casts",
     ADULT + card(bank_account=bank_card(90_000_000_000_000))),
    ("unreal", "pay_account", "银行卡号不在虚构号段或属保留号段", "an account of a real range",
     ADULT + paid_to("110", bank_account="6228480012345678903")),
    ("check_digits", "card", "银行卡号校验码错误", "a wrong last digit",
     f"UPDATE card SET bank_account = {ACCOUNT} WHERE card = {PLAIN_CARD}"),
    ("check_digits", "pay_account", "银行卡号校验码错误", "a wrong last digit",
     f"UPDATE pay_account SET bank_account = {ACCOUNT} WHERE person = {PENSIONER}"),
    ("agreement", "card", "社会保障卡号与公民身份号码不符", "a card with another number",
     ADULT + card(number="39010220000101001X")),
    ("agreement", "card", "卡状态与卡日志最后一条不符", "a good card reported lost",
     ADULT + card() + card_event("2020-01-02")),
    ("sets", "card_holder", "手机号码既不是本人的，也不是同户的人的", "a stranger's phone",
     ADULT + card() + holder(phone="14200010187")),
    ("sets", "card_holder", NO_GUARDIAN, "a guardian of no family",
     ADULT + card() + holder(guardian="程望舒", guardian_number="39010220000101001X")),
    ("sets", "card_holder", NO_GUARDIAN, "a child without a guardian",
     f"UPDATE card_holder SET guardian = '', guardian_number = '' WHERE person = {CHILD}"),
    ("history", "card", "issued 晚于基准日", "a card of tomorrow",
     ADULT + card("2026-06-02")),
    ("history", "card_event", "on 晚于基准日", "a card lost tomorrow",
     ADULT + card(state="lost") + card_event("2026-06-02")),
    ("history", "card", "发卡早于出生，或有效期早于发卡", "a card before birth",
     ADULT + card("1990-03-14", "2030-03-14")),
    ("history", "card", "发卡早于出生，或有效期早于发卡", "a card without a day of validity",
     ADULT + card("2020-01-01", "2020-01-01")),
    ("sets", "card", "卡状态与卡日志不符", "a loss without a line in the log",
     ADULT + card(state="lost")),
    ("history", "card", "挂失早于发卡", "a loss before the card",
     ADULT + card(state="lost") + card_event("2019-12-31")),
    ("uniqueness", "card", "一人有两张有效社会保障卡", "two valid cards",
     ADULT + card() + card(card="SK2", bank_account=bank_card(2))),
    ("relations", "card", "个人编号不存在", "a card of nobody", card(person=ABSENT)),
    ("relations", "card_holder", "个人编号不存在", "a holder who is nobody", holder(person=ABSENT)),
    ("relations", "card_holder", "没有社会保障卡而有持卡人信息", "a holder of no card",
     ADULT + holder()),
    ("relations", "card_event", "个人编号不存在", "a loss of nobody",
     ADULT + card() + card_event("2020-01-01", person=ABSENT)),
    ("relations", "card_event", "卡片编号不存在", "a loss of no card",
     ADULT + card_event("2020-01-01")),
    ("relations", "pay_account", "个人编号不存在", "an account of nobody",
     paid_to("170", person=ABSENT)),
)  # fmt: skip
EDGES: Sequence[Edge] = (
    ("sets", "card", "卡状态与卡日志不符", "a temporary loss that holds no longer",
     _temporary, "2026-05-16", "2026-05-17"),
)  # fmt: skip
CROWDS = {
    "持有社会保障卡": "UPDATE card SET state = 'cancelled'",
    "持卡人的证件已过有效期": "UPDATE card_holder SET id_until = '2026-05-31'",
    "持卡人留的是家人的手机号码": "UPDATE card_holder SET phone = 'X'",
}
ENTAILED = {
    ("agreement", "card", "卡状态与卡日志最后一条不符"):
        ("sets", "card", "卡状态与卡日志不符"),
    ("relations", "card_holder", "个人编号不存在"):
        ("relations", "card_holder", "没有社会保障卡而有持卡人信息"),
}  # fmt: skip
BREACHES = Breaches(violations=VIOLATIONS, edges=EDGES, crowds=CROWDS, entailed=ENTAILED)
