"""What must hold of all tables alike: relations, values of each column, what there is once, bank
accounts, tables that stay empty."""

from collections.abc import Iterator
from datetime import date

from mock_systems.codes import LISTS
from mock_systems.population.days import BASE_DAY
from mock_systems.population.gates.report import Finder, Probe, Qualities, doubled, where
from mock_systems.population.schema import WRITTEN
from mock_systems.records import TABLES, Record

_ACCOUNT = "(bank_account GLOB '0099*' AND substr(bank_account, 5, 14) < '90000000000000')"
_NO_DAY = """ OR "{0}" <> coalesce(date("{0}", '+0 days'), '')"""
"""Counting no days on makes another day of one that there is not."""
_WITH_ACCOUNTS = [table for table in WRITTEN if "bank_account" in TABLES[table].columns()]


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
    stored = "integer" if field.annotation is int else "text"
    null = ", 'null'" if not field.is_required() and field.default is None else ""
    wrong = f"""typeof("{name}") NOT IN ('{stored}'{null})"""
    empty = f""" OR "{name}" = ''""" if stored == "text" and field.is_required() else ""
    no_day = _NO_DAY.format(name) if field.annotation in (date, date | None) else ""
    yield where(record.table, record.key_name(), f"{name} 类型不对或为空", wrong + empty + no_day)


def _once(table: str) -> Iterator[Probe]:
    record = TABLES[table]
    for together in map(str.split, record.once_for):
        labels = "、".join(record.facts(name)["label"] for name in together)
        told = f"{labels}相同的{record.title}不止一条"
        filled = " AND ".join(f"{name} <> ''" for name in together)
        yield doubled(table, record.key_name(), ", ".join(together), told, filled)


def _filled(table: str) -> Finder:
    record = TABLES[table]
    return where(table, f'"{record.key_name()}"', "人口数据中不应有此类记录", "1")


PROBES: Qualities = {
    "unreal": [
        where(table, table, "银行卡号不在虚构号段或属保留号段", f"NOT {_ACCOUNT}")
        for table in _WITH_ACCOUNTS
    ],
    "check_digits": [
        where(table, table, "银行卡号校验码错误", "NOT is_bank_card(bank_account)")
        for table in _WITH_ACCOUNTS
    ],
    "relations": (
        *_references(),
        where("origin", "people", "人数与登记的不符", "people <> (SELECT count(*) FROM person)"),
    ),
    "uniqueness": [probe for table in WRITTEN for probe in _once(table)],
    "codes": [probe for table in WRITTEN for probe in _coded(table)],
    "stories": (
        *(_filled(table) for table in sorted(set(TABLES) - set(WRITTEN))),
        where("origin", "people", "基准日不符", f"base_day <> '{BASE_DAY.isoformat()}'"),
    ),
}
