"""Employers, and employment and unemployment registrations of people."""

from datetime import date
from typing import ClassVar

from mock_systems.codes import (
    EMPLOYMENT_END,
    EMPLOYMENT_FORM,
    EMPLOYMENT_KIND,
    INDUSTRY,
    JOB_WISH,
    UNEMPLOYED_CLOSE,
    UNEMPLOYED_REASON,
    UNIT_KIND,
    UNIT_STATE,
    VALID,
)
from mock_systems.records.base import Record, column, key_column
from mock_systems.records.moves import ANY, Move, Moves


class Employer(Record):
    """A unit that insures its employees (参保单位)."""

    table: ClassVar[str] = "employer"
    title: ClassVar[str] = "单位"
    prefix: ClassVar[str] = "3901A"

    employer: str = key_column("单位编号", code="AAB001")
    credit_code: str = column("统一社会信用代码", code="AAB003", index=True, kind="credit_code")
    name: str = column("单位名称", code="AAB004", index=True, kind="name")
    kind: str = column("单位类型", "10", code="AAB019", codes=UNIT_KIND)
    industry: str = column("行业", code="AAB022", codes=INDUSTRY)
    injury_class: int = column("工伤行业类别")
    injury_float: int = column("工伤费率浮动", 100, unit="percent")
    area: str = column("行政区划", code="AAA027")
    address: str = column("单位地址", code="AAE006", kind="address")
    legal_person: str = column("法定代表人", code="AAB013", kind="name")
    contact: str = column("专管员", "", code="AAE004")
    phone: str = column("联系电话", "", code="AAE005")
    opened: date = column("参保登记日期", code="AAB050")
    state: str = column("单位状态", "1", code="AAB051", codes=UNIT_STATE)


class Employment(Record):
    """An employment registration (就业登记); open while `ended` is empty."""

    table: ClassVar[str] = "employment"
    title: ClassVar[str] = "就业登记"
    prefix: ClassVar[str] = "JY"
    moves: ClassVar[Moves] = Moves(
        "ended",
        {"open": "有效", "over": "已终止"},
        (Move("employment.end_employment", ("open",), "over", {ANY: ""}),),
        code="ended_already",
        told="该就业登记已于 {ended} 终止，无需重复办理。",
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

    table: ClassVar[str] = "unemployment"
    title: ClassVar[str] = "失业登记"
    prefix: ClassVar[str] = "SY"
    moves: ClassVar[Moves] = Moves(
        "valid",
        VALID.labels,
        (
            Move("employment.register_employment", ("1",), "0"),
            Move("employment.close_unemployment", ("1",), "0", {ANY: ""}),
        ),
        code="closed_already",
        told="该失业登记已于 {closed_on} 注销，无需重复办理。",
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
