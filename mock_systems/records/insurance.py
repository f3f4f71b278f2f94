"""Social-insurance records: participations, contributions, accounts, levies, benefits.

Money is integer fen. Months are `YYYY-MM` text. Contributions are stored as intervals with one
base each; single months are drawn when they are read.
"""

from dataclasses import dataclass
from datetime import date

from mock_systems.bases import NOTHING, Basis, cited
from mock_systems.codes import CodeList
from mock_systems.records.base import Record, column, key_column
from mock_systems.records.moves import Move, Moves

__all__ = [
    "Benefit",
    "ContributionSpell",
    "Levy",
    "Participation",
    "PersonChange",
    "PersonalAccount",
]

INSURANCE = CodeList(
    "AAE140",
    {
        "110": "企业职工基本养老保险",
        "170": "城乡居民基本养老保险",
        "210": "失业保险",
        "410": "工伤保险",
    },
    "dictionary",
)
EMPLOYEE_INSURANCE = CodeList(
    "employee_insurance",
    {code: INSURANCE.labels[code] for code in ("110", "210", "410")},
    "dictionary",
)
INSURED_STATE = CodeList(
    "AAC031", {"0": "未参保", "1": "参保缴费", "2": "暂停缴费", "3": "终止参保"}, "unverified"
)
NEVER, PAYING, SUSPENDED, ENDED = INSURED_STATE
_OUT = (NEVER, SUSPENDED, ENDED)
"""States in which nothing is paid."""
INSURED_IDENTITY = CodeList(
    "AAC066", {"10": "企业职工", "11": "灵活就业人员", "50": "城乡居民"}, "dictionary"
)
PAID = CodeList("AAE132", {"0": "未到账", "1": "已到账"}, "unverified")


@dataclass(frozen=True, slots=True)
class StopReason:
    """Why nothing is paid any more: what it is called, and the article by which it `ends` the
    insurance, empty where it suspends it."""

    label: str
    ends: Basis = NOTHING


_RETIRED = cited("SIL 16, 21")
"""Who draws a pension pays no more: of employees and of residents."""
STOP_REASONS = {
    "6301": StopReason("解除、终止劳动关系"),
    "6302": StopReason("统筹区内转移"),
    "6303": StopReason("应征入伍"),
    "6304": StopReason("升学"),
    "6308": StopReason("达到法定退休年龄", ends=_RETIRED),
    "6399": StopReason("其他中断缴费"),
    "6401": StopReason("死亡", ends=cited("SIL 14")),
    "6404": StopReason("转出统筹区", ends=cited("SIL 19")),
    "6405": StopReason("退保", ends=cited("SIR 3, 6")),
    "6501": StopReason("在职转退休", ends=_RETIRED),
}


def state_after(reason: str) -> str:
    """The state of an insurance that was stopped for a reason (AAC031)."""
    return ENDED if STOP_REASONS[reason].ends else SUSPENDED


DEATH = "6401"
STOP_REASON = CodeList("AAE160", {c: each.label for c, each in STOP_REASONS.items()}, "dictionary")
BENEFIT_KIND = CodeList("AAA036", {"110": "职工基本养老金", "170": "城乡居民基础养老金"})
BENEFIT_STATE = CodeList("benefit_state", {"1": "正常发放", "2": "暂停", "3": "终止"})
PAID_OUT, _HELD_BACK, STOPPED = BENEFIT_STATE
RESIDENT_TIER = CodeList(
    "resident_tier",
    {
        "20000": "200元",
        "30000": "300元",
        "50000": "500元",
        "80000": "800元",
        "100000": "1000元",
        "150000": "1500元",
        "200000": "2000元",
        "300000": "3000元",
    },
    asked="ask_tier",
)


