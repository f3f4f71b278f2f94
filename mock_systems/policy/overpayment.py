"""Benefits paid that were not due: amount, order of recovery, instalments (rule R22)."""

from mock_systems.bases import cited
from mock_systems.money import yuan
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.rule import rule
from mock_systems.sentence import Sentence

_BASIS = cited("SIL 88; OPR 46")


@rule("R22", "多发待遇", basis=_BASIS, monthly="3462.28", months="4", returned="0.00")
def amount(sheet: Worksheet, monthly: int, months: int, returned: int = 0) -> Calculation:
    """What was paid without right, and what of it is still `owed`."""
    overpaid = monthly * months
    sheet.note("多发金额", f"{yuan(monthly)} × {months}", yuan(overpaid))
    owed = max(0, overpaid - returned)
    sheet.note("尚未退回", f"{yuan(overpaid)} − {yuan(returned)}", yuan(owed))
    return sheet.done(overpaid=overpaid, owed=owed)


@rule("R22", "分期退还", basis=_BASIS, owed="74960.15", instalment="3000.00")
def instalments(sheet: Worksheet, owed: int, instalment: int) -> Calculation:
    """How many instalments there are (`times`) and how much the `last` one is; `instalment` is the
    sum agreed for a month, more than nothing."""
    times = -(-owed // instalment)
    formula = Sentence("{owed} ÷ {each}，进为整数", owed=yuan(owed), each=yuan(instalment))
    sheet.note("期数", formula, str(times))
    last = owed - instalment * (times - 1) if times else 0
    sheet.note("最后一期", f"{yuan(owed)} − {yuan(instalment)} × {times - 1}", yuan(last))
    return sheet.done(times=times, last_instalment=last)


@rule("R22", "追回的办法", basis=_BASIS, fraud="no", drawing="yes", agreed="no")
def recovery(sheet: Worksheet, fraud: bool, drawing: bool, agreed: bool = False) -> Calculation:
    """In which way it comes back, after verifying, stopping and a written notice."""
    row = sheet.first(
        (
            Row("以欺诈、伪造等手段骗取", fraud, "移送行政部门，责令退回并处二至五倍罚款", cited("SIL 88")),
            Row("仍在领取待遇，书面同意", drawing and agreed, "从以后的待遇中抵扣"),
            Row("一次退还有困难，书面同意", agreed, "签订分期退还协议"),
            Row("其他", True, "书面通知一次退还"),
        )
    )  # fmt: skip
    return sheet.done(reason=row.then)
