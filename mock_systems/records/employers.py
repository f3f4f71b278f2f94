"""Employers, and employment and unemployment registrations of people."""

from datetime import date

from mock_systems.codes import CodeList
from mock_systems.endings import EMPLOYMENT_END, UNEMPLOYED_REASON
from mock_systems.records.base import Record, column, key_column
from mock_systems.records.moves import ANY, Move, Moves
from mock_systems.sentence import Sentence

__all__ = ["Employer", "Employment", "Unemployment"]

UNIT_KIND = CodeList(
    "AAB019",
    {"10": "企业", "21": "事业单位", "30": "机关", "40": "社会团体", "60": "个体工商户"},
    "dictionary",
)
UNIT_STATE = CodeList("AAB051", {"1": "正常", "2": "注销"}, "unverified")
IN_BUSINESS, _CLOSED = UNIT_STATE
INJURY_CLASS = CodeList("injury_class", {str(number): f"{number}类" for number in range(1, 9)})
INJURY_FLOAT = CodeList(
    "injury_float", {str(percent): f"{percent}%" for percent in (50, 80, 100, 120, 150)}
)
INDUSTRY = CodeList(
    "AAB022",
    {
        "A": "农、林、牧、渔业",
        "C": "制造业",
        "E": "建筑业",
        "F": "批发和零售业",
        "G": "交通运输、仓储和邮政业",
        "H": "住宿和餐饮业",
        "I": "信息传输、软件和信息技术服务业",
        "L": "租赁和商务服务业",
        "O": "居民服务、修理和其他服务业",
        "P": "教育",
    },
    "dictionary",
)
EMPLOYMENT_KIND = CodeList(
    "employment_kind", {"1": "单位就业", "2": "个体经营", "3": "灵活就业", "4": "公益性岗位"}
)
EMPLOYMENT_FORM = CodeList(
    "AAC013",
    {
        "41": "固定期限",
        "42": "无固定期限",
        "43": "以完成一定任务为期限",
        "52": "非全日制",
        "90": "其他",
    },
    "dictionary",
)
VALID = CodeList("AAE100", {"1": "有效", "0": "注销"}, "dictionary")
UNEMPLOYED_CLOSE = CodeList(
    "unemployed_close",
    {
        "hired": "被用人单位录用",
        "business": "从事个体经营或灵活就业",
        "pension": "享受基本养老保险待遇",
        "study": "升学、参军",
        "no_contact": "连续6个月未联系",
        "own_wish": "本人申请",
    },
)
JOB_WISH = CodeList(
    "ACC711",
    {"1": "单位就业", "2": "灵活就业", "3": "自主创业", "4": "参加培训后就业"},
    asked="ask_wish",
    said={
        "1": ["进单位", "进厂", "单位上班", "公司上班"],
        "2": ["零活", "零工", "跑单", "送外卖"],
        "3": ["创业", "开[^，。]{0,4}店"],
        "4": ["培训", "学[^，。]{0,3}(?:手艺|技术)"],
    },
)


class Employer(Record):
    """A unit that insures its employees (参保单位)."""

    table = "employer"
    title = "单位"
    prefix = "3901A"
    told_by = "name"
    numbered_by = "credit_code"
    found_by = ("name",)
    drawn = ("credit_code", "phone")
    is_party = True
    populated = "one for every hundred people"
    once_for = ("credit_code", "name")

    employer: str = key_column("单位编号", code="AAB001")
    credit_code: str = column("统一社会信用代码", code="AAB003", index=True, kind="credit_code")
    name: str = column("单位名称", code="AAB004", index=True, kind="name")
    kind: str = column("单位类型", "10", code="AAB019", codes=UNIT_KIND)
    industry: str = column("行业", code="AAB022", codes=INDUSTRY)
    injury_class: int = column("工伤行业类别", among=INJURY_CLASS)
    injury_float: int = column("工伤费率浮动", 100, unit="percent", among=INJURY_FLOAT)
    area: str = column("行政区划", code="AAA027")
    address: str = column("单位地址", code="AAE006", kind="address", area="area")
    legal_person: str = column("法定代表人", code="AAB013", kind="name")
    contact: str = column("专管员", "", code="AAE004")
    phone: str = column("联系电话", "", code="AAE005")
    opened: date = column("参保登记日期", code="AAB050")
    state: str = column("单位状态", IN_BUSINESS, code="AAB051", codes=UNIT_STATE)


class Employment(Record):
    """An employment registration (就业登记); open while `ended` is empty."""

    table = "employment"
    title = "就业登记"
    prefix = "JY"
    called = Sentence("就业登记（{started} 起）")
    apart_by = ("employer",)
    chosen_by = ("started", "employer")
    populated = (
        "jobs, one to five a person and no two in one month, and the work of flexible workers"
    )
    moves = Moves(
        "ended",
        {"open": "有效", "over": "已终止"},
        (Move("employment.end_employment", ("open",), "over", {ANY: ""}),),
        code="ended_already",
        told="该就业登记已经终止，无需重复办理。",
    )

    employment: str = key_column("就业登记编号")
    person: str = column("个人编号", code="AAC001", index=True)
    employer: str = column("单位编号", "", code="AAB001", index=True)
    kind: str = column("就业类型", "1", codes=EMPLOYMENT_KIND)
    form: str = column("用工形式", "41", code="AAC013", codes=EMPLOYMENT_FORM)
    job: str = column("岗位（工种）", "")
    started: date = column("就业日期", code="AAE030")
    contract_until: date | None = column("合同终止日期", None)
    registered: date = column("登记日期", code="AAE043")
    ended: date | None = column("终止就业日期", None, code="AAE031")
    end_reason: str = column("终止原因", "", codes=EMPLOYMENT_END)

    @property
    def closed(self) -> bool:
        return self.ended is not None


class Unemployment(Record):
    """An unemployment registration (失业登记); open while `valid` is 1."""

    table = "unemployment"
    title = "失业登记"
    prefix = "SY"
    called = Sentence("失业登记（{registered} 登记）")
    chosen_by = ("registered", "valid")
    populated = "of some whose job has ended"
    moves = Moves(
        "valid",
        VALID.labels,
        (
            Move("employment.register_employment", ("1",), "0"),
            Move("employment.close_unemployment", ("1",), "0", {ANY: ""}),
        ),
        code="closed_already",
        told="该失业登记已经注销，无需重复办理。",
    )

    unemployment: str = key_column("失业登记编号")
    person: str = column("个人编号", code="AAC001", index=True)
    unemployed: date = column("失业日期", code="AJC090")
    registered: date = column("登记日期", code="AAE043")
    reason: str = column("失业原因", code="ABC917", codes=UNEMPLOYED_REASON)
    wish: str = column("求职意向", "1", code="ACC711", codes=JOB_WISH)
    valid: str = column("有效标志", "1", code="AAE100", codes=VALID)
    closed_on: date | None = column("注销日期", None)
    close_reason: str = column("注销原因", "", codes=UNEMPLOYED_CLOSE)

    @property
    def closed(self) -> bool:
        return self.valid == "0"
