"""People and the households they live in."""

from datetime import date

from mock_systems.city import AREA
from mock_systems.codes import CodeList
from mock_systems.records.base import Record, column, key_column

__all__ = ["Household", "HouseholdMember", "Person"]

SEX = CodeList("AAC004", {"1": "男", "2": "女", "9": "未说明"}, "unverified")
HUKOU_KIND = CodeList("AAC009", {"10": "城镇户口", "20": "农村户口"}, "unverified")
PERSON_STATE = CodeList("AAC008", {"1": "正常", "2": "退休", "4": "死亡"}, "unverified")
_NORMAL, _RETIRED, DEAD = PERSON_STATE
RELATION = CodeList(
    "relation",
    {"01": "户主", "10": "配偶", "20": "子", "30": "女", "51": "父亲", "52": "母亲", "97": "其他"},
    "GB/T 4761",
)


class Person(Record):
    """A natural person known to the social-insurance system."""

    table = "person"
    title = "人员"
    prefix = "39019"
    told_by = "name"
    numbered_by = "citizen_number"
    found_by = ("name", "phone")
    drawn = ("citizen_number", "phone")
    vital = ("name", "born", "citizen_number")
    title_on_papers = "个人基本信息"
    is_party = True
    is_human = True
    populated = "everyone"
    once_for = ("citizen_number", "phone")

    person: str = key_column("个人编号", code="AAC001")
    citizen_number: str = column("社会保障号码", code="AAC002", index=True, kind="citizen_number")
    name: str = column("姓名", code="AAC003", index=True, kind="name")
    sex: str = column("性别", code="AAC004", codes=SEX)
    born: date = column("出生日期", code="AAC006")
    ethnicity: str = column("民族", "汉族", code="AAC005")
    state: str = column("人员状态", "1", code="AAC008", codes=PERSON_STATE)
    hukou_kind: str = column("户口性质", "10", code="AAC009", codes=HUKOU_KIND)
    hukou_area: str = column("户口所在地", code="AAC300", codes=AREA)
    hukou_address: str = column(
        "户籍地址", code="AAC010", kind="address", called="户口地址", area="hukou_area"
    )
    address: str = column(
        "居住地址", code="AAE006", kind="address", called="联系地址|住址", by_word=True
    )
    phone: str = column("手机号码", "", code="AAC067", index=True, kind="mobile", by_word=True)
    work_started: date | None = column("参加工作日期", None, code="AAC007")
    old_number: str = column("15位旧号码", "")


class Household(Record):
    """A registered household (户)."""

    table = "household"
    title = "户"
    prefix = "H"
    populated = "whoever lives together, with one head"

    household: str = key_column("户号")
    area: str = column("行政区划")
    address: str = column("住址", kind="address", area="area")
    kind: str = column("户口性质", "10", codes=HUKOU_KIND)


class HouseholdMember(Record):
    """One person's place in a household; the head's relation is 01."""

    table = "household_member"
    title = "户成员"
    prefix = "HM"
    populated = "one for each person"
    once_for = ("person",)

    member: str = key_column("成员编号")
    household: str = column("户号", index=True)
    person: str = column("个人编号", code="AAC001", index=True)
    relation: str = column("与户主关系", codes=RELATION)
