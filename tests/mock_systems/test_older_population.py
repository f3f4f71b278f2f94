"""A population file older than the records of today works as if it had their tables and columns."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from mock_systems.population.build import BuiltPopulation, build
from mock_systems.population.file import DamagedPopulation, Population, open_population
from mock_systems.population.gates import check
from mock_systems.population.schema import WRITTEN
from mock_systems.records import TABLES, Card
from mock_systems.world import NoSuchRecord, World

TODAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltPopulation:
    return build(tmp_path_factory.mktemp("populations"), 1200)


@pytest.fixture
def world(built: BuiltPopulation) -> World:
    return World(open_population(built.path), TODAY)


@pytest.fixture
def older(built: BuiltPopulation, tmp_path: Path) -> Callable[..., Population]:
    """The file as it would have been before records gained tables and columns."""

    def opened(*statements: str) -> Population:
        path = tmp_path / "older.sqlite"
        path.write_bytes(built.path.read_bytes())
        with closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        return open_population(path)

    return opened


@pytest.mark.parametrize("table", [*WRITTEN, "notice"])
def test_a_file_older_than_a_table_works_as_if_it_were_there_and_empty(
    older: Callable[..., Population], world: World, table: str
) -> None:
    before = World(older(f"DROP TABLE {table}"), TODAY, seq=1)
    record = TABLES[table]
    assert before.find(record) == [] and before.first(record) is None
    for other in TABLES.values():
        assert other is record or before.find(other, limit=3) == world.find(other, limit=3)
    with pytest.raises(NoSuchRecord):
        before.one(record, "3901000000")


def test_a_file_older_than_columns_with_a_default_gives_it(
    older: Callable[..., Population], world: World
) -> None:
    """All columns at once that have a default and no index."""
    newer = {
        record: {
            name: field.default
            for name, field in record.model_fields.items()
            if not field.is_required() and not record.facts(name)["index"]
        }
        for record in TABLES.values()
    }
    assert newer[Card] == {"state": "normal"}
    before = World(
        older(*(f'ALTER TABLE {r.table} DROP COLUMN "{name}"' for r in newer for name in newer[r])),
        TODAY,
    )
    for record, defaults in newer.items():
        assert before.find(record) == [
            each.model_copy(update=defaults) for each in world.find(record)
        ]
    assert before.find(Card, state="normal", order="state") == before.find(Card)
    assert not before.find(Card, state="lost")


def test_a_column_that_records_no_longer_have_is_not_read(
    older: Callable[..., Population], world: World
) -> None:
    newer = "ALTER TABLE card ADD COLUMN colour TEXT DEFAULT '红'"
    assert World(older(newer), TODAY).find(Card, limit=3) == world.find(Card, limit=3)


def test_a_file_older_than_a_column_that_must_be_there_is_refused(
    older: Callable[..., Population],
) -> None:
    with pytest.raises(DamagedPopulation, match=r"比本程序旧，“.+”没有“合作银行”一栏：请删除"):
        older("ALTER TABLE card DROP COLUMN bank")


@pytest.mark.parametrize(
    ("table", "column", "told"),
    [
        ("PERSON", "state", "“PERSON”应写作“person”"),
        ("person", "State", "“State”应写作“state”"),
    ],
)
def test_a_file_with_our_names_in_other_letters_is_no_population(
    older: Callable[..., Population], table: str, column: str, told: str
) -> None:
    with pytest.raises(DamagedPopulation, match=rf"不是人口数据文件（{told}）：请核对路径"):
        older(
            f"ALTER TABLE person RENAME COLUMN state TO {column}",
            "ALTER TABLE person RENAME TO elsewhere",
            f"ALTER TABLE elsewhere RENAME TO {table}",
        )


def test_the_gates_of_an_older_file_are_those_of_today(
    older: Callable[..., Population], built: BuiltPopulation
) -> None:
    path = older("DROP TABLE card_holder", "DROP TABLE notice").path
    assert [p.passed for p in check(path, rebuild=False).passages] == [
        p.passed for p in check(built.path, rebuild=False).passages
    ]
