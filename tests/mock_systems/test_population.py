"""A population is built whole or not at all, the same bytes each time, and refused when damaged."""

import os
import pickle
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mock_systems.policy import identity, pension
from mock_systems.policy.calculation import Worksheet
from mock_systems.population import build as building
from mock_systems.population.allotment import LARGEST, Allotment, district_of, order
from mock_systems.population.build import BuiltPopulation, NotBuilt, build
from mock_systems.population.cards import valid_until
from mock_systems.population.chance import Chance
from mock_systems.population.days import BASE, birthday, month_in, month_number
from mock_systems.population.employers import Employers
from mock_systems.population.file import DamagedPopulation, found_population, open_population
from mock_systems.population.folder import Folder, Rows
from mock_systems.population.ledger import (
    AVERAGE,
    CEILING,
    FLOOR,
    Balance,
    Stretch,
    credited,
    employee_balance,
    resident_balance,
)
from mock_systems.population.pensions import retire
from mock_systems.population.people import Citizen
from mock_systems.population.schema import create_indexes
from mock_systems.records import TABLES, Card, Person
from mock_systems.world import Between, Prefix, World

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltPopulation:
    return build(tmp_path_factory.mktemp("populations"), 1200)


@pytest.fixture
def damaged(built: BuiltPopulation, tmp_path: Path) -> Path:
    """The file with one byte in its middle changed, under its own name."""
    content = bytearray(built.path.read_bytes())
    content[len(content) // 2] ^= 1
    path = tmp_path / built.path.name
    path.write_bytes(content)
    return path


def rows(path: Path, table: str, most: str = "") -> list[tuple[object, ...]]:
    """All rows of a table, up to those that belong to the person with this key."""
    with closing(sqlite3.connect(path)) as connection:
        key = TABLES[table].key_name()
        text = f"SELECT * FROM {table} ORDER BY {key}"
        return [row for row in connection.execute(text) if not most or str(row[0])[:10] < most]


def test_another_process_builds_the_same_bytes(built: BuiltPopulation, tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from mock_systems.population.build import build;"
        "build(pathlib.Path(sys.argv[1]), 1200)"
    )
    surroundings = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", program, tmp_path], env=surroundings, check=True)
    assert (tmp_path / built.path.name).read_bytes() == built.path.read_bytes()


def test_many_processes_build_the_same_bytes_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = build(tmp_path / "many.sqlite", 4100)
    monkeypatch.setattr(building, "_ALONE", 5000)
    assert build(tmp_path / "one.sqlite", 4100).hash == together.hash


def test_another_seed_gives_other_people(built: BuiltPopulation, tmp_path: Path) -> None:
    other = build(tmp_path, 1200, seed=7)
    assert other.hash != built.hash
    assert rows(other.path, "person")[0] != rows(built.path, "person")[0]


def test_a_file_is_as_small_as_its_rows_can_be_kept(built: BuiltPopulation, tmp_path: Path) -> None:
    with closing(sqlite3.connect(built.path)) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "smaller.sqlite"),))
    assert built.path.stat().st_size <= (tmp_path / "smaller.sqlite").stat().st_size


@pytest.mark.parametrize("people", [1, 2, 999, 1000])
def test_the_first_people_stay_when_more_are_asked_for(
    built: BuiltPopulation, tmp_path: Path, people: int
) -> None:
    fewer = build(tmp_path, people)
    beyond = f"3901{people:06d}"
    for table in sorted(set(fewer.counts) - {"employer"}):
        assert rows(fewer.path, table) == rows(built.path, table, beyond), table
    employers = rows(fewer.path, "employer")
    assert employers == rows(built.path, "employer")[: len(employers)]


@pytest.mark.parametrize("people", [0, -1, LARGEST + 1, True, "20000", 2.5])
def test_an_impossible_number_of_people_is_refused(tmp_path: Path, people: int) -> None:
    with pytest.raises(NotBuilt, match="1 至 1,000,000"):
        build(tmp_path, people)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", [2**63, -(2**63) - 1, True, "7"])
def test_a_seed_that_a_file_cannot_hold_is_refused(tmp_path: Path, seed: int) -> None:
    with pytest.raises(NotBuilt, match="至 9223372036854775807 的整数"):
        build(tmp_path, 5, seed)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", [2**63 - 1, -(2**63)])
def test_the_outermost_seeds_are_kept_in_the_file(tmp_path: Path, seed: int) -> None:
    made = build(tmp_path, 5, seed)
    assert open_population(made.path, made.hash).origin()["seed"] == seed
    assert found_population(tmp_path, 5, seed) == made.path


def test_a_target_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotBuilt, match="请检查路径和权限"):
        build(tmp_path / "file" / "folder", 10)


