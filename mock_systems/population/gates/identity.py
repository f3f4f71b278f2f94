"""Gates about who people are: numbers that cannot exist and are right, agree, and are unique."""

from mock_systems.ages import ADULT
from mock_systems.population.days import BASE_DAY
from mock_systems.population.gates.report import Gate, Probe, doubled, where
from mock_systems.population.schema import WRITTEN
from mock_systems.records import TABLES

_MOBILE = "({0} = '' OR ({0} GLOB '142[0-8]*' AND length({0}) = 11))"
_ACCOUNT = "(bank_account GLOB '0099*' AND substr(bank_account, 5, 14) < '90000000000000')"
_NUMBER = "p.citizen_number"
_OF_HOME = (
    "EXISTS (SELECT 1 FROM household_member a JOIN household_member b USING (household)"
    " JOIN person p ON p.person = b.person WHERE a.person = h.person"
)
_WITH_ACCOUNTS = [table for table in WRITTEN if "bank_account" in TABLES[table].columns()]

UNREAL = Gate(
    "unreal",
    "号码不可能真实存在，且不占用案例人物的保留号段",
    (
        where(
            "person",
            "person",
            "公民身份号码的行政区划不是虚构区划",
            "NOT is_our_area(substr(citizen_number, 1, 6))",
        ),
        where(
            "person",
            "person",
            "公民身份号码使用了保留顺序码",
            "substr(citizen_number, 15, 3) NOT BETWEEN '001' AND '899'",
        ),
        where(
            "person",
            "person",
            "手机号码不在虚构号段或属保留号段",
            f"NOT {_MOBILE.format('phone')}",
        ),
        where(
            "employer",
            "employer",
            "单位电话不在虚构号段或属保留号段",
            f"NOT {_MOBILE.format('phone')}",
        ),
        where(
            "employer",
            "employer",
            "统一社会信用代码的行政区划不是虚构区划",
            "NOT is_our_area(substr(credit_code, 3, 6))",
        ),
        where(
            "employer",
            "employer",
            "统一社会信用代码使用了保留主体码",
            "substr(credit_code, 9, 3) = 'MAX'",
        ),
        *(
            where(table, table, "银行卡号不在虚构号段或属保留号段", f"NOT {_ACCOUNT}")
            for table in _WITH_ACCOUNTS
        ),
    ),
)
CHECK_DIGITS = Gate(
    "check_digits",
    "校验码正确",
    (
        where(
            "person",
            "person",
            "公民身份号码校验码错误",
            "NOT is_citizen_number(citizen_number)",
        ),
        where(
            "employer",
            "employer",
            "统一社会信用代码校验码错误",
            "NOT is_credit_code(credit_code)",
        ),
        *(
            where(table, table, "银行卡号校验码错误", "NOT is_bank_card(bank_account)")
            for table in _WITH_ACCOUNTS
        ),
    ),
)
AGREEMENT = Gate(
    "agreement",
    "同一人的性别、出生日期、号码、状态和家庭关系一致",
    (
        where(
            "person",
            "person",
            "性别与公民身份号码不符",
            "sex <> CASE substr(citizen_number, 17, 1) % 2 WHEN 1 THEN '1' ELSE '2' END",
        ),
        where(
            "person",
            "person",
            "出生日期与公民身份号码不符",
            "replace(born, '-', '') <> substr(citizen_number, 7, 8)",
        ),
        where(
            "person",
            "person",
            "15位旧号码与公民身份号码不符",
            "old_number NOT IN ('', substr(citizen_number, 1, 6) || substr(citizen_number, 9, 9))",
        ),
        where(
            "person",
            "person",
            "1999年10月以后出生的人没有15位旧号码",
            "old_number <> '' AND born >= '1999-10-01'",
        ),
        where(
            "person",
            "person",
            "退休状态与职工养老待遇不符",
            "(state = '2') <> (EXISTS (SELECT 1 FROM benefit b"
            " WHERE b.person = person.person AND kind = '110'))",
        ),
        Probe(
            "card",
            "社会保障卡号与公民身份号码不符",
            f"SELECT card FROM card JOIN person p USING (person) WHERE number <> {_NUMBER}",
        ),
        Probe(
            "police_record",
            "公安登记的性别或出生日期与公民身份号码不符",
            "SELECT police_record FROM police_record r JOIN person p USING (citizen_number)"
            " WHERE r.sex <> p.sex OR r.born <> p.born",
        ),
        Probe(
            "household_member",
            "与户主关系和性别不符",
            "SELECT member FROM household_member JOIN person p USING (person)"
            " WHERE relation IN ('20', '51') AND sex <> '1'"
            " OR relation IN ('30', '52') AND sex <> '2'",
        ),
        Probe(
            "card_holder",
            "手机号码既不是本人的，也不是同户的人的",
            f"SELECT card_holder FROM card_holder h WHERE phone <> '' AND NOT {_OF_HOME}"
            " AND p.phone = h.phone)",
        ),
        Probe(
            "card_holder",
            "未成年人没有监护人，或监护人不是同户的成年人",
            "SELECT card_holder FROM card_holder h JOIN person c USING (person)"
            f" WHERE (guardian <> '' OR birthday(c.born, {ADULT}) > '{BASE_DAY}') AND NOT"
            f" {_OF_HOME} AND p.name = guardian AND {_NUMBER} = guardian_number"
            f" AND birthday(p.born, {ADULT}) <= '{BASE_DAY}')",
        ),
    ),
)
UNIQUENESS = Gate(
    "uniqueness",
    "应当唯一的号码和记录没有重复",
    (
        doubled("person", "person", "citizen_number", "公民身份号码重复"),
        doubled("person", "person", "phone", "手机号码重复", "phone <> ''"),
        doubled("employer", "employer", "credit_code", "统一社会信用代码重复"),
        doubled("employer", "employer", "name", "单位名称重复"),
        doubled("card", "card", "bank_account", "银行卡号重复"),
        doubled("card", "card", "person", "一人有两张有效社会保障卡", "state <> 'cancelled'"),
        doubled("card_holder", "card_holder", "person", "一人有两条持卡人信息"),
        doubled("household_member", "member", "person", "一人在两户"),
        doubled("participation", "participation", "person, insurance", "同一险种重复参保"),
        doubled("personal_account", "account", "person, insurance", "同一险种有两个个人账户"),
        doubled("benefit", "benefit", "person, kind", "同一待遇重复"),
        doubled("pay_account", "pay_account", "person, insurance", "发放账户重复"),
        doubled("unemployment", "unemployment", "person", "有两条有效失业登记", "valid = '1'"),
    ),
)
