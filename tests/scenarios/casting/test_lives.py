"""Lives written short: the population's gates find nothing wrong with whoever has lived one."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mock_systems.identifiers import bank_card
from mock_systems.population.build import build
from mock_systems.population.days import month_number
from mock_systems.population.gates import GATES
from mock_systems.population.gates.functions import teach
from mock_systems.population.ledger import Balance, Stretch, employee_balance, resident_balance
from mock_systems.records import Person, Record
from scenarios.casting.cast import cast
from scenarios.checking.check import check
from scenarios.reading.load import load
from tests.mock_systems.newcomers import NEW, PEOPLE, UNIT, newcomer, row, unit

PLACED = {"person": NEW, "employer": UNIT, "bank_account": bank_card(1)}
"""Where the story's person, employer and account lie in the population: a story's own lie outside."""
FIRM = (
    'firms = [{ firm = "mill", called = "北埔纺织厂", industry = "C", injury_class = 4,'
    ' area = "390104", address = "海岳省云屿市屿南区屿南街道88号", legal = "邱国栋",'
    " opened = 2000-06-11 }]\npapers = ["
)
Lived = Callable[..., list[str]]


def paid(
    balance: Callable[[list[Stretch], int], Balance], first: str, last: str, base: int, until: int
) -> str:
    """The personal account that some months paid come to, as a script says it."""
    made = balance([Stretch(month_number(first), month_number(last), base)], until)
    return f"{{ months = {made.months}, principal = {made.principal}, interest = {made.interest} }}"


WORKED = (
    '{ employed = "mill", post = "挡车工", since = 2006-05-01, registered = 2006-05-10,'
    ' base = 3_000_00, beside = [], until = 2012-03-31, why = "retired", stop = "6501" }'
)
EARNED = paid(employee_balance, "2006-05", "2012-03", 3_000_00, 2012)
PENSIONER = (
    f'{WORKED}, {{ pension = "2012-04", amount = 2_856_00, card = "own", account = {EARNED} }}'
)
CARD = '{ holds_card = "海岳银行", issued = 2018-07-11, until = 2028-07-11, as = "own" }'
SAVED = paid(resident_balance, "2018-01", "2025-12", 500_00, 2026)
RESIDENT = f"{{ resident = 2018, tier = 500_00, account = {SAVED} }}"
OLD_SAVED = paid(resident_balance, "2012-01", "2012-12", 300_00, 2013)
OLD_RESIDENT = (
    '{ resident = 2012, tier = 300_00, last = 2012, until = "2013-06" },'
    f' {{ pension = "2013-07", amount = 218_00, kind = "170", card = "own", account = {OLD_SAVED} }}'
)
JOBLESS = '{ jobless = 2026-05-01, registered = 2026-05-12, reason = "1" }'


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("populations"), PEOPLE).path


@pytest.fixture
def lived(population: Path, two_matters: Callable[..., Path]) -> Lived:
    """What the gates say of a person of the population with such a life, and what of it nobody has."""

    def found(life: str, born: str, more: str = "", told: str = "") -> list[str]:
        someone = f'{{ someone = "other", name = "王铁", sex = "1", born = {born}, area = "390102",'
        home = f'home = "海岳省云屿市望澜区听潮街道12号", life = [{CARD}, {life}]{more} }},'
        path = two_matters(("people = [", f"people = [\n{someone} {home}"), ("papers = [", FIRM))
        assert all(told and told in str(problem) for problem in check(path))
        records = cast(load(path).script, 0).records
        life_of = [r for r in records if _of(r, records[0])]
        return [*_offences(population, life_of, records[0]), *_unheard_of(population, life_of)]

    return found


def _of(record: Record, person: Record) -> bool:
    """Whether a record is of a life: a card says nothing of what was paid."""
    return getattr(record, "person", "") == person.key and type(record).table not in (
        "person",
        "card",
    )


def _unheard_of(population: Path, life: list[Record]) -> Iterator[str]:
    """The records that are like none of the population in what they are of: who is insured as what,
    in which state and why."""
    with closing(sqlite3.connect(population)) as connection:
        for each in life:
            named = {name: value for name, value in each.row().items() if name in _TELLING}
            alike = " AND ".join(f"{name} = ?" for name in named) or "1"
            if not connection.execute(
                f"SELECT 1 FROM {each.table} WHERE {alike}", [*named.values()]
            ).fetchone():
                yield f"{each.table} {named}"


_TELLING = ("insurance", "identity", "state", "stop_reason", "kind")


def _offences(population: Path, life: list[Record], person: Record) -> Iterator[str]:
    assert isinstance(person, Person)
    rows = [
        row(type(each).table, **{k: PLACED[k] if k in PLACED and v else v for k, v in each.row().items()})
        for each in life
    ]  # fmt: skip
    who = newcomer(person.born.isoformat(), state=person.state)
    with closing(sqlite3.connect(":memory:")) as connection:
        with closing(sqlite3.connect(population)) as whole:
            whole.backup(connection)
        teach(connection)
        connection.executescript("".join([who, unit(opened="2000-06-11"), *rows]))
        for gate in GATES:
            yield from (p.what for p in gate.probes if list(p(connection)))


@pytest.mark.parametrize(
    ("life", "born", "more"),
    [
        pytest.param(PENSIONER, "1952-03-10", ', state = "2"', id="worked, then a pension"),
        pytest.param(RESIDENT, "1980-05-11", "", id="pays as a resident"),
        pytest.param(OLD_RESIDENT, "1953-06-20", "", id="paid as a resident, then a pension"),
        pytest.param(JOBLESS, "1980-05-11", "", id="jobless"),
    ],
)
def test_a_life_written_short_is_such_as_the_population_has(
    lived: Lived, life: str, born: str, more: str
) -> None:
    assert lived(life, born, more) == []


@pytest.mark.parametrize(
    ("life", "born", "more", "wrong"),
    [
        (PENSIONER, "1952-03-10", "", "退休状态与职工养老待遇不符"),
        (PENSIONER, "1953-03-10", ', state = "2"', "职工养老待遇不是从法定退休年龄次月起"),
        (PENSIONER.replace(', card = "own"', ""), "1952-03-10", ', state = "2"', "有待遇而没有发放账户"),
        (RESIDENT.replace("2018", "2017"), "1980-05-11", "", "账户与缴费记录不等"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_life_is_not_passed_over(
    lived: Lived, life: str, born: str, more: str, wrong: str
) -> None:
    assert wrong in lived(life, born, more, told=wrong)
