"""Each quality gate passes a built population, and each of its probes catches violations of its
own and no others'."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mock_systems.population.build import build
from mock_systems.population.gates import GATES, check, crowd
from mock_systems.population.gates.functions import teach
from mock_systems.population.gates.report import Finder, Gate
from mock_systems.population.schema import WRITTEN
from mock_systems.records import TABLES
from tests.mock_systems.gates import CROWDS, EDGES, ENTAILED, VIOLATIONS
from tests.mock_systems.gates.breaches import Named
from tests.mock_systems.newcomers import NEXT, PEOPLE, newcomer, number_of, police

Reads = Mapping[Named, Set[str]]
CHANGES = (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE)

CODES, MARGINALS, UNIQUENESS = (
    next(g for g in GATES if g.name == name) for name in ("codes", "marginals", "uniqueness")
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("populations"), PEOPLE).path


@contextmanager
def noted(connection: sqlite3.Connection, *actions: int) -> Iterator[set[str]]:
    """The tables to which something of these kinds is done meanwhile."""
    tables = set[str]()

    def note(action: int, table: str | None, *rest: str | None) -> int:
        if action in actions and table:
            tables.add(table)
        return sqlite3.SQLITE_OK

    connection.set_authorizer(note)
    yield tables
    connection.set_authorizer(None)


@pytest.fixture(scope="module")
def reads(built: Path) -> Reads:
    """The tables each probe reads: where they are as they were, it finds what it found."""
    tables = {}
    with closing(sqlite3.connect(built)) as connection:
        teach(connection)
        for gate in GATES:
            for probe in gate.probes:
                with noted(connection, sqlite3.SQLITE_READ) as read:
                    assert list(probe(connection)) == []
                tables[named(gate, probe)] = read
    return tables


@contextmanager
def violated(built: Path, statements: str) -> Iterator[tuple[sqlite3.Connection, Set[str]]]:
    """A copy of the population with a violation in it, and the tables that it changed."""
    with closing(sqlite3.connect(":memory:")) as connection:
        with closing(sqlite3.connect(built)) as whole:
            whole.backup(connection)
        teach(connection)
        before = connection.total_changes
        with noted(connection, *CHANGES) as changed:
            connection.executescript(statements)
        assert connection.total_changes > before, "the violation changed nothing"
        yield connection, changed


def named(gate: Gate, probe: Finder) -> Named:
    return gate.name, probe.table, probe.what


def caught(connection: sqlite3.Connection, probes: Iterable[tuple[Gate, Finder]]) -> list[Named]:
    """The probes that find something."""
    return [named(gate, probe) for gate, probe in probes if list(probe(connection))]


def all_of(gate: Gate) -> Iterator[tuple[Gate, Finder]]:
    """Every probe of a gate."""
    return ((gate, probe) for probe in gate.probes)


def concerned(reads: Reads, changed: Set[str], *gates: Gate) -> Iterator[tuple[Gate, Finder]]:
    """The probes of these gates, or of all, that read what was changed."""
    every = (each for gate in gates or GATES for each in all_of(gate))
    return (each for each in every if reads[named(*each)] & changed)


def test_a_built_population_passes_every_gate(built: Path) -> None:
    assert [p for p in check(built).passages if not p.passed] == []


@pytest.mark.parametrize(
    ("probe", "statements"),
    [
        *(pytest.param(v[:3], v[4], id=f"{v[0]}, {v[1]}: {v[3]}") for v in VIOLATIONS),
        *(pytest.param(e[:3], e[4](e[5]), id=f"{e[0]}, {e[1]}: {e[3]}") for e in EDGES),
    ],
)
def test_a_violation_is_caught_by_its_probe_alone(
    built: Path, reads: Reads, probe: Named, statements: str
) -> None:
    with violated(built, statements) as (connection, changed):
        expected = {probe, ENTAILED.get(probe, probe)}
        assert set(caught(connection, concerned(reads, changed))) == expected


@pytest.mark.parametrize(
    "statements", [pytest.param(e[4](e[6]), id=f"{e[0]}, {e[1]}: {e[3]}") for e in EDGES]
)
def test_on_the_other_side_of_an_edge_nothing_is_wrong(
    built: Path, reads: Reads, statements: str
) -> None:
    with violated(built, statements) as (connection, changed):
        assert caught(connection, concerned(reads, changed)) == []


def miscoded() -> Iterator[tuple[Named, str]]:
    """In each column of each table, a value of another type or none, one outside its list, and a day
    that there is not."""
    for table in WRITTEN:
        record = TABLES[table]
        key = record.key_name()
        one = f"WHERE {key} = (SELECT min({key}) FROM {table})"
        for name, field in record.model_fields.items():
            wrong = "''" if name == key else "'much'" if field.annotation is int else "NULL"
            wrong = "x'00'" if not field.is_required() and field.default is None else wrong
            set_wrong = f'UPDATE {table} SET "{name}" = {wrong} {one}'
            yield ("codes", table, f"{name} 类型不对或为空"), set_wrong
            if field.annotation in (date, date | None):
                yield (
                    ("codes", table, f"{name} 类型不对或为空"),
                    f"""UPDATE {table} SET "{name}" = '2026-02-30' {one}""",
                )
            if record.facts(name)["codes"]:
                yield (
                    ("codes", table, f"{name} 不在代码表中"),
                    f"UPDATE {table} SET {name} = 'x' {one}",
                )


@pytest.mark.parametrize(
    ("probe", "statements"),
    [pytest.param(*each, id=" ".join(each[0][1:])) for each in miscoded()],
)
def test_a_value_that_is_none_is_caught_in_its_column(
    built: Path, reads: Reads, probe: Named, statements: str
) -> None:
    with violated(built, police() + statements) as (connection, changed):
        assert caught(connection, concerned(reads, changed, CODES)) == [probe]


def doubled() -> Iterator[tuple[Named, str]]:
    """In each table, a record that agrees with another one where no two may."""
    for record in map(TABLES.__getitem__, WRITTEN):
        table, key = record.table, record.key_name()
        first, last = (f"{key} = (SELECT {each}({key}) FROM {table})" for each in ("min", "max"))
        for together in map(str.split, record.once_for):
            labels = "、".join(record.facts(name)["label"] for name in together)
            columns = ", ".join(together)
            yield (
                ("uniqueness", table, f"{labels}相同的{record.title}不止一条"),
                f"UPDATE {table} SET ({columns}) = (SELECT {columns} FROM {table} WHERE {first})"
                f" WHERE {last}",
            )


@pytest.mark.parametrize(
    ("probe", "statements"), [pytest.param(*each, id=each[0][2]) for each in doubled()]
)
def test_what_there_may_be_once_is_caught_where_there_are_two(
    built: Path, reads: Reads, probe: Named, statements: str
) -> None:
    with violated(built, statements) as (connection, changed):
        assert caught(connection, concerned(reads, changed, UNIQUENESS)) == [probe]


LIKE = (
    newcomer(number=number_of(order=51), name="林晓雯")
    + newcomer(number=number_of(order=851), person=NEXT, name="林小雯")
    + police()
)
"""Two people who are easily taken for one another, and one whom the police know otherwise."""


@pytest.fixture
def of_a_city(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """The gate about the crowd, which judges even a small population by everything."""
    monkeypatch.setattr(crowd, "LARGE", 1)
    probes = [
        replace(p, least=1) if isinstance(p, crowd.CrowdShare) else p for p in MARGINALS.probes
    ]
    return replace(MARGINALS, probes=probes)


@pytest.mark.parametrize("what", CROWDS)
def test_a_crowd_that_no_city_has_is_caught_by_one_probe(
    built: Path, of_a_city: Gate, what: str
) -> None:
    with violated(built, LIKE + CROWDS[what]) as (connection, _):
        assert caught(connection, all_of(of_a_city)) == [("marginals", "person", what)]


def test_people_of_every_kind_are_a_city(built: Path, of_a_city: Gate) -> None:
    with violated(built, LIKE) as (connection, _):
        assert caught(connection, all_of(of_a_city)) == []


def test_every_probe_has_a_violation() -> None:
    probes = [named(gate, probe) for gate in GATES for probe in gate.probes]
    crowds = (("marginals", "person", what) for what in CROWDS)
    violations = [*VIOLATIONS, *EDGES]
    made = {probe for probe, _ in (*miscoded(), *doubled())}
    assert {v[:3] for v in violations} | made | {*crowds} == set(probes)
    assert len(probes) == len(set(probes))


def spoilt(built: Path, folder: Path, statements: str) -> Path:
    """The population file with something in it changed."""
    path = folder / "spoilt.sqlite"
    shutil.copy(built, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)
    return path


def test_a_file_that_the_generator_does_not_give_is_caught_by_determinism(
    built: Path, tmp_path: Path
) -> None:
    path = spoilt(built, tmp_path, "UPDATE card SET bank = '远帆银行'")
    assert [p.gate.name for p in check(path).passages if not p.passed] == ["determinism"]


def test_offending_rows_are_named(built: Path, tmp_path: Path) -> None:
    path = spoilt(built, tmp_path, "UPDATE person SET name = '马' WHERE person = '3901000007'")
    report = check(path, rebuild=False)
    [passage] = [p for p in report.passages if not p.passed]
    assert not report.passed
    assert [(o.table, o.key) for o in passage.offences] == [("person", "3901000007")]