@pytest.fixture
def small_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk with room for forty pages."""
    settings = building._SETTINGS + "PRAGMA max_page_count = 40;"
    monkeypatch.setattr(building, "_SETTINGS", settings)


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_is_a_clear_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="磁盘空间不足"):
        build(tmp_path, 1000)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_build_leaves_nothing_and_spares_the_old_file(
    built: BuiltPopulation, tmp_path: Path
) -> None:
    target = tmp_path / "population.sqlite"
    target.write_bytes(built.path.read_bytes())

    def interrupt(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(target, 2000, progress=interrupt)
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == built.path.read_bytes()


def test_what_a_killed_build_left_behind_goes_with_the_next_build(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                            capture_output=True, text=True, check=True)  # fmt: skip
    (tmp_path / f".population-10-3901.{killed.stdout.strip()}.part").touch()
    mine = tmp_path / f".population-10-3901.{os.getppid()}.part"
    mine.touch()
    made = build(tmp_path, 10)
    assert set(tmp_path.iterdir()) == {made.path, mine}


@pytest.mark.parametrize("name", ["x", "x.y", "10-3901.²", "10-3901.-1", f"10-3901.{10**30}"])
def test_a_file_that_no_build_left_behind_hinders_none(tmp_path: Path, name: str) -> None:
    (tmp_path / f".population-{name}.part").touch()
    assert build(tmp_path, 10).path.is_file()


def test_progress_is_told_up_to_the_last_person(tmp_path: Path) -> None:
    counts: list[int] = []
    build(tmp_path, 2500, progress=counts.append)
    assert counts == [1000, 2000, 2500]


def test_a_population_is_found_again_by_size_and_seed(built: BuiltPopulation) -> None:
    folder = built.path.parent
    assert found_population(folder, 1200, 3901) == built.path
    assert found_population(folder, 1201, 3901) is None
    assert found_population(folder, 1200, 3902) is None
    assert built.hash[:16] in built.path.name


def test_a_whole_file_opens_with_its_hash(built: BuiltPopulation) -> None:
    assert open_population(built.path).hash == built.hash
    assert open_population(built.path, built.hash).origin()["people"] == 1200


def test_what_goes_to_another_process_is_opened_there_anew_where_it_is_still_the_same(
    built: BuiltPopulation, tmp_path: Path
) -> None:
    moved = tmp_path / built.path.name
    moved.write_bytes(built.path.read_bytes())
    packed = pickle.dumps(open_population(moved))
    assert pickle.loads(packed).hash == built.hash
    moved.write_bytes(moved.read_bytes()[:-1] + b"!")
    with pytest.raises(DamagedPopulation):
        pickle.loads(packed)


def test_a_damaged_file_is_refused(damaged: Path, built: BuiltPopulation) -> None:
    with pytest.raises(DamagedPopulation, match=r"内容与标识不符.*请删除该文件后重新生成"):
        open_population(damaged)
    with pytest.raises(DamagedPopulation, match="内容与标识不符"):
        open_population(damaged, built.hash)


def test_a_renamed_file_is_read_through(built: BuiltPopulation, tmp_path: Path) -> None:
    path = tmp_path / "mine.sqlite"
    content = built.path.read_bytes()
    path.write_bytes(content)
    assert open_population(path).hash == built.hash
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(DamagedPopulation, match=r"损坏|完好"):
        open_population(path)


def _another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def _another_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE person (person)")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (Path.unlink, "无法读取"),
        (lambda path: path.write_bytes(b""), "不是人口数据文件"),
        (lambda path: path.write_text("你好" * 3000), "不是完好的数据库"),
        (_another_database, "不是人口数据文件"),
        (_another_version, "生成器版本 99"),
    ],
)
def test_a_wrong_file_is_refused(
    built: BuiltPopulation, tmp_path: Path, spoil: object, told: str
) -> None:
    path = tmp_path / "mine.sqlite"
    path.write_bytes(built.path.read_bytes())
    assert callable(spoil)
    spoil(path)
    with pytest.raises(DamagedPopulation, match=told):
        open_population(path)


@pytest.mark.parametrize("content", ["", "root:x:0:0:root\n" * 200])
def test_only_a_file_of_ours_is_to_be_deleted(
    built: BuiltPopulation, tmp_path: Path, content: str
) -> None:
    others, ours = tmp_path / "passwd", tmp_path / built.path.name
    for path in (others, ours):
        path.write_text(content)
    with pytest.raises(DamagedPopulation, match=r"不是人口数据文件.*请核对路径"):
        open_population(others)
    with pytest.raises(DamagedPopulation, match="请删除该文件后重新生成"):
        open_population(ours)


@pytest.fixture
def world(built: BuiltPopulation) -> World:
    return World(open_population(built.path), TODAY)


def test_a_world_reads_people_and_what_belongs_to_them(world: World) -> None:
    person = world.one(Person, "3901000000")
    assert world.first(Person, citizen_number=person.citizen_number) == person
    assert person in world.find(Person, name=Prefix(person.name[0]), limit=5000)
    born = world.find(Person, born=Between(date(1980, 1, 1), date(1980, 12, 31)))
    assert {p.born.year for p in born} == {1980}
    assert all(card.number == person.citizen_number for card in world.find(Card, person=person.key))


@pytest.mark.parametrize("issued", [date(2020, 2, 29), date(2020, 3, 1), date(2024, 12, 31)])
def test_identity_cards_are_good_in_the_population_as_long_as_the_rule_says(issued: date) -> None:
    for years in range(60):
        for born in (date(2019 - years, 2, 28), date(2019 - years, 3, 1)):
            ruled = identity.card(born, issued, on=TODAY).value["until"]
            made = valid_until(born.toordinal(), issued.toordinal())
            assert made == (ruled and str(ruled)), born


def test_every_row_is_a_valid_record(built: BuiltPopulation) -> None:
    for table, record in TABLES.items():
        names = list(record.model_fields)
        for row in rows(built.path, table):
            record.of(dict(zip(names, row, strict=True)))


def test_every_indexed_column_has_its_index(built: BuiltPopulation) -> None:
    with closing(sqlite3.connect(built.path)) as connection:
        master = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index'")
        there = {text for (text,) in master}
    wanted = {text for record in TABLES.values() for text in create_indexes(record)}
    assert "CREATE INDEX person_citizen_number ON person (citizen_number)" in wanted
    assert wanted <= there


def test_bases_of_the_policy_years_are_those_of_policy() -> None:
    for year in (2024, 2025, 2026):
        sheet = Worksheet("population", date(year, 6, 1))
        average = sheet.figure("wage.average").value * 100
        assert AVERAGE[year] == average
        assert FLOOR[year] == average * sheet.figure("base.floor_ratio").value
        assert CEILING[year] == average * sheet.figure("base.ceiling_ratio").value


def test_a_resident_account_grows_as_the_worked_example_says() -> None:
    three_years = [Stretch(2023 * 12, 2025 * 12 + 11, 100_000)]
    assert resident_balance(three_years, 2025) == Balance(36, 330_000, 9_999)


def test_an_employee_account_credits_each_month_half_up_and_interest_each_year() -> None:
    paid = [Stretch(2024 * 12 + 10, 2025 * 12 + 1, 935_055)]
    each = 74_804  # 8 % of 9,350.55 is 748.044
    interest = (2 * each * 150 + 5000) // 10_000
    assert employee_balance(paid, 2026) == Balance(4, 4 * each, interest)


@settings(deadline=None)
@given(some.integers(2016, 2025), some.integers(1, 10), some.integers(432_000, 2_340_000))
def test_an_employee_account_grows_as_policy_says(first: int, years: int, base: int) -> None:
    last = min(first + years - 1, 2025)
    found = employee_balance([Stretch(first * 12, last * 12 + 11, base)], last)
    by_policy = pension.account(0, first, last - first + 1, 12 * credited(base), on=TODAY)
    assert found.principal + found.interest == by_policy.fen("balance")


@pytest.mark.parametrize(
    ("born", "retires", "months"),
    [
        (date(1955, 4, 9), "2015-04", "139"),
        (date(1965, 4, 9), "2015-04", "195"),
        (date(1970, 1, 9), "2025-05", "168.0"),
        (date(1943, 4, 9), "2003-04", "120"),
    ],
)
def test_an_account_is_paid_out_over_the_months_of_the_age(
    born: date, retires: str, months: str
) -> None:
    rows: Rows = defaultdict(list)
    day = born.toordinal()
    citizen = Citizen(0, "3901000000", "2", day, 1, "林", "兰", "", True, "", "", "", "")
    month = month_number(retires)
    first = date(1996, 1, 1).toordinal()
    retire(Folder(citizen, rows), Employers(1), first, month, 1.0, Chance(1))
    ((*_, principal, interest),) = (row for row in rows["personal_account"] if row[2] == "110")
    ((*_, amount, _),) = rows["benefit"]
    basic = 810_000 * (month - month_in(first) + 1) // 1200
    assert amount == basic + int((principal + interest) / Decimal(months))


@pytest.mark.parametrize(
    ("born", "years", "reached"),
    [
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 16, date(2024, 2, 29)),
        (date(1966, 6, 1), 60, date(2026, 6, 1)),
    ],
)
def test_an_age_is_reached_on_the_birthday(born: date, years: int, reached: date) -> None:
    assert birthday(born.toordinal(), years) == reached.toordinal()


def numbers(people: Iterator[int]) -> Iterator[tuple[int, int, int]]:
    """What makes a citizen number unique, if everyone were to be born on about the same day."""
    allotment = Allotment.of(3901)
    for index in people:
        day, pair = allotment.birth_and_pair(index, BASE - 12_000)
        yield district_of(index), day, order(pair, "1")


def test_no_two_of_a_million_can_share_a_citizen_number() -> None:
    district = (index for index in range(LARGEST) if district_of(index) == 3)
    found = list(numbers(district))
    assert len(set(found)) == len(found) == LARGEST // 8
    assert all(1 <= number <= 799 for _, _, number in found)
