"""Social-security cards, their log, and the accounts benefits are paid to."""

from datetime import date
from typing import ClassVar

from mock_systems.city import BANK
from mock_systems.codes import CARD_EVENT, CARD_STATE, INSURANCE
from mock_systems.records.base import Record, column, key_column


class Card(Record):
    """A social-security card (社会保障卡) with the bank account on it."""

    table: ClassVar[str] = "card"
    title: ClassVar[str] = "社会保障卡"
    prefix: ClassVar[str] = "SK"

    card: str = key_column("卡片编号")
    person: str = column("个人编号", code="AAC001", index=True)
    number: str = column("社会保障卡号", code="AAZ500", index=True)
    bank: str = column("合作银行", codes=BANK)
    bank_account: str = column("银行账号", code="AAE010")
    state: str = column("卡状态", "normal", codes=CARD_STATE)
    issued: date = column("发卡日期")
    valid_until: date = column("有效期至")

    @property
    def closed(self) -> bool:
        return self.state == "cancelled"


class CardEvent(Record):
    """One thing that happened to a card (卡日志)."""

    table: ClassVar[str] = "card_event"
    title: ClassVar[str] = "卡日志"
    prefix: ClassVar[str] = "KR"

    event: str = key_column("日志编号")
    card: str = column("卡片编号", index=True)
    person: str = column("个人编号", code="AAC001", index=True)
    kind: str = column("业务", codes=CARD_EVENT)
    on: date = column("日期")


class PayAccount(Record):
    """The account a person's benefit is paid to (待遇发放账户)."""

    table: ClassVar[str] = "pay_account"
    title: ClassVar[str] = "待遇发放账户"
    prefix: ClassVar[str] = "FF"

    pay_account: str = key_column("发放账户编号")
    person: str = column("个人编号", code="AAC001", index=True)
    insurance: str = column("险种", code="AAE140", codes=INSURANCE)
    bank_account: str = column("银行账号", code="AAE010")
