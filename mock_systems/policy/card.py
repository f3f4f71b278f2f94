"""The social-security card: which step is allowed in which state, and what else must change
(rule R16)."""

from collections.abc import Mapping
from datetime import date

from mock_systems.bases import cited
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.rule import rule

_BASIS = cited("OPR 7; CARD47 16; LCARD")
_STEPS: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "apply": (("none",), "making", "同时开立银行账户，照片取自公安数据"),
    "activate": (("issued",), "normal", "社保功能在窗口启用，银行功能在银行启用"),
    "report_temporary": (("normal",), "lost_temporary", "银行账户须另向银行挂失"),
    "report_loss": (("normal", "lost_temporary"), "lost", "须查验身份证；银行账户须另向银行挂失"),
    "cancel_loss": (("lost_temporary",), "normal", "须本人持身份证办理"),
    "reissue": (
        ("lost",),
        "normal",
        "原卡注销；变更待遇发放账户或保留原银行账户，重新绑定电子社保卡",
    ),
    "replace": (("normal",), "normal", "收回原卡；变更待遇发放账户或保留原银行账户"),
    "reset_pin": (("normal",), "normal", "须本人持身份证，不得口头索取密码"),
    "cancel": (
        ("making", "issued", "normal", "lost_temporary", "lost"),
        "cancelled",
        "待遇结清后办理",
    ),
}
"""Each step: the states it starts from, the state it leads to, and what else must be seen to."""


@rule("R16", "社会保障卡状态变更", basis=_BASIS, state="lost", step="reissue", in_person="yes")
def step(sheet: Worksheet, state: str, step: str, in_person: bool = True) -> Calculation:
    """Whether a step is allowed, the state `after` it, and what else must change. Only the holder
    in person may take a loss back or reset the PIN."""
    starts, leads, also = _STEPS[step]
    personal = step in ("cancel_loss", "reset_pin")
    row = sheet.first(
        (
            Row("卡已注销", state == "cancelled", "不可，查询补领或换领的新卡", _BASIS, allows=False),
            Row("卡的状态不允许这一步", state not in starts, "不可，先办理前一步", _BASIS, allows=False),
            Row("须本人办理而本人未到场", personal and not in_person, "不可，告知本人办理；可协助电话临时挂失", allows=False),
            Row("状态允许", True, also, _BASIS),
        )
    )  # fmt: skip
    return sheet.done(allowed=row.allows, after=leads if row.allows else state, reason=row.then)


@rule(
    "R16",
    "临时挂失有效期",
    basis=_BASIS,
    uses=("card.temporary_days",),
    reported="2026-06-14",
)
def temporary_loss(sheet: Worksheet, reported: date) -> Calculation:
    """The last day a temporary loss holds, and whether it has `expired`: the card is in use again."""
    days = sheet.figure("card.temporary_days")
    until = sheet.after("临时挂失有效至", reported, days)
    return sheet.done(until=until, expired=sheet.on > until)
