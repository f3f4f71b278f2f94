"""What must hold of people, their households, and what the police know of them."""

from mock_systems.population.gates.crowd import AGE, SETTLED, WORKING, CrowdShare, LookAlikes
from mock_systems.population.gates.report import (
    BASE,
    MOBILE,
    Probe,
    Qualities,
    aged,
    doubled,
    past,
    where,
)
from mock_systems.records.people import DEAD

PROBES: Qualities = {
    "unreal": (
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
            f"NOT {MOBILE.format('phone')}",
        ),
    ),
    "check_digits": (
        where(
            "person",
            "person",
            "公民身份号码校验码错误",
            "NOT is_citizen_number(citizen_number)",
        ),
    ),
    "agreement": (
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
    ),
    "uniqueness": (
        doubled(
            "police_record",
            "police_record",
            "citizen_number",
            "同一公民身份号码有两条公安登记",
        ),
    ),
    "relations": (
        Probe(
            "person",
            "人员编号不连续",
            "SELECT max(person) FROM person HAVING max(person) <> printf('3901%06d', count(*) - 1)",
        ),
        Probe(
            "household",
            "一户没有或不止一名户主",
            "SELECT household FROM household h WHERE 1 <> (SELECT count(*)"
            " FROM household_member m WHERE m.household = h.household AND relation = '01')",
        ),
        Probe(
            "person",
            "不在任何一户",
            "SELECT person FROM person p WHERE NOT EXISTS"
            " (SELECT 1 FROM household_member m WHERE m.person = p.person)",
        ),
        Probe(
            "police_record",
            "公民身份号码无人持有",
            "SELECT police_record FROM police_record r WHERE NOT EXISTS"
            " (SELECT 1 FROM person p WHERE p.citizen_number = r.citizen_number)",
        ),
    ),
    "codes": (where("person", "person", "姓名不是2至4个字", "length(name) NOT BETWEEN 2 AND 4"),),
    "ages": (
        where("person", "person", "参加工作时不满16周岁", "work_started < birthday(born, 16)"),
        where(
            "person",
            "person",
            "已满120周岁而没有登记死亡",
            f"state <> '{DEAD}' AND birthday(born, 120) <= {BASE}",
        ),
        Probe(
            "school_record",
            "入学时不满5周岁",
            "SELECT school_record FROM school_record JOIN person USING (citizen_number)"
            " WHERE entered BETWEEN born AND date(birthday(born, 5), '-1 day')",
        ),
        Probe(
            "household_member",
            "父母子女年龄相差不足16年",
            "SELECT m.member FROM household_member m JOIN person p USING (person)"
            " JOIN household_member hm ON hm.household = m.household AND hm.relation = '01'"
            " JOIN person h ON h.person = hm.person"
            " WHERE m.relation IN ('20', '30') AND p.born < birthday(h.born, 16)"
            " OR m.relation IN ('51', '52') AND h.born < birthday(p.born, 16)",
        ),
    ),
    "history": (
        past("person", "born"),
        past("person", "work_started"),
        past("police_record", "card_from"),
        where(
            "police_record",
            "police_record",
            "证件有效期至早于有效期起",
            "card_until <= card_from",
        ),
        Probe(
            "school_record",
            "入学早于出生，或离校不晚于入学",
            "SELECT school_record FROM school_record LEFT JOIN person USING (citizen_number)"
            " WHERE leaves <= entered OR entered < born",
        ),
    ),
    "ended": (
        where(
            "person",
            "person",
            "死亡以后仍在就业、失业登记、参保或领取待遇",
            "state = '4' AND (EXISTS (SELECT 1 FROM employment e WHERE e.person = person.person"
            " AND ended IS NULL) OR EXISTS (SELECT 1 FROM unemployment u WHERE u.person ="
            " person.person AND valid = '1') OR EXISTS (SELECT 1 FROM participation p WHERE"
            " p.person = person.person AND p.state = '1') OR EXISTS (SELECT 1 FROM benefit b"
            " WHERE b.person = person.person AND b.state = '1'))",
        ),
        Probe(
            "school_record",
            "死亡以后仍在学校",
            "SELECT school_record FROM school_record JOIN person USING (citizen_number)"
            f" WHERE state = '{DEAD}' AND leaves > {BASE}",
        ),
    ),
    "sets": (
        aged(
            "household_member",
            "member",
            "户主不满18周岁",
            f"relation = '01' AND birthday(born, 18) > {BASE}",
        ),
    ),
    "marginals": (
        CrowdShare("男性", "sex = '1'", 0.47, 0.53),
        CrowdShare("0—15岁", f"{AGE} < 16", 0.11, 0.20),
        CrowdShare("16—59岁", WORKING, 0.57, 0.68),
        CrowdShare("60岁及以上", f"{AGE} >= 60", 0.18, 0.27),
        CrowdShare("80岁及以上", f"{AGE} >= 80", 0.015, 0.06),
        CrowdShare("城镇户口", "hukou_kind = '10'", 0.5, 0.75, least=SETTLED),
        CrowdShare("户籍在外省", "hukou_area NOT LIKE '39%'", 0.1, 0.18, least=SETTLED),
        LookAlikes("同名同姓", "SELECT name FROM person GROUP BY name, sex HAVING count(*) > 1"),
        LookAlikes(
            "号码只差一位（校验码除外）",
            "SELECT a.person FROM person a JOIN person b ON b.citizen_number BETWEEN"
            " substr(a.citizen_number, 1, 14) || '8' || substr(a.citizen_number, 16, 2)"
            " AND substr(a.citizen_number, 1, 14) || '8' || substr(a.citizen_number, 16, 2) || 'X'"
            " WHERE substr(a.citizen_number, 15, 1) = '0'",
        ),
        LookAlikes("15位旧号码", "SELECT person FROM person WHERE old_number <> ''"),
        LookAlikes(
            "同音形近的名字",
            "SELECT a.person FROM person a JOIN person b ON b.name = replace(a.name, '晓', '小')"
            " WHERE a.name LIKE '%晓%'",
        ),
        LookAlikes("公安登记与系统不同", "SELECT police_record FROM police_record"),
    ),
}
