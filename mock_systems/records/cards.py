"""Social-security cards, their log, and the accounts benefits are paid to."""

from datetime import date

from mock_systems.city import BANK
from mock_systems.codes import CARD_EVENT, CARD_STATE, INSURANCE
from mock_systems.records.base import Record, column, key_column
from mock_systems.sentence import Sentence


class Card(Record):
    """A social-security card (社会保障卡) with the bank account on it."""

    table = "card"
    title = "社会保障卡"
    prefix = "SK"
    called = Sentence("社会保障卡（{bank}，{issued} 发）")
    numbered_by = "number"
    drawn = ("bank_account",)
    apart_by = ("bank", "bank_account")
    chosen_by = ("state", "bank", "issued")
    populated = True

    card: str = key_column("卡片编号")
    person: str = column("个人编号", code="AAC001", index=True)
    number: str = column("社会保障卡号", code="AAZ500", index=True, kind="record")
    bank: str = column("合作银行", codes=BANK)
    bank_account: str = column("银行账号", code="AAE010", kind="bank_card")
    state: str = column("卡状态", "normal", codes=CARD_STATE)
    issued: date = column("发卡日期")
    valid_until: date = column("有效期至")

    @property
    def closed(self) -> bool:
        return self.state == "cancelled"


class CardEvent(Record):
    """One thing that happened to a card (卡日志)."""

    table = "card_event"
    title = "卡日志"
    prefix = "KR"
    is_log = True
    populated = True

    event: str = key_column("日志编号")
    card: str = column("卡片编号", index=True)
    person: str = column("个人编号", code="AAC001", index=True)
    kind: str = column("业务", codes=CARD_EVENT)
    on: date = column("日期")


class PayAccount(Record):
    """The account a person's benefit is paid to (待遇发放账户)."""

    table = "pay_account"
    title = "待遇发放账户"
    prefix = "FF"
    populated = True

    pay_account: str = key_column("发放账户编号")
    person: str = column("个人编号", code="AAC001", index=True)
    insurance: str = column("险种", code="AAE140", codes=INSURANCE)
    bank_account: str = column("银行账号", code="AAE010", kind="bank_card")
