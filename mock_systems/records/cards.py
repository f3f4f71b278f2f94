"""Social-security cards, their log, what is kept of their holders, and the accounts benefits are
paid to."""

from datetime import date

from mock_systems.bases import cited
from mock_systems.city import BANK
from mock_systems.codes import CodeList
from mock_systems.records.base import Record, column, key_column
from mock_systems.records.insurance import INSURANCE
from mock_systems.records.moves import ANY, Move, Moves
from mock_systems.sentence import Sentence

__all__ = ["Card", "CardEvent", "CardHolder", "PayAccount"]

CARD_STATE = CodeList(
    "card_state",
    {
        "making": "制卡中",
        "issued": "已发卡（未启用）",
        "normal": "正常",
        "lost_temporary": "临时挂失",
        "lost": "正式挂失",
        "cancelled": "注销",
    },
)
CARD_EVENT = CodeList(
    "card_event",
    {
        "issue": "申领",
        "activate": "启用",
        "loss_temporary": "临时挂失",
        "loss": "正式挂失",
        "unloss": "解挂",
        "reissue": "补领",
        "replace": "换领",
        "pin": "密码重置",
        "change": "信息变更",
        "cancel": "注销",
    },
)
OCCUPATION = CodeList(
    "occupation",
    {
        "1": "单位负责人",
        "2": "专业技术人员",
        "3": "办事人员",
        "4": "社会生产和生活服务人员",
        "5": "农、林、牧、渔业人员",
        "6": "生产制造人员",
        "8": "其他从业人员",
    },
    "GB/T 6565",
)
_TWICE = "无需重复挂失。"
_UNSENT = {"making": "尚未发卡，不能挂失。", "cancelled": "无需挂失；请查询该人正在使用的卡。"}


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
    populated = "of nearly everyone grown up and most children, now and then after one exchanged"
    once_for = ("bank_account",)
    moves = Moves(
        "state",
        CARD_STATE.labels,
        (
            Move(
                "social_card.report_loss",
                ("issued", "normal", "lost_temporary"),
                "lost",
                {**_UNSENT, "lost": _TWICE},
            ),
            Move(
                "social_card.report_loss",
                ("issued", "normal"),
                "lost_temporary",
                {**_UNSENT, "lost": _TWICE, "lost_temporary": _TWICE},
            ),
            Move(
                "social_card.cancel_loss",
                ("lost_temporary",),
                "normal",
                {
                    "lost": "正式挂失不得撤销；需要用卡的请补领新卡。",
                    "cancelled": "不能解挂；请查询补领的新卡，需要用卡的请启用新卡。",
                    ANY: "没有挂失，无需解挂。",
                },
            ),
            Move(
                "social_card.reissue",
                ("issued", "normal", "lost_temporary", "lost"),
                "cancelled",
                {ANY: "不能补领、换领；请查询该人正在使用的卡。"},
                asked=("issued", "normal", "lost_temporary"),
            ),
            Move(
                "social_card.activate",
                ("issued",),
                "normal",
                {ANY: "只有已发卡未启用的卡才能启用。"},
            ),
            Move(
                "social_card.reset_pin",
                ("normal",),
                stopped={
                    "making": "发卡启用后才能设置密码。",
                    "issued": "请先启用再设置密码。",
                    "lost_temporary": "须先解挂，才能重置密码。",
                    "lost": "须先补领新卡，才能重置密码。",
                    "cancelled": "不能重置密码；请查询该人正在使用的卡。",
                },
            ),
            Move(
                "social_card.change_holder",
                ("issued", "normal", "lost_temporary", "lost"),
                stopped={
                    "making": "发卡后才能变更卡上的信息。",
                    "cancelled": "没有正在使用的卡，请先补领。",
                },
            ),
        ),
        code="card_{state}",
        told="该卡当前为“{state}”，{way_out}",
        basis=cited("CARD47 16; LCARD"),
    )

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
    populated = "the report of each card that is lost"

    event: str = key_column("日志编号")
    card: str = column("卡片编号", index=True)
    person: str = column("个人编号", code="AAC001", index=True)
    kind: str = column("业务", codes=CARD_EVENT)
    on: date = column("日期")
    fields: str = column("变更项目", "")

    @property
    def is_business(self) -> bool:
        return True  # Of a new PIN nothing else is kept.


class CardHolder(Record):
    """What is kept with a person's cards beside the register of people (持卡人信息): how the bank and
    the hall reach the holder, and until when the identity card shown is good."""

    table = "card_holder"
    title = "持卡人信息"
    prefix = "CK"
    chosen_by = ("phone", "address")
    populated = (
        "one for each holder of a card: "
        "a few with an identity card long expired, children and some grown up since with a parent's number"
    )
    once_for = ("person",)

    card_holder: str = key_column("持卡人信息编号")
    person: str = column("个人编号", code="AAC001", index=True)
    phone: str = column("手机号码", "", code="AAC067", index=True, kind="mobile", by_word=True)
    address: str = column("通讯地址", code="AAE006", kind="address", by_word=True)
    id_until: date = column("证件有效期至", called="证件有效期")
    """`FOR_GOOD` where it does not end (`mock_systems.kinds.times`)."""
    occupation: str = column("职业", "", codes=OCCUPATION, by_word=True)
    guardian: str = column("监护人", "", kind="name", by_word=True)
    guardian_number: str = column("监护人证件号码", "", kind="citizen_number")


class PayAccount(Record):
    """The account a person's benefit is paid to (待遇发放账户)."""

    table = "pay_account"
    title = "待遇发放账户"
    prefix = "FF"
    vital = ("bank_account",)
    populated = "one for each pension: the card's account, or another"
    once_for = ("person insurance",)

    pay_account: str = key_column("发放账户编号")
    person: str = column("个人编号", code="AAC001", index=True)
    insurance: str = column("险种", code="AAE140", codes=INSURANCE)
    bank_account: str = column("银行账号", code="AAE010", kind="bank_card")