class Participation(Record):
    """A person's place in one insurance (人员参保): one record for each insurance, and of work injury
    one more for each employer beside the first."""

    table = "participation"
    title = "人员参保"
    prefix = "CB"
    apart_by = ("insurance",)
    populated = "in each insurance a person ever had, stopped with the reason where it ended"
    once_for = ("person insurance",)
    moves = Moves(
        "state",
        INSURED_STATE.labels,
        (
            Move("social_insurance.enrol_employee", _OUT, PAYING),
            Move("social_insurance.enrol_flexible", _OUT, PAYING),
            Move(
                "social_insurance.enrol_resident",
                _OUT,
                PAYING,
                {PAYING: "已参加城乡居民养老保险，无需重复登记。"},
            ),
            Move("social_insurance.stop_participation", (PAYING,), SUSPENDED),
            Move("social_insurance.stop_participation", (PAYING,), ENDED),
        ),
        code="insured_already",
    )

    participation: str = key_column("参保编号")
    person: str = column("个人编号", code="AAC001", index=True)
    insurance: str = column("险种", code="AAE140", codes=INSURANCE)
    identity: str = column("参保身份", "10", code="AAC066", codes=INSURED_IDENTITY)
    employer: str = column("单位编号", "", code="AAB001", index=True)
    state: str = column("参保状态", PAYING, code="AAC031", codes=INSURED_STATE)
    since: str = column("参保起始年月", code="AAC030", unit="month")
    base: int = column("缴费基数", 0, code="AAE180", unit="fen")
    tier: str = column("缴费档次", "", codes=RESIDENT_TIER)
    stopped: str = column("停保年月", "", unit="month")
    stop_reason: str = column("停保原因", "", code="AAE160", codes=STOP_REASON)

    @property
    def closed(self) -> bool:
        return self.state == ENDED


class ContributionSpell(Record):
    """Months paid without a gap on one base: from `first` to `last`, both included."""

    table = "contribution_spell"
    title = "缴费记录"
    prefix = "JF"
    populated = "the months paid, an interval for each base"

    spell: str = key_column("缴费记录编号")
    person: str = column("个人编号", code="AAC001", index=True)
    insurance: str = column("险种", code="AAE140", codes=INSURANCE)
    employer: str = column("单位编号", "", code="AAB001")
    identity: str = column("参保身份", "10", code="AAC066", codes=INSURED_IDENTITY)
    first: str = column("起始年月", unit="month")
    last: str = column("截止年月", unit="month")
    base: int = column("缴费基数", code="AAE180", unit="fen")


class PersonalAccount(Record):
    """A pension account (个人账户): principal and interest credited so far."""

    table = "personal_account"
    title = "个人账户"
    prefix = "ZH"
    populated = "one for each pension insurance of a person"
    once_for = ("person insurance",)

    account: str = key_column("账户编号")
    person: str = column("个人编号", code="AAC001", index=True)
    insurance: str = column("险种", code="AAE140", codes=INSURANCE)
    months: int = column("累计缴费月数", code="AAE201")
    principal: int = column("本金", code="AAE238", unit="fen")
    interest: int = column("利息", code="AAE239", unit="fen")


class Levy(Record):
    """One month's contribution as assessed (缴费核定); the tax authority collects it."""

    table = "levy"
    title = "缴费核定"
    prefix = "HD"
    apart_by = ("insurance", "month")

    levy: str = key_column("核定编号")
    person: str = column("个人编号", code="AAC001", index=True)
    insurance: str = column("险种", code="AAE140", codes=INSURANCE)
    employer: str = column("单位编号", "", code="AAB001")
    month: str = column("费款所属期", code="AAE003", unit="month")
    base: int = column("缴费基数", code="AAE180", unit="fen")
    employer_amount: int = column("单位应缴", code="AAE480", unit="fen")
    person_amount: int = column("个人应缴", code="AAE481", unit="fen")
    paid: str = column("到账标志", "0", code="AAE132", codes=PAID)


class Benefit(Record):
    """A periodical benefit (定期待遇)."""

    table = "benefit"
    title = "定期待遇"
    prefix = "DY"
    populated = "one for each pension"
    once_for = ("person kind",)

    benefit: str = key_column("待遇编号")
    person: str = column("个人编号", code="AAC001", index=True)
    kind: str = column("待遇类别", code="AAA036", codes=BENEFIT_KIND)
    since: str = column("起始年月", code="AAE041", unit="month")
    amount: int = column("月标准", code="AAE129", unit="fen")
    state: str = column("发放状态", PAID_OUT, codes=BENEFIT_STATE)

    @property
    def closed(self) -> bool:
        return self.state == STOPPED


class PersonChange(Record):
    """A line in the register of changes to key data of a person (变更登记)."""

    table = "person_change"
    title = "个人信息变更登记"
    prefix = "BG"
    is_log = True

    change: str = key_column("变更编号")
    person: str = column("个人编号", code="AAC001", index=True)
    fields: str = column("变更项目")
    reason: str = column("变更原因", "")
    on: date = column("变更日期", code="AAE035")
