"""Gates about how records hang together: relations, coded values, tables that stay empty."""

from collections.abc import Iterator

from mock_systems.codes import LISTS
from mock_systems.population.days import BASE_DAY
from mock_systems.population.gates.report import Finder, Gate, Probe, where
from mock_systems.population.schema import WRITTEN
from mock_systems.records import TABLES, Record


def _orphans(table: str, column: str) -> Probe:
    """Rows that name a record that is not there."""
    key, other = TABLES[table].key_name(), column
    return Probe(
        table,
        f"{TABLES[table].facts(column)['label']}不存在",
        f"SELECT {key} FROM {table} t WHERE {column} <> ''"
        f" AND NOT EXISTS (SELECT 1 FROM {other} o WHERE o.{other} = t.{column})",
    )


def _references() -> Iterator[Probe]:
    for table in WRITTEN:
        others = TABLES.keys() - {TABLES[table].key_name()}
        yield from (_orphans(table, name) for name in TABLES[table].model_fields if name in others)


RELATIONS = Gate(
    "relations",
    "记录之间的关联完整",
    (
        *_references(),
        where("origin", "people", "人数与登记的不符",
              "people <> (SELECT count(*) FROM person)"),
        Probe("person", "人员编号不连续",
              "SELECT max(person) FROM person"
              " HAVING max(person) <> printf('3901%06d', count(*) - 1)"),
        Probe("household", "一户没有或不止一名户主",
              "SELECT household FROM household h WHERE 1 <> (SELECT count(*)"
              " FROM household_member m WHERE m.household = h.household AND relation = '01')"),
        Probe("person", "不在任何一户",
              "SELECT person FROM person p WHERE NOT EXISTS"
              " (SELECT 1 FROM household_member m WHERE m.person = p.person)"),
        Probe("police_record", "公民身份号码无人持有",
              "SELECT police_record FROM police_record r WHERE NOT EXISTS"
              " (SELECT 1 FROM person p WHERE p.citizen_number = r.citizen_number)"),
        Probe("participation", "养老保险没有个人账户，或账户没有参保",
              "SELECT person || ' ' || insurance FROM (SELECT person, insurance FROM participation"
              " WHERE insurance IN ('110', '170') UNION ALL SELECT person, insurance"
              " FROM personal_account) GROUP BY 1 HAVING count(*) = 1"),
        Probe("contribution_spell", "有缴费而没有参保",
              "SELECT spell FROM contribution_spell s WHERE NOT EXISTS (SELECT 1 FROM participation"
              " p WHERE p.person = s.person AND p.insurance = s.insurance)"),
        Probe("benefit", "有待遇而没有发放账户",
              "SELECT benefit FROM benefit b WHERE NOT EXISTS (SELECT 1 FROM pay_account a"
              " WHERE a.person = b.person AND a.insurance = b.kind)"),
        Probe("card_holder", "没有社会保障卡而有持卡人信息",
              "SELECT card_holder FROM card_holder h WHERE NOT EXISTS"
              " (SELECT 1 FROM card c WHERE c.person = h.person)"),
        Probe("household_member", "父母子女年龄相差不足16年",
              "SELECT m.member FROM household_member m JOIN person p USING (person)"
              " JOIN household_member hm ON hm.household = m.household AND hm.relation = '01'"
              " JOIN person h ON h.person = hm.person"
              " WHERE m.relation IN ('20', '30') AND p.born < birthday(h.born, 16)"
              " OR m.relation IN ('51', '52') AND h.born < birthday(p.born, 16)"),
    ),
)  # fmt: skip


def _coded(table: str) -> Iterator[Probe]:
    record = TABLES[table]
    for name in record.model_fields:
        yield from _typed(record, name)
        codes = record.facts(name)["codes"]
        if codes:
            allowed = ", ".join(f"'{code}'" for code in (*LISTS[codes], *_nothing(record, name)))
            yield where(
                table, record.key_name(), f"{name} 不在代码表中", f"{name} NOT IN ({allowed})"
            )


def _nothing(record: type[Record], name: str) -> tuple[str, ...]:
    """The empty value, where a column may have it."""
    return ("",) if record.model_fields[name].default == "" else ()


def _typed(record: type[Record], name: str) -> Iterator[Probe]:
    field = record.model_fields[name]
    kind = "integer" if field.annotation is int else "text"
    null = ", 'null'" if not field.is_required() and field.default is None else ""
    wrong = f"""typeof("{name}") NOT IN ('{kind}'{null})"""
    empty = f""" OR "{name}" = ''""" if kind == "text" and field.is_required() else ""
    yield where(record.table, record.key_name(), f"{name} 类型不对或为空", wrong + empty)


CODES = Gate(
    "codes",
    "各栏类型正确，代码都在代码表中",
    (
        *(probe for table in WRITTEN for probe in _coded(table)),
        where("person", "person", "姓名不是2至4个字", "length(name) NOT BETWEEN 2 AND 4"),
    ),
)


def _filled(table: str) -> Finder:
    record = TABLES[table]
    return where(table, f'"{record.key_name()}"', "人口数据中不应有此类记录", "1")


STORIES = Gate(
    "stories",
    "属于案例的表都是空的，数据来源登记无误",
    (
        *(_filled(table) for table in sorted(set(TABLES) - set(WRITTEN))),
        where("origin", "people", "基准日不符", f"base_day <> '{BASE_DAY.isoformat()}'"),
    ),
)
