"""What the gates must catch of people, households and what the police know."""

from collections.abc import Sequence

from tests.mock_systems.gates.breaches import Breaches, Edge, Violation
from tests.mock_systems.gates.work import unemployed
from tests.mock_systems.newcomers import (
    ABSENT,
    ADULT,
    CHILD,
    GROWN,
    NEW,
    NEXT,
    job,
    lives,
    newcomer,
    number_of,
    paid,
    pension,
    police,
    row,
)

HOME = "390100000000"
NO_MOBILE = "手机号码不在虚构号段或属保留号段"
ELDERLY = "born BETWEEN '1947' AND '1966-12-31'"
LAST_DIGIT = "substr(person, 10, 1)"


def _child(born: str) -> str:
    return ADULT + newcomer(born, person=NEXT, household=f"H{NEW}", relation="20")


def _father(born: str) -> str:
    return ADULT + newcomer(born, person=NEXT, household=f"H{NEW}", relation="51")


def _studies(entered: str, leaves: str) -> str:
    named = {"school_record": "XJ1", "citizen_number": number_of(), "name": "程望舒"}
    return row(
        "school_record", **named, school="云屿大学", stage="本科", entered=entered, leaves=leaves
    )


VIOLATIONS: Sequence[Violation] = (
    ("ended", "person", "死亡以后仍在就业、失业登记、参保或领取待遇", "dead and at work",
     newcomer(state="4") + job("2020-05-02")),
    ("ended", "person", "死亡以后仍在就业、失业登记、参保或领取待遇", "dead and jobless",
     newcomer(state="4") + unemployed("2020-05-02")),
    ("ended", "person", "死亡以后仍在就业、失业登记、参保或领取待遇", "dead and insured",
     newcomer(state="4") + paid("170", "2025-01", "2025-12", 20_000)),
    ("ended", "person", "死亡以后仍在就业、失业登记、参保或领取待遇", "dead and drawing",
     newcomer("1960-03-15", state="4") + pension("170", "2020-04")),
    ("ended", "school_record", "死亡以后仍在学校", "dead and a pupil",
     newcomer(state="4") + _studies("2024-09-01", "2027-06-30")),
    ("ages", "school_record", "入学时不满5周岁", "a pupil of four",
     ADULT + _studies("1995-03-14", "2008-06-30")),
    ("history", "police_record", "证件有效期至早于有效期起", "a card that ends before it begins",
     ADULT + police(card_from="2020-05-02", card_until="2020-05-01")),
    ("history", "school_record", "入学早于出生，或离校不晚于入学", "left before entering",
     ADULT + _studies("2008-09-01", "2008-06-30")),
    ("history", "school_record", "入学早于出生，或离校不晚于入学", "a pupil before birth",
     ADULT + _studies("1989-09-01", "2008-06-30")),
    ("unreal", "person", "公民身份号码的行政区划不是虚构区划", "a real province",
     newcomer(number=number_of(area="110105"))),
    ("unreal", "person", "公民身份号码使用了保留顺序码", "a number kept for casts",
     newcomer(number=number_of(order=901))),
    ("unreal", "person", NO_MOBILE, "a mobile number that people have",
     newcomer(phone="13800000000")),
    ("unreal", "person", NO_MOBILE, "a mobile number kept for casts",
     newcomer(phone="14295000000")),
    ("unreal", "person", NO_MOBILE, "a mobile number too short", newcomer(phone="1428500000")),
    ("check_digits", "person", "公民身份号码校验码错误", "a wrong check character",
     newcomer(number=number_of()[:17] + ("1" if number_of()[17] == "0" else "0"))),
    ("agreement", "person", "性别与公民身份号码不符", "a woman whose number is a man's",
     newcomer(sex="2")),
    ("agreement", "person", "出生日期与公民身份号码不符", "a day off the number",
     newcomer(number=number_of("1990-03-16"))),
    ("agreement", "person", "15位旧号码与公民身份号码不符", "an old number of somebody else",
     newcomer(old_number="390102490101001")),
    ("agreement", "person", "1999年10月以后出生的人没有15位旧号码", "an old number of a child",
     "UPDATE person SET old_number = substr(citizen_number, 1, 6) || substr(citizen_number, 9, 9)"
     f" WHERE person = {CHILD}"),
    ("agreement", "person", "退休状态与职工养老待遇不符", "someone retired without a pension",
     newcomer(state="2")),
    ("agreement", "person", "退休状态与职工养老待遇不符", "a pension before retirement",
     newcomer("1960-03-15") + pension("110", "2020-04")),
    ("agreement", "police_record", "公安登记的性别或出生日期与公民身份号码不符", "another sex",
     ADULT + police(sex="2")),
    ("uniqueness", "police_record", "同一公民身份号码有两条公安登记", "known to the police twice",
     ADULT + police() + police(police_record="GA2")),
    ("agreement", "household_member", "与户主关系和性别不符", "a daughter who is a man",
     newcomer("1960-01-01", person=NEW)
     + newcomer("2010-01-01", person=NEXT, household=f"H{NEW}", relation="30")),
    ("history", "person", "born 晚于基准日", "born tomorrow",
     newcomer("2026-06-02", household=HOME, relation="97")),
    ("history", "person", "work_started 晚于基准日", "work from tomorrow",
     newcomer(work_started="2026-06-02")),
    ("history", "police_record", "card_from 晚于基准日", "an identity card of tomorrow",
     ADULT + police(card_from="2026-06-02")),
    ("relations", "household_member", "个人编号不存在", "a member who is nobody",
     lives(ABSENT, HOME)),
    ("relations", "household_member", "户号不存在", "a member of no household",
     newcomer(household="H0", relation="97")),
    ("relations", "person", "人员编号不连续", "a number left out", newcomer(person=NEXT)),
    ("relations", "household", "一户没有或不止一名户主", "a household without a head",
     f"UPDATE household_member SET relation = '97' WHERE household = '{HOME}'"),
    ("relations", "household", "一户没有或不止一名户主", "two heads",
     newcomer(household=HOME)),
    ("relations", "person", "不在任何一户", "somebody of no household",
     newcomer(household=HOME, relation="97")
     + f"DELETE FROM household_member WHERE person = '{NEW}'"),
    ("relations", "police_record", "公民身份号码无人持有", "an entry of nobody", police()),
    ("codes", "person", "姓名不是2至4个字", "a name of nine characters",
     newcomer(name="马静丽敏婷娟燕艳红")),
)  # fmt: skip
EDGES: Sequence[Edge] = (
    ("ages", "person", "参加工作时不满16周岁", "sixteen",
     lambda day: newcomer(work_started=day), "2006-03-14", "2006-03-15"),
    ("ages", "person", "已满120周岁而没有登记死亡", "a hundred and twenty",
     newcomer, "1906-06-01", "1906-06-02"),
    ("sets", "household_member", "户主不满18周岁", "eighteen on the base day",
     newcomer, "2008-06-02", "2008-06-01"),
    ("ages", "household_member", "父母子女年龄相差不足16年", "a child of a child",
     _child, "2006-03-14", "2006-03-15"),
    ("ages", "household_member", "父母子女年龄相差不足16年", "a father of fifteen",
     _father, "1974-03-16", "1974-03-15"),
)  # fmt: skip
CROWDS = {
    "男性": "UPDATE person SET sex = '1'",
    "0—15岁": "UPDATE person SET born = '2015' WHERE person IN"
    f" (SELECT person FROM {GROWN}) AND {LAST_DIGIT} < '3'",
    "16—59岁": f"UPDATE person SET born = iif({LAST_DIGIT} < '2', '2015', '1965') WHERE"
    f" person IN (SELECT person FROM {GROWN}) AND {LAST_DIGIT} < '4'",
    "60岁及以上": f"UPDATE person SET born = iif({LAST_DIGIT} < '5', '2015', '1980')"
    f" WHERE {ELDERLY}",
    "80岁及以上": f"UPDATE person SET born = '1940' WHERE {ELDERLY}",
    "城镇户口": "UPDATE person SET hukou_kind = '20'",
    "户籍在外省": "UPDATE person SET hukou_area = '180121'",
    "同名同姓": "UPDATE person SET name = name || person WHERE name NOT IN ('林晓雯', '林小雯')",
    "号码只差一位（校验码除外）": "UPDATE person SET citizen_number = ''",
    "15位旧号码": "UPDATE person SET old_number = ''",
    "同音形近的名字": "UPDATE person SET name = '林小文' WHERE name LIKE '%小%'",
    "公安登记与系统不同": "DELETE FROM police_record",
}
_FILLED = ("stories", "school_record", "人口数据中不应有此类记录")
ENTAILED = {
    ("history", "school_record", "入学早于出生，或离校不晚于入学"): _FILLED,
    ("ages", "school_record", "入学时不满5周岁"): _FILLED,
    ("ended", "school_record", "死亡以后仍在学校"): _FILLED,
}  # fmt: skip
BREACHES = Breaches(violations=VIOLATIONS, edges=EDGES, crowds=CROWDS, entailed=ENTAILED)
