"""What other departments know: police, schools.

The police register agrees with the person register except where a row here says otherwise.
"""

from datetime import date

from mock_systems.codes import CodeList
from mock_systems.records.base import Record, column, key_column
from mock_systems.records.people import SEX

__all__ = ["PoliceRecord", "SchoolRecord"]

POLICE_RESULT = CodeList(
    "police_result", {"agrees": "一致", "differs": "不一致", "unknown": "查无此号"}
)
FACE_RESULT = CodeList(
    "face_result", {"same": "通过，为本人", "other": "未通过，与现场人员不是同一人"}
)


class PoliceRecord(Record):
    """The police register's own entry for a citizen number, where it differs or matters."""

    table = "police_record"
    title = "公安人口信息"
    prefix = "GA"
    populated = "of the few whose entry differs in the name or the address"

    police_record: str = key_column("记录编号")
    citizen_number: str = column("公民身份号码", code="AAC147", index=True, kind="citizen_number")
    name: str = column("姓名", code="AAC003", kind="name")
    sex: str = column("性别", code="AAC004", codes=SEX)
    born: date = column("出生日期", code="AAC006")
    address: str = column("住址", code="AAC010")
    card_from: date | None = column("证件签发日期", None)
    card_until: date | None = column("证件有效期至", None)
    note: str = column("备注", "")


class SchoolRecord(Record):
    """A school enrolment as the education department reports it (学籍)."""

    table = "school_record"
    title = "学籍信息"
    prefix = "XJ"

    school_record: str = key_column("学籍编号")
    citizen_number: str = column("公民身份号码", code="AAC147", index=True, kind="citizen_number")
    name: str = column("姓名", code="AAC003", kind="name")
    school: str = column("学校")
    stage: str = column("学段")
    entered: date = column("入学日期")
    leaves: date = column("预计毕业日期")
