"""Moving an employee pension between provinces (rule R5)."""

from datetime import date

from mock_systems.bases import cited
from mock_systems.money import yuan
from mock_systems.policy.calculation import Calculation, Row, Worksheet
from mock_systems.policy.rule import rule
from mock_systems.policy.workdays import counted
from mock_systems.sentence import Sentence

_MEASURES = cited("TRF")
Stays = tuple[tuple[str, int], ...]


@rule(
    "R5",
    "跨省转移资金",
    basis=cited("TRF 4"),
    uses=("transfer.pool_rate",),
    bases_sum="642000.00",
    account="68432.17",
)
def amount(sheet: Worksheet, bases_sum: int, account: int) -> Calculation:
    """The money that moves: the account (fen), of the years before 1998 only what the person paid and
    its interest, and `pooled`, a share of the sum of actual monthly bases (fen) since 1998-01-01;
    `total` is both."""
    fourth = cited("TRF 4")
    told = "1998年以前只转个人缴费本息，1998年起转全部"
    sheet.note("个人账户转移额", told, yuan(account), basis=fourth)
    pooled = sheet.share("统筹基金转移额", bases_sum, sheet.figure("transfer.pool_rate"))
    return sheet.done(pooled=pooled, total=sheet.total("转移总额", account, pooled))


@rule(
    "R5",
    "可否转移",
    basis=_MEASURES,
    draws_pension="no",
    same_province="no",
)
def admission(sheet: Worksheet, draws_pension: bool, same_province: bool) -> Calculation:
    """Whether a relation moves, and whether money moves with it."""
    row = sheet.first(
        (
            Row("已按规定领取基本养老保险待遇", draws_pension, "不予转移", cited("TRF 2")),
            Row("同一省内流动", same_province, "只转关系，不转资金"),
            Row("跨省流动就业", True, "转移关系和资金", cited("TRF 3")),
        )
    )
    return sheet.done(allowed=not draws_pension, reason=row.then)


@rule(
    "R5",
    "是否建立临时账户",
    basis=cited("TRF 5"),
    uses=("transfer.temporary_age", "transfer.payment_months"),
    sex="1",
    age="51y0m",
    hukou_here="no",
    first_here="yes",
)
def temporary_account(
    sheet: Worksheet,
    sex: str,
    age: int,
    hukou_here: bool,
    first_here: bool,
    official_transfer: bool = False,
    months_here: int = 0,
) -> Calculation:
    """Whether an older newcomer keeps the old relation and gets a temporary account here; not who
    claims the pension with enough months paid here (`months_here`)."""
    limit = sheet.figure("transfer.temporary_age", sex)
    sheet.note("建立临时账户的年龄", limit.label, str(limit.value), limit)
    enough = sheet.figure("transfer.payment_months")
    sheet.note("作为待遇领取地须缴月数", enough.label, str(enough.value), enough)
    fifth = cited("TRF 5")
    row = sheet.first(
        (
            Row("户籍在本地", hukou_here, "建立一般账户，可以转入", fifth, status="reviewed"),
            Row("经批准调动", official_transfer, "建立一般账户，可以转入", fifth, status="reviewed"),
            Row("申领待遇时在本地缴费已满上述月数", months_here >= enough.value, "可以转入，由本地发放", fifth, status="reviewed"),
            Row("不是首次在本地参保", not first_here, "沿用原有账户"),
            Row("未满上述年龄", age < limit.value * 12, "建立一般账户，可以转入", fifth, status="reviewed"),
            Row("已满上述年龄的外地户籍人员首次参保", True, "建立临时账户，原关系保留，不作为待遇领取地", fifth, code=TEMPORARY, status="reviewed"),
        )
    )  # fmt: skip
    return sheet.done(temporary=row.code == TEMPORARY, reason=row.then)


TEMPORARY = "temporary"


@rule(
    "R5",
    "待遇领取地",
    basis=cited("TRF 6"),
    uses=("transfer.payment_months",),
    hukou="A",
    stays="A:6y B:11y C:8y",
)
def place(sheet: Worksheet, hukou: str, stays: Stays, temporary_months: int = 0) -> Calculation:
    """Who pays the pension: `place` and the `months` paid there. `stays` are places in the order
    they were left, with months paid; the last one holds the relation now. Temporary accounts are
    not places and are left out of them; their months (`temporary_months`) are `collected` with
    the others."""
    limit = sheet.figure("transfer.payment_months")
    sheet.note("作为待遇领取地须缴月数", limit.label, str(limit.value), limit)
    paid: dict[str, int] = {}
    for where, months in stays:
        paid[where] = paid.get(where, 0) + months
    last = stays[-1][0]
    long_enough = [where for where, _ in reversed(stays) if paid[where] >= limit.value]
    earlier = long_enough[0] if long_enough else hukou
    rows = (
        Row("养老保险关系在户籍地", last == hukou, hukou),
        Row("最后参保地缴费已满上述月数", last in long_enough, last),
        Row("此前有参保地缴费已满上述月数", bool(long_enough), earlier),
        Row("没有任何参保地缴费满上述月数", True, hukou),
    )
    chosen = sheet.first(rows).then
    collected = sum(paid.values()) + temporary_months
    formula = Sentence("各地 {paid} 个月 + 临时账户 {temporary} 个月", paid=sum(paid.values()), temporary=temporary_months)  # fmt: skip
    sheet.note("归集月数", formula, str(collected))
    return sheet.done(place=chosen, months=paid.get(chosen, 0), collected=collected)


@rule(
    "R5",
    "转移接续时限",
    basis=cited("TRF 8; OPR 16"),
    uses=("transfer.step_workdays",),
    received="2026-06-15",
)
def steps(sheet: Worksheet, received: date) -> Calculation:
    """The last days of the three steps, each counted in working days from the one before: the
    contact `letter`, the `information` form with the money, and the `record` in the new place."""
    limit = sheet.figure("transfer.step_workdays")
    days, day = {}, received
    for name, title in _STEPS.items():
        days[name] = day = counted(sheet, title, day, int(limit.value), limit)
    return sheet.done(**days)


_STEPS = {"letter": "发出联系函", "information": "寄送信息表并划转资金", "record": "接续记账并告知"}
