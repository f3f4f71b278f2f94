"""Each quality gate passes a built population, and catches its own violations and no others'."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mock_systems.population.build import build
from mock_systems.population.gates import GATES, check
from mock_systems.population.gates.functions import teach

# One person each that a violation can be made of without touching another rule.
CHILD = "(SELECT min(person) FROM person WHERE born > '2015-01-01')"
PLAIN_CARD = "(SELECT min(card) FROM card WHERE person NOT IN (SELECT person FROM pay_account))"
HEAD = (
    "(SELECT min(person) FROM person WHERE born > '1980' AND old_number = '' AND person IN"
    " (SELECT person FROM household_member WHERE relation = '01'))"
)
PENSIONER = "(SELECT min(person) FROM benefit WHERE kind = '110')"
RESIDENT_PENSIONER = (
    "(SELECT min(person) FROM benefit b JOIN personal_account a USING (person)"
    " WHERE kind = '170' AND months = 0)"
)
WORKER = (
    "(SELECT min(person) FROM employment WHERE ended IS NULL AND employer <> '' AND"
    " contract_until IS NULL)"
)
JOB = "(SELECT max(employment) FROM employment WHERE ended IS NULL AND employer <> '')"
OPEN = "(SELECT min(unemployment) FROM unemployment WHERE valid = '1' AND reason <> '8')"
SPELL = "(SELECT max(spell) FROM contribution_spell WHERE insurance = '110' AND last < '2026')"

VIOLATIONS: Sequence[tuple[str, str, str]] = (
    ("unreal", "a mobile number that people have",
     f"UPDATE person SET phone = '13800000000' WHERE person = {CHILD}"),
    ("unreal", "a mobile number kept for casts",
     f"UPDATE person SET phone = '14295000000' WHERE person = {CHILD}"),
    ("unreal", "a bank card of a real range",
     f"UPDATE card SET bank_account = '6228480012345678903' WHERE card = {PLAIN_CARD}"),
    ("unreal", "a household register in a real county",
     f"UPDATE person SET hukou_area = '350102' WHERE person = {CHILD}"),
    ("unreal", "a citizen number of a real province",
     "INSERT INTO person SELECT '3901001500', '11010519491231002X', name, '2', '1949-12-31',"
     f" ethnicity, '1', '10', hukou_area, hukou_address, address, '', NULL, '' FROM person"
     f" WHERE person = {CHILD}; INSERT INTO household_member SELECT '390100150001', household,"
     f" '3901001500', '97' FROM household_member WHERE person = {CHILD};"
     " UPDATE origin SET people = people + 1"),
    ("history", "a lost card without a line in its log",
     "DELETE FROM card_event WHERE event = (SELECT min(event) FROM card_event)"),
    ("history", "a temporary loss that holds no longer",
     "UPDATE card_event SET \"on\" = '2026-05-16' WHERE event = (SELECT min(event)"
     " FROM card_event WHERE kind = 'loss_temporary')"),
    ("check_digits", "a bank card with a wrong last digit",
     "UPDATE card SET bank_account = substr(bank_account, 1, 18) ||"
     f" ((substr(bank_account, 19) + 1) % 10) WHERE card = {PLAIN_CARD}"),
    ("check_digits", "a credit code with a wrong last character",
     "UPDATE employer SET credit_code = substr(credit_code, 1, 17) || CASE"
     " substr(credit_code, 18) WHEN '0' THEN '1' ELSE '0' END WHERE employer = '39010000'"),
    ("check_digits", "a citizen number with a wrong check character",
     "UPDATE person SET citizen_number = substr(citizen_number, 1, 17) || CASE"
     f" substr(citizen_number, 18) WHEN '0' THEN '1' ELSE '0' END WHERE person = {HEAD};"
     " UPDATE card SET number = (SELECT citizen_number FROM person p WHERE p.person ="
     f" card.person) WHERE person = {HEAD};"
     "DELETE FROM police_record WHERE citizen_number NOT IN (SELECT citizen_number FROM person)"),
    ("agreement", "a woman whose number is a man's",
     f"UPDATE person SET sex = CASE sex WHEN '1' THEN '2' ELSE '1' END WHERE person = {HEAD}"),
    ("agreement", "a birth date a day off the number",
     f"UPDATE person SET born = date(born, '+1 day') WHERE person = {CHILD}"),
    ("agreement", "an old number of somebody else",
     f"UPDATE person SET old_number = '390102490101001' WHERE person = {PENSIONER}"),
    ("agreement", "a card with another number",
     f"UPDATE card SET number = '39010220000101001X' WHERE card = {PLAIN_CARD}"),
    ("agreement", "a daughter who is a man",
     "UPDATE household_member SET relation = '30' WHERE member = (SELECT min(member) FROM"
     " household_member WHERE relation = '20')"),
    ("agreement", "someone retired without a pension",
     f"UPDATE person SET state = '2' WHERE person = {CHILD}"),
    ("ages", "work on the day before the sixteenth birthday",
     "UPDATE person SET work_started = date(birthday(born, 16), '-1 day')"
     f" WHERE person = {WORKER}"),
    ("ages", "a household head a day short of eighteen",
     "UPDATE household_member SET relation = CASE person WHEN"
     " (SELECT p FROM young) THEN '01' ELSE '97' END WHERE household = (SELECT h FROM young)"),
    ("ages", "an employee pension a month early at fifty, fifty-five or sixty",
     "UPDATE benefit SET since = strftime('%Y-%m', since || '-01', '-1 month')"
     f" WHERE kind = '110' AND person = {PENSIONER}"),
    ("ages", "a resident pension in the month of the sixtieth birthday",
     "UPDATE benefit SET since = (SELECT substr(birthday(born, 60), 1, 7) FROM person p WHERE"
     f" p.person = benefit.person) WHERE kind = '170' AND person = {RESIDENT_PENSIONER}"),
    ("ages", "an unemployment registration at sixty-three",
     "INSERT INTO unemployment SELECT '390100000099', person, birthday(born, 63),"
     " birthday(born, 63), '8', '1', '1', NULL, '' FROM person"
     f" WHERE person = {RESIDENT_PENSIONER}"),
    ("history", "two jobs at once",
     "INSERT INTO employment SELECT '390100000099', person, '39010000', kind, '42', job,"
     f" started, NULL, registered, NULL, '' FROM employment WHERE employment = {JOB}"),
    ("history", "registered unemployed at work",
     "INSERT INTO unemployment SELECT '390100000099', person, registered, registered, '5', '1',"
     f" '1', NULL, '' FROM employment WHERE employment = {JOB}"),
    ("history", "a job registered after the base day",
     f"UPDATE unemployment SET registered = '2026-06-02' WHERE unemployment = {OPEN}"),
    ("history", "a registration before the loss of work",
     f"UPDATE unemployment SET registered = date(unemployed, '-1 day') WHERE unemployment = {OPEN}"),
    ("history", "contributions without a job",
     "UPDATE employment SET employer = (SELECT max(employer) FROM employer WHERE employer <>"
     f" employment.employer) WHERE employment = {JOB}"),
    ("history", "a stopped participation without a reason",
     "UPDATE participation SET stop_reason = '' WHERE participation = (SELECT min(participation)"
     " FROM participation WHERE state = '2')"),
    ("uniqueness", "two people with one mobile number",
     "UPDATE person SET phone = (SELECT max(phone) FROM person) WHERE person ="
     f" {CHILD}"),
    ("uniqueness", "two employers of one name",
     "UPDATE employer SET name = (SELECT name FROM employer WHERE employer = '39010001')"
     " WHERE employer = '39010000'"),
    ("uniqueness", "a person in two households",
     "INSERT INTO household_member SELECT '390100000099', household, "
     f"{CHILD}, '97' FROM household LIMIT 1"),
    ("relations", "a card of nobody",
     f"UPDATE card SET person = '3901999999' WHERE card = {PLAIN_CARD}"),
    ("relations", "a household without a head",
     "UPDATE household_member SET relation = '97' WHERE member = (SELECT min(member) FROM"
     " household_member WHERE relation = '01')"),
    ("relations", "a pension paid nowhere",
     f"DELETE FROM pay_account WHERE person = {PENSIONER}"),
    ("relations", "a missing account",
     f"DELETE FROM personal_account WHERE person = {RESIDENT_PENSIONER}"),
    ("codes", "a code outside its list",
     f"UPDATE card SET state = 'mislaid' WHERE card = {PLAIN_CARD}"),
    ("codes", "money as text",
     f"UPDATE benefit SET amount = 'much' WHERE person = {PENSIONER}"),
    ("codes", "a person without a name",
     f"UPDATE person SET name = '' WHERE person = {CHILD}"),
    ("codes", "a name of nine characters",
     f"UPDATE person SET name = '马静丽敏婷娟燕艳红' WHERE person = {CHILD}"),
    ("ledger", "a fen too much in an account",
     "UPDATE personal_account SET principal = principal + 1 WHERE account ="
     " (SELECT min(account) FROM personal_account)"),
    ("ledger", "a month not counted",
     "UPDATE personal_account SET months = months - 1 WHERE account ="
     " (SELECT max(account) FROM personal_account)"),
    ("ledger", "interest not credited",
     "UPDATE personal_account SET interest = 0 WHERE account ="
     " (SELECT min(account) FROM personal_account WHERE interest > 0)"),
    ("bases", "a participation on another base than was paid",
     "UPDATE participation SET base = base + 100 WHERE participation = (SELECT min(participation)"
     " FROM participation WHERE insurance = '210')"),
    ("bases", "a base below the floor of its year",
     "UPDATE contribution_spell SET base = 100000 WHERE insurance = '210' AND spell = (SELECT"
     " min(spell) FROM contribution_spell WHERE insurance = '210' AND first >= '2022-01');"
     "UPDATE participation SET base = 100000 WHERE insurance = '210' AND person = (SELECT person"
     " FROM contribution_spell WHERE insurance = '210' AND base = 100000) AND 1 = (SELECT"
     " count(*) FROM contribution_spell s WHERE s.person = participation.person AND"
     " insurance = '210')"),
    ("marginals", "a city without cards", "UPDATE card SET state = 'cancelled'; DELETE FROM card_event"),
    ("stories", "a visitor in the population",
     "INSERT INTO ticket VALUES ('T1', '', '', 'waiting')"),
    ("stories", "another base day", "UPDATE origin SET base_day = '2026-06-02'"),
)  # fmt: skip

YOUNG = (
    "CREATE TEMP VIEW young AS SELECT max(person) AS p, household AS h FROM household_member"
    " JOIN person USING (person) WHERE born > '2008-06-01' AND born < '2010' AND relation = '20'"
    " AND household NOT IN (SELECT household FROM household_member WHERE relation IN ('51', '52'))"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("populations"), 1500).path


@contextmanager
def violated(built: Path, folder: Path, statements: str) -> Iterator[Path]:
    """A copy of the population with a violation in it."""
    path = folder / "violated.sqlite"
    shutil.copy(built, path)
    with closing(sqlite3.connect(path)) as connection:
        teach(connection)
        connection.execute(YOUNG)
        before = connection.total_changes
        connection.executescript(statements)
        connection.commit()
        assert connection.total_changes > before, "the violation changed nothing"
    yield path


def test_a_built_population_passes_every_gate(built: Path) -> None:
    assert [p for p in check(built).passages if not p.passed] == []


@pytest.mark.parametrize(
    ("gate", "statements"),
    [pytest.param(gate, text, id=f"{gate}: {name}") for gate, name, text in VIOLATIONS],
)
def test_a_violation_is_caught_by_its_gate_alone(
    built: Path, tmp_path: Path, gate: str, statements: str
) -> None:
    with violated(built, tmp_path, statements) as path:
        report = check(path, rebuild=False)
    caught = {p.gate.name: p.offences for p in report.passages if not p.passed}
    assert list(caught) == [gate], caught
    assert not report.passed


def test_a_file_that_the_generator_does_not_give_is_caught_by_determinism(
    built: Path, tmp_path: Path
) -> None:
    with violated(built, tmp_path, "UPDATE card SET bank = '远帆银行'") as path:
        caught = [p.gate.name for p in check(path).passages if not p.passed]
    assert caught == ["determinism"]


def test_every_gate_has_a_violation() -> None:
    assert {gate for gate, _, _ in VIOLATIONS} == {gate.name for gate in GATES}


def test_offending_rows_are_named(built: Path, tmp_path: Path) -> None:
    with violated(
        built, tmp_path, "UPDATE person SET name = '马' WHERE person = '3901000007'"
    ) as path:
        [passage] = [p for p in check(path, rebuild=False).passages if not p.passed]
    assert [(o.table, o.key) for o in passage.offences] == [("person", "3901000007")]
